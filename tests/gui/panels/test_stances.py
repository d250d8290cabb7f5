"""The stances read as sentences; choosing, changing and removing them."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.commands.stances import change
from annotator.domain.annotation import AUTHOR
from annotator.gui.panels.stances import StancesPanel
from annotator.workbench.stance_entry import Field
from tests.gui.panels.desk import DAM, Desk, nameless_controls


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> StancesPanel:
    panel = StancesPanel(desk.bench, desk.attempt, {"task.stance": "S"}.__getitem__)
    qtbot.addWidget(panel)
    panel.resize(360, 500)
    panel.show()
    return panel


def words_at(panel: StancesPanel, row: int, field: Field) -> QPoint:
    """A point on that part of the sentence."""
    index = panel.list.model().index(row, 0)
    option = panel.list.option_at(index)
    for y in range(option.rect.top(), option.rect.bottom(), 2):
        for x in range(option.rect.left(), option.rect.right(), 4):
            if panel.field_at(QPointF(x, y)) is field:
                return QPoint(x, y)
    raise AssertionError(f"the {field} is not to be seen")


def test_the_empty_list_teaches_the_key(panel: StancesPanel) -> None:
    assert panel.hint.startswith("S starts one")
    assert not panel.list.isVisible()


def test_stances_read_as_sentences_in_the_order_of_their_evidence(panel: StancesPanel, desk: Desk) -> None:
    desk.stance(desk.entity("Varon council"), DAM, "favor", "wants the dam")
    desk.stance(desk.entity("Mira Toll"), DAM, "against", "rejects the dam")
    desk.stance(AUTHOR, desk.entity("Varon"), "neutral")
    assert panel.sentences == (
        "Mira Toll is against the dam",
        "Varon council is in favour of the dam",
        "The author is neutral toward Varon",
    )


def test_the_evidence_and_what_else_is_said_stand_below(panel: StancesPanel, desk: Desk) -> None:
    id_ = desk.stance(desk.entity("Mira Toll"), DAM, "against", "rejects the dam")
    judgement = desk.bench.annotation.judgements[id_]
    change(desk.bench, judgement, implicit=True, confidence=0.5, outer_holders=(desk.entity("Varon"),))
    said = panel.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "Mira Toll is against the dam. reported by Varon. implicit. unsure. Toll’s party rejects the dam."
    )


def test_choosing_a_stance_makes_it_current(panel: StancesPanel, desk: Desk) -> None:
    first = desk.stance(desk.entity("Mira Toll"), DAM, "against", "rejects")
    desk.stance(desk.entity("Varon council"), DAM, "favor", "wants")
    panel.list.setCurrentIndex(panel.list.model().index(0, 0))
    assert desk.bench.selection.judgement_id == first


def test_the_current_stance_is_chosen(panel: StancesPanel, desk: Desk) -> None:
    desk.stance(desk.entity("Mira Toll"), DAM, "against", "rejects")
    second = desk.stance(desk.entity("Varon council"), DAM, "favor", "wants")
    desk.bench.select_judgement(second)
    assert panel.list.currentIndex().row() == 1


def test_a_label_key_changes_the_label(panel: StancesPanel, desk: Desk, qtbot: QtBot) -> None:
    desk.stance(desk.entity("Mira Toll"), DAM, "against")
    panel.list.setCurrentIndex(panel.list.model().index(0, 0))
    QTest.keyClick(panel.list, Qt.Key.Key_N)
    assert desk.claims == ["Mira Toll neutral the dam"]


def test_delete_removes_the_stance(panel: StancesPanel, desk: Desk, qtbot: QtBot) -> None:
    desk.stance(desk.entity("Mira Toll"), DAM)
    panel.list.setCurrentIndex(panel.list.model().index(0, 0))
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert desk.claims == []
    assert not panel.list.isVisible()


def test_a_double_click_on_the_target_asks_for_it_alone(
    panel: StancesPanel, desk: Desk, qtbot: QtBot
) -> None:
    desk.stance(desk.entity("Mira Toll"), DAM)
    where = words_at(panel, 0, Field.TARGET)
    QTest.mouseDClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    entry = desk.bench.stance_entry
    assert entry is not None
    assert (entry.field, entry.label, entry.target) == (Field.TARGET, "against", DAM)


def test_enter_asks_for_all_of_it_again(panel: StancesPanel, desk: Desk, qtbot: QtBot) -> None:
    id_ = desk.stance(desk.entity("Mira Toll"), DAM)
    panel.list.setCurrentIndex(panel.list.model().index(0, 0))
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    entry = desk.bench.stance_entry
    assert entry is not None
    assert (entry.editing, entry.field, entry.holder) == (id_, Field.HOLDER, None)


def test_the_menu_of_labels_relabels(panel: StancesPanel, desk: Desk) -> None:
    id_ = desk.stance(desk.entity("Mira Toll"), DAM, "against")
    actions = {action.text(): action for action in panel.label_menu(id_).actions()}
    assert actions["Against"].isChecked()
    actions["In favour"].trigger()
    assert desk.claims == ["Mira Toll favor the dam"]


def test_changing_into_what_is_said_already_is_refused(panel: StancesPanel, desk: Desk, qtbot: QtBot) -> None:
    desk.stance(desk.entity("Mira Toll"), DAM, "against", "rejects")
    desk.stance(desk.entity("Mira Toll"), DAM, "favor", "wants")
    panel.list.setCurrentIndex(panel.list.model().index(1, 0))
    QTest.keyClick(panel.list, Qt.Key.Key_A)
    assert desk.refusals == ["That is said already."]


def test_rows_are_as_high_as_their_words_need(panel: StancesPanel, desk: Desk) -> None:
    desk.stance(desk.entity("Mira Toll"), DAM, "against", "rejects the dam")
    index = panel.list.model().index(0, 0)
    panel.resize(600, 400)
    panel.grab()
    wide = panel.list.visualRect(index).height()
    panel.resize(160, 400)
    panel.grab()
    assert panel.list.visualRect(index).height() > wide


def test_rows_do_not_overlap_once_a_scroll_bar_takes_its_room(panel: StancesPanel, desk: Desk) -> None:
    panel.resize(220, 160)
    for holder in ("Mira Toll", "Varon", "Varon council"):
        for label in ("favor", "against"):
            desk.stance(desk.entity(holder), DAM, label, "rejects the dam")
    panel.grab()
    model = panel.list.model()
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        needed = panel.list.itemDelegate().sizeHint(panel.list.option_at(index), index).height()
        assert panel.list.visualRect(index).height() == needed


def test_every_control_has_a_name(panel: StancesPanel) -> None:
    assert nameless_controls(panel) == []
