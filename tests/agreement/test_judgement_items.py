"""Stances compared by holder and target, other answers by what they are about."""

import pytest

from annotator.agreement.conflict import Difference, Item
from annotator.agreement.items import items_of
from annotator.agreement.reading import ReadArticle, Reading
from annotator.agreement.table import Layer
from annotator.domain.annotation import (
    ARTICLE,
    AUTHOR,
    GENERAL,
    Annotation,
    Judgement,
    Ref,
    RefKind,
    segment_ref,
)
from tests.agreement.voices import DAM, SCHEME, TEXT, Mark, items, said, says, span, stance, the_conflict, who

TOLL: Mark = ("Mira Toll", "PERSON", "toll")
ORE: Mark = ("Ben Ore", "PERSON", "ore")
COUNCIL: Mark = ("Varon Council", "ORG", "council")
EVIDENCE = ("Toll rejects the dam", 0)


def voice(name: str, *judgements: Judgement) -> Annotation:
    """Somebody who marked the three and says this about them."""
    return says(name, TOLL, ORE, COUNCIL, judgements=judgements)


def stances(*annotations: Annotation) -> list[Item]:
    return items(*annotations, layer=Layer.JUDGEMENTS)


def the_stance(*annotations: Annotation) -> Item:
    return the_conflict(*annotations, layer=Layer.JUDGEMENTS)


def test_the_same_stance_is_agreed_whatever_its_evidence() -> None:
    ben = voice("Ben", stance("j9", "toll", "against", DAM))
    (item,) = stances(voice("Anna", stance("j1", "toll", "against", DAM, EVIDENCE)), ben)
    assert said(item) == [(("Anna", "Ben"), "Toll against the dam")]
    assert item.variants[0].items == (("j1",), ("j9",))


def test_entities_are_the_same_by_their_mentions_whatever_they_are_called() -> None:
    ben = says("Ben", ("Mira Toll", "PERSON", "x"), ORE, judgements=[stance("j1", "x", "against", DAM)])
    (item,) = stances(voice("Anna", stance("j1", "toll", "against", DAM)), ben)
    assert not item.is_conflict


def test_another_label_is_polarity() -> None:
    item = the_stance(
        voice("Anna", stance("j1", "toll", "against", DAM)), voice("Ben", stance("j1", "toll", "favor", DAM))
    )
    assert item.difference is Difference.POLARITY
    assert item.impact == 1.0


def test_a_stance_only_one_sees_is_presence() -> None:
    item = the_stance(voice("Anna", stance("j1", "toll", "against", DAM)), voice("Ben"))
    assert item.difference is Difference.PRESENCE
    assert said(item) == [(("Anna",), "Toll against the dam"), (("Ben",), "nothing")]
    assert item.impact == 0.5


def test_another_target_of_the_same_words_is_target() -> None:
    item = the_stance(
        voice("Anna", stance("j1", "toll", "against", DAM, EVIDENCE)),
        voice("Ben", stance("j1", "toll", "against", "council", EVIDENCE)),
    )
    assert item.difference is Difference.TARGET
    assert (item.start, item.end) == span(*EVIDENCE)


def test_another_holder_is_holder() -> None:
    item = the_stance(
        voice("Anna", stance("j1", "toll", "against", DAM)),
        voice("Ben", stance("j1", AUTHOR, "against", DAM)),
    )
    assert item.difference is Difference.HOLDER
    assert said(item)[1] == (("Ben",), "the author against the dam")


def test_holder_and_target_exchanged_is_direction() -> None:
    item = the_stance(
        voice("Anna", stance("j1", "toll", "against", "council")),
        voice("Ben", stance("j1", "council", "against", "toll")),
    )
    assert item.difference is Difference.DIRECTION


def test_what_shares_evidence_goes_together_before_what_is_merely_left() -> None:
    far = ("council wants the dam", 0)
    anna = voice(
        "Anna",
        stance("j1", "toll", "against", DAM, EVIDENCE),
        stance("j2", "toll", "against", "ore", far),
    )
    ben = voice("Ben", stance("j1", "toll", "against", "council", far))
    found = stances(anna, ben)
    target = next(item for item in found if item.difference is Difference.TARGET)
    assert {answer for _, answer in said(target)} == {"Toll against Ore", "Toll against Council"}
    assert sorted(item.difference for item in found) == [Difference.PRESENCE, Difference.TARGET]


def test_where_two_could_be_meant_and_no_evidence_tells_neither_is_paired() -> None:
    anna = voice("Anna", stance("j1", "toll", "against", DAM), stance("j2", "toll", "against", "ore"))
    ben = voice("Ben", stance("j1", "toll", "against", "council"))
    assert {item.difference for item in stances(anna, ben)} == {Difference.PRESENCE}


def test_nobody_stands_in_one_stance_twice() -> None:
    anna = voice(
        "Anna",
        stance("j1", "toll", "against", DAM, EVIDENCE),
        stance("j2", "toll", "against", "council", EVIDENCE),
    )
    ben = voice("Ben", stance("j1", "toll", "against", "ore", EVIDENCE))
    for item in stances(anna, ben):
        names = [name for variant in item.variants for name in variant.annotators]
        assert sorted(names) == ["Anna", "Ben"]


def test_a_topic_typed_by_hand_is_the_one_of_the_scheme() -> None:
    typed = Ref(kind=RefKind.TOPIC, name="The Dam")
    (item,) = stances(
        voice("Anna", stance("j1", "toll", "against", DAM)),
        voice("Ben", stance("j1", "toll", "against", typed)),
    )
    assert not item.is_conflict


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (AUTHOR, GENERAL),
        (Ref(kind=RefKind.UNLISTED, name="a farmer"), Ref(kind=RefKind.UNLISTED, name="a clerk")),
        (Ref(kind=RefKind.TOPIC, name="war"), Ref(kind=RefKind.CLAIM, name="war")),
    ],
)
def test_refs_of_other_kinds_or_names_are_not_the_same(one: Ref, other: Ref) -> None:
    anna, ben = (
        voice(name, stance("j1", ref, "against", DAM)) for name, ref in (("Anna", one), ("Ben", other))
    )
    assert the_stance(anna, ben).difference is Difference.HOLDER


def test_both_for_and_against_is_one_answer_of_two_judgements() -> None:
    anna = voice("Anna", stance("j1", "toll", "against", DAM), stance("j2", "toll", "favor", DAM))
    item = the_stance(anna, voice("Ben", stance("j1", "toll", "favor", DAM)))
    assert item.difference is Difference.POLARITY
    assert said(item)[0] == (("Anna",), "Toll against and favor the dam")
    assert item.variants[0].items == (("j1", "j2"),)


def test_stances_of_one_sentence_are_not_compared_with_those_of_another() -> None:
    anna, ben = (
        voice(name, stance("j1", "toll", "against", DAM).model_copy(update={"anchor": segment_ref(*place)}))
        for name, place in (("Anna", (0, 52)), ("Ben", (53, 74)))
    )
    found = stances(anna, ben)
    assert {item.difference for item in found} == {Difference.PRESENCE}
    assert [(item.start, item.end) for item in found] == [(0, 52), (53, 74)]


def _role(entity: str, label: str) -> Judgement:
    return Judgement(id="j1", task="role", target=who(entity), label=label)


def test_answers_about_an_entity_differ_in_label_or_presence() -> None:
    anna = voice("Anna", _role("toll", "hero"))
    assert the_stance(anna, voice("Ben", _role("toll", "fool"))).difference is Difference.LABEL
    apart = stances(anna, voice("Ben", _role("ore", "hero")))
    assert {item.difference for item in apart} == {Difference.PRESENCE}
    assert said(apart[0])[0] == (("Anna",), "Toll: hero")


def _frames(*labels: str) -> Judgement:
    return Judgement(id="j1", task="frames", target=ARTICLE, label=labels[0], more_labels=labels[1:])


def test_several_labels_of_one_answer_have_no_order() -> None:
    (item,) = stances(voice("Anna", _frames("law", "money")), voice("Ben", _frames("money", "law")))
    assert not item.is_conflict
    assert (item.start, item.end) == (0, len(TEXT))


def test_an_answer_to_a_task_the_scheme_does_not_have_is_still_compared() -> None:
    old = stance("j1", "toll", "against", DAM).model_copy(update={"task": "old stance"})
    item = the_stance(voice("Anna", old), voice("Ben", old.model_copy(update={"label": "weird"})))
    assert (item.task, item.difference) == ("old stance", Difference.POLARITY)


def test_a_ref_to_an_entity_that_is_gone_is_nobody_elses() -> None:
    gone = Ref(kind=RefKind.ENTITY, id="e99", name="Gone")
    found = stances(*(voice(name, stance("j1", gone, "against", DAM)) for name in ("Anna", "Ben")))
    assert [item.difference for item in found] == [Difference.HOLDER]


def test_the_queue_follows_the_tasks_of_the_scheme_and_then_the_text() -> None:
    anna = voice(
        "Anna",
        _frames("law"),
        _role("toll", "hero").model_copy(update={"id": "j2"}),
        stance("j3", "ore", "favor", DAM, ("council wants the dam", 0)),
        stance("j4", "toll", "against", DAM, EVIDENCE),
    )
    found = items_of(ReadArticle("a1", len(TEXT), (Reading.of(anna), Reading("Ben"))), SCHEME)
    order = [item.variants[0].said for item in found if item.layer is Layer.JUDGEMENTS]
    assert order == ["Toll against the dam", "Ore favor the dam", "Toll: hero", "law"]
