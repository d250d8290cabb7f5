"""The bar below the article: each label with its key and colour; a click does what the key does."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QLayout, QLayoutItem, QScrollArea, QSizePolicy, QToolButton, QWidget

from annotator.domain.scheme import Scheme

_MOST_ROWS = 4
"""Of many labels the others are scrolled to: the article is what people read."""


class LabelBar(QScrollArea):
    """Buttons of the scheme's labels, as many in a row as there is room for."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Labels")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._inside = QWidget(self)
        self._row = FlowLayout(self._inside)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self._buttons: dict[str, QToolButton] = {}

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return min(self._row.heightForWidth(width), self._row.height_of_rows(_MOST_ROWS))

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.minimumSize()

    def set_scheme(self, scheme: Scheme, lines: Mapping[str, str], key_of: Callable[[str], str]) -> None:
        """Shows the labels; `lines` are the colours of their marks, `key_of` gives a command's key."""
        for button in self._buttons.values():
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons = {}
        small = self.font()
        small.setPointSizeF(0.88 * small.pointSizeF())
        for label in scheme.entity_labels:
            key = key_of(f"label.{label.name}")
            button = QToolButton(self._inside)
            button.setText(f"{key}  {label.name}" if key else label.name)
            button.setFont(small)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.setAccessibleName(f"Label {label.name}" + (f", key {key}" if key else ""))
            button.setToolTip(label.description or label.title or label.name)
            swatch = _swatch(lines[label.name], button.fontMetrics().height())
            button.setIcon(QIcon(swatch))
            button.setIconSize(swatch.size())
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.clicked.connect(partial(self._on_clicked, label.name))
            self._row.addWidget(button)
            self._buttons[label.name] = button
        self.updateGeometry()

    def _on_clicked(self, label: str, _checked: bool = False) -> None:
        self.picked.emit(label)

    def set_active(self, label: str) -> None:
        """Shows which label a drag or a double click gives."""
        for name, button in self._buttons.items():
            button.setChecked(name == label)
            if name == label:
                self.ensureWidgetVisible(button, 0, 0)


def _swatch(colour: str, height: int) -> QPixmap:
    """The colour of a label's marks, as a bar before its name."""
    picture = QPixmap(max(4, height // 4), height)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(picture.rect().adjusted(0, 1, 0, -1), 2, 2)
    painter.end()
    return picture


class FlowLayout(QLayout):
    """Items side by side, in as many rows as they need."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(8, 4, 8, 4)
        self.setSpacing(4)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def height_of_rows(self, rows: int) -> int:
        """How high so many rows are."""
        highest = max((item.sizeHint().height() for item in self._items), default=0)
        margins = self.contentsMargins()
        return margins.top() + margins.bottom() + rows * (highest + self.spacing()) - self.spacing()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """The height the rows need in the width; moves the items there if asked."""
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        x, y, row_height = area.x(), area.y(), 0
        for item in self._items:
            hint = item.sizeHint()
            if x + hint.width() > area.right() + 1 and row_height:
                x, y, row_height = area.x(), y + row_height + self.spacing(), 0
            if move:
                item.setGeometry(QRect(x, y, hint.width(), hint.height()))
            x += hint.width() + self.spacing()
            row_height = max(row_height, hint.height())
        return y + row_height - rect.y() + margins.bottom()
