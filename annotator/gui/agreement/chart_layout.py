"""Where the marks of a chart lie, in the plot's own units: rows downwards from 0, values from the axis on."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF

from annotator.gui.agreement.chart import Chart, Kind

BAR = 0.56
"""How much of its row a bar fills."""
_DAYS_ALONE = 3.5
_HEAD = 0.05
"""Room above 1 and below the lowest value, so that what is written there is whole."""


def reach(chart: Chart) -> QRectF:
    """All of the plot; of time, values go up and so are negative."""
    match chart.kind:
        case Kind.BARS:
            return QRectF(chart.low, -0.5, 1 - chart.low, len(chart.rows))
        case Kind.GRID:
            return QRectF(-0.5, -0.5, len(chart.columns), len(chart.rows))
        case Kind.TIME:
            edges = _edges(places(chart))
            return QRectF(edges[0], -1 - _HEAD, edges[-1] - edges[0], 1 - chart.low + 2 * _HEAD)


def rect_of(chart: Chart, row: int, column: int) -> QRectF:
    """The ground of one mark: where the pointer means it, and what is framed when it is current."""
    whole = reach(chart)
    match chart.kind:
        case Kind.BARS:
            return QRectF(whole.left(), row - 0.5, whole.width(), 1.0)
        case Kind.GRID:
            return QRectF(column - 0.5, row - 0.5, 1.0, 1.0)
        case Kind.TIME:
            edges = _edges(places(chart))
            left, right = edges[column : column + 2]
            return QRectF(left, whole.top(), right - left, whole.height())


def mark_at(chart: Chart, point: QPointF) -> tuple[int, int] | None:
    """The row and column of the mark at the point, if there is one."""
    return next(
        ((row, column) for row, column, _ in chart.all_marks if rect_of(chart, row, column).contains(point)),
        None,
    )


def places(chart: Chart) -> Sequence[float]:
    """Where the dots of a chart of time stand: in days."""
    return [float(date.fromisoformat(begins[:10]).toordinal()) for begins in chart.columns]


def ticks(low: float) -> tuple[float, ...]:
    """Where the axis of values is marked: 0 and 1 always, quarters between, halves below 0."""
    below = (-1.0, -0.5) if low < -0.5 else (-0.5,) if low < 0 else ()
    return (*below, 0.0, 0.25, 0.5, 0.75, 1.0)


def next_mark(chart: Chart, here: tuple[int, int] | None, rows: int, columns: int) -> tuple[int, int] | None:
    """The mark next to the one at hand in a direction; the first if none is; itself at the edge."""
    marks = [(row, column) for row, column, _ in chart.all_marks]
    if here is None or here not in marks:
        return next(iter(marks), None)
    ahead = [
        (row, column)
        for row, column in marks
        if (column == here[1] and (row - here[0]) * rows > 0)
        or (row == here[0] and (column - here[1]) * columns > 0)
    ]
    return min(ahead, key=lambda at: abs(at[0] - here[0]) + abs(at[1] - here[1]), default=here)


def _edges(places: Sequence[float]) -> Sequence[float]:
    """Half-way between neighbours; the first and last as far out as in."""
    if len(places) < 2:
        middle = places[0] if places else 0.0
        return (middle - _DAYS_ALONE, middle + _DAYS_ALONE)
    between = [(one + other) / 2 for one, other in pairwise(places)]
    return (2 * places[0] - between[0], *between, 2 * places[-1] - between[-1])
