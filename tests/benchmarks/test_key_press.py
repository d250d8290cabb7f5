"""How long a key takes until the article is painted, or painted and saved, and how long the next article."""

import os
from collections.abc import Callable, Iterator
from itertools import count, cycle
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.edits.mentions import relabel_mention
from annotator.domain.records import AnnotatedArticle
from annotator.gui.text.look import Look
from annotator.gui.text.view import ArticleView
from annotator.project import Project, create_project
from annotator.workbench.history import History
from annotator.workbench.workbench import Taken, Workbench
from tests.benchmarks.long_articles import MarkedArticle, marked_article
from tests.benchmarks.rounds import Rounds
from tests.builders import ANNA, SCHEME, record
from tests.filling import fill
from tests.gui.text.painted import Painted

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SIZES = pytest.mark.parametrize(
    ("words", "mentions"), [(500, 60), (20_000, 2_000)], ids=["500 words", "20,000 words"]
)
PRESSES = 300
KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)


class Desk:
    """A view on a bench; the keys 1 to 3 relabel the current mention."""

    def __init__(self, qtbot: QtBot) -> None:
        self.bench = Workbench(ANNA, SCHEME)
        self.view = ArticleView(self.bench, Look())
        qtbot.addWidget(self.view)
        self.view.resize(900, 1000)
        for key, label in zip(KEYS, SCHEME.entity_labels, strict=True):
            action = QAction(self.view)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _=False, name=label.name: self.relabel(name))
            self.view.addAction(action)
        with qtbot.waitExposed(self.view):
            self.view.show()
        self.view.activateWindow()
        self.view.setFocus()
        self.painted = Painted(self.view)

    def relabel(self, label: str) -> None:
        mention = self.bench.current_mention
        assert mention is not None
        self.bench.do(relabel_mention(self.bench.annotation, mention.id, label))

    def open(self, marked: MarkedArticle) -> None:
        self.bench.open(marked.article, marked.annotation, History(), 0)

    def wait_for_paint(self, since: int) -> None:
        while self.painted.times == since:
            QApplication.processEvents()

    def press(self, key: Qt.Key) -> None:
        """Until everything that the key changed is on the screen."""
        since = self.painted.times
        QTest.keyClick(self.view, key)
        self.wait_for_paint(since)

    def settle(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: self.view.is_settled)
        QApplication.processEvents()

    def walk(self) -> Callable[[], tuple[tuple[Qt.Key], dict[str, object]]]:
        """Goes from mention to mention in mid-article, and picks a key that changes the label."""
        ordered = self.bench.annotation.ordered_mentions
        middle = len(ordered) // 2
        ids = cycle(mention.id for mention in ordered[middle : middle + 20])

        def next_key() -> tuple[tuple[Qt.Key], dict[str, object]]:
            self.bench.select_mention(next(ids))
            QApplication.processEvents()
            mention = self.bench.current_mention
            labels = [label.name for label in SCHEME.entity_labels]
            here = labels.index(mention.label) if mention else 0
            return (KEYS[(here + 1) % len(KEYS)],), {}

        return next_key


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def say(benchmark: Rounds, what: str) -> None:
    """Prints what people feel: the median and the slowest in a hundred."""
    assert benchmark.stats is not None
    times = sorted(benchmark.stats.stats.data)
    median, slow = (1000 * times[int(share * (len(times) - 1))] for share in (0.5, 0.99))
    benchmark.extra_info.update(p50_ms=round(median, 2), p99_ms=round(slow, 2))
    print(f"\n{what}: p50 {median:.2f} ms, p99 {slow:.2f} ms")  # noqa: T201


@SIZES
def test_a_key_until_it_is_painted(
    benchmark: Rounds, desk: Desk, qtbot: QtBot, words: int, mentions: int
) -> None:
    desk.open(marked_article(words, mentions))
    desk.settle(qtbot)
    benchmark.pedantic(desk.press, setup=desk.walk(), rounds=PRESSES, warmup_rounds=5)
    say(benchmark, f"key to paint, {words} words, {mentions} mentions")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with create_project(str(tmp_path / "speed.annotator"), SCHEME) as made:
        yield made


@SIZES
def test_a_key_until_it_is_painted_and_saved(
    benchmark: Rounds, desk: Desk, qtbot: QtBot, project: Project, words: int, mentions: int
) -> None:
    """The save is waited for within the key press; the window itself does it beside it."""
    marked = marked_article(words, mentions)
    fill(project, AnnotatedArticle(article=marked.article, records=(record(marked.annotation),)))
    opened = project.load(marked.article.id, ANNA)
    assert opened.record is not None

    def save(taken: Taken) -> None:
        project.save(taken.article_id, taken.annotator, taken.entry, 1.0)

    desk.bench.open(opened.article, opened.record.annotation, History(opened.log), opened.record.revision)
    desk.bench.changed.connect(save)
    desk.settle(qtbot)
    benchmark.pedantic(desk.press, setup=desk.walk(), rounds=PRESSES, warmup_rounds=5)
    say(benchmark, f"key to paint and durable save, {words} words, {mentions} mentions")


@SIZES
def test_the_next_article_until_it_is_painted(
    benchmark: Rounds, desk: Desk, words: int, mentions: int
) -> None:
    """An article that was read beforehand, as the next one of the queue is."""
    numbers = count(1)

    def next_article() -> tuple[tuple[MarkedArticle], dict[str, object]]:
        return (marked_article(words, mentions, next(numbers)),), {}

    def open_and_paint(marked: MarkedArticle) -> None:
        since = desk.painted.times
        desk.open(marked)
        desk.wait_for_paint(since)

    benchmark.pedantic(open_and_paint, setup=next_article, rounds=30, warmup_rounds=2)
    say(benchmark, f"next article, {words} words, {mentions} mentions")
