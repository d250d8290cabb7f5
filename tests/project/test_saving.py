"""Saving a step: for good, never over somebody else's, and again after a failure."""

import resource
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier

import pytest

from annotator.domain.annotation import Annotator, AnnotatorKind, Status
from annotator.domain.edits.mentions import add_mention, relabel_mention
from annotator.domain.edits.progress import set_flag, set_note, set_status
from annotator.domain.log import How
from annotator.domain.refused import Refused
from annotator.domain.steps import apply
from annotator.project import Conflict, PendingStep, Project, SaveFailed, create_project, open_project
from tests.builders import ANNA, BEN, SCHEME, TEXT, annotated, annotation, article, entry
from tests.filling import fill, work
from tests.postgres import OwnPostgresServer

EMPTY = annotation()
MARK = add_mention(EMPTY, article(), 0, 9, "PERSON")
MARKED = apply(EMPTY, MARK)
FLAG = set_flag(EMPTY, flagged=True)
THEN_FLAG = set_flag(MARKED, flagged=True)


def test_a_saved_step_is_there_for_another_window(any_project: Project) -> None:
    fill(any_project)
    saved = work(any_project, [MARK])

    with open_project(any_project.where) as other:
        opened = other.load("a1", ANNA)
    assert opened.record is not None
    assert opened.record.annotation == saved
    assert opened.log == (entry(1, MARK),)


def test_an_annotation_nobody_began_is_none(any_project: Project) -> None:
    fill(any_project)

    assert any_project.load("a1", ANNA).record is None
    assert any_project.revision_of("a1", ANNA) == 0


def test_each_annotator_has_an_annotation_of_their_own(any_project: Project) -> None:
    fill(any_project)
    work(any_project, [MARK], annotator=ANNA)
    work(any_project, [FLAG], annotator=BEN)

    anna, ben = any_project.annotations_of("a1")
    assert (anna.annotation.annotator, len(anna.annotation.mentions)) == (ANNA, 1)
    assert (ben.annotation.annotator, len(ben.annotation.mentions)) == (BEN, 0)


def test_a_step_on_top_of_what_another_window_did_is_a_conflict(any_project: Project) -> None:
    fill(any_project)
    with open_project(any_project.where) as other:
        other.save("a1", ANNA, entry(1, FLAG))

    with pytest.raises(Conflict) as conflict:
        any_project.save("a1", ANNA, entry(1, MARK))
    assert (conflict.value.article_id, conflict.value.annotator) == ("a1", "Anna")
    assert any_project.load("a1", ANNA).log == (entry(1, FLAG),)
    assert any_project.revision_of("a1", ANNA) == 1


def test_a_step_that_leaves_a_gap_is_a_conflict(any_project: Project) -> None:
    fill(any_project)
    work(any_project, [MARK])

    with pytest.raises(Conflict):
        any_project.save("a1", ANNA, entry(3, THEN_FLAG))


def test_a_save_whose_answer_was_lost_can_be_repeated(any_project: Project) -> None:
    fill(any_project)
    any_project.save("a1", ANNA, entry(1, MARK), 2.0)
    any_project.save("a1", ANNA, entry(1, MARK), 2.0)

    record = any_project.load("a1", ANNA).record
    assert record is not None
    assert (record.revision, record.active_seconds) == (1, 2.0)


def test_steps_saved_together_are_saved_all_or_none(any_project: Project) -> None:
    fill(any_project, annotated(article()), annotated(article(f"{TEXT} More.", "a2")))
    work(any_project, [FLAG], article_id="a2")

    with pytest.raises(Conflict) as conflict:
        any_project.save_many(
            [PendingStep("a1", ANNA, entry(1, MARK)), PendingStep("a2", ANNA, entry(1, MARK))]
        )
    assert conflict.value.article_id == "a2"
    assert any_project.load("a1", ANNA).record is None

    any_project.save_many(
        [PendingStep("a1", ANNA, entry(1, MARK)), PendingStep("a1", ANNA, entry(2, THEN_FLAG))]
    )
    assert any_project.revision_of("a1", ANNA) == 2


def test_only_one_of_two_windows_begins_an_annotation(any_project: Project) -> None:
    ids = [f"a{number}" for number in range(20)]
    fill(any_project, *(annotated(article(f"{id_}: {TEXT}", id_)) for id_ in ids))
    start = Barrier(2)

    def begin_all(flagged: bool) -> int:
        begun = 0
        with open_project(any_project.where) as window:
            for id_ in ids:
                start.wait()
                try:
                    window.save(id_, ANNA, entry(1, FLAG if flagged else MARK))
                    begun += 1
                except Conflict:
                    pass
        return begun

    with ThreadPoolExecutor(2) as pool:
        begun = sum(pool.map(begin_all, (True, False)))
    assert begun == len(ids)
    assert all(len(any_project.load(id_, ANNA).log) == 1 for id_ in ids)


def test_two_windows_that_reload_on_conflict_lose_nothing(any_project: Project) -> None:
    fill(any_project)
    start = Barrier(2)

    def take_notes(name: str) -> None:
        with open_project(any_project.where) as window:
            start.wait()
            for number in range(25):
                _save_when_possible(window, f"{name} {number}")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(take_notes, ("one", "two")))
    log = any_project.load("a1", ANNA).log
    assert [one.revision for one in log] == list(range(1, 51))


def _save_when_possible(window: Project, note: str) -> None:
    while True:
        record = window.load("a1", ANNA).record
        value, revision = (EMPTY, 0) if record is None else (record.annotation, record.revision)
        try:
            window.save("a1", ANNA, entry(revision + 1, set_note(value, note)))
            return
        except Conflict:
            continue


def test_working_time_adds_up(any_project: Project) -> None:
    fill(any_project)
    any_project.add_time("a1", ANNA, 1.5)
    any_project.save("a1", ANNA, entry(1, MARK), 2.0)
    any_project.add_time("a1", ANNA, 0.5)

    record = any_project.load("a1", ANNA).record
    assert record is not None
    assert record.active_seconds == 4.0


def test_working_time_alone_is_no_annotation(any_project: Project) -> None:
    fill(any_project)
    any_project.add_time("a1", ANNA, 1.5)

    assert any_project.load("a1", ANNA).record is None
    assert any_project.annotations_of("a1") == ()
    (anna,) = any_project.status().annotators
    assert anna.active_seconds == 1.5


def test_created_and_updated_are_the_times_of_the_first_and_the_last_step(any_project: Project) -> None:
    fill(any_project)
    any_project.save("a1", ANNA, entry(1, MARK, at="2024-05-01T08:00:00.000+00:00"))
    any_project.save("a1", ANNA, entry(2, THEN_FLAG, at="2024-05-02T08:00:00.000+00:00"))

    record = any_project.load("a1", ANNA).record
    assert record is not None
    assert (record.created, record.updated) == (
        "2024-05-01T08:00:00.000+00:00",
        "2024-05-02T08:00:00.000+00:00",
    )


def test_snapshots_change_nothing_but_the_replaying(any_project: Project) -> None:
    fill(any_project)
    work(any_project, [MARK, relabel_mention(MARKED, "m1", "ORG")])
    before = any_project.load("a1", ANNA)
    any_project.take_snapshots()
    assert any_project.load("a1", ANNA) == before

    work(any_project, [THEN_FLAG])
    any_project.take_snapshots()
    record = any_project.load("a1", ANNA).record
    assert record is not None
    assert record.annotation.progress.flagged
    assert len(any_project.load("a1", ANNA).log) == 3


def test_the_last_changed_article_is_the_newest_with_a_step_to_take_back(any_project: Project) -> None:
    ids = ("a1", "a2", "a3")
    fill(any_project, *(annotated(article(f"{id_}: {TEXT}", id_)) for id_ in ids))
    for day, id_ in enumerate(ids, start=1):
        any_project.save(id_, ANNA, entry(1, FLAG, at=f"2024-05-0{day}T08:00:00.000+00:00"))
    any_project.save("a3", ANNA, entry(2, FLAG.inverse(), How.UNDO, at="2024-05-04T08:00:00.000+00:00"))

    assert any_project.last_changed(ANNA) == "a2"
    assert any_project.last_changed(ANNA, besides="a2") == "a1"
    assert any_project.last_changed(BEN) is None


def test_what_was_settled_in_advance_is_nobodys_step_to_take_back(any_project: Project) -> None:
    fill(any_project)
    settled = FLAG.model_copy(update={"name": "settle 1 answer all agree on"})
    any_project.save("a1", ANNA, entry(1, settled))
    assert any_project.last_changed(ANNA) is None
    any_project.save("a1", ANNA, entry(2, FLAG.inverse()))
    assert any_project.last_changed(ANNA) == "a1"


def test_the_name_of_a_model_cannot_be_a_persons_too(any_project: Project) -> None:
    fill(any_project)
    any_project.add_annotator(Annotator(name="Anna", kind=AnnotatorKind.MODEL))

    with pytest.raises(Refused, match="Anna"):
        any_project.add_annotator(ANNA)
    with pytest.raises(Refused, match="Anna"):
        any_project.save("a1", ANNA, entry(1, MARK))


@contextmanager
def _full_disk(bytes_left: int) -> Iterator[None]:
    """No file of this process can grow past that many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_left, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_keeps_what_was_saved_and_the_step_can_be_saved_later(tmp_path: Path) -> None:
    with create_project(str(tmp_path / "test.annotator"), SCHEME) as project:
        fill(project)
        project.save("a1", ANNA, entry(1, MARK))
        long = set_note(MARKED, "word " * 50_000)
        with _full_disk(100_000), pytest.raises(SaveFailed, match="cannot be written"):
            project.save("a1", ANNA, entry(2, long))
        assert project.revision_of("a1", ANNA) == 1

        project.save("a1", ANNA, entry(2, long))
        assert project.load("a1", ANNA).log == (entry(1, MARK), entry(2, long))


def test_a_server_that_comes_back_takes_the_step_then(own_postgres_server: OwnPostgresServer) -> None:
    server = own_postgres_server
    with create_project(server.new_place(), SCHEME) as project:
        fill(project)
        project.save("a1", ANNA, entry(1, MARK))
        server.stop()
        with pytest.raises(SaveFailed, match="cannot be written"):
            project.save("a1", ANNA, entry(2, THEN_FLAG))
        with pytest.raises(Refused, match="cannot be read"):
            project.load("a1", ANNA)

        server.start()
        project.save("a1", ANNA, entry(2, THEN_FLAG))
        assert project.load("a1", ANNA).log == (entry(1, MARK), entry(2, THEN_FLAG))


def test_a_finished_article_says_so_in_the_queue(any_project: Project) -> None:
    fill(any_project)
    work(any_project, [set_status(EMPTY, Status.DONE)])

    (row,) = any_project.queue("Anna")
    assert row.status is Status.DONE
