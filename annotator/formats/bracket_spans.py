"""Brackets in the cells of a column: `(PER*` begins a mention, `*)` ends one, `(12)` is one, `3)|(4` both."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_BRACKET = re.compile(r"\((?P<opened>[^()*|\s]+)|(?P<closed>[^()*|\s]*)\)")
_CELL = re.compile(r"[-_]|(?:\([^()*|\s]+|[^()*|\s]*\)|[*|])+")
_LONGEST = 1_000


class BracketSpan(NamedTuple):
    """From the first to the last token of it, counted from 0, both inside."""

    first: int
    last: int
    label: str


def is_bracket_cell(cell: str) -> bool:
    """Whether the cell is made of brackets, or says that there are none."""
    return len(cell) <= _LONGEST and _CELL.fullmatch(cell) is not None


def bracket_spans(cells: Sequence[str]) -> tuple[list[BracketSpan], list[int]]:
    """The spans of a sentence, and the tokens of brackets without another half.

    A closing bracket with a name belongs to the last one opened with that name, one without to the last.
    """
    spans: list[BracketSpan] = []
    unpaired: list[int] = []
    still_open: list[tuple[int, str]] = []
    for index, cell in enumerate(cells):
        for bracket in _BRACKET.finditer(cell):
            if bracket["opened"] is not None:
                still_open.append((index, bracket["opened"]))
                continue
            place = _last(still_open, bracket["closed"])
            if place is None:
                unpaired.append(index)
            else:
                first, label = still_open.pop(place)
                spans.append(BracketSpan(first, index, label))
    unpaired += (index for index, _ in still_open)
    return spans, unpaired


def _last(still_open: Sequence[tuple[int, str]], name: str) -> int | None:
    """The place of the last one of that name; of any name where none is said."""
    for place in reversed(range(len(still_open))):
        if name in ("", still_open[place][1]):
            return place
    return None
