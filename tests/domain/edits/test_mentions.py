"""Marking, accepting, relabelling, resizing and removing one mention."""

from collections.abc import Callable

import pytest

from annotator.domain.annotation import AUTHOR, Decision, Mention, MentionOrigin, Ref, RefKind, Status
from annotator.domain.edits import judgements, mentions
from annotator.domain.refused import Refused
from annotator.domain.steps import Step, apply
from tests.domain.marked import (
    STANCE,
    article_of,
    done,
    empty,
    entity,
    marked,
    mention,
    proposed,
    ref,
    shown,
    stance,
)


def test_a_marked_mention_is_added_by_a_human_and_grouped_by_its_name() -> None:
    article, annotation = marked("[Varon|GPE] met [Toll|PERSON] in [Varon|GPE].")
    assert shown(annotation, article) == [
        ("Varon", "GPE", "Varon"),
        ("Toll", "PERSON", "Toll"),
        ("Varon", "GPE", "Varon"),
    ]
    first = mention(annotation, article, "Varon")
    assert (first.origin, first.decision) == (MentionOrigin.HUMAN, Decision.ADDED)
    assert len(annotation.entities) == 2


def test_the_first_change_by_hand_starts_the_article() -> None:
    _, annotation = marked("[Varon|GPE]")
    assert annotation.progress.status is Status.IN_PROGRESS
    finished = annotation.model_copy(
        update={"progress": annotation.progress.model_copy(update={"status": Status.DONE})}
    )
    assert done(finished, mentions.delete_mention(finished, "m1")).progress.status is Status.DONE


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 2), (0, 7)])
def test_only_text_of_the_article_is_marked(start: int, end: int) -> None:
    with pytest.raises(Refused):
        mentions.add_mention(empty(), article_of("Varon."), start, end, "GPE")


def test_white_space_alone_is_not_marked() -> None:
    with pytest.raises(Refused, match="no words"):
        mentions.add_mention(empty(), article_of("a \u00a0\n b"), 1, 4, "GPE")


def test_the_same_text_is_marked_once_for_each_label() -> None:
    article, annotation = marked("[Varon|GPE] sleeps.")
    with pytest.raises(Refused, match="“Varon” is marked as GPE already"):
        mentions.add_mention(annotation, article, 0, 5, "GPE")
    twice = apply(annotation, mentions.add_mention(annotation, article, 0, 5, "ORG"))
    assert shown(twice, article) == [("Varon", "GPE", "Varon"), ("Varon", "ORG", "Varon")]


def test_a_mention_in_pieces_is_not_the_whole_stretch_from_its_first_to_its_last() -> None:
    article, annotation = marked("[Upper|GPE] and Lower Varon")
    pieces = apply(annotation, mentions.add_fragment(annotation, article, "m1", 16, 21))
    whole = apply(pieces, mentions.add_mention(pieces, article, 0, 21, "GPE"))
    assert len(whole.mentions) == 2


def test_accepting_decides_only_what_nobody_has_decided() -> None:
    article, annotation = proposed("[Varon|GPE] [Toll|PERSON]")
    relabelled = apply(annotation, mentions.relabel_mention(annotation, "m1", "ORG"))
    step = mentions.accept_mentions(relabelled, ["m1", "m2"], name="accept all")
    decisions = {m.id: m.decision for m in apply(relabelled, step).mentions.values()}
    assert decisions == {"m1": Decision.RELABELLED, "m2": Decision.ACCEPTED}
    assert not mentions.accept_mention(apply(relabelled, step), "m2")
    assert article.text == "Varon Toll"


def test_relabelling_a_proposal_says_so_and_an_own_mention_stays_added() -> None:
    _, guess = proposed("[Varon|GPE]")
    _, own = marked("[Varon|GPE]")
    assert apply(guess, mentions.relabel_mention(guess, "m1", "ORG")).mentions["m1"].decision == "relabelled"
    assert apply(own, mentions.relabel_mention(own, "m1", "ORG")).mentions["m1"].decision == "added"


def test_giving_a_proposal_the_label_it_has_accepts_it() -> None:
    _, annotation = proposed("[Varon|GPE]")
    accepted = apply(annotation, mentions.relabel_mention(annotation, "m1", "GPE"))
    assert accepted.mentions["m1"].decision is Decision.ACCEPTED
    assert not mentions.relabel_mention(accepted, "m1", "GPE")


def test_the_entity_takes_the_label_of_its_mentions_once_they_agree() -> None:
    article, annotation = marked("[Varon|GPE] and [Varon|GPE]")
    one = apply(annotation, mentions.relabel_mention(annotation, "m1", "ORG"))
    assert entity(one, "Varon").label == "GPE"
    both = apply(one, mentions.relabel_mention(one, "m2", "ORG"))
    assert entity(both, "Varon").label == "ORG"
    assert len(shown(both, article)) == 2


def test_relabelling_into_a_mention_that_is_there_is_refused() -> None:
    article, annotation = marked("[Varon|GPE]")
    twice = apply(annotation, mentions.add_mention(annotation, article, 0, 5, "ORG"))
    with pytest.raises(Refused, match="ORG already"):
        mentions.relabel_mention(twice, "m1", "ORG")


def test_resizing_moves_the_edges_and_renames_an_entity_of_one_mention() -> None:
    article, annotation = proposed("[Varon’s|GPE] dam")
    resized = apply(annotation, mentions.resize_mention(annotation, article, "m1", 0, 5))
    assert shown(resized, article) == [("Varon", "GPE", "Varon")]
    assert resized.mentions["m1"].decision is Decision.RESIZED


def test_an_entity_of_several_mentions_keeps_its_name_when_one_is_resized() -> None:
    article, annotation = marked("[Varon|GPE] said [Varon|GPE] city")
    resized = apply(annotation, mentions.resize_mention(annotation, article, "m2", 11, 21))
    assert shown(resized, article)[1] == ("Varon city", "GPE", "Varon")


def test_resizing_to_where_it_stands_changes_nothing() -> None:
    article, annotation = proposed("[Varon|GPE] dam")
    assert not mentions.resize_mention(annotation, article, "m1", 0, 5)


def test_judgements_read_the_new_words_of_a_resized_mention_and_its_entity() -> None:
    article, annotation = marked("[Varon’s|GPE] dam")
    at_mention = Ref(kind=RefKind.MENTION, id="m1", name="Varon’s")
    for target in (at_mention, ref(annotation, "Varon’s")):
        said = stance(AUTHOR, "against", target)
        annotation = done(annotation, judgements.add_judgement(annotation, article, STANCE, said))
    resized = apply(annotation, mentions.resize_mention(annotation, article, "m1", 0, 5))
    names = [j.target.name for j in resized.judgements.values() if j.target]
    assert names == ["Varon", "Varon"]


def test_resizing_onto_a_mention_of_the_same_label_is_refused() -> None:
    article, annotation = marked("[Varon|GPE] city")
    other = apply(annotation, mentions.add_mention(annotation, article, 0, 10, "GPE"))
    with pytest.raises(Refused, match="“Varon city” is marked as GPE already"):
        mentions.resize_mention(other, article, "m1", 0, 10)


def test_a_piece_makes_a_mention_discontinuous_and_touching_pieces_are_one() -> None:
    article, annotation = marked("[Upper|GPE] and Lower Varon")
    split = apply(annotation, mentions.add_fragment(annotation, article, "m1", 16, 21))
    assert split.mentions["m1"].pieces == ((0, 5), (16, 21))
    joined = apply(split, mentions.add_fragment(split, article, "m1", 5, 16))
    assert joined.mentions["m1"].pieces == ((0, 21),)
    assert joined.mentions["m1"].fragments == ()


def test_a_piece_that_overlaps_the_mention_is_refused() -> None:
    article, annotation = marked("[Upper|GPE] and Lower Varon")
    with pytest.raises(Refused, match="overlaps"):
        mentions.add_fragment(annotation, article, "m1", 3, 9)


def test_a_piece_that_makes_the_mention_equal_to_another_is_refused() -> None:
    article, annotation = marked("[Upper|GPE] Varon")
    other = apply(annotation, mentions.add_mention(annotation, article, 0, 11, "GPE"))
    with pytest.raises(Refused, match="already"):
        mentions.add_fragment(other, article, "m1", 5, 11)


def test_resizing_a_mention_in_pieces_moves_its_outer_edges_and_keeps_every_piece() -> None:
    article, annotation = marked("[Upper|GPE] and Lower Varon")
    split = apply(annotation, mentions.add_fragment(annotation, article, "m1", 16, 21))
    moved = apply(split, mentions.resize_mention(split, article, "m1", 2, 20))
    assert moved.mentions["m1"].pieces == ((2, 5), (16, 20))
    with pytest.raises(Refused, match="several pieces"):
        mentions.resize_mention(split, article, "m1", 7, 21)


def test_a_removed_proposal_is_remembered_and_an_own_mention_is_not() -> None:
    _, guess = proposed("[Varon|GPE]")
    removed = apply(guess, mentions.delete_mention(guess, "m1"))
    (rejected,) = removed.rejected.values()
    assert (rejected.start, rejected.end, rejected.label) == (0, 5, "GPE")
    _, own = marked("[Varon|GPE]")
    assert apply(own, mentions.delete_mention(own, "m1")).rejected == {}


def test_an_entity_goes_with_its_last_mention() -> None:
    _, annotation = marked("[Varon|GPE] and [Varon|GPE]")
    one = apply(annotation, mentions.delete_mention(annotation, "m1"))
    assert len(one.entities) == 1
    assert apply(one, mentions.delete_mention(one, "m2")).entities == {}


def test_an_entity_with_a_stance_outlives_its_mentions() -> None:
    article, annotation = marked("[Varon|GPE] rejects it.")
    said = stance(ref(annotation, "Varon"), "against", Ref(kind=RefKind.TOPIC, id="dam", name="the dam"))
    annotation = done(annotation, judgements.add_judgement(annotation, article, STANCE, said))
    assert entity(apply(annotation, mentions.delete_mention(annotation, "m1")), "Varon")


def test_a_topic_of_the_same_id_does_not_keep_an_entity() -> None:
    article, annotation = marked("[Varon|GPE] rejects it.")
    said = stance(AUTHOR, "against", Ref(kind=RefKind.TOPIC, id="e1", name="the dam"))
    annotation = done(annotation, judgements.add_judgement(annotation, article, STANCE, said))
    assert apply(annotation, mentions.delete_mention(annotation, "m1")).entities == {}


def test_a_mention_that_judgements_point_at_is_not_removed() -> None:
    article, annotation = marked("[Varon|GPE] rejects it.")
    said = stance(AUTHOR, "against", Ref(kind=RefKind.MENTION, id="m1", name="Varon"))
    one = done(annotation, judgements.add_judgement(annotation, article, STANCE, said))
    with pytest.raises(Refused, match="1 judgement points at this mention; remove it first"):
        mentions.delete_mention(one, "m1")
    other = said.model_copy(update={"label": "favor"})
    two = done(one, judgements.add_judgement(one, article, STANCE, other))
    with pytest.raises(Refused, match="2 judgements point at this mention; remove them first"):
        mentions.delete_mention(two, "m1")


def test_what_is_gone_is_refused_with_a_sentence() -> None:
    article, annotation = marked("[Varon|GPE]")
    edits: tuple[Callable[[], Step], ...] = (
        lambda: mentions.accept_mention(annotation, "m9"),
        lambda: mentions.relabel_mention(annotation, "m9", "ORG"),
        lambda: mentions.resize_mention(annotation, article, "m9", 0, 3),
        lambda: mentions.delete_mention(annotation, "m9"),
        lambda: mentions.delete_mentions(annotation, ["m1", "m9"], name="remove all"),
    )
    for edit in edits:
        with pytest.raises(Refused, match="no longer there"):
            edit()


def test_starting_from_a_model_takes_its_mentions_and_entities_as_proposals() -> None:
    article, annotation = proposed("[Varon|GPE] met [Toll|PERSON]; [Varon|GPE] slept.")
    assert shown(annotation, article) == [
        ("Varon", "GPE", "Varon"),
        ("Toll", "PERSON", "Toll"),
        ("Varon", "GPE", "Varon"),
    ]
    assert {(m.origin, m.decision) for m in annotation.mentions.values()} == {
        (MentionOrigin.MODEL, Decision.UNTOUCHED)
    }
    assert annotation.progress.status is Status.NOT_STARTED
    assert annotation.progress.pipeline == "pipe"


def test_proposals_taken_over_never_take_an_id_that_is_in_use() -> None:
    article, mine = marked("[Varon|GPE] met Toll")
    _, model = marked("Varon met [Toll|PERSON]")
    both = apply(mine, mentions.start_from(mine, model))
    assert shown(both, article) == [("Varon", "GPE", "Varon"), ("Toll", "PERSON", "Toll")]


def test_new_ids_are_higher_than_any_in_use_and_mind_foreign_ones() -> None:
    article = article_of("Varon met Toll")
    foreign = Mention(id="mention-7", start=6, end=9, label="X")
    ninth = Mention(id="m9", start=10, end=14, label="PERSON")
    annotation = empty().model_copy(update={"mentions": {"mention-7": foreign, "m9": ninth}})
    assert "m10" in apply(annotation, mentions.add_mention(annotation, article, 0, 5, "GPE")).mentions
