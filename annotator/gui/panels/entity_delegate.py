"""How an entity is painted: the label's colour, the name, the label, the number of mentions."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.gui.palette import LIGHT, LabelColour
from annotator.gui.panels.entity_model import PLACE, ROW
from annotator.gui.panels.entity_rows import EntityRow
from annotator.gui.panels.row_paint import paint_background, paint_line, small_font

Index = QModelIndex | QPersistentModelIndex


class EntityDelegate(QStyledItemDelegate):
    """Paints from the row value and the colours it was given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT
        self.colours: Mapping[str, LabelColour] = {}

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        metrics = QFontMetricsF(option.font)
        return QSize(int(14 * metrics.averageCharWidth()), int(1.6 * metrics.height()))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        em = QFontMetricsF(option.font).height()
        rect = QRect(option.rect)
        rect.setLeft(int(rect.left() + 1.3 * em))
        editor.setGeometry(rect)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: EntityRow | None = index.data(ROW)
        if row is None:
            return
        painter.save()
        paint_background(painter, option, self.theme)
        em = QFontMetricsF(option.font).height()
        area = QRectF(option.rect).adjusted(0.6 * em, 0, -0.6 * em, 0)
        self._paint_dot(painter, area, em, row.label)
        area.setLeft(area.left() + 0.95 * em)
        area.setRight(self._paint_count(painter, area, option, row, index.data(PLACE)) - 0.5 * em)
        area.setRight(self._paint_label(painter, area, option, row) - 0.5 * em)
        painter.setFont(option.font)
        painter.setPen(QColor(self.theme.text))
        paint_line(painter, area, row.name, at_right=False)
        painter.restore()

    def _paint_dot(self, painter: QPainter, area: QRectF, em: float, label: str) -> None:
        size = 0.5 * em
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colour = self.colours.get(label)
        painter.setBrush(QColor(colour.line if colour else self.theme.muted))
        painter.drawEllipse(QRectF(area.left(), area.center().y() - size / 2, size, size))

    def _paint_count(
        self,
        painter: QPainter,
        area: QRectF,
        option: QStyleOptionViewItem,
        row: EntityRow,
        place: int | None,
    ) -> float:
        """Where the number begins; the current mention's place stands before it."""
        number = f"{place}/{row.count}" if place is not None else str(row.count)
        painter.setFont(option.font)
        painter.setPen(QColor(self.theme.text if place is not None else self.theme.muted))
        paint_line(painter, area, number, at_right=True)
        metrics = QFontMetricsF(option.font)
        return area.right() - max(metrics.horizontalAdvance(number), metrics.horizontalAdvance("00"))

    def _paint_label(
        self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, row: EntityRow
    ) -> float:
        """Where the label begins; a narrow panel shows the beginning of it only."""
        font = small_font(option.font)
        wide = min(QFontMetricsF(font).horizontalAdvance(row.label), 0.38 * area.width())
        place = QRectF(area.right() - wide - 1, area.top(), wide + 1, area.height())
        colour = self.colours.get(row.label)
        painter.setFont(font)
        painter.setPen(QColor(colour.text if colour else self.theme.muted))
        paint_line(painter, place, row.label, at_right=True)
        return place.left()
