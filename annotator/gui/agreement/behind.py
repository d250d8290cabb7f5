"""Which conflicts lie behind a figure: the way from the agreement page to the list of conflicts."""

from collections.abc import Sequence

from annotator.agreement.conflict import Difference
from annotator.agreement.measures import Measure
from annotator.agreement.ordering import ConflictFilter
from annotator.agreement.table import Figure, Layer

_BOUNDARIES = frozenset({Difference.BOUNDARY, Difference.BOUNDARY_AND_LABEL, Difference.MISSING})
_LABELS = frozenset({Difference.LABEL, Difference.BOUNDARY_AND_LABEL, Difference.MISSING})
_NARROWER = {
    Measure.F1_EXACT_BOUNDARY: _BOUNDARIES,
    Measure.F1_PARTIAL: _BOUNDARIES,
    Measure.U_ALPHA_BOUNDARIES: _BOUNDARIES,
    Measure.F1_TYPE: _LABELS,
    Measure.U_ALPHA_CODED: _LABELS - {Difference.MISSING},
    Measure.F1_OVERLAP: frozenset({Difference.MISSING}),
}
"""Measures of mentions that pass over some differences; the others are hurt by all of them."""


def behind(figure: Figure, everybody: Sequence[str]) -> ConflictFilter:
    """The conflicts that keep the figure from being perfect."""
    pair = figure.annotators if len(figure.annotators) < len(everybody) else ()
    return ConflictFilter(
        figure.layer, figure.task, figure.label, annotators=pair, differences=_hurting(figure)
    )


def _hurting(figure: Figure) -> frozenset[Difference]:
    """The differences that count against it; empty where all do."""
    if figure.layer is not Layer.MENTIONS:
        return frozenset()
    return next((kinds for measure, kinds in _NARROWER.items() if measure == figure.measure), frozenset())
