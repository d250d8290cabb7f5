"""The plots of the agreement report: parts of the table of agreement as drawings in SVG."""

from collections.abc import Iterable, Sequence
from datetime import date

from annotator.agreement.table import Confusion, Figure, Moment, Reliability, Standing
from annotator.reports.grid_plot import Cell, Grid, grid_plot
from annotator.reports.interval_plot import Row, interval_plot
from annotator.reports.time_plot import Point, time_plot
from annotator.reports.wording import (
    decimal,
    grouped,
    layer_words,
    model_words,
    number_words,
    percent,
    reliability_words,
)

_NO_LABEL = "all labels"


def agreement_by_label(figures: Sequence[Figure]) -> str:
    """A measure for each label with its interval; the figures are of one measure and the same annotators."""
    if not figures:
        return ""
    rows = [
        Row(one.label or _NO_LABEL, _value(one), one.interval, number_words(one), one.n) for one in figures
    ]
    return interval_plot(f"{_measured(figures[0])} by label", rows)


def reliability_plot(rows: Sequence[Reliability]) -> str:
    """How reliable each annotator is estimated to be, with intervals; of one layer, measure and method."""
    if not rows:
        return ""
    words = reliability_words(rows[0])
    about = f"reliability, {words}" if words else "reliability"
    title = f"{layer_words(rows[0].layer, rows[0].task)}: {about}, by {model_words(rows[0].method)}"
    drawn = [Row(one.annotator, _value(one), one.interval, number_words(one), one.n) for one in rows]
    return interval_plot(title, drawn)


def annotator_heat_map(figures: Iterable[Figure], annotators: Sequence[str]) -> str:
    """A measure between each two annotators; of the figures, all of one measure, those of pairs are drawn."""
    by_pair = {frozenset(one.annotators): one for one in figures if len(set(one.annotators)) == 2}
    if not by_pair:
        return ""
    cells = [[_pair_cell(by_pair, row, column) for column in annotators] for row in annotators]
    between = (
        f"{one} and {other}: {_pair_words(by_pair, one, other)}"
        for place, one in enumerate(annotators)
        for other in annotators[place + 1 :]
    )
    title = f"{_measured(next(iter(by_pair.values())))} between each two annotators"
    return grid_plot(title, f"{'; '.join(between)}.", Grid(annotators, cells))


def label_confusion(confusion: Confusion) -> str:
    """How often one annotator said the row's label where another said the column's.

    The colour of a cell is its share of the row.
    """
    labels = confusion.labels
    if not any(any(row) for row in confusion.counts):
        return ""
    cells = [
        [_confused_cell(labels[place], labels[across], count, sum(row)) for across, count in enumerate(row)]
        for place, row in enumerate(confusion.counts)
    ]
    confused = (
        f"{labels[place]} and {labels[across]}: {grouped(count)}"
        for place, row in enumerate(confusion.counts)
        for across, count in enumerate(row)
        if count and across >= place
    )
    title = f"{layer_words(confusion.layer, confusion.task)}: which labels stand for one another"
    grid = Grid(labels, cells, head="rows: what one says; columns: what another says")
    return grid_plot(title, f"{'; '.join(confused)}.", grid)


def agreement_over_time(moments: Sequence[Moment]) -> str:
    """A measure on the articles of each stretch of time; the moments are of one measure.

    One moment alone says no more than the table.
    """
    if len(moments) < 2:
        return ""
    points = [
        Point(
            date.fromisoformat(moment.begins[:10]),
            _value(moment.figure),
            moment.figure.interval,
            f"{number_words(moment.figure)}, n {moment.figure.n}",
        )
        for moment in moments
    ]
    return time_plot(f"{_measured(moments[0].figure)} over time", points)


def _measured(one: Figure) -> str:
    return f"{layer_words(one.layer, one.task)}: {one.measure}"


def _value(one: Figure | Reliability) -> float | None:
    return one.value if one.standing is Standing.MEASURED else None


def _pair_words(by_pair: dict[frozenset[str], Figure], one: str, other: str) -> str:
    found = by_pair.get(frozenset((one, other)))
    return Standing.NOT_MEASURED.value if found is None else f"{number_words(found)}, n {found.n}"


def _pair_cell(by_pair: dict[frozenset[str], Figure], one: str, other: str) -> Cell:
    if one == other:
        return Cell("", None, one)
    found = by_pair.get(frozenset((one, other)))
    value = None if found is None else _value(found)
    said = f"{one} and {other}: {_pair_words(by_pair, one, other)}"
    return Cell("–" if value is None else decimal(value), value, said)


def _confused_cell(one: str, other: str, count: int, row: int) -> Cell:
    share = count / row if row else 0.0
    said = f"one says {one}, another {other}: {grouped(count)}, {percent(round(share, 3))} of the row"
    return Cell(grouped(count) if count else "", share if count else None, said)
