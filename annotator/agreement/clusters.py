"""Whether two annotators put the same mentions into the same entities: B3, CEAF-e, LEA and MUC.

Each is counted on the mentions that both put somewhere, as sums for either side: what is in the clusters
of `a`, and how much of it the clusters of `b` find again (recall if `a` is the key), and the other way
round (precision). The sums add up over articles.
"""

from typing import NamedTuple

import numpy as np

from annotator.agreement.assignment import heaviest_pairs
from annotator.agreement.statistics import Indices, Numbers, summed_at


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


COUNTS = (4, 2, 2)
"""Measures in the order of `ClusterFamily`, what is found again of `a` and of `b`, how much and out of what."""


def cluster_counts(articles: Indices, clusters: Indices, *, of: int) -> Numbers:
    """The counts of each of `of` articles: (of, 4, 2, 2), as `COUNTS` says.

    They are on the mentions that both put somewhere: `articles` (mentions,) tells whose each is, `clusters`
    (mentions, 2), by any number, in which cluster of its article either has it.
    """
    size = clusters.max(initial=0) + 1
    (keys_a, in_a), (keys_b, in_b) = (
        np.unique(articles * size + side, return_inverse=True) for side in clusters.T
    )
    overlaps, shared = np.unique(in_a * (len(keys_b) + 1) + in_b, return_counts=True)
    pairs = np.stack(np.divmod(overlaps, len(keys_b) + 1), axis=-1)
    sizes = np.bincount(in_a)[pairs[:, 0]], np.bincount(in_b)[pairs[:, 1]]
    where = keys_a[pairs[:, 0]] // size
    similar = 2 * shared / (sizes[0] + sizes[1])
    mentions = np.bincount(articles, minlength=of)
    numbers = [np.bincount(keys // size, minlength=of) for keys in (keys_a, keys_b)]
    links = mentions - np.bincount(where, minlength=of)
    aligned = summed_at(where, similar * heaviest_pairs(pairs, similar), (of,))
    found = [
        [summed_at(where, shared * shared / own, (of,)) for own in sizes],
        [aligned, aligned],
        [summed_at(where, _resolved(shared, *both), (of,)) for both in (sizes, sizes[::-1])],
        [links, links],
    ]
    wanted = [[mentions] * 2, numbers, [mentions] * 2, [mentions - number for number in numbers]]
    return np.moveaxis(np.array([found, wanted], float), (0, 3), (3, 0))


def cluster_family(counts: Numbers) -> ClusterFamily:
    """The scores of counts (..., 4, 2, 2), each of the shape of the dimensions in front."""
    shares = counts[..., 0] / np.where(counts[..., 1] == 0, np.nan, counts[..., 1])
    recall, precision = np.moveaxis(shares, -1, 0)
    both = precision + recall
    f1 = np.where(both == 0, 0, 2 * precision * recall / np.where(both == 0, 1, both))
    return ClusterFamily(
        *(Score(precision[..., n], recall[..., n], f1[..., n]) for n in range(counts.shape[-3]))
    )


def _resolved(shared: Indices, sizes: Indices, other_sizes: Indices) -> Numbers:
    """A cluster's size by the part of its links found; that of a single mention is to be one again."""
    links = shared * (shared - 1) / np.maximum(sizes - 1, 1)
    resolved: Numbers = np.where(sizes == 1, other_sizes == 1, links)
    return resolved
