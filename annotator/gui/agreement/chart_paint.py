"""How the three kinds of charts are drawn on a canvas."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from annotator.gui.agreement.chart import Chart, Kind, Mark
from annotator.gui.agreement.chart_layout import BAR, places, reach, rect_of, ticks
from annotator.gui.agreement.figure_words import number
from annotator.gui.agreement.plotting import Box, Canvas, Ticks, Whisker
from annotator.gui.agreement.shades import blend, ink, shade

_NAMES_SHARE = 0.36
"""How much of the width the names of rows may take at most."""
_ROW_EMS = 1.9
_CELL_EMS, _MANY_CELLS_EMS = 2.3, 1.6
_MANY = 6
_TIME_EMS = 13.0
_UPRIGHT_EMS = 8.0


def paint(canvas: Canvas, chart: Chart) -> None:
    """Draws the chart in place of what was there."""
    whole = reach(chart)
    canvas.start_anew((whole.left(), whole.right()), (whole.top(), whole.bottom()))
    match chart.kind:
        case Kind.BARS:
            _paint_bars(canvas, chart)
        case Kind.GRID:
            _paint_grid(canvas, chart)
        case Kind.TIME:
            _paint_time(canvas, chart)


def height_of(canvas: Canvas, chart: Chart) -> int:
    """How high the chart wants to be, in pixels; more rows than fit are scrolled."""
    em = QFontMetricsF(canvas.cell_font()).height()
    match chart.kind:
        case Kind.BARS:
            return round((len(chart.rows) * _ROW_EMS + 1.8) * em)
        case Kind.GRID:
            cell = _CELL_EMS if len(chart.rows) <= _MANY else _MANY_CELLS_EMS
            return round(len(chart.rows) * cell * em + _head_room(canvas, chart)[0])
        case Kind.TIME:
            return round(_TIME_EMS * em)


def _paint_bars(canvas: Canvas, chart: Chart) -> None:
    theme = canvas.theme
    _write_names(canvas, chart)
    marks = [(row, mark) for row, _, mark in chart.all_marks]
    metrics = QFontMetricsF(canvas.cell_font())
    room = max((metrics.horizontalAdvance(mark.written) for _, mark in marks), default=0.0)
    written = [(float(row), mark.written) for row, mark in marks]
    canvas.set_ticks("right", written, room + 0.9 * metrics.height())
    _write_values(canvas, "bottom", chart.low)
    for tick in ticks(chart.low):
        canvas.add_line([QPointF(tick, -0.5), QPointF(tick, len(chart.rows) - 0.5)], theme.border)
    fill = blend(theme.page, theme.ring, 0.45)
    canvas.add_boxes(
        [
            Box(QRectF(min(0.0, mark.value), row - BAR / 2, abs(mark.value), BAR), fill)
            for row, mark in marks
            if mark.value is not None
        ],
        theme.ring,
    )
    canvas.add_whiskers(
        [
            Whisker(row, mark.interval.low, mark.interval.high)
            for row, mark in marks
            if mark.interval is not None
        ]
    )


def _paint_grid(canvas: Canvas, chart: Chart) -> None:
    theme = canvas.theme
    left = _write_names(canvas, chart)
    top, is_upright = _head_room(canvas, chart)
    names = [_short(canvas, name, top) if is_upright else name for name in chart.columns]
    canvas.set_columns(names, top, is_upright=is_upright)
    canvas.add_boxes(
        [
            Box(rect_of(chart, row, column), shade(theme, mark.shade, differs=mark.differs))
            for row, column, mark in chart.all_marks
        ],
        theme.page,
    )
    wide = (canvas.width() - left) / max(1, len(chart.columns))
    metrics = QFontMetricsF(canvas.cell_font())
    for row, column, mark in chart.all_marks:
        if mark.written and metrics.horizontalAdvance(mark.written) < wide:
            colour = ink(theme, shade(theme, mark.shade, differs=mark.differs))
            canvas.add_text(QPointF(column, row), mark.written, colour)


def _paint_time(canvas: Canvas, chart: Chart) -> None:
    theme, whole, where = canvas.theme, reach(chart), places(chart)
    em = QFontMetricsF(canvas.cell_font()).height()
    canvas.set_ticks("left", [(-tick, number(tick, 2)) for tick in ticks(chart.low)], 3.2 * em)
    _write_dates(canvas, chart, where)
    for tick in ticks(chart.low):
        canvas.add_line([QPointF(whole.left(), -tick), QPointF(whole.right(), -tick)], theme.border)
    marks = [(where[column], mark) for _, column, mark in chart.all_marks]
    points = [QPointF(place, -mark.value) for place, mark in marks if mark.value is not None]
    beam = whole.width() * 0.008
    canvas.add_whiskers([w for place, mark in marks for w in _standing(place, mark, beam)], is_upright=True)
    canvas.add_line(points, theme.ring, 1.5)
    canvas.add_dots(points, theme.ring)


def _standing(place: float, mark: Mark, beam: float) -> tuple[Whisker, ...]:
    one = mark.interval
    return () if one is None else (Whisker(place, -one.high, -one.low, beam),)


def _write_names(canvas: Canvas, chart: Chart) -> float:
    """The names of the rows at the left; gives the room they take."""
    metrics = QFontMetricsF(canvas.cell_font())
    longest = max((metrics.horizontalAdvance(name) for name in chart.rows), default=0.0)
    room = min(longest, _NAMES_SHARE * canvas.width()) + 0.8 * metrics.height()
    names = [(float(n), _short(canvas, name, room)) for n, name in enumerate(chart.rows)]
    canvas.set_ticks("left", names, room)
    return room


def _write_values(canvas: Canvas, side: str, low: float) -> None:
    em = QFontMetricsF(canvas.cell_font()).height()
    canvas.set_ticks(side, [(tick, f"{number(tick, 2)}") for tick in ticks(low)], 1.5 * em)


def _write_dates(canvas: Canvas, chart: Chart, where: Sequence[float]) -> None:
    """As many dates as there is room for, the first always."""
    metrics = QFontMetricsF(canvas.cell_font())
    fitting = max(1, int(canvas.width() / (metrics.horizontalAdvance("2000-00-00") + metrics.height())))
    every = -(-len(where) // fitting)
    dates: Ticks = list(zip(where, chart.columns, strict=True))[::every]
    canvas.set_ticks("bottom", dates, 1.5 * metrics.height())


def _head_room(canvas: Canvas, chart: Chart) -> tuple[float, bool]:
    """How high the names above the columns are, and whether they have to be written upright."""
    metrics = QFontMetricsF(canvas.cell_font())
    longest = max((metrics.horizontalAdvance(name) for name in chart.columns), default=0.0)
    wide = (1 - _NAMES_SHARE) * canvas.width() / max(1, len(chart.columns))
    if longest + 0.5 * metrics.height() < wide:
        return 1.6 * metrics.height(), False
    return min(longest, _UPRIGHT_EMS * metrics.height()) + 0.8 * metrics.height(), True


def _short(canvas: Canvas, name: str, room: float) -> str:
    metrics = QFontMetricsF(canvas.cell_font())
    return metrics.elidedText(name, Qt.TextElideMode.ElideRight, room - 0.5 * metrics.height())
