"""Columns in which brackets say where mentions and entities begin and end, as OntoNotes has them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.domain.tokens import Offsets
from annotator.formats.bracket_spans import BracketSpan, bracket_spans, is_bracket_cell
from annotator.formats.column_articles import column_article, columns_left
from annotator.formats.column_text import ColumnText
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
from annotator.formats.tagging import UNTYPED

BEGIN, END = "#begin document", "#end document"
_SPACES = re.compile(r"[ \t]+")
_NAMED = re.compile(r"\((?P<id>.*)\);?(?:\s*part\s+(?P<part>\S+))?")
_LABELS = {3: 10, 1: 12}
"""By the column of the tokens, that of the labels: in the shared tasks of 2012 and of 2010."""
_FEWEST_COLUMNS = {3: 12, 1: 17}
"""With those of the labels; smaller files hold entities alone."""


def is_bracketed(lines: Iterable[str]) -> bool:
    """Whether the first line that is not blank begins a document as OntoNotes does."""
    first = next((line for line in lines if line.strip()), "")
    return first.startswith(BEGIN)


def read_bracketed(file: str, blocks: Iterable[Block]) -> Iterator[FoundArticle | BadInput]:
    """The documents, each part of one an article, or why they cannot be read."""
    document = _Document()
    for sentence in _sentences(blocks):
        if sentence.begins_document and document.sentences:
            yield _article(file, document)
            document = _Document()
        if sentence.begins_document:
            document.name = _name_in(sentence.comments[0])
        document.sentences.append(sentence)
    if document.sentences:
        yield _article(file, document)


@dataclass
class _Document:
    name: str = ""
    sentences: list[ColumnSentence] = field(default_factory=list)


def _sentences(blocks: Iterable[Block]) -> Iterator[ColumnSentence]:
    """Those that have rows; the first of a document has its first line among the comments."""
    sentence = ColumnSentence(1)
    for number, block in blocks:
        for line_number, line in enumerate((*block.split("\n"), ""), number):
            is_begin = line.startswith(BEGIN)
            if sentence.rows and (is_begin or not line.strip() or line.startswith(END)):
                yield sentence
                sentence = ColumnSentence(line_number)
            if is_begin:
                sentence = ColumnSentence(
                    line_number, [line.removeprefix(BEGIN).strip()], begins_document=True
                )
            elif line.startswith("#"):
                if not line.startswith(END):
                    sentence.comments.append(line[1:])
            elif line.strip():
                sentence.rows.append(_cells(line))
                sentence.last_line = line_number


def _cells(line: str) -> list[str]:
    return [cell.strip(" ") for cell in line.split("\t")] if "\t" in line else _SPACES.split(line.strip())


def _name_in(comment: str) -> str:
    """The document's name, and the part of it where it has parts."""
    found = _NAMED.fullmatch(comment)
    if found is None:
        return comment
    return f"{found['id']}; part {found['part']}" if found["part"] else found["id"]


def _article(file: str, document: _Document) -> FoundArticle | BadInput:
    token = _token_column(document.sentences)
    if token is None:
        first = document.sentences[0]
        where = f"line {first.row_line(0)}"
        return BadInput(file=file, where=where, reason="None of its columns numbers the words of a sentence.")
    for sentence in document.sentences:
        fault = _fault(sentence, token)
        if fault is not None:
            return BadInput(file=file, where=f"line {fault[0]}", reason=fault[1])
    return _Reading(document, token).article(file)


def _token_column(sentences: Sequence[ColumnSentence]) -> int | None:
    """The column after the one that counts the words of each sentence."""
    for column in (2, 0):
        numbers = [[row[column] for row in sentence.rows if len(row) > column] for sentence in sentences]
        if all(map(_is_counted, numbers)):
            return column + 1
    return None


def _is_counted(cells: Sequence[str]) -> bool:
    """Whether these are numbers that grow; some may be left out."""
    if not cells or not all(cell.isascii() and cell.isdecimal() and len(cell) < 10 for cell in cells):
        return False
    return all(int(before) < int(after) for before, after in pairwise(cells))


def _fault(sentence: ColumnSentence, token: int) -> tuple[int, str] | None:
    """The line and what is wrong with it; only sentences may differ in how many columns they have."""
    width = len(sentence.rows[0])
    for index, row in enumerate(sentence.rows):
        if len(row) != width or width < token + 2:
            return sentence.row_line(index), f"It has {len(row)} columns, where its sentence has {width}."
        if not is_bracket_cell(row[-1]):
            return sentence.row_line(index), f"“{row[-1][:40]}” in its last column does not say who is who."
        if width >= _FEWEST_COLUMNS[token] and not is_bracket_cell(row[_LABELS[token]]):
            cell = row[_LABELS[token]][:40]
            return sentence.row_line(
                index
            ), f"“{cell}” in its column {_LABELS[token] + 1} is no bracketed label."
    return None


class _Reading:
    """One document on its way to an article."""

    def __init__(self, document: _Document, token: int) -> None:
        self._document = document
        self._token = token
        self._text = ColumnText()
        self._comments: list[Sequence[str]] = []
        self._losses: list[Loss] = []
        self._labels: dict[tuple[Offsets, str], FoundSpan] = {}
        self._clusters: dict[str, dict[Offsets, FoundSpan]] = {}

    def article(self, file: str) -> FoundArticle:
        for sentence in self._document.sentences:
            self._take(sentence)
        annotation = self._annotation()
        left = columns_left(self._document.sentences, self._is_read)
        return column_article(
            file,
            self._document.sentences[0],
            self._text,
            annotation,
            document=self._document.name,
            comments=self._comments,
            losses=(*self._losses, *left),
        )

    def _is_read(self, column: int, row: Sequence[str]) -> bool:
        """Whether what stands there is in the article, or merely says where it stands."""
        return column in (self._labels_column(row), len(row) - 1) or column <= self._token

    def _labels_column(self, row: Sequence[str]) -> int | None:
        return _LABELS[self._token] if len(row) >= _FEWEST_COLUMNS[self._token] else None

    def _take(self, sentence: ColumnSentence) -> None:
        places = self._text.add_line(spaced(sentence.column(self._token)))
        self._comments.append(sentence.comments[1:] if sentence.begins_document else sentence.comments)
        column = self._labels_column(sentence.rows[0])
        if column is not None:
            for found, span in self._found(sentence.column(column), places):
                self._labels[span.pieces[0], found.label] = span
        for found, span in self._found(sentence.column(-1), places):
            self._clusters.setdefault(found.label, {})[span.pieces[0]] = span

    def _found(
        self, cells: Sequence[str], places: Sequence[Offsets]
    ) -> Iterator[tuple[BracketSpan, FoundSpan]]:
        spans, unpaired = bracket_spans(cells)
        for index in unpaired:
            token = self._text.quote(places[index])
            self._losses.append(lost(f"the bracket {cells[index]} at “{token}”", "it has no other half"))
        for span in spans:
            place = places[span.first][0], places[span.last][1]
            if place[0] < place[1]:
                yield span, FoundSpan((place,), self._text.quote(place))
            else:
                self._losses.append(lost(f"a mention ({span.label})", "its token is empty"))

    def _annotation(self) -> FoundAnnotation:
        """Mentions with the entities they are of; those of no label have the one of what has none."""
        entity_of = {place: id_ for id_, spans in self._clusters.items() for place in spans}
        labelled = {place for place, _ in self._labels}
        found = [(place, label, entity_of.get(place), span) for (place, label), span in self._labels.items()]
        found += [
            (place, UNTYPED, id_, span)
            for id_, spans in self._clusters.items()
            for place, span in spans.items()
            if place not in labelled or entity_of[place] != id_
        ]
        found.sort(key=lambda one: (one[0][0], -one[0][1]))
        mentions = tuple(
            FoundMention(f"m{number}", span, label, entity)
            for number, (_, label, entity, span) in enumerate(found, 1)
        )
        return FoundAnnotation(mentions=mentions, entities=tuple(_entities(mentions)))


def _entities(mentions: Sequence[FoundMention]) -> Iterator[FoundEntity]:
    """What the mentions are of; each is named by its first mention that has a label."""
    named: dict[str, FoundMention] = {}
    for mention in mentions:
        if mention.entity is not None:
            before = named.setdefault(mention.entity, mention)
            if before.label == UNTYPED != mention.label:
                named[mention.entity] = mention
    for id_, mention in named.items():
        yield FoundEntity(id_, mention.span.quote or id_, mention.label)
