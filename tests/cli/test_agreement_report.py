"""`annotator agreement --report`: the page beside the table."""

from pathlib import Path

import pytest

from annotator.domain.annotation import Status
from annotator.project import create_project
from tests.builders import ANNA, BEN, SCHEME, annotated, annotation, article, mention
from tests.cli.conftest import Annotator
from tests.filling import fill
from tests.reports.pages import assert_stands_by_itself, parsed, texts, words


@pytest.fixture
def disagreeing(tmp_path: Path) -> Path:
    """A project in which Anna and Ben differ in where a person begins."""
    place = tmp_path / "trial.annotator"
    with create_project(str(place), SCHEME) as opened:
        anna = annotation(ANNA, "a1", mention("m1", 5, 9), status=Status.DONE)
        ben = annotation(BEN, "a1", mention("m1", 0, 9), status=Status.DONE)
        fill(opened, annotated(article(), anna, ben))
    return place


def test_a_page_is_written_beside_the_table(annotator: Annotator, disagreeing: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    ran = annotator("agreement", disagreeing, "--report", out)
    assert (ran.status, ran.err) == (0, "")
    assert f"{out} tells all this with plots, and 1 of 1 conflict." in ran.out
    html = out.read_text(encoding="utf-8")
    assert_stands_by_itself(html)
    assert texts(parsed(html), "//article//td[1]") == ["PERSON Toll", "PERSON Mira Toll"]


def test_programs_read_where_the_page_is(annotator: Annotator, disagreeing: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    ran = annotator("agreement", disagreeing, "--report", out, "--json")
    assert ran.json["report"] == {"out": str(out), "told": 1, "conflicts": 1}
    assert "report" not in annotator("agreement", disagreeing, "--json").json


def test_an_anonymous_page_names_nobody(annotator: Annotator, disagreeing: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    assert annotator("agreement", disagreeing, "--report", out, "--anonymous").status == 0
    said = words(parsed(out.read_text(encoding="utf-8")))
    assert "Anna" not in said
    assert "Ben" not in said
    assert "annotator 1" in said


def test_anonymity_without_a_page_does_not_start(annotator: Annotator, disagreeing: Path) -> None:
    ran = annotator("agreement", disagreeing, "--anonymous")
    assert (ran.status, ran.out) == (2, "")
    assert "--report" in ran.err


def test_a_page_that_cannot_be_written_is_refused_in_one_sentence(
    annotator: Annotator, disagreeing: Path, tmp_path: Path
) -> None:
    ran = annotator("agreement", disagreeing, "--report", tmp_path / "nowhere" / "out.html")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert "could not be written" in ran.err
