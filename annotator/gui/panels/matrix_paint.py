"""How the matrix is painted: cells with marks, cells not judged, and names along the top, upright."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotator.gui.palette import LIGHT, LabelColour, Theme
from annotator.gui.panels.matrix_model import MatrixModel
from annotator.gui.panels.row_paint import bold_font, paint_line, small_font

Index = QModelIndex | QPersistentModelIndex


class MatrixDelegate(QStyledItemDelegate):
    """A mark on its label's colour; a faint dot where nothing was judged; stripes where nothing can be."""

    def __init__(self, model: MatrixModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.theme = LIGHT
        self.colours: Mapping[str, LabelColour] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        grid = self._model.grid
        cell = grid.cell(index.row(), index.column())
        if grid.is_itself(index.row(), index.column()):
            painter.fillRect(rect, QColor(self.theme.window))
            painter.fillRect(rect, _stripes(self.theme))
        elif cell:
            self._paint_marks(painter, rect, self._model.labels(cell), option)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.muted))
            painter.drawEllipse(rect.center(), rect.height() / 24, rect.height() / 24)
        painter.setPen(QPen(QColor(self.theme.border), 1))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            width = max(2.0, rect.height() / 14)
            painter.setPen(QPen(QColor(self.theme.ring), width))
            half = width / 2
            painter.drawRoundedRect(rect.adjusted(half, half, -half - 1, -half - 1), 3, 3)
        painter.restore()

    def _paint_marks(
        self, painter: QPainter, rect: QRectF, labels: Mapping[str, str], option: QStyleOptionViewItem
    ) -> None:
        wide = (rect.width() - 1) / len(labels)
        painter.setFont(bold_font(option.font))
        for number, (mark, label) in enumerate(labels.items()):
            part = QRectF(rect.left() + number * wide, rect.top(), wide, rect.height() - 1)
            colour = self.colours.get(label)
            painter.fillRect(part, QColor(colour.tint if colour else self.theme.window))
            painter.setPen(QColor(self.theme.text))
            painter.drawText(part, Qt.AlignmentFlag.AlignCenter, mark)


class MatrixTable(QTableView):
    """A table that says in its corner which way to read it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self._corner = QLabel("holder ↓\ntarget →", self)
        self._corner.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        self._corner.setAutoFillBackground(True)
        self._corner.setBackgroundRole(QPalette.ColorRole.Window)
        self._corner.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._corner.setFont(small_font(self.font()))
        gap = self.fontMetrics().height() // 3
        self._corner.setMargin(gap)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        self._corner.setGeometry(0, 0, rows.width(), columns.height())
        self._corner.raise_()


class UprightHeader(QHeaderView):
    """Names of columns written from bottom to top, so that columns can be narrow."""

    LETTERS = 17

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = LIGHT
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(True)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(small_font(self.font()))
        names = [str(self.model().headerData(n, Qt.Orientation.Horizontal)) for n in range(self.count())]
        longest = max((metrics.horizontalAdvance(name) for name in names), default=0.0)
        room = min(longest, self.LETTERS * metrics.averageCharWidth()) + 1.2 * metrics.height()
        return QSize(super().sizeHint().width(), int(room))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        name = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        is_here = section == self.currentIndex().column()
        painter.save()
        painter.fillRect(rect, QColor(self.theme.window))
        painter.setPen(QColor(self.theme.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(bold_font(small_font(self.font())) if is_here else small_font(self.font()))
        painter.setPen(QColor(self.theme.text))
        painter.translate(rect.left(), rect.bottom())
        painter.rotate(-90)
        margin = 0.4 * QFontMetricsF(painter.font()).height()
        paint_line(painter, QRectF(margin, 0, rect.height() - 2 * margin, rect.width()), name, at_right=False)
        painter.restore()


class HolderHeader(QHeaderView):
    """Names of rows, as wide as they need up to a third of the panel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.theme = LIGHT
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(small_font(self.font()))
        names = [str(self.model().headerData(n, Qt.Orientation.Vertical)) for n in range(self.count())]
        longest = max((metrics.horizontalAdvance(name) for name in names), default=0.0)
        view = self.parentWidget()
        most = max(0.38 * view.width(), 8 * metrics.averageCharWidth()) if view else longest
        return QSize(int(min(longest, most) + 1.1 * metrics.height()), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        name = str(self.model().headerData(section, Qt.Orientation.Vertical) or "")
        is_here = section == self.currentIndex().row()
        painter.save()
        painter.fillRect(rect, QColor(self.theme.window))
        painter.setPen(QColor(self.theme.border))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setFont(bold_font(small_font(self.font())) if is_here else small_font(self.font()))
        painter.setPen(QColor(self.theme.text))
        margin = 0.5 * QFontMetricsF(painter.font()).height()
        paint_line(painter, QRectF(rect).adjusted(margin, 0, -margin, 0), name, at_right=True)
        painter.restore()


def _stripes(theme: Theme) -> QBrush:
    return QBrush(QColor(theme.border), Qt.BrushStyle.BDiagPattern)
