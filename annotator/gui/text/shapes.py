"""Where each mark stands in its paragraph: boxes behind the text, lines under it, names above it.

In pixels from the paragraph's top left corner. Frozen, so that two states can be compared line by line
and only what differs is painted again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.domain.tokens import Offsets
from annotator.gui.text.lanes import place_names
from annotator.gui.text.layout import Line, SetParagraph
from annotator.gui.text.look import Typography
from annotator.gui.text.marks import Mark

_LEAST_WIDTH = 2.0
_DEEPEST = 3
_NAME_GAP = 4.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float, reach: float = 0.0) -> bool:
        return self.left - reach <= x <= self.right + reach and self.top - reach <= y <= self.bottom + reach

    def moved(self, down: float) -> "Box":
        return Box(self.left, self.top + down, self.right, self.bottom + down)


@dataclass(frozen=True, slots=True)
class Shape:
    """One mark on one line: a box for every stretch, and where its text begins and ends if it does here."""

    mark: Mark
    line: int
    boxes: tuple[Box, ...]
    underline: float
    """The top of the line under the text."""
    start_x: float | None
    end_x: float | None
    name_side: float | None
    """Where the name is written, on the line where the mention begins."""

    @property
    def mention_id(self) -> str:
        return self.mark.mention.id


@dataclass(frozen=True, slots=True)
class Connector:
    """The thin line that joins the pieces of a discontinuous mention on one line."""

    mark: Mark
    line: int
    left: float
    right: float
    y: float


@dataclass(frozen=True, slots=True)
class Name:
    """A label's name above its mention; `text` is what there is room for."""

    mark: Mark
    line: int
    text: str
    left: float
    baseline: float
    box: Box


@dataclass(frozen=True, slots=True)
class LineShapes:
    """All that is drawn for the marks on one line; equal as long as the line looks the same."""

    shapes: tuple[Shape, ...] = ()
    connectors: tuple[Connector, ...] = ()
    names: tuple[Name, ...] = ()


Shapes = Mapping[int, LineShapes]
"""The lines of a paragraph that have any, by number."""
NOTHING = LineShapes()


def shapes_of(set_paragraph: SetParagraph, marks: Sequence[Mark], typography: Typography) -> Shapes:
    """Where the marks of the paragraph stand."""
    if set_paragraph.paragraph.is_blank:
        return {}
    shapes: dict[int, list[Shape]] = {}
    connectors: dict[int, list[Connector]] = {}
    for mark in marks:
        for number, piece in enumerate(mark.mention.pieces):
            for shape in _piece(set_paragraph, mark, piece, typography, is_first=number == 0):
                shapes.setdefault(shape.line, []).append(shape)
        for connector in _connectors(set_paragraph, mark, typography):
            connectors.setdefault(connector.line, []).append(connector)
    return {
        line.number: LineShapes(
            tuple(shapes.get(line.number, ())),
            tuple(connectors.get(line.number, ())),
            tuple(_names(set_paragraph, line, shapes.get(line.number, ()), typography)),
        )
        for line in set_paragraph.lines
        if line.number in shapes or line.number in connectors
    }


def changed_lines(before: Shapes, after: Shapes) -> tuple[int, ...]:
    """The lines that no longer look the same."""
    return tuple(n for n in {*before, *after} if before.get(n, NOTHING) != after.get(n, NOTHING))


def boxes_of(
    set_paragraph: SetParagraph, line: Line, start: int, end: int, *, grown: float = 0.0
) -> tuple[Box, ...]:
    """The boxes around `[start, end)` on the line, grown upwards and downwards."""
    face = set_paragraph.face
    top, bottom = line.baseline - face.rise - 1.0 - grown, line.baseline + face.fall + grown
    return tuple(
        Box(left, top, max(right, left + _LEAST_WIDTH), bottom)
        for left, right in set_paragraph.stretches(line, start, end)
    )


def _piece(
    set_paragraph: SetParagraph, mark: Mark, piece: Offsets, typography: Typography, *, is_first: bool
) -> list[Shape]:
    level = min(mark.level, _DEEPEST)
    found = []
    for line in set_paragraph.lines_between(*piece):
        boxes = boxes_of(set_paragraph, line, *piece, grown=float(level))
        if not boxes:
            continue
        first_x, last_x = set_paragraph.edges(line, *piece)
        begins = line.start <= piece[0]
        side = boxes[-1].right if set_paragraph.paragraph.is_rtl else boxes[0].left
        found.append(
            Shape(
                mark=mark,
                line=line.number,
                boxes=tuple(_down_to_line(box, level, typography) for box in boxes),
                underline=_underline(set_paragraph, line, level, typography),
                start_x=first_x if begins else None,
                end_x=last_x if piece[1] <= line.end else None,
                name_side=side if is_first and begins else None,
            )
        )
    return found


def _underline(set_paragraph: SetParagraph, line: Line, level: int, typography: Typography) -> float:
    return line.baseline + set_paragraph.face.fall + level * typography.lane


def _down_to_line(box: Box, level: int, typography: Typography) -> Box:
    """The box reaches down to the end of its own line."""
    return Box(box.left, box.top, box.right, box.bottom - level + level * typography.lane + typography.line)


def _connectors(set_paragraph: SetParagraph, mark: Mark, typography: Typography) -> list[Connector]:
    pieces = mark.mention.pieces
    level = min(mark.level, _DEEPEST)
    found = []
    for (_, gap_start), (gap_end, _) in pairwise(pieces):
        for line in set_paragraph.lines_between(gap_start, gap_end):
            y = _underline(set_paragraph, line, level, typography) + typography.line / 2
            found += [
                Connector(mark, line.number, left, right, y)
                for left, right in set_paragraph.stretches(line, gap_start, gap_end)
            ]
    return found


def _names(
    set_paragraph: SetParagraph, line: Line, shapes: Sequence[Shape], typography: Typography
) -> list[Name]:
    """The names on one line; from right to left they are placed as in a mirror."""
    is_rtl, width = set_paragraph.paragraph.is_rtl, set_paragraph.width
    sides = [
        (width - s.name_side if is_rtl else s.name_side, s.mark) for s in shapes if s.name_side is not None
    ]
    sides.sort(key=lambda row: row[0])
    rooms = place_names(
        [
            (side, typography.name_width(mark.mention.label, is_strong=mark.is_decided))
            for side, mark in sides
        ],
        width + typography.em,
        gap=typography.em * 0.25,
        least=typography.em * 0.6,
    )
    baseline = line.baseline - set_paragraph.face.rise - _NAME_GAP
    found = []
    for (_, mark), room in zip(sides, rooms, strict=True):
        if room is not None:
            left = width - room.left - room.width if is_rtl else room.left
            text = typography.cut_name(mark.mention.label, room.width, is_strong=mark.is_decided)
            box = Box(left, baseline - typography.name_rise - 1, left + room.width, baseline + 1)
            found.append(Name(mark, line.number, text, left, baseline, box))
    return found
