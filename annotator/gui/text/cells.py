"""Characters as they stand on a line, and pure questions about them: what bidirectional text is hit by.

Qt's own answers jump where directions meet and within ligatures; these are taken from where each
character is really drawn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

_TOUCHING = 0.6
"""Pixels between two stretches that are still one."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A character (a grapheme, `[start, end)`) and where it is drawn."""

    start: int
    end: int
    left: float
    right: float
    is_rtl: bool
    is_letter: bool = True

    @property
    def leading(self) -> float:
        """The side it is read from."""
        return self.right if self.is_rtl else self.left

    @property
    def trailing(self) -> float:
        return self.left if self.is_rtl else self.right


def cells_of(drawn: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells, with the width of each ligature shared among its letters, so that each can be pointed at."""
    cells = list(drawn)
    first = 0
    while first < len(cells):
        last = first + 1
        while last < len(cells) and _is_swallowed(cells[first], cells[last]):
            last += 1
        if last - first > 1:
            cells[first:last] = _shared(cells[first], cells[first:last])
        first = last
    return tuple(cells)


def stretches(cells: Iterable[Cell], start: int, end: int) -> tuple[tuple[float, float], ...]:
    """Where the code points are seen, left to right, touching pieces joined."""
    spans = sorted((cell.left, cell.right) for cell in cells if cell.start < end and start < cell.end)
    joined: list[tuple[float, float]] = []
    for left, right in spans:
        if joined and left <= joined[-1][1] + _TOUCHING:
            joined[-1] = (joined[-1][0], max(right, joined[-1][1]))
        else:
            joined.append((left, right))
    return tuple(joined)


def caret_x(cells: Sequence[Cell], offset: int, *, at_margin: float) -> float:
    """Where a caret at the offset stands: before the character that follows, or behind the last."""
    for cell in cells:
        if offset < cell.end:
            return cell.leading
    return cells[-1].trailing if cells else at_margin


def cell_at(cells: Sequence[Cell], x: float) -> Cell:
    """The nearest character; on the very edge of two, the one that is read from there."""
    return min(cells, key=lambda cell: (_distance(cell, x), abs(cell.leading - x), cell.start))


def offset_at(cells: Sequence[Cell], x: float) -> int:
    """The place between two characters that is nearest."""
    cell = cell_at(cells, x)
    return cell.start if abs(x - cell.leading) <= abs(x - cell.trailing) else cell.end


def _distance(cell: Cell, x: float) -> float:
    return max(0.0, cell.left - x, x - cell.right)


def _is_swallowed(first: Cell, other: Cell) -> bool:
    """Whether the other letter has no width of its own at the far edge of the first."""
    return (
        other.is_letter
        and other.right - other.left < 0.01
        and first.right - first.left > 2.0
        and abs(other.left - first.trailing) < 0.01
        and other.is_rtl == first.is_rtl
    )


def _shared(whole: Cell, letters: Sequence[Cell]) -> list[Cell]:
    width = (whole.right - whole.left) / len(letters)
    if whole.is_rtl:
        return [
            replace(cell, left=whole.right - (n + 1) * width, right=whole.right - n * width)
            for n, cell in enumerate(letters)
        ]
    return [
        replace(cell, left=whole.left + n * width, right=whole.left + (n + 1) * width)
        for n, cell in enumerate(letters)
    ]
