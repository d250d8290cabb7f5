"""Reading files of columns, a token a line with its tag, as the CoNLL shared tasks made them known."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import orjson
from pydantic import JsonValue

from annotator.domain.annotation import AnnotatorKind, Status
from annotator.domain.article import SegmentKind
from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.domain.tokens import Offsets
from annotator.formats.all_formats import CONLL
from annotator.formats.article_tokens import COLUMNS, how_tokens_stand
from annotator.formats.column_text import ColumnText
from annotator.formats.conll_brackets import is_bracketed, read_bracketed
from annotator.formats.conll_layout import PLACEHOLDERS, UNKNOWN, Layout, find_layout, is_evident
from annotator.formats.conll_links import is_linked, read_linked
from annotator.formats.conll_sentences import (
    ColumnSentence,
    blocks_of,
    first_lines,
    key_and_value,
    sentences_in,
)
from annotator.formats.conll_survey import Survey, survey
from annotator.formats.conll_words import words_in
from annotator.formats.encoding import NotText, peek
from annotator.formats.found_annotations import (
    NOBODY_NAMED,
    FoundAnnotation,
    FoundArticle,
    FoundMention,
    FoundSegment,
    FoundSpan,
    lost,
)
from annotator.formats.one_line import from_one_line
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import FileReader
from annotator.formats.sources import Source
from annotator.formats.tagging import OUTSIDE, UNTYPED, Decoder, broken

MOST_SENTENCES = 2_000
"""Of an article, where a file says nothing of documents."""
KIND, STATUS, ANNOTATOR, ID = "kind", "status", "annotator", "id"
GAP, ENDS_WITH = "gap", "ends with"
_NEW_DOCUMENT = "newdoc id"
_UNDERSTOOD = frozenset((KIND, STATUS, ANNOTATOR, ID, _NEW_DOCUMENT, GAP, ENDS_WITH))
_SUFFIXES = frozenset(CONLL.suffixes)
_LINES_LOOKED_AT = 4_000
_HELD = 4 << 20
"""Bytes of a file that is read once and held; a larger one is read twice."""
_SHOWN = 3


def recognises(source: Source) -> bool:
    """Whether its first rows have a column of tags, or its suffix says that they should."""
    lines, layout = _beginning(peek(source.head()))
    if is_bracketed(lines) or is_linked(lines):
        return True
    if layout is None:
        return source.suffix in _SUFFIXES and any(line.strip() for line in lines)
    return source.suffix in _SUFFIXES or is_evident(layout, lines)


@lru_cache(maxsize=2)
def _beginning(head: str) -> tuple[Sequence[str], Layout | None]:
    """The first lines and their layout, kept from the look at whether a file is of columns to its reading."""
    lines = first_lines(head, _LINES_LOOKED_AT)
    return lines, find_layout(lines)


def read_conll(source: Source, options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """The documents, each an article, or why they cannot be read; raises NotText for what is no text."""
    source.check_size()
    encoding = source.encoding(options.encoding)
    head = source.head().decode(encoding, errors="replace").removeprefix("\ufeff")
    lines, layout = _beginning(head)
    for is_shape, read_shape in ((is_bracketed, read_bracketed), (is_linked, read_linked)):
        if is_shape(lines):
            with source.start() as stream:
                yield from read_shape(source.file, blocks_of(stream, encoding))
            return
    if layout is None:
        raise NotText(
            "None of its columns holds tags such as B-PER and O, with the same columns in all rows."
        )
    if source.size <= _HELD:
        with source.start() as stream:
            held = list(sentences_in(blocks_of(stream, encoding), layout))
        yield from _articles(source.file, layout, survey(held, layout), held)
        return
    with source.open() as stream:
        found = survey(sentences_in(blocks_of(stream, encoding), layout), layout)
    with source.start() as stream:
        again = sentences_in(blocks_of(stream, encoding), layout)
        yield from _articles(source.file, layout, found, again)


def _articles(
    file: str, layout: Layout, found: Survey | str, sentences: Iterable[ColumnSentence]
) -> Iterator[FoundArticle | BadInput]:
    if isinstance(found, str):
        raise NotText(found)
    for document in _documents(sentences, found):
        yield _Reading(file, layout, found, document).article()


def _documents(sentences: Iterable[ColumnSentence], found: Survey) -> Iterator[list[ColumnSentence]]:
    document: list[ColumnSentence] = []
    most = None if found.says_documents else MOST_SENTENCES
    for sentence in sentences:
        is_new = sentence.begins_document or found.names_sentences or len(document) == most
        if document and is_new:
            yield document
            document = []
        document.append(sentence)
    if document:
        yield document


class _Reading:
    """One document on its way to an article."""

    def __init__(self, file: str, layout: Layout, found: Survey, document: Sequence[ColumnSentence]) -> None:
        self._file = file
        self._layout = layout
        self._survey = found
        self._document = document
        self._decoder = Decoder(says_inside=layout.is_plain)
        self._said = dict(key_and_value(comment) for one in document[:1] for comment in one.comments)
        self._text = ColumnText()
        self._losses: list[Loss] = []
        self._spans: dict[str, dict[tuple[int, int, str], FoundSpan]] = {
            name: {} for name in found.annotators
        }
        self._unread: dict[str, int] = dict.fromkeys(found.annotators, 0)
        self._rows = 0

    def article(self) -> FoundArticle | BadInput:
        fault = next((sentence.fault for sentence in self._document if sentence.fault), None)
        if fault is not None:
            return BadInput(file=self._file, where=f"line {fault[0]}", reason=fault[1])
        comments: list[list[str]] = []
        for sentence in self._document:
            before = len(self._text.sentences)
            kept = self._take(sentence)
            comments += [kept] * (len(self._text.sentences) - before)
        text = self._text.whole() + _white(self._said.get(ENDS_WITH, ""))
        annotations = tuple(self._annotations())
        return FoundArticle(
            file=self._file,
            where=f"line {self._document[0].line}",
            text=text,
            annotations=annotations,
            meta=self._meta(text, comments),
            segments=tuple(
                FoundSegment(SegmentKind.PARAGRAPH, (words[0][0], words[-1][1]))
                for words in self._text.sentences
            ),
            losses=(*self._losses, *self._other_columns()),
            file_countings=(),
        )

    def _take(self, sentence: ColumnSentence) -> list[str]:
        """Takes a sentence in, and gives back those of its comments that are not understood."""
        words = words_in(sentence, self._layout)
        said = dict(map(key_and_value, sentence.comments)) if sentence.comments else {}
        gap = _white(said[GAP]) if GAP in said else "\n" if self._text.length else ""
        if words.misfit:
            self._losses.append(lost(f"the comment on {words.misfit}", "its tokens do not stand in it"))
        places = self._text.add(gap, words)
        self._rows += sentence.height
        for name, columns in self._survey.annotators.items():
            for column in columns:
                self._mark(name, sentence.column(column), column, places)
        kept = (one for one in sentence.comments if key_and_value(one)[0] not in _UNDERSTOOD)
        return [one for one in kept if key_and_value(one)[0] not in words.understood]

    def _mark(self, name: str, cells: list[str], column: int, places: Sequence[Offsets]) -> None:
        unread = cells.count(UNKNOWN)
        if unread:
            self._unread[name] += unread
            cells = [OUTSIDE if cell == UNKNOWN else cell for cell in cells]
        if cells.count(OUTSIDE) == len(cells):
            return
        text = self._text
        # Only where some tag anywhere breaks the rules need those of each sentence be looked at.
        letters = self._survey.letters[column]
        for index in broken(cells, letters) if column in self._survey.broken else ():
            token = text.quote(places[index])
            why = "it does not go with the tag beside it; mentions begin and end where labels do"
            self._losses.append(lost(f"the tag {cells[index]} at “{token}”", why))
        for first, last, label in self._decoder.spans(cells):
            place = places[first][0], places[last][1]
            if place[0] < place[1]:
                found = FoundSpan((place,), text.quote(place))
                self._spans[name].setdefault((*place, label or UNTYPED), found)
            else:
                self._losses.append(lost(f"a mention ({label or UNTYPED})", "its token is empty"))

    def _annotations(self) -> Iterator[FoundAnnotation]:
        status = _status(self._said.get(STATUS))
        for column_name, spans in self._spans.items():
            unread = self._unread[column_name]
            if status is Status.NOT_STARTED or unread == self._rows:
                continue
            ordered = sorted(spans.items(), key=lambda one: (one[0][0], -one[0][1], one[0][2]))
            yield FoundAnnotation(
                annotator=column_name or self._annotator(),
                kind=_kind(self._said.get(KIND)),
                status=Status.IN_PROGRESS if unread else status,
                mentions=tuple(
                    FoundMention(f"m{number}", span, label)
                    for number, ((_, _, label), span) in enumerate(ordered, 1)
                ),
            )

    def _annotator(self) -> str:
        said = self._said.get(ANNOTATOR)
        if said:
            return from_one_line(said)
        column = self._survey.name_column
        if column is None:
            return NOBODY_NAMED
        names = {cell for sentence in self._document for cell in sentence.column(column)} - PLACEHOLDERS
        if not names and len(self._survey.names) == 1:
            # Nothing is marked here that somebody could be named beside.
            names = set(self._survey.names)
        if len(names) == 1:
            return names.pop()
        if names:
            self._losses.append(
                lost(
                    f"which mentions {' and '.join(sorted(names))} marked", "an annotation is one annotator’s"
                )
            )
        return NOBODY_NAMED

    def _other_columns(self) -> Iterator[Loss]:
        for column in self._survey.other_columns:
            cells = (cell for sentence in self._document[:1] for cell in sentence.column(column))
            some = [cell for cell in dict.fromkeys(cells) if cell not in PLACEHOLDERS][:_SHOWN]
            if some:
                what = f"column {column + 1}: {', '.join(some)} …"
                yield lost(what, "of columns, tokens, tags and annotators are taken")

    def _meta(self, text: str, comments: Sequence[Sequence[str]]) -> Mapping[str, JsonValue]:
        kept: dict[str, JsonValue] = {"tokens": how_tokens_stand(text, self._text.sentences)}
        document = self._said.get(_NEW_DOCUMENT)
        if document:
            kept["document"] = document
        if any(comments):
            kept["comments"] = [list[JsonValue](some) for some in comments]
        return {COLUMNS: kept}


def _white(said: str) -> str:
    """The white space that a comment says stands there; none where it says something else."""
    try:
        value = orjson.loads(said)
    except orjson.JSONDecodeError:
        return ""
    return value if isinstance(value, str) and not value.strip() else ""


def _status(said: str | None) -> Status:
    return Status(said) if said in set(Status) else Status.DONE


def _kind(said: str | None) -> AnnotatorKind:
    return AnnotatorKind(said) if said in set(AnnotatorKind) else AnnotatorKind.HUMAN


CONLL_READER = FileReader(CONLL, recognises, read_conll)
