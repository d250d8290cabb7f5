"""What any two annotators made of the same mentions, by label, summed over articles."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from annotator.agreement.alignment import Aligned, Match, tally, tally_by_label
from annotator.agreement.frame import Batch, Frame, Labels, Pair
from annotator.agreement.reading import ReadMention
from annotator.agreement.resampling import Sums
from annotator.agreement.statistics import Numbers

CLASSES = len(Match)


class MentionSums:
    """Tallies of the matches of every pair of annotators, and of all pairs together."""

    def __init__(self, frame: Frame, labels: Labels) -> None:
        self._frame = frame
        self._labels = labels
        self._tallies: dict[Pair, _Tallies] = {pair: _Tallies() for pair in frame.pairs}
        self.by_pair: Mapping[Pair, Sums] = {pair: Sums(1 + len(labels), CLASSES) for pair in frame.pairs}
        """(1 + labels, matches): of all labels, then of each."""
        self.pooled = Sums(1 + len(labels), CLASSES)
        self.confused = Counter[tuple[str, str]]()
        """How often one annotator of a pair said the one label where the other said the other."""

    def take(
        self,
        article: int,
        pair: Pair,
        aligned: Sequence[Aligned],
        mentions: tuple[Sequence[ReadMention], Sequence[ReadMention]],
    ) -> None:
        """Counts what a pair made of one article, given by its place in the batch."""
        self._tallies[pair].take(article, 0, tally(aligned))
        for label, counts in tally_by_label(aligned, *mentions).items():
            self._tallies[pair].take(article, 1 + self._labels.number(label), counts)
        for match, a, b in aligned:
            if (match is _LABEL_ONLY or match is _BOTH_DIFFER) and a is not None and b is not None:
                self.confused[mentions[0][a].label, mentions[1][b].label] += 1

    def flush(self, batch: Batch) -> Mapping[Pair, Numbers]:
        """Adds what was taken; (articles, 2) of each pair: the mentions of both that are alike, and all."""
        shape = batch.size, 1 + len(self._labels), CLASSES
        together = np.zeros(shape)
        strict: dict[Pair, Numbers] = {}
        for pair, tallies in self._tallies.items():
            values = tallies.emptied(shape)
            self.by_pair[pair].add(values, batch.pair_draw)
            together += values
            strict[pair] = np.stack([2 * values[:, 0, _EXACT], values[:, 0] @ _MENTIONS], axis=-1)
        self.pooled.add(together, batch.draw)
        return strict

    def confusion(self) -> Numbers:
        """(labels, labels): how often somebody said the row's label where somebody else said the column's."""
        counts = np.zeros((len(self._labels),) * 2)
        alike = self.pooled.total[1:, [_EXACT, _BOUNDARY_ONLY]].sum(axis=1)
        counts[np.arange(len(alike)), np.arange(len(alike))] = alike
        for (one, other), times in self.confused.items():
            counts[self._labels.number(one), self._labels.number(other)] += times
        return counts + counts.T


_MATCHES = tuple(Match)
_EXACT, _BOUNDARY_ONLY = _MATCHES.index(Match.EXACT), _MATCHES.index(Match.BOUNDARY_ONLY)
_MENTIONS = np.array([2 - (match in (Match.ONLY_A, Match.ONLY_B)) for match in _MATCHES], float)
"""How many mentions of the two each match is of."""
# By identity, since to look for members of an enumeration in a set takes most of the time here.
_LABEL_ONLY, _BOTH_DIFFER = Match.LABEL_ONLY, Match.BOUNDARY_AND_LABEL


class _Tallies:
    """The tallies of one pair in one batch, as they come."""

    def __init__(self) -> None:
        self._articles: list[int] = []
        self._rows: list[int] = []
        self._counts: list[tuple[int, ...]] = []

    def take(self, article: int, row: int, counts: tuple[int, ...]) -> None:
        self._articles.append(article)
        self._rows.append(row)
        self._counts.append(counts)

    def emptied(self, shape: tuple[int, int, int]) -> Numbers:
        values = np.zeros(shape)
        if self._counts:
            values[self._articles, self._rows] = self._counts
        self._articles, self._rows, self._counts = [], [], []
        return values
