"""What tests of every package share: a fresh project in a file, and a PostgreSQL server to make one on."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from annotator.project import Project, create_project
from tests.builders import SCHEME
from tests.postgres import RUNNING, OwnPostgresServer, PostgresServer, server_programs

settings.register_profile(
    "explore",
    max_examples=1000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A server that all tests share; skips where there is none."""
    if RUNNING in os.environ:
        yield PostgresServer(os.environ[RUNNING])
        return
    server = _own_server()
    yield server
    server.stop()
    server.remove()


@pytest.fixture
def own_postgres_server() -> Iterator[OwnPostgresServer]:
    """A server that the test may stop and start."""
    server = _own_server()
    yield server
    server.stop()
    server.remove()


def _own_server() -> OwnPostgresServer:
    programs = server_programs()
    if programs is None:
        pytest.skip("there is no PostgreSQL server on this machine")
    server = OwnPostgresServer(programs)
    server.start()
    return server


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a project can be made: a file, then a database on a server."""
    if request.param == "sqlite":
        yield str(tmp_path / "test.annotator")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.new_place()
    yield url
    server.drop(url)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A fresh, empty project in a file."""
    with create_project(str(tmp_path / "test.annotator"), SCHEME) as project:
        yield project


@pytest.fixture
def any_project(place: str) -> Iterator[Project]:
    """A fresh, empty project, once in a file and once on a server."""
    with create_project(place, SCHEME) as project:
        yield project
