"""The rows of a table in CSV, with recovery from a quotation mark that is never closed."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence

LONGEST_CELL = 16 << 20


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
