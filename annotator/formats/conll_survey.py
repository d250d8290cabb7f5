"""What the columns of tags of a whole file are: of what scheme, annotators side by side, layers, chunks."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from annotator.formats.conll_layout import PLACEHOLDERS, UNKNOWN, Layout
from annotator.formats.conll_sentences import ColumnSentence
from annotator.formats.tagging import (
    OUTSIDE,
    Decoder,
    Pair,
    TaggedSpan,
    breaks,
    doubt,
    letters_of,
    pairs_of,
    tags_of,
)

_CHUNKS = frozenset(
    ("NP", "VP", "PP", "ADVP", "ADJP", "SBAR", "PRT", "CONJP", "INTJ", "LST", "UCP", "NC", "VC", "PC")
)
_LONGEST_NAME = 60
_FEWEST_TOKENS = 10
"""Of mentions that a name stands beside, if it is an annotator's."""
_FEWEST_INNER = 5
_TIMES_MORE = 10
_NO_NAME = frozenset("()|={}[]*")


@dataclass(frozen=True)
class Survey:
    """What a file's columns turned out to be."""

    annotators: Mapping[str, tuple[int, ...]]
    """The columns of each; several are layers of one annotator's mentions. Unnamed where there is one."""
    letters: Mapping[int, frozenset[str]]
    """Of each column, the letters whose rules hold in it."""
    broken: frozenset[int] = frozenset()
    """The columns in which some tags break these rules."""
    other_columns: tuple[int, ...] = ()
    """Columns with something in them that is neither token nor tag nor annotator."""
    name_column: int | None = None
    """The column after the tags that says who annotated."""
    names: frozenset[str] = frozenset()
    """Who is named in it."""
    says_documents: bool = False
    names_sentences: bool = False
    """Whether that differs from sentence to sentence, which are then texts of their own."""


@dataclass
class _Counts:
    pairs: dict[int, Counter[Pair]]
    documents: int = 0
    filled: set[int] = field(default_factory=set)
    same: int = 0
    """Spans that two columns have alike."""
    inside: int = 0
    apart: int = 0
    """Spans of later columns that lie inside of a span of an earlier one, and that do not."""
    names: set[str] = field(default_factory=set)
    named: int = 0
    """Tokens of mentions in rows whose last column is filled."""
    names_sentences: bool = True
    names_mentions: bool = True


def survey(sentences: Iterable[ColumnSentence], layout: Layout) -> Survey | str:
    """What the columns are, or the sentence that says why they cannot be read."""
    counts = _counted(sentences, layout)
    tags = [column for column in layout.tags if not _is_chunks(counts.pairs[column])] or [layout.tags[-1]]
    for column in tags:
        doubtful = None if layout.is_plain else doubt(counts.pairs[column])
        if doubtful is not None:
            return doubtful
    name_column = _name_column(layout, counts)
    letters = {column: letters_of(counts.pairs[column]) for column in tags}
    known = {layout.token, *tags, name_column, *((0,) if layout.is_numbered else ())}
    return Survey(
        annotators=_annotators(tags, layout, counts),
        letters=letters,
        broken=frozenset(
            column for column in tags if any(breaks(pair, letters[column]) for pair in counts.pairs[column])
        ),
        other_columns=tuple(sorted(counts.filled - known)),
        name_column=name_column,
        names=frozenset(counts.names),
        says_documents=counts.documents > 1,
        names_sentences=name_column is not None and counts.names_sentences and len(counts.names) > 1,
    )


def _counted(sentences: Iterable[ColumnSentence], layout: Layout) -> _Counts:
    counts = _Counts({column: Counter() for column in layout.tags})
    decoder = Decoder(says_inside=layout.is_plain)
    width = layout.width or 2
    last = width - 1
    for sentence in sentences:
        # One line between documents at the top says nothing; a comment there names the document.
        counts.documents += sentence.begins_document + bool(sentence.begins_document and sentence.comments)
        columns = {column: sentence.column(column) for column in layout.tags}
        for column, cells in columns.items():
            counts.pairs[column].update(pairs_of(cells))
        for column in range(width):
            if column not in counts.filled and not PLACEHOLDERS.issuperset(sentence.column(column)):
                counts.filled.add(column)
        if len(columns) > 1:
            _compare([_spans(decoder, cells) for cells in columns.values()], counts)
        if last > layout.tags[-1]:
            _note_names(sentence.column(last), columns[layout.tags[-1]], counts)
    return counts


def _spans(decoder: Decoder, cells: Sequence[str]) -> set[TaggedSpan]:
    return set(decoder.spans([OUTSIDE if cell == UNKNOWN else cell for cell in cells]))


def _compare(columns: Sequence[set[TaggedSpan]], counts: _Counts) -> None:
    seen = set(columns[0])
    for spans in columns[1:]:
        counts.same += len(spans & seen)
        inside = _number_inside(spans - seen, seen)
        counts.inside += inside
        counts.apart += len(spans - seen) - inside
        seen |= spans


def _number_inside(spans: Iterable[TaggedSpan], others: Iterable[TaggedSpan]) -> int:
    """How many of the spans lie in one of the others."""
    ordered = sorted(others)
    starts = [one.first for one in ordered]
    furthest = list(accumulate((one.last for one in ordered), max))
    reached = ((span.last, bisect_right(starts, span.first)) for span in spans)
    return sum(index > 0 and furthest[index - 1] >= last for last, index in reached)


def _note_names(names: Sequence[str], tags: Sequence[str], counts: _Counts) -> None:
    here = {name for name in names if name not in PLACEHOLDERS}
    counts.names |= here
    counts.names_sentences = counts.names_sentences and len(set(names)) == 1 and bool(here)
    marked = [name for name, tag in zip(names, tags, strict=True) if tag != OUTSIDE]
    counts.named += len(marked)
    counts.names_mentions = counts.names_mentions and PLACEHOLDERS.isdisjoint(marked)


def _is_chunks(pairs: Mapping[Pair, int]) -> bool:
    """Whether the column says what phrases there are, as in the file of the shared task of 2003."""
    labels = {tag.label for _, cell in pairs for tag in tags_of(cell) or ()}
    return bool(labels) and labels <= _CHUNKS


def _name_column(layout: Layout, counts: _Counts) -> int | None:
    """The last column, if it names somebody wherever there is a mention, or all through."""
    if not counts.names or not (counts.names_sentences or counts.names_mentions):
        return None
    if (
        not counts.names_sentences
        and len(counts.names) > 1
        and counts.named < len(counts.names) * _FEWEST_TOKENS
    ):
        # As many as there are mentions: what they link to, say.
        return None
    if any(len(name) > _LONGEST_NAME or _NO_NAME & set(name) or _is_decimal(name) for name in counts.names):
        return None
    return (layout.width or 2) - 1


def _is_decimal(name: str) -> bool:
    """Whether it is a number with a point, as of a model that says how sure it is."""
    return "." in name and name.replace(".", "", 1).isdecimal()


def _is_nested(counts: _Counts, layout: Layout) -> bool:
    """Whether columns are layers of one annotator's mentions: annotators would agree now and then.

    Columns whose rows are numbered are layers unless much speaks against it, for such files are known.
    """
    against = counts.same + counts.apart
    if layout.is_numbered:
        return against * _TIMES_MORE <= counts.inside
    return against == 0 and counts.inside >= _FEWEST_INNER


def _annotators(tags: Sequence[int], layout: Layout, counts: _Counts) -> Mapping[str, tuple[int, ...]]:
    if len(tags) == 1:
        return {"": tuple(tags)}
    if _is_nested(counts, layout):
        return {"": tuple(tags)}
    names = [layout.header[column] if layout.header else "" for column in tags]
    if not all(names) or len(set(names)) < len(names):
        names = [f"annotator {number}" for number in range(1, len(tags) + 1)]
    return {name: (column,) for name, column in zip(names, tags, strict=True)}
