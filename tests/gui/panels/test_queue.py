"""The queue shows what the search found, by groups, quickly, and says what a person wants."""

import time
from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Status
from annotator.gui.palette import DARK
from annotator.gui.panels.queue import QueuePanel
from annotator.gui.panels.queue_rows import QueueGroup
from annotator.project import QueueRow
from tests.gui.panels.desk import nameless_controls


def row(
    article_id: str, status: Status = Status.NOT_STARTED, *, flagged: bool = False, title: str | None = None
) -> QueueRow:
    return QueueRow(
        article_id, title or f"Article {article_id}", "AFP", "2020-10-21", 300, None, status, flagged, True
    )


MIXED = (
    row("1", Status.DONE),
    row("2"),
    row("3", Status.SKIPPED),
    row("4", Status.IN_PROGRESS, flagged=True),
    row("5", Status.DONE),
    row("6"),
)


@pytest.fixture
def queue(qtbot: QtBot) -> QueuePanel:
    panel = QueuePanel()
    qtbot.addWidget(panel)
    panel.resize(280, 500)
    panel.show()
    panel.set_rows(MIXED)
    return panel


def titles(queue: QueuePanel) -> list[str]:
    model = queue.list.model()
    return [str(model.index(number, 0).data()) for number in range(model.rowCount())]


def choose(queue: QueuePanel, group: QueueGroup) -> None:
    queue.groups.button(group).click()


def test_every_group_says_how_many_articles_it_has(queue: QueuePanel) -> None:
    numbers = {group: queue.groups.button(group).number for group in QueueGroup}
    assert numbers == {
        QueueGroup.ALL: 6,
        QueueGroup.TO_DO: 3,
        QueueGroup.DONE: 2,
        QueueGroup.SKIPPED: 1,
        QueueGroup.FLAGGED: 1,
    }


def test_a_group_shows_its_articles_only(queue: QueuePanel) -> None:
    choose(queue, QueueGroup.TO_DO)
    assert titles(queue) == ["Article 2", "Article 4", "Article 6"]


def test_an_article_that_gets_done_stays_in_sight_until_another_is_opened(queue: QueuePanel) -> None:
    choose(queue, QueueGroup.TO_DO)
    queue.set_current("2")
    queue.update_row("2", Status.DONE, flagged=False)
    assert titles(queue) == ["Article 2", "Article 4", "Article 6"]
    queue.set_current("4")
    assert titles(queue) == ["Article 4", "Article 6"]


def test_an_article_that_is_to_do_again_comes_back_to_its_place(queue: QueuePanel) -> None:
    choose(queue, QueueGroup.TO_DO)
    queue.update_row("5", Status.IN_PROGRESS, flagged=False)
    assert titles(queue) == ["Article 2", "Article 4", "Article 5", "Article 6"]
    assert queue.groups.button(QueueGroup.DONE).number == 1


def test_neighbours_are_those_of_the_list_as_it_is_shown(queue: QueuePanel) -> None:
    queue.set_current("2")
    assert (queue.neighbour(1), queue.neighbour(-1)) == ("3", "1")
    choose(queue, QueueGroup.DONE)
    assert (queue.neighbour(1), queue.neighbour(-1)) == ("5", "1")


def test_there_is_no_neighbour_past_the_ends(queue: QueuePanel) -> None:
    queue.set_current("6")
    assert queue.neighbour(1) is None


def test_the_next_unfinished_article_begins_again_at_the_top(queue: QueuePanel) -> None:
    queue.set_current("4")
    assert queue.next_unfinished() == "6"
    queue.set_current("6")
    assert queue.next_unfinished() == "2"


def test_nothing_is_unfinished_once_all_is_done(queue: QueuePanel) -> None:
    queue.set_rows([row("1", Status.DONE), row("2", Status.SKIPPED)])
    queue.set_current("1")
    assert queue.next_unfinished() is None
    assert (queue.finished, queue.found) == (2, 2)


def test_a_click_opens_the_article(queue: QueuePanel, qtbot: QtBot) -> None:
    where = queue.list.visualRect(queue.list.model().index(2, 0)).center()
    with qtbot.waitSignal(queue.opened) as opened:
        QTest.mouseClick(queue.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert opened.args == ["3"]


def test_enter_opens_the_chosen_article(queue: QueuePanel, qtbot: QtBot) -> None:
    queue.list.setCurrentIndex(queue.list.model().index(4, 0))
    with qtbot.waitSignal(queue.opened) as opened:
        QTest.keyClick(queue.list, Qt.Key.Key_Return)
    assert opened.args == ["5"]


def test_typing_is_announced_once_it_rests(queue: QueuePanel, qtbot: QtBot) -> None:
    said: list[str] = []
    queue.search_changed.connect(said.append)
    with qtbot.waitSignal(queue.search_changed):
        QTest.keyClicks(queue.search, "baku")
    assert said == ["baku"]


def test_what_was_not_found_is_said(queue: QueuePanel, qtbot: QtBot) -> None:
    QTest.keyClicks(queue.search, "nobody")
    queue.set_rows([])
    assert not queue.list.isVisible()
    assert queue.shown == 0


def test_many_articles_get_a_status_at_once(queue: QueuePanel) -> None:
    wanted: list[tuple[Sequence[str], Status]] = []
    queue.status_wanted.connect(lambda ids, status: wanted.append((ids, status)))
    menu = queue.bulk_menu(["2", "6"])
    next(action for action in menu.actions() if action.text() == "Mark done").trigger()
    assert wanted == [(["2", "6"], Status.DONE)]


def test_the_open_article_is_the_one_that_is_chosen(queue: QueuePanel) -> None:
    queue.set_current("5")
    assert queue.list.currentIndex().data() == "Article 5"
    queue.set_rows(MIXED[3:])
    assert queue.list.currentIndex().data() == "Article 5"


def test_a_row_says_its_status_to_a_screen_reader(queue: QueuePanel) -> None:
    said = queue.list.model().index(3, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Article 4, in progress, flagged, AFP · 2020-10-21 · 300 words"


def test_a_hundred_thousand_articles_are_shown_sorted_and_updated_quickly(queue: QueuePanel) -> None:
    states = list(Status)
    rows = tuple(row(str(number), states[number % 4]) for number in range(100_000))
    begun = time.perf_counter()
    queue.set_rows(rows)
    choose(queue, QueueGroup.TO_DO)
    queue.set_current("99997")
    queue.update_row("99997", Status.DONE, flagged=True)
    queue.grab()
    assert time.perf_counter() - begun < 2
    assert queue.shown == 50_000


def test_titles_from_right_to_left_stand_at_the_right(queue: QueuePanel) -> None:
    queue.set_rows([row("1", title="استبعدت"), row("2", title="Varon")])
    image = queue.list.viewport().grab().toImage()
    line = queue.list.visualRect(queue.list.model().index(0, 0))
    middle = line.center().x()
    colours = {
        half: len({image.pixel(x, y) for x in span for y in range(line.top() + 6, line.top() + 22)})
        for half, span in {"left": range(40, middle), "right": range(middle, line.right() - 4)}.items()
    }
    assert colours["right"] > 1
    assert colours["left"] == 1


def test_every_control_has_a_name_in_both_themes(queue: QueuePanel) -> None:
    queue.set_theme(DARK)
    assert nameless_controls(queue) == []
