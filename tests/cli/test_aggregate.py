"""`annotator aggregate`: what it says to people and to programs."""

from pathlib import Path

import pytest

from annotator.domain.annotation import Annotator as Person
from annotator.domain.annotation import Status
from annotator.project import open_project, run_to_end
from tests.builders import ANNA, BEN, annotated, annotation, article, mention
from tests.cli.conftest import Annotator


@pytest.fixture
def read_by_three(annotator: Annotator, tmp_path: Path) -> Path:
    """A project with one article that three people are done with; one marked what the others did not."""
    place = tmp_path / "trial.annotator"
    assert annotator("new", place).status == 0
    said = [
        annotation(person, "a1", *marks, status=Status.DONE)
        for person, marks in (
            (ANNA, (mention("m1", 0, 9), mention("m2", 19, 24, "GPE"))),
            (BEN, (mention("m1", 0, 9, "ORG"),)),
            (Person(name="Cem"), ()),
        )
    ]
    with open_project(str(place)) as project:
        run_to_end(project.import_articles([annotated(article(), *said)]))
    return place


def test_people_read_what_was_made_and_what_was_tied(annotator: Annotator, read_by_three: Path) -> None:
    ran = annotator("aggregate", read_by_three)
    assert ran.status == 0
    assert ran.out == "1 mention and 0 judgements in 1 article, by majority. 1 tie: 1 on the label.\n"


def test_programs_read_each_tie_with_its_place(annotator: Annotator, read_by_three: Path) -> None:
    assert annotator("aggregate", read_by_three, "--json").json == {
        "annotator": "majority",
        "articles": 1,
        "mentions": 1,
        "judgements": 0,
        "ties": [
            {
                "article_id": "a1",
                "layer": "mentions",
                "task": None,
                "start": 0,
                "end": 9,
                "what": "label",
                "labels": ["PERSON", "ORG"],
            }
        ],
    }
    (made,) = [
        one
        for one in annotator("status", read_by_three, "--json").json["annotators"]
        if one["kind"] == "aggregate"
    ]
    assert made["name"] == "majority"
    assert made["by_status"]["done"] == 1


@pytest.mark.parametrize("method", ["dawid-skene", "mace"])
def test_models_need_three_and_make_an_annotator_of_their_name(
    annotator: Annotator, read_by_three: Path, method: str
) -> None:
    assert annotator("aggregate", read_by_three, "--method", method, "--json").json["annotator"] == method
    named = ("--annotator", "Anna", "--annotator", "Ben")
    refused = annotator("aggregate", read_by_three, "--method", method, *named)
    assert (refused.status, refused.out) == (2, "")
    assert "three annotators" in refused.err


def test_a_method_there_is_not_is_refused(annotator: Annotator, read_by_three: Path) -> None:
    refused = annotator("aggregate", read_by_three, "--method", "dice")
    assert (refused.status, refused.out) == (2, "")
    assert "dice" in refused.err
