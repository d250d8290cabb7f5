"""Somebody who does things at the window without knowing what they are for."""

from random import Random

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Status
from annotator.domain.tokens import tokens
from annotator.gui.program import Program
from tests.commands.desks import SCHEME
from tests.stories.conftest import is_saved, project_of, rest

ARTICLES = ("a1", "a2", "a3")
NOT_HERE = {
    "project.new",
    "project.open",
    "project.start",
    "project.quit",
    "project.scheme",
    "help.manual",
    "help.about",
    "view.full_screen",
}
"""They leave the project, or open windows of their own that have their own tests."""
TYPED = "abdtv 1230\b"
OTHER_SCHEME = SCHEME.model_copy(
    update={"version": "2", "entity_labels": SCHEME.entity_labels[1:], "tasks": SCHEME.tasks[:1]}
)


class Somebody:
    """Does things at the window without knowing what they are for."""

    not_here = NOT_HERE
    """The commands that are left alone."""

    def __init__(self, program: Program, qtbot: QtBot, random: Random) -> None:
        self.program, self.qtbot, self.random = program, qtbot, random
        self.did: list[str] = []

    def act(self) -> None:
        deed = self.random.choices(
            (
                self.command,
                self.select,
                self.open,
                self.type,
                self.bulk,
                self.person,
                self.scheme,
                self.pause,
            ),
            (60, 14, 8, 8, 2, 1, 1, 6),
        )[0]
        deed()
        self.answer_popup()
        self.close_dialogs()

    def note(self, what: str) -> None:
        self.did.append(what)

    def command(self) -> None:
        ids = [command.id for command in self.program.actions.commands if command.id not in self.not_here]
        id_ = self.random.choice(ids)
        self.note(id_)
        self.program.actions.run(id_)

    def select(self) -> None:
        """Drags over some words."""
        bench = self.program.workbench
        if not bench.is_open:
            return
        words = tokens(bench.article.text)
        first = self.random.randrange(len(words))
        last = min(first + self.random.randrange(3), len(words) - 1)
        span = (words[first][0], words[last][1])
        self.note(f"mark {span}")
        self.program.window.article.marked.emit(*span)

    def open(self) -> None:
        id_ = self.random.choice(ARTICLES)
        self.note(f"open {id_}")
        self.program.window.queue.opened.emit(id_)

    def type(self) -> None:
        """Into whatever has the keyboard."""
        focused = QApplication.focusWidget()
        if focused is None:
            return
        keys = "".join(self.random.choices(TYPED, k=3))
        self.note(f"type {keys!r} into {type(focused).__name__}")
        QTest.keyClicks(focused, keys)
        key = self.random.choice((Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab))
        QTest.keyClick(QApplication.focusWidget() or focused, key)

    def bulk(self) -> None:
        some = self.random.sample(ARTICLES, 2)
        status = self.random.choice((Status.DONE, Status.SKIPPED, Status.IN_PROGRESS))
        self.note(f"{status} {some}")
        self.program.window.queue.status_wanted.emit(some, status)

    def person(self) -> None:
        name = self.random.choice(("anna", "ben"))
        self.note(f"{name} sits down")
        self.program.take_over(name)

    def scheme(self) -> None:
        scheme = self.random.choice((SCHEME, OTHER_SCHEME))
        self.note(f"scheme {scheme.version}")
        project_of(self.program).set_scheme(scheme, self.program.use_scheme)

    def pause(self) -> None:
        self.note("pause")
        rest(self.qtbot, self.program)

    def answer_popup(self) -> None:
        """What asks for a line gets one, or is left."""
        line = QApplication.focusWidget()
        if isinstance(line, QLineEdit) and line is not self.program.window.queue.search:
            QTest.keyClicks(line, self.random.choice(("", "a", "tol", "zzz")))
            key = self.random.choice((Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Escape))
            self.note(f"answer {line.accessibleName()!r} {line.text()!r} {key.name}")
            QTest.keyClick(line, key)

    def close_dialogs(self) -> None:
        for dialog in self.program.window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.reject()


def settle(qtbot: QtBot, program: Program) -> None:
    """Until everything is stored, and what was asked for is shown."""
    for _ in range(3):
        rest(qtbot, program)
    qtbot.waitUntil(lambda: is_saved(program))
