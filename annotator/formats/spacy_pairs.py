"""Reading spaCy's examples as pairs of a text and annotations, as scripts and NER Annotator write them."""

import re
from collections.abc import Iterator

from pydantic import JsonValue

from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.formats.all_formats import SPACY_PAIRS
from annotator.formats.encoding import NotText, peek
from annotator.formats.found_annotations import FoundArticle, lost
from annotator.formats.json_articles import line_values, list_values, read_object
from annotator.formats.json_values import Unreadable, as_object, as_text, list_of
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import FileReader
from annotator.formats.records import FoundValue
from annotator.formats.sources import Source
from annotator.formats.spacy_annotations import KEYS, KNOWN, annotation_of

_SUFFIXES = (".json", ".jsonl", ".ndjson", ".txt", "")
_LIST = re.compile(r'\s*\[\s*\[\s*"')
_LIST_OR_LINE = re.compile(r'\s*\[\s*(?:\[\s*)?"')
_NER_ANNOTATOR = re.compile(r'\s*\{.{0,15000}?"annotations"\s*:\s*\[\s*(?:null\s*,\s*)*\[\s*"', re.DOTALL)
_ANNOTATIONS = "annotations"
_PAIR = 2
_NO_PAIR = "It is not a pair of a text and its annotations."


def recognises(source: Source) -> bool:
    """Whether its first pair is one, in a list, on a line, or among the annotations of NER Annotator."""
    if source.suffix not in _SUFFIXES:
        return False
    head = peek(source.head())
    if _NER_ANNOTATOR.match(head):
        return True
    if not _LIST_OR_LINE.match(head):
        return False
    try:
        first = next(_values(source, ReadOptions()), None)
    except NotText:
        return False
    return isinstance(first, FoundValue) and _is_pair(first.value)


def read_pairs(source: Source, options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """The article of each pair; entities that are there and empty say that it has been looked at."""
    head = peek(source.head())
    if head.lstrip().startswith("{"):
        yield from _of_ner_annotator(source, options)
        return
    for found in _values(source, options):
        if isinstance(found, BadInput):
            yield found
        else:
            yield _article(found, options)


def _values(source: Source, options: ReadOptions) -> Iterator[FoundValue | BadInput]:
    """Each pair, of a list or one a line."""
    is_list = _LIST.match(peek(source.head())) is not None
    return list_values(source, options) if is_list else line_values(source, options)


def _is_pair(value: JsonValue) -> bool:
    return (
        isinstance(value, list)
        and len(value) == _PAIR
        and isinstance(value[0], str)
        and isinstance(value[1], dict)
        and not KEYS.isdisjoint(value[1])
    )


def _of_ner_annotator(source: Source, options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """Of its annotations, of which those that are null stand for texts nobody has annotated."""
    record = read_object(source, options)
    if isinstance(record, BadInput):
        yield record
        return
    try:
        annotations = list_of(record.values, _ANNOTATIONS)
    except Unreadable as unreadable:
        yield BadInput(file=source.file, where="", reason=unreadable.reason)
        return
    for number, value in enumerate(annotations, 1):
        if value is not None:
            yield _article(FoundValue(source.file, f"annotation {number}", value), options)


def _article(found: FoundValue, options: ReadOptions) -> FoundArticle | BadInput:
    file, where, value = found.file, found.where, found.value
    if not isinstance(value, list) or len(value) != _PAIR:
        return BadInput(file=file, where=where, reason=_NO_PAIR)
    losses: list[Loss] = []
    try:
        text = as_text(value[0], "text")
        said = as_object(value[1], "annotations")
        annotation = annotation_of(said, text, options.scheme, losses)
    except Unreadable as unreadable:
        return BadInput(file=file, where=where, reason=unreadable.reason)
    losses += (lost(f"“{key}”", "nobody knows what it says") for key in said if key not in KNOWN)
    annotations = () if annotation is None else (annotation,)
    return FoundArticle(file, where, text, annotations, losses=tuple(losses))


SPACY_PAIRS_READER = FileReader(SPACY_PAIRS, recognises, read_pairs)
