"""The sentences of a file of columns, one after another: rows of cells, comments, where documents begin."""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import TextIOWrapper
from itertools import chain, islice
from typing import IO

from annotator.formats.conll_layout import Layout, is_boundary

_NEW_DOCUMENT = re.compile(r"\s*(?:newdoc\b|id\s*=)")
_COMMENT = re.compile(r"\s*([^=]*?)\s*=\s?(.*)")


@dataclass(slots=True)
class ColumnSentence:
    """Its rows, each with as many cells as the layout has columns; `fault` says why it cannot be read."""

    line: int
    comments: list[str] = field(default_factory=list)
    """Without the mark before them."""
    rows: list[list[str]] = field(default_factory=list)
    begins_document: bool = False
    fault: tuple[int, str] | None = None
    """A line and what is wrong with it."""

    def column(self, index: int) -> list[str]:
        """What stands in the column, from row to row."""
        return [row[index] for row in self.rows]


def key_and_value(comment: str) -> tuple[str, str]:
    """What stands before and after the equals sign; the value is empty where there is none."""
    match = _COMMENT.fullmatch(comment)
    return (match[1], match[2]) if match else (comment.strip(), "")


def lines_of(stream: IO[bytes], encoding: str) -> Iterator[str]:
    """The lines without their ends, which are LF or CRLF: other breaks may stand in tokens."""
    # The codec takes the byte-order mark off.
    name = "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding
    for line in TextIOWrapper(stream, encoding=name, newline="\n"):
        yield line.rstrip("\n").removesuffix("\r")


def sentences_in(lines: Iterable[str], layout: Layout) -> Iterator[ColumnSentence]:
    """The sentences that have rows; comments before a blank line go with the next one that has."""
    sentence = ColumnSentence(1)
    is_first_row = True
    for number, line in enumerate(chain(lines, ("",)), 1):
        if not line.strip() or is_boundary(line):
            if sentence.rows or sentence.fault:
                yield sentence
                sentence = ColumnSentence(number + 1)
            sentence.begins_document = sentence.begins_document or is_boundary(line)
            continue
        cells = layout.cells(line)
        if line.startswith("#") and not layout.is_row(cells):
            if sentence.rows and _NEW_DOCUMENT.match(line, 1):
                yield sentence
                sentence = ColumnSentence(number)
            sentence.comments.append(line[1:])
            sentence.begins_document = sentence.begins_document or bool(_NEW_DOCUMENT.match(line, 1))
        elif not (is_first_row and layout.header == tuple(cells)):
            is_first_row = False
            _take(sentence, number, cells, layout)


def _take(sentence: ColumnSentence, number: int, cells: list[str], layout: Layout) -> None:
    if not sentence.rows:
        sentence.line = min(sentence.line, number)
    if layout.width is not None and len(cells) != layout.width:
        fault = f"It has {len(cells)} columns, where the others have {layout.width}."
        sentence.fault = sentence.fault or (number, fault)
        return
    wrong = next((cells[column] for column in layout.tags if not layout.is_tag(cells[column])), None)
    if wrong is not None:
        sentence.fault = sentence.fault or (number, f"“{wrong[:40]}” is no tag.")
        return
    if layout.feature is not None:
        for column in layout.tags:
            cells[column] = layout.tag(cells[column])
    sentence.rows.append(cells)


def first_lines(head: str, most: int) -> list[str]:
    """The whole lines at the beginning of a file."""
    lines = head.split("\n")
    # The last one may have been cut.
    whole = lines[:-1] if len(lines) > 1 else lines
    return [line.removesuffix("\r") for line in islice(whole, most)]
