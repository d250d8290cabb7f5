"""The labels of one question as buttons in a row, with “not judged” as an answer of its own."""

from collections.abc import Collection, Mapping
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QVBoxLayout, QWidget

from annotator.domain.scheme import Task
from annotator.gui.key_cap import key_cap_width, paint_key_cap
from annotator.gui.label_bar import FlowLayout
from annotator.gui.palette import LIGHT, LabelColour, Theme
from annotator.gui.panels.label_marks import task_label_colours, title_of
from annotator.gui.panels.row_paint import bold_font, hover_colour

NOT_JUDGED = ""
"""The name of the button that takes the answer back."""


class AnswerButtons(QWidget):
    """A question with its labels; a label's key answers while one of the buttons has the keyboard."""

    answered = Signal(str)
    """The label that was chosen, or `NOT_JUDGED`."""

    def __init__(self, task: Task, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task = task
        title = task.title or task.name
        self.setAccessibleName(title)
        self._buttons = {label.name: AnswerButton(title_of(label), label.key, self) for label in task.labels}
        self._buttons[NOT_JUDGED] = AnswerButton("not judged", None, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.fontMetrics().height() // 4)
        heading = QLabel(title, self)
        heading.setFont(bold_font(heading.font()))
        heading.setWordWrap(True)
        layout.addWidget(heading)
        if task.description:
            description = QLabel(task.description, self)
            description.setWordWrap(True)
            description.setForegroundRole(description.palette().ColorRole.PlaceholderText)
            layout.addWidget(description)
        row = QWidget(self)
        self._row = FlowLayout(row)
        self._row.setContentsMargins(0, 0, 0, 0)
        for name, button in self._buttons.items():
            self._row.addWidget(button)
            button.setAccessibleName(f"{title}: {button.text()}")
            button.clicked.connect(partial(self._on_clicked, name))
        for label in task.labels:
            self._buttons[label.name].setToolTip(label.description)
        layout.addWidget(row)
        self.setFocusProxy(next(iter(self._buttons.values())))
        self.set_theme(theme)
        self.set_answer(())

    def button(self, label: str) -> "AnswerButton":
        return self._buttons[label]

    @property
    def answer(self) -> tuple[str, ...]:
        """The labels that are shown as given."""
        return tuple(name for name, button in self._buttons.items() if name and button.isChecked())

    def set_answer(self, labels: Collection[str]) -> None:
        for name, button in self._buttons.items():
            button.setChecked(name in labels if name else not labels)

    def set_theme(self, theme: Theme) -> None:
        colours: Mapping[str, LabelColour] = task_label_colours(self._task, theme)
        for name, button in self._buttons.items():
            button.set_look(theme, colours.get(name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        for label in self._task.labels:
            if label.key and event.text().casefold() == label.key.casefold():
                self._buttons[label.name].setFocus(Qt.FocusReason.ShortcutFocusReason)
                self.answered.emit(label.name)
                return
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.answered.emit(NOT_JUDGED)
            return
        super().keyPressEvent(event)

    def _on_clicked(self, name: str, _checked: bool = False) -> None:
        self.answered.emit(name)


class AnswerButton(QAbstractButton):
    """A rounded button in its label's colour; filled when it is the answer, dashed for “not judged”."""

    def __init__(self, title: str, key: str | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = (key or "").upper()
        self._theme = LIGHT
        self._colour: LabelColour | None = None
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_look(self, theme: Theme, colour: LabelColour | None) -> None:
        self._theme, self._colour = theme, colour
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(bold_font(self.font()))
        cap = key_cap_width(self._key, self.font()) + 0.4 * metrics.height() if self._key else 0
        width = metrics.horizontalAdvance(self.text()) + cap + 1.1 * metrics.height()
        return QSize(int(width + 1), int(1.7 * metrics.height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_shape(painter)
        em = QFontMetricsF(self.font()).height()
        left = 0.55 * em
        if self._key:
            paint_key_cap(painter, left, self.height() / 2, self._key, self.font(), self._theme)
            left += key_cap_width(self._key, self.font()) + 0.4 * em
        painter.setFont(bold_font(self.font()) if self.isChecked() else self.font())
        is_faint = self._colour is None and not self.isChecked()
        painter.setPen(QColor(self._theme.muted if is_faint else self._theme.text))
        words = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())

    def _paint_shape(self, painter: QPainter) -> None:
        theme, colour = self._theme, self._colour
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        edge = QPen(QColor(theme.border), 1)
        if self.isChecked():
            painter.setBrush(QColor(colour.tint if colour else theme.window))
            edge = QPen(QColor(colour.line if colour else theme.muted), 1.5)
        else:
            painter.setBrush(hover_colour(theme) if self.underMouse() else QColor(theme.page))
        if colour is None:
            edge.setStyle(Qt.PenStyle.DashLine)
        if self.hasFocus():
            edge = QPen(QColor(theme.ring), 2)
        painter.setPen(edge)
        painter.drawRoundedRect(rect, rect.height() / 3, rect.height() / 3)
