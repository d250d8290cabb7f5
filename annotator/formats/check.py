"""Checking files of export rows: each fault with its file, its line and one sentence."""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from annotator.domain.bad_input import BadInput
from annotator.formats.row_faults import content_faults, order_faults, row_of
from annotator.formats.row_shape import Row, schema

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class CheckedLine:
    """A line of a file: whether there is a row in it, good or bad, and what is wrong."""

    is_row: bool
    faults: tuple[BadInput, ...] = ()


@dataclass
class _Seen:
    """What earlier lines said, by line number, so that later ones can be held against them."""

    rows: dict[tuple[str, str | None], int] = field(default_factory=dict)
    texts: dict[str, tuple[str, int]] = field(default_factory=dict)


def checked_lines(path: Path) -> Iterator[CheckedLine]:
    """Checks line by line, so that long files show progress; what cannot be read is a fault too."""
    try:
        with path.open("rb") as stream:
            yield from checked_stream(stream, str(path))
    except OSError as error:
        yield _checked(str(path), "", [f"It cannot be read: {error.strerror}."], is_row=False)


def checked_stream(stream: Iterable[bytes], file: str) -> Iterator[CheckedLine]:
    """The same for lines that come from anywhere; `file` is what faults call it.

    No lines are no fault: they are what an empty project is exported as.
    """
    seen = _Seen()
    for number, line in enumerate(stream, start=1):
        faults: list[str] = []
        if number == 1:
            if line.startswith(_UTF16):
                yield _checked(file, "", ["The file is in UTF-16; rows are in UTF-8."], is_row=False)
                return
            if line.startswith(codecs.BOM_UTF8):
                line = line.removeprefix(codecs.BOM_UTF8)
                faults.append("It begins with a byte-order mark; rows begin with {.")
            if line.endswith(b"\r\n"):
                faults.append("It ends in CR LF, as maybe all lines do; rows end in LF.")
        faults += _line_faults(line, number, seen)
        yield _checked(file, f"line {number}", faults, is_row=bool(line.strip()))


def _checked(file: str, where: str, faults: Iterable[str], *, is_row: bool) -> CheckedLine:
    bad = tuple(BadInput(file=file, where=where, reason=fault) for fault in faults)
    return CheckedLine(is_row=is_row, faults=bad)


def _line_faults(line: bytes, number: int, seen: _Seen) -> Iterator[str]:
    if not line.strip():
        yield "The line is empty."
        return
    try:
        record = orjson.loads(line.decode())
    except UnicodeDecodeError as error:
        yield f"It is not UTF-8: byte {error.start + 1} is {line[error.start]:#04x}."
        return
    except orjson.JSONDecodeError as error:
        yield f"It is not JSON: {error.msg.split(': line')[0]}, at character {error.pos + 1}."
        return
    row = row_of(record)
    if isinstance(row, tuple):
        yield from row
        return
    yield from (f"It does not fit the schema: {error.message}." for error in _validator().iter_errors(record))
    yield from content_faults(row)
    yield from order_faults(row)
    yield from _repeat_faults(row, number, seen)


def _repeat_faults(row: Row, number: int, seen: _Seen) -> Iterator[str]:
    """One annotator says one thing about an article, and all annotators of it read the same text."""
    first = seen.rows.setdefault((row.id, row.annotator), number)
    if first != number:
        who = row.annotator or "nobody"
        yield f"What {who} says about article {row.id} stands in line {first} already."
    text, first = seen.texts.setdefault(row.id, (row.text_sha256, number))
    if text != row.text_sha256:
        yield f"Article {row.id} has another text in line {first}."


@lru_cache(maxsize=1)
def _validator() -> "Validator":
    # Imported late: it takes as long as drawing the window, and checking files alone needs it.
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema())
