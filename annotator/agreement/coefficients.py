"""Agreement on labels beyond chance: alpha, kappa and their kin, of any number of resamples at once.

Each takes arrays with any dimensions in front and gives an array of those. Where there is no value it is NaN,
and never 1: either nothing was judged twice ("not measured"), or one label alone was given ("undefined":
then nobody can know whether the annotators tell labels apart). `standing` says which.
"""

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.ratings import Ratings
from annotator.agreement.statistics import Numbers
from annotator.agreement.table import Standing


def standing(value: float, compared: float) -> Standing:
    """What a coefficient is that was made of so many comparisons; one that is NaN has no value."""
    if compared == 0:
        return Standing.NOT_MEASURED
    return Standing.UNDEFINED if np.isnan(value) else Standing.MEASURED


def krippendorff_alpha(coincidences: Numbers, distances: Numbers) -> Numbers:
    """Alpha of coincidences (..., labels, labels) with one of `distances` (Krippendorff 2011)."""
    given = coincidences.sum(axis=-1)
    total = given.sum(axis=-1)
    observed = (coincidences * distances).sum(axis=(-2, -1))
    expected = (given[..., :, None] * given[..., None, :] * distances).sum(axis=(-2, -1))
    return 1 - _ratio(observed * (total - 1), np.where(_several(given), expected, 0))


def cohen_kappa(table: Numbers) -> Numbers:
    """Kappa of two annotators' table (..., labels, labels), each with chances of their own (Cohen 1960)."""
    rows, columns = _marginals(table)
    return _beyond_chance(_on_diagonal(table), (rows * columns).sum(axis=-1), rows + columns)


def scott_pi(table: Numbers) -> Numbers:
    """Pi of two annotators' table (..., labels, labels), with the same chances for both (Scott 1955)."""
    rows, columns = _marginals(table)
    return _beyond_chance(_on_diagonal(table), np.square((rows + columns) / 2).sum(axis=-1), rows + columns)


def bennett_s(table: Numbers) -> Numbers:
    """S of two annotators' table (..., labels, labels): all labels have the same chance (Bennett 1954)."""
    rows, columns = _marginals(table)
    return _beyond_chance(_on_diagonal(table), np.array(1 / table.shape[-1]), rows + columns)


def fleiss_kappa(ratings: Ratings) -> Numbers:
    """Kappa of any number of annotators, not always the same ones or as many (Fleiss 1971, Gwet 2014).

    Agreement is of the units that at least two judged, a label's chance of all that anybody judged.
    """
    chances = _chances(ratings)
    return _beyond_chance(_agreement(ratings), np.square(chances).sum(axis=-1), chances)


def conger_kappa(ratings: Ratings) -> Numbers:
    """Kappa of any number of annotators, each with chances of their own (Conger 1980, Gwet 2014)."""
    given = ratings.by_annotator
    chances = _ratio(given, given.sum(axis=-1, keepdims=True))
    annotators = np.sum(given.sum(axis=-1) > 0, axis=-1)
    mean = _ratio(np.nansum(chances, axis=-2), annotators[..., None])
    spread = np.nansum(np.square(chances - mean[..., None, :]), axis=(-2, -1))
    expected = np.square(mean).sum(axis=-1) - _ratio(spread, annotators * (annotators - 1.0))
    return _beyond_chance(_agreement(ratings), expected, mean)


def brennan_prediger(ratings: Ratings) -> Numbers:
    """Kappa of any number of annotators where all labels have the same chance (Brennan, Prediger 1981)."""
    chances = _chances(ratings)
    return _beyond_chance(_agreement(ratings), np.array(1 / chances.shape[-1]), chances)


def gwet_ac1(ratings: Ratings) -> Numbers:
    """AC1, which one label far more frequent than the others does not pull down (Gwet 2008).

    Agreement is of the units that at least two judged, a label's chance of all that anybody judged. Labels
    that were never given do not count, as in R's irrCAC: else a longer scheme would make for more agreement.
    """
    chances = _chances(ratings)
    given = np.count_nonzero(chances > 0, axis=-1)
    expected = (chances * (1 - chances)).sum(axis=-1) / np.maximum(given - 1, 1)
    return _beyond_chance(_agreement(ratings), expected, chances)


def _agreement(ratings: Ratings) -> Numbers:
    return _ratio(ratings.agreement, ratings.paired)


def _chances(ratings: Ratings) -> Numbers:
    return _ratio(ratings.shares, ratings.judged[..., None])


def _marginals(table: Numbers) -> tuple[Numbers, Numbers]:
    total = table.sum(axis=(-2, -1))[..., None]
    return _ratio(table.sum(axis=-1), total), _ratio(table.sum(axis=-2), total)


def _on_diagonal(table: Numbers) -> Numbers:
    return _ratio(np.trace(table, axis1=-2, axis2=-1), table.sum(axis=(-2, -1)))


def _several(given: Numbers) -> NDArray[np.bool_]:
    are_several: NDArray[np.bool_] = np.count_nonzero(given > 0, axis=-1) > 1
    return are_several


def _beyond_chance(observed: Numbers, expected: Numbers, given: Numbers) -> Numbers:
    return _ratio(observed - expected, np.where(_several(given), 1 - expected, 0))


def _ratio(numerator: Numbers, denominator: Numbers) -> Numbers:
    """NaN where the denominator is 0."""
    quotient: Numbers = numerator / np.where(denominator == 0, np.nan, denominator)
    return quotient
