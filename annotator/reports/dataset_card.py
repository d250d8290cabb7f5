"""The card of a data set, in Markdown: what is in it, how it was annotated, and what to be wary of."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

import yaml
from pydantic import JsonValue

from annotator.agreement.table import AgreementTable, Figure
from annotator.domain.annotation import AnnotatorKind
from annotator.domain.data_set import Begun, DataPart, DataSet
from annotator.domain.scheme import Scheme
from annotator.reports.wording import counted, grouped, layer_words, number_words, percent

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_HUGE = "n>1M"
_SPLITS = {"dev": "validation", "all": "train"}
"""What libraries call parts that go by another name here."""
_TOKENS, _TEXTS = "token-classification", "text-classification"
_OF_TOKENS = frozenset(("hf-tokens", "gliner", "spans", "conll", "spacy"))
"""The formats that hold mentions alone."""
_OF_TEXTS = frozenset(("stance-pairs", "newsmtsc", "lewidi"))
"""The formats that hold texts with labels alone."""
# Those of numbers stay as they are.
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
_TABULAR = (".jsonl", ".csv")
_KINDS = {
    AnnotatorKind.HUMAN: ("person", "people"),
    AnnotatorKind.MODEL: ("model", "models"),
    AnnotatorKind.ADJUDICATED: ("adjudicated annotation (gold)", "adjudicated annotations (gold)"),
    AnnotatorKind.AGGREGATE: ("aggregate of all people", "aggregates of all people"),
}
_LIMITS = (
    "Counts are of annotations as they were given to the format: an article that three people annotated "
    "counts three times.",
    "Agreement is of all finished work in the project, not of each part. It tells how far people read the "
    "articles alike, not how right they are.",
    "Near copies are found by stretches of words they share. Translations, and the same news in other words, "
    "are not found, and may stand in different parts.",
    "Labels mean what the guidelines in force said when the work was done; where several versions are named "
    "above, they may differ.",
)


def dataset_card(data_set: DataSet, scheme: Scheme, table: AgreementTable) -> str:
    """Front matter as Hugging Face reads it, then a page; it has no dates, so that it does not change."""
    sections = (
        _beginning(data_set, scheme),
        _content(data_set, scheme),
        _annotating(data_set),
        _agreement(table),
        _losses(data_set),
        _dividing(data_set),
        ("## Limits", "", *(f"- {limit}" for limit in _LIMITS)),
    )
    return "\n\n".join("\n".join(section) for section in sections) + "\n"


def _beginning(data_set: DataSet, scheme: Scheme) -> Iterator[str]:
    name = scheme.title or scheme.name
    yield "---"
    yield yaml.safe_dump(_front_matter(data_set, name), sort_keys=False, allow_unicode=True).rstrip()
    yield "---"
    yield ""
    yield f"# {_plain(name)}"
    yield ""
    articles = counted(sum(len(part.articles) for part in data_set.parts), "articles")
    annotations = counted(sum(part.annotations for part in data_set.parts), "annotations")
    yield f"{articles} with {annotations} by {_whose(data_set.annotators)}."
    if scheme.description:
        yield ""
        yield scheme.description.strip()


def _front_matter(data_set: DataSet, name: str) -> dict[str, JsonValue]:
    matter: dict[str, JsonValue] = {
        "pretty_name": name,
        "language": [code for code in data_set.languages if code],
        "license": "unknown",
        "task_categories": list(_task_categories(data_set)),
        "size_categories": [_size(sum(part.rows for part in data_set.parts))],
    }
    if set(data_set.annotators) == {AnnotatorKind.MODEL}:
        matter["annotations_creators"] = ["machine-generated"]
    if files := _loadable(data_set):
        matter["configs"] = [{"config_name": "default", "data_files": files}]
    return {key: value for key, value in matter.items() if value}


def _task_categories(data_set: DataSet) -> Iterator[str]:
    name, parts = data_set.format_name, data_set.parts
    if name not in _OF_TEXTS and any(part.mentions for part in parts):
        yield _TOKENS
    if name not in _OF_TOKENS and any(part.judgements for part in parts):
        yield _TEXTS


def _size(rows: int) -> str:
    return next((name for below, name in _SIZES if rows < below), _HUGE)


def _loadable(data_set: DataSet) -> list[JsonValue]:
    """The one file of each part, where it is a table that libraries read without a program of their own."""
    files = [file for file in data_set.files if file.part is not None]
    if len(files) != len(data_set.parts):
        return []
    if any(PurePosixPath(file.file).suffix not in _TABULAR for file in files):
        return []
    return [{"split": _SPLITS.get(file.part or "", file.part), "path": file.file} for file in files]


def _whose(annotators: Mapping[AnnotatorKind, int]) -> str:
    said = [f"{grouped(number)} {_KINDS[kind][number > 1]}" for kind, number in annotators.items()]
    return " and ".join((", ".join(said[:-1]), said[-1])) if len(said) > 1 else "".join(said) or "nobody"


def _content(data_set: DataSet, scheme: Scheme) -> Iterator[str]:
    parts = data_set.parts
    yield "## What is in it"
    yield ""
    yield f"The format is `{data_set.format_name}`: {data_set.format_title}."
    yield ""
    yield from _table(
        ("part", "share", "articles", "annotations", "mentions", "judgements", "rows"),
        (_part_row(part) for part in parts),
    )
    labels = sorted({label for part in parts for label in part.mentions})
    if labels:
        meanings = {one.name: one.description or one.title for one in scheme.entity_labels}
        yield from ("", "### Mentions", "")
        yield from _by_label(labels, meanings, parts, [part.mentions for part in parts])
    for task in sorted({task for part in parts for task in part.judgements}):
        of_parts = [part.judgements.get(task, {}) for part in parts]
        asked = scheme.task(task)
        meanings = {one.name: one.description or one.title for one in asked.labels} if asked else {}
        yield from ("", f"### Judgements: {_plain(scheme.task_title(task))}", "")
        if asked is not None and asked.description:
            yield from (asked.description.strip(), "")
        yield from _by_label(sorted({label for one in of_parts for label in one}), meanings, parts, of_parts)


def _part_row(part: DataPart) -> tuple[str, ...]:
    judgements = sum(sum(labels.values()) for labels in part.judgements.values())
    numbers = (len(part.articles), part.annotations, sum(part.mentions.values()), judgements, part.rows)
    return (part.name, percent(part.share), *map(grouped, numbers))


def _by_label(
    labels: Iterable[str],
    meanings: Mapping[str, str],
    parts: Sequence[DataPart],
    counts: Sequence[Mapping[str, int]],
) -> Iterator[str]:
    rows = (
        (label, meanings.get(label, ""), *(grouped(of_part.get(label, 0)) for of_part in counts))
        for label in labels
    )
    return _table(("label", "meaning", *(part.name for part in parts)), rows)


def _annotating(data_set: DataSet) -> Iterator[str]:
    yield "## How it was annotated"
    yield ""
    yield (
        f"With Stance Annotator, in the scheme {data_set.scheme}, version {data_set.scheme_version}, by its "
        f"guidelines, version {data_set.guidelines_version}."
    )
    if data_set.begun:
        yield ""
        yield from map(_begun, data_set.begun)
    if data_set.statuses:
        said = (
            f"{status.replace('_', ' ')}: {grouped(number)}" for status, number in data_set.statuses.items()
        )
        yield f"- Annotations by status: {'; '.join(said)}."


def _begun(one: Begun) -> str:
    guidelines = f", guidelines version {one.guidelines_version}" if one.guidelines_version else ""
    return f"- {counted(one.annotations, 'annotations')} in {one.scheme}, version {one.version}{guidelines}."


def _agreement(table: AgreementTable) -> Iterator[str]:
    yield "## How far annotators agree"
    yield ""
    figures = [one for one in table.figures if one.annotators == table.annotators and one.label is None]
    if not figures or not table.articles:
        yield "It was not measured: no article was finished by two people."
        return
    yield (
        f"On {counted(table.articles, 'articles')} that at least two of {len(table.annotators)} people have "
        f"finished. In brackets, where there are at least 10 articles, {percent(table.level)} of "
        f"{grouped(table.resamples)} resamples of the articles."
    )
    yield ""
    yield from _table(("layer", "measure", "value", "n", "counted on"), map(_figure_row, figures))
    left_out = [f"{counted(one.count, one.what)} left out: {one.why}" for one in table.left_out]
    notes = [
        *_of_measures((one.reading, one.measure) for one in figures),
        *_of_measures((one.no_interval, f"no interval of {_named(one)}") for one in figures),
        *_of_measures((one.why, _named(one)) for one in figures),
        *left_out,
    ]
    if notes:
        yield ""
        yield from (f"- {_plain(note).rstrip('.')}." for note in notes)


def _of_measures(said: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Each thing that is said of measures, once, after those it is said of."""
    measures: dict[str, list[str]] = {}
    for what, measure in said:
        if what and measure not in measures.setdefault(what, []):
            measures[what].append(measure)
    return (f"{', '.join(names)}: {what}" for what, names in measures.items())


def _named(figure: Figure) -> str:
    return f"{figure.measure} ({layer_words(figure.layer, figure.task)})"


def _figure_row(figure: Figure) -> tuple[str, ...]:
    layer = layer_words(figure.layer, figure.task)
    return layer, figure.measure, number_words(figure), grouped(figure.n), figure.unit


def _losses(data_set: DataSet) -> Iterator[str]:
    yield "## What the format could not hold"
    yield ""
    if not data_set.losses:
        yield "Nothing was lost."
        return
    rows = (
        (grouped(kind.times), kind.example.what, kind.example.article, kind.example.why)
        for kind in data_set.losses
    )
    yield from _table(("times", "for example", "of article", "why"), rows)


def _dividing(data_set: DataSet) -> Iterator[str]:
    yield "## How it was divided"
    yield ""
    near = len(data_set.near_duplicates)
    copies = sum(map(len, data_set.near_duplicates))
    found = (
        f"{counted(copies, 'articles')} are near copies of others, in {counted(near, 'groups')}"
        if near
        else "No articles were found that are near copies of each other"
    )
    if data_set.seed is None:
        yield f"It was not divided. {found}; whoever divides it should keep such groups on one side."
        return
    yield (
        f"By article, with the seed {data_set.seed}, so that labels have like shares in all parts as far as "
        f"that goes. {found}; such groups are kept in one part. Which article is in which part stands in "
        "`manifest.json`."
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(_plain(cell).replace('|', chr(92) + '|') for cell in row)} |"


def _plain(said: str) -> str:
    """On one line, and no mark-up of its own."""
    return _SPACES.sub(" ", said).strip().replace("<", "&lt;")
