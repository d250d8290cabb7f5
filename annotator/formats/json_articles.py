"""Reading articles from JSON: a record a line (JSONL), an array, an object with a list inside, one record."""

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import IO

import orjson
from pydantic import JsonValue

from annotator.domain.bad_input import BadInput
from annotator.formats.encoding import decode, is_utf8
from annotator.formats.fields import layout_of
from annotator.formats.json_elements import LARGEST_RECORD, TOO_LARGE, array_elements
from annotator.formats.jsonl_rows import is_row
from annotator.formats.read_options import ReadOptions
from annotator.formats.records import FoundRecord, FoundValue
from annotator.formats.sources import Source

_NO_OBJECT = "It is not an object with keys and values."
_DEEPEST = 100
_DEEPEST_ROW = 2 * _DEEPEST
_DEEPEST_OF_ORJSON = 254
# What orjson cannot hold as a whole number it makes a float of, and writes so; words may look so, too.
_HUGE = re.compile(rb"[\[:,]-?[0-9](?:\.[0-9]+)?e\+?[1-9]")
_NO_NUMBER = re.compile(r"(?:NaN|Infinity)\b")
# Texts are passed over whole, so that the words in them stay.
_TEXT_OR_NO_NUMBER = re.compile(r'"(?:[^"\\]|\\.)*+"|-?\b(?:NaN|Infinity)\b', re.DOTALL)
_BOM, _LIST = b"\xef\xbb\xbf", b"["
_TEXTS_OF_DATA_SETS = ("sentence_normalized",)
"""What holds the text of a record whose lists are about it, where nobody else calls a text so."""


def read_jsonl(source: Source, options: ReadOptions) -> Iterator[FoundRecord | BadInput]:
    """The record of each line that is not blank."""
    return map(_as_record, line_values(source, options))


def line_values(source: Source, options: ReadOptions) -> Iterator[FoundValue | BadInput]:
    """What stands on each line that is not blank."""
    encoding = source.encoding(options.encoding)
    with source.start() as stream:
        lines = _lines(stream) if is_utf8(encoding) else _decoded_lines(stream, encoding)
        for number, line in enumerate(lines, 1):
            if line is None:
                yield BadInput(file=source.file, where=f"line {number}", reason=TOO_LARGE)
            elif not line.isspace():
                yield _read(line, source.file, f"line {number}")


def read_json(source: Source, options: ReadOptions) -> Iterator[FoundRecord | BadInput]:
    """The records of an array, one at a time; else those that one object is or holds."""
    encoding = source.encoding(options.encoding)
    with source.start() if is_utf8(encoding) else _in_utf8(source, encoding) as stream:
        if _first_byte(stream) == _LIST:
            yield from map(_as_record, _elements(stream, source.file))
        else:
            source.check_size()
            stream.seek(0)
            yield from _records_of_object(stream.read().removeprefix(_BOM), source.file, options)


def list_values(source: Source, options: ReadOptions) -> Iterator[FoundValue | BadInput]:
    """The elements of the list that the file is, one at a time; nothing where it is none."""
    encoding = source.encoding(options.encoding)
    with source.start() if is_utf8(encoding) else _in_utf8(source, encoding) as stream:
        if _first_byte(stream) == _LIST:
            yield from _elements(stream, source.file)


def read_object(source: Source, options: ReadOptions) -> FoundRecord | BadInput:
    """The one object that the file is, whatever lists are in it."""
    encoding = source.encoding(options.encoding)
    data = source.whole()
    text = data.removeprefix(_BOM) if is_utf8(encoding) else decode(data, encoding)
    return _as_record(_read(text, source.file, "record 1"))


def is_object(text: str) -> bool:
    """Whether the text is one whole JSON object."""
    try:
        return isinstance(orjson.loads(text), dict)
    except orjson.JSONDecodeError:
        return False


def _lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """The lines as they are; None for one that is too long."""
    mark = _BOM
    while line := stream.readline(LARGEST_RECORD):
        if len(line) == LARGEST_RECORD and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(LARGEST_RECORD)
            yield None
        else:
            yield line.removeprefix(mark)
        mark = b""


def _decoded_lines(stream: IO[bytes], encoding: str) -> Iterator[str]:
    # What a single-byte encoding does not know becomes half of a character, which no JSON may hold.
    for line in io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="\n"):
        yield line.removeprefix("\ufeff")


def _in_utf8(source: Source, encoding: str) -> IO[bytes]:
    return io.BytesIO(decode(source.whole(), encoding).encode())


def _first_byte(stream: IO[bytes]) -> bytes:
    """The first byte that is no white space, nor of a byte-order mark; none if there is no such byte."""
    while (byte := stream.read(1)) and (byte.isspace() or byte in _BOM):
        pass
    return byte


def _elements(stream: IO[bytes], file: str) -> Iterator[FoundValue | BadInput]:
    for number, element in enumerate(array_elements(stream), 1):
        where = f"record {number}"
        if isinstance(element, str):
            yield BadInput(file=file, where=where, reason=element)
        else:
            yield _read(element, file, where)


def _records_of_object(data: bytes, file: str, options: ReadOptions) -> Iterator[FoundRecord | BadInput]:
    try:
        value, text = _parsed(data)
    except orjson.JSONDecodeError as error:
        yield BadInput(file=file, where=f"line {error.lineno}", reason=_why(error))
        return
    if not isinstance(value, dict):
        yield BadInput(file=file, where="record 1", reason=_NO_OBJECT)
        return
    is_huge = _HUGE.search(_written(value, _DEEPEST_OF_ORJSON) or b"") is not None
    # How deep it is shows before numbers are whole that orjson cannot write.
    whole = json.loads(text) if is_huge else value
    pairs = zip(_records_in(value, options), _records_in(whole, options), strict=True)
    for number, (record, whole_record) in enumerate(pairs, 1):
        where = f"record {number}"
        if _written(record, _deepest(record)) is None:
            yield _too_deep(record, file, where)
        else:
            yield _as_record(FoundValue(file, where, whole_record))


def _records_in(value: Mapping[str, JsonValue], options: ReadOptions) -> Sequence[JsonValue]:
    """Those of the longest list of objects in it, or the object itself where it is one."""
    texts = (*layout_of(tuple(value), options.named_columns).texts, *_TEXTS_OF_DATA_SETS)
    lists = [
        held for held in value.values() if isinstance(held, list) and any(isinstance(r, dict) for r in held)
    ]
    is_record = any(isinstance(value.get(key), str) for key in texts) or _holds_data(value)
    return max(lists, key=len) if lists and not is_record else [{**value}]


def _holds_data(value: Mapping[str, JsonValue]) -> bool:
    """Whether the record of one article stands within it, as in a task, and its lists are about that."""
    task = value.get("task")
    return isinstance(value.get("data"), dict) or (
        isinstance(task, dict) and isinstance(task.get("data"), dict)
    )


def _as_record(found: FoundValue | BadInput) -> FoundRecord | BadInput:
    if isinstance(found, BadInput):
        return found
    if not isinstance(found.value, dict):
        return BadInput(file=found.file, where=found.where, reason=_NO_OBJECT)
    return FoundRecord(found.file, found.where, found.value)


def _read(data: bytes | str, file: str, where: str) -> FoundValue | BadInput:
    try:
        value, text = _parsed(data)
    except orjson.JSONDecodeError as error:
        return BadInput(file=file, where=where, reason=_why(error))
    written = _written(value, _deepest(value))
    if written is None:
        return _too_deep(value, file, where)
    return FoundValue(file, where, json.loads(text) if _HUGE.search(written) else value)


def _deepest(value: JsonValue) -> int:
    # Rows hold what came with their articles, a level deeper than it came.
    return _DEEPEST_ROW if isinstance(value, dict) and is_row(value) else _DEEPEST


def _too_deep(value: JsonValue, file: str, where: str) -> BadInput:
    return BadInput(file=file, where=where, reason=f"It is nested more than {_deepest(value)} levels deep.")


def _written(value: JsonValue, deepest: int) -> bytes | None:
    """The value as orjson writes it; None where it is nested deeper. The number of levels orjson counts."""
    for _ in range(_DEEPEST_OF_ORJSON - deepest):
        value = [value]
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        return None


def _parsed(data: bytes | str) -> tuple[JsonValue, bytes | str]:
    """The value and its text; NaN and the infinities, which Python and pandas write for a missing number,
    become null in both. Whole numbers that are too large for orjson are not whole yet.
    """
    try:
        return orjson.loads(data), data
    except orjson.JSONDecodeError as error:
        # The fault is where the word begins, after the sign if there is one.
        if _NO_NUMBER.match(error.doc, error.pos) is None:
            raise
        text = _TEXT_OR_NO_NUMBER.sub(_null_for_no_number, error.doc)
        return orjson.loads(text), text


def _null_for_no_number(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith('"') else "null"


def _why(error: orjson.JSONDecodeError) -> str:
    if "UTF-8" in error.msg:
        return "It is not valid UTF-8."
    return f"It is not valid JSON: {error.msg} (character {error.colno})."
