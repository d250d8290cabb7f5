"""The first minutes: the start page, a name said once, the demo, and what is said when a place is no good."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from annotator.commands.registry import Mode
from annotator.domain.annotation import Annotator, AnnotatorKind
from annotator.gui.dialogs.import_dialog import ImportDialog
from annotator.gui.dialogs.project_dialogs import NewProjectDialog, OpenProjectDialog
from annotator.gui.dialogs.start_page import StartPage
from annotator.gui.program import Program
from annotator.gui.welcome_card import WelcomeCard
from annotator.project import create_project, open_project
from annotator.project.demo import demo_place
from annotator.settings import Settings, load_settings, save_settings, settings_file
from tests.commands.desks import SCHEME
from tests.stories.conftest import Open, is_saved, project_of, put_away, rest


@pytest.fixture
def programs(home: Path, qapp: QApplication) -> Iterator[list[Program]]:
    made: list[Program] = []
    yield made
    put_away(made)


@pytest.fixture
def start(programs: list[Program], qapp: QApplication) -> Program:
    """The program as `annotator` opens it for somebody who is new."""
    program = Program(qapp)
    programs.append(program)
    program.pages.show_start()
    program.show()
    return program


def page_of(program: Program) -> StartPage:
    (page,) = program.window.findChildren(StartPage)
    return page


def told(program: Program) -> list[str]:
    return [label.text() for label in page_of(program).findChildren(QLabel) if label.isVisible()]


def shown(qtbot: QtBot, program: Program, kind: type[QDialog]) -> QDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in program.window.findChildren(kind)))
    return next(one for one in program.window.findChildren(kind) if one.isVisible())


def test_a_new_project_is_made_under_the_name_that_was_said_and_nobody_asks_again(
    start: Program, qtbot: QtBot, home: Path
) -> None:
    page = page_of(start)
    page.name.setText("Zoë")
    page.new.click()
    dialog = shown(qtbot, start, NewProjectDialog)
    assert isinstance(dialog, NewProjectDialog)
    dialog.where.set_path(str(home / "mine.annotator"))
    dialog.make_button.click()
    qtbot.waitUntil(lambda: start.project is not None)
    rest(qtbot, start)
    assert start.workbench.annotator.name == "Zoë"
    assert not start.window.findChildren(WelcomeCard)
    assert not page.isVisible()
    settings = load_settings()
    assert (settings.annotator, settings.recent_projects) == ("Zoë", (str(home / "mine.annotator"),))


def test_importing_first_makes_a_project_and_then_asks_for_the_articles(
    start: Program, qtbot: QtBot, home: Path
) -> None:
    page_of(start).import_articles.click()
    dialog = shown(qtbot, start, NewProjectDialog)
    assert isinstance(dialog, NewProjectDialog)
    dialog.where.set_path(str(home / "mine.annotator"))
    dialog.make_button.click()
    shown(qtbot, start, ImportDialog).reject()


def test_a_project_that_is_opened_is_the_first_of_the_recent_ones(
    start: Program, qtbot: QtBot, where: str
) -> None:
    page_of(start).open.click()
    dialog = shown(qtbot, start, OpenProjectDialog)
    assert isinstance(dialog, OpenProjectDialog)
    dialog.where.set_path(where)
    with qtbot.waitSignal(start.flow.arrived):
        dialog.open_button.click()
    start.actions.run("project.start")
    assert start.project is None, "nothing can be changed behind the start page"
    recent = page_of(start).recent
    assert [recent.item(row).text() for row in range(recent.count())] == [where]
    with qtbot.waitSignal(start.flow.arrived):
        recent.itemActivated.emit(recent.item(0))


def test_a_project_that_is_gone_says_so(start: Program, qtbot: QtBot, home: Path) -> None:
    gone = str(home / "gone.annotator")
    page_of(start).project_wanted.emit(gone)
    qtbot.waitUntil(lambda: f"There is no project at {gone}." in told(start))
    assert start.project is None
    assert not start.workbench.is_open


def test_a_project_that_cannot_be_opened_leaves_the_open_one_as_it_is(
    open_program: Open, qtbot: QtBot, home: Path
) -> None:
    program = open_program()
    program.actions.run("article.flag")
    program.open(str(home / "gone.annotator"))
    qtbot.waitUntil(lambda: "There is no project" in program.window.status_line.said)
    assert program.workbench.article.id == "a1"
    program.actions.run("mention.accept")
    qtbot.waitUntil(lambda: is_saved(program))


def test_opening_another_project_stores_the_last_step_of_this_one(
    open_program: Open, qtbot: QtBot, where: str, home: Path
) -> None:
    other = home / "other.annotator"
    create_project(str(other), SCHEME).close()
    program = open_program()
    program.window.queue.search.setText("dam")
    program.actions.run("article.flag")
    program.open(str(other))
    qtbot.waitUntil(lambda: project_of(program).where == str(other))
    rest(qtbot, program)
    assert not program.workbench.is_open
    assert (program.window.queue.found, program.window.queue.search.text()) == (0, "")
    with open_project(where) as project:
        record = project.load("a1", Annotator(name="anna")).record
    assert record is not None
    assert record.annotation.progress.flagged


def test_the_welcome_card_asks_for_the_name_once_and_nothing_is_done_under_another(
    programs: list[Program], qapp: QApplication, qtbot: QtBot, where: str
) -> None:
    """What `annotator demo` opens on its first run."""
    program = Program(qapp)
    programs.append(program)
    with qtbot.waitSignal(program.flow.arrived):
        program.open(where)
    program.show()
    (card,) = program.window.findChildren(WelcomeCard)
    assert card.isVisible()
    # Its keys are those of annotating.
    program.use_mode(Mode.DECIDING)
    assert not card.isVisible()
    program.use_mode(Mode.ANNOTATING)
    assert card.isVisible()
    card.line.setText("anna")
    with qtbot.waitSignal(program.flow.arrived):
        QTest.keyClick(card.line, Qt.Key.Key_Return)
    assert not program.window.findChildren(WelcomeCard)
    program.actions.run("mention.accept")
    qtbot.waitUntil(lambda: is_saved(program))
    with open_project(where) as project:
        workers = {
            a.name for a in project.status().annotators if a.articles and a.kind is AnnotatorKind.HUMAN
        }
    assert workers == {"anna"}
    assert load_settings().annotator == "anna"


def test_a_name_that_belongs_to_a_model_is_refused_and_the_desk_stays_as_it_is(
    open_program: Open, programs: list[Program], qapp: QApplication, qtbot: QtBot, where: str
) -> None:
    program = open_program()
    model = next(name for name in _names(where) if name != "anna")
    program.take_over(model)
    qtbot.waitUntil(lambda: "is the name of a model" in program.window.status_line.said)
    assert program.workbench.annotator.name == "anna"
    assert program.workbench.is_open
    program.window.close()

    save_settings(Settings(annotator=model))
    again = Program(qapp)
    programs.append(again)
    again.open(where)
    qtbot.waitUntil(lambda: bool(again.window.findChildren(StartPage)))
    again.show()
    assert any("is the name of a model" in text for text in told(again))


def _names(where: str) -> list[str]:
    with open_project(where) as project:
        return [annotator.name for annotator in project.annotators()]


def test_faulty_settings_are_said_put_aside_and_work_goes_on(
    programs: list[Program], qapp: QApplication, qtbot: QtBot, where: str
) -> None:
    save_settings(Settings())
    settings_file().write_text('{"font_size": 4000}', encoding="utf-8")
    program = Program(qapp)
    programs.append(program)
    assert "There is a fault in the settings" in program.window.status_line.said
    assert settings_file().with_suffix(".faulty.json").read_text(encoding="utf-8") == '{"font_size": 4000}'
    with qtbot.waitSignal(program.flow.arrived):
        program.open(where)
    assert load_settings().recent_projects == (where,)


def test_a_home_that_cannot_be_written_to_keeps_nobody_from_working(
    programs: list[Program], qapp: QApplication, qtbot: QtBot, where: str, home: Path
) -> None:
    (home / "home").write_text("a file where the folder should be")
    program = Program(qapp)
    programs.append(program)
    assert "The settings cannot be read" in program.window.status_line.said
    program.pages.show_start()
    program.show()
    page_of(program).demo.click()
    assert "There is no place for the demo" in program.window.status_line.said
    with qtbot.waitSignal(program.flow.arrived):
        program.open(where)
    program.take_over("anna")
    assert "The settings cannot be kept" in program.window.status_line.said
    program.actions.run("article.flag")
    qtbot.waitUntil(lambda: is_saved(program))
    assert program.window.close()


def test_the_demo_is_made_when_it_is_wanted_first_and_opened(start: Program, qtbot: QtBot) -> None:
    page_of(start).name.setText("Zoë")
    with qtbot.waitSignal(start.flow.arrived, timeout=120_000):
        page_of(start).demo.click()
        assert any("Making the demo project" in text for text in told(start))
    assert demo_place().exists()
    assert start.workbench.annotation.mentions
    assert start.window.queue.found >= 8


def test_a_demo_that_is_stopped_is_not_opened_by_the_next_work(start: Program, qtbot: QtBot) -> None:
    page_of(start).demo.click()
    with qtbot.waitSignal(start.pages.work.ended, timeout=60_000):
        start.window.status_line.work.stop.click()
    assert "Stopped; there is no demo project yet." in told(start)
    assert not demo_place().exists()
    assert not list(demo_place().parent.glob(".demo-*"))
    assert start.project is None
