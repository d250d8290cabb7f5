"""The numbers of the table about mentions, and about the entities they are put into."""

from collections.abc import Iterator

import numpy as np

from annotator.agreement.alignment import Match, f1_family
from annotator.agreement.clusters import cluster_family
from annotator.agreement.figures import About, Counted, Scope, figure
from annotator.agreement.measures import Measure
from annotator.agreement.statistics import Numbers
from annotator.agreement.table import Figure, Layer, LeftOut
from annotator.agreement.text_sums import TextSums
from annotator.agreement.unitized import unitized_family

_ALIGNED = (
    "Mentions are aligned one to one: the same boundaries and label first, then the same boundaries, then the"
    " greatest overlap."
)
_PARTIAL = " The same boundaries count 1 and overlap a half, whatever the label (SemEval-2013)."
_TEXT = (
    "Along the text by code points; a piece of a discontinuous mention is a unit (Krippendorff et al. 2016)."
)
_OTHERS = (
    " With three and more annotators the length that each other annotator shares with a unit is squared by"
    " itself and divided by their number (equation 10), not that shared with all others together."
)
_NOT_BY_LABEL = (Measure.F1_EXACT_BOUNDARY, Measure.F1_OVERLAP)
"""Of the mentions of one label alone these are the same as strict and type."""
_NESTED = (
    "nested in a longer mention of the same annotator, or overlapping it: they cannot lie along one text"
)
_COMMON = "On mentions that both marked with the same boundaries, whatever their labels."
_NOT_COMMON = "not marked by both with the same boundaries; see the measures of mentions"
_NO_ENTITY = "in no entity, to one of the two at least"


def mention_figures(scope: Scope, sums: Numbers, labels: tuple[str, ...]) -> Iterator[Figure]:
    """Of tallies (1 + resamples, 1 + labels, matches): F1 in all, and of each label that occurs."""
    for row, label in enumerate((None, *labels)):
        tallies = sums[:, row]
        if label is None or tallies[0].any():
            family = f1_family(tallies)
            values = {
                Measure.F1_STRICT: family.strict,
                Measure.F1_EXACT_BOUNDARY: family.exact_boundary,
                Measure.F1_TYPE: family.type,
                Measure.F1_PARTIAL: family.partial,
                Measure.F1_OVERLAP: family.any_overlap,
            }
            for measure, of_measure in values.items():
                if label is None or measure not in _NOT_BY_LABEL:
                    counted = _tallied(scope, measure, tallies[0])
                    yield figure(scope, About(Layer.MENTIONS, measure, label=label), of_measure, counted)


def text_figures(scope: Scope, sums: TextSums, labels: tuple[str, ...]) -> Iterator[Figure]:
    """The unitized alphas of everybody together, in all and of each label that occurs."""
    statistics = sums.all
    family = unitized_family(statistics)
    marked = statistics.crossings[0].sum(axis=-1)
    total = float(marked.sum())
    for measure, values in (
        (Measure.U_ALPHA, family.all),
        (Measure.U_ALPHA_BOUNDARIES, family.boundaries),
        (Measure.U_ALPHA_CODED, family.coding),
    ):
        share = float(family.coverage[0]) if measure is Measure.U_ALPHA_CODED else 1.0
        yield figure(scope, About(Layer.MENTIONS, measure), values, _along(scope, sums, total, share))
    for number, label in enumerate(labels):
        if marked[number]:
            about = About(Layer.MENTIONS, Measure.U_ALPHA_OF_LABEL, label=label)
            share = float(family.coverage_by_label[0, number])
            counted = _along(scope, sums, float(marked[number]), share)
            yield figure(scope, about, family.by_label[:, number], counted)


def entity_figures(scope: Scope, sums: Numbers, left_out: Numbers) -> Iterator[Figure]:
    """Of cluster counts (1 + resamples, 4, 2, 2)."""
    family = cluster_family(sums)
    mentions, entities = sums[0, 0, 0, 1], sums[0, 1, :, 1]
    counted = Counted(
        n=round(float(mentions)),
        unit="mentions in common",
        why_not="No mention that is in an entity was marked by both with the same boundaries.",
        counts={
            "entities of the first": round(float(entities[0])),
            "entities of the second": round(float(entities[1])),
        },
        left_out=(
            LeftOut(round(float(left_out[0])), "mentions", _NOT_COMMON),
            LeftOut(round(float(left_out[1])), "mentions", _NO_ENTITY),
        ),
        reading=_COMMON + scope.pooled,
    )
    for measure, score in (
        (Measure.B3, family.b3),
        (Measure.CEAF_E, family.ceaf_e),
        (Measure.LEA, family.lea),
    ):
        yield figure(scope, About(Layer.ENTITIES, measure), score.f1, counted)


def _tallied(scope: Scope, measure: Measure, tally: Numbers) -> Counted:
    counts = {match.value: round(count) for match, count in zip(Match, tally.tolist(), strict=True)}
    partial = _PARTIAL if measure is Measure.F1_PARTIAL else ""
    return Counted(
        n=sum(counts.values()),
        unit="mentions that either marked",
        why_not="Nobody marked a mention.",
        counts=counts,
        reading=_ALIGNED + partial + scope.pooled,
    )


def _along(scope: Scope, sums: TextSums, length: float, share: float) -> Counted:
    """`length` is of the text that could be compared, `share` the part of it that two marked."""
    compared = length * (0 if np.isnan(share) else share)
    return Counted(
        n=round(compared) if sums.units else 0,
        unit="code points, once for each annotator",
        why_not="Nobody marked text that somebody else marked." if sums.units else "Nobody marked a mention.",
        counts={"mentions": sums.units, "code points of text": sums.length},
        left_out=(LeftOut(sums.left_out, "mentions", _NESTED),),
        reading=_TEXT + (_OTHERS if len(scope.annotators) > 2 else ""),
    )
