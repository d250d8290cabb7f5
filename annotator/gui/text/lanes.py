"""Stacking what overlaps: levels for nested mentions, and room for their names above the line. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.tokens import Offsets


def levels(spans: Sequence[Offsets]) -> tuple[int, ...]:
    """How far out each span is drawn, 0 nearest the text; spans that overlap never share a level.

    They come in order of reading, sorted by start and then longest first, so that what encloses is placed
    before what it encloses.
    """
    found = [0] * len(spans)
    first = 0
    while first < len(spans):
        last, reach = first + 1, spans[first][1]
        while last < len(spans) and spans[last][0] < reach:
            reach = max(reach, spans[last][1])
            last += 1
        lanes = _lanes(spans[first:last])
        deepest = max(lanes)
        found[first:last] = [deepest - lane for lane in lanes]
        first = last
    return tuple(found)


def _lanes(spans: Sequence[Offsets]) -> list[int]:
    """Each span below all that it overlaps and that come before it."""
    lanes: list[int] = []
    for number, (start, _) in enumerate(spans):
        overlapped = [lanes[n] for n in range(number) if start < spans[n][1]]
        lanes.append(max(overlapped, default=-1) + 1)
    return lanes


@dataclass(frozen=True, slots=True)
class Room:
    """Where a name begins and how wide it is drawn."""

    left: float
    width: float


def place_names(
    wanted: Sequence[tuple[float, float]], end: float, *, gap: float, least: float
) -> tuple[Room | None, ...]:
    """Room for each name, given where it wants to begin and its width, sorted by where.

    A name never runs into the next one: it is cut short instead, and left out if less than `least` would be
    seen. Names that want the same place stand beside each other, outermost first.
    """
    rooms: list[Room | None] = []
    first = 0
    while first < len(wanted):
        last = first + 1
        while last < len(wanted) and wanted[last][0] < wanted[first][0] + least:
            last += 1
        limit = wanted[last][0] - gap if last < len(wanted) else end
        rooms += _side_by_side(wanted[first:last], limit, gap=gap, least=least)
        first = last
    return tuple(rooms)


def _side_by_side(
    wanted: Sequence[tuple[float, float]], limit: float, *, gap: float, least: float
) -> list[Room | None]:
    rooms: list[Room | None] = []
    left = wanted[0][0]
    for number, (_, width) in enumerate(wanted):
        others = [min(other, least) + gap for _, other in wanted[number + 1 :]]
        room = min(width, limit - left - sum(others))
        if room < min(width, least):
            # The last ones go without before the first do: the outermost is the one that shows least itself.
            room = min(width, limit - left)
        if room < min(width, least):
            rooms.append(None)
            continue
        rooms.append(Room(left, room))
        left += room + gap
    return rooms
