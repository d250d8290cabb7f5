"""Statistics of each article that are enough for a number over all of them: they are summed, or resampled."""

from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Statistics:
    """Its fields are arrays (articles, ...) that sum over the first dimension, or such sums."""

    def total(self) -> Self:
        """Summed over all articles: the first dimension is gone."""
        return replace(self, **{name: values.sum(axis=0) for name, values in self._arrays().items()})

    def weighted(self, weights: Numbers | Indices) -> Self:
        """Summed over articles that count so many times: weights (..., articles) give arrays (..., ...)."""
        return replace(
            self,
            **{name: np.tensordot(weights, values, axes=1) for name, values in self._arrays().items()},
        )

    def _arrays(self) -> dict[str, Numbers]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


def summed_at(places: Indices, values: Numbers | None, shape: tuple[int, ...]) -> Numbers:
    """An array of the shape with the values added up at flat places; without values they are counted."""
    return np.bincount(places, weights=values, minlength=int(np.prod(shape))).astype(float).reshape(shape)
