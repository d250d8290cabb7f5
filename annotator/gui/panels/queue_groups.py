"""The groups of the queue as buttons, each with the number of its articles."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QStyle, QStyleOption, QVBoxLayout, QWidget

from annotator.domain.annotation import Status
from annotator.gui.palette import LIGHT, Theme
from annotator.gui.panels.queue_rows import QueueGroup, Tally, number_in
from annotator.gui.panels.row_paint import bold_font, hover_colour, paint_line
from annotator.gui.panels.status_mark import paint_flag, paint_status

_MARKS = {
    QueueGroup.TO_DO: Status.NOT_STARTED,
    QueueGroup.DONE: Status.DONE,
    QueueGroup.SKIPPED: Status.SKIPPED,
}


class QueueGroups(QWidget):
    """One group is chosen at a time; groups without articles stay away, but for the first three."""

    chosen = Signal(QueueGroup)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Groups of articles")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons = {group: GroupButton(group, self) for group in QueueGroup}
        for group, button in self._buttons.items():
            self._group.addButton(button)
            layout.addWidget(button)
            button.clicked.connect(partial(self._on_clicked, group))
        self._buttons[QueueGroup.ALL].setChecked(True)
        self.set_tally(Tally())

    def button(self, group: QueueGroup) -> "GroupButton":
        return self._buttons[group]

    def set_tally(self, tally: Tally) -> None:
        for group, button in self._buttons.items():
            number = number_in(group, tally)
            button.set_number(number)
            is_rare = group in (QueueGroup.SKIPPED, QueueGroup.FLAGGED)
            button.setVisible(bool(number) or not is_rare or button.isChecked())

    def set_theme(self, theme: Theme) -> None:
        for button in self._buttons.values():
            button.theme = theme
            button.update()

    def _on_clicked(self, group: QueueGroup, _checked: bool = False) -> None:
        self.chosen.emit(group)


class GroupButton(QAbstractButton):
    """A row with mark, name and number."""

    def __init__(self, group: QueueGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT
        self._queue_group = group
        self._number = 0
        self.setCheckable(True)
        self.setText(group.value)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def number(self) -> int:
        return self._number

    def set_number(self, number: int) -> None:
        self._number = number
        self.setAccessibleName(f"{self.text()}, {number}")
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(bold_font(self.font()))
        width = metrics.horizontalAdvance(f"{self.text()}  {self._number:,}") + 2.6 * metrics.height()
        return QSize(int(width), int(1.55 * metrics.height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        rect = QRectF(self.rect())
        if self.isChecked():
            painter.fillRect(rect, QColor(self.theme.selection))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, hover_colour(self.theme))
        if self.hasFocus():
            painter.setPen(QColor(self.theme.ring))
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        em = QFontMetricsF(self.font()).height()
        area = rect.adjusted(0.6 * em, 0, -0.5 * em, 0)
        mark = QRectF(area.left(), rect.center().y() - 0.35 * em, 0.7 * em, 0.7 * em)
        self._paint_mark(painter, mark)
        area.setLeft(mark.right() + 0.45 * em)
        painter.setFont(bold_font(self.font()) if self.isChecked() else self.font())
        number = f"{self._number:,}"
        room = QFontMetricsF(painter.font()).horizontalAdvance(number) + 0.4 * em
        painter.setPen(QColor(self.theme.text))
        paint_line(painter, area.adjusted(0, 0, -room, 0), self.text())
        painter.setPen(QColor(self.theme.text if self.isChecked() else self.theme.muted))
        paint_line(painter, area, number, at_right=True)

    def _paint_mark(self, painter: QPainter, mark: QRectF) -> None:
        if self._queue_group is QueueGroup.FLAGGED:
            paint_flag(painter, mark, self.theme)
        elif self._queue_group in _MARKS:
            paint_status(painter, mark, _MARKS[self._queue_group], self.theme)
