"""Columns in which only the words of mentions have more than one, and say what they link to: AIDA’s."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.domain.tokens import Offsets
from annotator.formats.column_articles import column_article
from annotator.formats.column_text import ColumnText
from annotator.formats.conll_layout import DOCUMENT
from annotator.formats.conll_sentences import Block, ColumnSentence
from annotator.formats.conll_words import spaced
from annotator.formats.found_annotations import (
    FoundAnnotation,
    FoundArticle,
    FoundEntity,
    FoundMention,
    FoundSpan,
    lost,
)
from annotator.formats.tagging import OUTSIDE, UNTYPED

NOTHING_KNOWN = "--NME--"
"""Stands where the knowledge base does not know what the mention is."""
_WIKIPEDIA_PAGE, _FREEBASE = "wikipedia", "freebase"
_FEWEST, _MOST = 4, 7
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})")


def is_linked(lines: Iterable[str]) -> bool:
    """Whether some of these rows are words of mentions with what they link to, and all others bare words."""
    number_marked, number_bare = 0, 0
    for line in lines:
        if not line.strip() or line.startswith(DOCUMENT):
            continue
        row = line.split("\t")
        if _fault(row) is not None or (row[1:2] == ["B"] and not row[2].startswith(row[0])):
            return False
        is_marked = len(row) >= _FEWEST
        number_marked += is_marked
        number_bare += not is_marked
    return number_marked > 0 and number_bare > 0


def read_linked(file: str, blocks: Iterable[Block]) -> Iterator[FoundArticle | BadInput]:
    """The documents, each an article, or why they cannot be read."""
    document: list[ColumnSentence] = []
    for sentence in _sentences(blocks):
        if sentence.begins_document and document:
            yield _article(file, document)
            document = []
        document.append(sentence)
    if document:
        yield _article(file, document)


def _sentences(blocks: Iterable[Block]) -> Iterator[ColumnSentence]:
    """Those that have rows; the first of a document has the document's name as a comment."""
    sentence = ColumnSentence(1)
    for number, block in blocks:
        for line_number, line in enumerate((*block.split("\n"), ""), number):
            is_boundary = line.startswith(DOCUMENT)
            if sentence.rows and (is_boundary or not line.strip()):
                yield sentence
                sentence = ColumnSentence(line_number)
            if is_boundary:
                name = line.removeprefix(DOCUMENT).strip().removeprefix("(").removesuffix(")")
                sentence = ColumnSentence(line_number, [name], begins_document=True)
            elif line.strip():
                sentence.rows.append(line.split("\t"))
                sentence.last_line = line_number


def _fault(row: Sequence[str]) -> str | None:
    if row[1:] in ([], [OUTSIDE]):
        return None
    if not _FEWEST <= len(row) <= _MOST:
        return f"It has {len(row)} columns; a word of a mention has {_FEWEST} to {_MOST}, any other one."
    if row[1] not in ("B", "I"):
        return f"“{row[1][:40]}” is neither B nor I."
    return None if row[3] else "It does not say what it links to."


def _article(file: str, document: Sequence[ColumnSentence]) -> FoundArticle | BadInput:
    for sentence in document:
        for index, row in enumerate(sentence.rows):
            fault = _fault(row)
            if fault is not None:
                return BadInput(file=file, where=f"line {sentence.row_line(index)}", reason=fault)
    reading = _Reading()
    for sentence in document:
        reading.take(sentence)
    first = document[0]
    name = first.comments[0] if first.comments else ""
    annotation = reading.annotation()
    return column_article(file, first, reading.text, annotation, document=name, losses=reading.losses)


@dataclass
class _Reading:
    text: ColumnText = field(default_factory=ColumnText)
    losses: list[Loss] = field(default_factory=list)
    _mentions: list[FoundMention] = field(default_factory=list)
    _entities: dict[str, FoundEntity] = field(default_factory=dict)
    """By what the mentions link to."""

    def annotation(self) -> FoundAnnotation:
        return FoundAnnotation(mentions=tuple(self._mentions), entities=tuple(self._entities.values()))

    def take(self, sentence: ColumnSentence) -> None:
        places = self.text.add_line(spaced(sentence.column(0)))
        for first, last in _mentions_in(sentence.rows):
            self._mark(sentence.rows[first], (places[first][0], places[last][1]))

    def _mark(self, row: Sequence[str], place: Offsets) -> None:
        quote = self.text.quote(place)
        if row[1] != "B":
            self.losses.append(lost(f"the I of “{quote}”", "it goes on with a mention that has not begun"))
        if "".join(row[2].split()) != "".join(quote.split()):
            self.losses.append(lost(f"the name “{row[2]}” of the mention “{quote}”", "its words are others"))
        entity = None
        if row[3] == NOTHING_KNOWN:
            what = f"{NOTHING_KNOWN} of “{quote}”"
            self.losses.append(lost(what, "what no knowledge base knows is a mention without an entity"))
        else:
            entity = self._entity(row, quote)
        self._mentions.append(
            FoundMention(f"m{len(self._mentions) + 1}", FoundSpan((place,), quote), UNTYPED, entity)
        )

    def _entity(self, row: Sequence[str], quote: str) -> str:
        """The id of the entity that the row links to, which is made if it is new."""
        key, *more = row[3:]
        if key not in self._entities:
            page, number, freebase = (*more, "", "", "")[:3]
            title = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), key).replace("_", " ")
            kept = {_WIKIPEDIA_PAGE: number, _FREEBASE: freebase}
            self._entities[key] = FoundEntity(
                id=f"e{len(self._entities) + 1}",
                name=quote,
                label=UNTYPED,
                canonical=title,
                kb_id=page or key,
                attributes={name: value for name, value in kept.items() if value},
            )
        return self._entities[key].id


def _mentions_in(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """The first and last row of each mention; one begins at a B, and at an I that goes on with nothing."""
    first: int | None = None
    for index, row in enumerate((*rows, [""])):
        goes_on = row[1:2] == ["I"] and first is not None
        if first is not None and not goes_on:
            yield first, index - 1
            first = None
        if first is None and row[1:2] in (["B"], ["I"]):
            first = index
