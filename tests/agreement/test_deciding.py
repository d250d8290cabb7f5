"""Deciding a conflict: what gold says then, and what is recorded of it."""

import pytest

from annotator.agreement.conflict import Difference, Item
from annotator.agreement.deciding import Decision, decide, record_edit
from annotator.agreement.everything_said import EverythingSaid
from annotator.agreement.table import Layer
from annotator.domain.annotation import Annotation, Judgement, Ref, RefKind
from annotator.domain.edits.entities import assign_mentions
from annotator.domain.edits.mentions import add_mention, delete_mention
from annotator.domain.refused import Refused
from annotator.domain.ruling import ErrorCategory, Outcome, Ruling
from annotator.domain.steps import apply
from tests.agreement.voices import (
    ARTICLE,
    DAM,
    SCHEME,
    TEXT,
    Mark,
    empty_gold,
    everybody,
    items,
    says,
    span,
    stance,
    the_conflict,
)

TOLL: Mark = ("Mira Toll", "PERSON", "toll")
LATER: Mark = ("Toll", "PERSON", "toll", 1)
OTHER: Mark = ("Toll", "PERSON", "other", 1)
COUNCIL: Mark = ("Varon Council", "ORG", "council")
EVIDENCE = ("Toll rejects the dam", 0)


def decided(
    gold: Annotation,
    item: Item,
    said: tuple[Annotation, ...],
    outcome: Outcome,
    *variants: int,
    category: ErrorCategory | None = None,
) -> Annotation:
    """Gold after the decision; taking it back gives gold as it was."""
    decision = Decision(outcome=outcome, variants=variants, by="Rita", note="see 3.2", category=category)
    step = decide(gold, ARTICLE, item, everybody(*said), SCHEME, decision)
    after = apply(gold, step)
    assert apply(after, step.inverse()) == gold
    return after


def the_ruling(gold: Annotation) -> Ruling:
    (ruling,) = gold.rulings.values()
    return ruling


def marks(gold: Annotation) -> list[tuple[str, str]]:
    return [(mention.quote(TEXT), mention.label) for mention in gold.ordered_mentions]


def groups(gold: Annotation) -> list[list[str]]:
    """What gold holds for one entity, in order of reading."""
    return sorted([mention.quote(TEXT) for mention in held] for held in gold.mentions_of.values())


BOUNDARY = (says("Anna", COUNCIL), says("Ben", ("the Varon Council", "ORG", "council")))


@pytest.mark.parametrize(
    ("outcome", "variants", "wanted"),
    [
        (Outcome.TAKEN, (0,), ["Varon Council"]),
        (Outcome.TAKEN, (1,), ["the Varon Council"]),
        (Outcome.UNION, (), ["the Varon Council"]),
        (Outcome.BOTH_VALID, (), ["the Varon Council", "Varon Council"]),
        (Outcome.NEITHER, (), []),
    ],
)
def test_gold_marks_what_is_decided(outcome: Outcome, variants: tuple[int, ...], wanted: list[str]) -> None:
    gold = decided(empty_gold(), the_conflict(*BOUNDARY, layer=Layer.MENTIONS), BOUNDARY, outcome, *variants)
    assert [quote for quote, _ in marks(gold)] == wanted
    assert the_ruling(gold).made == tuple(mention.id for mention in gold.mentions.values())


def test_the_ruling_keeps_the_answers_as_they_were_and_why() -> None:
    item = the_conflict(*BOUNDARY, layer=Layer.MENTIONS)
    gold = decided(empty_gold(), item, BOUNDARY, Outcome.TAKEN, 1, category=ErrorCategory.SLIP)
    ruling = the_ruling(gold)
    assert (ruling.id, ruling.difference, ruling.by) == (item.id, "boundary", "Rita")
    assert (ruling.note, ruling.category) == ("see 3.2", ErrorCategory.SLIP)
    assert [(answer.annotators, answer.said, answer.stands) for answer in ruling.answers] == [
        (("Anna",), "ORG 17-30", False),
        (("Ben",), "ORG 13-30", True),
    ]


def test_a_union_has_the_label_of_most() -> None:
    said = (
        says("Anna", COUNCIL),
        says("Ben", ("Council met", "GPE", "x")),
        says("Cleo", ("Varon Council met", "GPE", "x")),
    )
    gold = decided(empty_gold(), the_conflict(*said, layer=Layer.MENTIONS), said, Outcome.UNION)
    assert marks(gold) == [("Varon Council met", "GPE")]


def test_deciding_otherwise_takes_back_what_was_decided_before() -> None:
    item = the_conflict(*BOUNDARY, layer=Layer.MENTIONS)
    gold = decided(empty_gold(), item, BOUNDARY, Outcome.UNION)
    gold = decided(gold, item, BOUNDARY, Outcome.TAKEN, 0)
    assert marks(gold) == [("Varon Council", "ORG")]
    assert the_ruling(gold).outcome is Outcome.TAKEN
    gold = decided(gold, item, BOUNDARY, Outcome.NEITHER)
    assert (gold.mentions, gold.entities, the_ruling(gold).outcome) == ({}, {}, Outcome.NEITHER)


def test_deciding_the_same_again_changes_nothing() -> None:
    item = the_conflict(*BOUNDARY, layer=Layer.MENTIONS)
    gold = decided(empty_gold(), item, BOUNDARY, Outcome.TAKEN, 0)
    assert decided(gold, item, BOUNDARY, Outcome.TAKEN, 0) == gold


def test_what_is_known_already_from_decisions_before_makes_no_other_step() -> None:
    item = the_conflict(*BOUNDARY, layer=Layer.MENTIONS)
    decision = Decision(outcome=Outcome.UNION, by="Rita")
    known = EverythingSaid(ARTICLE, everybody(*BOUNDARY), items(*BOUNDARY))
    steps = [
        decide(empty_gold(), ARTICLE, item, everybody(*BOUNDARY), SCHEME, decision, said=said)
        for said in (None, known, known)
    ]
    assert steps[0] == steps[1] == steps[2]


def test_a_conflict_that_changed_replaces_the_ruling_on_what_it_was() -> None:
    gold = decided(empty_gold(), the_conflict(*BOUNDARY, layer=Layer.MENTIONS), BOUNDARY, Outcome.TAKEN, 1)
    anna = BOUNDARY[0]
    now = (anna, says("Ben", ("Council", "ORG", "council")))
    gold = decided(gold, the_conflict(*now, layer=Layer.MENTIONS), now, Outcome.TAKEN, 0)
    assert marks(gold) == [("Varon Council", "ORG")]
    assert the_ruling(gold).outcome is Outcome.TAKEN


def test_a_conflict_that_is_gone_is_refused_with_a_sentence() -> None:
    item = the_conflict(*BOUNDARY, layer=Layer.MENTIONS)
    now = (BOUNDARY[0], says("Ben", COUNCIL))
    with pytest.raises(Refused, match="Somebody has changed their answer"):
        decided(empty_gold(), item, now, Outcome.TAKEN, 0)
    with pytest.raises(Refused, match="Somebody has changed their answer"):
        record_edit(empty_gold(), ARTICLE, item, everybody(*now), SCHEME, by="Rita")


@pytest.mark.parametrize("variants", [(7,), (-1,), ()])
def test_an_answer_that_is_not_there_is_refused(variants: tuple[int, ...]) -> None:
    with pytest.raises(Refused):
        decided(
            empty_gold(), the_conflict(*BOUNDARY, layer=Layer.MENTIONS), BOUNDARY, Outcome.TAKEN, *variants
        )


def test_gold_is_never_among_those_who_are_compared() -> None:
    said = (BOUNDARY[0], BOUNDARY[1].model_copy(update={"annotator": empty_gold().annotator}))
    with pytest.raises(Refused, match="compare the others without it"):
        decided(empty_gold(), the_conflict(*said, layer=Layer.MENTIONS), said, Outcome.TAKEN, 0)


def test_that_there_is_nothing_can_be_right() -> None:
    said = (says("Anna", TOLL), says("Ben"))
    gold = decided(empty_gold(), the_conflict(*said), said, Outcome.TAKEN, 1)
    assert gold.mentions == {}
    assert [answer.stands for answer in the_ruling(gold).answers] == [False, True]


def test_of_one_answer_alone_both_valid_means_that_it_may_also_be_missing() -> None:
    said = (says("Anna", TOLL), says("Ben"))
    gold = decided(empty_gold(), the_conflict(*said), said, Outcome.BOTH_VALID, 0)
    assert marks(gold) == [("Mira Toll", "PERSON")]
    assert [answer.stands for answer in the_ruling(gold).answers] == [True, True]


def test_steps_are_named_by_letters_so_that_history_shows_no_names() -> None:
    item = the_conflict(*BOUNDARY, layer=Layer.MENTIONS)

    def name(outcome: Outcome, *variants: int) -> str:
        decision = Decision(outcome=outcome, variants=variants, by="Rita")
        return decide(empty_gold(), ARTICLE, item, everybody(*BOUNDARY), SCHEME, decision).name

    assert name(Outcome.TAKEN, 1) == "take B’s boundary"
    assert name(Outcome.NEITHER) == "neither"
    assert name(Outcome.BOTH_VALID) == "both readings valid"
    assert name(Outcome.UNION) == "union"


def test_mentions_are_grouped_as_whoever_is_followed_groups_them() -> None:
    anna = says("Anna", TOLL, LATER, ("The mayor", "PERSON", "toll"))
    ben = says("Ben", TOLL, OTHER, ("mayor", "PERSON", "other"))
    mayor = next(i for i in items(anna, ben, layer=Layer.MENTIONS) if i.is_conflict)
    gold = _with_both_mentions(("e1", "e2"))
    followed = [groups(decided(gold, mayor, (anna, ben), Outcome.TAKEN, number)) for number in (0, 1)]
    assert followed == [[["Mira Toll", "The mayor"], ["Toll"]], [["Mira Toll"], ["Toll", "mayor"]]]


def _two_groupings() -> tuple[Annotation, Annotation]:
    return says("Anna", TOLL, LATER), says("Ben", TOLL, OTHER)


def _with_both_mentions(entities: tuple[str, str]) -> Annotation:
    """Gold that has both mentions already, grouped like this."""
    gold = says("gold", ("Mira Toll", "PERSON", entities[0]), ("Toll", "PERSON", entities[1], 1))
    return gold.model_copy(update={"annotator": empty_gold().annotator, "progress": empty_gold().progress})


@pytest.mark.parametrize("before", [("e1", "e1"), ("e1", "e2"), ("", "")])
def test_gold_groups_its_mentions_as_is_decided_whatever_they_were(before: tuple[str, str]) -> None:
    said = _two_groupings()
    item = the_conflict(*said)
    assert item.difference is Difference.MERGED_OR_SPLIT
    gold = _with_both_mentions(before)
    assert groups(decided(gold, item, said, Outcome.TAKEN, 0)) == [["Mira Toll", "Toll"]]
    assert groups(decided(gold, item, said, Outcome.TAKEN, 1)) == [["Mira Toll"], ["Toll"]]
    assert groups(decided(gold, item, said, Outcome.UNION)) == [["Mira Toll", "Toll"]]
    assert groups(decided(gold, item, said, Outcome.NEITHER)) == []


def test_judgements_go_along_when_entities_are_merged_and_come_back_when_they_are_split() -> None:
    hers = stance("j1", "other", "against", DAM, EVIDENCE)
    anna = says("Anna", TOLL, LATER, judgements=[stance("j1", "toll", "against", DAM)])
    said = (anna, says("Ben", TOLL, OTHER, judgements=[hers]))
    grouping = the_conflict(*said, layer=Layer.ENTITIES)
    gold = _with_both_mentions(("e1", "e2"))
    gold = gold.model_copy(update={"judgements": {"j1": stance("j1", "e2", "against", DAM, EVIDENCE)}})

    def holder(gold: Annotation) -> list[str]:
        ref = gold.judgements["j1"].holder
        assert ref is not None
        return [mention.quote(TEXT) for mention in gold.mentions_of[ref.id or ""]]

    merged = decided(gold, grouping, said, Outcome.TAKEN, 0)
    assert holder(merged) == ["Mira Toll", "Toll"]
    assert holder(decided(merged, grouping, said, Outcome.TAKEN, 1)) == ["Toll"]


def test_mentions_decided_later_follow_the_grouping_that_is_decided() -> None:
    mayor_same: Mark = ("The mayor", "PERSON", "toll")
    mayor_other: Mark = ("The mayor", "PERSON", "other")
    said = (says("Anna", TOLL, LATER, mayor_same), says("Ben", TOLL, OTHER, mayor_other), says("Cleo", TOLL))
    found = [i for i in items(*said) if i.is_conflict]
    grouping = next(i for i in found if i.layer is Layer.ENTITIES)
    merged = [v.annotators for v in grouping.variants].index(("Anna",))
    gold = decided(_with_both_mentions(("e1", "e2")), grouping, said, Outcome.TAKEN, merged)
    mayor = next(i for i in found if i.start == span("The mayor")[0])
    gold = decided(gold, mayor, said, Outcome.TAKEN, 0)
    assert groups(gold) == [["Mira Toll", "Toll", "The mayor"]]


def _stances(*judgements: Judgement) -> tuple[Annotation, Annotation]:
    anna = says("Anna", TOLL, COUNCIL, judgements=judgements[:1])
    ben = says("Ben", ("Mira Toll", "PERSON", "x"), ("Varon Council", "ORG", "y"), judgements=judgements[1:])
    return anna, ben


def test_stances_in_gold_point_at_the_entities_of_gold() -> None:
    said = _stances(stance("j1", "toll", "against", DAM), stance("j1", "x", "favor", DAM))
    gold = says("gold", ("Mira Toll", "PERSON", "e7"))
    gold = gold.model_copy(update={"annotator": empty_gold().annotator})
    gold = decided(gold, the_conflict(*said), said, Outcome.TAKEN, 1)
    (judgement,) = gold.judgements.values()
    assert judgement.holder == Ref(kind=RefKind.ENTITY, id="e7", name="E7")
    assert judgement.label == "favor"


def test_an_entity_that_gold_lacks_is_made_with_the_stance_and_found_by_its_mention_later() -> None:
    said = _stances(stance("j1", "toll", "against", DAM), stance("j1", "x", "favor", DAM))
    gold = decided(empty_gold(), the_conflict(*said), said, Outcome.TAKEN, 0)
    (made,) = gold.entities
    assert gold.entities[made].name == "Toll"
    more = (*said, says("Cleo"))
    mention = next(i for i in items(*more, layer=Layer.MENTIONS) if i.start == 0)
    gold = decided(gold, mention, more, Outcome.TAKEN, 0)
    assert next(iter(gold.mentions.values())).entity == made


def test_evidence_is_that_of_all_who_gave_the_answer() -> None:
    anna = says("Anna", TOLL, judgements=[stance("j1", "toll", "against", DAM, EVIDENCE)])
    ben = says("Ben", TOLL, judgements=[stance("j1", "toll", "against", DAM, ("wants the dam", 0))])
    cleo = says("Cleo", TOLL, judgements=[stance("j1", "toll", "favor", DAM, ("praised Ore", 0))])
    gold = decided(empty_gold(), the_conflict(anna, ben, cleo), (anna, ben, cleo), Outcome.TAKEN, 0)
    (judgement,) = gold.judgements.values()
    assert [(one.start, one.end) for one in judgement.evidence] == [span(*EVIDENCE), span("wants the dam")]


def test_all_valid_stances_stand_and_none_is_left_of_neither() -> None:
    said = _stances(stance("j1", "toll", "against", DAM), stance("j1", "x", "against", "y"))
    item = the_conflict(*said)
    gold = decided(empty_gold(), item, said, Outcome.BOTH_VALID)
    assert len(gold.judgements) == 2
    gold = decided(gold, item, said, Outcome.NEITHER)
    assert (gold.judgements, gold.entities) == ({}, {})


def test_all_labels_together_are_one_answer_where_a_task_takes_several() -> None:
    frames = [
        Judgement(id="j1", task="frames", target=Ref(kind=RefKind.ARTICLE), label=label)
        for label in ("law", "war")
    ]
    said = (says("Anna", judgements=frames[:1]), says("Ben", judgements=frames[1:]))
    gold = decided(empty_gold(), the_conflict(*said), said, Outcome.UNION)
    (judgement,) = gold.judgements.values()
    assert (judgement.label, judgement.more_labels) == ("law", ("war",))


def test_a_stance_of_somebody_toward_themselves_is_refused() -> None:
    anna = says("Anna", TOLL, OTHER, judgements=[stance("j1", "toll", "against", "other")])
    ben = says("Ben", TOLL, OTHER)
    gold = _with_both_mentions(("e1", "e1"))
    with pytest.raises(Refused, match="holder and its target are one entity"):
        decided(gold, the_conflict(anna, ben), (anna, ben), Outcome.TAKEN, 0)


def test_a_mention_that_gold_needs_is_not_taken_away() -> None:
    pointed = Judgement(id="j1", task="role", target=Ref(kind=RefKind.MENTION, id="m1"), label="hero")
    said = (says("Anna", TOLL, judgements=[pointed]), says("Ben"))
    mention, judgement = items(*said)[0], items(*said)[-1]
    gold = decided(empty_gold(), judgement, said, Outcome.TAKEN, 0)
    assert marks(gold) == [("Mira Toll", "PERSON")]
    with pytest.raises(Refused, match="1 judgement of gold points at this mention"):
        decided(gold, mention, said, Outcome.NEITHER)


def test_another_boundary_keeps_what_points_at_the_mention() -> None:
    gold = decided(empty_gold(), the_conflict(*BOUNDARY, layer=Layer.MENTIONS), BOUNDARY, Outcome.TAKEN, 0)
    (mention,) = gold.mentions
    pointed = Judgement(id="j1", task="role", target=Ref(kind=RefKind.MENTION, id=mention), label="hero")
    gold = gold.model_copy(update={"judgements": {"j1": pointed}})
    gold = decided(gold, the_conflict(*BOUNDARY, layer=Layer.MENTIONS), BOUNDARY, Outcome.TAKEN, 1)
    (now,) = gold.mentions.values()
    assert gold.judgements["j1"].target == Ref(kind=RefKind.MENTION, id=now.id, name="the Varon Council")


# Edited by the reviewer


def edited(gold: Annotation, item: Item, said: tuple[Annotation, ...]) -> Annotation:
    return apply(gold, record_edit(gold, ARTICLE, item, everybody(*said), SCHEME, by="Rita", note="so"))


def _standing(gold: Annotation) -> list[bool]:
    return [answer.stands for answer in the_ruling(gold).answers]


def test_what_the_reviewer_marked_there_is_recorded_as_the_decision() -> None:
    start, end = span("of the Varon Council")
    gold = apply(empty_gold(), add_mention(empty_gold(), ARTICLE, start, end, "ORG"))
    item = the_conflict(*BOUNDARY, layer=Layer.MENTIONS)
    gold = edited(gold, item, BOUNDARY)
    ruling = the_ruling(gold)
    assert (ruling.outcome, ruling.made, ruling.note) == (Outcome.EDITED, tuple(gold.mentions), "so")
    assert _standing(gold) == [False, False]
    assert marks(decided(gold, item, BOUNDARY, Outcome.TAKEN, 0)) == [("Varon Council", "ORG")]


def test_an_edit_that_comes_to_one_of_the_answers_says_so() -> None:
    gold = apply(empty_gold(), add_mention(empty_gold(), ARTICLE, *span("the Varon Council"), "ORG"))
    assert _standing(edited(gold, the_conflict(*BOUNDARY, layer=Layer.MENTIONS), BOUNDARY)) == [False, True]


def test_an_edit_that_leaves_nothing_is_recorded_as_nothing() -> None:
    said = (says("Anna", TOLL), says("Ben"))
    gold = edited(empty_gold(), the_conflict(*said), said)
    assert (the_ruling(gold).made, _standing(gold)) == ((), [False, True])


def test_what_others_agree_on_at_the_same_place_is_not_the_reviewers_answer() -> None:
    nested: Mark = ("Varon", "GPE", "varon")
    said = (says("Anna", COUNCIL, nested), says("Ben", nested))
    gold = says("gold", nested, ("Varon Council met", "ORG", "council"))
    gold = gold.model_copy(update={"annotator": empty_gold().annotator})
    item = next(i for i in items(*said, layer=Layer.MENTIONS) if i.is_conflict)
    assert the_ruling(edited(gold, item, said)).made == ("m2",)


def test_an_edited_stance_and_an_edited_grouping_are_recorded() -> None:
    said = _stances(stance("j1", "toll", "against", DAM, EVIDENCE), stance("j1", "x", "favor", DAM, EVIDENCE))
    gold = says("gold", TOLL, judgements=[stance("j5", "toll", "favor", DAM, EVIDENCE)])
    gold = gold.model_copy(update={"annotator": empty_gold().annotator})
    gold = edited(gold, the_conflict(*said), said)
    assert (the_ruling(gold).made, _standing(gold)) == (("j5",), [False, True])

    pair = _two_groupings()
    gold = _with_both_mentions(("e1", "e2"))
    gold = apply(gold, assign_mentions(gold, ["m2"], "e1"))
    gold = edited(gold, the_conflict(*pair), pair)
    assert (the_ruling(gold).made, _standing(gold)) == (("e1",), [True, False])


def test_ids_that_a_ruling_means_are_never_given_again() -> None:
    item = the_conflict(*BOUNDARY, layer=Layer.MENTIONS)
    gold = decided(empty_gold(), item, BOUNDARY, Outcome.TAKEN, 0)
    (made,) = the_ruling(gold).made
    gold = apply(gold, delete_mention(gold, made))
    more = says("Anna", COUNCIL, TOLL), says("Ben", ("the Varon Council", "ORG", "council"))
    other = next(i for i in items(*more, layer=Layer.MENTIONS) if i.start == 0)
    gold = decided(gold, other, more, Outcome.TAKEN, 0)
    assert marks(gold) == [("Mira Toll", "PERSON")]
    assert made not in gold.mentions
