"""The rows of the tables of a report: each number with its interval, n, what was left out, and its notes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from annotator.agreement.table import Figure, Reliability, Standing
from annotator.reports.interval_plot import small_bar
from annotator.reports.wording import (
    counted,
    decimal,
    grouped,
    interval_words,
    model_words,
    reliability_words,
)

MOST_ROWS = 3_000
"""A page with more rows in one table is no longer read, and browsers take long to open it."""

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


@dataclass
class Notes:
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


def figure_table(title: str, heads: tuple[str, ...], figures: Sequence[Figure], notes: Notes) -> FigureTable:
    """A row for each figure, those of a measure together; `heads` are among measure, between and label."""
    by_measure = _by_measure(figures)
    rows: list[FigureRow] = []
    remarked = _Remarked()
    for one in by_measure[:MOST_ROWS]:
        above = rows[-1].heads if rows else ()
        rows.append(_row(one, _heads(one, heads), above, notes, tuple(remarked.remarks(one))))
    return FigureTable(title, heads, tuple(rows), len(by_measure) - len(rows), is_folded="between" in heads)


def reliability_table(reliable: Sequence[Reliability], notes: Notes) -> FigureTable:
    """A row for each annotator and what they are reliable in."""
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


def _by_measure(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of each measure together, measures in the order in which they first come."""
    order = {measure: place for place, measure in enumerate(dict.fromkeys(one.measure for one in figures))}
    return sorted(figures, key=lambda one: order[one.measure])


def _heads(one: Figure, heads: tuple[str, ...]) -> tuple[Head, ...]:
    there: Mapping[str, Head] = {
        "measure": (one.measure,),
        "between": one.annotators,
        "label": (one.label or "",),
    }
    return tuple(there[head] for head in heads)


def _row(
    one: Figure, heads: tuple[Head, ...], above: tuple[Head, ...], notes: Notes, remarks: tuple[str, ...]
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
