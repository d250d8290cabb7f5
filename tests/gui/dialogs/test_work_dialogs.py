"""Import, export and pre-highlighting: what is asked for, how far it is, what came of it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotator, AnnotatorKind
from annotator.domain.bad_input import BadInput
from annotator.domain.readiness import Finding, Problem
from annotator.gui.dialogs.export_dialog import ExportDialog
from annotator.gui.dialogs.findings import FindingsTree
from annotator.gui.dialogs.import_dialog import ImportDialog
from annotator.gui.dialogs.report_dialog import ReportDialog
from annotator.gui.dialogs.requests import ExportRequest, ImportRequest, ReportRequest, SuggestRequest
from annotator.gui.dialogs.suggest_dialog import SuggestDialog
from annotator.gui.dialogs.work_dialog import WorkDialog
from annotator.gui.outcomes import (
    ExportOutcome,
    Group,
    ReadinessOutcome,
    finding_groups,
    import_outcome,
    loss_groups,
    stopped_import,
)
from annotator.project import (
    FilePreview,
    ImportPreview,
    ImportResult,
    Loss,
    Progress,
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
    return [line.split("\t") for line in dialog.outcome.list.told().splitlines()]


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
        "a.jsonl",
        "doccano",
        2,
        3,
        ("anna", "ben"),
        5,
        notes=notes,
        refused=(bad,),
        losses=(loss, loss),
        countings=("UTF-16 units",),
    )
    importing.preview.show_preview(ImportPreview((file,), ("SHIP",), is_whole=True))
    assert importing.preview.headline.text() == (
        "2 articles, 3 annotations by 2 annotators with 5 mentions. 1 record would be refused. "
        "There is no place for 2 things."
    )
    item = importing.preview.tree.topLevelItem(0)
    assert item is not None
    assert [item.text(column) for column in range(8)] == [
        "a.jsonl", "doccano", "UTF-16 units", "2", "3", "5", "0", "anna, ben",
    ]  # fmt: skip
    assert item.isExpanded()
    children = [item.child(row) for row in range(item.childCount())]
    assert [child.text(0) for child in children if child is not None] == [
        "Refused, line 2: It is no record.",
        "Offsets count UTF-16 units in 1 record.",
        "2 times: No place for event E1: there are no events.",
    ]


def previewed(importing: ImportDialog, *files: FilePreview, **more: int) -> list[str]:
    """The rows of the files, then all that is said of them."""
    importing.add_paths([FILE])
    importing.preview.show_preview(ImportPreview(files, (), is_whole=True, **more))
    return importing.preview.tree.told().splitlines()


def test_files_with_refusals_come_first_and_empty_files_are_not_passed_over(importing: ImportDialog) -> None:
    bad = BadInput(file="c.txt", where="", reason="It is not text.")
    files = (FilePreview("a.txt", articles=1), FilePreview("b.jsonl"), FilePreview("c.txt", refused=(bad,)))
    assert previewed(importing, *files) == [
        "c.txt\t\t\t0\t0\t0\t0\t",
        "\tRefused: It is not text.",
        "b.jsonl\tarticles\t\t0\t0\t0\t0\t",
        "\tThere is nothing in it.",
        "a.txt\tarticles\t\t1\t0\t0\t0\t",
    ]


def test_it_is_said_what_is_there_already_and_which_offsets_nothing_proves(importing: ImportDialog) -> None:
    file = FilePreview("a.jsonl", "prodigy", 1, 1, ("anna",), countings=("code points",), is_proven=False)
    assert previewed(importing, file, there_already=1) == [
        "a.jsonl\tprodigy\tcode points, unproven\t1\t1\t0\t0\tanna",
        "\tSome of its records quote nothing that their offsets could be checked by.",
    ]
    assert importing.preview.headline.text() == (
        "1 article, 1 annotation by 1 annotator. 1 article is in the project already."
    )


def test_how_far_looking_is_is_said(importing: ImportDialog) -> None:
    importing.add_paths([FILE])
    importing.show_looking("1,200 records")
    assert importing.preview.headline.text() == "Looking at the files … 1,200 records"


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
    importing.set_progress(Progress(1_200, None, "articles"))
    assert importing.work.said == "1,200 articles"
    importing.set_progress(Progress(5, 10, "kB", "2 articles"))
    assert importing.work.said == "2 articles, 5 of 10 kB"
    importing.set_progress(Progress(0, 0, "kB", "1 article"))
    assert importing.work.said == "1 article …"
    with qtbot.waitSignal(importing.stopped):
        importing.stop_button.click()
    assert not importing.stop_button.isEnabled()


def test_every_refusal_is_listed_with_file_place_and_reason(importing: ImportDialog) -> None:
    refused = (BadInput(file="/a/b.jsonl", where="line 3", reason="there is no text"),)
    importing.show_result(import_outcome(ImportResult(12_000, 1, 3, refused)))
    assert importing.outcome.headline.text() == (
        "12,000 articles added, 1 annotation added, 3 there already, 1 refused."
    )
    assert details(importing) == [["Refused in b.jsonl", "1"], ["", "line 3: there is no text"]]
    assert importing.outcome.advice.text().startswith("The articles are in the list at the left")


def test_very_many_new_labels_stand_in_the_list_and_not_in_the_headline(importing: ImportDialog) -> None:
    names = tuple(f"L{number}" for number in range(12))
    importing.show_result(import_outcome(ImportResult(1, labels_added=names)))
    assert importing.outcome.headline.text().endswith("L8, L9 and 2 more, at the end of the list.")
    assert details(importing) == [["New in the scheme", "12"], *(["", name] for name in names)]


def test_what_came_of_work_can_be_copied(importing: ImportDialog) -> None:
    refused = (BadInput(file="b.jsonl", where="line 3", reason="there is no text"),)
    importing.show_result(import_outcome(ImportResult(0, refused=refused)))
    importing.outcome.copy_button.click()
    assert QGuiApplication.clipboard().text() == "Refused in b.jsonl\t1\n\tline 3: there is no text"
    shown = importing.outcome.list
    shown.setCurrentIndex(shown.model().index(0, 0))
    QTest.keyClick(shown, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Refused in b.jsonl\t1"


def test_a_stopped_import_says_how_to_go_on(importing: ImportDialog) -> None:
    importing.show_stopped()
    assert importing.outcome.headline.text() == "Stopped. What was done by then is kept."
    assert "again" in importing.outcome.advice.text()


def test_a_stopped_import_says_what_came_in_and_what_needs_a_look(importing: ImportDialog) -> None:
    refused = (BadInput(file="b.jsonl", where="line 3", reason="there is no text"),)
    importing.show_result(stopped_import(ImportResult(40, refused=refused)))
    assert importing.outcome.headline.text() == "Stopped. 40 articles added, 1 refused."
    assert "again" in importing.outcome.advice.text()
    assert details(importing) == [["Refused in b.jsonl", "1"], ["", "line 3: there is no text"]]


def test_after_the_result_one_can_begin_again(importing: ImportDialog) -> None:
    importing.show_result(import_outcome(ImportResult(1)))
    importing.again_button.click()
    assert importing.begin_button.isVisible()


def test_long_lines_wrap_under_their_group(importing: ImportDialog) -> None:
    short, long = "line 3: no", "line 4: there is nothing " * 30
    importing.show_outcome("Refused.", [Group(("Refused in b.jsonl", "2"), (short, long))])
    shown = importing.outcome.list
    rows = [shown.visualItemRect(item) for item in lines_of(shown)]
    assert rows[1].height() > 2 * rows[0].height()
    assert rows[1].right() <= shown.viewport().width()


def lines_of(shown: FindingsTree) -> list[QTreeWidgetItem]:
    group = shown.topLevelItem(0)
    assert group is not None
    return [line for row in range(group.childCount()) if (line := group.child(row)) is not None]


def test_the_keyboard_begins_at_the_files_and_goes_on_to_the_buttons(
    importing: ImportDialog, qtbot: QtBot
) -> None:
    importing.activateWindow()
    qtbot.waitUntil(lambda: importing.focusWidget() is not None)
    assert focused(importing) == "&Add files…"
    importing.add_paths([FILE])
    walked = [focused(importing)]
    for _ in range(30):
        QTest.keyClick(importing.focusWidget() or importing, Qt.Key.Key_Tab)
        walked.append(focused(importing))
        if walked[-1] == "&Add files…":
            break
    assert walked[-1] == "&Add files…"
    assert walked.index("&Import") + 1 == walked.index("&Close")
    importing.add_paths([FILE])
    assert importing.focusWidget() is importing.files.list
    assert importing.begin_button.isDefault()
    with qtbot.waitSignal(importing.started):
        QTest.keyClick(importing.files.list, Qt.Key.Key_Return)


def focused(dialog: WorkDialog) -> str:
    widget = dialog.focusWidget()
    return widget.text() if isinstance(widget, QPushButton) else type(widget).__name__


def test_enter_cannot_stop_what_enter_began(importing: ImportDialog, qtbot: QtBot) -> None:
    importing.add_paths([FILE])
    begun(importing, qtbot)
    stopped: list[bool] = []
    importing.stopped.connect(lambda: stopped.append(True))
    QTest.keyClick(importing.focusWidget() or importing, Qt.Key.Key_Return)
    assert importing.work.isVisible()
    assert stopped == []


def test_a_failure_is_a_sentence(importing: ImportDialog) -> None:
    importing.show_failure("The disk is full.")
    assert importing.outcome.headline.text() == "The disk is full."
    assert not importing.outcome.list.isVisible()


OUT = Path("/out/annotations.jsonl")


def offered(dialog: ExportDialog) -> list[str]:
    items = [dialog.whose.annotators.item(row) for row in range(dialog.whose.annotators.count())]
    return [item.text() for item in items if not item.isHidden()]


def loss_of(number: int) -> Loss:
    return Loss("a1", f"stance j{number}", "there are no stances")


def choose(dialog: ExportDialog, who: Who) -> None:
    dialog.whose.who.setCurrentIndex(dialog.whose.who.findData(who))


def test_all_annotators_are_exported_unless_some_are_chosen(exporting: ExportDialog, qtbot: QtBot) -> None:
    assert exporting.request() == ExportRequest(OUT, "jsonl")
    exporting.whose.annotators.item(1).setCheckState(Qt.CheckState.Unchecked)
    exporting.only_done.setChecked(True)
    assert begun(exporting, qtbot) == ExportRequest(OUT, "jsonl", ("Anna", "gold"), only_done=True)


def test_only_those_of_the_kind_that_is_chosen_are_offered(exporting: ExportDialog) -> None:
    choose(exporting, Who.ANNOTATORS)
    assert offered(exporting) == ["Anna", "Ben"]
    assert exporting.request() == ExportRequest(OUT, "jsonl", who=Who.ANNOTATORS)
    exporting.whose.annotators.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert exporting.request() == ExportRequest(OUT, "jsonl", ("Ben",), Who.ANNOTATORS)
    choose(exporting, Who.GOLD)
    assert offered(exporting) == ["gold (adjudicated)"]
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
    assert not exporting.whose.who.isEnabled()
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
        exporting.whose.annotators.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not exporting.begin_button.isEnabled()
    exporting.whose.annotators.item(0).setCheckState(Qt.CheckState.Checked)
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
    losses = loss_groups(map(loss_of, range(3)))
    exporting.show_preview(ExportOutcome(30, 3, losses))
    assert exporting.losses.headline.text() == "30 rows; 3 things the format cannot hold:"
    assert exporting.losses.tree.told().splitlines() == [
        "There are no stances\t3",
        "\tstance j0, in article a1",
        "\tstance j1, in article a1",
        "\tstance j2, in article a1",
    ]
    exporting.show_preview(ExportOutcome(30))
    assert exporting.losses.headline.text() == "30 rows, and nothing would be lost."


def test_what_several_annotators_lose_is_told_once() -> None:
    (group,) = loss_groups(loss_of(number % 2) for number in range(5))
    assert group.cells == ("There are no stances", "5")
    assert group.lines == ("stance j0, in article a1 (3 times)", "stance j1, in article a1 (2 times)")


def test_articles_are_told_by_their_titles_where_they_have_any() -> None:
    long = "word " * 20
    called = {"a1": "The dam\nbill", "a2": long}
    losses = [Loss(id_, "stance j0", "there are no stances") for id_ in ("a1", "a2", "a3")]
    (group,) = loss_groups(losses, lambda ids: {id_: called[id_] for id_ in ids if id_ in called})
    assert group.lines == (
        "stance j0, in “The dam bill”",
        f"stance j0, in “{long[:59]}…”",
        "stance j0, in article a3",
    )


def test_what_will_not_train_well_is_told_beside_the_losses(exporting: ExportDialog) -> None:
    exporting.show_preview(ExportOutcome(30, 1, loss_groups([loss_of(2)])))
    assert exporting.losses.readiness.text() == "Looking for what will not train well …"
    exporting.show_looking("20 of 30 annotations")
    assert exporting.losses.readiness.text().endswith("20 of 30 annotations")
    findings = finding_groups([Finding(Problem.EDGE, "a1", "“Mira,” (PERSON)", "it ends with a comma")])
    exporting.show_preview(ReadinessOutcome(30, 1, findings))
    assert exporting.losses.readiness.text() == (
        "In 30 finished annotations, 1 thing will not train well, as listed below."
    )
    assert exporting.losses.tree.told().splitlines() == [
        "There are no stances\t1",
        "\tstance j2, in article a1",
        "Will not train well: has a loose edge\t1",
        "\t“Mira,” (PERSON), in article a1: it ends with a comma",
    ]
    exporting.only_done.setChecked(True)
    assert exporting.losses.readiness.text() == ""


def test_what_the_format_cannot_hold_is_listed(exporting: ExportDialog) -> None:
    exporting.show_result(ExportOutcome(30, 1, loss_groups([loss_of(2)])))
    assert details(exporting) == [["There are no stances", "1"], ["", "stance j2, in article a1"]]
    assert "30 rows" in exporting.outcome.headline.text()


def test_the_folder_of_what_was_written_can_be_opened(exporting: ExportDialog, qtbot: QtBot) -> None:
    exporting.show_failure("The disk is full.")
    assert not exporting.folder_button.isVisible()
    exporting.show_result(ExportOutcome(30, files=1))
    with qtbot.waitSignal(exporting.folder_wanted) as wanted:
        exporting.folder_button.click()
    assert wanted.args == [Path("/out")]


def test_a_file_that_would_be_replaced_is_told_and_the_button_says_so(
    exporting: ExportDialog, tmp_path: Path
) -> None:
    there = tmp_path / "there.jsonl"
    there.write_text("")
    exporting.out.set_path(str(there))
    assert exporting.place.text() == "There is a file of this name already; it will be replaced."
    assert exporting.begin_button.text() == "&Export and replace"
    exporting.out.set_path(str(tmp_path / "new.jsonl"))
    assert exporting.place.text() == ""
    assert exporting.begin_button.text() == "&Export"
    exporting.out.set_path(str(tmp_path / "nowhere" / "new.jsonl"))
    assert exporting.place.text() == f"There is no folder {tmp_path / 'nowhere'}."


def test_a_folder_that_holds_other_things_is_not_written_into(
    exporting: ExportDialog, tmp_path: Path
) -> None:
    (tmp_path / "mine.txt").write_text("")
    exporting.is_divided.setChecked(True)
    exporting.out.set_path(str(tmp_path))
    assert "choose another name" in exporting.place.text()
    assert not exporting.begin_button.isEnabled()
    exporting.out.set_path(str(tmp_path / "parts"))
    assert exporting.begin_button.isEnabled()


def test_all_or_nobody_of_those_that_are_offered_can_be_chosen_at_once(exporting: ExportDialog) -> None:
    exporting.whose.nobody_button.click()
    assert not exporting.begin_button.isEnabled()
    exporting.whose.annotators.item(1).setCheckState(Qt.CheckState.Checked)
    assert exporting.request() == ExportRequest(OUT, "jsonl", ("Ben",))
    exporting.whose.all_button.click()
    assert exporting.request() == ExportRequest(OUT, "jsonl")


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
