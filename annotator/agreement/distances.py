"""How far apart two labels are: what Krippendorff's alpha weighs disagreement with."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import ArrayLike

from annotator.agreement.statistics import Numbers


def nominal(labels: int) -> Numbers:
    """1 between different labels: (labels, labels)."""
    return 1.0 - np.eye(labels)


def ordinal(coincidences: Numbers) -> Numbers:
    """The squared number of judgements between two ranks, the ranks themselves by half.

    It depends on how often each label was given, so it is made of the coincidences (..., labels, labels) it
    is used with, and has their shape (Krippendorff 2011).
    """
    given = coincidences.sum(axis=-1)
    rank = given.cumsum(axis=-1) - given / 2
    return _squared(rank[..., :, None] - rank[..., None, :])


def interval(values: ArrayLike) -> Numbers:
    """The squared difference of the numbers that are the labels."""
    numbers = np.asarray(values, dtype=float)
    return _squared(numbers[:, None] - numbers)


def ratio(values: ArrayLike) -> Numbers:
    """The squared difference relative to the sum, of numbers that are none of them negative."""
    numbers = np.asarray(values, dtype=float)
    together = numbers[:, None] + numbers
    return _squared((numbers[:, None] - numbers) / np.where(together == 0, 1, together))


def masi(sets: Sequence[AbstractSet[str]]) -> Numbers:
    """Between sets of labels, 1 - J M: J is Jaccard's index, M how the sets lie to one another.

    M is 1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap, else 0 (Passonneau 2006;
    others multiply the complements instead). Two empty sets are equal.
    """
    return np.array([[_masi(first, second) for second in sets] for first in sets]).reshape((len(sets),) * 2)


def _squared(differences: Numbers) -> Numbers:
    return differences * differences


def _masi(first: AbstractSet[str], second: AbstractSet[str]) -> float:
    if first == second:
        return 0.0
    shared, together = len(first & second), len(first | second)
    holds = first <= second or second <= first
    return 1 - shared / together * (2 if holds else 1) / 3
