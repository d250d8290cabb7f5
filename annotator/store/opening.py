"""From a path or a URL to an open database with a project in it, or a sentence why not."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from annotator.domain.refused import Refused
from annotator.domain.scheme import Scheme
from annotator.store.database import Database, postgresql_database, sqlite_database
from annotator.store.migrations import migrate, tables_in
from annotator.store.schemes import add_scheme, newest_scheme

SUFFIX = ".annotator"


def new_project(where: str, scheme: Scheme, at: str) -> Database:
    """A database with a new project in it."""
    url = _postgresql_url(where)
    if url is not None:
        database = postgresql_database(url)
        try:
            _begin_in_empty(database, scheme, at)
        except Refused:
            database.close()
            raise
        return database
    return _new_file(where, scheme, at)


def existing_project(where: str, at: str) -> tuple[Database, Scheme]:
    """The database at the path or URL, brought up to date, and the scheme in force."""
    database = _existing_database(where)
    try:
        if "migration" not in tables_in(database):
            raise Refused(f"{where} is not a project of this program.")
        migrate(database, at)
        with database.reading() as connection:
            scheme = newest_scheme(connection)
        if scheme is None:
            raise Refused(f"The making of {where} was broken off; delete it and make it anew.")
    except Refused:
        database.close()
        raise
    return database, scheme


def _new_file(where: str, scheme: Scheme, at: str) -> Database:
    path = Path(where)
    if path.suffix != SUFFIX:
        raise Refused(f"The file of a project ends in {SUFFIX}: {path.name}{SUFFIX}, for instance.")
    try:
        path.open("x").close()
    except FileExistsError:
        raise Refused(f"There is something at {where} already; choose another name.") from None
    except FileNotFoundError:
        raise Refused(f"There is no folder {path.parent}; make it first.") from None
    except OSError as error:
        raise Refused(f"{where} cannot be made: {error.strerror}.") from error
    database = sqlite_database(path)
    try:
        _begin(database, scheme, at)
    except Refused:
        database.close()
        path.unlink(missing_ok=True)
        raise
    return database


def _begin_in_empty(database: Database, scheme: Scheme, at: str) -> None:
    there = tables_in(database)
    if "migration" in there:
        raise Refused("There is a project in that database already.")
    if there:
        raise Refused(f"That database holds something else ({', '.join(sorted(there))}); use an empty one.")
    _begin(database, scheme, at)


def _begin(database: Database, scheme: Scheme, at: str) -> None:
    migrate(database, at)
    with database.writing() as connection:
        add_scheme(connection, scheme, at)


def _existing_database(where: str) -> Database:
    url = _postgresql_url(where)
    if url is not None:
        return postgresql_database(url)
    if not Path(where).is_file():
        raise Refused(f"There is no project at {where}.")
    return sqlite_database(Path(where))


def _postgresql_url(where: str) -> URL | None:
    if "://" not in where:
        return None
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        raise Refused("That is no URL of a database: postgresql://user:password@host/name.") from None
    if url.drivername not in ("postgresql", "postgres"):
        raise Refused(f"A project is a file or a postgresql:// URL, not {url.drivername}://.")
    return url.set(drivername="postgresql+psycopg")
