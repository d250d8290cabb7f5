"""Whether any two annotators put the same mentions into the same entities, summed over articles."""

from collections.abc import Mapping

import numpy as np

from annotator.agreement.clusters import COUNTS, cluster_counts
from annotator.agreement.frame import Batch, Frame, Pair
from annotator.agreement.matches import Matches
from annotator.agreement.mention_columns import NONE
from annotator.agreement.resampling import Sums
from annotator.agreement.statistics import Numbers

LEFT = 2
"""Mentions that are left out: marked by one alone, and marked by both but in no entity to one of them."""


class EntitySums:
    """Cluster counts on the mentions that both annotators of a pair marked with the same boundaries."""

    def __init__(self, frame: Frame) -> None:
        self.by_pair: Mapping[Pair, Sums] = {pair: Sums(*COUNTS) for pair in frame.pairs}
        self.pooled = Sums(*COUNTS)
        self.left_out: Mapping[Pair, Numbers] = {pair: np.zeros(LEFT) for pair in frame.pairs}

    def add(self, batch: Batch, matches: Mapping[Pair, Matches]) -> None:
        """Adds what every pair made of the articles of a batch."""
        together = np.zeros((batch.size, *COUNTS))
        for pair, of_pair in matches.items():
            common = of_pair.entities[of_pair.is_common]
            is_grouped = (common != NONE).all(axis=1)
            self.left_out[pair][:] += len(of_pair.entities) - len(common), (~is_grouped).sum()
            articles = of_pair.articles[of_pair.is_common][is_grouped]
            values = cluster_counts(articles, common[is_grouped], of=batch.size)
            self.by_pair[pair].add(values, batch.pair_draw)
            together += values
        self.pooled.add(together, batch.draw)
