"""Whether any two annotators put the same mentions into the same entities, summed over articles."""

from collections.abc import Iterable, Mapping

import numpy as np

from annotator.agreement.clusters import cluster_counts
from annotator.agreement.frame import Batch, Frame, Pair
from annotator.agreement.matches import Matches
from annotator.agreement.mention_columns import NONE
from annotator.agreement.resampling import Sums
from annotator.agreement.statistics import Indices, Numbers

CLUSTERS = (4, 2, 2)
"""The shape of what `cluster_counts` gives."""
LEFT = 2
"""Mentions that are left out: marked by one alone, and marked by both but in no entity to one of them."""


class EntitySums:
    """Cluster counts on the mentions that both annotators of a pair marked with the same boundaries."""

    def __init__(self, frame: Frame) -> None:
        self.by_pair: Mapping[Pair, Sums] = {pair: Sums(*CLUSTERS) for pair in frame.pairs}
        self.pooled = Sums(*CLUSTERS)
        self.left_out: Mapping[Pair, Numbers] = {pair: np.zeros(LEFT) for pair in frame.pairs}

    def add(self, batch: Batch, matches: Mapping[Pair, Matches]) -> None:
        """Adds what every pair made of the articles of a batch."""
        together = np.zeros((batch.size, *CLUSTERS))
        for pair, of_pair in matches.items():
            common = of_pair.entities[of_pair.is_common]
            is_grouped = (common != NONE).all(axis=1)
            self.left_out[pair][:] += len(of_pair.entities) - len(common), (~is_grouped).sum()
            articles = of_pair.articles[of_pair.is_common][is_grouped]
            order = np.argsort(articles)
            values = _counted(articles[order], common[is_grouped][order], batch.size)
            self.by_pair[pair].add(values, batch.pair_draw)
            together += values
        self.pooled.add(together, batch.draw)


def _counted(articles: Indices, entities: Indices, of: int) -> Numbers:
    """(articles, 4, 2, 2): of common mentions, each with its two entities, in order of their articles."""
    size = entities.max(initial=0) + 1
    ours, theirs = articles * size + entities[:, 0], articles * size + entities[:, 1]
    mentions = np.bincount(articles, minlength=of)
    clusters, other_clusters = (_distinct_by_article(keys, size, of) for keys in (ours, theirs))
    overlaps = _distinct_by_article(ours * size + entities[:, 1], size * size, of)
    # Where both have the same clusters, as nearly always, all of them and all links are found again.
    found = np.stack([mentions, clusters, mentions, mentions - clusters], axis=-1).astype(float)
    values = np.tile(found[..., None, None], (1, 1, *CLUSTERS[1:]))
    for article in np.flatnonzero((overlaps != clusters) | (overlaps != other_clusters)):
        first, last = np.searchsorted(articles, (article, article + 1))
        values[article] = cluster_counts(*_clusters(entities[first:last].tolist()))
    return values


def _distinct_by_article(keys: Indices, size: int, of: int) -> Indices:
    """How many different keys each article has, of which it is the part in front."""
    return np.bincount(np.unique(keys) // size, minlength=of)


def _clusters(grouped: Iterable[tuple[int, int]]) -> tuple[list[list[int]], list[list[int]]]:
    """The mentions, by their places, as either puts them together."""
    sides: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
    for mention, pair in enumerate(grouped):
        for side, entity in zip(sides, pair, strict=True):
            side.setdefault(entity, []).append(mention)
    return list(sides[0].values()), list(sides[1].values())
