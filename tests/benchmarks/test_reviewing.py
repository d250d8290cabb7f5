"""How long it takes from a decision to the next conflict, to the next article, to settle, and to list."""

import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles

import pytest
from PySide6.QtCore import QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.agreement.conflict_row import ConflictRow, row_of
from annotator.agreement.deciding import article_of
from annotator.agreement.items import items_of
from annotator.agreement.ordering import Order
from annotator.agreement.settling import settled
from annotator.domain.annotation import GOLD, Annotation
from annotator.gui.program import Program
from annotator.project import create_project, run_to_end
from annotator.project.reviewing import ConflictList
from annotator.settings import Settings, save_settings
from annotator.workbench.review import Review
from tests.benchmarks.disputed_articles import disputed_article
from tests.benchmarks.measuring import Run, run
from tests.benchmarks.rounds import Rounds
from tests.builders import AT, SCHEME, annotated
from tests.filling import fill

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
SIZES = [(500, 60), (20_000, 2_000)]
NAMES = ["500 words", "20,000 words"]
MINUTES = 300_000
ARTICLES = 10_000
FEWER = 2_500
LISTED = 20_000
BEGIN = """
import json, sys
from annotator.project import open_project, run_to_end
from annotator.project.review_start import begin_review
with open_project(sys.argv[1]) as project:
    found = run_to_end(begin_review(project, threshold=1.0, by="Rita"))
print(json.dumps({"articles": found.articles, "listed": len(found.conflicts.rows)}))
"""


class Reviewer:
    """Somebody at the window who reviews."""

    def __init__(self, program: Program, qtbot: QtBot, app: QApplication) -> None:
        self.program, self.qtbot, self.app = program, qtbot, app

    @property
    def review(self) -> Review:
        review = self.program.workbench.review
        assert review is not None
        return review

    @property
    def has_conflict(self) -> bool:
        return self.program.workbench.review is not None and self.review.item is not None

    def begin(self) -> None:
        self.program.actions.run("review.start")
        self.qtbot.waitUntil(lambda: self.has_conflict, timeout=MINUTES)
        # All of one article after the other.
        self.review.sort(Order.ARTICLE)
        self.program.desk.open_conflict(self.review.rows[0].item_id)
        self.rest()

    def rest(self) -> None:
        is_saved = self.program.window.status_line
        self.qtbot.waitUntil(lambda: self.has_conflict, timeout=MINUTES)
        self.qtbot.waitUntil(lambda: self.program.window.article.is_settled, timeout=MINUTES)
        self.qtbot.waitUntil(lambda: is_saved.saved_text == "Saved", timeout=MINUTES)
        self.qtbot.waitUntil(lambda: not self.program.pages.work.is_running, timeout=MINUTES)

    def press(self, key: str) -> float:
        """How long the window's thread works until all that follows is painted, in milliseconds."""
        before = time.thread_time()
        QTest.keyClicks(self.program.window.article, key)
        self.app.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        return 1000 * (time.thread_time() - before)

    def longest_wait(self, until: Callable[[], bool]) -> float:
        """The longest work of the window's thread between two looks at the keys, in milliseconds."""
        longest, before = 0.0, time.thread_time()
        while not until():
            self.app.processEvents()
            now = time.thread_time()
            longest, before = max(longest, 1000 * (now - before)), now
        return longest


@pytest.fixture(params=SIZES, ids=NAMES)
def reviewer(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qapp: QApplication,
    qtbot: QtBot,
) -> Iterator[Reviewer]:
    """The window with three articles of so many words and mentions of each of three people under review."""
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    words, mentions = request.param
    save_settings(Settings(annotator="Rita"))
    place = str(tmp_path / "review.annotator")
    with create_project(place, SCHEME) as project:
        for number in range(3):
            made = disputed_article(words, mentions, number)
            fill(project, annotated(made.article, *made.annotations.values()))
    program = Program(qapp)
    with qtbot.waitSignal(program.flow.arrived, timeout=MINUTES):
        program.open(place)
    program.show()
    somebody = Reviewer(program, qtbot, qapp)
    somebody.begin()
    yield somebody
    program.window.close()


def test_a_decision_until_the_next_conflict_is_painted(reviewer: Reviewer, benchmark: Rounds) -> None:
    times: dict[str, list[float]] = {"decide": [], "only go on": [], "undo": []}
    keys = cycle("anub")

    def decide() -> None:
        times["decide"].append(reviewer.press(next(keys)))
        reviewer.rest()
        times["only go on"].append(reviewer.press("."))
        reviewer.rest()

    def undo() -> None:
        before = time.thread_time()
        reviewer.program.actions.run("edit.undo")
        reviewer.app.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        times["undo"].append(1000 * (time.thread_time() - before))
        reviewer.rest()

    benchmark.pedantic(decide, rounds=40, warmup_rounds=2)
    for _ in range(20):
        undo()
    for name, taken in times.items():
        benchmark.extra_info[f"{name} p50 ms"] = round(median(taken), 1)
        benchmark.extra_info[f"{name} p99 ms"] = round(quantiles(taken, n=100)[98], 1)
    ratio = median(times["decide"]) / median(times["only go on"])
    benchmark.extra_info["deciding against going on"] = round(ratio, 2)


def test_the_next_article_under_review(reviewer: Reviewer, benchmark: Rounds) -> None:
    """Until its conflict is there with every answer; meanwhile the window has to hear what is pressed."""
    deaf: list[float] = []
    ids = cycle(dict.fromkeys(row.article_id for row in reviewer.review.rows))

    def open_next() -> None:
        article_id = next(ids)
        if article_id == reviewer.program.workbench.article.id:
            article_id = next(ids)
        row = next(row for row in reviewer.review.rows if row.article_id == article_id)
        reviewer.program.desk.open_conflict(row.item_id)
        deaf.append(reviewer.longest_wait(lambda: reviewer.has_conflict))

    def rest() -> tuple[tuple[object, ...], dict[str, object]]:
        reviewer.rest()
        return (), {}

    benchmark.pedantic(open_next, setup=rest, rounds=6)
    benchmark.extra_info["longest deaf ms"] = round(max(deaf), 1)
    benchmark.extra_info["usually deaf ms"] = round(median(deaf), 1)


@pytest.mark.parametrize("threshold", [1.0, 0.6])
def test_settling_against_finding_what_there_is_to_settle(benchmark: Rounds, threshold: float) -> None:
    made = disputed_article(20_000, 2_000)
    gold = Annotation(article_id=made.article.id, annotator=GOLD, scheme=SCHEME.id)
    read = article_of(made.article, made.annotations)
    found: list[float] = []
    taken: list[float] = []

    def both() -> None:
        before = time.process_time()
        items = items_of(read, SCHEME)
        found.append(time.process_time() - before)
        settled(gold, made.article, items, made.annotations, SCHEME, threshold, "Rita")
        taken.append(time.process_time() - before - found[-1])

    benchmark.pedantic(both, rounds=5)
    benchmark.extra_info["items ms"] = round(1000 * min(found))
    benchmark.extra_info["settle ms"] = round(1000 * min(taken))
    benchmark.extra_info["settling against finding"] = round(min(taken) / min(found), 2)


def test_beginning_with_many_articles(tmp_path: Path, benchmark: Rounds) -> None:
    """Settles and lists; the memory must not grow with the articles beyond the list."""
    runs: list[Run] = []
    fewer = _begin(_disputed_project(tmp_path, FEWER))
    place = _disputed_project(tmp_path, ARTICLES)
    benchmark.pedantic(lambda: runs.append(_begin(place)), rounds=1)
    (whole,) = runs
    benchmark.extra_info.update(json.loads(whole.out))
    benchmark.extra_info["articles a second"] = round(ARTICLES / whole.seconds, 1)
    benchmark.extra_info["peak MB"] = round(whole.peak, 1)
    benchmark.extra_info["peak MB with a quarter"] = round(fewer.peak, 1)


def test_a_list_as_long_as_can_be(benchmark: Rounds) -> None:
    """What the window's own thread does with it."""
    rows = _rows(LISTED)
    seconds: dict[str, float] = {}

    def use() -> None:
        review = Review("Rita")
        deeds: dict[str, Callable[[], object]] = {
            "show": partial(review.show, ConflictList(rows, left_out=0)),
            "next": review.next_open,
            **{f"order by {order}": partial(review.sort, order) for order in Order},
        }
        for name, deed in deeds.items():
            before = time.process_time()
            deed()
            seconds[name] = min(seconds.get(name, 1e9), time.process_time() - before)

    benchmark.pedantic(use, rounds=5)
    benchmark.extra_info.update({f"{name} ms": round(1000 * taken, 1) for name, taken in seconds.items()})


def _rows(number: int) -> tuple[ConflictRow, ...]:
    made = disputed_article(500, 60)
    items = [
        item for item in items_of(article_of(made.article, made.annotations), SCHEME) if item.is_conflict
    ]
    return tuple(
        replace(
            row_of(item, number=place, updated=AT, impact=item.impact / (place + 1)),
            item_id=f"{item.id} {place}",
            article_id=f"a{place // len(items)}",
            quote=made.article.text[item.start : item.end][:80],
        )
        for place, item in zip(range(number), cycle(items), strict=False)
    )


def _begin(place: Path) -> Run:
    return run(["-c", BEGIN, str(place)], env=dict(os.environ))


def _disputed_project(folder: Path, articles: int) -> Path:
    place = folder / f"disputed-{articles}.annotator"
    with create_project(str(place), SCHEME) as project:
        made = (disputed_article(200, 20, number) for number in range(articles))
        run_to_end(project.import_articles(annotated(one.article, *one.annotations.values()) for one in made))
    return place
