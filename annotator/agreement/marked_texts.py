"""What everybody marked in some articles, as numbers: units of text with their labels, for counting."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from annotator.agreement.alignment import pieces_of
from annotator.agreement.frame import Labels
from annotator.agreement.reading import ReadMention
from annotator.agreement.statistics import Indices


class Units(NamedTuple):
    """What one annotator marked in each article, on the articles laid end to end; in order."""

    starts: Indices
    ends: Indices
    labels: Indices
    articles: Indices


class MarkedTexts:
    """Takes articles one by one and keeps nothing but numbers of them."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self._lengths: list[int] = []
        self._annotators: list[int] = []
        self._units: list[list[int]] = []
        """By annotator's place in an article: the article, start, end and label of each unit in turn."""

    def take(self, length: int, readings: Sequence[Sequence[ReadMention]]) -> None:
        """Adds an article: a text of some length with the mentions of each of its annotators."""
        article = len(self._lengths)
        self._lengths.append(length)
        self._annotators.append(len(readings))
        while len(self._units) < len(readings):
            self._units.append([])
        for units, mentions in zip(self._units, readings, strict=False):
            for mention in mentions:
                label = self.labels.number(mention.label)
                for start, end in pieces_of(mention):
                    units += article, start, end, label

    @property
    def lengths(self) -> Indices:
        """(articles,): of the texts."""
        return np.array(self._lengths, np.int64)

    @property
    def annotators(self) -> Indices:
        """(articles,): how many have read each."""
        return np.array(self._annotators, np.int64)

    @property
    def begins(self) -> Indices:
        """(articles + 1,): where each text begins if they are laid end to end, and where the last ends."""
        return np.concatenate([[0], np.cumsum(self.lengths)])

    def units(self) -> list[Units]:
        """Of the first annotator of each article, of the second, and so on.

        Raises ValueError where one annotator's mentions overlap or reach out of the text.
        """
        return [_in_order(np.array(rows, np.int64).reshape(-1, 4).T, self.begins) for rows in self._units]


def _in_order(rows: Indices, begins: Indices) -> Units:
    articles, starts, ends, labels = rows
    if (starts < 0).any() or (ends > np.diff(begins)[articles]).any():
        raise ValueError("There is a mention that reaches out of its text.")
    starts, ends = starts + begins[articles], ends + begins[articles]
    order = np.argsort(starts, kind="stable")
    starts, ends = starts[order], ends[order]
    if (ends[:-1] > starts[1:]).any():
        raise ValueError("There are mentions of one annotator that overlap; take their top layer first.")
    return Units(starts, ends, labels[order], articles[order])
