"""What a table is made for: who is compared with whom, under which scheme, and a batch of what they read."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.resampling import Draw
from annotator.domain.scheme import Scheme

Pair = tuple[int, int]
"""Two annotators by their numbers, the lower first."""

MOST_RESAMPLED_PAIRS = 15
"""Those of six annotators. With more, intervals are made for everybody together alone."""


@dataclass(frozen=True)
class Frame:
    """Everybody who is compared, by name, and the scheme that is in force."""

    annotators: tuple[str, ...]
    scheme: Scheme

    @cached_property
    def number(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.annotators)}

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        return tuple(combinations(range(len(self.annotators)), 2))

    @property
    def resamples_pairs(self) -> bool:
        return len(self.pairs) <= MOST_RESAMPLED_PAIRS

    def names(self, pair: Pair) -> tuple[str, str]:
        return self.annotators[pair[0]], self.annotators[pair[1]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some articles that at least two have read, by their places in it."""

    draw: Draw
    """For everybody's sums."""
    pair_draw: Draw
    """For the sums of a pair; without resamples where there are too many pairs."""
    readers: NDArray[np.bool_]
    """(articles, annotators): who has read which."""

    @property
    def size(self) -> int:
        return len(self.readers)

    def pair_articles(self, pair: Pair) -> NDArray[np.bool_]:
        """(articles,): which of them both have read."""
        return self.readers[:, pair[0]] & self.readers[:, pair[1]]


class Labels:
    """The numbers of labels: those of the scheme in its order, then whatever else turns up."""

    def __init__(self, names: Iterable[str]) -> None:
        self._number = {name: number for number, name in enumerate(names)}
        self.known = len(self._number)
        """How many the scheme has."""

    def __len__(self) -> int:
        return len(self._number)

    def number(self, name: str) -> int:
        return self._number.setdefault(name, len(self._number))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._number)
