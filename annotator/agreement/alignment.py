"""Which mention of one annotator is which of another's, how the two differ, and the F1 that follows."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.assignment import heaviest_matching
from annotator.agreement.reading import ReadMention
from annotator.domain.tokens import Offsets


class Match(StrEnum):
    """What two annotators made of one mention."""

    EXACT = "exact"
    LABEL_ONLY = "label only"
    """The same boundaries, another label."""
    BOUNDARY_ONLY = "boundary only"
    """The same label, boundaries that overlap."""
    BOUNDARY_AND_LABEL = "boundary and label"
    """Boundaries that overlap, another label."""
    ONLY_A = "only A"
    ONLY_B = "only B"


class Aligned(NamedTuple):
    """`a` and `b` are the mention's place in either reading, None where it has none."""

    match: Match
    a: int | None
    b: int | None


class F1Family(NamedTuple):
    """Each of the shape of the counts without their last dimension; NaN where nothing was compared.

    F1 is the same from either annotator's side, so neither of them is taken for the truth.
    """

    strict: NDArray[np.float64]
    exact_boundary: NDArray[np.float64]
    """Whatever the label."""
    type: NDArray[np.float64]
    """The same label, and boundaries that overlap at least."""
    partial: NDArray[np.float64]
    """Whatever the label: 1 for the same boundaries, a half for overlap (SemEval-2013, task 9.1)."""
    any_overlap: NDArray[np.float64]


SAME_LABEL = 1e-6
"""Decides between equal overlaps; too little to outweigh any difference between overlaps that occurs."""


def _key(*names: str) -> Callable[[ReadMention], Hashable]:
    return itemgetter(*(ReadMention._fields.index(name) for name in names))


_whole = _key("start", "end", "label", "pieces")
_boundaries = _key("start", "end", "pieces")


def align(a: Sequence[ReadMention], b: Sequence[ReadMention]) -> tuple[Aligned, ...]:
    """Every mention of both exactly once: those of `a` in their order, then what only `b` has in its order.

    First the same boundaries and label, then the same boundaries, then the one-to-one alignment with the
    greatest sum of shares of overlap (code points in both by code points in either; of equal ones that with
    more labels the same). A discontinuous mention is its pieces.
    """
    found: list[Aligned] = []
    left_a, left_b = dict(enumerate(a)), dict(enumerate(b))
    for match, key in ((Match.EXACT, _whole), (Match.LABEL_ONLY, _boundaries)):
        if left_a and left_b:
            found += [Aligned(match, i, j) for i, j in _take_same(left_a, left_b, key)]
    if left_a and left_b:
        for i, j in heaviest_matching(_overlaps(left_a, left_b)):
            same = left_a.pop(i).label == left_b.pop(j).label
            found.append(Aligned(Match.BOUNDARY_ONLY if same else Match.BOUNDARY_AND_LABEL, i, j))
    found += [Aligned(Match.ONLY_A, i, None) for i in left_a]
    found.sort(key=itemgetter(1))
    return (*found, *[Aligned(Match.ONLY_B, None, j) for j in left_b])


def f1_family(counts: NDArray[np.int64] | NDArray[np.float64]) -> F1Family:
    """The F1 measures of tallies (..., 6), summed over whatever articles they are wanted for."""
    exact, label_only, boundary_only, both, only_a, only_b = np.moveaxis(np.asarray(counts, float), -1, 0)
    same_boundary = exact + label_only
    matched = same_boundary + boundary_only + both
    with np.errstate(invalid="ignore"):
        scale = 2 / np.where(matched + only_a + only_b > 0, 2 * matched + only_a + only_b, np.nan)
    return F1Family(
        strict=exact * scale,
        exact_boundary=same_boundary * scale,
        type=(exact + boundary_only) * scale,
        partial=(same_boundary + matched) / 2 * scale,
        any_overlap=matched * scale,
    )


def shared_length(a: ReadMention, b: ReadMention) -> int:
    """How many code points are in both."""
    if not a.pieces and not b.pieces:
        start = a.start if a.start > b.start else b.start
        end = a.end if a.end < b.end else b.end
        return end - start if end > start else 0
    return sum(
        max(0, min(end, other_end) - max(start, other_start))
        for start, end in pieces_of(a)
        for other_start, other_end in pieces_of(b)
    )


def pieces_of(mention: ReadMention) -> tuple[Offsets, ...]:
    """What of the text it covers, half-open, in order."""
    return mention.pieces or ((mention.start, mention.end),)


def _take_same(
    a: dict[int, ReadMention], b: dict[int, ReadMention], key: Callable[[ReadMention], Hashable]
) -> list[tuple[int, int]]:
    """Pairs with the same key one to one, in order, which are no longer in `a` and `b` then."""
    at_b = dict(zip(map(key, b.values()), b, strict=True))
    found = map(at_b.get, map(key, a.values()))
    pairs = [(i, j) for i, j in zip(a, found, strict=True) if j is not None]
    if len(at_b) < len(b) or len({j for _, j in pairs}) < len(pairs):
        by_times = _by_times(b, key)
        pairs = [(i, by_times[which]) for which, i in _by_times(a, key).items() if which in by_times]
    for i, j in pairs:
        del a[i], b[j]
    return pairs


def _by_times(
    mentions: Mapping[int, ReadMention], key: Callable[[ReadMention], Hashable]
) -> dict[tuple[Hashable, int], int]:
    """Where each key is for the first time, for the second, and so on."""
    places: dict[tuple[Hashable, int], int] = {}
    times = Counter[Hashable]()
    for i, mention in mentions.items():
        which = key(mention)
        times[which] += 1
        places[which, times[which]] = i
    return places


def _overlaps(a: Mapping[int, ReadMention], b: Mapping[int, ReadMention]) -> dict[tuple[int, int], float]:
    order = sorted(b, key=lambda j: b[j].start)
    starts = [b[j].start for j in order]
    longest = max(mention.end - mention.start for mention in b.values())
    weights: dict[tuple[int, int], float] = {}
    for i, mention in a.items():
        first, last = bisect_left(starts, mention.start - longest), bisect_left(starts, mention.end)
        for j in order[first:last]:
            if shared := shared_length(mention, b[j]):
                together = length_of(mention) + length_of(b[j]) - shared
                weights[i, j] = shared / together + SAME_LABEL * (mention.label == b[j].label)
    return weights


def length_of(mention: ReadMention) -> int:
    """How many code points it covers."""
    if not mention.pieces:
        return mention.end - mention.start
    return sum(end - start for start, end in mention.pieces)
