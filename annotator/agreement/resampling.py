"""Sums over articles and over each resample of them, made batch by batch so that memory stays small."""

from dataclasses import fields
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.statistics import Numbers, Statistics

Weights = NDArray[np.float32]
"""(resamples, articles): how often each article of a batch is drawn."""

FEWEST_ARTICLES = 10
"""With fewer there is no telling how the numbers would vary."""

_Kind = TypeVar("_Kind", bound=Statistics)


class Resampling:
    """Draws as many articles with replacement as there are, for each resample, a batch of them at a time.

    The number drawn in a batch is binomial in what is left to draw, which makes the whole multinomial.
    """

    def __init__(self, *, articles: int, resamples: int, seed: int) -> None:
        self._random = np.random.default_rng(seed)
        self._left = articles
        self._to_draw = np.full(resamples if articles >= FEWEST_ARTICLES else 0, articles)

    @property
    def left(self) -> int:
        """How many articles have not come yet."""
        return self._left

    def weights(self, articles: int) -> Weights:
        """Of the next articles; raises ValueError if there are more of them than were announced."""
        if articles > self._left:
            raise ValueError("There are more articles than were said to be resampled.")
        drawn = self._random.binomial(self._to_draw, articles / self._left) if articles else 0 * self._to_draw
        self._left -= articles
        self._to_draw = self._to_draw - drawn
        which = np.repeat(np.arange(len(drawn)) * articles, drawn)
        which += self._random.integers(0, max(articles, 1), len(which))
        counted = np.bincount(which, minlength=len(drawn) * articles)
        return counted.reshape(len(drawn), articles).astype(np.float32)


class Sums:
    """An array summed over articles, and over the articles of each resample."""

    def __init__(self, *shape: int) -> None:
        self._total = np.zeros(shape)
        self._resampled = np.zeros((0, *shape), np.float32)

    def add(self, values: Numbers, weights: Weights) -> None:
        """Adds the values (articles, ...) of a batch; a dimension may be longer than it was before."""
        shape = tuple(map(max, self._total.shape, values.shape[1:]))
        self._total = _grown(self._total, shape)
        self._resampled = _grown(self._resampled, (len(weights), *shape))
        inside = tuple(slice(size) for size in values.shape[1:])
        self._total[inside] += values.sum(axis=0)
        if len(weights):
            # Single precision halves the time of what is nearly all of the time; intervals need no more.
            drawn = weights @ values.reshape(len(values), -1).astype(np.float32)
            self._resampled[(slice(None), *inside)] += drawn.reshape(len(weights), *values.shape[1:])

    @property
    def all(self) -> Numbers:
        """(1 + resamples, ...): the sums over all articles, then those over each resample."""
        return np.concatenate([self._total[None], self._resampled])

    @property
    def total(self) -> Numbers:
        return self._total


class SummedStatistics(Generic[_Kind]):
    """Statistics summed over articles, field by field."""

    def __init__(self, kind: type[_Kind]) -> None:
        self._kind = kind
        self._sums: dict[str, Sums] = {}

    def add(self, statistics: _Kind, weights: Weights) -> None:
        for field in fields(statistics):
            values: Numbers = getattr(statistics, field.name)
            if field.name not in self._sums:
                self._sums[field.name] = Sums(*(0 for _ in values.shape[1:]))
            self._sums[field.name].add(values, weights)

    @property
    def all(self) -> _Kind:
        """With (1 + resamples) in front."""
        return self._kind(**{name: sums.all for name, sums in self._sums.items()})


_Array = TypeVar("_Array", NDArray[np.float32], NDArray[np.float64])


def _grown(array: _Array, shape: tuple[int, ...]) -> _Array:
    """The array with zeros behind what there is of it."""
    if array.shape == shape:
        return array
    grown = np.zeros_like(array, shape=shape)
    grown[tuple(slice(size) for size in array.shape)] = array
    return grown
