"""Sums over articles and over each resample of them, made batch by batch so that memory stays small."""

from dataclasses import fields
from typing import Generic, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.statistics import Numbers, Statistics

Weights = NDArray[np.float32]
"""(resamples, articles): how often each article of a batch is drawn."""

FEWEST_ARTICLES = 10
"""With fewer there is no telling how the numbers would vary."""

_Kind = TypeVar("_Kind", bound=Statistics)


class Draw:
    """How often each article of a batch is in each resample, and what is to be summed of them so often.

    Everything is summed in one go in the end, since one large product of matrices takes a small part of the
    time of hundreds of small ones.
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._values: list[Numbers] = []
        self._sums: list[NDArray[np.float32]] = []

    @classmethod
    def none(cls, articles: int) -> Self:
        """A draw for no resample at all."""
        return cls(np.zeros((0, articles), np.float32))

    @property
    def resamples(self) -> int:
        return len(self._weights)

    def put(self, values: Numbers, sums: NDArray[np.float32]) -> None:
        """Has the values (articles, ...) added to the sums (..., resamples)."""
        if self.resamples and values.size:
            self._values.append(values.reshape(len(values), -1))
            self._sums.append(sums)

    def finish(self) -> None:
        """Adds everything that was put."""
        if not self._values:
            return
        # Single precision halves the time of what is much of the time; intervals need no more.
        values = np.concatenate(self._values, axis=1).T.astype(np.float32)
        is_used = values.any(axis=1)
        drawn = np.zeros((len(values), self.resamples), np.float32)
        drawn[is_used] = values[is_used] @ self._weights.T
        first = 0
        for sums in self._sums:
            number = sums[..., 0].size
            sums += drawn[first : first + number].reshape(sums.shape)
            first += number


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

    def draw(self, articles: int) -> Draw:
        """The next articles; raises ValueError if there are more of them than were announced."""
        if articles > self._left:
            raise ValueError("There are more articles than were said to be resampled.")
        drawn = self._random.binomial(self._to_draw, articles / self._left) if articles else 0 * self._to_draw
        self._left -= articles
        self._to_draw = self._to_draw - drawn
        which = np.repeat(np.arange(len(drawn)) * articles, drawn)
        which += self._random.integers(0, max(articles, 1), len(which))
        counted = np.bincount(which, minlength=len(drawn) * articles)
        return Draw(counted.reshape(len(drawn), articles).astype(np.float32))


class Sums:
    """An array summed over articles, and over the articles of each resample."""

    def __init__(self, *shape: int) -> None:
        self._total = np.zeros(shape)
        self._resampled = np.zeros((*shape, 0), np.float32)

    def add(self, values: Numbers, draw: Draw) -> None:
        """Adds the values (articles, ...) of a batch; a dimension may be longer than it was before."""
        shape = tuple(map(max, self._total.shape, values.shape[1:]))
        self._total = _grown(self._total, shape)
        self._resampled = _grown(self._resampled, (*shape, draw.resamples))
        inside = tuple(slice(size) for size in values.shape[1:])
        self._total[inside] += values.sum(axis=0)
        draw.put(values, self._resampled[inside])

    @property
    def all(self) -> Numbers:
        """(1 + resamples, ...): the sums over all articles, then those over each resample."""
        return np.concatenate([self._total[None], np.moveaxis(self._resampled, -1, 0)])

    @property
    def total(self) -> Numbers:
        return self._total


class SummedStatistics(Generic[_Kind]):
    """Statistics summed over articles, field by field."""

    def __init__(self, kind: type[_Kind]) -> None:
        self._kind = kind
        self._sums: dict[str, Sums] = {}

    def add(self, statistics: _Kind, draw: Draw) -> None:
        for field in fields(statistics):
            values: Numbers = getattr(statistics, field.name)
            if field.name not in self._sums:
                self._sums[field.name] = Sums(*(0 for _ in values.shape[1:]))
            self._sums[field.name].add(values, draw)

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
