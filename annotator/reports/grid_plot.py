"""Drawing numbers as a grid of cells: the more of the colour, the more; each cell says its number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from annotator.reports import svg

_LETTERS = 22
_NARROWEST = 320.0
_LARGEST, _SMALLEST = 64.0, 24.0
_LEAN = 0.75
"""How high a name of width 1 stands when it leans."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`share` from 0 to 1 is how much of the colour, None an empty cell; `said` is shown on pointing."""

    written: str
    share: float | None
    said: str


@dataclass(frozen=True, slots=True)
class Grid:
    """`cells` in rows; `head` says what rows and columns are, where they are not the same."""

    names: Sequence[str]
    cells: Sequence[Sequence[Cell]]
    head: str = ""


def grid_plot(title: str, description: str, grid: Grid) -> str:
    """The grid as a drawing, with cells as large as the page allows; empty without names."""
    if not grid.names:
        return ""
    room = svg.room_for(grid.names, letters=_LETTERS)
    left = room + 6
    size = max(_SMALLEST, min(_LARGEST, (svg.WIDTH - left - room * _LEAN) / len(grid.names)))
    top = room * _LEAN + (30 if grid.head else 10)
    inside = [*_names(grid, left, top, size)]
    if grid.head:
        inside.append(svg.text(grid.head, 0, 10, kind="muted", size=11))
    for index, row in enumerate(grid.cells):
        for place, cell in enumerate(row):
            inside.append(_cell(cell, left + place * size, top + index * size, size))
    width = max(_NARROWEST, left + size * len(grid.names) + room * _LEAN)
    return svg.drawing(title, description, width, top + size * len(grid.names) + 6, inside)


def _names(grid: Grid, left: float, top: float, size: float) -> Iterator[Element]:
    for index, name in enumerate(grid.names):
        middle = (index + 0.5) * size
        yield svg.name(name, left - 8, top + middle + 4, letters=_LETTERS)
        x, y = left + middle, top - 7
        yield svg.name(name, x, y, letters=_LETTERS, anchor="start", transform=f"rotate(-45 {x:.1f} {y:.1f})")


def _cell(cell: Cell, x: float, y: float, size: float) -> Element:
    inside = [svg.element("title", cell.said)]
    if cell.share is None:
        inside.append(_square(x, y, size, class_="cell-empty", fill="none", stroke=svg.GRID))
    else:
        share = min(1.0, max(0.0, cell.share))
        inside.append(_square(x, y, size, class_="cell", fill=svg.MARK, fill_opacity=share, stroke=svg.GRID))
    font = min(13.0, 1.5 * size / max(4, len(cell.written)))
    written = svg.text(cell.written, x + size / 2, y + size / 2 + font * 0.36, anchor="middle", size=font)
    _keep_readable(written, cell.share)
    return svg.element("g", *inside, written)


def _square(x: float, y: float, size: float, **attributes: str | float) -> Element:
    return svg.element("rect", x=x + 1, y=y + 1, width=size - 2, height=size - 2, rx=2, **attributes)


def _keep_readable(written: Element, share: float | None) -> None:
    """Turns the text light on much of the colour, for each look of the page where that look needs it."""
    if share is None:
        written.set("class", "muted")
        written.set("fill", svg.MUTED)
        return
    is_full, is_full_in_dark = share > svg.TURNS_LIGHT, share > svg.TURNS_DARK
    written.set("fill", "#ffffff" if is_full else "#000000")
    written.set("class", f"on-cell{' full' if is_full else ''}{' full-in-dark' if is_full_in_dark else ''}")
