"""A chart one can point at and walk through with the arrow keys; each mark opens the conflicts behind it."""

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.agreement.ordering import ConflictFilter
from annotator.gui.agreement.chart import Chart, Mark
from annotator.gui.agreement.chart_layout import mark_at, next_mark, rect_of
from annotator.gui.agreement.chart_paint import height_of, paint
from annotator.gui.agreement.plotting import Canvas
from annotator.gui.palette import Theme
from annotator.gui.text.spoken import say

_DIRECTIONS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ChartPlot(Canvas):
    """Shows one chart; the mark that is current is framed and said."""

    opened = Signal(ConflictFilter)
    current_changed = Signal(Mark)
    """Keys went to another mark."""
    pointed = Signal(str)
    """What is said of the mark that is pointed at or current; empty for none."""

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = chart
        self._current: tuple[int, int] | None = None
        self._pointed: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.set_chart(chart)

    @property
    def chart(self) -> Chart:
        return self._chart

    @property
    def current(self) -> Mark | None:
        """The mark that keys have gone to."""
        return self._mark(self._current)

    def set_chart(self, chart: Chart) -> None:
        """Shows another chart; what was current stays so where the same place has a mark."""
        self._chart, self._pointed = chart, None
        if self._mark(self._current) is None:
            self._current = None
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.description)
        self.setFixedHeight(height_of(self, chart))
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._draw()

    def set_label(self, label: str | None) -> None:
        """Makes the mark of the label current without announcing it; None where labels do not matter."""
        current = self.current
        if current is None or current.label != label:
            self._current = self._chart.place_of(label)
            self._frame_current()

    def rect_on_screen(self, row: int, column: int) -> QRectF:
        """Where a mark stands in the widget, in pixels."""
        rect = rect_of(self._chart, row, column)
        return QRectF(self.to_widget(rect.topLeft()), self.to_widget(rect.bottomRight())).normalized()

    @property
    def current_rect(self) -> QRectF:
        """Where the current mark stands in the widget; empty if none is current."""
        return QRectF() if self._current is None else self.rect_on_screen(*self._current)

    # Keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.NoModifier and event.key() in _DIRECTIONS:
            self._go(next_mark(self._chart, self._current, *_DIRECTIONS[Qt.Key(event.key())]))
        elif held == Qt.KeyboardModifier.NoModifier and event.key() in _OPENING:
            self._open(self._current)
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = mark_at(self._chart, self.to_plot(event.position()))
        if at != self._pointed:
            self._point_at(at, event.globalPosition().toPoint())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._open(mark_at(self._chart, self.to_plot(event.position())))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current is None and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._go(next_mark(self._chart, None, 0, 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        # While it is being made, the canvas is told so without an event.
        if event is not None and event.size() != event.oldSize():
            self.setFixedHeight(height_of(self, self._chart))
            # While it is hidden, the canvas is not told of the height that was just set.
            super().resizeEvent(None)
            self._draw()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(None, QPoint())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(self.theme.ring), 1))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    # What happens

    def _mark(self, at: tuple[int, int] | None) -> Mark | None:
        if at is None or at[0] >= len(self._chart.marks) or at[1] >= len(self._chart.marks[at[0]]):
            return None
        return self._chart.marks[at[0]][at[1]]

    def _go(self, at: tuple[int, int] | None) -> None:
        mark = self._mark(at)
        if mark is None:
            return
        self._current, self._pointed = at, None
        self._frame_current()
        say(self, mark.said)
        self.current_changed.emit(mark)

    def _open(self, at: tuple[int, int] | None) -> None:
        mark = self._mark(at)
        if mark is not None and mark.conflicts is not None:
            self.opened.emit(mark.conflicts)

    def _point_at(self, at: tuple[int, int] | None, where: QPoint) -> None:
        self._pointed = at
        self._frame_current()
        mark = self._mark(at)
        can_open = mark is not None and mark.conflicts is not None
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if can_open else Qt.CursorShape.ArrowCursor
        )
        QToolTip.showText(where, mark.said if mark is not None else "", self)

    def _frame_current(self) -> None:
        at = self._pointed or self._current
        self.set_frame(None if at is None else rect_of(self._chart, *at))
        mark = self._mark(at)
        self.pointed.emit(mark.said if mark is not None else "")

    def _draw(self) -> None:
        paint(self, self._chart)
        self._frame_current()
