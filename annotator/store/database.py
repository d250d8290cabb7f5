"""A connection to SQLite or PostgreSQL: transactions that are durable, failures that are sentences."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import (
    DatabaseError,
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    NotSupportedError,
    ProgrammingError,
)
from sqlalchemy.sql.expression import TableClause

from annotator.domain.refused import Refused
from annotator.store.failures import SaveFailed

_BUSY_SECONDS = 10


class Database:
    """One database, and the two ways into it; each `with` is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.is_postgresql = engine.dialect.name == "postgresql"
        self.exact = ' COLLATE "C"' if self.is_postgresql else ""
        """Makes a PostgreSQL column compare by code point, as SQLite's do."""
        if self.is_postgresql:
            self._reader = engine.execution_options(isolation_level="REPEATABLE READ")
            self._writer = engine.execution_options(isolation_level="READ COMMITTED")
        else:
            self._reader = engine.execution_options(begin="BEGIN")
            # Taking the write lock at once: a transaction that read first and then wants to write is
            # turned away when another window wrote in between, however long it would wait.
            self._writer = engine.execution_options(begin="BEGIN IMMEDIATE")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Sees the database as it is at the first query, whatever others write meanwhile."""
        try:
            with self._reader.begin() as connection:
                yield connection
        except (DatabaseError, InterfaceError) as error:
            if _is_a_bug(error):
                raise
            raise Refused(f"The project cannot be read: {_reason(error)}.") from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """On disk when the `with` is left, or not done at all; raises SaveFailed if it can be tried again."""
        try:
            with self._writer.begin() as connection:
                yield connection
        except (DatabaseError, InterfaceError) as error:
            if _is_a_bug(error):
                raise
            raise SaveFailed(f"The project cannot be written to: {_reason(error)}.") from error

    def insert(self, table: TableClause) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that can say what happens to rows that are there already."""
        return postgresql.insert(table) if self.is_postgresql else sqlite.insert(table)

    def insert_new(self, table: TableClause) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that passes over rows that are there already."""
        return self.insert(table).on_conflict_do_nothing()

    def lock(self, connection: Connection, table: TableClause) -> None:
        """Keeps others from writing to the table until the transaction ends; reading goes on."""
        # On SQLite a writing transaction has the whole database to itself anyway.
        if self.is_postgresql:
            connection.exec_driver_sql(f"LOCK TABLE {table.name} IN SHARE ROW EXCLUSIVE MODE")

    def close(self) -> None:
        self._engine.dispose()


def _is_a_bug(error: DBAPIError) -> bool:
    """Whether the program asked for something wrong, which trying again would not mend."""
    # PostgreSQL counts “permission denied” among the mistakes of the program.
    is_denied = getattr(error.orig, "sqlstate", None) == "42501"
    return (
        isinstance(error, DataError | IntegrityError | NotSupportedError | ProgrammingError) and not is_denied
    )


def sqlite_database(path: Path) -> Database:
    """The database in the file, which is made if it is not there."""
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine)


def _set_up_sqlite(connection: DBAPIConnection, _record: object) -> None:
    # The driver would begin transactions by itself, and too late; `_begin_sqlite` does it instead.
    connection.isolation_level = None
    # SQLite's own lower() knows ASCII alone.
    connection.create_function("lower", 1, _lower, deterministic=True)
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    # With WAL, only FULL waits at each commit until the log is on the disk; NORMAL may lose the last
    # steps with the power. macOS needs to be told that waiting for the disk means just that.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA fullfsync = ON")
    cursor.execute("PRAGMA checkpoint_fullfsync = ON")
    cursor.close()


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options()["begin"])


def postgresql_database(url: URL) -> Database:
    """The database on a server; nothing is asked of the server yet."""
    # Without these limits a network that is gone would hold up the window's saving for many minutes.
    patience = {"connect_timeout": _BUSY_SECONDS, "tcp_user_timeout": 1000 * _BUSY_SECONDS}
    engine = create_engine(url, connect_args=patience, pool_pre_ping=True)
    event.listen(engine, "connect", _set_up_postgresql)
    return Database(engine)


def _set_up_postgresql(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    # A server may be set up to answer before a commit is on its disk.
    cursor.execute("SET synchronous_commit = on")
    cursor.execute(f"SET lock_timeout = '{_BUSY_SECONDS}s'")
    cursor.close()
    connection.commit()


def _reason(error: DBAPIError) -> str:
    """What the database says, on one line, without the full stop."""
    lines = str(error.orig).strip().splitlines()
    return " ".join(line.strip() for line in lines[:1]).rstrip(".") or type(error.orig).__name__
