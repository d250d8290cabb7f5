"""The rows of tables divided by tabs, where quotation marks may or may not be part of the cells."""

import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from annotator.formats.csv_rows import TOO_LONG, Overlong, bounded_lines, csv_rows, sampled
from annotator.formats.encoding import peek
from annotator.formats.read_options import ReadOptions
from annotator.formats.sources import Source

TAB = "\t"
_SAMPLE_LINES = 5_000
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_NOT_IN_THE_ENCODING = "It holds bytes that are not valid in the encoding of the file."
_FIRST_ROWS = 20


def table_rows(
    source: Source, options: ReadOptions, delimiter: str = TAB
) -> Iterator[tuple[int, Sequence[str] | str]]:
    """Each row that is not blank with its number, from 1; a sentence where it cannot be read."""
    encoding = source.encoding(options.encoding)
    with source.start() as stream:
        # Bytes that the encoding does not know become halves of characters, and their row is refused.
        text = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="")
        unread = bounded_lines(text)
        sample = sampled(unread, _SAMPLE_LINES)
        lines = chain(sample, unread)
        is_quoted = delimiter != TAB or _is_quoted(sample)
        for number, row in csv_rows(lines, delimiter) if is_quoted else _plain_rows(lines):
            yield number, row if isinstance(row, str) else _checked(row)


def first_rows(source: Source, delimiter: str = TAB) -> Sequence[Sequence[str]]:
    """The rows at the beginning, as far as they can be read at once; characters outside ASCII may be lost."""
    head = source.head()
    text = peek(head)
    whole = text if source.size <= len(head) else text[: text.rfind("\n") + 1]
    lines = list(io.StringIO(whole, newline=""))
    is_quoted = delimiter != TAB or _is_quoted(lines)
    rows = csv_rows(iter(lines), delimiter) if is_quoted else _plain_rows(iter(lines))
    return [row for _, row in islice(rows, _FIRST_ROWS) if not isinstance(row, str)]


def _plain_rows(lines: Iterator[str]) -> Iterator[tuple[int, Sequence[str] | str]]:
    for number, line in enumerate(lines, 1):
        if isinstance(line, Overlong):
            yield number, f"It cannot be read: {TOO_LONG}."
            continue
        bare = line.rstrip("\r\n")
        if bare:
            yield number, bare.split(TAB)


def _is_quoted(lines: Sequence[str]) -> bool:
    """Whether quotation marks around cells are the table’s.

    Programs put them where they have to, doubling those inside, or around every cell; people’s own, as
    around a quotation that is the whole of a tweet, are neither.
    """
    cells = [cell for line in lines for cell in line.rstrip("\r\n").split(TAB) if cell]
    marked = [cell for cell in cells if cell.startswith('"')]
    if not marked:
        return False
    whole = [cell for cell in marked if _QUOTED.fullmatch(cell)]
    if len(whole) == len(cells):
        return True
    return all('""' in cell[1:-1] for cell in whole) and any(whole)


def _checked(row: Sequence[str]) -> Sequence[str] | str:
    try:
        "".join(row).encode()
    except UnicodeEncodeError:
        return _NOT_IN_THE_ENCODING
    return row
