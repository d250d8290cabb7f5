"""Mentions that do not overlap, which measures along the text need, taken out of one annotator's reading."""

from bisect import bisect_right, insort
from collections.abc import Sequence
from typing import NamedTuple

from annotator.agreement.alignment import length_of, pieces_of
from annotator.agreement.reading import ReadMention
from annotator.domain.tokens import Offsets


class TopLayer(NamedTuple):
    mentions: tuple[ReadMention, ...]
    """None overlaps another; in the order they were given in."""
    left_out: int
    """How many are not in it, because they are nested in a mention that is, or overlap it."""


def top_layer(mentions: Sequence[ReadMention]) -> TopLayer:
    """The longest mentions first, then whatever does not overlap them; of equally long ones the first.

    A discontinuous mention is as long as its pieces together, is in it with all of them or with none, and
    leaves room for others between them.
    """
    if _are_apart(mentions):
        return TopLayer(tuple(mentions), 0)
    taken: list[Offsets] = []
    kept = []
    for at, mention in sorted(enumerate(mentions), key=lambda one: (-length_of(one[1]), one[1].start)):
        if all(_has_room(taken, piece) for piece in pieces_of(mention)):
            kept.append(at)
            for piece in pieces_of(mention):
                insort(taken, piece)
    return TopLayer(tuple(mentions[at] for at in sorted(kept)), len(mentions) - len(kept))


def _are_apart(mentions: Sequence[ReadMention]) -> bool:
    """Sure at a glance where it says so, which is nearly always."""
    reached = 0
    for mention in mentions:
        if mention.pieces or mention.start < reached:
            return False
        reached = mention.end
    return True


def _has_room(taken: Sequence[Offsets], piece: Offsets) -> bool:
    start, end = piece
    at = bisect_right(taken, piece)
    return (at == 0 or taken[at - 1][1] <= start) and (at == len(taken) or taken[at][0] >= end)
