"""How a row of the queue is painted: mark, title, small print."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui.palette import LIGHT
from annotator.gui.panels.queue_model import IS_CURRENT, ROW
from annotator.gui.panels.queue_rows import small_print
from annotator.gui.panels.row_paint import (
    bold_font,
    paint_background,
    paint_line,
    reads_right_to_left,
    small_font,
)
from annotator.gui.panels.status_mark import paint_flag, paint_status
from annotator.project import QueueRow

Index = QModelIndex | QPersistentModelIndex


class QueueDelegate(QStyledItemDelegate):
    """Paints from the row value alone; every row is equally high."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        title, small = QFontMetricsF(option.font), QFontMetricsF(small_font(option.font))
        return QSize(int(10 * title.averageCharWidth()), int(1.66 * title.height() + small.height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: QueueRow | None = index.data(ROW)
        if row is None:
            return
        is_current = bool(index.data(IS_CURRENT))
        is_rtl = row.direction == "rtl" or reads_right_to_left(row.title)
        painter.save()
        paint_background(painter, option, self.theme, is_current=is_current)
        em = QFontMetricsF(option.font).height()
        area = QRectF(option.rect).adjusted(0.6 * em, 0.3 * em, -0.5 * em, -0.3 * em)
        mark = QRectF(area.left(), area.top() + 0.16 * em, 0.7 * em, 0.7 * em)
        paint_status(painter, mark, row.status, self.theme)
        area.setLeft(mark.right() + 0.45 * em)
        if row.flagged:
            mark.moveRight(area.right())
            paint_flag(painter, mark, self.theme)
        title = QRectF(area.left(), area.top(), area.width() - (0.95 * em if row.flagged else 0), em)
        painter.setFont(bold_font(option.font) if is_current else option.font)
        painter.setPen(QColor(self.theme.text))
        paint_line(painter, title, row.title, is_rtl=is_rtl)
        painter.setFont(small_font(option.font))
        # Muted type would be too faint on the selection's colour.
        is_chosen = option.state & QStyle.StateFlag.State_Selected
        painter.setPen(QColor(self.theme.text if is_chosen else self.theme.muted))
        area.setTop(title.bottom())
        paint_line(painter, area, small_print(row), at_right=is_rtl)
        painter.restore()
