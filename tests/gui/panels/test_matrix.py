"""The matrix: what was judged, what was not, what was found neutral, and answers by one key."""

import pytest
from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import AUTHOR, Ref
from annotator.domain.scheme import EvidenceRule
from annotator.gui.palette import LIGHT
from annotator.gui.panels.matrix import MatrixPanel
from annotator.gui.panels.stance_rows import name_of
from annotator.workbench.selection import Selection
from annotator.workbench.stance_entry import Field
from tests.builders import TEXT
from tests.gui.panels.desk import DAM, SCHEME, STANCE, Desk, nameless_controls


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> MatrixPanel:
    return shown(desk, qtbot)


def shown(desk: Desk, qtbot: QtBot) -> MatrixPanel:
    panel = MatrixPanel(desk.bench, desk.attempt)
    qtbot.addWidget(panel)
    panel.resize(700, 600)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def cell(panel: MatrixPanel, holder: str, target: str) -> QModelIndex:
    grid = panel.model.grid
    rows, columns = [name_of(ref) for ref in grid.holders], [name_of(ref) for ref in grid.targets]
    return panel.model.index(rows.index(holder), columns.index(target))


def press(panel: MatrixPanel, qtbot: QtBot, holder: str, target: str, key: Qt.Key) -> None:
    panel.table.setCurrentIndex(cell(panel, holder, target))
    QTest.keyClick(panel.table, key)


def picture(panel: MatrixPanel, index: QModelIndex) -> QImage:
    rect: QRect = panel.table.visualRect(index)
    return panel.table.viewport().grab(rect.adjusted(2, 2, -2, -2)).toImage()


def test_holders_and_targets_are_entities_the_author_and_topics(panel: MatrixPanel) -> None:
    grid = panel.model.grid
    assert [name_of(ref) for ref in grid.holders] == [
        "Mira Toll",
        "Varon",
        "Varon council",
        "the author",
        "somebody not listed",
        "people in general",
        "nobody",
    ]
    assert [name_of(ref) for ref in grid.targets] == ["Mira Toll", "Varon", "Varon council", "the dam"]


def test_a_cell_says_which_label_was_given(panel: MatrixPanel, desk: Desk) -> None:
    desk.stance(desk.entity("Mira Toll"), DAM, "against")
    desk.stance(desk.entity("Varon council"), DAM, "favor")
    assert cell(panel, "Mira Toll", "the dam").data() == "−"
    assert cell(panel, "Varon council", "the dam").data() == "+"


def test_neutral_looks_and_reads_otherwise_than_not_judged(panel: MatrixPanel, desk: Desk) -> None:
    desk.stance(AUTHOR, DAM, "neutral")
    neutral, empty = cell(panel, "the author", "the dam"), cell(panel, "Varon", "the dam")
    assert (neutral.data(), empty.data()) == ("0", "")
    said = Qt.ItemDataRole.AccessibleTextRole
    assert neutral.data(said) == "the author toward the dam: neutral"
    assert empty.data(said) == "Varon toward the dam: not judged"
    assert picture(panel, neutral) != picture(panel, empty)


def test_a_cell_judged_in_two_ways_shows_both(panel: MatrixPanel, desk: Desk) -> None:
    desk.stance(desk.entity("Varon"), DAM, "favor")
    desk.stance(desk.entity("Varon"), DAM, "against")
    assert cell(panel, "Varon", "the dam").data() == "+ −"


def test_a_label_key_answers_the_cell(panel: MatrixPanel, desk: Desk, qtbot: QtBot) -> None:
    press(panel, qtbot, "Varon", "the dam", Qt.Key.Key_F)
    assert desk.claims == ["Varon favor the dam"]
    press(panel, qtbot, "Varon", "the dam", Qt.Key.Key_A)
    assert desk.claims == ["Varon against the dam"]


def test_an_answer_has_no_evidence_that_nobody_chose(panel: MatrixPanel, desk: Desk, qtbot: QtBot) -> None:
    press(panel, qtbot, "Varon", "the dam", Qt.Key.Key_F)
    (judgement,) = desk.bench.annotation.judgements.values()
    assert judgement.evidence == ()


def test_selected_text_is_evidence_of_the_answer(panel: MatrixPanel, desk: Desk, qtbot: QtBot) -> None:
    start = TEXT.index("rejects the dam")
    desk.bench.select(Selection(start, start + 15))
    press(panel, qtbot, "Mira Toll", "the dam", Qt.Key.Key_A)
    (judgement,) = desk.bench.annotation.judgements.values()
    assert [TEXT[span.start : span.end] for span in judgement.evidence] == ["rejects the dam"]


def test_a_task_that_needs_evidence_gets_the_sentence_under_the_caret(qtbot: QtBot) -> None:
    strict = STANCE.model_copy(update={"evidence": EvidenceRule.REQUIRED})
    desk = Desk(scheme=SCHEME.model_copy(update={"tasks": (strict,)}))
    desk.bench.select(Selection().with_caret(TEXT.index("rejects")))
    press(shown(desk, qtbot), qtbot, "Mira Toll", "the dam", Qt.Key.Key_A)
    (judgement,) = desk.bench.annotation.judgements.values()
    assert [TEXT[span.start : span.end] for span in judgement.evidence] == ["Toll’s party rejects the dam."]


def test_delete_takes_the_answer_back_and_undo_gives_it_again(
    panel: MatrixPanel, desk: Desk, qtbot: QtBot
) -> None:
    press(panel, qtbot, "Varon", "the dam", Qt.Key.Key_F)
    press(panel, qtbot, "Varon", "the dam", Qt.Key.Key_Delete)
    assert desk.claims == []
    desk.bench.undo()
    assert cell(panel, "Varon", "the dam").data() == "+"


def test_taking_back_what_was_not_judged_is_refused(panel: MatrixPanel, desk: Desk, qtbot: QtBot) -> None:
    press(panel, qtbot, "Varon", "the dam", Qt.Key.Key_Delete)
    assert desk.refusals == ["Nothing is judged here."]


def test_nobody_has_a_stance_toward_themselves(panel: MatrixPanel, desk: Desk, qtbot: QtBot) -> None:
    press(panel, qtbot, "Varon", "Varon", Qt.Key.Key_F)
    assert desk.refusals == ["Holder and target are the same entity; choose another target."]
    assert "nothing to judge" in panel.says


def test_enter_asks_for_the_stance_with_holder_and_target_given(
    panel: MatrixPanel, desk: Desk, qtbot: QtBot
) -> None:
    press(panel, qtbot, "Varon", "the dam", Qt.Key.Key_Return)
    entry = desk.bench.stance_entry
    assert entry is not None
    assert (entry.holder, entry.target, entry.field) == (desk.entity("Varon"), DAM, Field.LABEL)


def test_arrows_move_from_cell_to_cell(panel: MatrixPanel, qtbot: QtBot) -> None:
    panel.table.setCurrentIndex(panel.model.index(0, 0))
    QTest.keyClick(panel.table, Qt.Key.Key_Right)
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    here = panel.table.currentIndex()
    assert (here.row(), here.column()) == (1, 1)


def test_choosing_a_judged_cell_makes_its_stance_current(panel: MatrixPanel, desk: Desk) -> None:
    id_ = desk.stance(desk.entity("Varon"), DAM)
    desk.bench.select_judgement(None)
    panel.table.setCurrentIndex(cell(panel, "Varon", "the dam"))
    assert desk.bench.selection.judgement_id == id_


def test_the_current_stance_is_the_current_cell(panel: MatrixPanel, desk: Desk) -> None:
    id_ = desk.stance(AUTHOR, DAM)
    desk.bench.select_judgement(id_)
    assert panel.table.currentIndex() == cell(panel, "the author", "the dam")


def test_the_cell_is_kept_while_entities_come_and_go(panel: MatrixPanel, desk: Desk) -> None:
    panel.table.setCurrentIndex(cell(panel, "Varon council", "the dam"))
    start = TEXT.index("Monday")
    desk.mark(start, start + 6, "ORG")
    assert panel.table.currentIndex() == cell(panel, "Varon council", "the dam")


def test_topics_typed_by_hand_have_a_column(panel: MatrixPanel, desk: Desk) -> None:
    desk.stance(AUTHOR, Ref(kind=DAM.kind, name="the price"))
    assert cell(panel, "the author", "the price").data() == "−"


def test_while_hidden_it_does_no_work_and_catches_up_when_shown(desk: Desk, qtbot: QtBot) -> None:
    panel = MatrixPanel(desk.bench, desk.attempt)
    qtbot.addWidget(panel)
    desk.stance(AUTHOR, DAM)
    assert panel.model.rowCount() == 0
    with qtbot.waitExposed(panel):
        panel.show()
    assert cell(panel, "the author", "the dam").data() == "−"


def test_the_tasks_of_the_scheme_can_be_chosen(qtbot: QtBot) -> None:
    other = STANCE.model_copy(update={"name": "trust", "title": "Trust", "key": None})
    desk = Desk(scheme=SCHEME.model_copy(update={"tasks": (STANCE, other)}))
    desk.stance(AUTHOR, DAM)
    panel = shown(desk, qtbot)
    assert cell(panel, "the author", "the dam").data() == "−"
    panel.tasks.setCurrentIndex(1)
    assert panel.task == other
    assert cell(panel, "the author", "the dam").data() == ""


def test_marks_have_the_colours_of_their_labels(panel: MatrixPanel, desk: Desk) -> None:
    panel.set_theme(LIGHT)
    desk.stance(AUTHOR, DAM, "favor")
    desk.stance(AUTHOR, desk.entity("Varon"), "against")
    favor = picture(panel, cell(panel, "the author", "the dam")).pixelColor(2, 2)
    against = picture(panel, cell(panel, "the author", "Varon")).pixelColor(2, 2)
    assert favor != against


def test_every_control_has_a_name(panel: MatrixPanel) -> None:
    assert nameless_controls(panel) == []
