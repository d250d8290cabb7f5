"""From a figure to the conflicts that keep it from being perfect, and to no others."""

import pytest

from annotator.agreement.conflict import Difference
from annotator.agreement.measures import Measure
from annotator.agreement.table import Layer
from annotator.gui.agreement.behind import behind
from tests.gui.agreement.tables import ANNA, BEN, EVERYBODY, figure

BOUNDARY, LABEL, BOTH, MISSING = (
    Difference.BOUNDARY, Difference.LABEL, Difference.BOUNDARY_AND_LABEL, Difference.MISSING,
)  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "kinds"),
    [
        (Measure.F1_STRICT, set()),
        (Measure.F1_EXACT_BOUNDARY, {BOUNDARY, BOTH, MISSING}),
        (Measure.F1_TYPE, {LABEL, BOTH, MISSING}),
        (Measure.F1_OVERLAP, {MISSING}),
        (Measure.U_ALPHA_BOUNDARIES, {BOUNDARY, BOTH, MISSING}),
    ],
)
def test_what_a_measure_passes_over_is_not_behind_it(measure: Measure, kinds: set[Difference]) -> None:
    assert behind(figure(measure), EVERYBODY).differences == kinds


def test_behind_a_figure_of_two_are_the_conflicts_between_them() -> None:
    assert behind(figure(annotators=(ANNA, BEN)), EVERYBODY).annotators == (ANNA, BEN)
    assert behind(figure(), EVERYBODY).annotators == ()


def test_behind_a_figure_of_a_task_are_all_conflicts_about_it() -> None:
    of_task = behind(figure("alpha nominal", layer=Layer.JUDGEMENTS, task="stance"), EVERYBODY)
    assert (of_task.layer, of_task.task, of_task.differences) == (Layer.JUDGEMENTS, "stance", frozenset())
