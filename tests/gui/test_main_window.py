"""The window shares its width out so that the article stays readable on small and on scaled screens."""

import os

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from annotator.commands.stances import start
from annotator.domain.scheme import EntityLabel, Scheme
from annotator.gui.main_window import MainWindow
from annotator.gui.palette import LIGHT
from annotator.gui.text.look import Look
from tests.gui.panels.desk import STANCE, Desk

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> MainWindow:
    window = MainWindow(desk.bench, Look(), LIGHT, desk.attempt, lambda _command: "")
    qtbot.addWidget(window)
    return window


def test_the_article_keeps_its_share_of_a_narrow_window(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(800, 480)
    window.restore_state({})
    with qtbot.waitExposed(window):
        window.show()
    assert window.width() <= 800
    assert window.article.width() > max(window.queue.width(), 300)
    wide = window.geometry_state()["columns"]
    window.restore_state({"columns": wide})
    assert window.article.width() > 300


def test_the_window_opens_no_larger_than_the_screen_with_its_title(window: MainWindow) -> None:
    window.resize(5000, 5000)
    window.restore_state({})
    assert window.height() < window.screen().availableSize().height()


def test_the_bar_of_a_stance_stands_in_for_that_of_the_labels(
    desk: Desk, window: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.waitExposed(window):
        window.show()
    start(desk.bench, STANCE)
    assert window.stance_bar.isVisible()
    assert window.labels.isHidden()
    desk.bench.set_stance_entry(None)
    assert window.stance_bar.isHidden()
    assert window.labels.isVisible()


def test_very_many_labels_leave_the_article_its_room(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1000, 700)
    with qtbot.waitExposed(window):
        window.show()
    names = [f"LABEL_{number}" for number in range(100)]
    scheme = Scheme(name="many", version="1", entity_labels=tuple(EntityLabel(name=name) for name in names))
    window.labels.set_scheme(scheme, dict.fromkeys(names, "#0072b2"), lambda _: "")
    qtbot.waitUntil(lambda: 60 < window.labels.height() < 200)
    assert window.article.height() > 300
    window.labels.set_active(names[-1])
    (last,) = (one for one in window.labels.findChildren(QToolButton) if one.text() == names[-1])
    shown = window.labels.viewport()
    assert shown.rect().contains(last.mapTo(shown, last.rect().center()))
