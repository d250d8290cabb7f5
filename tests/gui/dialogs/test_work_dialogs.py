"""Import, export and pre-highlighting: what is asked for, how far it is, what came of it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotator, AnnotatorKind
from annotator.domain.bad_input import BadInput
from annotator.gui.dialogs.export_dialog import ExportDialog
from annotator.gui.dialogs.import_dialog import ImportDialog
from annotator.gui.dialogs.report_dialog import ReportDialog
from annotator.gui.dialogs.requests import ExportRequest, ImportRequest, ReportRequest, SuggestRequest
from annotator.gui.dialogs.suggest_dialog import SuggestDialog
from annotator.gui.dialogs.work_dialog import WorkDialog
from annotator.project import (
    ExportResult,
    FilePreview,
    ImportPreview,
    ImportResult,
    Loss,
    ReportResult,
    SuggestResult,
    Who,
)
from annotator.project.catalogue import Format
from tests.gui.panels.desk import nameless_controls

RULES = {"shortcode": "Shortcodes go.", "cookies": "Notices about cookies go."}
FORMATS_TO_WRITE = (
    Format("jsonl", "Holds everything.", (".jsonl",), reads=True, writes=True, cannot_hold="Nothing."),
    Format(
        "side-by-side",
        "Holds what people say.",
        (".json",),
        reads=False,
        writes=True,
        cannot_hold="Gold.",
        is_of_people=True,
    ),
)
FILE = Path("/articles/one.txt")


@pytest.fixture
def importing(qtbot: QtBot) -> ImportDialog:
    dialog = ImportDialog({"text": "Plain text", "csv": "Tables"}, RULES, ("text", "title"))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def exporting(qtbot: QtBot) -> ExportDialog:
    annotators = [
        Annotator(name="Anna"),
        Annotator(name="Ben"),
        Annotator(name="gold", kind=AnnotatorKind.ADJUDICATED),
    ]
    dialog = ExportDialog(FORMATS_TO_WRITE, annotators, Path("/out/annotations.jsonl"))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def begun(dialog: WorkDialog, qtbot: QtBot) -> object:
    with qtbot.waitSignal(dialog.started) as started:
        dialog.begin_button.click()
    return (started.args or [None])[0]


def details(dialog: WorkDialog) -> list[list[str]]:
    table = dialog.outcome.table
    cells = [
        [table.item(row, column) for column in range(table.columnCount())] for row in range(table.rowCount())
    ]
    return [[cell.text() if cell else "" for cell in row] for row in cells]


def test_nothing_can_be_imported_before_a_file_is_chosen(importing: ImportDialog) -> None:
    assert not importing.begin_button.isEnabled()
    importing.add_paths([FILE, FILE])
    assert importing.begin_button.isEnabled()
    assert list(importing.files.paths) == [FILE]


def test_an_import_asks_for_what_was_chosen(importing: ImportDialog, qtbot: QtBot) -> None:
    importing.add_paths([FILE])
    assert begun(importing, qtbot) == ImportRequest(paths=(FILE,))


def test_an_import_asks_for_everything_that_was_said(importing: ImportDialog, qtbot: QtBot) -> None:
    importing.add_paths([FILE])
    importing.format.setCurrentIndex(2)
    importing.encoding.setCurrentText("windows-1251")
    importing.columns["text"].setText("body")
    importing.rules["cookies"].setChecked(False)
    importing.annotator.setText("Ben")
    importing.language.setText("ru")
    assert begun(importing, qtbot) == ImportRequest(
        paths=(FILE,),
        format_name="csv",
        encoding="windows-1251",
        language="ru",
        rules_off=frozenset({"cookies"}),
        columns={"text": "body"},
        annotator="Ben",
    )


def test_what_files_hold_is_asked_for_once_they_are_chosen(importing: ImportDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(importing.preview_wanted) as wanted:
        importing.add_paths([FILE])
    assert wanted.args == [importing.request()]
    assert importing.preview.headline.text() == "Looking at the files …"


def test_a_preview_says_what_would_come_and_lists_refusals_under_their_file(importing: ImportDialog) -> None:
    importing.add_paths([FILE])
    bad = BadInput(file="a.jsonl", where="line 2", reason="It is no record.")
    loss = Loss("a1", "event E1", "there are no events")
    notes = ("Offsets count UTF-16 units in 1 record.",)
    file = FilePreview(
        "a.jsonl", "doccano", 2, 3, ("anna", "ben"), notes=notes, refused=(bad,), losses=(loss,)
    )
    importing.preview.show_preview(ImportPreview((file,), ("SHIP",), is_whole=True))
    assert importing.preview.headline.text() == (
        "2 articles, 3 annotations by 2 annotators, 1 would be refused, 1 thing there is no place for."
    )
    item = importing.preview.tree.topLevelItem(0)
    assert item is not None
    assert [item.text(column) for column in range(5)] == ["a.jsonl", "doccano", "2", "3", "anna, ben"]
    assert item.isExpanded()
    children = [item.child(row) for row in range(item.childCount())]
    assert [child.text(0) for child in children if child is not None] == [
        "Offsets count UTF-16 units in 1 record.",
        "Refused, line 2: It is no record.",
        "No place for event E1: there are no events.",
    ]


def test_without_files_there_is_no_preview(importing: ImportDialog) -> None:
    importing.add_paths([FILE])
    importing.files.list.selectAll()
    importing.files.remove_chosen()
    assert importing.preview.isHidden()


def test_files_can_be_dropped_and_removed(importing: ImportDialog, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/articles/one.txt"), QUrl("https://example.org/two.txt")])
    event = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    importing.files.list.dropEvent(event)
    assert list(importing.files.paths) == [FILE]
    importing.files.list.selectAll()
    QTest.keyClick(importing.files.list, Qt.Key.Key_Delete)
    assert list(importing.files.paths) == []
    assert not importing.begin_button.isEnabled()


def test_work_is_shown_and_can_be_stopped(importing: ImportDialog, qtbot: QtBot) -> None:
    importing.add_paths([FILE])
    begun(importing, qtbot)
    importing.set_progress(1_200, None, "articles")
    assert importing.work.said == "1,200 articles"
    importing.set_progress(5, 10, "articles")
    assert importing.work.said == "5 of 10 articles"
    with qtbot.waitSignal(importing.stopped):
        importing.stop_button.click()
    assert not importing.stop_button.isEnabled()


def test_every_refusal_is_listed_with_file_place_and_reason(importing: ImportDialog) -> None:
    refused = (BadInput(file="/a/b.jsonl", where="line 3", reason="there is no text"),)
    importing.show_result(ImportResult(12_000, 1, 3, refused))
    assert importing.outcome.headline.text() == (
        "12,000 articles added, 1 annotation added, 3 there already, 1 refused."
    )
    assert details(importing) == [["b.jsonl", "line 3", "there is no text"]]


def test_after_the_result_one_can_begin_again(importing: ImportDialog) -> None:
    importing.show_result(ImportResult(1))
    importing.again_button.click()
    assert importing.begin_button.isVisible()


def test_a_failure_is_a_sentence(importing: ImportDialog) -> None:
    importing.show_failure("The disk is full.")
    assert importing.outcome.headline.text() == "The disk is full."
    assert not importing.outcome.table.isVisible()


OUT = Path("/out/annotations.jsonl")


def offered(dialog: ExportDialog) -> list[str]:
    items = [dialog.annotators.item(row) for row in range(dialog.annotators.count())]
    return [item.text() for item in items if not item.isHidden()]


def choose(dialog: ExportDialog, who: Who) -> None:
    dialog.who.setCurrentIndex(dialog.who.findData(who))


def test_all_annotators_are_exported_unless_some_are_chosen(exporting: ExportDialog, qtbot: QtBot) -> None:
    assert exporting.request() == ExportRequest(OUT, "jsonl")
    exporting.annotators.item(1).setCheckState(Qt.CheckState.Unchecked)
    exporting.only_done.setChecked(True)
    assert begun(exporting, qtbot) == ExportRequest(OUT, "jsonl", ("Anna", "gold"), only_done=True)


def test_only_those_of_the_kind_that_is_chosen_are_offered(exporting: ExportDialog) -> None:
    choose(exporting, Who.ANNOTATORS)
    assert offered(exporting) == ["Anna", "Ben"]
    assert exporting.request() == ExportRequest(OUT, "jsonl", who=Who.ANNOTATORS)
    exporting.annotators.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert exporting.request() == ExportRequest(OUT, "jsonl", ("Ben",), Who.ANNOTATORS)
    choose(exporting, Who.GOLD)
    assert offered(exporting) == ["gold"]
    assert exporting.request() == ExportRequest(OUT, "jsonl", who=Who.GOLD)


def test_what_nobody_has_made_yet_cannot_be_exported(exporting: ExportDialog) -> None:
    choose(exporting, Who.AGGREGATES)
    assert offered(exporting) == []
    assert not exporting.begin_button.isEnabled()
    choose(exporting, Who.EVERYONE)
    assert exporting.begin_button.isEnabled()


def test_a_format_made_of_what_people_say_leaves_no_other_choice(exporting: ExportDialog) -> None:
    choose(exporting, Who.GOLD)
    exporting.only_done.setChecked(True)
    exporting.format.setCurrentIndex(1)
    assert offered(exporting) == ["Anna", "Ben"]
    assert not exporting.who.isEnabled()
    wanted = ExportRequest(Path("/out/annotations.json"), "side-by-side", who=Who.ANNOTATORS)
    assert exporting.request() == wanted
    exporting.format.setCurrentIndex(0)
    assert exporting.request() == ExportRequest(OUT, "jsonl", who=Who.GOLD, only_done=True)


def test_a_suffix_of_ones_own_stays_when_the_format_changes(exporting: ExportDialog) -> None:
    exporting.out.set_path("/out/for the team.txt")
    exporting.format.setCurrentIndex(1)
    assert exporting.out.path == "/out/for the team.txt"


def test_an_export_needs_a_place_and_somebody(exporting: ExportDialog) -> None:
    for row in range(3):
        exporting.annotators.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not exporting.begin_button.isEnabled()
    exporting.annotators.item(0).setCheckState(Qt.CheckState.Checked)
    assert exporting.begin_button.isEnabled()
    exporting.out.set_path("  ")
    assert not exporting.begin_button.isEnabled()


def test_a_project_nobody_has_annotated_can_be_exported(qtbot: QtBot) -> None:
    dialog = ExportDialog(FORMATS_TO_WRITE, (), OUT)
    qtbot.addWidget(dialog)
    assert dialog.request() == ExportRequest(OUT, "jsonl")


def test_dividing_asks_for_shares_and_a_folder_and_wrong_shares_are_said(exporting: ExportDialog) -> None:
    exporting.is_divided.setChecked(True)
    exporting.seed.setValue(7)
    assert exporting.request() == ExportRequest(
        Path("/out/annotations"), "jsonl", shares="train=.8,dev=.1,test=.1", seed=7, card=True
    )
    exporting.shares.setText("train=.8,dev=.8")
    assert exporting.request() is None
    assert not exporting.begin_button.isEnabled()
    exporting.is_divided.setChecked(False)
    assert exporting.request() == ExportRequest(OUT, "jsonl")


def test_tags_and_context_are_asked_where_the_format_takes_them(qtbot: QtBot) -> None:
    tokens = Format(
        "tokens", "Tokens.", (".txt",), reads=False, writes=True, cannot_hold="Gaps.", takes=("tagging",)
    )
    dialog = ExportDialog((*FORMATS_TO_WRITE, tokens), (), OUT)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.tagging.isVisible()
    dialog.format.setCurrentIndex(2)
    assert dialog.tagging.isVisible()
    assert not dialog.context.isVisible()
    dialog.tagging.setCurrentIndex(1)
    assert dialog.request() == ExportRequest(Path("/out/annotations.txt"), "tokens", tagging="bioes")


def test_losses_are_told_by_their_reason_before_anything_is_written(
    exporting: ExportDialog, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(exporting.preview_wanted) as wanted:
        exporting.ask_for_preview()
    assert wanted.args == [exporting.request()]
    losses = tuple(Loss("a1", f"stance j{number}", "there are no stances") for number in range(3))
    exporting.show_preview(ExportResult(30, losses))
    assert exporting.losses.headline.text() == "30 rows; 3 things the format cannot hold:"
    item = exporting.losses.tree.topLevelItem(0)
    assert item is not None
    assert item.text(0) == "3 times: there are no stances"
    assert item.childCount() == 3
    exporting.show_preview(ExportResult(30))
    assert exporting.losses.headline.text() == "30 rows, and nothing would be lost."


def test_what_the_format_cannot_hold_is_listed(exporting: ExportDialog) -> None:
    exporting.show_result(ExportResult(30, (Loss("a1", "stance j2", "the format has no stances"),)))
    assert details(exporting) == [["a1", "stance j2", "the format has no stances"]]
    assert "30 rows" in exporting.outcome.headline.text()


def test_the_best_pipeline_is_asked_for_unless_one_is_named(qtbot: QtBot) -> None:
    dialog = SuggestDialog(("en_core_web_sm",), None)
    qtbot.addWidget(dialog)
    assert dialog.request() == SuggestRequest()
    dialog.pipeline.setCurrentText("/models/mine")
    dialog.patterns.set_path("/patterns.jsonl")
    dialog.redo.setChecked(True)
    assert begun(dialog, qtbot) == SuggestRequest("/models/mine", redo=True, patterns=Path("/patterns.jsonl"))


def test_what_was_proposed_is_said(qtbot: QtBot) -> None:
    dialog = SuggestDialog((), "en_core_web_sm")
    qtbot.addWidget(dialog)
    assert dialog.request() == SuggestRequest("en_core_web_sm")
    dialog.show_result(SuggestResult(44, 1_234, "en_core_web_sm 3.8.0"))
    assert dialog.outcome.headline.text() == "en_core_web_sm 3.8.0 proposed 1,234 mentions in 44 articles."
    dialog.show_result(SuggestResult(0, 0, ""))
    assert dialog.outcome.headline.text() == "Every article has proposals already."


def test_a_report_goes_where_it_is_wanted_with_or_without_names(qtbot: QtBot) -> None:
    dialog = ReportDialog(Path("/project/agreement.html"))
    qtbot.addWidget(dialog)
    assert begun(dialog, qtbot) == ReportRequest(Path("/project/agreement.html"))
    dialog.show_form()
    dialog.anonymous.setChecked(True)
    assert dialog.request() == ReportRequest(Path("/project/agreement.html"), anonymous=True)
    dialog.out.set_path("")
    assert dialog.request() is None
    dialog.show_result(ReportResult(Path("/project/agreement.html"), 20, 1_034))
    assert dialog.outcome.headline.text() == (
        "Written to /project/agreement.html. It tells 20 conflicts of 1,034."
    )
    assert nameless_controls(dialog) == []


def test_every_control_has_a_name(importing: ImportDialog, exporting: ExportDialog, qtbot: QtBot) -> None:
    suggesting = SuggestDialog((), None)
    qtbot.addWidget(suggesting)
    for dialog in (importing, exporting, suggesting):
        assert nameless_controls(dialog) == []
