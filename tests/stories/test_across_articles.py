"""Undo across articles and restarts, many articles at once, another scheme while an article is open."""

import sys
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation, Annotator, Status
from annotator.domain.scheme import Scheme
from annotator.gui.dialogs.scheme_editor import SchemeEditor
from annotator.gui.program import Program
from annotator.gui.unexpected import UnexpectedErrors
from annotator.project import open_project
from tests.builders import TEXT
from tests.commands.desks import SCHEME
from tests.stories.conftest import Open, is_saved, project_of, rest

ANNA = Annotator(name="anna")


def stored(where: str, article_id: str) -> Annotation | None:
    with open_project(where) as project:
        record = project.load(article_id, ANNA).record
    return None if record is None else record.annotation


def undo(qtbot: QtBot, program: Program) -> None:
    """Waits for both things it may have asked for: which article was changed before, and that article."""
    program.actions.run("edit.undo")
    rest(qtbot, program)
    rest(qtbot, program)
    QApplication.processEvents()


def open_article(qtbot: QtBot, program: Program, article_id: str) -> None:
    with qtbot.waitSignal(program.flow.arrived):
        program.window.queue.opened.emit(article_id)


def test_undo_goes_back_through_articles_and_through_a_restart_until_nothing_is_left(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    program = open_program()
    program.actions.run("mention.accept")
    open_article(qtbot, program, "a2")
    program.actions.run("article.flag")
    open_article(qtbot, program, "a3")
    program.actions.run("article.skip")
    qtbot.waitUntil(lambda: is_saved(program))
    program.window.close()

    again = open_program()
    bench = again.workbench
    assert bench.article.id == "a1"
    seen = []
    for _ in range(5):
        undo(qtbot, again)
        seen.append((bench.article.id, bench.annotation.progress.status, bench.history.has_own_work))
    assert seen == [
        ("a1", Status.NOT_STARTED, False),
        ("a3", Status.SKIPPED, True),
        ("a3", Status.NOT_STARTED, False),
        ("a2", Status.NOT_STARTED, True),
        ("a2", Status.NOT_STARTED, False),
    ]
    undo(qtbot, again)
    assert again.window.status_line.said == "There is nothing left to undo."
    qtbot.waitUntil(lambda: is_saved(again))
    for article_id in ("a1", "a2", "a3"):
        found = stored(where, article_id)
        assert found is not None
        assert found.progress.model_copy(update={"pipeline": None}) == type(found.progress)()


def test_many_articles_are_marked_at_once_the_open_one_among_them(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    program = open_program()
    program.window.queue.status_wanted.emit(["a1", "a2", "a3"], Status.DONE)
    qtbot.waitUntil(lambda: program.window.queue.finished == 3)
    qtbot.waitUntil(lambda: is_saved(program))
    assert program.workbench.annotation.progress.status is Status.DONE
    for article_id in ("a1", "a2", "a3"):
        found = stored(where, article_id)
        assert found is not None
        assert found.progress.status is Status.DONE
    open_article(qtbot, program, "a2")  # it was loaded ahead, before it was marked
    assert program.workbench.annotation.progress.status is Status.DONE
    rest(qtbot, program)
    assert "Another window" not in program.window.status_line.said
    undo(qtbot, program)
    qtbot.waitUntil(lambda: program.window.queue.finished == 2)


def without(*names: str) -> Scheme:
    """The scheme another version of which lacks these labels."""
    labels = tuple(label for label in SCHEME.entity_labels if label.name not in names)
    return SCHEME.model_copy(update={"version": "2", "entity_labels": labels})


def edit_scheme(qtbot: QtBot, program: Program, scheme: Scheme) -> SchemeEditor:
    program.actions.run("project.scheme")
    (editor,) = program.window.findChildren(SchemeEditor)
    editor.show_scheme(scheme)
    editor.apply_button.click()
    return editor


def come_back(qtbot: QtBot, program: Program) -> None:
    """From the dialog to the article."""
    program.window.activateWindow()
    program.window.article.setFocus()
    qtbot.waitUntil(program.window.article.hasFocus)


def test_what_a_scheme_would_lose_is_said_first_and_what_it_lost_is_still_shown(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    program = open_program()
    QTest.keyClick(program.window.windowHandle(), Qt.Key.Key_2)  # Mira Toll is an ORG now
    qtbot.waitUntil(lambda: is_saved(program))
    before = program.workbench.annotation
    editor = edit_scheme(qtbot, program, without("ORG"))
    qtbot.waitUntil(lambda: "the label ORG" in editor.losses.text)
    assert program.workbench.scheme == SCHEME, "it is said first"
    editor.losses.go_on.click()
    qtbot.waitUntil(lambda: program.workbench.scheme.entity_label("ORG") is None)
    assert program.workbench.annotation == before
    view, bench = program.window.article, program.workbench
    gone = next(mention for mention in bench.annotation.ordered_mentions if mention.label == "ORG")
    assert view.mention_rects(gone.id), "it is still painted"
    program.window.grab()
    program.window.entities.show()
    assert gone.entity in program.workbench.annotation.entities
    assert "ORG" not in [option.id for option in program.actions.commands if option.id == "label.ORG"]
    # Its key means nothing any more, the others mean what they did.
    come_back(qtbot, program)
    QTest.keyClick(program.window.windowHandle(), Qt.Key.Key_2)
    assert bench.annotation == before
    bench.select_mention(gone.id)
    QTest.keyClick(program.window.windowHandle(), Qt.Key.Key_3)
    assert bench.annotation.mentions[gone.id].label == "GPE"
    qtbot.waitUntil(lambda: is_saved(program))
    with open_project(where) as project:
        assert project.scheme.version == "2"


def test_a_label_that_is_renamed_takes_its_key_along(open_program: Open, qtbot: QtBot) -> None:
    program = open_program()
    labels = tuple(
        label.model_copy(update={"name": "GROUP"}) if label.name == "ORG" else label
        for label in SCHEME.entity_labels
    )
    editor = edit_scheme(qtbot, program, SCHEME.model_copy(update={"version": "2", "entity_labels": labels}))
    rest(qtbot, program)
    if not editor.losses.isHidden():
        editor.losses.go_on.click()
    qtbot.waitUntil(lambda: program.workbench.scheme.entity_label("GROUP") is not None)
    come_back(qtbot, program)
    QTest.keyClick(program.window.windowHandle(), Qt.Key.Key_2)
    mention = program.workbench.annotation.ordered_mentions[0]
    assert (mention.quote(TEXT), mention.label) == ("Mira Toll", "GROUP")
    assert program.actions.key_of("label.GROUP") == "2"


def test_a_scheme_whose_version_is_taken_is_stored_under_a_free_one_and_shown_so(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    program = open_program()
    same_version = without("GPE").model_copy(update={"version": SCHEME.version})
    editor = edit_scheme(qtbot, program, same_version)
    rest(qtbot, program)
    if not editor.losses.isHidden():
        editor.losses.go_on.click()
    qtbot.waitUntil(lambda: program.workbench.scheme.entity_label("GPE") is None)
    with open_project(where) as project:
        assert project.scheme == program.workbench.scheme
        assert project.scheme.version != SCHEME.version


def test_a_stance_in_the_making_is_left_when_the_scheme_changes(open_program: Open, qtbot: QtBot) -> None:
    program = open_program()
    program.actions.run("task.stance")
    program.use_scheme(SCHEME.model_copy(update={"version": "2", "tasks": ()}))
    assert program.workbench.stance_entry is None
    assert program.window.stance_bar.isHidden()


def test_a_fault_in_the_database_lane_reaches_the_one_dialog(
    open_program: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    program = open_program()
    errors = UnexpectedErrors(program)
    monkeypatch.setattr(sys, "excepthook", errors.on_error)

    def boxes() -> list[QMessageBox]:
        return [box for box in program.window.findChildren(QMessageBox) if box.isVisible()]

    for _ in range(3):
        project_of(program).ask_losses(cast(Scheme, None), lambda _: None)
    qtbot.waitUntil(lambda: [record.levelname for record in caplog.records] == 3 * ["CRITICAL"])
    qtbot.waitUntil(lambda: len(boxes()) == 1)
    assert "AttributeError" in boxes()[0].text()
    assert "scheme_losses" in caplog.text, "the log tells where"
    boxes()[0].close()
    program.actions.run("article.flag")
    qtbot.waitUntil(lambda: is_saved(program))
