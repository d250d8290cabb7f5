"""Settings, progress, taking over, projects and the start page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import AnnotatorKind, Status
from annotator.gui.dialogs.project_dialogs import NewProjectDialog, OpenProjectDialog
from annotator.gui.dialogs.requests import NewProjectRequest
from annotator.gui.dialogs.settings_dialog import SettingsDialog
from annotator.gui.dialogs.start_page import StartPage
from annotator.gui.dialogs.statistics_dialog import COLUMNS, StatisticsDialog, cells, clock
from annotator.gui.dialogs.take_over_dialog import TakeOverDialog
from annotator.project import AnnotatorStatus, ProjectStatus
from annotator.settings import Settings
from tests.gui.panels.desk import nameless_controls

ANNA = AnnotatorStatus(
    "Anna",
    AnnotatorKind.HUMAN,
    12,
    {Status.DONE: 9, Status.IN_PROGRESS: 2, Status.SKIPPED: 1},
    1_234,
    56,
    3_690,
    2,
)
MODEL = AnnotatorStatus("sm", AnnotatorKind.MODEL, 44, {Status.NOT_STARTED: 44}, 2_500, 0, 0.0, 0)


def test_every_change_of_a_setting_is_announced(qtbot: QtBot) -> None:
    dialog = SettingsDialog(Settings(annotator="Anna"), ("en_core_web_sm",))
    qtbot.addWidget(dialog)
    said: list[Settings] = []
    dialog.changed.connect(said.append)
    dialog.font_size.setValue(18)
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.key_profile.setCurrentIndex(dialog.key_profile.findData("prodigy"))
    dialog.pipeline.setCurrentIndex(1)
    assert said[-1] == Settings(
        annotator="Anna", font_size=18, theme="dark", key_profile="prodigy", pipeline="en_core_web_sm"
    )
    assert len(said) == 4


def test_showing_settings_announces_nothing(qtbot: QtBot) -> None:
    dialog = SettingsDialog(Settings())
    qtbot.addWidget(dialog)
    with qtbot.assertNotEmitted(dialog.changed):
        dialog.show_settings(Settings(font_size=20, measure=90, pipeline="/models/gone", line_spacing=2.05))
    assert dialog.settings.pipeline == "/models/gone"
    assert dialog.pipeline.currentData() == "/models/gone"


def test_the_defaults_leave_alone_who_sits_here_and_what_was_opened(qtbot: QtBot) -> None:
    kept = Settings(annotator="Anna", recent_projects=("/a.annotator",))
    dialog = SettingsDialog(kept.model_copy(update={"font_size": 30}))
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.changed) as changed:
        dialog.defaults_button.click()
    assert changed.args == [kept]


def test_progress_has_a_row_for_each_annotator(qtbot: QtBot) -> None:
    dialog = StatisticsDialog(ProjectStatus(44, (ANNA, MODEL)))
    qtbot.addWidget(dialog)
    assert dialog.table.rowCount() == 2
    assert dict(zip(COLUMNS, cells(ANNA, 44), strict=True)) == {
        "Annotator": "Anna",
        "To do": "32",
        "In progress": "2",
        "Done": "9",
        "Skipped": "1",
        "Flagged": "2",
        "Mentions": "1,234",
        "Judgements": "56",
        "Time": "1:01:30",
        "An article": "5:07",
    }


def test_a_model_neither_begins_nor_finishes_articles() -> None:
    assert cells(MODEL, 44)[:4] == ("sm (model)", "–", "–", "–")


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.0, "–"), (59.9, "0:59"), (61, "1:01"), (3_600, "1:00:00"), (36_061, "10:01:01")]
)
def test_times_are_said_as_on_a_clock(seconds: float, said: str) -> None:
    assert clock(seconds) == said


def test_whoever_sits_down_says_a_name(qtbot: QtBot) -> None:
    dialog = TakeOverDialog(("Anna", "Ben"), "Anna")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.name.clear()
    assert not dialog.sit_button.isEnabled()
    QTest.keyClicks(dialog.name, "  Ben ")
    with qtbot.waitSignal(dialog.taken_over) as taken:
        dialog.sit_button.click()
    assert taken.args == ["Ben"]


def test_a_new_project_begins_with_a_shipped_scheme_or_a_file(qtbot: QtBot) -> None:
    dialog = NewProjectDialog({"news": "News.", "ner": "Names."}, "/projects/one.annotator")
    qtbot.addWidget(dialog)
    assert dialog.request() == NewProjectRequest("/projects/one.annotator", "news")
    dialog.scheme.setCurrentIndex(2)
    assert not dialog.make_button.isEnabled()
    dialog.file.set_path("/schemes/mine.yaml")
    with qtbot.waitSignal(dialog.wanted) as wanted:
        dialog.accept()
    assert wanted.args == [NewProjectRequest("/projects/one.annotator", "/schemes/mine.yaml")]


def test_a_recent_project_is_chosen_from_the_list(qtbot: QtBot) -> None:
    dialog = OpenProjectDialog(("/a.annotator", "/b.annotator"))
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.open_button.isEnabled()
    dialog.recent.setCurrentRow(1)
    with qtbot.waitSignal(dialog.wanted) as wanted:
        dialog.open_button.click()
    assert wanted.args == ["/b.annotator"]


@pytest.fixture
def start(qtbot: QtBot) -> StartPage:
    page = StartPage(("/a.annotator",))
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    return page


def test_the_name_is_said_with_whatever_is_begun(start: StartPage, qtbot: QtBot) -> None:
    start.name.setText("Anna")
    with qtbot.waitSignals([start.named, start.demo_wanted], order="strict"):
        start.demo.click()


def test_every_button_begins_something_else(start: StartPage, qtbot: QtBot) -> None:
    for button, signal in (
        (start.demo, start.demo_wanted),
        (start.new, start.new_wanted),
        (start.open, start.open_wanted),
        (start.import_articles, start.import_wanted),
    ):
        with qtbot.waitSignal(signal):
            button.click()


def test_a_click_on_a_recent_project_opens_it(start: StartPage, qtbot: QtBot) -> None:
    where = start.recent.visualItemRect(start.recent.item(0)).center()
    with qtbot.waitSignal(start.project_wanted) as wanted:
        QTest.mouseClick(start.recent.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert wanted.args == ["/a.annotator"]


def test_without_recent_projects_their_list_stays_away(start: StartPage) -> None:
    start.set_recent(())
    assert not start.recent.isVisible()


def test_every_control_has_a_name(start: StartPage, qtbot: QtBot) -> None:
    dialogs = (
        SettingsDialog(Settings()),
        StatisticsDialog(ProjectStatus(0, ())),
        TakeOverDialog((), None),
        NewProjectDialog({"news": "News."}, ""),
        OpenProjectDialog(()),
    )
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        assert nameless_controls(dialog) == []
    assert nameless_controls(start) == []


def test_enter_after_the_name_goes_on_to_the_likeliest_beginning(start: StartPage) -> None:
    QTest.keyClick(start.name, Qt.Key.Key_Return)
    assert start.focusWidget() is start.recent
    start.set_recent(())
    QTest.keyClick(start.name, Qt.Key.Key_Return)
    assert start.focusWidget() is start.demo
