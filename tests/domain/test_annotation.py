"""What an annotation can and cannot hold, and how it is read."""

import math

import pytest
from pydantic import ValidationError

from annotator.domain.annotation import (
    AUTHOR,
    Annotation,
    Entity,
    Judgement,
    Mention,
    Ref,
    RefKind,
    RejectedProposal,
    Span,
    segment_ref,
)
from tests.domain.marked import done, empty, entity, marked, ref, stance


def test_a_mention_spans_at_least_one_character() -> None:
    for start, end in ((3, 3), (4, 2), (-1, 2)):
        with pytest.raises(ValidationError):
            Mention(id="m1", start=start, end=end, label="GPE")


def test_evidence_and_rejected_proposals_span_something_too() -> None:
    with pytest.raises(ValidationError):
        Span(start=3, end=3)
    with pytest.raises(ValidationError):
        RejectedProposal(id="r1", start=5, end=5, label="GPE")


@pytest.mark.parametrize(
    "fragments",
    [
        ((0, 3), (5, 8)),  # does not reach the end
        ((1, 3), (5, 9)),  # does not begin at the start
        ((0, 6), (5, 9)),  # overlaps itself
        ((5, 9), (0, 3)),  # out of order
        ((0, 3), (4, 4), (5, 9)),  # holds an empty piece
    ],
)
def test_fragments_fit_the_span_they_belong_to(fragments: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValidationError, match="do not fit"):
        Mention(id="m1", start=0, end=9, label="GPE", fragments=fragments)


def test_the_pieces_of_a_mention_are_its_fragments_or_its_one_span() -> None:
    whole = Mention(id="m1", start=0, end=9, label="GPE")
    parts = Mention(id="m2", start=0, end=9, label="GPE", fragments=((0, 3), (5, 9)))
    assert whole.pieces == ((0, 9),)
    assert parts.pieces == ((0, 3), (5, 9))
    assert parts.quote("Upper and Lower") == "Upper and"


def test_names_labels_and_ids_are_never_empty() -> None:
    for faulty in ({"id": ""}, {"name": ""}, {"label": ""}):
        with pytest.raises(ValidationError):
            Entity.model_validate({"id": "e1", "name": "Varon", "label": "GPE", **faulty})


def test_numbers_json_cannot_write_are_refused() -> None:
    for number in (math.nan, math.inf, -math.inf):
        with pytest.raises(ValidationError):
            Judgement(id="j1", task="stance", value=number)
        with pytest.raises(ValidationError):
            Entity(id="e1", name="Varon", label="GPE", attributes={"weight": [number]})


def test_unknown_keys_are_refused() -> None:
    with pytest.raises(ValidationError):
        Ref.model_validate({"kind": "author", "colour": "red"})


def test_mentions_are_read_by_start_then_longest_first_then_label_and_id() -> None:
    spans = {"m1": (5, 8, "GPE"), "m2": (0, 4, "ORG"), "m3": (0, 9, "GPE"), "m4": (0, 4, "GPE")}
    annotation = empty().model_copy(
        update={"mentions": {i: Mention(id=i, start=s, end=e, label=x) for i, (s, e, x) in spans.items()}}
    )
    assert [mention.id for mention in annotation.ordered_mentions] == ["m3", "m4", "m2", "m1"]


def test_mentions_are_listed_by_entity_in_order_of_reading() -> None:
    article, annotation = marked("[Varon|GPE] paid [Toll|PERSON], and [Varon|GPE] slept.")
    varon = annotation.mentions_of[entity(annotation, "Varon").id]
    assert [(mention.start, mention.quote(article.text)) for mention in varon] == [
        (0, "Varon"),
        (21, "Varon"),
    ]
    assert len(annotation.mentions_of) == 2


def test_judgements_about_an_entity_are_those_that_point_at_it_in_any_place() -> None:
    _, annotation = marked("[Varon|GPE] and [Toll|PERSON]")
    varon = ref(annotation, "Varon")
    judgements = {
        "j1": stance(varon, "favor", None),
        "j2": stance(AUTHOR, "favor", varon),
        "j3": stance(AUTHOR, "favor", None).model_copy(update={"outer_holders": (varon,)}),
        "j4": stance(AUTHOR, "favor", Ref(kind=RefKind.TOPIC, id=varon.id, name="a topic of the same id")),
        "j5": stance(AUTHOR, "favor", None).model_copy(update={"anchor": varon}),
    }
    annotation = annotation.model_copy(
        update={"judgements": {id_: j.model_copy(update={"id": id_}) for id_, j in judgements.items()}}
    )
    about = annotation.judgements_about(entity(annotation, "Varon").id)
    assert [judgement.id for judgement in about] == ["j1", "j2", "j3", "j5"]


def test_a_reference_to_a_segment_is_its_offsets() -> None:
    assert segment_ref(120, 245).id == "120-245"


def test_annotations_are_equal_by_value_whatever_was_looked_up_in_them() -> None:
    _, one = marked("[Varon|GPE]")
    _, other = marked("[Varon|GPE]")
    assert one.ordered_mentions
    assert one == other
    assert Annotation.model_validate_json(one.model_dump_json()) == one
    assert done(one) == one
