"""Whether two annotators put the same mentions into the same entities: B3, CEAF-e, LEA and MUC.

Each is counted on the mentions that both put somewhere, as sums for either side: what is in the clusters
of `a`, and how much of it the clusters of `b` find again (recall if `a` is the key), and the other way
round (precision). The sums add up over articles.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from annotator.agreement.assignment import heaviest_matching
from annotator.agreement.statistics import Numbers


class Score(NamedTuple):
    """NaN where there was nothing to find."""

    precision: Numbers
    recall: Numbers
    f1: Numbers


class ClusterFamily(NamedTuple):
    b3: Score
    """Of each mention's cluster the part that is found together (Bagga and Baldwin 1998)."""
    ceaf_e: Score
    """Of the clusters aligned one to one, how far each pair is the same (Luo 2005, phi 4)."""
    lea: Score
    """Of the links in each cluster the part that is found, by its size (Moosavi and Strube 2016)."""
    muc: Score
    """Of the links that hold the clusters together the part found; blind to single mentions (Vilain 1995)."""


Cluster = Collection[Hashable]


class _Overlap(NamedTuple):
    """How many mentions each cluster of one side has, all in all and in common with those of the other."""

    sizes: Mapping[int, int]
    other_sizes: Mapping[int, int]
    shared: Mapping[tuple[int, int], int]


def cluster_counts(a: Sequence[Cluster], b: Sequence[Cluster]) -> Numbers:
    """Of each measure in the order of `ClusterFamily`, what is found again of `a`, and of `b`: (4, 2, 2).

    The last dimension is how much, out of how much. Clusters hold any keys of mentions, none of them twice;
    a mention that only one of the two has is left out, and a cluster that has no other is with it.
    """
    in_a = {mention: at for at, cluster in enumerate(a) for mention in cluster}
    in_b = {mention: at for at, cluster in enumerate(b) for mention in cluster}
    pairs = [(at, in_b[mention]) for mention, at in in_a.items() if mention in in_b]
    sizes_a, sizes_b = Counter(at for at, _ in pairs), Counter(at for _, at in pairs)
    shared = Counter(pairs)
    if len(shared) == len(sizes_a) == len(sizes_b):
        return _all_found(len(pairs), len(shared))
    sides = (
        _Overlap(sizes_a, sizes_b, shared),
        _Overlap(sizes_b, sizes_a, {(j, i): n for (i, j), n in shared.items()}),
    )
    aligned = _aligned(sides[0])
    return np.array(
        [
            [(_b3(side), len(pairs)) for side in sides],
            [(aligned, len(side.sizes)) for side in sides],
            [(_lea(side), len(pairs)) for side in sides],
            [(len(pairs) - len(shared), len(pairs) - len(side.sizes)) for side in sides],
        ],
        dtype=float,
    )


def cluster_family(counts: Numbers) -> ClusterFamily:
    """The scores of counts (..., 4, 2, 2), each of the shape of the dimensions in front."""
    shares = counts[..., 0] / np.where(counts[..., 1] == 0, np.nan, counts[..., 1])
    recall, precision = np.moveaxis(shares, -1, 0)
    both = precision + recall
    f1 = np.where(both == 0, 0, 2 * precision * recall / np.where(both == 0, 1, both))
    return ClusterFamily(
        *(Score(precision[..., n], recall[..., n], f1[..., n]) for n in range(counts.shape[-3]))
    )


def _all_found(mentions: int, clusters: int) -> Numbers:
    """The counts of equal partitions, which are most."""
    there = [mentions, clusters, mentions, mentions - clusters]
    return np.repeat(np.array(there, dtype=float), 4).reshape(len(there), 2, 2)


def _b3(overlap: _Overlap) -> float:
    return sum(n * n / overlap.sizes[i] for (i, _), n in overlap.shared.items())


def _lea(overlap: _Overlap) -> float:
    return sum(_resolved(n, overlap.sizes[i], overlap.other_sizes[j]) for (i, j), n in overlap.shared.items())


def _resolved(shared: int, size: int, other_size: int) -> float:
    """A cluster's size by the part of its links found; that of a single mention is to be one again."""
    return float(other_size == 1) if size == 1 else shared * (shared - 1) / (size - 1)


def _aligned(overlap: _Overlap) -> float:
    similar = {
        (i, j): 2 * n / (overlap.sizes[i] + overlap.other_sizes[j]) for (i, j), n in overlap.shared.items()
    }
    return sum(similar[pair] for pair in heaviest_matching(similar))
