"""What everybody marked along the text, summed over articles: what the unitized alphas are made of."""

from collections.abc import Sequence

import numpy as np

from annotator.agreement.frame import Batch, Labels
from annotator.agreement.layers import top_layer
from annotator.agreement.marked_texts import MarkedTexts
from annotator.agreement.reading import ReadArticle, ReadMention
from annotator.agreement.resampling import SummedStatistics
from annotator.agreement.statistics import Numbers
from annotator.agreement.unitized import Unitized, unitized_by_article


class TextSums:
    """Statistics of the top layer of everybody's mentions."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._texts = MarkedTexts(labels)
        self._sums = SummedStatistics(Unitized)
        self.units = 0
        """How many mentions were compared."""
        self.left_out = 0
        """How many were not, because they overlap longer ones of the same annotator."""
        self.length = 0
        """Of the articles, in code points."""

    def take(self, article: ReadArticle) -> None:
        """Takes what was marked in the next article of the batch."""
        self._texts.take(article.length, [self._layer(reading.mentions) for reading in article.readings])
        self.length += article.length

    def flush(self, batch: Batch) -> None:
        """Adds what was taken since the last time."""
        found = unitized_by_article(self._texts)
        self._texts = MarkedTexts(self._labels)
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
