"""How a row of the agreement table is painted: headings, values, and the interval as a small bar."""

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.agreement.table import Figure, Standing
from annotator.gui.agreement.figure_model import Column, FigureModel, Index
from annotator.gui.agreement.figure_rows import FigureRow, GroupRow, Row, SectionRow
from annotator.gui.agreement.figure_words import NOTHING
from annotator.gui.agreement.shades import blend
from annotator.gui.palette import LIGHT, Theme
from annotator.gui.panels.row_paint import bold_font, paint_background, paint_line

_ROW_EMS = 1.55
_INDENT_EMS = 1.1
_SMALLEST_BAR_EMS = 4.0
_BAR_SHARE = 0.46
"""How much of its column the painted interval gets."""


class FigureDelegate(QStyledItemDelegate):
    """Numbers at the right, what is no number in small print, values that can be opened like links."""

    def __init__(self, model: FigureModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.theme: Theme = LIGHT

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, round(_ROW_EMS * QFontMetricsF(option.font).height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._model.row(index)
        painter.save()
        if isinstance(row, SectionRow):
            self._paint_section(painter, option, row)
        elif row is not None:
            # The row is ringed as a whole by the table; one cell of it has the keyboard only for Qt.
            option.state &= ~QStyle.StateFlag.State_HasFocus
            paint_background(painter, option, self.theme)
            self._paint_cell(painter, option, row, index)
        painter.restore()

    def _paint_section(self, painter: QPainter, option: QStyleOptionViewItem, row: SectionRow) -> None:
        rect = QRectF(option.rect)
        em = QFontMetricsF(option.font).height()
        painter.fillRect(rect, QColor(self.theme.window))
        painter.setFont(bold_font(option.font))
        painter.setPen(QColor(self.theme.text))
        paint_line(painter, rect.adjusted(0.4 * em, 0, 0, 0), row.title)

    def _paint_cell(self, painter: QPainter, option: QStyleOptionViewItem, row: Row, index: Index) -> None:
        em = QFontMetricsF(option.font).height()
        rect = QRectF(option.rect).adjusted(0.4 * em, 0, -0.4 * em, 0)
        column, text = Column(index.column()), str(index.data() or "")
        if column is Column.MEASURE:
            self._paint_measure(painter, rect, row, text, em)
            return
        if not isinstance(row, FigureRow):
            return
        if column is Column.VALUE and row.figure.standing is Standing.MEASURED:
            is_meant = bool(option.state & QStyle.StateFlag.State_MouseOver)
            self._paint_value(painter, rect, text, is_meant=is_meant)
            return
        is_small = text == NOTHING or (column is not Column.COUNTED and row.figure.interval is None)
        painter.setPen(QColor(self.theme.muted if is_small else self.theme.text))
        if column is Column.INTERVAL and row.figure.interval is not None:
            bar = QRectF(rect)
            bar.setLeft(rect.right() - _BAR_SHARE * rect.width())
            if bar.width() > _SMALLEST_BAR_EMS * em:
                self._paint_interval(painter, bar, row.figure, em)
                rect.setRight(bar.left() - 0.4 * em)
                painter.setPen(QColor(self.theme.text))
        paint_line(painter, rect, text, at_right=column in (Column.VALUE, Column.LEFT_OUT))

    def _paint_measure(self, painter: QPainter, rect: QRectF, row: Row, text: str, em: float) -> None:
        is_of_label = isinstance(row, FigureRow) and row.is_of_label
        can_open = isinstance(row, GroupRow) or (isinstance(row, FigureRow) and row.can_open)
        if can_open:
            is_open = not isinstance(row, SectionRow) and row.is_open
            _paint_arrow(painter, QPointF(rect.left() + 0.3 * em, rect.center().y()), em, self.theme, is_open)
        painter.setPen(QColor(self.theme.text))
        paint_line(painter, rect.adjusted(_INDENT_EMS * em * (2 if is_of_label else 1), 0, 0, 0), text)

    def _paint_value(self, painter: QPainter, rect: QRectF, text: str, *, is_meant: bool) -> None:
        font = painter.font()
        font.setUnderline(is_meant)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.ring))
        paint_line(painter, rect, text, at_right=True)

    def _paint_interval(self, painter: QPainter, rect: QRectF, figure: Figure, em: float) -> None:
        """The interval on a line from the lowest value to 1; the value is the stroke in it."""
        low, interval = self._model.low, figure.interval
        if interval is None or figure.value is None:
            return

        def across(value: float) -> float:
            return rect.left() + rect.width() * (min(1.0, max(low, value)) - low) / (1 - low)

        middle = rect.center().y()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.theme.muted), 1))
        painter.drawLine(QPointF(rect.left(), middle), QPointF(rect.right(), middle))
        for tick in (0.0, 1.0):
            painter.drawLine(
                QPointF(across(tick), middle - 0.15 * em), QPointF(across(tick), middle + 0.15 * em)
            )
        left, right = across(interval.low), across(interval.high)
        band = QRectF(left, middle - 0.22 * em, max(2.0, right - left), 0.44 * em)
        painter.fillRect(band, QColor(blend(self.theme.page, self.theme.ring, 0.5)))
        painter.setPen(QPen(QColor(self.theme.text), max(2.0, 0.12 * em)))
        at = across(figure.value)
        painter.drawLine(QPointF(at, middle - 0.36 * em), QPointF(at, middle + 0.36 * em))


def _paint_arrow(painter: QPainter, middle: QPointF, em: float, theme: Theme, is_open: bool) -> None:
    """Points down where the rows by label follow, else at them."""
    half = 0.2 * em
    right = (QPointF(-half / 2, -half), QPointF(half, 0), QPointF(-half / 2, half))
    down = tuple(QPointF(-point.y(), point.x()) for point in right)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.muted))
    painter.drawPolygon(QPolygonF([middle + point for point in (down if is_open else right)]))
