"""Two windows on one project: the second is told, nothing is overwritten, and no step goes unnamed."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation, Annotator, Decision, Status
from annotator.domain.edits.progress import set_flag
from annotator.gui.program import Program
from annotator.project import open_project
from tests.builders import TEXT
from tests.filling import work
from tests.stories.conftest import Open, is_saved, project_of

ANNA = Annotator(name="anna")


def said(program: Program) -> str:
    return program.window.status_line.said


def open_article(qtbot: QtBot, program: Program, article_id: str) -> None:
    program.window.queue.opened.emit(article_id)
    qtbot.waitUntil(lambda: program.workbench.article.id == article_id)


def stored(where: str, article_id: str = "a1") -> Annotation | None:
    with open_project(where) as project:
        record = project.load(article_id, ANNA).record
    return None if record is None else record.annotation


def test_a_step_that_does_not_fit_any_more_is_named_and_the_others_are_kept(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    first, second = open_program(), open_program()
    first.actions.run("label.ORG")  # Mira Toll
    qtbot.waitUntil(lambda: is_saved(first))
    second.actions.run("mention.delete")  # Mira Toll, too
    second.actions.run("label.GPE")  # Varon
    qtbot.waitUntil(lambda: "did not fit" in said(second))
    qtbot.waitUntil(lambda: is_saved(second))
    assert said(second) == (
        "Another window changed this article; it was loaded again, and 1 step of yours did not fit: "
        "remove mention."
    )
    labels = [(m.quote(TEXT), m.label) for m in second.workbench.annotation.ordered_mentions]
    assert labels[:2] == [("Mira Toll", "ORG"), ("Varon", "GPE")]
    assert stored(where) == second.workbench.annotation


def test_steps_taken_while_the_article_is_loaded_again_are_kept_too(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    first, second = open_program(), open_program()
    first.actions.run("label.ORG")
    qtbot.waitUntil(lambda: is_saved(first))
    # In the moment between being turned away and having loaded again.
    project_of(second).saver.overtaken.connect(lambda *_: second.actions.run("article.flag"))
    second.actions.run("mention.next")
    second.actions.run("label.GPE")
    qtbot.waitUntil(lambda: "Another window" in said(second))
    qtbot.waitUntil(lambda: is_saved(second))
    bench = second.workbench
    assert [(m.quote(TEXT), m.label) for m in bench.annotation.ordered_mentions][:2] == [
        ("Mira Toll", "ORG"),
        ("Varon", "GPE"),
    ]
    assert bench.annotation.progress.flagged
    assert stored(where) == bench.annotation


def test_a_step_in_an_article_that_was_left_meanwhile_is_taken_again_there(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    first, second = open_program(), open_program()
    first.actions.run("mention.accept")
    qtbot.waitUntil(lambda: is_saved(first))
    second.actions.run("article.skip")  # goes on to the next article at once
    qtbot.waitUntil(lambda: "Another window" in said(second))
    qtbot.waitUntil(lambda: is_saved(second))
    assert second.workbench.article.id == "a2"
    assert "Mira Toll spoke" in said(second)
    qtbot.waitUntil(lambda: second.window.queue.finished == 1)
    found = stored(where)
    assert found is not None
    assert found.progress.status is Status.SKIPPED
    assert Decision.ACCEPTED in {mention.decision for mention in found.mentions.values()}


def test_closing_at_once_waits_until_overtaken_steps_are_taken_again(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    first, second = open_program(), open_program()
    first.actions.run("mention.accept")
    qtbot.waitUntil(lambda: is_saved(first))
    second.actions.run("article.flag")
    assert second.window.close()
    found = stored(where)
    assert found is not None
    assert found.progress.flagged


def test_an_article_loaded_ahead_that_another_window_changed_meanwhile_is_shown_as_it_is(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    program = open_program()  # a2 is loaded ahead
    with open_project(where) as other:
        fresh = Annotation(article_id="a2", annotator=ANNA, scheme=other.scheme.id)
        theirs = work(other, [set_flag(fresh, flagged=True)], article_id="a2", annotator=ANNA)
    open_article(qtbot, program, "a2")
    qtbot.waitUntil(lambda: program.workbench.annotation == theirs)
    assert "Another window changed this article" in said(program)
    program.actions.run("edit.undo")
    qtbot.waitUntil(lambda: is_saved(program))
    found = stored(where, "a2")
    assert found is not None
    assert not found.progress.flagged


def test_coming_back_to_the_window_shows_what_another_one_did_and_leaves_the_person_where_they_were(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    program = open_program()
    program.actions.run("mention.next")
    here = program.workbench.selection
    program.actions.run("article.flag")
    qtbot.waitUntil(lambda: is_saved(program))
    with open_project(where) as other:
        before = other.load("a1", ANNA).record
        assert before is not None
        theirs = work(other, [set_flag(before.annotation, flagged=False)], annotator=ANNA)
    QApplication.sendEvent(program.window, QEvent(QEvent.Type.ActivationChange))
    qtbot.waitUntil(lambda: program.workbench.annotation == theirs)
    assert program.workbench.selection == here
    assert "Another window changed this article" in said(program)


def test_two_windows_that_both_look_at_an_untouched_article_begin_it_once(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    first, second = open_program(), open_program()
    assert stored(where) is None, "looking is not working"
    first.actions.run("mention.accept")
    second.actions.run("mention.accept_all")
    qtbot.waitUntil(lambda: is_saved(first) and is_saved(second))
    with open_project(where) as project:
        log = [entry.parsed().name for entry in project.load("a1", ANNA).log]
    assert log.count("start from the model’s proposals") == 1
    found = stored(where)
    assert found is not None
    assert {mention.decision for mention in found.mentions.values()} in (
        {Decision.ACCEPTED},
        {Decision.ACCEPTED, Decision.UNTOUCHED},
    )
