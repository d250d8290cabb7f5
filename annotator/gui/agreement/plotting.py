"""A canvas for plots: the one place that knows pyqtgraph."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QFrame, QWidget

from annotator.gui.palette import LIGHT, Theme
from annotator.gui.panels.row_paint import bold_font, small_font

Ticks = Sequence[tuple[float, str]]
Line = tuple[QPen, QPointF, QPointF]
PlacedText = tuple[QRectF, int, str]
_OTHER_SIDES = ("left", "right", "bottom")
_SIDES = ("top", *_OTHER_SIDES)
_DOT = 9.0
_ABOVE = 10.0


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle in the plot's own units."""

    rect: QRectF
    fill: str


@dataclass(frozen=True, slots=True)
class Whisker:
    """An interval, across the plot at `place`."""

    place: float
    low: float
    high: float
    beam: float = 0.14
    """Half as long as the line that ends it."""


class UprightAxis(pyqtgraph.AxisItem):
    """Names above columns, written from bottom to top once they are wider than their columns."""

    def __init__(self) -> None:
        super().__init__("top", maxTickLength=0)
        self.upright: Ticks = ()
        """What is written upright, at parts of the width."""

    def drawPicture(
        self,
        painter: QPainter,
        axis: Line,
        ticks: Sequence[Line],
        texts: Sequence[PlacedText],
        /,
    ) -> None:
        super().drawPicture(painter, axis, ticks, () if self.upright else texts)
        # The bounding rectangle is wider than the columns, to leave room for the ends of horizontal names.
        bounds, line = QRectF(QPointF(), self.size()), QFontMetricsF(painter.font()).height()
        for part, text in self.upright:
            painter.save()
            painter.translate(bounds.left() + part * bounds.width(), bounds.bottom() - 0.4 * line)
            painter.rotate(-90)
            room = QRectF(0, -line / 2, bounds.height(), line)
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
            painter.restore()


class Canvas(pyqtgraph.PlotWidget):
    """Draws boxes, whiskers, lines, dots and text; rows count downwards. Nothing on it moves by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._top = UprightAxis()
        others = {side: pyqtgraph.AxisItem(side, maxTickLength=0) for side in _OTHER_SIDES}
        super().__init__(parent, background=LIGHT.page, axisItems={"top": self._top, **others})
        self.theme = LIGHT
        self._frame: pyqtgraph.BarGraphItem | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAntialiasing(True)
        self.setMouseEnabled(False, False)
        item = self.getPlotItem()
        item.hideButtons()
        item.setMenuEnabled(False)
        item.getViewBox().invertY(True)
        for side in _SIDES:
            item.getAxis(side).setStyle(hideOverlappingLabels=False)
            item.showAxis(side, False)

    def set_theme(self, theme: Theme) -> None:
        """Takes the colours; what is drawn has to be drawn again."""
        self.theme = theme
        self.setBackground(theme.page)

    def start_anew(self, columns: tuple[float, float], rows: tuple[float, float]) -> None:
        """Empties the canvas and sets what it reaches from and to."""
        self.clear()
        self._frame = None
        item = self.getPlotItem()
        for side in _SIDES:
            item.showAxis(side, False)
        self.setXRange(*columns, padding=0)
        self.setYRange(*rows, padding=0)

    def set_columns(self, names: Sequence[str], room: float, *, is_upright: bool) -> None:
        """Writes the names of equally wide columns above them; `room` is in pixels."""
        self._top.upright = [((n + 0.5) / len(names), name) for n, name in enumerate(names) if is_upright]
        self.set_ticks("top", [(float(n), name) for n, name in enumerate(names)], room)

    def set_ticks(self, side: str, ticks: Ticks, room: float) -> None:
        """Writes along a side, at places in the plot's units; `room` is in pixels."""
        axis = self.getPlotItem().getAxis(side)
        font = small_font(self.font())
        axis.setTickFont(font)
        axis.setPen(_pen(self.theme.page))
        axis.setTextPen(_pen(self.theme.text))
        axis.setTicks([list(ticks)])
        if side in ("left", "right"):
            axis.setWidth(round(room))
        else:
            axis.setHeight(round(room))
        self.getPlotItem().showAxis(side, True)

    def add_boxes(self, boxes: Sequence[Box], outline: str) -> None:
        if boxes:
            self.addItem(_bars(boxes, _pen(outline), is_filled=True))

    def set_frame(self, rect: QRectF | None) -> None:
        """Outlines what is current, in place of what was."""
        if self._frame is not None:
            self.removeItem(self._frame)
        self._frame = None
        if rect is not None:
            self._frame = _bars([Box(rect, "")], _pen(self.theme.text, 2.2), is_filled=False)
            self._frame.setZValue(_ABOVE)
            self.addItem(self._frame)

    def add_whiskers(self, whiskers: Sequence[Whisker], *, is_upright: bool = False) -> None:
        """Intervals with a beam at either end; upright they stand on columns."""
        along: list[float] = []
        across: list[float] = []
        for one in whiskers:
            ends = (one.place - one.beam, one.place + one.beam)
            along += [one.low, one.low, one.low, one.high, one.high, one.high]
            across += [*ends, one.place, one.place, *ends]
        if whiskers:
            xs, ys = (across, along) if is_upright else (along, across)
            self.addItem(pyqtgraph.PlotCurveItem(x=xs, y=ys, pen=_pen(self.theme.text, 1.5), connect="pairs"))

    def add_line(self, points: Sequence[QPointF], colour: str, width: float = 1.0) -> None:
        xs, ys = [point.x() for point in points], [point.y() for point in points]
        self.addItem(pyqtgraph.PlotCurveItem(x=xs, y=ys, pen=_pen(colour, width), connect="all"))

    def add_dots(self, points: Sequence[QPointF], colour: str) -> None:
        xs, ys = [point.x() for point in points], [point.y() for point in points]
        brush = QBrush(QColor(colour))
        self.addItem(
            pyqtgraph.ScatterPlotItem(x=xs, y=ys, size=_DOT, symbol="o", pen=_pen(colour), brush=brush)
        )

    def add_text(self, place: QPointF, text: str, colour: str, *, is_bold: bool = False) -> None:
        """Text around the place."""
        item = pyqtgraph.TextItem(text, color=colour, anchor=(0.5, 0.5))
        item.setFont(self.cell_font(is_bold=is_bold))
        item.setPos(place)
        self.addItem(item)

    def cell_font(self, *, is_bold: bool = False) -> QFont:
        font = small_font(self.font())
        return bold_font(font) if is_bold else font

    def to_plot(self, point: QPointF) -> QPointF:
        """A point of the widget in the plot's units."""
        return self.getPlotItem().getViewBox().mapSceneToView(self.mapToScene(point.toPoint()))

    def to_widget(self, point: QPointF) -> QPointF:
        """A point of the plot in pixels of the widget."""
        return QPointF(self.mapFromScene(self.getPlotItem().getViewBox().mapViewToScene(point)))


def _bars(boxes: Sequence[Box], pen: QPen, *, is_filled: bool) -> pyqtgraph.BarGraphItem:
    style = Qt.BrushStyle.SolidPattern if is_filled else Qt.BrushStyle.NoBrush
    return pyqtgraph.BarGraphItem(
        x0=[box.rect.left() for box in boxes],
        y0=[box.rect.top() for box in boxes],
        width=[box.rect.width() for box in boxes],
        height=[box.rect.height() for box in boxes],
        pens=[pen] * len(boxes),
        brushes=[QBrush(QColor(box.fill), style) for box in boxes],
    )


def _pen(colour: str, width: float = 1.0) -> QPen:
    """A line equally wide whatever the plot's units are."""
    pen = QPen(QColor(colour), width)
    pen.setCosmetic(True)
    return pen
