"""How a database comes up to date: numbered migrations, each in one transaction with its record."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, inspect, select, text

from annotator.domain.refused import Refused
from annotator.store import tables
from annotator.store.database import Database

# Any number will do, as long as every window that brings a PostgreSQL database up to date uses the same.
_MIGRATING = 7_261_904


@dataclass(frozen=True, slots=True)
class Migration:
    """Statements that both databases understand; {exact} makes a column compare by code point in both."""

    number: int
    name: str
    statements: tuple[str, ...]


MIGRATIONS = (
    Migration(
        1,
        "first tables",
        (
            "CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL)",
            """
            CREATE TABLE scheme (
                number INTEGER PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL,
                content TEXT NOT NULL, at TEXT NOT NULL
            )
            """,
            """
            CREATE TABLE article (
                number INTEGER PRIMARY KEY,
                id TEXT{exact} NOT NULL UNIQUE,
                text_sha256 TEXT{exact} NOT NULL UNIQUE,
                title TEXT, opening TEXT NOT NULL, language TEXT, direction TEXT, source TEXT, url TEXT,
                author TEXT, published TEXT, dateline TEXT, words INTEGER NOT NULL
            )
            """,
            """
            CREATE TABLE article_body (
                number INTEGER PRIMARY KEY REFERENCES article (number),
                text TEXT NOT NULL, meta TEXT NOT NULL, segments TEXT NOT NULL, origin TEXT
            )
            """,
            "CREATE TABLE annotator (name TEXT{exact} PRIMARY KEY, kind TEXT NOT NULL)",
            """
            CREATE TABLE annotation (
                article_id TEXT{exact} NOT NULL REFERENCES article (id),
                annotator TEXT{exact} NOT NULL REFERENCES annotator (name),
                revision INTEGER NOT NULL, snapshot_revision INTEGER,
                scheme_name TEXT NOT NULL, scheme_version TEXT NOT NULL,
                status TEXT NOT NULL, flagged INTEGER NOT NULL,
                mentions INTEGER NOT NULL, judgements INTEGER NOT NULL,
                created TEXT NOT NULL, updated TEXT NOT NULL,
                active_seconds DOUBLE PRECISION NOT NULL, program_version TEXT NOT NULL,
                PRIMARY KEY (article_id, annotator)
            )
            """,
            "CREATE INDEX annotation_by_annotator ON annotation (annotator, article_id)",
            """
            CREATE TABLE step (
                article_id TEXT{exact} NOT NULL, annotator TEXT{exact} NOT NULL, revision INTEGER NOT NULL,
                at TEXT NOT NULL, taken_by TEXT NOT NULL, how TEXT NOT NULL, step TEXT NOT NULL,
                PRIMARY KEY (article_id, annotator, revision),
                FOREIGN KEY (article_id, annotator) REFERENCES annotation (article_id, annotator)
            )
            """,
            """
            CREATE TABLE snapshot (
                article_id TEXT{exact} NOT NULL, annotator TEXT{exact} NOT NULL, revision INTEGER NOT NULL,
                annotation TEXT NOT NULL,
                PRIMARY KEY (article_id, annotator, revision),
                FOREIGN KEY (article_id, annotator) REFERENCES annotation (article_id, annotator)
            )
            """,
        ),
    ),
    Migration(
        2,
        "rules of reviewing",
        ("CREATE TABLE review_rules (number INTEGER PRIMARY KEY, content TEXT NOT NULL, at TEXT NOT NULL)",),
    ),
)


def migrate(database: Database, at: str, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Applies what the database lacks, in order; refused if it has more than this program knows."""
    with database.reading() as connection:
        if len(_applied(connection)) == len(migrations):
            return
    while _migrate_once(database, at, migrations):
        pass


def tables_in(database: Database) -> set[str]:
    """The names of the program's tables that are there."""
    with database.reading() as connection:
        return {table.name for table in tables.TABLES} & set(inspect(connection).get_table_names())


def _migrate_once(database: Database, at: str, migrations: Sequence[Migration]) -> bool:
    """Applies the next migration; False if there is none left."""
    with database.writing() as connection:
        if database.is_postgresql:
            connection.execute(select(func.pg_advisory_xact_lock(_MIGRATING)))
        applied = _applied(connection)
        if len(applied) > len(migrations):
            raise Refused(
                f"A newer version of the program made this project (its database is version {max(applied)}, "
                f"this program knows version {len(migrations)}); update the program to open it."
            )
        for migration in migrations[len(applied) : len(applied) + 1]:
            for statement in migration.statements:
                connection.execute(text(statement.format(exact=database.exact)))
            record = {"number": migration.number, "name": migration.name, "at": at}
            connection.execute(insert(tables.migration), record)
            return True
    return False


def _applied(connection: Connection) -> Sequence[int]:
    if not inspect(connection).has_table("migration"):
        return ()
    return connection.scalars(select(tables.migration.c.number)).all()
