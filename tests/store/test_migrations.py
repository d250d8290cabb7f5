"""Databases of every past version open, newer ones are refused, a migration happens whole or not at all."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import psycopg
import pytest
from sqlalchemy import inspect, make_url, select
from sqlalchemy.exc import ProgrammingError

from annotator.domain.annotation import Status
from annotator.domain.refused import Refused
from annotator.project import Project, SaveFailed, create_project, open_project
from annotator.store.database import Database, postgresql_database, sqlite_database
from annotator.store.migrations import MIGRATIONS, Migration, migrate
from annotator.store.tables import TABLES, migration
from tests.builders import ANNA, AT, SCHEME

_DUMPS = Path(__file__).parent / "databases"
_NEXT = len(MIGRATIONS) + 1
_COLUMN = Migration(_NEXT, "a column", ("ALTER TABLE article ADD COLUMN paper TEXT",))
_INDEX = Migration(_NEXT + 1, "an index on it", ("CREATE INDEX by_paper ON article (paper)",))


@pytest.fixture
def database(place: str) -> Iterator[Database]:
    """An empty database."""
    database = _database(place)
    yield database
    database.close()


def _database(place: str) -> Database:
    if "://" in place:
        return postgresql_database(make_url(place).set(drivername="postgresql+psycopg"))
    return sqlite_database(Path(place))


def test_a_new_database_has_every_table_and_column_that_queries_name(database: Database) -> None:
    migrate(database, AT)

    with database.reading() as connection:
        there = inspect(connection)
        for table in TABLES:
            columns = {column["name"] for column in there.get_columns(table.name)}
            assert columns == set(table.columns.keys())


def test_each_migration_is_applied_once_in_order_and_recorded(database: Database) -> None:
    migrate(database, "2024-05-01", MIGRATIONS)
    migrate(database, "2024-06-01", (*MIGRATIONS, _COLUMN, _INDEX))
    migrate(database, "2024-07-01", (*MIGRATIONS, _COLUMN, _INDEX))

    with database.reading() as connection:
        recorded = connection.execute(select(migration).order_by(migration.c.number)).all()
    assert [tuple(row) for row in recorded] == [
        *((one.number, one.name, "2024-05-01") for one in MIGRATIONS),
        (_NEXT, "a column", "2024-06-01"),
        (_NEXT + 1, "an index on it", "2024-06-01"),
    ]


def test_a_migration_that_fails_changes_nothing(database: Database) -> None:
    migrate(database, AT)
    broken = Migration(_NEXT, "broken", (*_COLUMN.statements, "ALTER TABLE nothing ADD COLUMN paper TEXT"))

    with pytest.raises((SaveFailed, ProgrammingError), match="nothing"):
        migrate(database, AT, (*MIGRATIONS, broken))
    migrate(database, AT, (*MIGRATIONS, _COLUMN))


def test_two_windows_that_open_an_old_project_at_once_migrate_it_once(place: str) -> None:
    create_project(place, SCHEME).close()
    start = Barrier(2)

    def bring_up_to_date(_: int) -> None:
        database = _database(place)
        start.wait()
        migrate(database, AT, (*MIGRATIONS, _COLUMN, _INDEX))
        database.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(bring_up_to_date, range(2)))


def test_a_newer_project_is_refused_with_a_sentence(place: str, database: Database) -> None:
    create_project(place, SCHEME).close()
    migrate(database, AT, (*MIGRATIONS, _COLUMN))

    with pytest.raises(Refused, match="newer version of the program made this project"):
        open_project(place)


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_a_project_of_every_version_opens_with_everything_in_it(place: str, version: int) -> None:
    _restore(place, version)

    with open_project(place) as project:
        _check_contents(project)
        threshold = 0.75 if version > 1 else 1.0
        assert project.review_rules().threshold == threshold


def _check_contents(project: Project) -> None:
    assert project.scheme.version == "2"
    assert [(row.title, row.words) for row in project.queue("Anna")] == [
        ("The dam", 27),
        ("Toll waits. The dam waits.", 5),
        ("سد فارون ينتظر.", 3),
    ]
    opened = project.load("a1", ANNA)
    assert opened.record is not None
    assert (opened.record.revision, len(opened.log)) == (3, 3)
    assert opened.record.annotation.mentions["m1"].quote(opened.article.text) == "Mira Toll"
    progress = opened.record.annotation.progress
    assert (progress.status, progress.flagged) == (Status.DONE, True)
    suggestion = project.load("a2", ANNA).suggestion
    assert suggestion is not None
    assert list(suggestion.entities) == ["e1"]
    assert [one.active_seconds for one in project.status().annotators] == [4.5, 0.0]


def _restore(place: str, version: int) -> None:
    dump = (_DUMPS / f"version_{version}.sql").read_text(encoding="utf-8")
    past = sqlite3.connect(place if "://" not in place else ":memory:")
    past.executescript(dump)
    if "://" in place:
        _copy_to_server(past, place, version)
    past.close()


def _copy_to_server(past: sqlite3.Connection, url: str, version: int) -> None:
    """The same rows in tables as they were made on a server then."""
    database = _database(url)
    migrate(database, AT, MIGRATIONS[:version])
    database.close()
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("DELETE FROM migration")
        there = {name for (name,) in past.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in (table for table in TABLES if table.name in there):
            rows = past.execute(f"SELECT * FROM {table.name}").fetchall()
            marks = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {table.name} VALUES ({marks})".encode(), rows)
