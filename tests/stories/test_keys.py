"""Keys as they are really pressed: through the window, whatever has the focus, in every key profile."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from annotator.commands.registry import KeyProfile, all_commands, key_conflicts
from annotator.domain.annotation import Decision, Status
from annotator.domain.scheme import Scheme
from annotator.gui.actions import each_key_once, is_typing
from annotator.gui.program import Program
from tests.builders import TEXT
from tests.commands.desks import SCHEME
from tests.stories.conftest import Open, is_saved

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
LETTERS = "asxfmlvuiqh1230"


def press(program: Program, *keys: Key | str, held: Qt.KeyboardModifier = NONE) -> None:
    """Presses the keys as a keyboard does: whatever has the focus may take them before commands do."""
    for key in keys:
        pressed = Key(ord(key.upper())) if isinstance(key, str) else key
        QTest.keyClick(program.window.windowHandle(), pressed, held)


def use_profile(program: Program, profile: KeyProfile) -> None:
    program.use_settings(program.settings.model_copy(update={"key_profile": profile}))


def decisions(program: Program) -> list[Decision]:
    return [mention.decision for mention in program.workbench.annotation.ordered_mentions]


def status(program: Program) -> Status:
    return program.workbench.annotation.progress.status


def is_flagged(program: Program) -> bool:
    return program.workbench.annotation.progress.flagged


def test_default_keys_accept_remove_relabel_flag_and_undo(open_program: Open) -> None:
    program = open_program()
    press(program, Key.Key_Return)
    press(program, "x")
    assert decisions(program)[0] is Decision.ACCEPTED
    assert len(decisions(program)) == 3
    press(program, "1", "f")
    assert is_flagged(program)
    press(program, Key.Key_Z, Key.Key_Z, held=CONTROL)
    assert not is_flagged(program)
    assert len(decisions(program)) == 3


def test_prodigys_keys_finish_skip_and_undo(open_program: Open, qtbot: QtBot) -> None:
    program = open_program()
    use_profile(program, "prodigy")
    press(program, Key.Key_Return)
    press(program, Key.Key_Backspace)
    assert Decision.ACCEPTED not in decisions(program)
    press(program, "a")
    assert program.workbench.open_points, "what is still open is said first"
    with qtbot.waitSignal(program.flow.arrived):
        press(program, "a")
    assert program.workbench.article.id == "a2"
    with qtbot.waitSignal(program.flow.arrived):
        press(program, Key.Key_Space)
    assert program.workbench.article.id == "a3"
    qtbot.waitUntil(lambda: is_saved(program))
    assert program.window.queue.finished == 2


def test_label_studios_keys_finish_remove_and_go_on(open_program: Open, qtbot: QtBot) -> None:
    program = open_program()
    use_profile(program, "label_studio")
    press(program, Key.Key_Backspace)
    assert len(decisions(program)) == 3
    here = program.workbench.current_mention
    press(program, Key.Key_Period, held=Qt.KeyboardModifier.AltModifier)
    assert program.workbench.current_mention != here
    press(program, Key.Key_R, held=Qt.KeyboardModifier.AltModifier)
    assert program.workbench.stance_entry is not None
    press(program, Key.Key_Escape)
    press(program, Key.Key_Return, held=CONTROL)
    with qtbot.waitSignal(program.flow.arrived):
        press(program, Key.Key_Return, held=CONTROL)


@pytest.mark.parametrize("profile", ["default", "prodigy", "label_studio"])
def test_label_keys_work_in_every_profile_and_the_label_bar_shows_them(
    open_program: Open, profile: KeyProfile
) -> None:
    program = open_program()
    use_profile(program, profile)
    press(program, "2")
    mention = program.workbench.annotation.ordered_mentions[0]
    assert (mention.quote(TEXT), mention.label) == ("Mira Toll", "ORG")
    assert program.actions.key_of("label.ORG") == "2"


def _search(program: Program) -> QWidget:
    program.actions.run("go.search")
    return program.window.queue.search


def _find(program: Program) -> QWidget:
    program.actions.run("go.find")
    return program.window.find_bar.line


def _note(program: Program) -> QWidget:
    program.actions.run("article.note")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    return line


def _palette(program: Program) -> QWidget:
    program.actions.run("view.palette")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    return line


@pytest.mark.parametrize("profile", ["default", "prodigy", "label_studio"])
@pytest.mark.parametrize("open_line", [_search, _find, _note, _palette])
def test_typing_in_a_line_of_text_writes_and_commands_nothing(
    open_program: Open, qtbot: QtBot, profile: KeyProfile, open_line: Callable[[Program], QWidget]
) -> None:
    program = open_program()
    use_profile(program, profile)
    before = program.workbench.annotation
    line = open_line(program)
    assert isinstance(line, QLineEdit)
    qtbot.waitUntil(line.hasFocus)
    line.clear()
    press(program, *LETTERS, Key.Key_Space, "x", Key.Key_Backspace)
    assert line.text() == LETTERS + " "
    assert program.workbench.annotation == before
    assert program.workbench.stance_entry is None
    assert program.workbench.article.id == "a1"


@pytest.mark.parametrize("profile", ["default", "prodigy", "label_studio"])
def test_typing_in_a_panel_commands_nothing_in_the_article(
    open_program: Open, qtbot: QtBot, profile: KeyProfile
) -> None:
    """Prodigy's A and Space finish and skip the article: not while somebody goes through a list."""
    program = open_program()
    use_profile(program, profile)
    before = program.workbench.annotation.progress
    for pane in (program.window.queue, program.window.tabs.currentWidget()):
        pane.setFocus()
        press(program, "a", "a", Key.Key_Space, Key.Key_Backspace)
        assert program.workbench.article.id == "a1"
        assert program.workbench.annotation.progress == before


def test_a_stance_is_typed_into_its_bar_in_prodigys_profile_too(open_program: Open) -> None:
    program = open_program()
    use_profile(program, "prodigy")
    press(program, "s", "1", "a", "1")
    (judgement,) = program.workbench.annotation.judgements.values()
    assert judgement.label == "against"
    assert status(program) is Status.IN_PROGRESS


def test_tab_goes_to_the_next_mention_in_the_article_and_on_in_panels(open_program: Open) -> None:
    program = open_program()
    view, bench = program.window.article, program.workbench
    press(program, Key.Key_Tab)
    assert bench.current_mention is not None
    assert bench.current_mention.quote(TEXT) == "Varon"
    assert view.hasFocus()
    press(program, Key.Key_Backtab, held=SHIFT)
    assert bench.current_mention.quote(TEXT) == "Mira Toll"
    program.window.queue.search.setFocus()
    here = bench.selection
    press(program, Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused is not program.window.queue.search
    assert program.window.queue.isAncestorOf(focused)
    assert bench.selection == here


def test_f6_goes_round_the_panes_that_can_be_seen(open_program: Open) -> None:
    program = open_program()
    window = program.window
    around = []
    for _ in range(3):
        press(program, Key.Key_F6)
        around.append([pane for pane in window.panes() if _holds_focus(pane)])
    assert around == [[window.tabs.currentWidget()], [window.queue], [window.article]]
    program.actions.run("view.queue")
    assert not window.queue.isVisible()
    press(program, Key.Key_F6)
    press(program, Key.Key_F6)
    assert window.article.hasFocus()


def test_hiding_the_queue_that_has_the_keyboard_gives_it_to_the_article(open_program: Open) -> None:
    program = open_program()
    program.window.queue.search.setFocus()
    press(program, Key.Key_1, held=CONTROL)
    assert program.window.article.hasFocus()


def test_a_key_of_the_scheme_that_a_command_has_too_belongs_to_the_scheme(open_program: Open) -> None:
    program = open_program()
    labels = tuple(
        label.model_copy(update={"key": "F"}) if label.name == "ORG" else label
        for label in SCHEME.entity_labels
    )
    program.use_scheme(SCHEME.model_copy(update={"entity_labels": labels}))
    press(program, "f")
    assert program.workbench.annotation.ordered_mentions[0].label == "ORG"
    assert not program.workbench.annotation.progress.flagged
    assert program.actions.key_of("article.flag") == ""


@pytest.mark.parametrize("profile", ["default", "prodigy", "label_studio"])
def test_no_key_is_given_twice_whatever_the_scheme_asks_for(profile: KeyProfile) -> None:
    greedy = [
        label.model_copy(update={"key": key})
        for label, key in zip(SCHEME.entity_labels, ("A", "S", "Space"), strict=True)
    ]
    scheme = Scheme.model_validate({**SCHEME.model_dump(), "tasks": (), "entity_labels": greedy})
    assert key_conflicts(each_key_once(all_commands(scheme, profile))) == {}


@pytest.mark.parametrize(
    ("key", "typing"),
    [
        *((key, True) for key in ("A", "Shift+A", "1", "Space", "Backspace", "Return", "Tab", "+", "Home")),
        *((key, False) for key in ("Ctrl+A", "Alt+.", "F1", "Shift+F6", "Ctrl++", "Ctrl+Shift+Return")),
    ],
)
def test_what_is_typing_and_what_is_not(key: str, typing: bool) -> None:
    assert is_typing(key) is typing


def _holds_focus(pane: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (pane is focused or pane.isAncestorOf(focused))
