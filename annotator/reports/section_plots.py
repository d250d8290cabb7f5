"""The plots of one section of the report on agreement."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from annotator.agreement.measures import Measure
from annotator.agreement.table import AgreementTable, Confusion, Figure, Layer, Moment, Reliability
from annotator.reports.svg_plots import (
    agreement_by_label,
    agreement_over_time,
    annotator_heat_map,
    label_confusion,
    reliability_plot,
)

_BY_LABEL = (Measure.F1_STRICT, Measure.F1_TRIPLET, Measure.F1_LABEL)
_BY_PAIR = (
    Measure.F1_STRICT,
    Measure.B3,
    Measure.F1_PRESENCE,
    Measure.F1_TRIPLET,
    Measure.F1_LABEL,
    Measure.ALPHA_NOMINAL,
    Measure.ALPHA_ORDINAL,
    Measure.ALPHA_MASI,
)


def section_plots(
    layer: Layer,
    task: str | None,
    together: Sequence[Figure],
    pairs: Sequence[Figure],
    table: AgreementTable,
) -> tuple[Markup, ...]:
    """The drawings of a section; those that would be empty are left out."""

    def is_here(one: Confusion | Reliability | Figure) -> bool:
        return (one.layer, one.task) == (layer, task)

    drawn = [
        agreement_by_label([one for one in together if one.label is not None and one.measure == measure])
        for measure in _BY_LABEL
    ]
    drawn += [
        annotator_heat_map(
            [one for one in pairs if one.label is None and one.measure == measure], table.annotators
        )
        for measure in _BY_PAIR
    ]
    drawn += [label_confusion(one) for one in table.confusions if is_here(one)]
    moments = [one for one in table.over_time if is_here(one.figure)]
    drawn += [agreement_over_time(group) for group in _by_measure(moments)]
    rows = [one for one in table.reliability if is_here(one)]
    kinds = dict.fromkeys((one.measure, one.method) for one in rows)
    drawn += [reliability_plot([one for one in rows if (one.measure, one.method) == kind]) for kind in kinds]
    return tuple(Markup(one) for one in drawn if one)


def _by_measure(moments: Sequence[Moment]) -> Iterable[Sequence[Moment]]:
    measures = dict.fromkeys((one.figure.measure, one.figure.label) for one in moments)
    return (
        [one for one in moments if (one.figure.measure, one.figure.label) == measure] for measure in measures
    )
