"""A table of agreement as the command line prints it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table

from annotator.agreement.table import (
    AgreementTable,
    Confusion,
    Figure,
    Interval,
    Layer,
    LeftOut,
    Moment,
    Reliability,
    Standing,
)
from annotator.domain.edits.mentions import count

_TITLES = {Layer.MENTIONS: "Mentions", Layer.ENTITIES: "Entities", Layer.JUDGEMENTS: "Judgements"}
_MOST_CONFUSED = 5
_SENTENCES = re.compile(r"(?<=\.) (?=[A-Z])")


def told(table: AgreementTable, *, shows_pairs: bool) -> RenderableType:
    """Layer by layer: the numbers, by label, by pair of annotators, and how they were counted."""
    return Group(*_parts(table, shows_pairs=shows_pairs))


def _parts(table: AgreementTable, *, shows_pairs: bool) -> Iterator[RenderableType]:
    yield _compared(table)
    for key, figures in groupby(table.figures, key=lambda figure: (figure.layer, figure.task)):
        yield from ("", _title(*key))
        yield from _section(table, list(figures), shows_pairs=shows_pairs)
        yield from _most_confused(table.confusions, *key)
    yield from _over_time(table.over_time)
    yield from _reliability(table.reliability)
    if table.left_out:
        yield from ("", "To be known")
        yield from _listed(_left_out(table.left_out))
    if table.figures:
        yield from ("", "How it is counted")
        yield from _listed(_readings(table.figures))
    if any(figure.interval for figure in table.figures):
        yield ""
        yield (
            f"Intervals hold {table.level:.0%} of {table.resamples:,} resamples of the articles "
            f"(seed {table.seed})."
        )


def _compared(table: AgreementTable) -> str:
    names = ", ".join(table.annotators)
    match len(table.annotators):
        case 0:
            return (
                "Nobody is done with an article, so there is nothing to compare; --unfinished counts "
                "annotations in progress, too."
            )
        case 1:
            return f"There is nobody to compare {names} with: agreement takes two annotators who are done."
        case number if not table.articles:
            return f"No article was read by two of the {number} annotators: {names}."
    return f"{count(table.articles, 'article')} that at least two of {names} have read."


def _section(
    table: AgreementTable, figures: Sequence[Figure], *, shows_pairs: bool
) -> Iterator[RenderableType]:
    of_all = [figure for figure in figures if figure.annotators == table.annotators]
    yield from (_indented(_overall([figure for figure in of_all if figure.label is None])), "")
    if by_label := [figure for figure in of_all if figure.label is not None]:
        yield from (_indented(_by_label(by_label)), "")
    is_compared = any(figure.standing is not Standing.NOT_MEASURED for figure in of_all)
    of_pairs = [
        figure
        for figure in figures
        if is_compared and figure.annotators != table.annotators and figure.label is None
    ]
    if of_pairs and shows_pairs:
        yield from (_indented(_by_pair(of_pairs)), "")
    elif of_pairs:
        yield from (_indented("Pairs of annotators are shown with --pairs, and are all in --json."), "")
    yield from _listed(_notes([figure for figure in of_all if figure.label is None]))


def _overall(figures: Sequence[Figure]) -> Table:
    table = _table(("measure",), ("value", "interval", "n"), ("",))
    for figure in figures:
        explained = figure.why or figure.unit
        table.add_row(figure.measure, _value(figure), _interval(figure.interval), f"{figure.n:,}", explained)
    return table


def _by_label(figures: Sequence[Figure]) -> Table:
    """The first measure with its interval and what it was counted on, the others beside it."""
    first, *others = dict.fromkeys(figure.measure for figure in figures)
    table = _table(("label",), (first, "interval", "n", *others))
    for label, group in groupby(
        sorted(figures, key=_place_of_label(figures)), key=lambda figure: figure.label
    ):
        by_measure = {figure.measure: figure for figure in group}
        beside = (_value(by_measure[other]) if other in by_measure else "" for other in others)
        figure = by_measure.get(first)
        row = (
            ("", "", "") if figure is None else (_value(figure), _interval(figure.interval), f"{figure.n:,}")
        )
        table.add_row(label, *row, *beside)
    return table


def _place_of_label(figures: Sequence[Figure]) -> Callable[[Figure], int]:
    place = {label: number for number, label in enumerate(dict.fromkeys(figure.label for figure in figures))}
    return lambda figure: place[figure.label]


def _by_pair(figures: Sequence[Figure]) -> Table:
    measures = tuple(dict.fromkeys(figure.measure for figure in figures))
    table = _table(("annotators",), ("articles", *measures))
    for names, group in groupby(figures, key=lambda figure: figure.annotators):
        by_measure = {figure.measure: figure for figure in group}
        articles = next(iter(by_measure.values())).articles
        table.add_row(" and ".join(names), f"{articles:,}", *(_value(by_measure[one]) for one in measures))
    return table


def _notes(figures: Sequence[Figure]) -> Iterator[str]:
    """What is left out of which measures, and why some have no interval."""
    left_out = ((f"left out: {part}", one.measure) for one in figures for part in _left_out(one.left_out))
    no_interval = ((f"no interval: {one.no_interval}", one.measure) for one in figures if one.no_interval)
    for said, measures in _together(chain(left_out, no_interval)).items():
        yield f"{', '.join(measures)}: {said}"


def _readings(figures: Iterable[Figure]) -> Iterator[str]:
    """Each sentence on how a measure is counted once, and once for the measures that are counted alike."""
    sentences: dict[str, dict[str, None]] = {}
    for figure in figures:
        sentences.setdefault(figure.measure, {}).update(dict.fromkeys(_SENTENCES.split(figure.reading)))
    for said, measures in _together((" ".join(said), one) for one, said in sentences.items()).items():
        yield f"{', '.join(measures)}: {said}"


def _together(said: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The measures that the same is said of."""
    measures: dict[str, list[str]] = {}
    for what, measure in said:
        if measure not in measures.setdefault(what, []):
            measures[what].append(measure)
    return measures


def _left_out(parts: Iterable[LeftOut]) -> Iterator[str]:
    for part in parts:
        what = part.what.replace("answers", "answer").removesuffix("s") if part.count == 1 else part.what
        yield f"{part.count:,} {what}: {part.why}"


def _most_confused(
    confusions: Iterable[Confusion], layer: Layer, task: str | None
) -> Iterator[RenderableType]:
    for confusion in confusions:
        if (confusion.layer, confusion.task) == (layer, task):
            pairs = [
                (times, one, confusion.labels[place])
                for row, (one, counts) in enumerate(zip(confusion.labels, confusion.counts, strict=True))
                for place, times in enumerate(counts[:row])
                if times
            ]
            most = sorted(pairs, key=lambda pair: -pair[0])[:_MOST_CONFUSED]
            if most:
                named = ", ".join(f"{other} with {one} {times:,}" for times, one, other in most)
                yield from _listed([f"most confused: {named}"])


def _over_time(moments: Sequence[Moment]) -> Iterator[RenderableType]:
    if len({moment.begins for moment in moments}) < 2:
        return
    kinds = dict.fromkeys((moment.figure.task, moment.figure.measure) for moment in moments)
    titles = (f"{measure} of {task or 'mentions'}" for task, measure in kinds)
    table = _table(("from",), ("articles", *titles))
    for begins, group in groupby(sorted(moments, key=lambda one: one.begins), key=lambda one: one.begins):
        figures = {(moment.figure.task, moment.figure.measure): moment.figure for moment in group}
        articles = max(figure.articles for figure in figures.values())
        table.add_row(begins, f"{articles:,}", *(_value(figures[kind]) for kind in kinds))
    yield from ("", "Over time", _indented(table))


def _reliability(rows: Sequence[Reliability]) -> Iterator[RenderableType]:
    measured = [row for row in rows if row.standing is Standing.MEASURED]
    if not rows:
        return
    yield from ("", "Reliability: how often each is estimated to be right")
    if measured:
        table = _table(("annotator", "on"), ("value", "interval", "n"), ("method",))
        for row in measured:
            table.add_row(
                row.annotator, _on(row), _value(row), _interval(row.interval), f"{row.n:,}", row.method
            )
        yield _indented(table)
    everything = len({_on(row) for row in rows})
    yield from _listed(
        why if len(on) == everything else f"{'; '.join(on)}: {why}"
        for why, on in _together((row.why, _on(row)) for row in rows if row.why).items()
    )


def _on(row: Reliability) -> str:
    return f"{row.task or 'mentions'}, {row.measure}"


def _title(layer: Layer, task: str | None) -> str:
    return _TITLES[layer] if task is None else f"{_TITLES[layer]}: {task}"


def _table(texts: Sequence[str], numbers: Sequence[str], after: Sequence[str] = ()) -> Table:
    table = Table(box=None, pad_edge=False)
    for title in texts:
        table.add_column(title)
    for title in numbers:
        table.add_column(title, justify="right")
    for title in after:
        table.add_column(title)
    return table


def _indented(what: RenderableType) -> RenderableType:
    return Padding(what, (0, 0, 0, 2), expand=False)


def _listed(sentences: Iterable[str]) -> Iterator[RenderableType]:
    for sentence in sentences:
        yield Padding(f"- {sentence}", (0, 0, 0, 2), expand=False)


def _interval(interval: Interval | None) -> str:
    return "" if interval is None else f"{_decimal(interval.low)} to {_decimal(interval.high)}"


def _value(one: Figure | Reliability) -> str:
    """Three decimals, or why there is no number."""
    return one.standing.value if one.value is None else _decimal(one.value)


def _decimal(value: float) -> str:
    """What is less than 1 never reads as 1, and nothing reads as less than nothing."""
    written = f"{value:.3f}"
    if value < 1 and float(written) == 1:
        return ">0.999"
    return written if float(written) else "0.000"
