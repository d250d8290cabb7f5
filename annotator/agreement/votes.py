"""Votes: which label each annotator gave to each of many items, as arrays that models are fitted to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from annotator.agreement.statistics import Indices, Numbers

NOT_ASKED = -1


@dataclass(frozen=True)
class Column:
    """The votes of one column, sorted by what was said, so that sums by label are sums of stretches."""

    voter: int
    items: Indices
    said: Indices
    labels: Indices
    """The labels that occur, in order."""
    begins: Indices
    """Where in `items` the stretch of each of `labels` begins."""

    def sums(self, values: Numbers) -> Numbers:
        """Values of the votes (..., votes, k) added up by what was said: an array (..., len(labels), k)."""
        added: Numbers = np.add.reduceat(values, self.begins, axis=-2)
        return added


@dataclass(frozen=True)
class Votes:
    """What everybody said about many items; items that look alike may stand once, with how many they are.

    `cast` is (items, columns): the index of a label, or NOT_ASKED. `voters` tells whose each column is: an
    annotator who voted on an item several times has several. `weights` (items,) need not be whole.
    """

    cast: Indices
    labels: int
    voters: tuple[int, ...]
    weights: Numbers
    columns: tuple[Column, ...]
    """Those in which anybody voted."""

    @classmethod
    def of(
        cls,
        cast: ArrayLike,
        *,
        labels: int,
        voters: Sequence[int] | None = None,
        weights: ArrayLike | None = None,
    ) -> Self:
        """Votes of as many annotators as there are columns, each item once, unless told otherwise.

        Raises ValueError where a vote is for none of the labels.
        """
        table = np.asarray(cast, dtype=np.int64)
        if table.ndim != 2:
            raise ValueError("votes are a table of items by columns")
        if table.size and (table.min() < NOT_ASKED or table.max() >= labels):
            raise ValueError(f"votes are for labels 0 to {labels - 1}, or {NOT_ASKED}")
        whose = tuple(range(table.shape[1])) if voters is None else tuple(voters)
        if len(whose) != table.shape[1]:
            raise ValueError("each column belongs to one annotator")
        heavy = np.ones(len(table)) if weights is None else np.asarray(weights, dtype=np.float64)
        columns = (_column(voter, table[:, index]) for index, voter in enumerate(whose))
        return cls(table, labels, whose, heavy, tuple(column for column in columns if len(column.items)))

    @property
    def annotators(self) -> int:
        return max(self.voters, default=-1) + 1

    def distinct(self) -> tuple["Votes", Indices]:
        """The same with like items put together, and for each of our items where it went.

        Few annotators agree or not in few ways, so that models need look at hundreds instead of millions.
        """
        if not self.cast.size:
            return self, np.arange(len(self.cast))
        patterns, where = np.unique(self.cast, axis=0, return_inverse=True)
        where = where.reshape(-1).astype(np.int64)
        weights = np.zeros(len(patterns))
        np.add.at(weights, where, self.weights)
        return Votes.of(patterns, labels=self.labels, voters=self.voters, weights=weights), where

    def weighing(self, weights: Numbers) -> "Votes":
        """The same votes on items that occur as often as said."""
        return replace(self, weights=weights)

    def counts(self) -> Numbers:
        """How many votes each label got on each item: an array (items, labels)."""
        counted = np.zeros((len(self.cast), self.labels))
        for column in self.columns:
            counted[column.items, column.said] += 1
        return counted


def shares(counts: Numbers) -> Numbers:
    """Counts (..., labels) as shares of their sums; where there is nothing to share all labels are equal."""
    totals = counts.sum(axis=-1, keepdims=True)
    even = np.full_like(counts, 1 / counts.shape[-1])
    divided: Numbers = np.divide(counts, totals, out=even, where=totals > 0)
    return divided


def _column(voter: int, said: Indices) -> Column:
    asked = np.flatnonzero(said != NOT_ASKED)
    items = asked[np.argsort(said[asked], kind="stable")]
    labels, begins = np.unique(said[items], return_index=True)
    return Column(voter, items, said[items], labels, begins)
