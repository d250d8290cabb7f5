"""`annotator adjudicate` says what it settled and what is left, to people and to programs."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from annotator.domain.annotation import GOLD, Annotator, Mention, Status
from annotator.project import open_project, run_to_end
from tests import builders
from tests.cli.conftest import Annotator as Program

MIRA = builders.mention("m1", 0, 9, "PERSON", "toll")
VARON = builders.mention("m2", 19, 24, "GPE", "varon")
VARON_ORG = builders.mention("m2", 19, 24, "ORG", "varon")


def _project(annotator: Program, folder: Path, said: Mapping[str, tuple[Mention, ...]]) -> Path:
    """A project with one article that everybody named has finished."""
    place = folder / "trial.annotator"
    assert annotator("new", place).status == 0
    work = [
        builders.annotation(Annotator(name=name), "a1", *marks, status=Status.DONE)
        for name, marks in said.items()
    ]
    with open_project(str(place)) as opened:
        run_to_end(opened.import_articles([builders.annotated(builders.article(), *work)]))
    return place


@pytest.fixture
def three(annotator: Program, tmp_path: Path) -> Path:
    """Three who agree on one mention, two of them on the label of another."""
    said = {"Anna": (MIRA, VARON), "Ben": (MIRA, VARON), "Cleo": (MIRA, VARON_ORG)}
    return _project(annotator, tmp_path, said)


def test_it_says_what_is_settled_and_what_is_left(annotator: Program, three: Path) -> None:
    ran = annotator("adjudicate", three, "--auto", "1")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        "1 answer settled in 1 article, 1 of them agreed on by all. "
        "1 conflict left for a reviewer; 0 articles are done.\n"
    )


def test_two_of_three_can_be_written_as_such(annotator: Program, three: Path) -> None:
    ran = annotator("adjudicate", three, "--auto", "2/3", "--by", "Rita", "--json")
    assert ran.json == {
        "threshold": pytest.approx(2 / 3),
        "articles": 1,
        "settled": 2,
        "unanimous": 1,
        "left_open": 0,
        "done": 1,
    }
    with open_project(str(three)) as opened:
        record = opened.load("a1", GOLD).record
        assert record is not None
        assert [ruling.by for ruling in record.annotation.rulings.values()] == ["Rita"]
    again = annotator("adjudicate", three, "--auto", "2/3")
    assert again.out.startswith("0 answers settled in 1 article")


def test_it_is_the_work_of_gold_in_the_lists_and_in_the_export(
    annotator: Program, three: Path, tmp_path: Path
) -> None:
    annotator("adjudicate", three, "--auto", "1")
    assert "gold" in annotator("status", three).out
    out = tmp_path / "gold.jsonl"
    assert annotator("export", three, out, "--annotator", "gold").status == 0
    assert annotator("check", out).status == 0


@pytest.mark.parametrize("auto", ["0.5", "1.2", "most", "1/0", "nan"])
def test_what_is_no_share_above_a_half_is_refused_with_a_sentence(
    annotator: Program, three: Path, auto: str
) -> None:
    ran = annotator("adjudicate", three, "--auto", auto)
    assert (ran.status, ran.out) == (2, "")
    assert "share" in ran.err


def test_without_two_readers_there_is_nothing_to_settle(annotator: Program, tmp_path: Path) -> None:
    place = _project(annotator, tmp_path, {"Anna": (MIRA,)})
    ran = annotator("adjudicate", place, "--auto", "1")
    assert (ran.status, ran.out) == (
        0,
        "No article is finished by two people yet, so there is nothing to settle.\n",
    )
    with open_project(str(place)) as opened:
        assert opened.load("a1", GOLD).record is None
