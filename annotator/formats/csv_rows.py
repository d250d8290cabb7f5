"""The rows of a table in CSV, with recovery from a quotation mark that is never closed."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TextIO

LONGEST_CELL = 16 << 20
_LONGEST_LINE = 64 << 20
_LARGEST_SAMPLE = 16 << 20
TOO_LONG = f"its line is longer than {_LONGEST_LINE >> 20} MB"


class Overlong(str):
    """Stands for a line that is too long to be held."""

    __slots__ = ()


_OVERLONG = Overlong("\n")


def bounded_lines(text: TextIO) -> Iterator[str]:
    """The lines, with a stand-in for each that is too long, which is gone through and not kept."""
    for line in iter(partial(text.readline, _LONGEST_LINE), ""):
        if len(line) < _LONGEST_LINE or line.endswith(("\n", "\r")):
            yield line
            continue
        while len(line) == _LONGEST_LINE and not line.endswith(("\n", "\r")):
            line = text.readline(_LONGEST_LINE)
        yield _OVERLONG


def sampled(lines: Iterator[str], most: int) -> list[str]:
    """The first of the lines, as many as are asked for or fewer where they are long."""
    sample: list[str] = []
    size = 0
    while len(sample) < most and size < _LARGEST_SAMPLE and (line := next(lines, "")):
        sample.append(line)
        size += len(line)
    return sample


class _Lines(Iterator[str]):
    """Lines for a CSV reader, which can be given again from those of the row that was read last."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._of_row: list[str] = []
        self.has_ended = False

    def __next__(self) -> str:
        if self._again:
            line = self._again.popleft()
        else:
            try:
                line = next(self._lines)
            except StopIteration:
                self.has_ended = True
                raise
        self._of_row.append(line)
        if isinstance(line, Overlong):
            raise csv.Error(TOO_LONG)
        return line

    def start_row(self) -> None:
        self._of_row.clear()

    def give_again_but_first(self) -> None:
        self._again.extendleft(reversed(self._of_row[1:]))
        self.has_ended = False


def csv_rows(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, Sequence[str] | str]]:
    """Each row that is not blank with its number, from 1; a sentence where it cannot be read.

    An open quotation mark would swallow all that follows; only its own line is given up.
    """
    # The limit is one for the process. Its default of 131,072 characters is less than an article may have.
    csv.field_size_limit(LONGEST_CELL)
    source = _Lines(lines)
    reader = csv.reader(source, delimiter=delimiter)
    number = 0
    while True:
        source.start_row()
        fault = None
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            fault = f"It cannot be read: {error}."
        number += 1
        # A whole row never asks for the line after it.
        if fault is None and source.has_ended:
            fault = "A quotation mark is opened in this row and never closed."
        if fault:
            source.give_again_but_first()
            reader = csv.reader(source, delimiter=delimiter)
            yield number, fault
        elif row:
            yield number, row
