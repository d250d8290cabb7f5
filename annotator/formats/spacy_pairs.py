"""Reading spaCy's examples as pairs of a text and annotations, as scripts and NER Annotator write them."""

import io
import re
from collections.abc import Iterator
from typing import IO

import orjson
from pydantic import JsonValue

from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.formats.all_formats import SPACY_PAIRS
from annotator.formats.encoding import decode, is_utf8, peek
from annotator.formats.found_annotations import FoundArticle, lost
from annotator.formats.json_articles import read_object
from annotator.formats.json_elements import LARGEST_RECORD, TOO_LARGE, array_elements
from annotator.formats.json_values import Unreadable, as_object, as_text, list_of
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import FileReader
from annotator.formats.sources import Source
from annotator.formats.spacy_annotations import KEYS, KNOWN, annotation_of

_SUFFIXES = (".json", ".jsonl", ".ndjson", ".txt", "")
_LIST = re.compile(r'\s*\[\s*\[\s*"')
_LINE = re.compile(r'\s*\[\s*"')
_NER_ANNOTATOR = re.compile(r'\s*\{.{0,15000}?"annotations"\s*:\s*\[\s*(?:null\s*,\s*)*\[\s*"', re.DOTALL)
_ANNOTATIONS = "annotations"
_BOM = b"\xef\xbb\xbf"
_WHITE = b" \t\r\n"
_PAIR = 2
_NO_PAIR = "It is not a pair of a text and its annotations."


def recognises(source: Source) -> bool:
    """Whether its first pair is one, in a list, on a line, or among the annotations of NER Annotator."""
    if source.suffix not in _SUFFIXES:
        return False
    head = peek(source.head())
    if _NER_ANNOTATOR.match(head):
        return True
    if not (_LIST.match(head) or _LINE.match(head)):
        return False
    with source.open() as stream:
        first = next(_elements(stream, is_list=bool(_LIST.match(head))), "")
    return isinstance(first, bytes) and _is_pair(first)


def read_pairs(source: Source, options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """The article of each pair; entities that are there and empty say that it has been looked at."""
    head = peek(source.head())
    if head.lstrip().startswith("{"):
        yield from _of_ner_annotator(source, options)
        return
    is_list = bool(_LIST.match(head))
    encoding = source.encoding(options.encoding)
    with source.start() if is_utf8(encoding) else _in_utf8(source, encoding) as stream:
        for number, element in enumerate(_elements(stream, is_list=is_list), 1):
            where = f"record {number}" if is_list else f"line {number}"
            if isinstance(element, str):
                yield BadInput(file=source.file, where=where, reason=element)
            elif element:
                yield _of_bytes(element, source.file, where, options)


def _elements(stream: IO[bytes], *, is_list: bool) -> Iterator[bytes | str]:
    """The bytes of each pair, of a list or one a line; a sentence instead says why there is no more."""
    if is_list:
        while stream.read(1) not in (b"[", b""):
            pass
        yield from array_elements(stream)
        return
    while line := stream.readline(LARGEST_RECORD):
        if len(line) == LARGEST_RECORD:
            yield TOO_LARGE
            return
        yield line.strip(_WHITE + _BOM)


def _in_utf8(source: Source, encoding: str) -> IO[bytes]:
    return io.BytesIO(decode(source.whole(), encoding).encode())


def _is_pair(element: bytes) -> bool:
    try:
        value = orjson.loads(element)
    except orjson.JSONDecodeError:
        return False
    return (
        isinstance(value, list)
        and len(value) == _PAIR
        and isinstance(value[0], str)
        and isinstance(value[1], dict)
        and not KEYS.isdisjoint(value[1])
    )


def _of_bytes(element: bytes, file: str, where: str, options: ReadOptions) -> FoundArticle | BadInput:
    try:
        return _of_value(orjson.loads(element), file, where, options)
    except orjson.JSONDecodeError as error:
        reason = f"It is not valid JSON: {error.msg} (character {error.colno})."
        return BadInput(file=file, where=where, reason=reason)


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
            yield _of_value(value, source.file, f"annotation {number}", options)


def _of_value(value: JsonValue, file: str, where: str, options: ReadOptions) -> FoundArticle | BadInput:
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
