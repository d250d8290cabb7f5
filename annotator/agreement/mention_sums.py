"""What any two annotators made of the same mentions, by label, summed over articles."""

from collections.abc import Mapping

import numpy as np

from annotator.agreement.frame import Batch, Frame, Labels, Pair
from annotator.agreement.matches import EXACT, KINDS, ONLY_A, ONLY_B, Matches, tallies
from annotator.agreement.mention_columns import NONE
from annotator.agreement.resampling import Draw, Sums
from annotator.agreement.statistics import Numbers, summed_at


class MentionSums:
    """Tallies of the matches of every pair of annotators, and of all pairs together."""

    def __init__(self, frame: Frame, labels: Labels) -> None:
        self._labels = labels
        shape = 1 + len(labels), len(KINDS)
        self.by_pair: Mapping[Pair, Sums] = {pair: Sums(*shape) for pair in frame.pairs}
        """(1 + labels, matches): of all labels, then of each."""
        self.pooled = Sums(*shape)
        self._labelled = Sums(len(labels), len(labels))
        """(labels, labels): how often the first of a pair said the row's label of what is the column's to
        the other."""

    def add(self, batch: Batch, matches: Mapping[Pair, Matches]) -> Mapping[Pair, Numbers]:
        """Adds a batch; gives (articles, 2) of each pair: the mentions of both that are alike, and all."""
        labels = len(self._labels)
        together = np.zeros((batch.size, 1 + labels, len(KINDS)))
        strict: dict[Pair, Numbers] = {}
        for pair, of_pair in matches.items():
            values = tallies(of_pair, articles=batch.size, labels=labels)
            self.by_pair[pair].add(values, batch.pair_draw)
            together += values
            strict[pair] = np.stack([2 * values[:, 0, EXACT], values[:, 0] @ _MENTIONS], axis=-1)
            self._labelled.add(_labelled(of_pair, labels)[None], Draw.none(1))
        self.pooled.add(together, batch.draw)
        return strict

    def confusion(self) -> Numbers:
        """(labels, labels): how often somebody said the row's label where somebody else said the column's."""
        return self._labelled.total + self._labelled.total.T


_MENTIONS = np.array([2 - (kind in (ONLY_A, ONLY_B)) for kind in range(len(KINDS))], float)
"""How many mentions of the two each match is of."""


def _labelled(matches: Matches, labels: int) -> Numbers:
    both = matches.labels[(matches.labels != NONE).all(axis=1)]
    return summed_at(both[:, 0] * labels + both[:, 1], None, (labels, labels))
