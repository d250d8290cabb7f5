"""How long the table of agreement of three annotators takes, against reading its rows, and its memory."""

import gc
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.agreement.wish import MeasureWish, ReadingChoice
from annotator.domain.records import AnnotatedArticle
from annotator.project import create_project, open_project, run_to_end
from annotator.store.opening import existing_project
from annotator.store.readings import work_by_article
from tests.benchmarks.disputed_articles import disputed_article
from tests.benchmarks.measuring import Run, run
from tests.benchmarks.rounds import Rounds
from tests.builders import AT, SCHEME, annotated

ARTICLES = 4_000
FEWER = 1_000
WORDS, MENTIONS = 500, 20
RESAMPLES = 1_000


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """A project with so many articles, by their number."""
    folder = tmp_path_factory.mktemp("disputed")
    return {number: _disputed_project(folder, number) for number in (FEWER, ARTICLES)}


def test_the_table_with_its_intervals_against_reading_the_rows(
    places: dict[int, Path], benchmark: Rounds
) -> None:
    seconds: dict[str, list[float]] = {"read": [], "compared": [], "table": [], "fewer": []}

    def all_in_turn() -> None:
        # Taking turns, so that whatever else the machine does is shared between them.
        seconds["read"].append(_seconds(lambda: _read(places[ARTICLES])))
        seconds["compared"].append(_seconds(lambda: _measure(places[ARTICLES], 0)))
        seconds["table"].append(_seconds(lambda: _measure(places[ARTICLES], RESAMPLES)))
        seconds["fewer"].append(_seconds(lambda: _measure(places[FEWER], RESAMPLES)))

    benchmark.pedantic(all_in_turn, rounds=3)
    best = {what: min(times) for what, times in seconds.items()}
    benchmark.extra_info["articles a second"] = round(ARTICLES / best["table"])
    benchmark.extra_info["seconds for 10,000"] = round(best["table"] * 10_000 / ARTICLES, 1)
    benchmark.extra_info["against reading the rows"] = round(best["table"] / best["read"], 1)
    benchmark.extra_info["against no intervals"] = round(best["table"] / best["compared"], 2)
    per_article, of_fewer = best["table"] / ARTICLES, best["fewer"] / FEWER
    benchmark.extra_info["an article against one of a quarter"] = round(per_article / of_fewer, 2)


def test_the_memory_of_the_table(places: dict[int, Path], benchmark: Rounds) -> None:
    runs: list[Run] = []

    def print_all() -> None:
        runs.append(_agreement(places[ARTICLES]))

    benchmark.pedantic(print_all, rounds=1)
    fewer = _agreement(places[FEWER])
    benchmark.extra_info["peak MB"] = round(runs[0].peak, 1)
    benchmark.extra_info["peak MB with a quarter"] = round(fewer.peak, 1)
    assert json.loads(runs[0].out)["articles"] == ARTICLES


def _disputed_project(folder: Path, articles: int) -> Path:
    place = folder / f"{articles}.annotator"
    with create_project(str(place), SCHEME) as project:
        run_to_end(project.import_articles(_disputed(number) for number in range(articles)))
    return place


def _disputed(number: int) -> AnnotatedArticle:
    made = disputed_article(WORDS, MENTIONS, number)
    return annotated(made.article, *made.annotations.values())


def _read(place: Path) -> None:
    """Has the rows that the table is made of, and does nothing with them."""
    database, _ = existing_project(str(place), AT)
    with database.reading() as connection:
        assert sum(len(work.said) for work in work_by_article(connection, ReadingChoice()))
    database.close()


def _measure(place: Path, resamples: int) -> None:
    with open_project(str(place)) as project:
        table = run_to_end(project.measure(MeasureWish(resamples=resamples)))
    assert table.figures


def _agreement(place: Path) -> Run:
    return run(["-m", "annotator", "agreement", str(place), "--json"], env=dict(os.environ))


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    before = time.process_time()
    work()
    return time.process_time() - before
