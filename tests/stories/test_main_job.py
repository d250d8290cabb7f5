"""The main job in the window, by keyboard: correct, group, judge, close, open again, export."""

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Decision, Status
from annotator.gui.program import Program
from annotator.project import open_project, run_to_end
from tests.builders import TEXT
from tests.stories.conftest import Open, is_saved

Key = Qt.Key


def press(program: Program, *keys: Qt.Key | str) -> None:
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(program.window.article, key)
        else:
            QTest.keyClick(program.window.article, key)


def finish(qtbot: QtBot, program: Program) -> None:
    """Ctrl+Enter until the next article is there."""
    with qtbot.waitSignal(program.flow.arrived):
        for _ in range(2):
            QTest.keyClick(program.window.article, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def marked(program: Program) -> list[tuple[str, str]]:
    bench = program.workbench
    return [(m.quote(bench.article.text), m.label) for m in bench.annotation.ordered_mentions]


def test_the_main_job_is_there_again_after_closing_and_exports_as_it_was_done(
    open_program: Open, qtbot: QtBot, where: str, tmp_path: Path
) -> None:
    program = open_program()
    press(program, Key.Key_Return)  # Mira Toll is right; on to Varon
    press(program, "3", Key.Key_Tab)  # Varon is a place
    press(program, Key.Key_Delete)  # Monday is nothing
    press(program, Key.Key_Return)  # the dam is right
    assert marked(program) == [("Mira Toll", "PERSON"), ("Varon", "GPE"), ("dam", "ORG")]
    press(program, "s")
    for key in ("1", "a", "1"):
        QTest.keyClicks(program.window.stance_bar, key)
    assert len(program.workbench.annotation.judgements) == 1
    done = program.workbench.annotation
    qtbot.waitUntil(lambda: is_saved(program))
    program.window.close()

    again = open_program()
    assert again.workbench.annotation == done
    again.window.close()

    out = tmp_path / "out.jsonl"
    with open_project(where) as project:
        run_to_end(project.export(out, annotators=["anna"]))
    row = next(row for row in map(json.loads, out.read_text().splitlines()) if row["id"] == "a1")
    assert [(m["text"], m["label"], m["decision"]) for m in row["mentions"]] == [
        ("Mira Toll", "PERSON", "accepted"),
        ("Varon", "GPE", "relabelled"),
        ("dam", "ORG", "accepted"),
    ]
    assert [(r["text"], r["label"]) for r in row["rejected"]] == [("Monday", "GPE")]
    assert [(j["label"], j["evidence"][0]["text"]) for j in row["judgements"]] == [
        ("against", TEXT[: TEXT.index("\n")].split(". ")[1])
    ]
    assert (row["annotator"], row["status"]) == ("anna", "in_progress")


def test_undo_works_after_closing_and_opening_again(open_program: Open, qtbot: QtBot) -> None:
    program = open_program()
    press(program, "2")
    qtbot.waitUntil(lambda: is_saved(program))
    program.window.close()
    again = open_program()
    assert marked(again)[0] == ("Mira Toll", "ORG")
    again.actions.run("edit.undo")
    assert marked(again)[0] == ("Mira Toll", "PERSON")
    again.actions.run("edit.redo")
    assert marked(again)[0] == ("Mira Toll", "ORG")


def test_undo_in_the_next_article_goes_back_to_the_one_changed_before(
    open_program: Open, qtbot: QtBot
) -> None:
    program = open_program()
    finish(qtbot, program)
    assert program.workbench.article.id == "a2"
    with qtbot.waitSignal(program.flow.arrived):
        program.actions.run("edit.undo")
    assert program.workbench.article.id == "a1"
    program.actions.run("edit.undo")
    assert program.workbench.annotation.progress.status is Status.NOT_STARTED


def test_all_of_these_is_one_undo(open_program: Open, qtbot: QtBot) -> None:
    program = open_program()
    press(program, Key.Key_Tab, "3")
    press(program, "a")
    assert program.workbench.preview is not None
    press(program, Key.Key_Return)
    assert marked(program).count(("Varon", "GPE")) == TEXT.count("Varon")
    program.actions.run("edit.undo")
    assert marked(program).count(("Varon", "GPE")) == 1


def test_a_second_window_is_told_and_nothing_is_overwritten(open_program: Open, qtbot: QtBot) -> None:
    first, second = open_program(), open_program()
    first.actions.run("mention.accept")
    qtbot.waitUntil(lambda: is_saved(first))
    second.actions.run("mention.next")
    second.actions.run("label.GPE")
    qtbot.waitUntil(lambda: "Another window" in second.window.status_line.said)
    qtbot.waitUntil(lambda: is_saved(second))
    decisions = {m.quote(TEXT): m.decision for m in second.workbench.annotation.ordered_mentions}
    assert (decisions["Mira Toll"], decisions["Varon"]) == (Decision.ACCEPTED, Decision.RELABELLED)


def test_somebody_else_takes_over_the_desk(open_program: Open, qtbot: QtBot, where: str) -> None:
    program = open_program()
    press(program, Key.Key_Return)
    qtbot.waitUntil(lambda: is_saved(program))
    with qtbot.waitSignal(program.flow.arrived):
        program.take_over("ben")
    assert {m.decision for m in program.workbench.annotation.mentions.values()} == {Decision.UNTOUCHED}
    press(program, Key.Key_Delete)
    qtbot.waitUntil(lambda: is_saved(program))
    program.window.close()
    with open_project(where) as project:
        said = {record.annotation.annotator.name: record for record in project.annotations_of("a1")}
    assert len(said["anna"].annotation.mentions) == 4
    assert len(said["ben"].annotation.mentions) == 3


def test_the_queue_counts_what_is_finished(open_program: Open, qtbot: QtBot) -> None:
    program = open_program()
    finish(qtbot, program)
    assert (program.window.queue.finished, program.window.queue.found) == (1, 3)


def test_many_articles_can_be_skipped_at_once_and_each_undone(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    program = open_program()
    program.window.queue.status_wanted.emit(["a2", "a3"], Status.SKIPPED)
    qtbot.waitUntil(lambda: program.window.queue.finished == 2)
    with qtbot.waitSignal(program.flow.arrived):
        program.window.queue.opened.emit("a3")
    program.actions.run("edit.undo")
    assert program.workbench.annotation.progress.status is Status.NOT_STARTED


def test_every_control_is_named_for_screen_readers(open_program: Open) -> None:
    program = open_program()
    controls = [
        widget
        for kind in (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)
        for widget in program.window.findChildren(kind)
    ]
    unnamed = [
        (type(widget).__name__, widget.objectName())
        for widget in controls
        if not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and not widget.objectName().startswith("qt_")
        and type(widget.parentWidget()).__name__ not in ("QLineEdit", "QTabBar", "QMenuBar")
    ]
    assert unnamed == []


def test_a_right_to_left_article_can_be_marked_by_keyboard(open_program: Open, qtbot: QtBot) -> None:
    program = open_program()
    with qtbot.waitSignal(program.flow.arrived):
        program.window.queue.opened.emit("a3")
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(program.window.article, Key.Key_Home, control)
    QTest.keyClick(program.window.article, Key.Key_Left, control | shift)
    press(program, "2")
    assert marked(program) == [("أعلن", "ORG")]


def test_settings_are_applied_and_remembered(open_program: Open, qtbot: QtBot) -> None:
    program = open_program()
    program.use_settings(program.settings.model_copy(update={"theme": "dark", "font_size": 21}))
    assert program.window.article.look.theme.is_dark
    program.window.close()
    again = open_program()
    assert (again.settings.theme, again.window.article.look.size) == ("dark", 21)
