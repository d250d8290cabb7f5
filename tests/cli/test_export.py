"""`annotator export` beyond one file: parts, cards, losses told, and what is refused."""

import json
from pathlib import Path

import pytest

from annotator.domain.annotation import Judgement, Ref, RefKind, Status
from annotator.project import open_project, run_to_end
from tests.builders import ANNA, annotated, annotation, article, mention
from tests.cli.conftest import Annotator

_STORIES = (
    "Mira Toll spoke in Varon on Monday about the dam and what it may cost.",
    "Nobody expected the council to vote so late in the harvest season.",
    "Railways were closed between the two towns after heavy rain fell.",
    "A bridge that fell last spring is to be built anew by September.",
    "Teachers asked for smaller classes; the ministry has yet to answer.",
    "Fishermen at the northern port say that their catch has halved.",
)


@pytest.fixture
def project(annotator: Annotator, tmp_path: Path) -> Path:
    """Six stories, each with a mention and four judgements, which formats of tokens cannot hold."""
    place = tmp_path / "trial.annotator"
    annotator("new", place)
    read = []
    for number, story in enumerate(_STORIES):
        said = annotation(ANNA, f"a{number}", mention("m1", 0, 4), status=Status.DONE)
        judgements = {f"j{one}": _judgement(f"j{one}") for one in range(4)}
        read.append(
            annotated(article(story, f"a{number}"), said.model_copy(update={"judgements": judgements}))
        )
    with open_project(str(place)) as opened:
        run_to_end(opened.import_articles(read))
    return place


def _judgement(id_: str) -> Judgement:
    holder, target = Ref(kind=RefKind.AUTHOR), Ref(kind=RefKind.GENERAL)
    return Judgement(id=id_, task="stance", holder=holder, target=target, label="favor")


def test_a_split_is_told_part_by_part(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = annotator("export", project, out, "--split", "train=.6,dev=.2,test=.2", "--seed", "3")
    assert ran.status == 0
    assert [line.split()[:2] for line in ran.out.splitlines()[2:6]] == [
        ["part", "articles"],
        ["train", "4"],
        ["dev", "1"],
        ["test", "1"],
    ]
    assert sorted(path.name for path in out.iterdir()) == [
        *("README.md", "dev.jsonl", "manifest.json", "test.jsonl", "train.jsonl")
    ]


def test_a_split_is_told_to_programs_with_files_and_parts(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    told = annotator("export", project, tmp_path / "out", "--split", "train=.5,test=.5", "--json").json
    assert (told["rows"], told["losses"], told["near_duplicates"]) == (6, [], [])
    assert [(part["name"], part["articles"]) for part in told["parts"]] == [("train", 3), ("test", 3)]
    assert [file["file"] for file in told["files"]] == [
        *("train.jsonl", "test.jsonl", "README.md", "manifest.json")
    ]


def test_one_file_is_told_to_programs_with_its_hash(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    told = annotator("export", project, tmp_path / "out.jsonl", "--json").json
    (file,) = told["files"]
    assert (file["file"], file["bytes"]) == ("out.jsonl", (tmp_path / "out.jsonl").stat().st_size)
    assert told["parts"] == []


def test_what_is_written_can_be_imported_again(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "out.zip", tmp_path / "other.annotator"
    annotator("export", project, out, "--split", "train=.5,test=.5")
    annotator("new", other)
    assert annotator("import", other, out, "--json").json["annotations_added"] == 6


def test_many_losses_are_summed_up_for_people_and_listed_for_programs(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    asked = ("export", project, tmp_path / "out.jsonl", "--format", "hf-tokens")
    told = annotator(*asked)
    losses = annotator(*asked, "--json").json["losses"]
    stances = [loss for loss in losses if loss["what"].startswith("stance: ")]
    assert len(stances) == 24
    assert f"could not hold {len(losses)} things" in told.out
    assert told.out.count("stance: author, favor, general") == 1
    assert [line.split()[0] for line in told.out.splitlines() if "stance: author" in line] == ["24"]


def test_few_losses_are_listed_one_by_one(annotator: Annotator, tmp_path: Path) -> None:
    other = tmp_path / "other.annotator"
    annotator("new", other)
    said = annotation(ANNA, "a1", mention("m1", 0, 4), status=Status.DONE)
    judgements = {f"j{one}": _judgement(f"j{one}") for one in range(2)}
    read = annotated(article(_STORIES[0]), said.model_copy(update={"judgements": judgements}))
    with open_project(str(other)) as opened:
        run_to_end(opened.import_articles([read]))
    told = annotator("export", other, tmp_path / "out.jsonl", "--format", "hf-tokens").out
    assert told.count("stance: author, favor, general") == 2


def test_a_dry_run_tells_rows_and_losses_and_writes_nothing(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("the old export")
    ran = annotator("export", project, out, "--format", "hf-tokens", "--dry-run")
    assert ran.out.startswith(f"6 rows would be written to {out}.")
    assert out.read_text() == "the old export"
    assert annotator("export", project, out, "--dry-run", "--json").json["files"] == []


def test_the_first_loss_stops_an_export_that_may_have_none(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("the old export")
    ran = annotator("export", project, out, "--format", "hf-tokens", "--stop-on-loss")
    assert (ran.status, ran.out) == (2, "")
    assert "The format hf-tokens cannot hold" in ran.err
    assert "of article a0" in ran.err
    assert out.read_text() == "the old export"
    assert annotator("export", project, out, "--stop-on-loss").status == 0


def test_tags_are_told_apart_by_the_scheme_that_is_asked_for(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    for tagging, tag in (("bio", "B-PERSON"), ("bioes", "S-PERSON")):
        annotator("export", project, out, "--format", "hf-tokens", "--tagging", tagging)
        assert json.loads(out.read_bytes().splitlines()[0])["ner_tags"][0] == tag


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--split", "train=.8"), "One part alone"),
        (("--split", "train=80,test=20"), "has to be between 0 and 1"),
        (("--split", "../x=.5,test=.5"), "is no part with its share"),
        (("--split", "a=.1,b=.1,c=.1,d=.1,e=.1,f=.1,g=.4"), "for 7 parts"),
        (("--seed", "3"), "--split says into what"),
        (("--tagging", "bilou"), "bilou"),
    ],
)
def test_a_split_that_cannot_be_is_refused_in_a_sentence(
    annotator: Annotator, project: Path, tmp_path: Path, options: tuple[str, ...], why: str
) -> None:
    ran = annotator("export", project, tmp_path / "out", *options)
    assert (ran.status, ran.out) == (2, "")
    assert why in ran.err
    assert not (tmp_path / "out").exists()
