"""Where each overlay stands: a bracket under its text in a lane of its own, and its tag. Pure but for fonts.

Lanes are placed along the direction of reading, `along` a line: from the left, or as in a mirror where the
paragraph runs from right to left. Lines of text move apart as far as their overlays need. Where more meet
than `MOST_LANES`, their brackets move closer together and all tags stand in one row below them.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.gui.text.lanes import Room, levels, place_names
from annotator.gui.text.layout import Line, SetParagraph
from annotator.gui.text.look import Typography
from annotator.gui.text.overlays import Overlay
from annotator.gui.text.shapes import Box

MOST_LANES = 4
"""How many brackets with tags a line of text makes room for."""
Stretch = tuple[float, float]
"""From where to where on a line, in pixels from its left."""
TAG_PAD = 3.0
"""Pixels between the edges of a tag and its letters."""
_LONGEST_TAG = 0.4
"""The part of a line that a tag may take; of a longer one the rest is cut off."""
_GAP = 4.0
_AIR = 3.0
"""Pixels between the last overlay and the names above the next line."""
_REACH = 2.0
"""Pixels between a lane and the next, in which the next one is pointed at."""


@dataclass(frozen=True, slots=True)
class Tag:
    """The letters of an overlay, and as much of its label as there is room for beside them."""

    text: str
    label: str
    label_left: float
    baseline: float
    box: Box
    """Around the letters alone."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """An overlay on one line; it is open where it goes on elsewhere."""

    overlay: Overlay
    bars: tuple[Stretch, ...]
    gaps: tuple[Stretch, ...]
    """Between its pieces."""
    ticks: tuple[float, ...]
    """Where a piece begins or ends."""
    top: float
    bottom: float
    """Of its lane."""
    text_top: float
    text_bottom: float
    tag: Tag | None

    @property
    def box(self) -> Box:
        """Around its lines, and the letters of its tag."""
        edges = [x for bar in self.bars for x in bar]
        bottom = self.bottom
        if self.tag is not None:
            edges += [self.tag.box.left, self.tag.box.right]
            bottom = max(bottom, self.tag.box.bottom)
        return Box(min(edges), self.top, max(edges), bottom)

    def is_on(self, x: float, y: float) -> bool:
        """Whether the point is on the bracket, in its lane below, or on its tag."""
        is_on_line = self.top - _REACH <= y <= self.bottom
        is_on_tag = self.tag is not None and self.tag.box.holds(x, y)
        return is_on_tag or (is_on_line and self._spans(x, (*self.bars, *self.gaps)))

    def is_above(self, x: float, y: float) -> bool:
        """Whether the point is on the text that the bracket is about."""
        return self.text_top <= y <= self.text_bottom and self._spans(x, self.bars)

    def _spans(self, x: float, stretches: Sequence[Stretch]) -> bool:
        return any(left <= x <= right for left, right in stretches)


Brackets = Mapping[int, tuple[Bracket, ...]]
"""The brackets of a paragraph by the number of the line they are on."""


def brackets_of(set_paragraph: SetParagraph, overlays: Sequence[Overlay], typography: Typography) -> Brackets:
    """The brackets of all lines that have any, in pixels from the paragraph's top left corner."""
    return {
        line.number: _stacked(set_paragraph, line, seen, typography)
        for line in _lines_with(set_paragraph, overlays)
        if (seen := _seen(set_paragraph, line, overlays, typography))
    }


def room_below(
    set_paragraph: SetParagraph, overlays: Sequence[Overlay], typography: Typography
) -> Mapping[int, float]:
    """How many pixels the lines need below them beyond what they have, by their numbers."""
    spare = typography.spare(set_paragraph.face)
    found: dict[int, float] = {}
    for line in _lines_with(set_paragraph, overlays):
        lanes = _lanes(_seen(set_paragraph, line, overlays, typography))
        wanted = min(max(lanes, default=-1) + 1, MOST_LANES) * typography.overlay_lane + _AIR - spare
        if lanes and wanted > 0:
            found[line.number] = math.ceil(wanted)
    return found


def changed_brackets(before: Brackets, after: Brackets) -> tuple[int, ...]:
    """The lines whose brackets no longer look the same."""
    return tuple(number for number in {*before, *after} if before.get(number) != after.get(number))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one line shows of an overlay, before it has a lane."""

    overlay: Overlay
    bars: tuple[Stretch, ...]
    gaps: tuple[Stretch, ...]
    ticks: tuple[float, ...]
    label: str
    begin: float
    """Along the line, as `end` and `reach`, which counts the tag in."""
    reach: float
    tag_width: float


def _lines_with(set_paragraph: SetParagraph, overlays: Sequence[Overlay]) -> list[Line]:
    if set_paragraph.paragraph.is_blank:
        return []
    spans = [span for overlay in overlays for span in overlay.spans]
    return [
        line
        for line in set_paragraph.lines
        if any(start < line.end and line.start < end for start, end in spans)
    ]


def _lanes(seen: Sequence["_Seen"]) -> tuple[int, ...]:
    return levels([(round(one.begin), round(one.reach)) for one in seen])


def _seen(
    set_paragraph: SetParagraph, line: Line, overlays: Sequence[Overlay], typography: Typography
) -> list[_Seen]:
    """In order along the line, enclosing ones first; of equals the first one last, nearest the text."""
    found = [
        seen
        for overlay in reversed(overlays)
        if (seen := _seen_of(set_paragraph, line, overlay, typography)) is not None
    ]
    return sorted(found, key=lambda seen: (seen.begin, -seen.reach))


def _seen_of(
    set_paragraph: SetParagraph, line: Line, overlay: Overlay, typography: Typography
) -> _Seen | None:
    spans = [span for span in overlay.spans if span[0] < line.end and line.start < span[1]]
    bars = tuple(bar for span in spans for bar in set_paragraph.stretches(line, *span))
    if not bars:
        return None
    between = [(one[1], other[0]) for one, other in pairwise(overlay.spans)]
    gaps = tuple(gap for span in between for gap in set_paragraph.stretches(line, *span))
    ticks: list[float] = []
    for start, end in spans:
        first, last = set_paragraph.edges(line, start, end)
        ticks += [first] if line.start <= start else []
        ticks += [last] if end <= line.end else []
    edges = [_along(set_paragraph, x) for bar in (*bars, *gaps) for x in bar]
    limit = _limit(set_paragraph, typography)
    width = min(typography.name_width(overlay.tag, is_strong=True) + 2 * TAG_PAD, _LONGEST_TAG * limit)
    begin = min(edges)
    return _Seen(
        overlay=overlay,
        bars=bars,
        gaps=gaps,
        ticks=tuple(ticks),
        label=overlay.label if line.start <= overlay.start else "",
        begin=begin,
        reach=max(*edges, min(begin, limit - width) + width) + _GAP,
        tag_width=width,
    )


def _stacked(
    set_paragraph: SetParagraph, line: Line, seen: Sequence[_Seen], typography: Typography
) -> tuple[Bracket, ...]:
    lanes = _lanes(seen)
    ground = line.baseline + set_paragraph.face.fall + 2 * typography.lane + 1
    if max(lanes) < MOST_LANES:
        tops = [ground + lane * typography.overlay_lane for lane in lanes]
        return _with_own_tags(set_paragraph, line, seen, lanes, tops, typography)
    return _with_tags_in_a_row(set_paragraph, line, seen, lanes, ground, typography)


def _with_own_tags(
    set_paragraph: SetParagraph,
    line: Line,
    seen: Sequence[_Seen],
    lanes: Sequence[int],
    tops: Sequence[float],
    typography: Typography,
) -> tuple[Bracket, ...]:
    """Each tag under its own bracket, with the label up to the next one in the lane."""
    limit = _limit(set_paragraph, typography)
    found = []
    for number, (one, lane, top) in enumerate(zip(seen, lanes, tops, strict=True)):
        following = [other.begin for n, other in enumerate(seen) if n > number and lanes[n] == lane]
        end = min(following, default=limit + _GAP) - _GAP
        begin = min(one.begin, limit - one.tag_width)
        tag = _tag(set_paragraph, one, Room(begin, end - begin), top + typography.line + 2, typography)
        found.append(_bracket(set_paragraph, line, one, top, typography.overlay_lane, tag))
    return tuple(found)


def _with_tags_in_a_row(
    set_paragraph: SetParagraph,
    line: Line,
    seen: Sequence[_Seen],
    lanes: Sequence[int],
    ground: float,
    typography: Typography,
) -> tuple[Bracket, ...]:
    """As many lines as the room holds, the outermost ones on one another; tags without labels below them."""
    least = typography.line + 1
    room = MOST_LANES * typography.overlay_lane - typography.name_rise - 3
    pitch = max(least, room / (max(lanes) + 1))
    fitting = max(1, int(room / pitch + 0.01))
    row = ground + min(max(lanes) + 1, fitting) * pitch
    rooms = place_names(
        [(one.begin, one.tag_width) for one in seen],
        _limit(set_paragraph, typography),
        gap=1.0,
        least=typography.em * 0.6,
    )
    found = []
    for one, lane, place in zip(seen, lanes, rooms, strict=True):
        tag = None if place is None else _tag(set_paragraph, one, place, row, typography, with_label=False)
        top = ground + min(lane, fitting - 1) * pitch
        found.append(_bracket(set_paragraph, line, one, top, pitch, tag))
    return tuple(found)


def _bracket(
    set_paragraph: SetParagraph, line: Line, seen: _Seen, top: float, pitch: float, tag: Tag | None
) -> Bracket:
    face = set_paragraph.face
    return Bracket(
        overlay=seen.overlay,
        bars=seen.bars,
        gaps=seen.gaps,
        ticks=seen.ticks,
        top=top,
        bottom=top + pitch - _REACH,
        text_top=line.baseline - face.rise,
        text_bottom=line.baseline + face.fall,
        tag=tag,
    )


def _tag(
    set_paragraph: SetParagraph,
    seen: _Seen,
    room: Room,
    top: float,
    typography: Typography,
    *,
    with_label: bool = True,
) -> Tag:
    """The tag in its room, of which the label gets what the letters leave."""
    width = min(seen.tag_width, room.width)
    text = typography.cut_name(seen.overlay.tag, width - 2 * TAG_PAD, is_strong=True)
    left = _left(set_paragraph, room.left, width)
    label_room = room.width - width - _GAP / 2
    wanted = typography.name_width(seen.label, is_strong=False)
    label_width = min(wanted, label_room)
    has_label = with_label and seen.label and label_width >= min(wanted, typography.em)
    label = typography.cut_name(seen.label, label_width, is_strong=False) if has_label else ""
    return Tag(
        text=text,
        label=label,
        label_left=_left(set_paragraph, room.left + width + _GAP / 2, label_width),
        baseline=top + typography.name_rise,
        box=Box(left, top - 1, left + width, top + typography.name_rise + 1.5),
    )


def _limit(set_paragraph: SetParagraph, typography: Typography) -> float:
    """How far along a line something may be written."""
    return set_paragraph.width + typography.em


def _along(set_paragraph: SetParagraph, x: float) -> float:
    return set_paragraph.width - x if set_paragraph.paragraph.is_rtl else x


def _left(set_paragraph: SetParagraph, along: float, width: float) -> float:
    return set_paragraph.width - along - width if set_paragraph.paragraph.is_rtl else along
