"""Reading articles from tables: CSV and TSV, one row an article, the first row naming the columns."""

import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from annotator.domain.bad_input import BadInput
from annotator.formats.csv_rows import bounded_lines, csv_rows, sampled
from annotator.formats.fields import layout_of, no_text_among
from annotator.formats.read_options import ReadOptions
from annotator.formats.records import FoundRecord
from annotator.formats.sources import Source

_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 40
_SAID = re.compile(r"sep=(.)\r?\n")


def read_csv(source: Source, options: ReadOptions) -> Iterator[FoundRecord | BadInput]:
    """The record of each row; rows are numbered as a spreadsheet shows them, the names being row 1."""
    encoding = source.encoding(options.encoding)
    with source.start() as stream:
        # Bytes that the encoding does not know become halves of characters, and their row is refused.
        text = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="")
        lines = bounded_lines(text)
        sample = sampled(lines, _SAMPLE_LINES)
        said = _SAID.fullmatch(sample[0]) if sample else None
        delimiter = said[1] if said else _delimiter(sample, options)
        rows = csv_rows(chain(sample[1:] if said else sample, lines), delimiter)
        yield from _records(rows, source.file, options)


def _records(
    rows: Iterator[tuple[int, Sequence[str] | str]], file: str, options: ReadOptions
) -> Iterator[FoundRecord | BadInput]:
    first = next(rows, None)
    if first is None or isinstance(first[1], str):
        yield BadInput(file=file, where="row 1", reason=first[1] if first else "It has no rows.")
        return
    names = _names(first[1])
    if not layout_of(names, options.named_columns).texts:
        yield BadInput(file=file, where="row 1", reason=no_text_among(names))
        return
    for number, row in rows:
        where = f"row {number}"
        fault = row if isinstance(row, str) else _fault(row, names)
        if fault:
            yield BadInput(file=file, where=where, reason=fault)
        else:
            yield FoundRecord(file, where, dict(zip(names, row, strict=False)))


def _names(header: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns; each once, and none empty, so that no cell is lost."""
    names: list[str] = []
    for number, name in enumerate(header, 1):
        name = name.removeprefix("\ufeff").strip() or f"column {number}"
        names.append(name if name not in names else f"{name} (column {number})")
    return tuple(names)


def _fault(row: Sequence[str], names: Sequence[str]) -> str | None:
    if len(row) > len(names) and any(row[len(names) :]):
        return f"It has {len(row)} cells, but there are {len(names)} columns; is a cell not quoted?"
    try:
        "".join(row).encode()
    except UnicodeEncodeError:
        return "It holds bytes that are not valid in the encoding of the file."
    return None


def _delimiter(sample: Sequence[str], options: ReadOptions) -> str:
    """The delimiter that makes a table with a text column, of even rows, with the most columns."""

    def likeliness(delimiter: str) -> tuple[bool, float, int]:
        rows = [row for _, row in csv_rows(iter(sample), delimiter) if row and not isinstance(row, str)]
        if not rows:
            return False, 0.0, 0
        width = len(rows[0])
        even = sum(len(row) == width for row in rows) / len(rows)
        has_text = bool(layout_of(_names(rows[0]), options.named_columns).texts)
        return has_text, even if width > 1 else 0.0, width

    return max(_DELIMITERS, key=likeliness)
