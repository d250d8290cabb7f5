"""Making and opening projects, and the sentences when it cannot be done."""

import sqlite3
from pathlib import Path

import pytest

from annotator.domain.refused import Refused
from annotator.project import SaveFailed, create_project, open_project
from tests.builders import ANNA, SCHEME
from tests.postgres import OwnPostgresServer


def test_a_new_project_is_empty_and_has_its_scheme(place: str) -> None:
    create_project(place, SCHEME).close()

    with open_project(place) as project:
        assert project.scheme == SCHEME
        assert project.status().articles == 0
        assert project.queue("Anna") == ()
        assert project.where == place


def test_there_is_no_second_project_in_one_place(place: str) -> None:
    create_project(place, SCHEME).close()

    with pytest.raises(Refused, match="already"):
        create_project(place, SCHEME)
    open_project(place).close()


def test_an_empty_database_is_no_project(place: str) -> None:
    if "://" not in place:
        Path(place).touch()

    with pytest.raises(Refused, match="not a project"):
        open_project(place)


def test_nothing_is_opened_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no project at"):
        open_project(str(tmp_path / "test.annotator"))


def test_a_file_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.annotator"
    path.write_text("Buy bread. " * 100, encoding="utf-8")

    with pytest.raises(Refused, match="not a database"):
        open_project(str(path))
    assert path.read_text(encoding="utf-8") == "Buy bread. " * 100


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "birds.annotator"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bird (name TEXT)")
    connection.close()

    with pytest.raises(Refused, match="not a project"):
        open_project(str(path))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no folder"):
        create_project(str(tmp_path / "missing" / "test.annotator"), SCHEME)


def test_another_suffix_is_refused_with_the_right_one(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"trial\.annotator"):
        create_project(str(tmp_path / "trial"), SCHEME)


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ("mysql://anna@localhost/news", "not mysql"),
        ("postgresql://anna@localhost:port/news", "no URL of a database"),
        ("postgresql://anna:secret@127.0.0.1:1/news", "cannot be read"),
    ],
)
def test_a_url_that_leads_nowhere_is_refused_with_a_sentence(where: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        open_project(where)
    assert "secret" not in refused.value.sentence


def test_closing_leaves_one_file(tmp_path: Path) -> None:
    create_project(str(tmp_path / "test.annotator"), SCHEME).close()

    assert [path.name for path in tmp_path.iterdir()] == ["test.annotator"]


def test_somebody_without_the_rights_is_told_so(own_postgres_server: OwnPostgresServer) -> None:
    place = own_postgres_server.new_place()
    create_project(place, SCHEME).close()
    reader_place = own_postgres_server.new_reader(place)

    with pytest.raises(Refused, match="permission denied"):
        create_project(own_postgres_server.new_reader(own_postgres_server.new_place()), SCHEME)
    with open_project(reader_place) as project:
        assert project.scheme == SCHEME
        with pytest.raises(SaveFailed, match="permission denied"):
            project.add_annotator(ANNA)
