"""What the asked part of a stance can be, as a list with a key before each."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.gui.key_cap import key_cap_width, paint_key_cap
from annotator.gui.palette import LIGHT, Theme
from annotator.gui.panels.row_paint import paint_background, paint_line, small_font
from annotator.workbench.stance_entry import Choice

Index = QModelIndex | QPersistentModelIndex
CHOICE = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()
_MOST_ROWS = 8
_FEWEST_ROWS = 3


class ChoiceModel(QAbstractListModel):
    """The choices, likeliest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self._choices

    def set_choices(self, choices: tuple[Choice, ...]) -> None:
        self.beginResetModel()
        self._choices = choices
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._choices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not self.hasIndex(index.row(), index.column()):
            return None
        choice = self._choices[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return choice.title
            case Qt.ItemDataRole.AccessibleTextRole:
                key = f", key {choice.key}" if choice.key else ""
                return f"{choice.title}{key}, {choice.detail}"
            case _ if role == CHOICE:
                return choice
            case _:
                return None


class ChoiceDelegate(QStyledItemDelegate):
    """Key, title, and what kind of thing it is in small type at the end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        metrics = QFontMetricsF(option.font)
        return QSize(int(20 * metrics.averageCharWidth()), int(1.6 * metrics.height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice: Choice | None = index.data(CHOICE)
        if choice is None:
            return
        painter.save()
        paint_background(painter, option, self.theme)
        em = QFontMetricsF(option.font).height()
        area = QRectF(option.rect).adjusted(0.6 * em, 0, -0.6 * em, 0)
        if choice.key:
            cap = choice.key.upper()
            paint_key_cap(painter, area.left(), area.center().y(), cap, option.font, self.theme)
        area.setLeft(area.left() + max(key_cap_width("0", option.font), 1.2 * em) + 0.5 * em)
        small = small_font(option.font)
        room = QFontMetricsF(small).horizontalAdvance(choice.detail) + 0.6 * em
        painter.setFont(small)
        painter.setPen(QColor(self.theme.muted))
        paint_line(painter, area, choice.detail, at_right=True)
        painter.setFont(option.font)
        painter.setPen(QColor(self.theme.text))
        area.setRight(area.right() - min(room, area.width() / 2))
        paint_line(painter, area, choice.title, at_right=False)
        painter.restore()


class ChoiceList(QListView):
    """As high as its rows, up to eight; the keyboard stays with the bar above it."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Choices")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._rows = 1
        self._choices = ChoiceModel(self)
        self._delegate = ChoiceDelegate(self)
        self.setModel(self._choices)
        self.setItemDelegate(self._delegate)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_clicked)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self._choices.choices

    def set_choices(self, choices: tuple[Choice, ...], chosen: int) -> None:
        """Shows the choices, the one at `chosen` selected."""
        self._choices.set_choices(choices)
        self.setCurrentIndex(self._choices.index(min(chosen, len(choices) - 1)))
        self._rows = max(1, min(_MOST_ROWS, len(choices)))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height_of(self._rows))

    def minimumSizeHint(self) -> QSize:
        """In a low window the article keeps some of its room."""
        return QSize(super().minimumSizeHint().width(), self._height_of(min(self._rows, _FEWEST_ROWS)))

    def _height_of(self, rows: int) -> int:
        return rows * int(1.6 * QFontMetrics(self.font()).height()) + 2

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.viewport().update()

    def go(self, places: int) -> None:
        """Selects a choice further down or up, round and round."""
        count = len(self.choices)
        if count:
            self.setCurrentIndex(self._choices.index((self.currentIndex().row() + places) % count))

    @property
    def chosen(self) -> Choice | None:
        """The selected choice."""
        row = self.currentIndex().row()
        return self.choices[row] if 0 <= row < len(self.choices) else None

    def _on_clicked(self, index: QModelIndex) -> None:
        self.picked.emit(index.row())
