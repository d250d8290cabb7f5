"""Questions about the article, a sentence and the entities; “not judged” is an answer of its own."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import ARTICLE, Ref
from annotator.domain.edits.judgements import standing_answer
from annotator.domain.scheme import Task
from annotator.gui.panels.answer_buttons import NOT_JUDGED
from annotator.gui.panels.entity_answers import LABELS
from annotator.gui.panels.questions import QuestionsPanel
from annotator.workbench.selection import Selection
from tests.builders import TEXT
from tests.gui.panels.desk import (
    DAM,
    FRAMES,
    SALIENCE,
    SCHEME,
    STANCE,
    TONE,
    Desk,
    nameless_controls,
)


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> QuestionsPanel:
    return shown(desk, qtbot)


def shown(desk: Desk, qtbot: QtBot) -> QuestionsPanel:
    panel = QuestionsPanel(desk.bench, desk.attempt)
    qtbot.addWidget(panel)
    panel.resize(480, 600)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def answer(desk: Desk, task: Task, target: Ref) -> tuple[str | None, ...]:
    found = standing_answer(desk.bench.annotation, task, target)
    return () if found is None else (found.label, *found.more_labels)


def salience_of(panel: QuestionsPanel, name: str) -> QModelIndex:
    model = panel.entities.model()
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    return model.index(names.index(name), 1)


def test_a_click_answers_about_the_article(panel: QuestionsPanel, desk: Desk) -> None:
    panel.buttons("tone").button("grim").click()
    assert answer(desk, TONE, ARTICLE) == ("grim",)
    assert panel.buttons("tone").answer == ("grim",)


def test_not_judged_can_be_chosen_again(panel: QuestionsPanel, desk: Desk) -> None:
    panel.buttons("tone").button("grim").click()
    panel.buttons("tone").button(NOT_JUDGED).click()
    assert answer(desk, TONE, ARTICLE) == ()
    assert panel.buttons("tone").button(NOT_JUDGED).isChecked()


def test_a_label_key_answers_while_the_question_has_the_keyboard(
    panel: QuestionsPanel, desk: Desk, qtbot: QtBot
) -> None:
    QTest.keyClick(panel.buttons("tone").button("calm"), Qt.Key.Key_G)
    assert answer(desk, TONE, ARTICLE) == ("grim",)
    QTest.keyClick(panel.buttons("tone").button("calm"), Qt.Key.Key_Delete)
    assert answer(desk, TONE, ARTICLE) == ()


def test_a_question_with_several_labels_collects_them(panel: QuestionsPanel, desk: Desk) -> None:
    buttons = panel.buttons("frames")
    buttons.button("conflict").click()
    buttons.button("money").click()
    assert answer(desk, FRAMES, ARTICLE) == ("conflict", "money")
    buttons.button("conflict").click()
    assert buttons.answer == ("money",)


def test_undo_shows_the_answer_before(panel: QuestionsPanel, desk: Desk) -> None:
    panel.buttons("tone").button("grim").click()
    panel.buttons("tone").button("calm").click()
    desk.bench.undo()
    assert panel.buttons("tone").answer == ("grim",)


def test_a_question_about_sentences_is_about_the_one_under_the_caret(
    panel: QuestionsPanel, desk: Desk
) -> None:
    desk.bench.select(Selection().with_caret(TEXT.index("rejects")))
    panel.buttons("speech").button("said").click()
    desk.bench.select(Selection().with_caret(0))
    assert panel.buttons("speech").answer == ()
    desk.bench.select(Selection().with_caret(TEXT.index("dam.")))
    assert panel.buttons("speech").answer == ("said",)


def test_entities_are_listed_where_they_are_asked_about(panel: QuestionsPanel) -> None:
    model = panel.entities.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Mira Toll", "Varon"]


def test_a_key_answers_about_an_entity(panel: QuestionsPanel, desk: Desk, qtbot: QtBot) -> None:
    panel.entities.setCurrentIndex(salience_of(panel, "Varon"))
    QTest.keyClick(panel.entities, Qt.Key.Key_1)
    assert answer(desk, SALIENCE, desk.entity("Varon")) == ("main",)
    assert salience_of(panel, "Varon").data() == "Main"
    QTest.keyClick(panel.entities, Qt.Key.Key_Delete)
    assert salience_of(panel, "Varon").data(LABELS) == ()


def test_the_menu_offers_every_label_and_not_judged(panel: QuestionsPanel, desk: Desk) -> None:
    menu = panel.entities.menu_of(salience_of(panel, "Mira Toll"))
    assert menu is not None
    actions = {action.text().split("\t")[0]: action for action in menu.actions() if action.text()}
    assert list(actions) == ["Main", "Other", "not judged"]
    assert actions["not judged"].isChecked()
    actions["Other"].trigger()
    assert answer(desk, SALIENCE, desk.entity("Mira Toll")) == ("other",)


def test_choosing_a_row_chooses_the_entity(panel: QuestionsPanel, desk: Desk) -> None:
    panel.entities.setCurrentIndex(salience_of(panel, "Varon"))
    assert desk.bench.selection.entity_id == desk.entity("Varon").id


def test_the_row_of_the_current_entity_is_chosen(panel: QuestionsPanel, desk: Desk) -> None:
    desk.bench.select_entity(desk.entity("Varon").id)
    assert panel.entities.currentIndex().siblingAtColumn(0).data() == "Varon"


def test_stances_do_not_show_up_among_the_questions(panel: QuestionsPanel, desk: Desk) -> None:
    desk.stance(desk.entity("Varon"), DAM)
    assert salience_of(panel, "Varon").data(LABELS) == ()


def test_a_scheme_without_questions_says_so(qtbot: QtBot) -> None:
    panel = shown(Desk(scheme=SCHEME.model_copy(update={"tasks": (STANCE,)})), qtbot)
    assert not panel.entities.isVisible()


def test_another_scheme_brings_other_questions(panel: QuestionsPanel, desk: Desk) -> None:
    desk.bench.set_scheme(SCHEME.model_copy(update={"tasks": (TONE,)}))
    assert panel.buttons("tone").button("grim").isVisible()
    assert not panel.entities.isVisible()


def test_nothing_can_be_answered_without_an_article(panel: QuestionsPanel, desk: Desk) -> None:
    desk.bench.close()
    assert not panel.buttons("tone").isEnabled()


def test_every_control_has_a_name(panel: QuestionsPanel) -> None:
    assert nameless_controls(panel) == []
