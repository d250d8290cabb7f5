"""From the values of a measure, over all articles and over each resample, to a number of the table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from annotator.agreement.measures import Measure
from annotator.agreement.resampling import FEWEST_ARTICLES
from annotator.agreement.statistics import Numbers
from annotator.agreement.table import Figure, Interval, Layer, LeftOut, Standing

_ENOUGH = 0.9
"""The part of the resamples that has to have a value for the rest not to matter."""
TOO_FEW = f"fewer than {FEWEST_ARTICLES} articles"
NOT_WISHED = "no resamples were asked for"
TOO_MANY_PAIRS = "given for everybody together where there are more than 6 annotators"
_TOO_RARE = "too rare: without it in more than a tenth of the resamples"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose agreement it is, and on how many articles."""

    annotators: tuple[str, ...]
    articles: int
    level: float
    no_interval: str = ""

    @property
    def pooled(self) -> str:
        """What is to be said of a measure of two annotators here."""
        return " Counts are summed over all pairs of annotators." if len(self.annotators) > 2 else ""


@dataclass(frozen=True, slots=True)
class About:
    """What a number is about."""

    layer: Layer
    measure: Measure
    task: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number was counted on; `why_not` is a sentence for the case that n is 0."""

    n: int
    unit: str
    why_not: str
    counts: Mapping[str, int] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    reading: str = ""


UNDEFINED = "Only one label was given, so that there is no telling how much agreement chance would bring."


def figure(scope: Scope, about: About, values: Numbers, counted: Counted) -> Figure:
    """The first of `values` is over all articles, the others over the resamples; NaN stands for no value."""
    value = float(values[0])
    standing = _standing(value, counted.n)
    interval, no_interval = None, ""
    if standing is Standing.MEASURED:
        interval, no_interval = _interval(scope, values[1:])
    return Figure(
        layer=about.layer,
        measure=about.measure.value,
        annotators=scope.annotators,
        standing=standing,
        value=value if standing is Standing.MEASURED else None,
        n=counted.n,
        unit=counted.unit,
        articles=scope.articles,
        task=about.task,
        label=about.label,
        interval=interval,
        no_interval=no_interval,
        why=_why(scope, standing, counted),
        counts=counted.counts,
        left_out=tuple(one for one in counted.left_out if one.count),
        reading=counted.reading,
    )


def _standing(value: float, n: int) -> Standing:
    if n == 0:
        return Standing.NOT_MEASURED
    return Standing.UNDEFINED if np.isnan(value) else Standing.MEASURED


def _why(scope: Scope, standing: Standing, counted: Counted) -> str:
    if standing is Standing.MEASURED:
        return ""
    if standing is Standing.UNDEFINED:
        return UNDEFINED
    return (
        counted.why_not if scope.articles else "There is no article that two of these annotators have read."
    )


def _interval(scope: Scope, resampled: Numbers) -> tuple[Interval | None, str]:
    if scope.no_interval:
        return None, scope.no_interval
    known = resampled[~np.isnan(resampled)]
    if len(known) < _ENOUGH * len(resampled):
        return None, _TOO_RARE
    outside = (1 - scope.level) / 2
    low, high = np.quantile(known, [outside, 1 - outside])
    return Interval(float(low), float(high)), ""
