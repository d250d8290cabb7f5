"""Gamma: agreement on units, aligned as well as can be, against the same units shuffled along the text.

After Mathet, Widlöcher and Métivier (2015; see `unit_alignment`) and, for labels alone, Mathet, "The
agreement measure γcat", Computational Linguistics 43 (2017), 661-681, with what pygamma-agreement adds to it:
a unit that an annotator has nothing for counts as a disagreement on its label. It takes its time, so it is
for a selection of articles.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil, nan
from typing import NamedTuple

import numpy as np

from annotator.agreement.reading import ReadMention
from annotator.agreement.statistics import Indices, Numbers
from annotator.agreement.unit_alignment import Units, Weights, best_alignment, categorical, positional

DEFAULT_WEIGHTS = Weights()

_CONFIDENCE = 1.96
"""Standard errors on either side of a mean that hold the true one 95 times in 100."""


class Continuum(NamedTuple):
    """The text of an article as what its annotators marked; a discontinuous mention reaches from its first
    piece to its last."""

    annotators: Sequence[Sequence[ReadMention]]
    length: int


@dataclass(frozen=True, slots=True)
class GammaFamily:
    """1 is agreement, 0 what chance gives; NaN where nothing was compared or chance cannot disagree."""

    gamma: float
    cat: float
    """Labels alone: of the pairs in a group, each by how well it agrees in position. Whoever is absent from a
    group disagrees with each that is in it. NaN where there is one label only."""
    by_label: Mapping[str, float]
    """Gamma-k: the same of the pairs where at least one has the label."""
    observed: float
    """The disorder of the best alignment: of all its groups, by the mean number of units an annotator has."""
    expected: float
    """The mean of the same over the samples."""
    samples: int
    """How many times the texts were shuffled."""


class _Measured(NamedTuple):
    disorder: float
    by_label: Numbers
    """(labels + 1, 2): the disorder of pairs with the label, and of how much; all labels come last."""
    units_of_one: float


def gamma_family(
    articles: Sequence[Continuum],
    *,
    seed: int,
    weights: Weights = DEFAULT_WEIGHTS,
    precision: float = 0.05,
    at_least: int = 30,
) -> GammaFamily:
    """Gamma, gamma-cat and gamma-k of articles with two or more annotators; others do not count.

    There are as many samples as it takes to know the expected disorder to the precision, 95 times in 100
    (section 5.3). Raises Refused where an article has too much in it.
    """
    labels = sorted({mention.label for one in articles for those in one.annotators for mention in those})
    texts = [(_units(one, labels), one.length) for one in articles if len(one.annotators) > 1]
    texts = [(units, length) for units, length in texts if len(units)]
    if not texts:
        return GammaFamily(nan, nan, dict.fromkeys(labels, nan), nan, nan, 0)
    random = np.random.default_rng(seed)
    observed = _measured([units for units, _ in texts], weights, len(labels))
    samples: list[_Measured] = []
    wanted = at_least
    while len(samples) < wanted:
        shuffled = [_shuffled(units, length, random) for units, length in texts]
        samples.append(_measured(shuffled, weights, len(labels)))
        if len(samples) == wanted == at_least:
            wanted = max(wanted, _samples_needed(_disorders(samples), precision))
    return _family(observed, samples, labels)


def _family(observed: _Measured, samples: Sequence[_Measured], labels: Sequence[str]) -> GammaFamily:
    found = float(_disorders([observed])[0])
    expected = float(_disorders(samples).mean())
    by_label = np.array([_label_disorder(sample.by_label) for sample in samples])
    # A label that a sample happens to have none of says nothing of chance there.
    times = np.sum(~np.isnan(by_label), axis=0)
    by_chance = np.nansum(by_label, axis=0) / np.where(times == 0, np.nan, times)
    *of_labels, of_all = [
        _beyond_chance(float(here), float(there))
        for here, there in zip(_label_disorder(observed.by_label), by_chance, strict=True)
    ]
    if len(labels) == 1:
        of_labels, of_all = [nan], nan
    return GammaFamily(
        gamma=_beyond_chance(found, expected),
        cat=of_all,
        by_label=dict(zip(labels, of_labels, strict=True)),
        observed=found,
        expected=expected,
        samples=len(samples),
    )


def _units(one: Continuum, labels: Sequence[str]) -> Units:
    number = {label: at for at, label in enumerate(labels)}
    units = sorted(
        (mention.start, mention.end, owner, number[mention.label])
        for owner, mentions in enumerate(one.annotators)
        for mention in mentions
    )
    starts, ends, owners, of_labels = np.array(units, dtype=np.int64).reshape(-1, 4).T
    return Units(starts, ends, of_labels, owners, len(one.annotators))


def _shuffled(units: Units, length: int, random: np.random.Generator) -> Units:
    """Annotators drawn again and again, each turned about the text by another distance (section 5.2)."""
    apart = float((units.ends - units.starts).mean()) / 2
    drawn: list[Indices] = []
    turns: list[int] = []
    for nth in range(units.annotators):
        turns.append(_turn(turns, length, apart, random))
        those = np.flatnonzero(units.owners == random.integers(units.annotators))
        starts = units.starts[those] + turns[-1]
        over = np.where(starts > length, length, 0)
        drawn.append(
            np.stack(
                [
                    starts - over,
                    units.ends[those] + turns[-1] - over,
                    np.full(len(those), nth),
                    units.labels[those],
                ]
            )
        )
    together = np.concatenate(drawn, axis=1)
    starts, ends, owners, labels = together[:, np.lexsort(together[::-1])]
    return Units(starts, ends, labels, owners, units.annotators)


def _turn(taken: Sequence[int], length: int, apart: float, random: np.random.Generator) -> int:
    """A distance that is none of those taken nor near one, if there is any."""
    free = np.ones(max(length, 1), dtype=bool)
    distances = np.arange(len(free))
    for turn in taken:
        free &= abs(distances - turn) >= apart
    return int(random.choice(np.flatnonzero(free) if free.any() else distances))


def _measured(texts: Sequence[Units], weights: Weights, labels: int) -> _Measured:
    disorder, units_of_one = 0.0, 0.0
    by_label = np.zeros((labels + 1, 2))
    for units in texts:
        alignment = best_alignment(units, weights)
        disorder += alignment.disorder
        units_of_one += len(units) / units.annotators
        _add_label_disorder(by_label, units, alignment.groups, weights)
    return _Measured(disorder, by_label, units_of_one)


def _add_label_disorder(
    by_label: Numbers, units: Units, groups: Sequence[tuple[int, ...]], weights: Weights
) -> None:
    trusted = np.maximum(0, 1 - weights.position * positional(units))
    differ = categorical(units)
    for group in groups:
        absent = units.annotators - len(group)
        for one in group:
            by_label[[units.labels[one], -1]] += absent
        for one, other in combinations(group, 2):
            trust = trusted[one, other] / (len(group) - 1)
            which = [*{int(units.labels[one]), int(units.labels[other])}, -1]
            by_label[which] += (trust * differ[one, other], trust)


def _disorders(measured: Sequence[_Measured]) -> Numbers:
    return np.array([one.disorder / one.units_of_one if one.units_of_one else 0.0 for one in measured])


def _label_disorder(by_label: Numbers) -> Numbers:
    """NaN of what nobody has."""
    disorder: Numbers = by_label[:, 0] / np.where(by_label[:, 1] == 0, np.nan, by_label[:, 1])
    return disorder


def _samples_needed(disorders: Numbers, precision: float) -> int:
    mean = float(disorders.mean())
    return ceil((float(disorders.std()) / mean * _CONFIDENCE / precision) ** 2) if mean else 0


def _beyond_chance(observed: float, expected: float) -> float:
    return 1 - observed / expected if expected else nan
