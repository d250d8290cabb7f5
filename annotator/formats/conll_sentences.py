"""The sentences of a file of columns, one after another: rows of cells, comments, where documents begin."""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import TextIOWrapper
from itertools import islice
from typing import IO

from annotator.formats.conll_layout import DOCUMENT, Layout, is_boundary

_CHUNK = 1 << 18
_EDGES = (" \t", "\t ", " \n", "\n ")
"""Spaces that are no part of a cell."""
_NEW_DOCUMENT = re.compile(r"\s*(?:newdoc\b|id\s*=)")


@dataclass(slots=True)
class ColumnSentence:
    """Its rows, each with as many cells as the layout has columns; `line` is where it begins."""

    line: int
    comments: list[str] = field(default_factory=list)
    """Without the mark before them."""
    begins_document: bool = False
    fault: tuple[int, str] | None = None
    """A line and what is wrong with it; such a sentence has no rows."""
    last_line: int = 0
    _rows: list[list[str]] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    """Those of all rows one after another, as long as nobody asked for a row: columns are all most need."""
    _width: int = 1

    @property
    def rows(self) -> list[list[str]]:
        if self._cells:
            cells, width = self._cells, self._width
            self._rows = [cells[start : start + width] for start in range(0, len(cells), width)]
            self._cells = []
        return self._rows

    @rows.setter
    def rows(self, rows: list[list[str]]) -> None:
        self._rows, self._cells = rows, []

    def take_cells(self, cells: list[str], width: int) -> None:
        """Sets the rows by their cells one after another, of which each has so many."""
        self._rows, self._cells, self._width = [], cells, width

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self._cells) // self._width if self._cells else len(self._rows)

    def column(self, index: int) -> list[str]:
        """What stands in the column, from row to row."""
        if self._cells:
            return self._cells[index % self._width :: self._width]
        return [row[index] for row in self._rows]

    def row_line(self, row: int) -> int:
        """In which line the row stands: comments are before them all."""
        return self.last_line - self.height + 1 + row


def key_and_value(comment: str) -> tuple[str, str]:
    """What stands before and after the equals sign; the value is empty where there is none."""
    key, _, value = comment.partition("=")
    return key.strip(), value.removeprefix(" ")


Block = tuple[int, str]
"""Lines with no empty one among them, and the number of the first."""


def blocks_of(stream: IO[bytes], encoding: str) -> Iterator[Block]:
    """The file in blocks; lines end in LF or CRLF alone, for other breaks may stand in tokens."""
    # The codec takes the byte-order mark off.
    name = "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding
    text = TextIOWrapper(stream, encoding=name, newline="")
    number, carriage_return = 1, ""
    # Put together once they hold a whole block: a file may be one line.
    pieces: list[str] = []
    while True:
        chunk = text.read(_CHUNK)
        piece = carriage_return + chunk
        # It may be the first half of a line end.
        carriage_return = "\r" if chunk and piece.endswith("\r") else ""
        piece = piece.removesuffix(carriage_return).replace("\r\n", "\n")
        is_open = bool(pieces) and pieces[-1].endswith("\n")
        if piece:
            pieces.append(piece)
        if "\n\n" in piece or (is_open and piece.startswith("\n")):
            *blocks, rest = "".join(pieces).split("\n\n")
            for block in blocks:
                yield number, block
                number += block.count("\n") + 2
            pieces = [rest]
        if not chunk:
            yield number, "".join(pieces)
            return


def sentences_in(blocks: Iterable[Block], layout: Layout) -> Iterator[ColumnSentence]:
    """The sentences that have rows; comments before a blank line go with the next one that has."""
    return _Sentences(layout).sentences(blocks)


class _Sentences:
    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._check = _Check(layout)
        self._header = list(layout.header)
        self._next = ColumnSentence(1)
        """The one that comments and rows go to."""

    def sentences(self, blocks: Iterable[Block]) -> Iterator[ColumnSentence]:
        for number, block in blocks:
            if self._is_taken_whole(number, block):
                sentence, self._next = self._next, ColumnSentence(self._next.last_line + 1)
                yield sentence
            else:
                yield from self._line_by_line(number, block)

    def _is_taken_whole(self, number: int, block: str) -> bool:
        """Whether the block is comments and then rows and no more to it; most are, and quickly read."""
        if not block or self._header or not self._layout.is_tabbed or self._layout.feature is not None:
            return False
        lines = block.split("\n")
        comments = self._comments_at_top(lines)
        marks = block.count("\n#") + block.startswith("#")
        is_more = DOCUMENT in block or "" in lines or any(edge in block for edge in _EDGES)
        if is_more or not len(comments) == marks < len(lines):
            return False
        rows = lines[marks:] if marks else lines
        width = self._layout.width or 2
        if {row.count("\t") for row in rows} != {width - 1}:
            return False
        cells = "\t".join(rows).split("\t")
        if not self._check.is_faultless(cells, width):
            return False
        sentence = self._next
        sentence.begins_document = sentence.begins_document or any(map(_NEW_DOCUMENT.match, comments))
        sentence.comments += comments
        sentence.take_cells(cells, width)
        sentence.last_line = number + len(lines) - 1
        return True

    def _comments_at_top(self, lines: Sequence[str]) -> list[str]:
        comments = []
        for line in lines:
            if line[:1] != "#" or self._layout.is_row(self._layout.cells(line)):
                break
            comments.append(line[1:])
        return comments

    def _line_by_line(self, number: int, block: str) -> Iterator[ColumnSentence]:
        for line_number, line in enumerate((*block.split("\n"), ""), number):
            if not line or line.isspace() or is_boundary(line):
                if self._next.rows:
                    yield self._taken(line_number)
                self._next.begins_document = self._next.begins_document or is_boundary(line)
                continue
            cells = self._layout.cells(line)
            if line[0] == "#" and not self._layout.is_row(cells):
                begins_document = _NEW_DOCUMENT.match(line, 1) is not None
                if self._next.rows and begins_document:
                    yield self._taken(line_number - 1)
                self._next.comments.append(line[1:])
                self._next.begins_document = self._next.begins_document or begins_document
            elif self._header and cells == self._header:
                self._header = []
            else:
                self._next.rows.append(cells)
                self._next.last_line = line_number

    def _taken(self, number: int) -> ColumnSentence:
        """The sentence that ended in that line, checked; what follows goes to another one."""
        sentence, self._next = self._next, ColumnSentence(number + 1)
        return self._check.checked(sentence)


class _Check:
    """Finds what is wrong with the rows of sentences, and takes tags out of what they stand among."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._known: set[str] = set()
        """Cells that were found to be tags."""

    def is_faultless(self, cells: Sequence[str], width: int) -> bool:
        """Whether there are tags where they belong, the cells being those of rows of that width."""
        return all(self._first_wrong(cells[column::width]) is None for column in self._layout.tags)

    def checked(self, sentence: ColumnSentence) -> ColumnSentence:
        """The sentence itself, with the first fault in it."""
        layout = self._layout
        widths = set(map(len, sentence.rows))
        wanted = layout.width or 2
        if widths != {wanted}:
            place = next(index for index, cells in enumerate(sentence.rows) if len(cells) != wanted)
            fault = f"It has {len(sentence.rows[place])} columns, where the others have {layout.width}."
            sentence.fault = sentence.row_line(place), fault
            sentence.rows = []
            return sentence
        for column in layout.tags:
            wrong = self._first_wrong(sentence.column(column))
            if wrong is not None:
                cell = sentence.rows[wrong][column]
                sentence.fault = sentence.row_line(wrong), f"“{cell[:40]}” is no tag."
                sentence.rows = []
                return sentence
            if layout.feature is not None:
                for cells in sentence.rows:
                    cells[column] = layout.tag(cells[column])
        return sentence

    def _first_wrong(self, cells: Sequence[str]) -> int | None:
        if self._known.issuperset(cells):
            return None
        new = set(cells) - self._known
        wrong = {cell for cell in new if not self._layout.is_tag(cell)}
        if self._layout.feature is None:
            self._known |= new - wrong
        return next((index for index, cell in enumerate(cells) if cell in wrong), None) if wrong else None


def first_lines(head: str, most: int) -> list[str]:
    """The whole lines at the beginning of a file."""
    lines = head.split("\n")
    # The last one may have been cut.
    whole = lines[:-1] if len(lines) > 1 else lines
    return [line.removesuffix("\r") for line in islice(whole, most)]
