"""How a row of the list of conflicts is painted: mark, the words in question, small print."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.agreement.conflict_row import ConflictRow
from annotator.domain.annotation import Status
from annotator.domain.ruling import Outcome
from annotator.gui.palette import LIGHT
from annotator.gui.panels.conflict_model import IS_CURRENT, ROW, SMALL_PRINT
from annotator.gui.panels.conflict_rows import heading
from annotator.gui.panels.row_paint import bold_font, paint_background, paint_line, small_font
from annotator.gui.panels.status_mark import paint_status

Index = QModelIndex | QPersistentModelIndex


class ConflictDelegate(QStyledItemDelegate):
    """Paints from the row value alone; every row is equally high."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        title, small = QFontMetricsF(option.font), QFontMetricsF(small_font(option.font))
        return QSize(int(10 * title.averageCharWidth()), int(1.66 * title.height() + small.height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ConflictRow | None = index.data(ROW)
        if row is None:
            return
        is_current = bool(index.data(IS_CURRENT))
        painter.save()
        paint_background(painter, option, self.theme, is_current=is_current)
        em = QFontMetricsF(option.font).height()
        area = QRectF(option.rect).adjusted(0.6 * em, 0.3 * em, -0.5 * em, -0.3 * em)
        mark = QRectF(area.left(), area.top() + 0.16 * em, 0.7 * em, 0.7 * em)
        paint_status(painter, mark, mark_of(row.decided), self.theme)
        area.setLeft(mark.right() + 0.45 * em)
        words = QRectF(area.left(), area.top(), area.width(), em)
        painter.setFont(bold_font(option.font) if is_current else option.font)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_quiet = row.decided is not None and not is_chosen
        painter.setPen(QColor(self.theme.muted if is_quiet else self.theme.text))
        paint_line(painter, words, heading(row))
        painter.setFont(small_font(option.font))
        painter.setPen(QColor(self.theme.text if is_chosen else self.theme.muted))
        area.setTop(words.bottom())
        paint_line(painter, area, str(index.data(SMALL_PRINT)), at_right=False)
        painter.restore()


def mark_of(decided: Outcome | None) -> Status:
    """Empty while it is open, half for an ambiguous one, a dash for neither, else full."""
    match decided:
        case None:
            return Status.NOT_STARTED
        case Outcome.BOTH_VALID:
            return Status.IN_PROGRESS
        case Outcome.NEITHER:
            return Status.SKIPPED
        case _:
            return Status.DONE
