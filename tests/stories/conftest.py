"""The whole program in its window, on a project in a folder of its own, with settings of its own."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation, Decision, Entity, Mention, MentionOrigin
from annotator.domain.article import Article, Direction
from annotator.domain.records import AnnotatedArticle, AnnotationRecord
from annotator.gui.open_project import OpenProject
from annotator.gui.program import Program
from annotator.project import create_project, run_to_end
from annotator.settings import Settings, save_settings
from tests import builders
from tests.commands.desks import SCHEME
from tests.stories.modal import answering, clicking

OTHER_TEXT = "The Varon council met again. Nobody spoke of the dam."
RTL_TEXT = "أعلن مجلس فارون قراره يوم الاثنين. رفضت ميرا تول بناء السد."
PROPOSED = (("Mira Toll", "PERSON"), ("Varon", "ORG"), ("Monday", "GPE"), ("dam", "ORG"))


class Open(Protocol):
    """Opens the program on the project of the test, or on another one."""

    def __call__(self, place: str | None = None, *, clock: Callable[[], float] = ...) -> Program: ...


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings and data of the program in a folder of the test."""
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def where(home: Path) -> str:
    """A project with three articles, the first with a model's proposals."""
    path = str(home / "story.annotator")
    articles = [
        AnnotatedArticle(article=builders.article(id_="a1"), records=(_proposals(),)),
        AnnotatedArticle(article=builders.article(OTHER_TEXT, "a2")),
        AnnotatedArticle(article=Article(id="a3", text=RTL_TEXT, direction=Direction.RTL)),
    ]
    with create_project(path, SCHEME) as project:
        run_to_end(project.import_articles(articles))
    return path


@pytest.fixture
def open_program(where: str, qapp: QApplication, qtbot: QtBot) -> Iterator[Open]:
    """Opens the program on the project, as often as is asked; each is closed at the end."""
    save_settings(Settings(annotator="anna"))
    programs: list[Program] = []

    def open_(place: str | None = None, *, clock: Callable[[], float] = time.monotonic) -> Program:
        program = Program(qapp, clock=clock)
        programs.append(program)
        with qtbot.waitSignal(program.flow.arrived, timeout=10_000):
            program.open(place or where)
        with qtbot.waitExposed(program.window):
            program.show()
        program.window.activateWindow()
        qtbot.waitUntil(program.window.article.hasFocus)
        rest(qtbot, program)
        return program

    yield open_
    put_away(programs)


def put_away(programs: list[Program]) -> None:
    with answering(clicking(QMessageBox.StandardButton.Discard)):
        for program in programs:
            program.window.close()
            program.window.deleteLater()
            program.deleteLater()
    # Now, and not in the middle of the next test.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def project_of(program: Program) -> OpenProject:
    assert program.project is not None
    return program.project


def rest(qtbot: QtBot, program: Program) -> None:
    """Until everything that was asked of the database so far has been answered."""
    answers: list[object] = []
    project_of(program).ask_status(answers.append)
    qtbot.waitUntil(lambda: bool(answers))


def is_saved(program: Program) -> bool:
    return program.window.status_line.saved_text == "Saved"


def _proposals() -> AnnotationRecord:
    """What a model proposes in the first article, some of it wrong."""
    text = builders.TEXT
    entities = {
        f"e{n}": Entity(id=f"e{n}", name=words, label=label) for n, (words, label) in enumerate(PROPOSED)
    }
    mentions = {
        f"m{n}": _proposal(n, text.index(words), words, label) for n, (words, label) in enumerate(PROPOSED)
    }
    annotation = Annotation(
        article_id="a1", annotator=builders.MODEL, scheme=SCHEME.id, mentions=mentions, entities=entities
    )
    return AnnotationRecord(
        annotation=annotation, created=builders.AT, updated=builders.AT, program_version="test"
    )


def _proposal(number: int, start: int, words: str, label: str) -> Mention:
    mention = builders.mention(f"m{number}", start, start + len(words), label, f"e{number}")
    return mention.model_copy(update={"origin": MentionOrigin.MODEL, "decision": Decision.UNTOUCHED})
