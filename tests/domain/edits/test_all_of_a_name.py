"""Doing to every occurrence of a name what was just done to one."""

import pytest

from annotator.domain.annotation import Annotation, Decision, MentionOrigin
from annotator.domain.article import Article
from annotator.domain.edits import entities, mentions
from annotator.domain.edits.mentions import Deed, LastDeed, last_deed
from annotator.domain.refused import Refused
from annotator.domain.steps import Step, apply
from tests.domain.marked import marked, mention, proposed, shown


def after(annotation: Annotation, article: Article, step: Step) -> tuple[Annotation, LastDeed]:
    deed = last_deed(step, article.text)
    assert deed is not None
    return apply(annotation, step), deed


def repeated(annotation: Annotation, article: Article, deed: LastDeed) -> Annotation:
    places = mentions.places_for_all(annotation, article, deed)
    return apply(annotation, mentions.repeat_on_all(annotation, article, deed, places))


def marks(annotation: Annotation, article: Article) -> list[tuple[str, str]]:
    return [(words, label) for words, label, _ in shown(annotation, article)]


def test_marking_one_marks_every_other_occurrence_and_they_are_one_entity() -> None:
    article, annotation = marked("Varon slept. [Varon|GPE] woke. Varonia did not; VARON? Varon!")
    deed = LastDeed(Deed.MARK, "Varon", None, "GPE")
    every = repeated(annotation, article, deed)
    assert [(m.start, m.origin) for m in every.ordered_mentions] == [
        (0, MentionOrigin.PROPAGATED),
        (13, MentionOrigin.HUMAN),
        (49, MentionOrigin.PROPAGATED),
    ]
    assert len(every.entities) == 1


def test_marking_all_leaves_alone_what_overlaps_another_mention() -> None:
    article, annotation = marked("Varon and the [Bank of Varon|ORG]")
    every = repeated(annotation, article, LastDeed(Deed.MARK, "Varon", None, "GPE"))
    assert marks(every, article) == [("Varon", "GPE"), ("Bank of Varon", "ORG")]


def test_relabelling_one_relabels_the_others_in_whatever_way_the_name_is_spelt() -> None:
    article, annotation = proposed(
        "[Nagorno-Karabakh|ORG], [Nagorno Karabakh|ORG], the [Nagorno Karabakh’s|ORG]"
    )
    annotation, deed = after(annotation, article, mentions.relabel_mention(annotation, "m1", "GPE"))
    every = repeated(annotation, article, deed)
    assert {m.label for m in every.mentions.values()} == {"GPE"}
    assert {m.decision for m in every.mentions.values()} == {Decision.RELABELLED}


def test_relabelling_one_marks_occurrences_nobody_marked() -> None:
    article, annotation = proposed("[Varon|ORG] and Varon")
    annotation, deed = after(annotation, article, mentions.relabel_mention(annotation, "m1", "GPE"))
    assert marks(repeated(annotation, article, deed), article) == [("Varon", "GPE"), ("Varon", "GPE")]


def test_a_place_that_has_the_new_label_already_does_not_stop_the_others() -> None:
    article, annotation = marked("[Varon|ORG], [Varon|ORG], [Varon|ORG]")
    twice = apply(annotation, mentions.add_mention(annotation, article, 7, 12, "GPE"))
    twice, deed = after(twice, article, mentions.relabel_mention(twice, "m1", "GPE"))
    assert marks(repeated(twice, article, deed), article) == [
        ("Varon", "GPE"),
        ("Varon", "GPE"),
        ("Varon", "ORG"),
        ("Varon", "GPE"),
    ]


def test_relabelling_accepts_the_proposals_that_have_the_label_already() -> None:
    article, annotation = proposed("[Varon|ORG] and [Varon|GPE]")
    annotation, deed = after(annotation, article, mentions.relabel_mention(annotation, "m1", "GPE"))
    every = repeated(annotation, article, deed)
    assert mention(every, article, "Varon", 1).decision is Decision.ACCEPTED


def test_accepting_one_accepts_the_others_of_its_label_alone() -> None:
    article, annotation = proposed("[Varon|GPE], [Varon|GPE], [Varon|ORG], Varon")
    annotation, deed = after(annotation, article, mentions.accept_mention(annotation, "m1"))
    every = repeated(annotation, article, deed)
    assert [m.decision for m in every.ordered_mentions] == ["accepted", "accepted", "untouched"]


def test_removing_one_removes_the_others_of_its_label_and_remembers_them() -> None:
    article, annotation = proposed("[Varon|GPE], [Varon|GPE], [Varon|ORG]")
    annotation, deed = after(annotation, article, mentions.delete_mention(annotation, "m1"))
    every = repeated(annotation, article, deed)
    assert marks(every, article) == [("Varon", "ORG")]
    assert len(every.rejected) == 2


def test_resizing_one_moves_the_same_edges_of_the_others() -> None:
    article, annotation = proposed("[Varon’s|GPE] dam, [Varon’s|GPE] men, [Varon|GPE]")
    annotation, deed = after(annotation, article, mentions.resize_mention(annotation, article, "m1", 0, 5))
    assert {words for words, _ in marks(repeated(annotation, article, deed), article)} == {"Varon"}


def test_growing_one_grows_only_those_that_are_followed_by_the_same_words() -> None:
    article, annotation = proposed(
        "[Varon|GPE] city is old. [Varon|GPE] city rose. [Varon|GPE] is far. [Varon|GPE]"
    )
    grow = mentions.resize_mention(annotation, article, "m1", 0, 10)
    annotation, deed = after(annotation, article, grow)
    assert [words for words, _ in marks(repeated(annotation, article, deed), article)] == [
        "Varon city",
        "Varon city",
        "Varon",
        "Varon",
    ]


def test_growing_leaves_alone_what_would_become_a_mention_that_is_there() -> None:
    article, annotation = marked("[Varon|GPE] city, [Varon|GPE] city")
    annotation = apply(annotation, mentions.add_mention(annotation, article, 12, 22, "GPE"))
    annotation, deed = after(annotation, article, mentions.resize_mention(annotation, article, "m1", 0, 10))
    assert mentions.places_for_all(annotation, article, deed) == ()


def test_with_nothing_to_repeat_it_is_refused() -> None:
    article, annotation = marked("[Varon|GPE]")
    with pytest.raises(Refused, match="no other “Varon” to mark"):
        mentions.repeat_on_all(annotation, article, LastDeed(Deed.MARK, "Varon", None, "GPE"), ())


def test_repeating_is_one_step_that_is_taken_back_at_once() -> None:
    article, annotation = marked("Varon, [Varon|GPE], Varon")
    deed = LastDeed(Deed.MARK, "Varon", None, "GPE")
    step = mentions.repeat_on_all(
        annotation, article, deed, mentions.places_for_all(annotation, article, deed)
    )
    assert apply(apply(annotation, step), step.inverse()) == annotation


def test_what_was_shown_is_what_changes() -> None:
    article, annotation = proposed("[Varon|ORG], Varon, [Varon|ORG], the Bank of [Varon|ORG]")
    annotation, deed = after(annotation, article, mentions.relabel_mention(annotation, "m1", "GPE"))
    places = mentions.places_for_all(annotation, article, deed)
    step = mentions.repeat_on_all(annotation, article, deed, places)
    changed = {
        (change.after.start, change.after.end)
        for change in step.changes
        if change.kind == "mention" and change.after
    }
    assert {(place.start, place.end) for place in places} == changed


def test_grouping_and_pieces_are_not_repeated() -> None:
    article, annotation = marked("[Varon|GPE] and [Toll|PERSON] slept")
    accepted = apply(annotation, mentions.relabel_mention(annotation, "m2", "GPE"))
    moved = entities.assign_mentions(accepted, ["m2"], accepted.mentions["m1"].entity or "")
    assert last_deed(moved, article.text) is None
    pieces = mentions.add_fragment(annotation, article, "m1", 15, 20)
    assert last_deed(pieces, article.text) is None
    removed = mentions.delete_mention(apply(annotation, pieces), "m1")
    assert last_deed(removed, article.text) is None
    both = mentions.delete_mentions(annotation, ["m1", "m2"], name="remove all")
    assert last_deed(both, article.text) is None


def test_moving_an_accepted_mention_to_another_entity_is_not_accepting_it() -> None:
    article, annotation = proposed("[Varon|GPE] and [Dara|GPE]")
    annotation = apply(annotation, mentions.accept_mention(annotation, "m1"))
    step = entities.assign_mentions(annotation, ["m1"], annotation.mentions["m2"].entity or "")
    assert last_deed(step, article.text) is None
