"""A process that is killed at any moment loses nothing that was shown as saved."""

import multiprocessing
import sqlite3
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path
from random import Random
from time import perf_counter

import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.log import LogEntry
from annotator.domain.steps import apply
from annotator.project import Project, create_project, open_project, run_to_end
from tests.builders import ANNA, SCHEME, TEXT, annotated, article
from tests.filling import fill
from tests.project.victims import ARTICLES, edit_for_ever, import_many, many_articles

_KILLS = 50
_MANY = 2_000
Log = dict[tuple[str, int], LogEntry]


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Forks from a process that has everything imported already: beginning one takes milliseconds."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.project.victims"])
    return context


def test_killing_somebody_who_edits_loses_no_saved_step(tmp_path: Path, processes: ForkServerContext) -> None:
    where = str(tmp_path / "test.annotator")
    with create_project(where, SCHEME) as project:
        fill(project, *(annotated(article(f"{TEXT} {id_}", id_)) for id_ in ARTICLES))
    rng = Random()
    known: Log = {}
    for kill in range(_KILLS):
        told = _until_killed(processes, edit_for_ever, (where, kill), rng, at_least=1)
        known |= {(article_id, entry.revision): entry for article_id, entry in told}
        _check_file(where)
        with open_project(where) as project:
            stored = _log(project)
        assert known.items() <= stored.items()
        # One step may have been on the disk and not yet told.
        assert len(stored) - len(known) <= 1
        known = stored
    assert len(known) > 5 * _KILLS


def test_a_killed_import_is_repeated_without_doubles(tmp_path: Path, processes: ForkServerContext) -> None:
    where = str(tmp_path / "test.annotator")
    create_project(where, SCHEME).close()
    rng = Random()
    for _ in range(4):
        _until_killed(processes, import_many, (where, _MANY), rng, at_least=3)
        _check_file(where)
    with open_project(where) as project:
        half = project.status().articles
        result = run_to_end(project.import_articles(many_articles(_MANY)))
        whole = project.status().articles

    assert 0 < half < _MANY
    assert (result.duplicates, result.articles_added) == (half, _MANY - half)
    assert whole == _MANY


def _until_killed(
    processes: ForkServerContext,
    victim: Callable[..., None],
    arguments: tuple[object, ...],
    rng: Random,
    *,
    at_least: int,
) -> list[tuple[str, LogEntry]]:
    """What the process told until it was killed, which happens a moment after it told a few things."""
    ours, theirs = processes.Pipe(duplex=False)
    process = processes.Process(target=victim, args=(*arguments, theirs))
    process.start()
    theirs.close()
    told = [ours.recv() for _ in range(rng.randrange(at_least, 20))]
    moment = perf_counter() + rng.random() * 0.004
    while perf_counter() < moment:
        pass
    process.kill()
    process.join()
    told += _left_in(ours)
    return told


def _left_in(pipe: Connection) -> list[tuple[str, LogEntry]]:
    left = []
    try:
        while True:
            left.append(pipe.recv())
    except (EOFError, OSError):
        # Killed while it told something: that was saved, but told by halves.
        return left


def _check_file(where: str) -> None:
    connection = sqlite3.connect(where)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def _log(project: Project) -> Log:
    """Everything that is stored, having checked that log, revision, lists and annotation say the same."""
    stored: Log = {}
    rows = {row.article_id: row for row in project.queue("Anna")}
    for article_id in ARTICLES:
        opened = project.load(article_id, ANNA)
        stored |= {(article_id, entry.revision): entry for entry in opened.log}
        value = Annotation(article_id=article_id, annotator=ANNA, scheme=SCHEME.id)
        for entry in opened.log:
            value = apply(value, entry.parsed())
        if opened.record is not None:
            assert [entry.revision for entry in opened.log] == list(range(1, opened.record.revision + 1))
            assert opened.record.annotation == value
        assert rows[article_id].status is value.progress.status
    return stored
