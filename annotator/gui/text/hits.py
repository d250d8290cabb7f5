"""What is under a point of the page: a mention's edge, mentions from the innermost out, or text. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from annotator.gui.text.shapes import LineShapes, Shape

EDGE_REACH = 4.0
"""Pixels around an edge at which it can be taken hold of."""


class HitKind(StrEnum):
    TEXT = "text"
    MENTION = "mention"
    START_EDGE = "start_edge"
    END_EDGE = "end_edge"


@dataclass(frozen=True, slots=True)
class HitTarget:
    """What a point hits; `offset` is the nearest place between two characters."""

    kind: HitKind
    offset: int
    mention_ids: tuple[str, ...] = ()
    """The mentions there, innermost first."""

    @property
    def mention_id(self) -> str | None:
        """The innermost mention, or the one whose edge it is."""
        return self.mention_ids[0] if self.mention_ids else None

    @property
    def is_edge(self) -> bool:
        return self.kind in (HitKind.START_EDGE, HitKind.END_EDGE)


def hit(on_line: LineShapes, x: float, y: float, offset: int, current_id: str | None) -> HitTarget:
    """What the point hits on its line, in the paragraph's own pixels.

    Only the current mention has edges that can be taken hold of.
    """
    for shape in on_line.shapes:
        if shape.mention_id == current_id:
            edge = _edge(shape, x, y)
            if edge is not None:
                return HitTarget(edge, offset, (shape.mention_id,))
    ids = _innermost_first(on_line, x, y)
    return HitTarget(HitKind.MENTION if ids else HitKind.TEXT, offset, ids)


def next_outward(ids: tuple[str, ...], current_id: str | None) -> str:
    """What another click on the same place means: the next mention outwards, then the innermost again."""
    if current_id in ids:
        return ids[(ids.index(current_id) + 1) % len(ids)]
    return ids[0]


def _edge(shape: Shape, x: float, y: float) -> HitKind | None:
    if not any(box.holds(x, y, EDGE_REACH) for box in shape.boxes):
        return None
    at_end = shape.end_x is not None and abs(x - shape.end_x) <= EDGE_REACH
    at_start = shape.start_x is not None and abs(x - shape.start_x) <= EDGE_REACH
    if at_start and at_end and shape.start_x is not None and shape.end_x is not None:
        # A mention narrower than two reaches: each half holds its own edge.
        at_end = abs(x - shape.end_x) <= abs(x - shape.start_x)
    if at_end:
        return HitKind.END_EDGE
    return HitKind.START_EDGE if at_start else None


def _innermost_first(on_line: LineShapes, x: float, y: float) -> tuple[str, ...]:
    found = [shape.mark for shape in on_line.shapes if any(box.holds(x, y) for box in shape.boxes)]
    found.sort(key=lambda mark: mark.mention.end - mark.mention.start)
    ids = dict.fromkeys(mark.mention.id for mark in found)
    named: Iterable[str] = (name.mark.mention.id for name in on_line.names if name.box.holds(x, y))
    return tuple(ids) or tuple(dict.fromkeys(named))
