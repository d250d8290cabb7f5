"""Aligns the mentions of two annotators in all articles of a batch at once, as `align` does in one.

A table of agreement compares millions of mentions, nearly all of which the other marked just so. In columns
of numbers those are found by sorting, and only overlaps that are contested are looked at one by one.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.alignment import SAME_LABEL, length_of, shared_length
from annotator.agreement.assignment import heaviest_matching
from annotator.agreement.matches import (
    BOUNDARY_AND_LABEL,
    BOUNDARY_ONLY,
    EXACT,
    LABEL_ONLY,
    ONLY_A,
    ONLY_B,
    Matches,
)
from annotator.agreement.mention_columns import NONE, MentionColumns
from annotator.agreement.statistics import Indices, Numbers

_Which = NDArray[np.bool_]

_AT_ONCE = 1_000_000
"""How many pairs of mentions are looked at together, so that memory stays small however many are close."""


def align_batch(a: MentionColumns, b: MentionColumns, among: NDArray[np.bool_]) -> Matches:
    """What `align` says of each article that is among those (articles,) that both have read."""
    both = among[a.articles], among[b.articles]
    exact = _equal(a.wholes, b.wholes, *_left(both))
    label_only = _equal(a.boundaries, b.boundaries, *_left(both, exact))
    overlapping = _overlapping(a, b, *_left(both, exact, label_only))
    only_a, only_b = _left(both, exact, label_only, overlapping)
    found = [exact, label_only, overlapping, _pairs(only_a, NONE), _pairs(NONE, only_b)]
    kinds = np.repeat((EXACT, LABEL_ONLY, BOUNDARY_AND_LABEL, ONLY_A, ONLY_B), list(map(len, found)))
    places = np.concatenate(found)
    labels = _looked_up(a.labels, b.labels, places)
    kinds[(kinds == BOUNDARY_AND_LABEL) & (labels[:, 0] == labels[:, 1])] = BOUNDARY_ONLY
    articles = _looked_up(a.articles, b.articles, places).max(axis=1)
    return Matches(articles, kinds, labels, _looked_up(a.entities, b.entities, places))


def _pairs(a: Indices | int, b: Indices | int) -> Indices:
    """(pairs, 2): places of mentions of either, or NONE."""
    return np.stack(np.broadcast_arrays(a, b), axis=-1)


def _looked_up(of_a: Indices, of_b: Indices, places: Indices) -> Indices:
    """(pairs, 2): what stands at the places, or NONE."""
    # NONE as a place is the last one.
    return _pairs(np.append(of_a, NONE)[places[:, 0]], np.append(of_b, NONE)[places[:, 1]])


def _left(both: tuple[_Which, _Which], *found: Indices) -> tuple[Indices, Indices]:
    """The places of the mentions of either that are to be compared and in none of the pairs."""
    ours, theirs = (is_left.copy() for is_left in both)
    for pairs in found:
        ours[pairs[:, 0]] = theirs[pairs[:, 1]] = False
    return np.flatnonzero(ours), np.flatnonzero(theirs)


def _equal(keys_a: Indices, keys_b: Indices, left_a: Indices, left_b: Indices) -> Indices:
    """Pairs with the same key, the first with the first, the second with the second."""
    ours, theirs = _by_times(keys_a[left_a]), _by_times(keys_b[left_b])
    _, a, b = np.intersect1d(ours, theirs, assume_unique=True, return_indices=True)
    return _pairs(left_a[a], left_b[b])


def _by_times(keys: Indices) -> Indices:
    """Keys that differ also in whether they are there for the first time, the second, and so on."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    times = np.empty_like(keys)
    times[order] = np.arange(len(keys)) - np.searchsorted(ordered, ordered)
    return (keys << 32) + times


def _overlapping(a: MentionColumns, b: MentionColumns, left_a: Indices, left_b: Indices) -> Indices:
    """The one-to-one pairs with the greatest sum of weights."""
    found = [_overlaps(a, b, pairs) for pairs in _close(a, b, left_a, left_b)]
    if not found:
        return np.empty((0, 2), np.int64)
    pairs, weights = (np.concatenate(parts) for parts in zip(*found, strict=True))
    is_contested = np.logical_or(*(np.bincount(places, minlength=1)[places] > 1 for places in pairs.T))
    contested = zip(pairs[is_contested].tolist(), weights[is_contested].tolist(), strict=True)
    matched = heaviest_matching({(one, other): weight for (one, other), weight in contested})
    return np.concatenate([pairs[~is_contested], np.array(matched, np.int64).reshape(-1, 2)])


def _close(a: MentionColumns, b: MentionColumns, left_a: Indices, left_b: Indices) -> Iterator[Indices]:
    """Pairs of mentions of the same article, all that overlap among them; some at a time."""
    if not len(left_a) or not len(left_b):
        return
    # Articles laid end to end, each as long as the longest.
    reach = 1 + max(a.ends[left_a].max(), b.ends[left_b].max())
    starts_b = b.articles[left_b] * reach + b.starts[left_b]
    order = np.argsort(starts_b, kind="stable")
    longest = (b.ends - b.starts)[left_b].max()
    begins = a.articles[left_a] * reach
    first = np.searchsorted(starts_b[order], begins + np.maximum(a.starts[left_a] - longest, 0))
    number = np.searchsorted(starts_b[order], begins + a.ends[left_a]) - first
    parts = np.flatnonzero(np.diff(np.cumsum(number) // _AT_ONCE)) + 1
    for some in np.split(np.arange(len(left_a)), parts):
        each = number[some]
        nth = np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)
        yield _pairs(left_a[np.repeat(some, each)], left_b[order[np.repeat(first[some], each) + nth]])


def _overlaps(a: MentionColumns, b: MentionColumns, pairs: Indices) -> tuple[Indices, Numbers]:
    """Those of the pairs that overlap, and their weights."""
    of_a, of_b = pairs.T
    shared = np.minimum(a.ends[of_a], b.ends[of_b]) - np.maximum(a.starts[of_a], b.starts[of_b])
    lengths = (a.ends - a.starts)[of_a] + (b.ends - b.starts)[of_b]
    is_broken = np.isin(of_a, list(a.pieces)) | np.isin(of_b, list(b.pieces))
    for at in np.flatnonzero(is_broken):
        extents = a.extent(of_a[at]), b.extent(of_b[at])
        shared[at], lengths[at] = shared_length(*extents), sum(map(length_of, extents))
    weights = shared / (lengths - shared) + SAME_LABEL * (a.labels[of_a] == b.labels[of_b])
    return pairs[shared > 0], weights[shared > 0]
