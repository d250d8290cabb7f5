"""A figure in words: its value or why it has none, its interval, what it counts and what it leaves out."""

import re
from collections.abc import Collection, Iterable, Mapping

from annotator.agreement.table import AgreementTable, Figure, Interval, Layer, LeftOut, Reliability, Standing
from annotator.domain.scheme import Scheme

LAYER_TITLES: Mapping[Layer, str] = {
    Layer.MENTIONS: "Mentions",
    Layer.ENTITIES: "Entities",
    Layer.JUDGEMENTS: "Judgements",
}
METHODS: Mapping[str, str] = {"dawid-skene": "Dawid and Skene", "mace": "MACE", "majority": "majority"}
RIGHT_ABOUT: Mapping[str, str] = {"existence": "presence"}
"""What an annotator is estimated to be right about."""
NOTHING = "–"
_CLAUSE = re.compile(r", | (?:that|in|by|of|with|where) ")


def number(value: float, digits: int = 3) -> str:
    """A number with a true minus sign, and never a minus before zero."""
    written = f"{value:.{digits}f}"
    return written.removeprefix("-") if not float(written) else written.replace("-", "−")


def value_text(figure: Figure | Reliability, digits: int = 3) -> str:
    """The value, or "not measured" or "undefined": never a number that was not measured."""
    if figure.standing is not Standing.MEASURED or figure.value is None:
        return figure.standing.value
    return number(figure.value, digits)


def interval_text(figure: Figure | Reliability) -> str:
    """The interval, or why there is none; a dash where there is nothing to have one of."""
    if figure.interval is not None:
        return range_text(figure.interval)
    return (figure.no_interval if figure.standing is Standing.MEASURED else "") or NOTHING


def range_text(interval: Interval) -> str:
    return f"{number(interval.low)} to {number(interval.high)}"


def counted_text(figure: Figure) -> str:
    return f"{figure.n:,} {_unit(figure.n, figure.unit)}"


def counted_briefly(figure: Figure) -> str:
    """What is counted without which of it: "741 answers", not "741 answers that either gave"."""
    return _CLAUSE.split(counted_text(figure), maxsplit=1)[0]


def left_out_text(left_out: Iterable[LeftOut]) -> str:
    """How much is left out in all; a dash for nothing."""
    total = sum(part.count for part in left_out)
    return f"{total:,}" if total else NOTHING


def left_out_lines(left_out: Iterable[LeftOut]) -> tuple[str, ...]:
    return tuple(f"{part.count:,} {_unit(part.count, part.what)}: {part.why}" for part in left_out)


def who_text(annotators: Collection[str], everybody: Collection[str]) -> str:
    """ "Anna and Ben"; "all 5 together" where that is shorter."""
    names = list(annotators)
    if len(names) > 2 and len(names) == len(everybody):
        return f"all {len(names)} together"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "nobody"


def result_text(figure: Figure | Reliability) -> str:
    """The value with its interval: "0.812 (0.760 to 0.861)"."""
    value = value_text(figure)
    return f"{value} ({range_text(figure.interval)})" if figure.interval is not None else value


def heading(figure: Figure, scheme: Scheme) -> str:
    """What the figure is of: "F1 strict, PERSON" or "Stance: alpha nominal"."""
    label = "" if figure.label is None else f", {scheme.label_title(figure.task, figure.label)}"
    task = f"{scheme.task_title(figure.task)}: " if figure.task is not None else ""
    return f"{task}{figure.measure}{label}"


def sentence(figure: Figure, everybody: Collection[str], scheme: Scheme) -> str:
    """All of the figure in one sentence, for the line below the table and for the ear."""
    articles = f"{figure.articles:,} {_unit(figure.articles, 'articles')}"
    why = f": {figure.why}" if figure.why else ""
    who = who_text(figure.annotators, everybody)
    return (
        f"{heading(figure, scheme)}, {who}: {result_text(figure)}{why}"
        f"{'' if why.endswith('.') else '.'} Counted on {counted_text(figure)} in {articles}."
    )


def detail_lines(figure: Figure) -> tuple[str, ...]:
    """What stands behind the figure: counts, which reading of the measure it is, what is left out."""
    counts = ", ".join(f"{name} {count:,}" for name, count in figure.counts.items())
    interval = f"No interval: {figure.no_interval}." if figure.no_interval else ""
    reading = f"Reading: {figure.reading}" if figure.reading else ""
    left_out = [f"Left out: {line}" for line in left_out_lines(figure.left_out)]
    lines = (f"Of these: {counts}." if counts else "", interval, reading, *left_out)
    return tuple(f"{line.rstrip('.')}." for line in lines if line)


def headline(table: AgreementTable) -> str:
    """What was compared in all, and how its intervals were made."""
    compared = f"{table.articles:,} {_unit(table.articles, 'articles')}"
    people = f"{len(table.annotators):,} {_unit(len(table.annotators), 'annotators')}"
    said = f"{people}; {compared} that at least two of them have read"
    if not table.resamples:
        return f"{said}."
    return f"{said}. {table.level:.0%} intervals from {table.resamples:,} resamples of the articles."


def _unit(count: int, plural: str) -> str:
    """The first word of the unit in the singular where that is right: "1 pair judged by both"."""
    first, space, rest = plural.partition(" ")
    if count != 1 or not first.endswith("s"):
        return plural
    singular = f"{first[:-3]}y" if first.endswith("ies") else first[:-1]
    return f"{singular}{space}{rest}"
