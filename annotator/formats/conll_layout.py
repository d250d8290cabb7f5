"""Which column of a file of columns holds the tokens and which the tags, from its first rows."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.formats.tagging import OUTSIDE, tags_of

UNKNOWN = "?"
"""Stands in the column of somebody who has not read the sentence."""
DOCUMENT = "-DOCSTART-"
PLACEHOLDERS = frozenset(("_", "-", "-X-", "*", "", OUTSIDE, "-O-"))

_SPACES = re.compile(r"[ \t]+")
_NUMBER = re.compile(r"\d+(?:[-.]\d+)?")
_PLAIN_LABEL = re.compile(r"[^\W\d_][\w./&-]*")
_FEATURE = re.compile(r"(?:^|\|)([^=|]+)=((?:[BIESLU]-[^|]+)|O)(?=\||$)")
_MAYBE_NO_ROW = "#-"
_MOST_LABELS = 100
_LONGEST_TAG = 10_000
_NEARLY_ALL = 0.9
_FEWEST_ROWS = 3
_FEWEST_PLAIN_ROWS = 8
_COLUMNS_OF_UD = 10


@dataclass(frozen=True)
class Layout:
    """Where what stands; columns count from 0.

    `width` is None where all cells after the token are its tags. `feature` is the key under which the tag
    stands in a tag column that has more in it. `is_plain` says that tags are labels without letters.
    """

    is_tabbed: bool
    width: int | None
    token: int
    tags: tuple[int, ...]
    is_numbered: bool = False
    is_plain: bool = False
    feature: str | None = None
    header: tuple[str, ...] = ()

    def cells(self, line: str) -> list[str]:
        """What stands in the columns of the row; its tags are the last where their number varies."""
        cells = _cells(line, is_tabbed=self.is_tabbed)
        return cells if self.width is not None else [cells[0], " ".join(cells[1:])]

    def tag(self, cell: str) -> str:
        """The tag in a cell of a tag column."""
        if self.feature is None:
            return cell
        found = (match[2] for match in _FEATURE.finditer(cell) if match[1] == self.feature)
        return next(found, OUTSIDE)

    def is_tag(self, cell: str) -> bool:
        if self.feature is not None or _is_tag(cell):
            return True
        return self.is_plain and _PLAIN_LABEL.fullmatch(cell) is not None

    def is_row(self, cells: Sequence[str]) -> bool:
        """Whether a line that might be a comment is a row: it has all columns, and tags where they belong."""
        return len(cells) == (self.width or 2) and all(self.is_tag(cells[column]) for column in self.tags)


def find_layout(lines: Iterable[str]) -> Layout | None:
    """The layout that nearly all of these rows have; None if they have none in common, or no tags."""
    rows = [
        line
        for line in lines
        if line.strip() and not (line[0] in _MAYBE_NO_ROW and (is_boundary(line) or _is_comment(line)))
    ]
    if not rows:
        return None
    is_tabbed = sum("\t" in line for line in rows) >= len(rows) * _NEARLY_ALL
    table = [_cells(line, is_tabbed=is_tabbed) for line in rows]
    width, number = Counter(map(len, table)).most_common(1)[0]
    if not is_tabbed and _has_several_tags_a_token(table):
        return Layout(is_tabbed=False, width=None, token=0, tags=(1,))
    if width < 2 or number < len(table) * _NEARLY_ALL:
        return None
    table = [cells for cells in table if len(cells) == width]
    found = _columns(table, width, is_tabbed=is_tabbed)
    if found is not None and len(table) > 1 and _is_header(table, found):
        return replace(found, header=tuple(table[0]))
    return found


def is_boundary(line: str) -> bool:
    """Whether the line is the one between documents."""
    return line.startswith(DOCUMENT)


def is_evident(layout: Layout, lines: Iterable[str]) -> bool:
    """Whether these rows are surely rows of tags: one names a label, or there are several."""
    rows = [layout.cells(line) for line in lines if line.strip() and not is_boundary(line)]
    tags = [layout.tag(cells[column]) for cells in rows if layout.is_row(cells) for column in layout.tags]
    if not layout.is_plain and any(tag.label for cell in tags for tag in tags_of(cell) or ()):
        return True
    return len(rows) >= (_FEWEST_PLAIN_ROWS if layout.is_plain else _FEWEST_ROWS)


def _cells(line: str, *, is_tabbed: bool) -> list[str]:
    if is_tabbed:
        return [cell.strip(" ") for cell in line.split("\t")] if " " in line else line.split("\t")
    return _SPACES.split(line.strip(" \t"))


def _is_comment(line: str) -> bool:
    """Among the first rows, where the layout is not known yet and one row less does no harm."""
    if not line.startswith("#"):
        return False
    cells = _SPACES.split(line.strip(" \t"))
    is_token = len(cells) == 2 and tags_of(cells[1]) is not None
    return not is_token and (cells[0] == "#" or "=" in line)


def _has_several_tags_a_token(table: Sequence[Sequence[str]]) -> bool:
    """Whether everything after the first column is tags, of which tokens have different numbers."""
    return len(set(map(len, table))) > 1 and all(
        len(cells) > 1 and all(tags_of(cell) is not None for cell in cells[1:]) for cells in table
    )


def _columns(table: Sequence[Sequence[str]], width: int, *, is_tabbed: bool) -> Layout | None:
    columns = [[cells[index] for cells in table] for index in range(width)]
    is_numbered = width > 2 and bool({"0", "1"} & set(columns[0][:2])) and _nearly_all(columns[0], _is_number)
    first = int(is_numbered)
    tagged = [index for index in range(first, width) if _nearly_all(columns[index], _is_tag)]
    token = next((index for index in range(first, width) if index not in tagged), first)
    layout = Layout(is_tabbed=is_tabbed, width=width, token=token, tags=(), is_numbered=is_numbered)
    tags = tuple(index for index in tagged if index != token)
    if tags:
        return replace(layout, tags=tags)
    if is_tabbed and is_numbered and width >= _COLUMNS_OF_UD:
        feature = _feature(columns[-1])
        if feature is not None:
            return replace(layout, tags=(width - 1,), feature=feature)
    return replace(layout, tags=(width - 1,), is_plain=True) if _is_plain(columns[-1]) else None


def _nearly_all(column: Sequence[str], is_one: Callable[[str], bool]) -> bool:
    cells = Counter(column)
    others = sum(number for cell, number in cells.items() if not is_one(cell))
    # The first may be the name of the column.
    is_named = others == 1 < len(column) and not is_one(column[0])
    return is_named or len(column) - others >= len(column) * _NEARLY_ALL


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def _is_tag(cell: str) -> bool:
    # What tags say is remembered by the tag, and somebody's whole text may stand here.
    return cell == UNKNOWN or (len(cell) <= _LONGEST_TAG and tags_of(cell) is not None)


def _is_plain(column: Sequence[str]) -> bool:
    """Whether these are labels without letters: few different ones, and O for what is none."""
    labels = set(column) - {OUTSIDE}
    return (
        bool(labels)
        and column.count(OUTSIDE) * 4 > len(column)
        and len(labels) <= min(_MOST_LABELS, max(2, len(column) // 2))
        and all(_PLAIN_LABEL.fullmatch(label) for label in labels)
    )


def _feature(column: Sequence[str]) -> str | None:
    """The key under which most cells have a tag."""
    keys = Counter(match[1] for cell in column for match in _FEATURE.finditer(cell))
    return keys.most_common(1)[0][0] if keys else None


def _is_header(table: Sequence[Sequence[str]], layout: Layout) -> bool:
    """Whether the first row names the columns: no tags where all others have them."""
    if layout.is_plain or layout.feature is not None:
        return False
    return not any(layout.is_tag(table[0][column]) for column in layout.tags)
