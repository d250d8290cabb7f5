"""What everybody marked along the text, summed over articles: what the unitized alphas are made of."""

from collections.abc import Sequence

import numpy as np

from annotator.agreement.frame import Batch, Labels
from annotator.agreement.layers import top_layer
from annotator.agreement.reading import ReadMention
from annotator.agreement.resampling import SummedStatistics
from annotator.agreement.statistics import Numbers
from annotator.agreement.unitized import Unitized, unitized_by_article


class TextSums:
    """Statistics of the top layer of everybody's mentions."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._sums = SummedStatistics(Unitized)
        self.units = 0
        """How many mentions were compared."""
        self.left_out = 0
        """How many were not, because they overlap longer ones of the same annotator."""
        self.length = 0
        """Of the articles, in code points."""

    def add(self, batch: Batch) -> None:
        layers = [
            [self._layer(reading.mentions) for reading in article.readings] for article in batch.articles
        ]
        lengths = [article.length for article in batch.articles]
        self.length += sum(lengths)
        found = unitized_by_article(layers, lengths, labels=self._labels.names)
        # More labels may turn up, so that "unmarked" has to stand where its place does not change.
        self._sums.add(_rolled(found, 1), batch.draw)

    @property
    def all(self) -> Unitized:
        """With (1 + resamples) in front."""
        return _rolled(self._sums.all, -1)

    def _layer(self, mentions: Sequence[ReadMention]) -> Sequence[ReadMention]:
        layer = top_layer(mentions)
        self.units += len(layer.mentions)
        self.left_out += layer.left_out
        return layer.mentions


def _rolled(statistics: Unitized, places: int) -> Unitized:
    crossings: Numbers = np.roll(statistics.crossings, (places, places), axis=(-2, -1))
    return Unitized(crossings, np.roll(statistics.own_squares, places, axis=-1), statistics.shared_squares)
