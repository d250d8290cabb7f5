"""Pop-ups: typing narrows, Enter chooses, Escape leaves, and the keyboard goes back to where it was."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.commands.desk import Option
from annotator.commands.registry import all_commands
from annotator.gui.dialogs.type_ahead import LineAsk, TypeAhead, palette_options
from annotator.workbench.workbench import Workbench
from tests.builders import ANNA
from tests.gui.panels.desk import SCHEME, Desk, nameless_controls

OPTIONS = [Option("a", "Armenia", "GPE"), Option("b", "Azerbaijan", "GPE"), Option("c", "Baku", "GPE")]


class Article(QWidget):
    """Something that has the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    article = Article()
    QVBoxLayout(window).addWidget(article)
    qtbot.addWidget(window)
    window.resize(800, 500)
    with qtbot.waitActive(window):
        window.show()
    article.setFocus()
    return window


def open_list(window: QWidget, chosen: list[str]) -> TypeAhead:
    popup = TypeAhead(window, "Belongs to", OPTIONS, chosen.append)
    popup.open_over(window)
    return popup


def test_typing_narrows_the_list_and_enter_chooses(window: QWidget, qtbot: QtBot) -> None:
    chosen: list[str] = []
    popup = open_list(window, chosen)
    QTest.keyClicks(popup.line, "ba")
    assert [option.title for option in popup.shown] == ["Baku", "Azerbaijan"]
    QTest.keyClick(popup.line, Qt.Key.Key_Return)
    assert chosen == ["c"]
    assert not popup.isVisible()


def test_arrows_go_round(window: QWidget, qtbot: QtBot) -> None:
    chosen: list[str] = []
    popup = open_list(window, chosen)
    QTest.keyClick(popup.line, Qt.Key.Key_Up)
    QTest.keyClick(popup.line, Qt.Key.Key_Return)
    assert chosen == ["c"]


def test_a_click_chooses(window: QWidget, qtbot: QtBot) -> None:
    chosen: list[str] = []
    popup = open_list(window, chosen)
    where = popup.list.visualRect(popup.list.model().index(1, 0)).center()
    QTest.mouseClick(popup.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert chosen == ["b"]


def test_escape_chooses_nothing_and_gives_the_keyboard_back(window: QWidget, qtbot: QtBot) -> None:
    chosen: list[str] = []
    before = QApplication.focusWidget()
    popup = open_list(window, chosen)
    assert QApplication.focusWidget() is popup.line
    QTest.keyClick(popup.line, Qt.Key.Key_Escape)
    assert chosen == []
    assert QApplication.focusWidget() is before


def test_the_keyboard_going_elsewhere_closes_it(window: QWidget) -> None:
    before = QApplication.focusWidget()
    assert before is not None
    popup = open_list(window, [])
    before.setFocus()
    assert not popup.isVisible()


def test_what_is_chosen_may_open_the_next_list(window: QWidget, qtbot: QtBot) -> None:
    asked: list[str] = []

    def ask_name(_id: str) -> None:
        LineAsk(window, "Name", "Baku", asked.append).open_over(window)

    popup = TypeAhead(window, "Entity", OPTIONS, ask_name)
    popup.open_over(window)
    QTest.keyClick(popup.line, Qt.Key.Key_Return)
    line = QApplication.focusWidget()
    assert line is not None
    QTest.keyClicks(line, "Ganja")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert asked == ["Ganja"]


def test_nothing_found_chooses_nothing(window: QWidget, qtbot: QtBot) -> None:
    chosen: list[str] = []
    popup = open_list(window, chosen)
    QTest.keyClicks(popup.line, "zzz")
    QTest.keyClick(popup.line, Qt.Key.Key_Return)
    assert chosen == []
    assert popup.isVisible()


def test_it_stays_inside_a_small_window(window: QWidget, qtbot: QtBot) -> None:
    window.resize(220, 200)
    popup = open_list(window, [])
    assert window.rect().contains(popup.geometry())
    window.resize(400, 160)
    qtbot.waitUntil(lambda: window.rect().contains(popup.geometry()))


def test_the_palette_lists_commands_with_their_keys() -> None:
    desk = Desk()
    options = {option.id: option for option in palette_options(all_commands(SCHEME), desk.bench)}
    assert (options["article.done"].title, options["article.done"].keys) == (
        "Done, next article",
        "Ctrl+Enter",
    )
    assert "caret.left" not in options


def test_commands_that_are_not_possible_come_last_and_cannot_be_chosen(window: QWidget, qtbot: QtBot) -> None:
    options = palette_options(all_commands(SCHEME), Workbench(ANNA, SCHEME))
    possible = [option.is_possible for option in options]
    assert possible == sorted(possible, reverse=True)
    chosen: list[str] = []
    popup = TypeAhead(window, "Commands", options, chosen.append)
    popup.open_over(window)
    QTest.keyClicks(popup.line, "accept all")
    QTest.keyClick(popup.line, Qt.Key.Key_Return)
    assert chosen == []


def test_every_control_has_a_name(window: QWidget) -> None:
    open_list(window, [])
    assert nameless_controls(window) == []
