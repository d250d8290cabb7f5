"""The scheme editor: gives back what it was given, names faults beside fields, says what would be lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.domain.scheme import About, EntityLabel, Scheme
from annotator.gui.dialogs.scheme_check import check, next_version, plain_of
from annotator.gui.dialogs.scheme_editor import SchemeEditor
from annotator.project.catalogue import find_scheme, shipped_schemes
from tests.gui.panels.desk import SCHEME, nameless_controls


@pytest.fixture
def editor(qtbot: QtBot) -> SchemeEditor:
    editor = SchemeEditor(SCHEME)
    qtbot.addWidget(editor)
    editor.show()
    return editor


def set_cell(editor: SchemeEditor, row: int, key: str, text: str) -> None:
    model = editor.labels.table.model
    column = [column.key for column in model.columns].index(key)
    model.setData(model.index(row, column), text)


@pytest.mark.parametrize("name", sorted(shipped_schemes()))
def test_every_shipped_scheme_comes_out_as_it_went_in(name: str, qtbot: QtBot) -> None:
    scheme = find_scheme(name)
    editor = SchemeEditor(scheme)
    qtbot.addWidget(editor)
    for row in range(len(scheme.tasks)):
        editor.tasks.go_to(row)
        editor.tasks.task.changed.emit()
    assert editor.scheme() == scheme.model_copy(update={"version": editor.names.lines["version"].text()})


def test_an_unchanged_scheme_cannot_be_applied(editor: SchemeEditor) -> None:
    assert not editor.apply_button.isEnabled()
    assert editor.names.lines["version"].text() == "1"


def test_the_first_change_makes_it_the_next_version(editor: SchemeEditor) -> None:
    set_cell(editor, 0, "title", "Person")
    set_cell(editor, 1, "title", "Organisation")
    assert editor.names.lines["version"].text() == "2"
    assert editor.apply_button.isEnabled()


@pytest.mark.parametrize(
    ("version", "following"), [("1", "2"), ("2.9", "2.10"), ("v9", "v10"), ("draft", "draft.1")]
)
def test_the_next_version_counts_up_the_last_number(version: str, following: str) -> None:
    assert next_version(version) == following


def test_a_fault_is_said_beside_its_field_and_in_the_list_of_pages(editor: SchemeEditor) -> None:
    set_cell(editor, 1, "key", "1")
    assert editor.labels.table.fault == "Row 2, Key: The key “1” stands twice."
    assert editor.pages.item(1).text() == "Entity labels  (1 !)"
    assert not editor.apply_button.isEnabled()
    set_cell(editor, 1, "key", "2")
    assert editor.labels.table.fault == ""


def test_faults_of_every_kind_are_sentences(editor: SchemeEditor) -> None:
    set_cell(editor, 0, "name", "")
    set_cell(editor, 1, "colour", "blue")
    faults = dict(editor.faults())
    assert faults["entity_labels", 0, "name"] == "This cannot be empty."
    assert faults["entity_labels", 1, "colour"] == "A colour is written like #0072b2."


def test_a_value_that_is_no_number_is_a_fault(editor: SchemeEditor) -> None:
    model = editor.tasks.task.labels.model
    model.setData(model.index(0, [column.key for column in model.columns].index("value")), "much")
    assert editor.tasks.task.labels.fault == "Row 1, Value: This has to be a number."
    assert editor.tasks.list.item(0).text().endswith("!")


def test_a_scheme_without_labels_is_a_fault(editor: SchemeEditor) -> None:
    for _ in range(3):
        editor.labels.table.go_to(0, "name")
        editor.labels.table.remove()
    assert dict(editor.faults())["entity_labels",] == "There has to be at least one."


def test_labels_are_added_ordered_and_removed(editor: SchemeEditor) -> None:
    table = editor.labels.table
    table.go_to(2, "name")
    table.add()
    set_cell(editor, 3, "name", "EVENT")
    table.go_to(3, "name")
    table.move_row(-1)
    table.go_to(1, "name")
    table.remove()
    scheme = editor.scheme()
    assert scheme is not None
    assert [label.name for label in scheme.entity_labels] == ["PERSON", "EVENT", "GPE"]


def test_tasks_follow_a_label_that_is_renamed_or_removed(editor: SchemeEditor) -> None:
    set_cell(editor, 0, "name", "PER")
    editor.labels.table.go_to(2, "name")
    editor.labels.table.remove()
    scheme = editor.scheme()
    assert scheme is not None
    assert [task.entity_labels for task in scheme.tasks_about(About.ENTITY)] == [("PER",)]


def test_colours_come_from_a_menu(editor: SchemeEditor) -> None:
    model = editor.labels.table.model
    menu = editor.labels.table.colour_menu(model.index(0, 2))
    menu.actions()[1].trigger()
    scheme = editor.scheme()
    assert scheme is not None
    assert scheme.entity_labels[0].colour == menu.actions()[1].text()
    next(action for action in menu.actions() if action.text() == "Automatic").trigger()
    assert model.records[0]["colour"] == ""


def test_a_task_is_added_filled_and_removed(editor: SchemeEditor, qtbot: QtBot) -> None:
    editor.pages.setCurrentRow(2)
    editor.tasks.add()
    form = editor.tasks.task
    QTest.keyClicks(form.line("name"), "trust")
    form.labels.add()
    form.labels.model.setData(form.labels.model.index(0, 0), "high")
    scheme = editor.scheme()
    assert scheme is not None
    assert scheme.tasks[-1].labels[0].name == "high"
    editor.tasks.remove()
    assert editor.scheme() is not None
    assert len(editor.tasks.tasks()) == len(SCHEME.tasks)


def test_fields_that_mean_nothing_for_a_task_stay_away(editor: SchemeEditor) -> None:
    editor.pages.setCurrentRow(2)
    form = editor.tasks.task.form
    editor.tasks.go_to(0)
    assert is_shown(editor, "holders")
    assert not is_shown(editor, "required")
    editor.tasks.go_to(1)
    assert not is_shown(editor, "holders")
    assert is_shown(editor, "entity_labels")
    assert form.field("required") is not None


def is_shown(editor: SchemeEditor, key: str) -> bool:
    field = editor.tasks.task.form.field(key)
    assert field is not None
    return field.isVisibleTo(editor.tasks.task)


def test_topics_and_guidelines_are_edited(editor: SchemeEditor) -> None:
    editor.topics.table.add()
    model = editor.topics.table.model
    for column, text in enumerate(("price", "the price of water", "claim")):
        model.setData(model.index(1, column), text)
    editor.guidelines.text.setPlainText("# New")
    scheme = editor.scheme()
    assert scheme is not None
    assert [(topic.id, topic.kind.value) for topic in scheme.topics] == [("dam", "topic"), ("price", "claim")]
    assert scheme.guidelines == "# New"


def test_what_annotations_would_lose_is_said_before_it_is_applied(editor: SchemeEditor, qtbot: QtBot) -> None:
    set_cell(editor, 0, "name", "PER")
    with qtbot.waitSignal(editor.losses_wanted) as asked:
        editor.apply_button.click()
    wanted = (asked.args or [None])[0]
    assert isinstance(wanted, Scheme)
    assert wanted.entity_labels[0].name == "PER"
    with qtbot.assertNotEmitted(editor.accepted_scheme):
        editor.show_losses(("3 mentions have the label PERSON, which the new scheme has not.",))
    assert editor.losses.isVisible()
    with qtbot.waitSignal(editor.accepted_scheme) as accepted:
        editor.losses.go_on.click()
    assert accepted.args == [wanted]
    assert not editor.isVisible()


def test_without_losses_it_is_applied_at_once(editor: SchemeEditor, qtbot: QtBot) -> None:
    set_cell(editor, 0, "title", "Person")
    with qtbot.waitSignal(editor.accepted_scheme):
        editor.show_losses(())


def test_another_change_asks_about_losses_again(editor: SchemeEditor) -> None:
    set_cell(editor, 0, "name", "PER")
    editor.show_losses(("Something is lost.",))
    set_cell(editor, 0, "name", "PERS")
    assert not editor.losses.isVisible()


def test_cancel_loses_nothing_that_was_typed(editor: SchemeEditor, qtbot: QtBot) -> None:
    set_cell(editor, 0, "title", "Person")
    with qtbot.assertNotEmitted(editor.accepted_scheme):
        QTest.keyClick(editor, Qt.Key.Key_Escape)
    editor.open_on(SCHEME)
    assert editor.labels.table.records[0]["title"] == "Person"
    editor.revert_button.click()
    assert editor.scheme() == SCHEME


def test_another_scheme_takes_the_place_of_what_was_typed(editor: SchemeEditor) -> None:
    other = SCHEME.model_copy(update={"entity_labels": (EntityLabel(name="THING"),), "tasks": ()})
    editor.open_on(other)
    assert editor.scheme() == other


def test_a_scheme_read_from_a_file_can_be_applied(editor: SchemeEditor, qtbot: QtBot) -> None:
    read = find_scheme("ner")
    editor.show_scheme(read)
    with qtbot.waitSignal(editor.losses_wanted) as asked:
        editor.apply_button.click()
    assert asked.args == [read]


def test_why_a_file_was_not_used_is_said(editor: SchemeEditor) -> None:
    editor.tell("mine.yaml is not used. Line 3: “colur” is not known here.")
    assert "Line 3" in editor.said


def test_the_summary_leads_to_the_fault(editor: SchemeEditor) -> None:
    editor.tasks.go_to(1)
    model = editor.tasks.task.labels.model
    model.setData(model.index(0, 0), "")
    editor.pages.setCurrentRow(4)
    editor.go_to(editor.faults()[0][0])
    assert editor.pages.currentRow() == 2
    assert editor.tasks.list.currentRow() == 1


def test_plain_values_say_the_same_scheme() -> None:
    assert check(plain_of(SCHEME)) == (SCHEME, ())


def test_files_are_left_to_the_window(editor: SchemeEditor, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(editor.file_wanted) as wanted:
        editor.read_file(tmp_path / "mine.yaml")
    assert wanted.args == [tmp_path / "mine.yaml"]
    with qtbot.waitSignal(editor.file_given) as given:
        editor.write_file(tmp_path / "mine.yaml")
    assert given.args == [tmp_path / "mine.yaml", SCHEME]


def test_every_control_has_a_name(editor: SchemeEditor) -> None:
    assert nameless_controls(editor) == []
