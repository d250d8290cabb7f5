"""The table of agreement, arranged as the page shows it: a section for each layer and task."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from markupsafe import Markup

from annotator.agreement.measures import Measure
from annotator.agreement.table import AgreementTable, Confusion, Figure, Layer, Moment, Reliability, Standing
from annotator.reports.interval_plot import small_bar
from annotator.reports.svg_plots import (
    agreement_by_label,
    agreement_over_time,
    annotator_heat_map,
    label_confusion,
    reliability_plot,
)
from annotator.reports.wording import (
    counted,
    decimal,
    grouped,
    interval_words,
    layer_words,
    model_words,
    reliability_words,
)

MOST_ROWS = 3_000
"""A page with more rows in one table is no longer read, and browsers take long to open it."""
_BY_LABEL = (Measure.F1_STRICT, Measure.F1_TRIPLET, Measure.F1_LABEL)
_BY_PAIR = (
    Measure.F1_STRICT,
    Measure.B3,
    Measure.F1_PRESENCE,
    Measure.F1_TRIPLET,
    Measure.F1_LABEL,
    Measure.ALPHA_NOMINAL,
    Measure.ALPHA_ORDINAL,
    Measure.ALPHA_MASI,
)

Head = tuple[str, ...]
"""What stands at the side of a row: one name, or several that are joined by "and"."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A number as its row shows it; `left_out` and `notes` point at the notes of the section, from 1."""

    heads: tuple[Head, ...]
    repeats: int
    """How many of the heads stand in the row above as well."""
    value: str
    is_measured: bool
    bar: Markup
    interval: str
    n: int
    articles: int | None
    left_out: tuple[tuple[str, int], ...]
    notes: tuple[int, ...]
    remarks: tuple[str, ...]
    """What n counts and what the number was made of, where the rows above do not say the same."""


@dataclass(frozen=True, slots=True)
class FigureTable:
    title: str
    heads: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    not_shown: int = 0
    """How many more figures there are, too many to be read."""
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    tables: tuple[FigureTable, ...]
    notes: tuple[str, ...]
    plots: tuple[Markup, ...]


@dataclass
class _Notes:
    """The notes under a section, each once."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, note: str) -> int:
        return self.numbers.setdefault(note, len(self.numbers) + 1)


@dataclass
class _Remarked:
    """What was remarked on the rows of a table: measures of one kind are made of the same counts."""

    unit: str = ""
    counts: str = ""
    seen: set[tuple[tuple[str, ...], str | None, str]] = field(default_factory=set)

    def remarks(self, one: Figure) -> Iterator[str]:
        """What n counts, and what the number is made of, unless it was said already."""
        if one.unit != self.unit:
            yield f"n: {one.unit}"
        counts = ", ".join(f"{grouped(number)} {what}" for what, number in one.counts.items() if number)
        said = (one.annotators, one.label, counts)
        if counts and counts != self.counts and said not in self.seen:
            yield counts
        self.unit, self.counts = one.unit, counts
        self.seen.add(said)


def sections_of(table: AgreementTable) -> tuple[Section, ...]:
    """A section for each layer and task that there is a figure of, in the order of the table."""
    parts: dict[tuple[Layer, str | None], list[Figure]] = {}
    for one in table.figures:
        parts.setdefault((one.layer, one.task), []).append(one)
    return tuple(
        _section(f"part-{number}", layer, task, figures, table)
        for number, ((layer, task), figures) in enumerate(parts.items(), 1)
    )


def _section(
    id_: str, layer: Layer, task: str | None, figures: Sequence[Figure], table: AgreementTable
) -> Section:
    everybody = set(table.annotators)
    together = [one for one in figures if set(one.annotators) == everybody]
    pairs = [one for one in figures if set(one.annotators) != everybody]
    notes = _Notes()
    reliable = [one for one in table.reliability if (one.layer, one.task) == (layer, task)]
    tables = (
        _table("All labels together", ("measure",), [one for one in together if one.label is None], notes),
        _table("By label", ("measure", "label"), [one for one in together if one.label is not None], notes),
        _reliability_table(reliable, notes),
        _table(
            "Between each two annotators",
            ("measure", "between"),
            [one for one in pairs if one.label is None],
            notes,
        ),
        _table(
            "Between each two annotators, by label",
            ("measure", "between", "label"),
            [one for one in pairs if one.label is not None],
            notes,
        ),
    )
    return Section(
        id=id_,
        title=layer_words(layer, task),
        tables=tuple(one for one in tables if one.rows),
        notes=tuple(notes.numbers),
        plots=_plots(layer, task, together, pairs, table),
    )


def _table(title: str, heads: tuple[str, ...], figures: Sequence[Figure], notes: _Notes) -> FigureTable:
    by_measure = [one for _, group in _grouped(figures) for one in group]
    rows: list[FigureRow] = []
    remarked = _Remarked()
    for one in by_measure[:MOST_ROWS]:
        above = rows[-1].heads if rows else ()
        rows.append(_row(one, _heads(one, heads), above, notes, tuple(remarked.remarks(one))))
    return FigureTable(title, heads, tuple(rows), len(by_measure) - len(rows), is_folded="between" in heads)


def _reliability_table(reliable: Sequence[Reliability], notes: _Notes) -> FigureTable:
    rows: list[FigureRow] = []
    for one in reliable:
        heads = ((reliability_words(one),), (one.annotator,))
        said = [f"Estimated by {model_words(one.method)} from all annotators together, without gold."]
        rows.append(
            FigureRow(
                heads=heads,
                repeats=_repeats(heads, rows[-1].heads if rows else ()),
                value=_value(one),
                is_measured=_is_measured(one),
                bar=_bar(one),
                interval="" if one.interval is None else interval_words(one.interval),
                n=one.n,
                articles=None,
                left_out=(),
                notes=tuple(notes.number(note) for note in (*said, *_why_not(one))),
                remarks=(),
            )
        )
    return FigureTable("Reliability of annotators", ("about", "annotator"), tuple(rows))


def _grouped(figures: Iterable[Figure]) -> Iterable[tuple[str, Iterable[Figure]]]:
    """The figures of each measure together, measures in the order in which they first come."""
    order: dict[str, int] = {}
    for one in figures:
        order.setdefault(one.measure, len(order))
    return groupby(sorted(figures, key=lambda one: order[one.measure]), key=lambda one: one.measure)


def _heads(one: Figure, heads: tuple[str, ...]) -> tuple[Head, ...]:
    there: Mapping[str, Head] = {
        "measure": (one.measure,),
        "between": one.annotators,
        "label": (one.label or "",),
    }
    return tuple(there[head] for head in heads)


def _row(
    one: Figure, heads: tuple[Head, ...], above: tuple[Head, ...], notes: _Notes, remarks: tuple[str, ...]
) -> FigureRow:
    said = [one.reading] if one.reading else []
    return FigureRow(
        heads=heads,
        repeats=_repeats(heads, above),
        value=_value(one),
        is_measured=_is_measured(one),
        bar=_bar(one),
        interval="" if one.interval is None else interval_words(one.interval),
        n=one.n,
        articles=one.articles,
        left_out=tuple(
            (counted(out.count, out.what), notes.number(f"Left out: {out.why}"))
            for out in one.left_out
            if out.count
        ),
        notes=tuple(notes.number(note) for note in (*said, *_why_not(one))),
        remarks=remarks,
    )


def _is_measured(one: Figure | Reliability) -> bool:
    return one.standing is Standing.MEASURED and one.value is not None


def _value(one: Figure | Reliability) -> str:
    return one.standing.value if one.value is None else decimal(one.value)


def _bar(one: Figure | Reliability) -> Markup:
    return Markup() if one.value is None else Markup(small_bar(one.value, one.interval))


def _why_not(one: Figure | Reliability) -> Iterator[str]:
    """Why there is no value, or no interval."""
    if not _is_measured(one):
        if one.why:
            yield f"{one.standing.value.capitalize()}: {one.why}"
    elif one.interval is None and one.no_interval:
        yield f"No interval: {one.no_interval}"


def _repeats(heads: tuple[Head, ...], above: tuple[Head, ...]) -> int:
    same = 0
    while same < len(heads) - 1 and same < len(above) and heads[same] == above[same]:
        same += 1
    return same


def _plots(
    layer: Layer,
    task: str | None,
    together: Sequence[Figure],
    pairs: Sequence[Figure],
    table: AgreementTable,
) -> tuple[Markup, ...]:
    """The drawings of a section; those that would be empty are left out."""

    def is_here(one: Confusion | Reliability | Figure) -> bool:
        return (one.layer, one.task) == (layer, task)

    drawn = [
        agreement_by_label([one for one in together if one.label is not None and one.measure == measure])
        for measure in _BY_LABEL
    ]
    drawn += [
        annotator_heat_map(
            [one for one in pairs if one.label is None and one.measure == measure], table.annotators
        )
        for measure in _BY_PAIR
    ]
    drawn += [label_confusion(one) for one in table.confusions if is_here(one)]
    moments = [one for one in table.over_time if is_here(one.figure)]
    drawn += [agreement_over_time(group) for group in _by_measure(moments)]
    rows = [one for one in table.reliability if is_here(one)]
    kinds = dict.fromkeys((one.measure, one.method) for one in rows)
    drawn += [reliability_plot([one for one in rows if (one.measure, one.method) == kind]) for kind in kinds]
    return tuple(Markup(one) for one in drawn if one)


def _by_measure(moments: Sequence[Moment]) -> Iterable[Sequence[Moment]]:
    measures = dict.fromkeys((one.figure.measure, one.figure.label) for one in moments)
    return (
        [one for one in moments if (one.figure.measure, one.figure.label) == measure] for measure in measures
    )
