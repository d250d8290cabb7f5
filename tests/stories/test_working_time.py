"""Working time: counted while somebody works, stored with the steps, the rest when the article is left."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotator
from annotator.gui.program import Program
from annotator.project import open_project
from tests.stories.conftest import Open, is_saved, rest
from tests.stories.full_disk import full_disk, is_waiting, take_long_note

ANNA = Annotator(name="anna")


class Clock:
    """Goes on only when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def after(clock: Clock, seconds: float, program: Program, key: Qt.Key) -> None:
    """Presses the key when so many seconds have passed."""
    clock.now += seconds
    QTest.keyClick(program.window.windowHandle(), key)


def stored_seconds(where: str) -> float:
    with open_project(where) as project:
        return sum(a.active_seconds for a in project.status().annotators if a.name == "anna")


def seconds_of(where: str, article_id: str) -> float:
    with open_project(where) as project:
        record = project.load(article_id, ANNA).record
    assert record is not None
    return record.active_seconds


def test_time_counts_from_opening_to_each_key_and_not_while_the_desk_is_empty(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    clock = Clock()
    program = open_program(clock=clock)
    after(clock, 30, program, Qt.Key.Key_Tab)  # reading first is work
    after(clock, 10, program, Qt.Key.Key_Return)
    assert program.flow.seconds_on_article == pytest.approx(40)
    after(clock, 3_600, program, Qt.Key.Key_Return)  # a lunch
    assert program.flow.seconds_on_article == pytest.approx(40)
    after(clock, 5, program, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: is_saved(program))
    assert seconds_of(where, "a1") == pytest.approx(45)


def test_the_mouse_counts_as_a_sign_of_life(open_program: Open) -> None:
    clock = Clock()
    program = open_program(clock=clock)
    handle = program.window.windowHandle()
    for place in range(1, 4):
        clock.now += 20
        QTest.mouseMove(handle, QPoint(200 + 10 * place, 200))
    assert program.flow.seconds_on_article == pytest.approx(60)


def test_what_no_step_carried_is_stored_when_the_article_is_left(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    clock = Clock()
    program = open_program(clock=clock)
    after(clock, 10, program, Qt.Key.Key_F)
    after(clock, 20, program, Qt.Key.Key_Tab)  # looked at, not changed
    with qtbot.waitSignal(program.flow.arrived):
        program.window.queue.opened.emit("a2")
    rest(qtbot, program)
    assert seconds_of(where, "a1") == pytest.approx(30)
    assert program.flow.seconds_on_article == 0
    after(clock, 7, program, Qt.Key.Key_Tab)
    program.window.close()
    assert stored_seconds(where) == pytest.approx(37), "looking at a2 counts, though it was not begun"


def test_time_goes_on_from_where_it_was_when_the_article_is_opened_again(
    open_program: Open, qtbot: QtBot, where: str
) -> None:
    clock = Clock()
    program = open_program(clock=clock)
    after(clock, 10, program, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: is_saved(program))
    for article_id in ("a2", "a1"):
        with qtbot.waitSignal(program.flow.arrived):
            program.window.queue.opened.emit(article_id)
    assert program.flow.seconds_on_article == pytest.approx(10)
    after(clock, 55, program, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: is_saved(program))
    assert seconds_of(where, "a1") == pytest.approx(65)


def test_a_shorter_idle_time_in_the_settings_holds_at_once(open_program: Open) -> None:
    clock = Clock()
    program = open_program(clock=clock)
    program.use_settings(program.settings.model_copy(update={"idle_seconds": 5}))
    after(clock, 6, program, Qt.Key.Key_Tab)
    after(clock, 4, program, Qt.Key.Key_Tab)
    assert program.flow.seconds_on_article == pytest.approx(4)


def test_time_that_could_not_be_stored_is_stored_later(open_program: Open, qtbot: QtBot, where: str) -> None:
    clock = Clock()
    program = open_program(clock=clock)
    with full_disk() as clear:
        after(clock, 10, program, Qt.Key.Key_Tab)
        take_long_note(program)
        qtbot.waitUntil(lambda: is_waiting(program))
        after(clock, 20, program, Qt.Key.Key_Tab)
        with qtbot.waitSignal(program.flow.arrived):
            program.window.queue.opened.emit("a2")
        clear()
        qtbot.waitUntil(lambda: is_saved(program), timeout=15_000)
    rest(qtbot, program)
    assert seconds_of(where, "a1") == pytest.approx(30)
