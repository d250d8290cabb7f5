"""What enough annotators agree on comes into gold in one step that can be taken back."""

import pytest

from annotator.agreement.deciding import Decision, decide
from annotator.agreement.settling import open_items, settle
from annotator.agreement.table import Layer
from annotator.domain.annotation import GOLD, Annotation
from annotator.domain.edits.judgements import delete_judgement
from annotator.domain.edits.mentions import delete_mention, relabel_mention, resize_mention
from annotator.domain.log import How, LogEntry
from annotator.domain.refused import Refused
from annotator.domain.ruling import Outcome
from annotator.domain.steps import Step, apply
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
)

TOLL: Mark = ("Mira Toll", "PERSON", "toll")
LATER: Mark = ("Toll", "PERSON", "toll", 1)
OTHER: Mark = ("Toll", "PERSON", "other", 1)
AGAINST = stance("j1", "toll", "against", DAM)


def step(gold: Annotation, *said: Annotation, threshold: float = 1.0, log: tuple[LogEntry, ...] = ()) -> Step:
    return settle(
        gold,
        ARTICLE,
        items(*said),
        everybody(*said),
        SCHEME,
        threshold,
        "Rita",
        log=log,
    )


def settled(*said: Annotation, threshold: float = 1.0) -> Annotation:
    return apply(empty_gold(), step(empty_gold(), *said, threshold=threshold))


def marks(gold: Annotation) -> list[str]:
    return [mention.quote(TEXT) for mention in gold.ordered_mentions]


def test_what_all_agree_on_comes_in_without_a_ruling() -> None:
    gold = settled(
        says("Anna", TOLL, LATER, judgements=[AGAINST]), says("Ben", TOLL, LATER, judgements=[AGAINST])
    )
    assert marks(gold) == ["Mira Toll", "Toll"]
    (entity,) = gold.entities
    (judgement,) = gold.judgements.values()
    assert judgement.holder is not None
    assert (judgement.holder.id, judgement.label, gold.rulings) == (entity, "against", {})


def test_the_step_says_how_much_it_settles() -> None:
    said = (says("Anna", TOLL, LATER), says("Ben", TOLL, LATER), says("Cleo", TOLL))
    assert step(empty_gold(), *said, threshold=1.0).name == "settle 1 answer all agree on"
    name = "settle 1 answer all agree on and 1 answer most agree on"
    assert step(empty_gold(), *said, threshold=2 / 3).name == name


def test_what_most_agree_on_gets_a_ruling_that_can_be_decided_otherwise() -> None:
    said = (says("Anna", TOLL), says("Ben", TOLL), says("Cleo", ("Toll", "PERSON", "toll")))
    gold = settled(*said, threshold=2 / 3)
    (ruling,) = gold.rulings.values()
    assert (ruling.outcome, marks(gold)) == (Outcome.AGREED, ["Mira Toll"])
    item = next(i for i in items(*said) if i.is_conflict)
    decision = Decision(outcome=Outcome.TAKEN, variants=(1,), by="Rita")
    gold = apply(gold, decide(gold, ARTICLE, item, everybody(*said), SCHEME, decision))
    assert marks(gold) == ["Toll"]


def test_that_most_marked_nothing_is_settled_too() -> None:
    gold = settled(says("Anna", TOLL), says("Ben"), says("Cleo"), threshold=0.6)
    (ruling,) = gold.rulings.values()
    assert (ruling.outcome, ruling.made, marks(gold)) == (Outcome.AGREED, (), [])


def test_what_too_few_agree_on_stays_open() -> None:
    said = (says("Anna", TOLL), says("Ben", TOLL), says("Cleo"))
    gold = settled(*said, threshold=0.7)
    assert (marks(gold), gold.rulings) == ([], {})
    assert [item.start for item in open_items(gold, items(*said))] == [0]


def test_a_tie_is_never_settled() -> None:
    gold = settled(says("Anna", TOLL), says("Ben"), threshold=0.51)
    assert gold == empty_gold()


@pytest.mark.parametrize("threshold", [0.5, 0.0, 1.01, -1.0, float("nan")])
def test_a_threshold_that_two_answers_could_pass_is_refused(threshold: float) -> None:
    with pytest.raises(Refused, match="a share above"):
        step(empty_gold(), says("Anna", TOLL), says("Ben", TOLL), threshold=threshold)


def test_what_one_alone_has_read_is_agreed_with_nobody() -> None:
    assert not step(empty_gold(), says("Anna", TOLL))


def test_two_who_found_nothing_agree_that_there_is_nothing() -> None:
    assert settled(says("Anna"), says("Ben")) == empty_gold()


def test_settling_again_changes_nothing() -> None:
    said = (says("Anna", TOLL, LATER, judgements=[AGAINST]), says("Ben", TOLL, OTHER), says("Cleo", TOLL))
    gold = settled(*said, threshold=0.6)
    assert not step(gold, *said, threshold=0.6)


def test_what_is_decided_already_stays_decided() -> None:
    said = (says("Anna", TOLL), says("Ben", TOLL), says("Cleo"))
    (item,) = items(*said, layer=Layer.MENTIONS)
    decision = Decision(outcome=Outcome.NEITHER, by="Rita")
    gold = apply(empty_gold(), decide(empty_gold(), ARTICLE, item, everybody(*said), SCHEME, decision))
    assert not step(gold, *said, threshold=0.6)


def test_mentions_are_grouped_as_most_group_them() -> None:
    said = (says("Anna", TOLL, OTHER), says("Ben", TOLL, LATER), says("Cleo", TOLL, LATER))
    gold = settled(*said, threshold=0.6)
    assert [[m.quote(TEXT) for m in held] for held in gold.mentions_of.values()] == [["Mira Toll", "Toll"]]
    (ruling,) = gold.rulings.values()
    assert (ruling.layer, ruling.made) == ("entities", tuple(gold.entities))


def test_a_stance_that_gold_cannot_hold_stays_open_and_leaves_nothing_behind() -> None:
    toward = stance("j1", "toll", "against", "other")
    said = (
        says("Anna", TOLL, OTHER, judgements=[toward]),
        says("Ben", TOLL, OTHER, judgements=[toward]),
        says("Cleo", TOLL, LATER, judgements=[]),
    )
    gold = says("gold", TOLL, LATER).model_copy(update={"annotator": GOLD})
    found = [item for item in items(*said) if item.layer is not Layer.ENTITIES]
    after = apply(gold, settle(gold, ARTICLE, found, everybody(*said), SCHEME, 0.6, "Rita"))
    assert after == gold
    assert [item.layer for item in open_items(after, found)] == [Layer.JUDGEMENTS]


# What a reviewer took out by hand


def _log(*steps: tuple[Step, How]) -> tuple[LogEntry, ...]:
    return tuple(
        LogEntry(number, "2024-05-17T09:30:00.000+00:00", "Rita", how, one.model_dump_json().encode())
        for number, (one, how) in enumerate(steps, start=1)
    )


def test_what_a_reviewer_took_out_is_not_settled_a_second_time() -> None:
    said = (says("Anna", TOLL, judgements=[AGAINST]), says("Ben", TOLL, judgements=[AGAINST]))
    first = step(empty_gold(), *said)
    gold = apply(empty_gold(), first)
    for out in (
        delete_judgement(gold, next(iter(gold.judgements))),
        delete_mention(gold, next(iter(gold.mentions))),
    ):
        left = apply(gold, out)
        assert step(left, *said)
        assert not step(left, *said, log=_log((first, How.DO), (out, How.DO)))


def test_what_was_resized_by_hand_does_not_come_back_beside_it() -> None:
    said = (says("Anna", TOLL), says("Ben", TOLL))
    first = step(empty_gold(), *said)
    gold = apply(empty_gold(), first)
    out = resize_mention(gold, ARTICLE, next(iter(gold.mentions)), *span("Toll"))
    assert not step(apply(gold, out), *said, log=_log((first, How.DO), (out, How.DO)))


def test_settling_that_was_undone_can_be_done_again() -> None:
    said = (says("Anna", TOLL), says("Ben", TOLL))
    first = step(empty_gold(), *said)
    assert step(empty_gold(), *said, log=_log((first, How.DO), (first.inverse(), How.UNDO))) == first


# When annotators change their minds


def _again(gold: Annotation, first: Step, *said: Annotation, threshold: float = 1.0) -> Annotation:
    return apply(gold, step(gold, *said, threshold=threshold, log=_log((first, How.DO))))


def test_what_all_agreed_on_and_now_mark_otherwise_is_replaced() -> None:
    first = step(empty_gold(), says("Anna", TOLL, OTHER), says("Ben", TOLL, OTHER))
    other: Mark = ("Toll", "PERSON", "toll")
    gold = _again(apply(empty_gold(), first), first, says("Anna", other, OTHER), says("Ben", other, OTHER))
    assert [(one.start, one.end) for one in gold.ordered_mentions] == [span("Toll"), span("Toll", 1)]


def test_what_most_agreed_on_and_no_longer_do_is_open_again() -> None:
    anna, ben = says("Anna", TOLL), says("Ben", TOLL)
    first = step(empty_gold(), anna, ben, says("Cleo"), threshold=0.6)
    now = (anna, says("Ben"), says("Cleo", ("Toll", "PERSON", "toll")))
    gold = _again(apply(empty_gold(), first), first, *now, threshold=0.6)
    assert (gold.mentions, gold.rulings) == ({}, {})
    assert len(open_items(gold, items(*now))) == 1


def test_what_most_agreed_on_and_now_all_do_needs_no_ruling_any_more() -> None:
    anna, ben = says("Anna", TOLL), says("Ben", TOLL)
    first = step(empty_gold(), anna, ben, says("Cleo"), threshold=0.6)
    gold = apply(empty_gold(), first)
    after = _again(gold, first, anna, ben, says("Cleo", TOLL), threshold=0.6)
    assert (after.mentions, after.rulings) == (gold.mentions, {})


def test_what_a_reviewer_decided_stays_though_all_agree_otherwise_now() -> None:
    said = (says("Anna", TOLL), says("Ben", ("Toll", "PERSON", "toll")))
    item = next(i for i in items(*said) if i.is_conflict)
    decision = Decision(outcome=Outcome.TAKEN, variants=(1,), by="Rita")
    gold = apply(empty_gold(), decide(empty_gold(), ARTICLE, item, everybody(*said), SCHEME, decision))
    assert marks(gold) == ["Toll"]
    assert not step(gold, says("Anna", TOLL), says("Ben", TOLL))


def test_what_a_reviewer_touched_after_it_was_settled_is_theirs() -> None:
    said = (says("Anna", TOLL), says("Ben", TOLL))
    first = step(empty_gold(), *said)
    gold = apply(empty_gold(), first)
    touched = relabel_mention(gold, next(iter(gold.mentions)), "ORG")
    gold = apply(gold, touched)
    log = _log((first, How.DO), (touched, How.DO))
    assert not step(gold, says("Anna"), says("Ben"), log=log)
