"""`annotator feedback`: what it writes, says to people and says to programs."""

from pathlib import Path

import pytest

from annotator.project import create_project
from tests.builders import SCHEME
from tests.cli.conftest import Annotator
from tests.project.test_feedback import adjudicate, ruling


@pytest.fixture
def adjudicated(tmp_path: Path) -> Path:
    """A project in which one thing was decided, against Anna."""
    place = tmp_path / "trial.annotator"
    with create_project(str(place), SCHEME) as opened:
        adjudicate(opened, ruling())
    return place


def test_each_annotator_gets_a_page(annotator: Annotator, adjudicated: Path, tmp_path: Path) -> None:
    ran = annotator("feedback", adjudicated, tmp_path / "pages")
    assert (ran.status, ran.err) == (0, "")
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["Anna.html", "Ben.html"]
    assert "2 pages written" in ran.out
    (row,) = [line.split() for line in ran.out.splitlines() if line.startswith("Anna ")]
    assert row == ["Anna", "Anna.html", "1", "0", "1", "0"]


def test_programs_read_what_became_of_the_answers(
    annotator: Annotator, adjudicated: Path, tmp_path: Path
) -> None:
    ran = annotator("feedback", adjudicated, tmp_path / "pages", "--annotator", "Anna", "--json")
    assert ran.status == 0
    assert ran.json == {
        "pages": [
            {
                "annotator": "Anna",
                "file": str(tmp_path / "pages" / "Anna.html"),
                "articles": 1,
                "decisions": 1,
                "followed": 0,
                "changed": 1,
                "ambiguous": 0,
                "categories": {"the guidelines say otherwise": 1},
            }
        ]
    }


def test_somebody_unknown_does_not_start(annotator: Annotator, adjudicated: Path, tmp_path: Path) -> None:
    ran = annotator("feedback", adjudicated, tmp_path / "pages", "--annotator", "Cem")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "Nobody called Cem has annotated in this project.\n"
    assert not (tmp_path / "pages").exists()


def test_a_project_without_decisions_does_not_start(annotator: Annotator, tmp_path: Path) -> None:
    place = tmp_path / "empty.annotator"
    annotator("new", place)
    ran = annotator("feedback", place, tmp_path / "pages", "--json")
    assert (ran.status, list(ran.json)) == (2, ["error"])
