"""When the store does not take a step: nothing is lost, it is said, and work goes on."""

from PySide6.QtGui import QStatusTipEvent
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation, Annotator, Status
from annotator.domain.records import AnnotatedArticle
from annotator.gui.program import Program
from annotator.project import create_project, open_project, run_to_end
from tests.builders import article
from tests.commands.desks import SCHEME
from tests.postgres import OwnPostgresServer
from tests.stories.conftest import OTHER_TEXT, Open, is_saved, project_of
from tests.stories.full_disk import LONG, full_disk, is_waiting, take_long_note
from tests.stories.modal import answering, clicking

ANNA = Annotator(name="anna")
STAY, LEAVE = QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Discard


def stored(where: str, article_id: str = "a1", annotator: Annotator = ANNA) -> Annotation | None:
    with open_project(where) as project:
        record = project.load(article_id, annotator).record
    return None if record is None else record.annotation


def test_a_full_disk_is_said_until_it_is_over_and_then_everything_is_stored_in_order(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    program = open_program()
    status = program.window.status_line
    with full_disk() as clear:
        take_long_note(program)
        qtbot.waitUntil(lambda: is_waiting(program))
        assert "cannot be written" in status.failure
        program.actions.run("mention.accept")
        program.actions.run("article.flag")
        assert status.said == "Flagged."
        # A menu that is looked through says what each command does, and takes that away again.
        for tip in ("Flags the article.", ""):
            QApplication.sendEvent(program.window, QStatusTipEvent(tip))
        assert "cannot be written" in status.failure
        assert [step.entry.revision for step in project_of(program).saver.waiting] == [1, 2, 3, 4]
        clear()
        qtbot.waitUntil(lambda: is_saved(program), timeout=15_000)
    assert status.failure == ""
    assert stored(where) == program.workbench.annotation


def test_quitting_on_a_full_disk_asks_and_staying_keeps_everything(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    program = open_program()
    with full_disk() as clear:
        take_long_note(program)
        # At once, while the step is under way.
        with answering(clicking(STAY)) as said:
            assert not program.window.close()
        assert said == ["The last 2 steps could not be stored yet. Stay until that works, or leave without?"]
        assert program.workbench.annotation.progress.note == LONG.strip()
        clear()
        with answering(clicking(STAY)) as said:
            assert program.window.close()
        assert said == []
    again = stored(where)
    assert again is not None
    assert again.progress.note == LONG.strip()


def test_leaving_without_the_steps_keeps_those_that_were_stored(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    program = open_program()
    program.actions.run("mention.accept")
    qtbot.waitUntil(lambda: is_saved(program))
    before = program.workbench.annotation
    with full_disk():
        take_long_note(program)
        with answering(clicking(LEAVE)) as said:
            assert program.window.close()
        assert said == ["The last step could not be stored yet. Stay until that works, or leave without?"]
    assert stored(where) == before


def test_the_question_goes_away_once_the_steps_are_stored(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    program = open_program()
    with full_disk() as clear:
        take_long_note(program)
        with answering(lambda _: clear()) as said:
            assert program.window.close()
    assert len(said) == 1
    again = stored(where)
    assert again is not None
    assert again.progress.note == LONG.strip()


def test_an_article_left_unsaved_is_found_as_it_was_left(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    program = open_program()
    with full_disk() as clear:
        take_long_note(program)
        qtbot.waitUntil(lambda: is_waiting(program))
        left = program.workbench.annotation
        _open(qtbot, program, "a2")
        _open(qtbot, program, "a1")
        assert program.workbench.annotation == left
        _open(qtbot, program, "a2")
        # What can be undone is looked for among the steps that wait, too.
        program.actions.run("edit.undo")
        assert program.workbench.article.id == "a1"
        program.actions.run("edit.undo")
        clear()
        project_of(program).saver.try_now()
        qtbot.waitUntil(lambda: is_saved(program), timeout=15_000)
    found = stored(where)
    assert found is not None
    assert found.progress.note is None


def test_somebody_who_takes_over_does_not_get_the_unsaved_work_of_another(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    with open_project(where) as project:
        project.add_annotator(Annotator(name="ben"))
    program = open_program()
    with full_disk() as clear:
        take_long_note(program)
        qtbot.waitUntil(lambda: is_waiting(program))
        with qtbot.waitSignal(program.flow.arrived):
            program.take_over("ben")
        assert program.workbench.article.id == "a1"
        assert program.workbench.annotation.progress.note is None
        assert program.workbench.annotation.annotator.name == "ben"
        program.actions.run("article.flag")
        clear()
        project_of(program).saver.try_now()
        qtbot.waitUntil(lambda: is_saved(program), timeout=15_000)
    annas, bens = stored(where), stored(where, annotator=Annotator(name="ben"))
    assert annas is not None
    assert bens is not None
    assert (annas.progress.note, annas.progress.flagged) == (LONG.strip(), False)
    assert (bens.progress.note, bens.progress.flagged) == (None, True)


def test_marking_many_articles_has_to_wait_for_the_steps_that_wait(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    program = open_program()
    with full_disk() as clear:
        take_long_note(program)
        qtbot.waitUntil(lambda: is_waiting(program))
        program.window.queue.status_wanted.emit(["a2", "a3"], Status.SKIPPED)
        assert "try this again" in program.window.status_line.said
        clear()
        project_of(program).saver.try_now()
        qtbot.waitUntil(lambda: is_saved(program), timeout=15_000)
    assert stored(where, "a2") is None


def test_a_server_that_goes_down_under_the_window_gets_every_step_when_it_is_back(
    own_postgres_server: OwnPostgresServer, open_program: Open, qtbot: QtBot
) -> None:
    server = own_postgres_server
    place = server.new_place()
    with create_project(place, SCHEME) as project:
        articles = [article(f"{id_}: {OTHER_TEXT}", id_) for id_ in ("a1", "a2", "a3")]
        run_to_end(project.import_articles([AnnotatedArticle(article=one) for one in articles]))
    program = open_program(place)
    program.actions.run("select.word_right")
    program.actions.run("label.ORG")
    qtbot.waitUntil(lambda: is_saved(program))
    server.stop()
    program.actions.run("article.flag")
    qtbot.waitUntil(lambda: is_waiting(program), timeout=15_000)
    program.actions.run("select.word_right")
    program.actions.run("label.GPE")
    with qtbot.waitSignal(project_of(program).told):
        program.window.queue.opened.emit("a3")
    assert "cannot be read" in program.window.status_line.said
    assert program.workbench.article.id == "a1", "work goes on here"
    _open(qtbot, program, "a2")  # it was loaded ahead
    program.actions.run("article.flag")
    server.start()
    qtbot.waitUntil(lambda: is_saved(program), timeout=30_000)
    for article_id in ("a1", "a2"):
        _open(qtbot, program, article_id)
        assert program.workbench.annotation.progress.flagged
        assert stored(place, article_id) == program.workbench.annotation
    assert program.window.status_line.failure == ""


def _open(qtbot: QtBot, program: Program, article_id: str) -> None:
    program.window.queue.opened.emit(article_id)
    qtbot.waitUntil(lambda: program.workbench.article.id == article_id)
