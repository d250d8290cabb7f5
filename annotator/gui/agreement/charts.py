"""The charts of the agreement page: by label, by pair, confusion of labels, over time, reliability."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from annotator.agreement.ordering import ConflictFilter
from annotator.agreement.table import (
    AgreementTable,
    Confusion,
    Figure,
    Layer,
    Moment,
    Reliability,
    Standing,
)
from annotator.domain.scheme import Scheme
from annotator.gui.agreement import figure_words as words
from annotator.gui.agreement.behind import behind
from annotator.gui.agreement.chart import Chart, Kind, Mark, Shown

_Sectioned = TypeVar("_Sectioned", Confusion, Figure, Reliability)


def by_label(table: AgreementTable, shown: Shown, scheme: Scheme) -> Chart:
    """A bar for each label, of the measure shown or of the first of its section that is taken by label."""

    def is_wanted(figure: Figure) -> bool:
        return figure.label is not None and figure.annotators == shown.annotators

    found = _of_measure(table, shown, is_wanted)
    who = words.who_text(shown.annotators, table.annotators)
    title = f"{_title(found, shown, scheme)} by label, {who}"
    by_name = {figure.label or "": figure for figure in found}
    return Chart(
        Kind.BARS,
        title,
        rows=tuple(scheme.label_title(shown.task, name) for name in by_name),
        columns=("",),
        marks=tuple((_of_figure(f, table, scheme),) for f in by_name.values()),
        hint="" if found else "No measure of this section is taken by label.",
    )


def by_pair(table: AgreementTable, shown: Shown, scheme: Scheme) -> Chart:
    """A cell for each two annotators, the same on both sides of the diagonal."""
    of_pairs = [figure for figure in table.figures if len(figure.annotators) == 2]
    found = _of_measure(table, shown, lambda f: len(f.annotators) == 2 and f.label == shown.label)
    found = found or _of_measure(table, shown, lambda f: len(f.annotators) == 2 and f.label is None)
    figures = {frozenset(figure.annotators): figure for figure in reversed(found)}
    names = tuple(name for name in table.annotators if any(name in f.annotators for f in of_pairs))
    label = next((f", {scheme.label_title(f.task, f.label)}" for f in found if f.label is not None), "")
    return Chart(
        Kind.GRID,
        f"{_title(found, shown, scheme)}{label} between annotators",
        rows=names if found else (),
        columns=names if found else (),
        marks=tuple(
            tuple(_pair(figures.get(frozenset((row, column))), table, scheme) for column in names)
            for row in names
        )
        if found
        else (),
        hint="" if found else "No measure of this section compares two annotators.",
        legend="The stronger the colour, the more they agree." if found else "",
    )


def confusion(table: AgreementTable, shown: Shown, scheme: Scheme) -> Chart:
    """How often one said the row's label where another said the column's; labels nobody used stay away."""
    matrix = _nearest(table.confusions, shown)
    if matrix is None:
        return Chart(Kind.GRID, "Confusion of labels", hint="No labels were compared.")
    counts = matrix.counts
    kept = [n for n in range(len(counts)) if any(counts[n]) or any(row[n] for row in counts)]
    darkest = {
        differs: max((counts[r][c] for r in kept for c in kept if (r != c) is differs), default=0)
        for differs in (False, True)
    }
    names = tuple(scheme.label_title(matrix.task, matrix.labels[n]) for n in kept)
    return Chart(
        Kind.GRID,
        f"Confusion of labels: {_section(matrix.layer, matrix.task, scheme)}",
        rows=names,
        columns=names,
        marks=tuple(tuple(_confused(matrix, r, c, darkest[r != c], scheme) for c in kept) for r in kept),
        hint="" if names else "Nobody used any of the labels.",
        legend="Rows: what one said. Columns: what the other said. On the diagonal they agree."
        if names
        else "",
    )


def over_time(table: AgreementTable, shown: Shown, scheme: Scheme) -> Chart:
    """A dot for each stretch of time in which articles were last worked on."""
    nearest = _nearest([moment.figure for moment in table.over_time], shown)
    if nearest is None:
        return Chart(Kind.TIME, "Agreement over time", hint="There is no time to tell apart yet.")
    section = (nearest.layer, nearest.task, nearest.measure)
    moments = [m for m in table.over_time if (m.figure.layer, m.figure.task, m.figure.measure) == section]
    moments.sort(key=lambda moment: moment.begins)
    ends = [later.begins for _, later in pairwise(moments)]
    return Chart(
        Kind.TIME,
        f"{words.heading(nearest, scheme)} by when the articles were last worked on",
        rows=("",),
        columns=tuple(moment.begins for moment in moments),
        marks=(tuple(_moment(m, end, table) for m, end in zip(moments, [*ends, None], strict=True)),),
        legend="All of them were last worked on in one stretch of time." if len(moments) == 1 else "",
    )


def reliability(table: AgreementTable, shown: Shown, scheme: Scheme) -> Chart:
    """A bar for each annotator, and for each method and measure where there are several."""
    nearest = _nearest(table.reliability, shown)
    if nearest is None:
        return Chart(Kind.BARS, "Reliability of annotators", hint="No reliability was estimated.")
    found = [r for r in table.reliability if (r.layer, r.task) == (nearest.layer, nearest.task)]
    methods = tuple(dict.fromkeys(words.METHODS.get(one.method, one.method) for one in found))
    measures = tuple(dict.fromkeys(one.measure for one in found))
    section = _section(nearest.layer, nearest.task, scheme)
    return Chart(
        Kind.BARS,
        f"Reliability of annotators: {section}, {' and '.join(methods)}",
        rows=tuple(
            _estimated(one, by_method=len(methods) > 1, by_measure=len(measures) > 1) for one in found
        ),
        columns=("",),
        marks=tuple((_reliable(one),) for one in found),
        legend="How often an annotator is estimated to be right.",
    )


def _estimated(one: Reliability, *, by_method: bool, by_measure: bool) -> str:
    """Whose reliability it is, with what tells the rows of one annotator apart."""
    apart = (
        words.RIGHT_ABOUT.get(one.measure, one.measure) if by_measure else "",
        words.METHODS.get(one.method, one.method) if by_method else "",
    )
    return ", ".join([one.annotator, *filter(None, apart)])


# Marks


def _of_figure(figure: Figure, table: AgreementTable, scheme: Scheme) -> Mark:
    return Mark(
        said=words.sentence(figure, table.annotators, scheme),
        written=words.value_text(figure),
        conflicts=None if figure.standing is Standing.NOT_MEASURED else behind(figure, table.annotators),
        value=figure.value,
        interval=figure.interval,
        label=figure.label,
    )


def _pair(figure: Figure | None, table: AgreementTable, scheme: Scheme) -> Mark | None:
    if figure is None:
        return None
    is_measured = figure.standing is Standing.MEASURED
    conflicts = replace(behind(figure, table.annotators), annotators=figure.annotators)
    return Mark(
        said=words.sentence(figure, table.annotators, scheme),
        written=words.value_text(figure, 2) if is_measured else words.NOTHING,
        conflicts=None if figure.standing is Standing.NOT_MEASURED else conflicts,
        value=figure.value,
        shade=max(0.0, figure.value or 0.0),
    )


def _confused(matrix: Confusion, row: int, column: int, darkest: int, scheme: Scheme) -> Mark:
    count, label, other = matrix.counts[row][column], matrix.labels[row], matrix.labels[column]
    one, another = scheme.label_title(matrix.task, label), scheme.label_title(matrix.task, other)
    times = "once" if count == 1 else f"{count:,} times"
    is_same = row == column
    said = f"Both said {one} {times}." if is_same else f"One said {one}, the other {another}: {times}."
    narrowed = ConflictFilter(matrix.layer, matrix.task, label, None if is_same else other)
    return Mark(
        said=said,
        written=f"{count:,}" if count else "",
        conflicts=narrowed if count else None,
        shade=count / darkest if darkest else 0.0,
        differs=not is_same,
        label=label,
    )


def _moment(moment: Moment, before: str | None, table: AgreementTable) -> Mark:
    figure = moment.figure
    narrowed = replace(behind(figure, figure.annotators), since=moment.begins, before=before)
    return Mark(
        said=f"From {moment.begins}: {words.result_text(figure)}, counted on {words.counted_text(figure)}.",
        written=words.value_text(figure),
        conflicts=None if figure.standing is Standing.NOT_MEASURED else narrowed,
        value=figure.value,
        interval=figure.interval,
    )


def _reliable(one: Reliability) -> Mark:
    why = f": {one.why}" if one.why else ""
    no_interval = f" No interval: {one.no_interval}." if one.no_interval else ""
    narrowed = ConflictFilter(one.layer, one.task, annotators=(one.annotator,))
    who = _estimated(one, by_method=True, by_measure=True)
    return Mark(
        said=f"{who}: {words.result_text(one)}{why}".rstrip(".") + f".{no_interval}",
        written=words.value_text(one),
        conflicts=None if one.standing is Standing.NOT_MEASURED else narrowed,
        value=one.value,
        interval=one.interval,
    )


# What is shown


def _of_measure(table: AgreementTable, shown: Shown, is_wanted: Callable[[Figure], bool]) -> list[Figure]:
    """The wanted figures of the measure shown; if it has none, of the first of its section that has."""
    found = [f for f in table.figures if (f.layer, f.task) == (shown.layer, shown.task) and is_wanted(f)]
    measures = {figure.measure for figure in found}
    measure = shown.measure if shown.measure in measures else next((f.measure for f in found), None)
    return [figure for figure in found if figure.measure == measure]


def _nearest(found: Sequence[_Sectioned], shown: Shown) -> _Sectioned | None:
    """The first of the section shown, else the first of all."""
    of_section = [one for one in found if (one.layer, one.task) == (shown.layer, shown.task)]
    return next(iter(of_section or found), None)


def _section(layer: Layer, task: str | None, scheme: Scheme) -> str:
    return words.LAYER_TITLES[layer] if task is None else scheme.task_title(task)


def _title(found: Sequence[Figure], shown: Shown, scheme: Scheme) -> str:
    section = _section(shown.layer, shown.task, scheme)
    return f"{section}: {found[0].measure if found else shown.measure}"
