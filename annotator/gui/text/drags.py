"""What a drag of the mouse means, from where it began and where it is now. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from annotator.domain import tokens
from annotator.domain.annotation import Mention
from annotator.gui.text.hits import HitKind, HitTarget


class DragKind(StrEnum):
    TEXT = "text"
    EDGE = "edge"
    STANCE = "stance"


@dataclass(frozen=True, slots=True)
class Drag:
    """Text that is being selected, an edge that is being moved, or an arrow from one mention to another."""

    kind: DragKind
    start: int
    end: int
    is_backwards: bool = False
    from_id: str | None = None
    to_id: str | None = None


def drag_of(
    began: HitTarget,
    now: HitTarget,
    mentions: tuple[Mention, ...],
    text: str,
    *,
    is_exact: bool,
    is_text: bool,
) -> Drag | None:
    """What the drag means; None while it means nothing.

    From one mention onto another one is a stance, unless text is asked for (`is_text`) or the two overlap,
    since then a selection within the larger one is meant. `mentions` holds those that are concerned.
    """
    known = {mention.id: mention for mention in mentions}
    if began.is_edge:
        held = known.get(began.mention_id or "")
        return None if held is None else _edge(held, began.kind, now.offset, text, is_exact=is_exact)
    if not is_text:
        source, goal = known.get(began.mention_id or ""), known.get(now.mention_id or "")
        if source and goal and not (source.start < goal.end and goal.start < source.end):
            return Drag(DragKind.STANCE, goal.start, goal.end, from_id=source.id, to_id=goal.id)
    return _selection(began.offset, now.offset, text, is_exact=is_exact)


def _selection(anchor: int, offset: int, text: str, *, is_exact: bool) -> Drag | None:
    start, end = sorted((anchor, offset))
    span = (start, end) if is_exact else tokens.snap(text, start, end)
    if start == end or span is None:
        return None
    return Drag(DragKind.TEXT, *span, is_backwards=offset < anchor)


def _edge(held: Mention, kind: HitKind, offset: int, text: str, *, is_exact: bool) -> Drag | None:
    start, end = held.start, held.end
    if kind is HitKind.START_EDGE:
        start = min(offset if is_exact else _nearest_start(text, offset), end)
    else:
        end = max(offset if is_exact else _nearest_end(text, offset), start)
    if start >= end:
        return None
    return Drag(DragKind.EDGE, start, end, from_id=held.id)


def _nearest_start(text: str, offset: int) -> int:
    before, after = tokens.previous_token_start(text, offset + 1), tokens.next_token_start(text, offset)
    return _nearest(offset, before, after)


def _nearest_end(text: str, offset: int) -> int:
    before, after = tokens.previous_token_end(text, offset + 1), tokens.next_token_end(text, offset)
    return _nearest(offset, before, after)


def _nearest(offset: int, before: int, after: int) -> int:
    """The nearer of the two; each is out of order when there is no such edge on its side."""
    places = [place for place, is_there in ((before, before <= offset), (after, after > offset)) if is_there]
    return min(places, key=lambda place: abs(place - offset), default=offset)
