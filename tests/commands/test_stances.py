"""Labelling stances key by key."""

import pytest

from annotator.commands.stances import answer, go_back, start_between, type_key
from annotator.domain.annotation import Ref, RefKind
from annotator.domain.refused import Refused
from annotator.workbench.stance_entry import choices
from tests.commands.desks import SCHEME, TEXT, RecordingDesk


def said(desk: RecordingDesk) -> list[tuple[str | None, str | None, str | None]]:
    return [
        (j.holder.name if j.holder else None, j.label, j.target.name if j.target else None)
        for j in desk.workbench.annotation.judgements.values()
    ]


def test_a_stance_takes_three_keys_after_the_first(desk: RecordingDesk) -> None:
    desk.mark("council", "ORG")
    desk.mark("Mira Toll", "PERSON")
    desk.run("task.stance")
    for key in ("1", "a", "1"):
        type_key(desk.workbench, key)
    assert said(desk) == [("Mira Toll", "against", "council")]


def test_the_sentence_under_the_caret_is_the_evidence(desk: RecordingDesk) -> None:
    desk.mark("Mira Toll", "PERSON")
    desk.run("task.stance")
    for key in ("1", "f", "1"):
        type_key(desk.workbench, key)
    (judgement,) = desk.workbench.annotation.judgements.values()
    assert [TEXT[span.start : span.end] for span in judgement.evidence] == [
        "Mira Toll spoke in Varon on Monday."
    ]


def test_selected_text_is_the_evidence(desk: RecordingDesk) -> None:
    desk.mark("Mira Toll", "PERSON")
    desk.select("rejects the dam")
    desk.run("task.stance")
    entry = desk.workbench.stance_entry
    assert entry is not None
    assert entry.evidence is not None
    assert TEXT[slice(*entry.evidence)] == "rejects the dam"


def test_letters_narrow_the_list_and_a_new_topic_can_be_typed(desk: RecordingDesk) -> None:
    desk.mark("Mira Toll", "PERSON")
    desk.run("task.stance")
    for key in ("@", "n", *"river"):
        type_key(desk.workbench, key)
    entry = desk.workbench.stance_entry
    assert entry is not None
    (choice,) = choices(entry, desk.workbench.annotation, SCHEME)
    assert (choice.title, choice.detail) == ("river", "new topic")


def test_author_unlisted_general_and_nobody_are_four_holders(desk: RecordingDesk) -> None:
    desk.mark("Varon", "GPE")
    for key in "@?*-":
        desk.run("task.stance")
        for press in (key, "f", "1"):
            type_key(desk.workbench, press)
    kinds = [j.holder.kind for j in desk.workbench.annotation.judgements.values() if j.holder]
    assert kinds == [RefKind.AUTHOR, RefKind.UNLISTED, RefKind.GENERAL, RefKind.NONE]


def test_the_same_stance_twice_is_refused(desk: RecordingDesk) -> None:
    desk.mark("Varon", "GPE")
    for _ in range(2):
        desk.run("task.stance")
        for key in ("@", "f"):
            type_key(desk.workbench, key)
        if desk.workbench.annotation.judgements:
            with pytest.raises(Refused, match="said already"):
                type_key(desk.workbench, "1")
        else:
            type_key(desk.workbench, "1")


def test_backspace_takes_the_last_field_back(desk: RecordingDesk) -> None:
    desk.mark("Varon", "GPE")
    desk.run("task.stance")
    type_key(desk.workbench, "@")
    go_back(desk.workbench)
    entry = desk.workbench.stance_entry
    assert entry is not None
    assert (entry.holder, entry.field.value) == (None, "holder")


def test_dragging_between_mentions_asks_only_for_the_label(desk: RecordingDesk) -> None:
    council = desk.mark("council", "ORG")
    person = desk.mark("Mira Toll", "PERSON")
    start_between(desk.workbench, person, council)
    type_key(desk.workbench, "a")
    assert said(desk) == [("Mira Toll", "against", "council")]


def test_not_judged_is_not_neutral(desk: RecordingDesk) -> None:
    desk.mark("Varon", "GPE")
    task = SCHEME.task("salience")
    assert task is not None
    target = Ref(kind=RefKind.ENTITY, id=desk.workbench.selection.entity_id, name="Varon")
    answer(desk.workbench, task, target, "main")
    assert [j.label for j in desk.workbench.annotation.judgements.values()] == ["main"]
    answer(desk.workbench, task, target, None)
    assert desk.workbench.annotation.judgements == {}


def test_in_whose_words_a_stance_is_told_is_kept(desk: RecordingDesk) -> None:
    desk.mark("council", "ORG")
    desk.mark("Mira Toll", "PERSON")
    person = desk.workbench.selection.entity_id
    desk.run("task.stance")
    for key in ("?", "a", "1"):
        type_key(desk.workbench, key)
    desk.answers = [person or ""]
    desk.run("stance.within")
    (judgement,) = desk.workbench.annotation.judgements.values()
    assert [ref.name for ref in judgement.outer_holders] == ["Mira Toll"]


def test_changing_a_stance_keeps_its_evidence_and_id(desk: RecordingDesk) -> None:
    desk.mark("Mira Toll", "PERSON")
    desk.run("task.stance")
    for key in ("1", "a", "1"):
        type_key(desk.workbench, key)
    (before,) = desk.workbench.annotation.judgements.values()
    desk.run("stance.edit")
    for key in ("1", "f", "1"):
        type_key(desk.workbench, key)
    (after,) = desk.workbench.annotation.judgements.values()
    assert (after.id, after.label, after.evidence) == (before.id, "favor", before.evidence)
