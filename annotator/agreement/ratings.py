"""Which label each annotator gave to the same units, as statistics that coefficients are made of."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from annotator.agreement.statistics import Indices, Numbers, Statistics, summed_at

MISSING = -1
"""Stands in the place of a label where an annotator did not judge a unit."""


@dataclass(frozen=True, slots=True)
class Ratings(Statistics):
    """Of units judged by any number of annotators, of each article or of all; `...` is what is in front.

    The number of labels that could be given is the size of the arrays, whether they were given or not.
    """

    coincidences: Numbers
    """(..., labels, labels): pairs of judgements of one unit by different annotators, each in both
    directions, every unit with as much weight as it has judgements (Krippendorff 2011)."""
    agreement: Numbers
    """(...): the share of a unit's pairs of annotators that gave the same label, over the paired units."""
    paired: Numbers
    """(...): how many units at least two annotators judged."""
    shares: Numbers
    """(..., labels): the part of a unit's judgements that gave the label, over the judged units."""
    judged: Numbers
    """(...): how many units anybody judged."""
    by_annotator: Numbers
    """(..., annotators, labels): how often each gave each label."""


def ratings_by_article(codes: Indices, articles: Indices, *, labels: int, of: int) -> Ratings:
    """The ratings of each of `of` articles.

    `codes` (units, annotators) are indices of labels, or MISSING; `articles` (units,) tells whose a unit is.
    """
    given = codes != MISSING
    judgements = given.sum(axis=1)
    unit, annotator = np.nonzero(given)
    counts = summed_at(unit * labels + codes[given], None, (len(codes), labels))
    paired, judged = judgements > 1, judgements > 0
    same = (counts * (counts - 1)).sum(axis=1)[paired] / (judgements * (judgements - 1))[paired]
    whose = (articles[unit] * codes.shape[1] + annotator) * labels + codes[given]
    return Ratings(
        coincidences=_coincidences(codes, articles, labels, of),
        agreement=summed_at(articles[paired], same, (of,)),
        paired=summed_at(articles[paired], None, (of,)),
        shares=_by_article(counts[judged] / judgements[judged, None], articles[judged], of),
        judged=summed_at(articles[judged], None, (of,)),
        by_annotator=summed_at(whose, None, (of, codes.shape[1], labels)),
    )


def ratings(codes: Indices, *, labels: int) -> Ratings:
    """The ratings of units (units, annotators) that belong to one article, or need not be told apart."""
    nowhere = np.zeros(len(codes), dtype=np.int64)
    return ratings_by_article(codes, nowhere, labels=labels, of=1).total()


def tables_by_article(codes: Indices, articles: Indices, *, labels: int, of: int) -> Numbers:
    """How often the first of two annotators gave the row's label where the second gave the column's.

    `codes` (units, 2) with MISSING as in `ratings_by_article`; the tables are (articles, labels, labels).
    """
    both = (codes != MISSING).all(axis=1)
    first, second = codes[both].T
    return summed_at((articles[both] * labels + first) * labels + second, None, (of, labels, labels))


def against_rest(square: Numbers) -> Numbers:
    """Each label against all the others: coincidences or tables (..., labels, labels) as (..., labels, 2, 2).

    The label is the first of the two.
    """
    same = np.diagonal(square, axis1=-2, axis2=-1)
    row, column = square.sum(axis=-1) - same, square.sum(axis=-2) - same
    rest = square.sum(axis=(-2, -1))[..., None] - same - row - column
    return np.stack([np.stack([same, row], axis=-1), np.stack([column, rest], axis=-1)], axis=-2)


def _coincidences(codes: Indices, articles: Indices, labels: int, of: int) -> Numbers:
    judgements = (codes != MISSING).sum(axis=1)
    found = np.zeros((of, labels, labels))
    for first, second in combinations(range(codes.shape[1]), 2):
        both = (codes[:, first] != MISSING) & (codes[:, second] != MISSING)
        place = (articles[both] * labels + codes[both, first]) * labels + codes[both, second]
        found += summed_at(place, 1 / (judgements[both] - 1), found.shape)
    return found + found.swapaxes(-2, -1)


def _by_article(values: Numbers, articles: Indices, of: int) -> Numbers:
    columns = values.shape[1]
    places = articles[:, None] * columns + np.arange(columns)
    return summed_at(places.ravel(), values.ravel(), (of, columns))
