"""Whether any two annotators put the same mentions into the same entities, summed over articles."""

from collections.abc import Mapping, Sequence

import numpy as np

from annotator.agreement.alignment import Aligned, Match
from annotator.agreement.clusters import cluster_counts
from annotator.agreement.frame import Batch, Frame, Pair
from annotator.agreement.reading import ReadMention
from annotator.agreement.resampling import Sums
from annotator.agreement.statistics import Numbers

# By identity, since to look for members of an enumeration in a set takes most of the time here.
_EXACT, _LABEL_ONLY = Match.EXACT, Match.LABEL_ONLY
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
        self._taken: dict[Pair, _Taken] = {pair: _Taken() for pair in frame.pairs}

    def take(
        self,
        article: int,
        pair: Pair,
        aligned: Sequence[Aligned],
        mentions: tuple[Sequence[ReadMention], Sequence[ReadMention]],
    ) -> None:
        """Counts what a pair made of one article, given by its place in the batch."""
        first, second = mentions
        entities = [
            (first[a].entity, second[b].entity)
            for match, a, b in aligned
            if (match is _EXACT or match is _LABEL_ONLY) and a is not None and b is not None
        ]
        grouped = [(one, other) for one, other in entities if one is not None and other is not None]
        self.left_out[pair][:] += len(aligned) - len(entities), len(entities) - len(grouped)
        if grouped:
            self._taken[pair].take(article, grouped)

    def flush(self, batch: Batch) -> None:
        """Adds what was taken since the last time."""
        together = np.zeros((batch.size, *CLUSTERS))
        for pair, taken in self._taken.items():
            values = taken.emptied(batch.size)
            self.by_pair[pair].add(values, batch.pair_draw)
            together += values
        self.pooled.add(together, batch.draw)


class _Taken:
    """The cluster counts of one pair in one batch, as they come."""

    def __init__(self) -> None:
        self._alike: list[tuple[int, int, int]] = []
        self._counted: list[tuple[int, Numbers]] = []

    def take(self, article: int, grouped: Sequence[tuple[str, str]]) -> None:
        """Takes common mentions, each given by its entity to the one and to the other."""
        linked = set(grouped)
        entities = len({one for one, _ in linked})
        if len(linked) == entities == len({other for _, other in linked}):
            self._alike.append((article, len(grouped), entities))
        else:
            self._counted.append((article, cluster_counts(*_clusters(grouped))))

    def emptied(self, articles: int) -> Numbers:
        """(articles, 4, 2, 2)"""
        values = np.zeros((articles, *CLUSTERS))
        # Where both have the same clusters, as nearly always, all of them and all links are found again.
        where, mentions, entities = np.array(self._alike, np.int64).reshape(-1, 3).T
        values[where] = np.stack([mentions, entities, mentions, mentions - entities], axis=-1)[
            ..., None, None
        ]
        for article, counts in self._counted:
            values[article] = counts
        self._alike, self._counted = [], []
        return values


def _clusters(grouped: Sequence[tuple[str, str]]) -> tuple[list[list[int]], list[list[int]]]:
    """The mentions, by their places, as either puts them together."""
    sides: tuple[dict[str, list[int]], dict[str, list[int]]] = ({}, {})
    for mention, pair in enumerate(grouped):
        for side, entity in zip(sides, pair, strict=True):
            side.setdefault(entity, []).append(mention)
    return list(sides[0].values()), list(sides[1].values())
