"""Finishing an article."""

import pytest

from annotator.domain.annotation import Status
from annotator.domain.refused import Refused
from tests.commands.desks import RecordingDesk


def status(desk: RecordingDesk) -> Status:
    return desk.workbench.annotation.progress.status


def test_what_is_still_open_is_said_before_an_article_is_done(desk: RecordingDesk) -> None:
    desk.mark("Varon", "GPE")
    desk.run("article.done")
    assert [point.sentence for point in desk.workbench.open_points] == [
        "salience is not answered for “Varon”."
    ]
    assert status(desk) is Status.IN_PROGRESS
    desk.run("article.done")
    assert status(desk) is Status.DONE
    assert desk.asked_for == ["next unfinished"]


def test_an_article_with_nothing_open_is_done_at_once(desk: RecordingDesk) -> None:
    desk.run("article.done")
    assert status(desk) is Status.DONE


def test_an_article_is_not_done_in_the_middle_of_a_stance(desk: RecordingDesk) -> None:
    desk.run("task.stance")
    with pytest.raises(Refused, match="Finish the stance first"):
        desk.run("article.done")
    desk.run("mention.cancel")
    desk.run("article.done")
    assert status(desk) is Status.DONE


def test_one_name_with_two_labels_is_said(desk: RecordingDesk) -> None:
    desk.mark("Varon", "GPE")
    desk.mark("Varon", "ORG", which=1)
    desk.run("article.done")
    assert "“Varon” is marked as GPE and as ORG." in [p.sentence for p in desk.workbench.open_points]


def test_skipped_is_not_done_and_can_be_undone(desk: RecordingDesk) -> None:
    desk.run("article.skip")
    assert status(desk) is Status.SKIPPED
    desk.run("edit.undo")
    assert status(desk) is Status.NOT_STARTED


def test_flag_and_note_are_steps_like_all_others(desk: RecordingDesk) -> None:
    desk.answers = ["look at the second paragraph"]
    desk.run("article.flag")
    desk.run("article.note")
    progress = desk.workbench.annotation.progress
    assert (progress.flagged, progress.note) == (True, "look at the second paragraph")
    desk.run("edit.undo")
    desk.run("edit.undo")
    assert desk.workbench.annotation.progress.flagged is False


def test_the_first_change_by_hand_starts_the_article(desk: RecordingDesk) -> None:
    assert status(desk) is Status.NOT_STARTED
    desk.mark("Varon", "GPE")
    assert status(desk) is Status.IN_PROGRESS
