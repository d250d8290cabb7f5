"""The manual tells the keys that the commands have, and shows every command."""

import os
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.commands.registry import KeyProfile, every_command
from annotator.gui.dialogs.manual_window import ManualWindow
from annotator.gui.manual import key_table, manual_file, manual_text, with_keys
from annotator.project.catalogue import DEFAULT_SCHEME, find_scheme
from tests.gui.panels.desk import nameless_controls

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
COMMANDS = every_command(find_scheme(DEFAULT_SCHEME))


def test_every_key_the_manual_names_belongs_to_a_command() -> None:
    named = set(re.findall(r"\{key:([^}]*)\}", manual_file().read_text(encoding="utf-8")))
    assert named - {command.id for command in COMMANDS} == set()


def test_nothing_is_left_to_fill_in() -> None:
    assert not re.search(r"\{(?:keys|key:[^}]*)\}", manual_text(COMMANDS))


def test_every_command_stands_in_the_table_with_its_keys() -> None:
    table = key_table(COMMANDS)
    for command in COMMANDS:
        assert f"| {command.title} | {command.manual} |" in table
    assert "| `Ctrl+Enter` | Done, next article |" in table


@pytest.mark.parametrize(("profile", "key"), [("default", "Ctrl+Enter"), ("prodigy", "A")])
def test_the_manual_follows_the_key_profile(profile: KeyProfile, key: str) -> None:
    commands = every_command(find_scheme(DEFAULT_SCHEME), profile)
    assert with_keys("Press {key:article.done}.", commands) == f"Press `{key}`."


def test_a_command_without_a_key_is_named_by_its_menu() -> None:
    assert with_keys("{key:project.statistics}", COMMANDS) == "Project > Progress…"


def test_the_parts_of_the_manual_lead_to_their_place(qtbot: QtBot) -> None:
    window = ManualWindow(COMMANDS)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    titles = [window.parts.item(row).text() for row in range(window.parts.count())]
    window.parts.setCurrentRow(titles.index("Stances"))
    assert window.page.textCursor().block().text() == "Stances"
    assert abs(window.page.cursorRect().top()) < 40


def test_words_are_found_again_and_again_from_the_top(qtbot: QtBot) -> None:
    window = ManualWindow(COMMANDS)
    qtbot.addWidget(window)
    window.words.setText("pre-highlighted")
    places = []
    for _ in range(3):
        QTest.keyClick(window.words, Qt.Key.Key_Return)
        places.append(window.page.textCursor().position())
    assert places[0] > 0
    assert len(set(places)) < 3
    window.words.setText("hippopotamus")
    window.find_next()
    assert window.said == "Not in the manual."


def test_other_keys_are_shown_when_the_profile_changes(qtbot: QtBot) -> None:
    window = ManualWindow(COMMANDS)
    qtbot.addWidget(window)
    before = window.page.toPlainText()
    window.show_commands(every_command(find_scheme(DEFAULT_SCHEME), "prodigy"))
    assert window.page.toPlainText() != before


def test_every_control_has_a_name(qtbot: QtBot) -> None:
    window = ManualWindow(COMMANDS)
    qtbot.addWidget(window)
    assert nameless_controls(window) == []


def test_every_picture_of_the_manual_comes_with_the_program() -> None:
    text = manual_file().read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", text)
    assert pictures
    assert [name for name in pictures if not (manual_file().parent / name).is_file()] == []
