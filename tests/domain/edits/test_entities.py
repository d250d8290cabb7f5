"""Grouping mentions, and naming, merging, splitting and removing entities."""

from collections.abc import Callable

import pytest

from annotator.domain.annotation import AUTHOR, Annotation, Ref, RefKind, Span
from annotator.domain.article import Article
from annotator.domain.edits import entities, judgements, mentions
from annotator.domain.refused import Refused
from annotator.domain.scheme import About, Task, TaskLabel
from annotator.domain.steps import Step, apply
from tests.domain.marked import STANCE, done, entity, marked, ref, shown, stance

DAM = Ref(kind=RefKind.TOPIC, id="dam", name="the dam")
SALIENCE = Task(name="salience", about=About.ENTITY, labels=(TaskLabel(name="main"), TaskLabel(name="other")))


def names(annotation: Annotation, article: Article) -> list[str | None]:
    return [name for _, _, name in shown(annotation, article)]


def with_stance(
    annotation: Annotation, article: Article, holder: Ref, target: Ref, label: str = "against"
) -> Annotation:
    return done(
        annotation, judgements.add_judgement(annotation, article, STANCE, stance(holder, label, target))
    )


def test_names_that_differ_in_article_dash_or_possessive_are_one_entity() -> None:
    article, annotation = marked(
        "[the Nagorno-Karabakh|LOC], [Nagorno Karabakh’s|LOC], [nagorno karabakh|LOC]"
    )
    assert len(annotation.entities) == 1
    assert len(set(names(annotation, article))) == 1


def test_the_same_name_with_another_label_is_another_entity() -> None:
    _, annotation = marked("[Varon|GPE] and the [Varon|ORG]")
    assert [e.label for e in annotation.entities.values()] == ["GPE", "ORG"]


def test_a_last_name_joins_the_one_full_name_it_belongs_to() -> None:
    article, annotation = marked("[Mira Toll|PERSON] spoke. [Toll|PERSON] left.")
    assert names(annotation, article) == ["Mira Toll", "Mira Toll"]


def test_a_last_name_that_two_people_bear_joins_neither() -> None:
    article, annotation = marked("[Mira Toll|PERSON] and [Ada Toll|PERSON]: [Toll|PERSON] left.")
    assert names(annotation, article) == ["Mira Toll", "Ada Toll", "Toll"]


def test_a_full_name_joins_the_last_name_and_names_the_entity_also_in_judgements() -> None:
    article, annotation = marked("[Toll|PERSON] spoke. Mira Toll left.")
    annotation = with_stance(annotation, article, ref(annotation, "Toll"), DAM)
    annotation = done(annotation, mentions.add_mention(annotation, article, 12, 21, "PERSON"))
    assert names(annotation, article) == ["Mira Toll", "Mira Toll"]
    (judgement,) = annotation.judgements.values()
    assert judgement.holder == ref(annotation, "Mira Toll")


def test_last_names_are_for_people() -> None:
    article, annotation = marked("[Upper Varon|GPE] and [Varon|GPE]")
    assert names(annotation, article) == ["Upper Varon", "Varon"]


def test_a_name_of_nothing_but_marks_joins_nothing() -> None:
    article, annotation = marked("[Varon|GPE] [’s|GPE] [--|GPE]")
    assert names(annotation, article) == ["Varon", "’s", "--"]


def test_a_canonical_name_groups_too() -> None:
    article, annotation = marked("[VR|GPE] is Varon.")
    id_ = entity(annotation, "VR").id
    annotation = done(
        annotation, entities.describe_entity(annotation, id_, canonical="Varon", kb_id="", attributes={})
    )
    annotation = done(annotation, mentions.add_mention(annotation, article, 6, 11, "GPE"))
    assert names(annotation, article) == ["VR", "VR"]
    assert entity(annotation, "VR").kb_id is None


def test_an_entity_can_be_added_without_mentions_but_not_without_a_name() -> None:
    article, annotation = marked("[Varon|GPE]")
    assert entity(done(annotation, entities.add_entity(annotation, " the mayor ", "PERSON")), "the mayor")
    for nameless in ("", "  "):
        with pytest.raises(Refused, match="needs a name"):
            entities.add_entity(annotation, nameless, "PERSON")
        with pytest.raises(Refused, match="needs a name"):
            entities.rename_entity(annotation, "e1", nameless)
    assert article.text == "Varon"


def test_renaming_reaches_every_judgement() -> None:
    article, annotation = marked("[Varon|GPE] hates it.")
    annotation = with_stance(annotation, article, ref(annotation, "Varon"), DAM)
    annotation = done(annotation, entities.rename_entity(annotation, "e1", "City of Varon"))
    (judgement,) = annotation.judgements.values()
    assert judgement.holder == ref(annotation, "City of Varon")


def test_relabelling_an_entity_relabels_its_mentions() -> None:
    article, annotation = marked("[Varon|GPE] and [Varon|GPE]")
    annotation = done(annotation, entities.relabel_entity(annotation, "e1", "ORG"))
    assert shown(annotation, article) == [("Varon", "ORG", "Varon")] * 2


def test_relabelling_an_entity_onto_mentions_that_are_there_is_refused() -> None:
    article, annotation = marked("[Varon|GPE]")
    annotation = done(annotation, mentions.add_mention(annotation, article, 0, 5, "ORG"))
    with pytest.raises(Refused, match="marked as ORG already"):
        entities.relabel_entity(annotation, "e1", "ORG")


def test_merging_moves_mentions_and_judgements() -> None:
    article, annotation = marked("[Varon|GPE] and [the city|GPE]")
    annotation = with_stance(annotation, article, ref(annotation, "the city"), DAM)
    annotation = done(annotation, entities.merge_entities(annotation, "e1", ["e2"]))
    assert names(annotation, article) == ["Varon", "Varon"]
    (judgement,) = annotation.judgements.values()
    assert judgement.holder == ref(annotation, "Varon")


def test_merging_keeps_once_what_both_are_said_to_think_with_the_evidence_of_both() -> None:
    article, annotation = marked("[Varon|GPE] and [the city|GPE] hate it.")
    for name, span in (("Varon", Span(start=0, end=5)), ("the city", Span(start=10, end=18))):
        said = stance(ref(annotation, name), "against", DAM).model_copy(update={"evidence": (span,)})
        annotation = done(annotation, judgements.add_judgement(annotation, article, STANCE, said))
    merged = done(annotation, entities.merge_entities(annotation, "e1", ["e2"]))
    (judgement,) = merged.judgements.values()
    assert judgement.evidence == (Span(start=0, end=5), Span(start=10, end=18))


def test_merging_keeps_stances_that_differ() -> None:
    article, annotation = marked("[Varon|GPE] and [the city|GPE] hate it.")
    annotation = with_stance(annotation, article, ref(annotation, "Varon"), DAM, "favor")
    annotation = with_stance(annotation, article, ref(annotation, "the city"), DAM, "against")
    merged = done(annotation, entities.merge_entities(annotation, "e1", ["e2"]))
    assert [judgement.label for judgement in merged.judgements.values()] == ["favor", "against"]


def test_where_both_had_an_answer_that_of_the_first_stays() -> None:
    for into, other in (("e1", "e2"), ("e2", "e1")):
        _, annotation = marked("[Varon|GPE] and [the city|GPE] hate it.")
        for name, label in (("Varon", "main"), ("the city", "other")):
            annotation = done(
                annotation, judgements.answer(annotation, SALIENCE, ref(annotation, name), label)
            )
        merged = done(annotation, entities.merge_entities(annotation, into, [other]))
        assert [j.label for j in merged.judgements.values()] == ["main" if into == "e1" else "other"]


def test_holder_and_target_of_one_stance_are_not_merged() -> None:
    article, annotation = marked("[Varon|GPE] hates [Dara|GPE].")
    annotation = with_stance(annotation, article, ref(annotation, "Varon"), ref(annotation, "Dara"))
    with pytest.raises(Refused, match="stance toward the other"):
        entities.merge_entities(annotation, "e1", ["e2"])


def test_judgements_of_others_stay_as_they_are_when_two_entities_merge() -> None:
    article, annotation = marked("[Varon|GPE], [the city|GPE], [Dara|GPE]")
    twice = stance(AUTHOR, "favor", ref(annotation, "Dara"))
    said = {id_: twice.model_copy(update={"id": id_}) for id_ in ("j1", "j2")}
    annotation = annotation.model_copy(update={"judgements": said})
    merged = done(annotation, entities.merge_entities(annotation, "e1", ["e2"]))
    assert merged.judgements == said
    assert len(names(merged, article)) == 3


def test_one_entity_alone_is_not_merged() -> None:
    _, annotation = marked("[Varon|GPE]")
    with pytest.raises(Refused, match="at least two"):
        entities.merge_entities(annotation, "e1", ["e1"])


def test_moving_the_last_mention_drops_the_entity_it_leaves() -> None:
    article, annotation = marked("[Varon|GPE] and [the city|GPE]")
    moved = done(annotation, entities.assign_mentions(annotation, ["m2"], "e1"))
    assert names(moved, article) == ["Varon", "Varon"]
    assert list(moved.entities) == ["e1"]
    assert not entities.assign_mentions(moved, ["m2"], "e1")


def test_splitting_makes_an_entity_of_some_mentions() -> None:
    article, annotation = marked("[Varon|GPE], [Varon|GPE], [Varon|GPE]")
    split = done(annotation, entities.split_off(annotation, article, ["m3", "m2"]))
    assert [m.entity for m in split.ordered_mentions] == ["e1", "e2", "e2"]


def test_splitting_off_all_or_nothing_is_refused() -> None:
    article, annotation = marked("[Varon|GPE], [Varon|GPE]")
    with pytest.raises(Refused, match="leave at least one"):
        entities.split_off(annotation, article, ["m1", "m2"])
    with pytest.raises(Refused, match="Choose the mentions"):
        entities.split_off(annotation, article, [])


def test_removing_an_entity_ungroups_its_mentions() -> None:
    article, annotation = marked("[Varon|GPE], [Varon|GPE]")
    annotation = done(annotation, entities.delete_entity(annotation, "e1"))
    assert shown(annotation, article) == [("Varon", "GPE", None)] * 2
    assert annotation.entities == {}


def test_an_entity_in_use_is_not_removed() -> None:
    article, annotation = marked("[Varon|GPE] hates it.")
    annotation = with_stance(annotation, article, ref(annotation, "Varon"), DAM)
    with pytest.raises(Refused, match="1 judgement uses “Varon”; remove it first"):
        entities.delete_entity(annotation, "e1")
    annotation = with_stance(annotation, article, AUTHOR, ref(annotation, "Varon"))
    with pytest.raises(Refused, match="2 judgements use “Varon”; remove them first"):
        entities.delete_entity(annotation, "e1")


def test_an_entity_that_is_gone_is_refused_with_a_sentence() -> None:
    article, annotation = marked("[Varon|GPE]")
    edits: tuple[Callable[[], Step], ...] = (
        lambda: entities.rename_entity(annotation, "e9", "x"),
        lambda: entities.relabel_entity(annotation, "e9", "ORG"),
        lambda: entities.merge_entities(annotation, "e1", ["e9"]),
        lambda: entities.assign_mentions(annotation, ["m1"], "e9"),
        lambda: entities.delete_entity(annotation, "e9"),
    )
    for edit in edits:
        with pytest.raises(Refused, match="no longer there"):
            edit()
    assert apply(annotation, entities.rename_entity(annotation, "e1", "x")).entities
    assert article.text == "Varon"
