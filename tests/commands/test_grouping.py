"""Grouping mentions into entities."""

import pytest

from annotator.commands.stances import type_key
from annotator.domain.refused import Refused
from tests.commands.desks import RecordingDesk


def names(desk: RecordingDesk) -> list[str]:
    return sorted(entity.name for entity in desk.workbench.annotation.entities.values())


def test_a_last_name_joins_the_full_name(desk: RecordingDesk) -> None:
    desk.mark("Mira Toll", "PERSON")
    desk.mark("Toll", "PERSON", which=1)
    assert names(desk) == ["Mira Toll"]


def test_a_full_name_gives_its_name_to_the_last_name(desk: RecordingDesk) -> None:
    desk.mark("Toll", "PERSON", which=1)
    desk.mark("Mira Toll", "PERSON")
    assert names(desk) == ["Mira Toll"]


def test_splitting_off_makes_an_entity_of_its_own(desk: RecordingDesk) -> None:
    desk.mark("Varon", "GPE")
    desk.mark("Varon", "GPE", which=1)
    desk.run("entity.split")
    assert names(desk) == ["Varon", "Varon"]
    with pytest.raises(Refused, match="leave at least one"):
        desk.run("entity.split")


def test_merging_moves_mentions_and_judgements(desk: RecordingDesk) -> None:
    desk.mark("Varon", "GPE")
    desk.mark("council", "ORG")
    council = desk.workbench.selection.entity_id
    desk.answers = [next(id_ for id_ in desk.workbench.annotation.entities if id_ != council)]
    desk.run("entity.merge")
    assert names(desk) == ["Varon"]
    assert len(desk.workbench.annotation.mentions_of[desk.workbench.selection.entity_id or ""]) == 2


def test_removing_the_last_mention_removes_the_entity(desk: RecordingDesk) -> None:
    desk.mark("Varon", "GPE")
    desk.run("mention.delete")
    assert names(desk) == []
    desk.run("edit.undo")
    assert names(desk) == ["Varon"]


def test_deleting_an_entity_with_stances_is_refused(desk: RecordingDesk) -> None:
    desk.mark("Mira Toll", "PERSON")
    desk.run("task.stance")
    for key in ("1", "a"):
        type_key(desk.workbench, key)
    type_key(desk.workbench, "1")
    with pytest.raises(Refused, match=r"1 judgement uses “Mira Toll”; remove it first\."):
        desk.run("entity.delete")


def test_renaming_reaches_the_stances(desk: RecordingDesk) -> None:
    desk.mark("Mira Toll", "PERSON")
    desk.run("task.stance")
    for key in ("1", "a", "1"):
        type_key(desk.workbench, key)
    desk.answers = ["M. Toll"]
    desk.run("entity.rename")
    (judgement,) = desk.workbench.annotation.judgements.values()
    assert judgement.holder is not None
    assert judgement.holder.name == "M. Toll"


def test_walking_goes_round_the_mentions_of_one_entity(desk: RecordingDesk) -> None:
    ids = [desk.mark("Varon", "GPE", which=which) for which in range(3)]
    desk.run("entity.next_mention")
    assert desk.workbench.selection.mention_id == ids[0]
    desk.run("entity.previous_mention")
    assert desk.workbench.selection.mention_id == ids[2]
