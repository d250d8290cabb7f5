"""The agreement page in the real window: measured in a process of its own, left with Esc, anew each time."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.agreement.ordering import ConflictFilter
from annotator.agreement.table import Layer
from annotator.domain.annotation import Annotation, Annotator, Entity, Progress, Status
from annotator.domain.article import Article
from annotator.domain.records import AnnotatedArticle, AnnotationRecord
from annotator.gui.agreement.page import AgreementPage
from annotator.gui.agreement_pages import AgreementPages
from annotator.gui.dialogs.report_dialog import ReportDialog
from annotator.gui.program import Program
from annotator.project import create_project, run_to_end
from annotator.settings import Settings
from tests import builders
from tests.commands.desks import SCHEME
from tests.stories.conftest import Open, rest

MINUTE = 60_000
TEXT = "Mira Toll spoke to the Varon council about the dam."


@pytest.fixture
def compared(home: Path) -> str:
    """A project in which two have read the same dozen articles; one marked what the other missed."""
    where = str(home / "compared.annotator")
    with create_project(where, SCHEME) as project:
        run_to_end(project.import_articles(_read_by_two()))
    return where


def _read_by_two() -> Iterator[AnnotatedArticle]:
    for number in range(12):
        article = Article(id=f"c{number:02}", text=f"{TEXT} Part {number}.")
        marks = {"ben": ("Mira Toll", "Varon council"), "cem": ("Mira Toll",)}
        records = tuple(_record(article, name, words) for name, words in marks.items())
        yield AnnotatedArticle(article=article, records=records)


def _record(article: Article, name: str, marked: tuple[str, ...]) -> AnnotationRecord:
    labels = {words: "PERSON" if words == "Mira Toll" else "ORG" for words in marked}
    starts = {words: article.text.index(words) for words in marked}
    annotation = Annotation(
        article_id=article.id,
        annotator=Annotator(name=name),
        scheme=SCHEME.id,
        entities={f"e{n}": Entity(id=f"e{n}", name=w, label=labels[w]) for n, w in enumerate(marked)},
        mentions={
            f"m{n}": builders.mention(f"m{n}", starts[w], starts[w] + len(w), labels[w], f"e{n}")
            for n, w in enumerate(marked)
        },
        progress=Progress(status=Status.DONE),
    )
    return AnnotationRecord(
        annotation=annotation, created=builders.AT, updated=builders.AT, program_version="test"
    )


def page_of(program: Program) -> AgreementPage | None:
    page = program.window.pages.currentWidget()
    return page if isinstance(page, AgreementPage) else None


def open_page(program: Program, qtbot: QtBot) -> AgreementPage:
    """Presses the key and waits for the numbers."""
    QTest.keyClick(
        program.window.article,
        Qt.Key.Key_A,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    qtbot.waitUntil(lambda: page_of(program) is not None, timeout=MINUTE)
    page = page_of(program)
    assert page is not None
    qtbot.waitUntil(lambda: page.table.isVisible() and page.work.isHidden(), timeout=MINUTE)
    return page


def test_a_key_shows_how_far_two_annotators_agree_and_esc_gives_the_article_back(
    open_program: Open, qtbot: QtBot, compared: str
) -> None:
    program = open_program(compared)
    page = open_page(program, qtbot)
    assert page.table.figure is not None
    # Of 24 mentions of one and 12 of the other, 12 are the same.
    assert page.table.figure.value == pytest.approx(2 * 12 / 36)
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert page_of(program) is None
    assert program.window.article.hasFocus()
    again = open_page(program, qtbot)
    assert again is page


def test_numbers_lead_to_the_conflicts_behind_them(qtbot: QtBot, open_program: Open, compared: str) -> None:
    program = open_program(compared)
    wanted: list[ConflictFilter] = []
    pages = AgreementPages(program, wanted.append, lambda _table, _wish: None, program.window)
    pages.show(program.window.article.look.theme)
    qtbot.waitUntil(lambda: page_of(program) is not None, timeout=MINUTE)
    page = page_of(program)
    assert page is not None
    qtbot.waitUntil(page.table.isVisible, timeout=MINUTE)
    page.table.choose_label("ORG")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    pages.close()
    assert wanted == [ConflictFilter(Layer.MENTIONS, label="ORG")]
    assert page_of(program) is None


def test_the_numbers_in_sight_are_written_as_a_page(
    open_program: Open, qtbot: QtBot, compared: str, home: Path
) -> None:
    program = open_program(compared)
    page = open_page(program, qtbot)
    page.report.click()
    (dialog,) = program.window.findChildren(ReportDialog)
    assert dialog.out.path == str(home / "agreement.html")
    dialog.anonymous.setChecked(True)
    with qtbot.waitSignal(program.pages.work.ended, timeout=MINUTE):
        dialog.begin_button.click()
    written = (home / "agreement.html").read_text(encoding="utf-8")
    assert "0.67" in written
    assert "annotator 1" in written
    assert "ben" not in written.split()
    assert dialog.outcome.headline.text().startswith(f"Written to {home / 'agreement.html'}.")
    dialog.accept()


def test_choosing_again_while_it_is_measured_shows_the_last_choice(
    open_program: Open, qtbot: QtBot, compared: str
) -> None:
    program = open_program(compared)
    page = open_page(program, qtbot)
    page.measure()
    with qtbot.waitSignal(page.wanted):
        page.choices.labels.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    qtbot.waitUntil(page.work.isHidden, timeout=MINUTE)
    assert page.table.figure is not None
    assert page.table.figure.value == 0.0


def test_measuring_that_is_stopped_is_said_to_be_and_leaves_the_numbers(
    open_program: Open, qtbot: QtBot, compared: str
) -> None:
    program = open_program(compared)
    page = open_page(program, qtbot)
    page.measure()
    page.measure()
    assert page.is_measuring
    page.work.stop.click()
    qtbot.waitUntil(lambda: not page.is_measuring, timeout=MINUTE)
    assert page.work.said == "Measuring was stopped."
    assert page.table.isVisible()


def test_a_theme_reaches_the_page(open_program: Open, qtbot: QtBot, compared: str) -> None:
    program = open_program(compared)
    page = open_page(program, qtbot)
    program.use_settings(program.settings.model_copy(update={"theme": "dark"}))
    assert page.plots.bars.page.plot.theme.is_dark
    program.use_settings(Settings(annotator="anna"))


def test_keys_that_end_an_article_do_not_reach_it_from_the_page(
    open_program: Open, qtbot: QtBot, compared: str
) -> None:
    program = open_program(compared)
    page = open_page(program, qtbot)
    before = program.workbench.annotation
    QTest.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, program)
    assert program.workbench.annotation == before
    assert page_of(program) is page


def test_the_window_is_there_before_what_draws_the_plots() -> None:
    asked = "import sys, annotator.gui.pages; print(sorted({'pyqtgraph', 'numpy'} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
