"""The unitized alpha family: agreement on which stretches of text are marked, and with which label.

After Krippendorff, Mathet, Bouvry and Widlöcher, "On the reliability of unitizing textual continua: Further
developments", Quality & Quantity 50 (2016), 2347-2364. The unit of length is a code point of the text. What
is summed over articles gives what the articles laid end to end would give.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np

from annotator.agreement.marked_texts import MarkedTexts, Units
from annotator.agreement.statistics import Indices, Numbers, Statistics, summed_at


@dataclass(frozen=True, slots=True)
class Unitized(Statistics):
    """Lengths of text by what they are marked with, of each article or of all; `...` is what is in front.

    Where there are `labels + 1` the last is "unmarked".
    """

    crossings: Numbers
    """(..., labels + 1, labels + 1): how much one annotator marked so and another so, by how many others
    there are (equation 1)."""
    own_squares: Numbers
    """(..., labels + 1): of each annotator's units the squared length, of unmarked text the length."""
    shared_squares: Numbers
    """(..., labels): of each annotator's units the squared length of what each other annotator marked of
    it, whatever the label, by how many others there are."""


class UnitizedFamily(NamedTuple):
    """NaN where nothing was compared, where there is but one label to tell apart, or where too little was
    marked twice to say what chance would give.

    With three and more annotators the literature reads `coding` and `by_label` in two ways. Here the length
    of a unit that others marked too is squared for each other annotator by itself and divided by their
    number (equation 10 of 2016), not squared once for all others together (Krippendorff 2019).
    """

    all: Numbers
    """u-alpha (...): boundaries and labels, unmarked text included."""
    boundaries: Numbers
    """|u-alpha (...): marked or not, whatever the label."""
    coding: Numbers
    """cu-alpha (...): labels, where at least two annotators marked something."""
    coverage: Numbers
    """(...): the part of the text that `coding` is about."""
    by_label: Numbers
    """(k)u-alpha (..., labels): one label against the others, where at least two marked something."""
    coverage_by_label: Numbers
    """(..., labels): the part of what is marked with the label that `by_label` is about."""


def unitized_by_article(texts: MarkedTexts) -> Unitized:
    """The statistics of each of the articles that were taken.

    An article with fewer than two annotators gives zeros. A discontinuous mention is as many units as it has
    pieces. Raises ValueError where one annotator's mentions overlap (take `top_layer` first) or reach out of
    the text.
    """
    marked, begins, lengths, annotators = texts.units(), texts.begins, texts.lengths, texts.annotators
    size = len(texts.labels) + 1
    crossings = np.zeros((len(lengths), size, size))
    own = np.zeros((len(lengths), size))
    shared = np.zeros((len(lengths), size - 1))
    for nth, one in enumerate(marked):
        own += _own_squares(one, np.where(annotators > nth, lengths, 0), size)
    for (_, first), (nth, second) in combinations(enumerate(marked), 2):
        share = np.where(annotators > nth, 1 / np.maximum(annotators - 1, 1), 0)
        _compare(first, second, begins, share, crossings, shared)
    alone = annotators < 2
    own[alone] = 0
    return Unitized(crossings + crossings.swapaxes(1, 2), own, shared)


def unitized_family(statistics: Unitized) -> UnitizedFamily:
    """The coefficients of summed statistics: nominal, as labels of mentions have no order."""
    crossings = statistics.crossings
    expected = _expected(crossings, statistics.own_squares)
    coded = crossings[..., :-1, :-1]
    expected_coded = _expected(coded, statistics.shared_squares)
    total, total_coded = crossings.sum(axis=(-2, -1)), coded.sum(axis=(-2, -1))
    return UnitizedFamily(
        all=_alpha(total - _same(crossings), total - _same(expected), total),
        boundaries=_alpha(crossings[..., -1, :-1].sum(-1), expected[..., -1, :-1].sum(-1), total),
        coding=_alpha(total_coded - _same(coded), total_coded - _same(expected_coded), total_coded),
        coverage=_share(total_coded, total),
        by_label=_alpha_by_label(coded, expected_coded),
        coverage_by_label=_share(coded.sum(axis=-1), crossings.sum(axis=-1)[..., :-1]),
    )


def _own_squares(units: Units, lengths: Indices, size: int) -> Numbers:
    unit = (units.ends - units.starts).astype(float)
    squares = summed_at(units.articles * size + units.labels, unit * unit, (len(lengths), size))
    squares[:, -1] = lengths - summed_at(units.articles, unit, (len(lengths),))
    return squares


def _compare(
    first: Units, second: Units, begins: Indices, share: Numbers, crossings: Numbers, shared: Numbers
) -> None:
    """Add what two annotators marked, each article by its share, to `crossings` in one direction only."""
    articles, size, _ = crossings.shape
    edges = np.unique(np.concatenate([begins, first.starts, first.ends, second.starts, second.ends]))
    stretches, where = edges[:-1], np.searchsorted(begins, edges[:-1], side="right") - 1
    length = np.diff(edges) * share[where]
    at_first, at_second = _unit_at(first, stretches), _unit_at(second, stretches)
    label_first = np.append(first.labels, size - 1)[at_first]
    label_second = np.append(second.labels, size - 1)[at_second]
    place = (where * size + label_first) * size + label_second
    crossings += summed_at(place, length, crossings.shape)
    both = (label_first < size - 1) & (label_second < size - 1)
    for units, unit in ((first, at_first[both]), (second, at_second[both])):
        marked = summed_at(unit, np.diff(edges)[both].astype(float), (len(units.starts),))
        place = units.articles * (size - 1) + units.labels
        shared += summed_at(place, marked * marked * share[units.articles], (articles, size - 1))


def _unit_at(units: Units, offsets: Indices) -> Indices:
    """Which unit each offset is in; -1, the last of any array, for none."""
    unit = np.searchsorted(units.starts, offsets, side="right") - 1
    return np.where((unit >= 0) & (offsets < np.append(units.ends, 0)[unit]), unit, -1)


def _expected(crossings: Numbers, squares: Numbers) -> Numbers:
    """What would cross by chance, no unit with itself (equations 4 and 10)."""
    margin = crossings.sum(axis=-1)
    total = margin.sum(axis=-1)
    paired = margin[..., :, None] * margin[..., None, :]
    paired -= squares[..., :, None] * np.eye(margin.shape[-1])
    possible = total - _share(squares.sum(axis=-1), total)
    return _share(paired, possible[..., None, None])


def _alpha_by_label(coded: Numbers, expected: Numbers) -> Numbers:
    given, given_expected = coded.sum(axis=-1), expected.sum(axis=-1)
    apart = given - np.diagonal(coded, axis1=-2, axis2=-1)
    apart_expected = given_expected - np.diagonal(expected, axis1=-2, axis2=-1)
    return _alpha(_share(apart * given_expected, given), apart_expected, given_expected)


def _alpha(observed: Numbers, expected: Numbers, compared: Numbers) -> Numbers:
    # What would be nothing but for rounding is nothing.
    return 1 - _share(observed, np.where(expected > 1e-9 * compared, expected, 0))


def _same(square: Numbers) -> Numbers:
    trace: Numbers = np.trace(square, axis1=-2, axis2=-1)
    return trace


def _share(part: Numbers, whole: Numbers) -> Numbers:
    """NaN of nothing."""
    quotient: Numbers = part / np.where(whole == 0, np.nan, whole)
    return quotient
