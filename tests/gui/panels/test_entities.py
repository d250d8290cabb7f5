"""The entities of the article: counted, walked, renamed, merged, without losing one's place."""

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from annotator.domain.edits.mentions import accept_mention, delete_mention, relabel_mention
from annotator.gui.panels.entities import EntitiesPanel
from tests.builders import TEXT
from tests.gui.panels.desk import DAM, Desk, nameless_controls


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> EntitiesPanel:
    panel = EntitiesPanel(desk.bench, desk.attempt)
    qtbot.addWidget(panel)
    panel.resize(320, 400)
    panel.show()
    return panel


def index_of(panel: EntitiesPanel, name: str) -> QModelIndex:
    return panel.model.index(panel.names.index(name))


def choose(panel: EntitiesPanel, name: str) -> None:
    panel.list.setCurrentIndex(index_of(panel, name))


def current_words(desk: Desk) -> tuple[str, int]:
    mention = desk.bench.current_mention
    assert mention is not None
    return mention.quote(TEXT), mention.start


def drop(panel: EntitiesPanel, name: str, onto: str) -> bool:
    data = panel.model.mimeData([index_of(panel, name)])
    return panel.model.dropMimeData(data, Qt.DropAction.LinkAction, -1, -1, index_of(panel, onto))


def test_the_most_mentioned_comes_first(panel: EntitiesPanel) -> None:
    assert list(panel.names) == ["Mira Toll", "Varon", "Varon council"]
    assert [row.count for row in panel.model.rows] == [3, 2, 1]


def test_a_click_orders_them_as_they_come_in_the_text(panel: EntitiesPanel) -> None:
    panel.order.click()
    assert list(panel.names) == ["Mira Toll", "Varon", "Varon council"]
    panel.order.click()
    assert panel.names[0] == "Mira Toll"


def test_choosing_an_entity_goes_to_its_first_mention(panel: EntitiesPanel, desk: Desk) -> None:
    choose(panel, "Varon")
    assert current_words(desk) == ("Varon", TEXT.index("Varon"))


def test_enter_walks_on_and_begins_again(panel: EntitiesPanel, desk: Desk, qtbot: QtBot) -> None:
    choose(panel, "Varon")
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert current_words(desk) == ("Varon", TEXT.rindex("Varon"))
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert current_words(desk) == ("Varon", TEXT.index("Varon"))


def test_the_entity_of_the_current_mention_is_chosen(panel: EntitiesPanel, desk: Desk) -> None:
    mention = desk.bench.annotation.mentions_of[desk.entity("Varon council").id or ""][0]
    desk.bench.select_mention(mention.id)
    assert panel.list.currentIndex().data() == "Varon council"


def test_a_new_name_appears_at_its_place_and_is_chosen(panel: EntitiesPanel, desk: Desk) -> None:
    start = TEXT.index("Monday")
    desk.mark(start, start + len("Monday"), "ORG")
    assert list(panel.names) == ["Mira Toll", "Varon", "Monday", "Varon council"]
    assert panel.list.currentIndex().data() == "Monday"


def test_an_entity_goes_with_its_last_mention(panel: EntitiesPanel, desk: Desk) -> None:
    mention = desk.bench.annotation.mentions_of[desk.entity("Varon council").id or ""][0]
    desk.bench.do(delete_mention(desk.bench.annotation, mention.id))
    assert list(panel.names) == ["Mira Toll", "Varon"]


def test_steps_that_touch_no_entity_leave_the_list_alone(panel: EntitiesPanel, desk: Desk) -> None:
    changes: list[object] = []
    for signal in (panel.model.rowsInserted, panel.model.rowsRemoved, panel.model.modelReset):
        signal.connect(lambda *_: changes.append("rows"))
    mention = desk.bench.annotation.ordered_mentions[0]
    desk.bench.do(accept_mention(desk.bench.annotation, mention.id))
    desk.bench.do(relabel_mention(desk.bench.annotation, mention.id, "ORG"))
    assert changes == []


def test_the_place_in_the_list_survives_a_change_above_it(panel: EntitiesPanel, desk: Desk) -> None:
    choose(panel, "Varon council")
    desk.bench.do(delete_mention(desk.bench.annotation, desk.bench.annotation.ordered_mentions[0].id))
    assert panel.list.currentIndex().data() == "Varon council"


def test_dropping_one_entity_on_another_merges_them(panel: EntitiesPanel, desk: Desk) -> None:
    assert drop(panel, "Varon council", onto="Varon")
    assert list(panel.names) == ["Mira Toll", "Varon"]
    assert len(desk.bench.annotation.mentions_of[desk.entity("Varon").id or ""]) == 3
    desk.bench.undo()
    assert list(panel.names) == ["Mira Toll", "Varon", "Varon council"]


def test_an_entity_is_not_merged_with_itself(panel: EntitiesPanel, desk: Desk) -> None:
    revision = desk.bench.revision
    assert not drop(panel, "Varon", onto="Varon")
    assert desk.bench.revision == revision


def test_a_double_click_renames_in_place(panel: EntitiesPanel, desk: Desk, qtbot: QtBot) -> None:
    choose(panel, "Varon council")
    panel.list.edit(panel.list.currentIndex())
    line = panel.list.findChild(QLineEdit)
    assert line is not None
    line.setText("Council of Varon")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Council of Varon" in panel.names)
    assert desk.entity("Council of Varon").id


def test_an_empty_name_is_refused_with_a_sentence(panel: EntitiesPanel, desk: Desk) -> None:
    panel.model.setData(index_of(panel, "Varon"), "   ")
    assert desk.refusals == ["An entity needs a name."]
    assert "Varon" in panel.names


def test_the_filter_finds_beginnings_of_words_and_labels(panel: EntitiesPanel) -> None:
    panel.filter.setText("coun")
    assert list(panel.names) == ["Varon council"]
    panel.filter.setText("pers")
    assert list(panel.names) == ["Mira Toll"]
    panel.filter.clear()
    assert len(panel.names) == 3


def test_an_entity_without_mentions_is_listed_and_can_be_chosen(panel: EntitiesPanel, desk: Desk) -> None:
    desk.stance(desk.entity("Varon council"), DAM)
    mention = desk.bench.annotation.mentions_of[desk.entity("Varon council").id or ""][0]
    desk.bench.do(delete_mention(desk.bench.annotation, mention.id))
    choose(panel, "Varon")
    choose(panel, "Varon council")
    assert desk.bench.selection.entity_id == desk.entity("Varon council").id
    assert desk.bench.current_mention is None


def test_another_article_brings_its_own_entities(panel: EntitiesPanel, desk: Desk) -> None:
    desk.open("Varon sleeps.")
    assert list(panel.names) == ["Varon"]
    desk.bench.close()
    assert list(panel.names) == []


def test_the_menu_is_asked_for_where_the_mouse_is(desk: Desk, qtbot: QtBot) -> None:
    asked: list[QPoint] = []
    panel = EntitiesPanel(desk.bench, desk.attempt, context_menu=asked.append)
    qtbot.addWidget(panel)
    panel.resize(320, 400)
    panel.show()
    where = panel.list.visualRect(panel.model.index(1)).center()
    panel.list.customContextMenuRequested.emit(where)
    assert asked == [panel.list.viewport().mapToGlobal(where)]


def test_every_control_has_a_name(panel: EntitiesPanel) -> None:
    assert nameless_controls(panel) == []
