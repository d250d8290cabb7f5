"""What formats have no place for is named, a zero as well as any other number, and nothing else is."""

import pytest

from annotator.domain.annotation import Judgement
from annotator.domain.records import StoredAnnotation
from annotator.formats.stored_json import said_by
from annotator.formats.unheld import Part, unheld
from tests.builders import ANNA, TEXT, annotation, record, stance

STANCE = stance("j1", "e1")


def lost_beside(judgement: Judgement) -> list[str]:
    """The losses of a format that holds all but what stands beside the label."""
    said = annotation(ANNA, "a1").model_copy(update={"judgements": {"j1": judgement}})
    stored = said_by(StoredAnnotation.of(record(said)))
    return [loss.what for loss in unheld("a1", TEXT, stored, set(Part) - {Part.ASIDES})]


@pytest.mark.parametrize("what", ["intensity", "confidence", "value"])
@pytest.mark.parametrize("number", [0.0, 0.5])
def test_a_zero_beside_an_answer_is_lost_by_name_as_any_number_is(what: str, number: float) -> None:
    assert lost_beside(STANCE.model_copy(update={what: number})) == [
        f"the {what} of stance: e1, against, dam"
    ]


def test_an_answer_with_nothing_beside_it_loses_nothing() -> None:
    assert lost_beside(STANCE) == []
