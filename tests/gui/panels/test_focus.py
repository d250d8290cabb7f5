"""A panel that is given the keyboard passes it to where keys mean something."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QListView, QTableView, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.panels.entities import EntitiesPanel
from annotator.gui.panels.guidelines import GuidelinesPanel
from annotator.gui.panels.matrix import MatrixPanel
from annotator.gui.panels.questions import QuestionsPanel
from annotator.gui.panels.queue import QueuePanel
from annotator.gui.panels.stances import StancesPanel
from tests.gui.panels.desk import DAM, Desk
from tests.gui.panels.test_queue import MIXED


def queue(_: Desk) -> QWidget:
    panel = QueuePanel()
    panel.set_rows(MIXED)
    return panel


PANELS: tuple[tuple[Callable[[Desk], QWidget], type[QWidget]], ...] = (
    (queue, QListView),
    (lambda desk: EntitiesPanel(desk.bench, desk.attempt), QListView),
    (lambda desk: StancesPanel(desk.bench, desk.attempt, lambda _: "S"), QListView),
    (lambda desk: MatrixPanel(desk.bench, desk.attempt), QTableView),
    (lambda desk: QuestionsPanel(desk.bench, desk.attempt), QTableView),
    (lambda _: GuidelinesPanel(), QTextBrowser),
)


@pytest.mark.parametrize(("make", "kind"), PANELS)
def test_the_keyboard_goes_to_the_list(
    make: Callable[[Desk], QWidget], kind: type[QWidget], desk: Desk, qtbot: QtBot
) -> None:
    desk.stance(desk.entity("Varon"), DAM)
    panel = make(desk)
    qtbot.addWidget(panel)
    with qtbot.waitActive(panel):
        panel.show()
    panel.setFocus()
    assert isinstance(QApplication.focusWidget(), kind)
