"""A real PostgreSQL server for tests: one that runs already, or one of their own in a temporary folder."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from uuid import uuid4

import psycopg

RUNNING = "ANNOTATOR_TEST_POSTGRES"
"""Names the URL of a database whose user may make schemas in it."""


class PostgresServer:
    """A server on which each test gets a schema of its own, which is made faster than a database."""

    def __init__(self, url: str) -> None:
        self._url = url

    def new_place(self) -> str:
        """A URL that leads to a fresh, empty schema."""
        name = f"test_{uuid4().hex}"
        self._run(f"CREATE SCHEMA {name}")
        return f"{self._url}{'&' if '?' in self._url else '?'}options=-csearch_path%3D{name}"

    def drop(self, place: str) -> None:
        self._run(f"DROP SCHEMA {place.rpartition('%3D')[2]} CASCADE")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(statement.encode())


class OwnPostgresServer(PostgresServer):
    """A server in a temporary folder on this machine alone, started and stopped by the tests."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="annotator-postgres-"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        super().__init__(f"postgresql://annotator@127.0.0.1:{self._port}/postgres")
        # The server refuses to be run by root.
        self._user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        if self._user:
            os.chown(self._folder, self._user.pw_uid, self._user.pw_gid)
        # A linguistic collation by default, so that tests see what does not order by code point.
        collation = ("--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8")
        self._call("initdb", "-U", "annotator", "--auth=trust", "--no-sync", "-E", "UTF8", *collation)

    def start(self) -> None:
        options = f"-p {self._port} -k {self._folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._call("pg_ctl", "start", "--wait", "-l", str(self._folder / "log"), "-o", options)

    def new_reader(self, place: str) -> str:
        """The same place for somebody who may look but not write."""
        schema, reader = place.rpartition("%3D")[2], f"reader_{uuid4().hex}"
        self._run(f"CREATE ROLE {reader} LOGIN")
        self._run(f"GRANT USAGE ON SCHEMA {schema} TO {reader}")
        self._run(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {reader}")
        return place.replace("annotator@", f"{reader}@")

    def stop(self) -> None:
        """Breaks all connections off, as a server does that goes down."""
        self._call("pg_ctl", "stop", "--wait", "-m", "fast")

    def remove(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def _call(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._programs / program, "-D", self._folder / "data", *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self._folder,
            user=self._user.pw_uid if self._user else None,
            group=self._user.pw_gid if self._user else None,
            extra_groups=[] if self._user else None,
        )


def server_programs() -> Path | None:
    """Where the server's programs are; None if it is not installed."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((found.parent for found in versions), key=lambda bin_: int(bin_.parent.name), default=None)
