"""What each command does, says to people and says to programs."""

import json
from pathlib import Path

import pytest

from annotator.domain.annotation import Status
from annotator.project import open_project
from annotator.settings import shipped
from tests import builders
from tests.cli.conftest import Annotator, OpenedWindows

_STORY = "Mira Toll spoke in Paris on Monday.\n\nFrance rejects the dam, said Toll."


@pytest.fixture
def project(annotator: Annotator, tmp_path: Path) -> Path:
    """An empty project."""
    place = tmp_path / "trial.annotator"
    assert annotator("new", place).status == 0
    return place


@pytest.fixture
def annotated(project: Path) -> Path:
    """A project with one article that Anna and a model have annotated; only Anna is done."""
    said = builders.annotation(builders.ANNA, "a1", builders.mention("m1", 0, 9), status=Status.DONE)
    found = builders.annotation(builders.MODEL, "a1", builders.mention("m1", 19, 24, "GPE"))
    with open_project(str(project)) as opened:
        job = opened.import_articles([builders.annotated(builders.article(), said, found)])
        assert sum(1 for _ in job) > 0
    return project


@pytest.fixture
def exported(annotator: Annotator, annotated: Path, tmp_path: Path) -> Path:
    out = tmp_path / "out.jsonl"
    assert annotator("export", annotated, out).status == 0
    return out


def _stories(folder: Path, number: int) -> Path:
    folder.mkdir()
    for index in range(number):
        (folder / f"story{index}.txt").write_text(f"{_STORY} It was day {index}.", encoding="utf-8")
    return folder


# new


def test_new_makes_an_empty_project_with_the_scheme_asked_for(annotator: Annotator, tmp_path: Path) -> None:
    place = tmp_path / "p.annotator"
    made = annotator("new", place, "--scheme", "ner", "--json")
    assert made.status == 0
    assert made.json == {"project": str(place), "scheme": {"name": "ner", "version": "1"}}
    with open_project(str(place)) as opened:
        assert opened.scheme.name == "ner"


def test_new_takes_a_scheme_from_a_file_and_names_its_faults_by_line(
    annotator: Annotator, tmp_path: Path
) -> None:
    scheme = tmp_path / "ours.yaml"
    scheme.write_text("name: ours\nversion: 1\nentity_lables: []\n", encoding="utf-8")
    refused = annotator("new", tmp_path / "p.annotator", "--scheme", scheme)
    assert (refused.status, refused.out) == (2, "")
    assert "line 3" in refused.err
    assert not (tmp_path / "p.annotator").exists()


def test_new_does_not_touch_what_is_there(annotator: Annotator, project: Path) -> None:
    before = project.read_bytes()
    refused = annotator("new", project)
    assert (refused.status, refused.out) == (2, "")
    assert str(project) in refused.err
    assert project.read_bytes() == before


# import


def test_importing_twice_adds_everything_once(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    stories = _stories(tmp_path / "stories", 3)
    first = annotator("import", project, stories, "--json")
    assert (first.status, first.err) == (0, "")
    nothing_else: dict[str, object] = {"refused": [], "losses": [], "notes": [], "labels_added": []}
    assert first.json == {"articles_added": 3, "annotations_added": 0, "duplicates": 0, **nothing_else}
    again = annotator("import", project, stories, "--json")
    assert again.json == {"articles_added": 0, "annotations_added": 0, "duplicates": 3, **nothing_else}


def test_a_bad_record_is_refused_with_file_line_and_reason_while_the_rest_loads(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    records = tmp_path / "wire.jsonl"
    records.write_text(f'{json.dumps({"text": _STORY})}\n{{"text": \n{json.dumps({"text": "Rain."})}\n')
    ran = annotator("import", project, records, "--json")
    assert ran.status == 1
    assert ran.json["articles_added"] == 2
    (refusal,) = ran.json["refused"]
    assert set(refusal) == {"file", "where", "reason"}
    assert (refusal["file"], refusal["where"]) == ("wire.jsonl", "line 2")


def test_people_read_refusals_on_standard_error(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    records = tmp_path / "wire.jsonl"
    records.write_text('{"text": \n')
    ran = annotator("import", project, records)
    assert ran.status == 1
    assert ran.out == "0 articles and 0 annotations added, 1 refused.\n"
    assert ran.err.startswith("wire.jsonl, line 1: ")


def test_one_missing_file_is_refused_and_nothing_but_missing_files_does_not_start(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    stories, nowhere = _stories(tmp_path / "stories", 1), tmp_path / "nowhere.txt"
    some = annotator("import", project, stories, nowhere)
    assert some.status == 1
    assert "1 article " in some.out
    assert str(nowhere) in some.err
    none = annotator("import", project, nowhere)
    assert (none.status, none.out) == (2, "")
    assert str(nowhere) in none.err


def test_columns_and_language_can_be_said(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    table = tmp_path / "wire.csv"
    table.write_text("kop,wat\nDijkbreuk,Het regent in Gent.\n", encoding="utf-8")
    said = ("--column", "text=wat", "--column", "title=kop", "--language", "nl")
    assert annotator("import", project, table, *said).status == 0
    with open_project(str(project)) as opened:
        (row,) = opened.queue("anna")
        article = opened.load(row.article_id, builders.ANNA).article
    assert (article.title, article.language) == ("Dijkbreuk", "nl")


def test_the_encoding_can_be_said(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_bytes("Дождь идёт.".encode("koi8-r"))
    assert annotator("import", project, story, "--encoding", "koi8-r").status == 0
    with open_project(str(project)) as opened:
        (row,) = opened.queue("anna")
        assert opened.load(row.article_id, builders.ANNA).article.text == "Дождь идёт."


@pytest.mark.parametrize(
    ("options", "debris_stays"),
    [((), False), (("--keep", "shortcode"), True), (("--no-cleaning",), True)],
)
def test_cleaning_rules_can_be_switched_off(
    annotator: Annotator, project: Path, tmp_path: Path, options: tuple[str, ...], debris_stays: bool
) -> None:
    story = tmp_path / "story.txt"
    story.write_text(f"[ad_1]\n\n{_STORY}")
    assert annotator("import", project, story, *options).status == 0
    with open_project(str(project)) as opened:
        (row,) = opened.queue("anna")
        text = opened.load(row.article_id, builders.ANNA).article.text
    assert ("[ad_1]" in text) is debris_stays


@pytest.mark.parametrize(
    "options",
    [
        ("--keep", "everything"),
        ("--column", "text"),
        ("--column", "shape=body"),
        ("--encoding", "klingon"),
        ("--format", "papyrus"),
    ],
)
def test_options_that_nothing_has_do_not_start(
    annotator: Annotator, project: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    ran = annotator("import", project, _stories(tmp_path / "stories", 1), *options)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert "article" not in annotator("status", project).out.removeprefix("0 articles")


# status


def test_status_says_how_far_everybody_is(annotator: Annotator, annotated: Path) -> None:
    status = annotator("status", annotated, "--json").json
    assert status["articles"] == 1
    by_name = {one["name"]: one for one in status["annotators"]}
    assert set(by_name) == {builders.ANNA.name, builders.MODEL.name}
    anna = by_name["Anna"]
    assert (anna["kind"], anna["articles"], anna["mentions"]) == ("human", 1, 1)
    assert anna["by_status"]["done"] == 1
    told = annotator("status", annotated).out
    assert "1 article" in told
    assert "Anna" in told


def test_what_is_no_project_is_refused_in_one_sentence(annotator: Annotator, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no project")
    for place in ("notes.txt", "nowhere.annotator"):
        ran = annotator("status", tmp_path / place)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err.count("\n") == 1


# export


def test_export_writes_a_row_for_each_annotation(
    annotator: Annotator, annotated: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    told = annotator("export", annotated, out, "--json").json
    assert (told["rows"], told["losses"]) == (2, [])
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["annotator"] for row in rows] == ["Anna", builders.MODEL.name]


@pytest.mark.parametrize(
    "options",
    [("--annotator", "Anna"), ("--only", "done"), ("--annotator", "Anna", "--only", "done")],
)
def test_export_of_some(
    annotator: Annotator, annotated: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    out = tmp_path / "out.jsonl"
    assert annotator("export", annotated, out, *options).out == f"1 row written to {out}.\n"
    assert json.loads(out.read_text(encoding="utf-8"))["annotator"] == "Anna"


def test_export_of_gold_alone_and_in_formats_for_training(
    annotator: Annotator, annotated: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    assert annotator("export", annotated, out, "--who", "gold", "--json").json["rows"] == 0
    assert annotator("export", annotated, out, "--who", "annotators", "--json").json["rows"] == 1
    soft = annotator("export", annotated, out, "--format", "soft-labels", "--json").json
    assert soft["rows"] == 1
    beside = "who marked 1 mention first, and what became of proposals"
    assert [loss["what"] for loss in soft["losses"]] == [beside]
    assert json.loads(out.read_text(encoding="utf-8"))["quotes"] == ["Mira Toll"]


@pytest.mark.parametrize(
    "options",
    [
        ("--annotator", "Zoë"),
        ("--format", "papyrus"),
        ("--who", "gold", "--annotator", "Anna"),
        ("--who", "gold", "--format", "lewidi"),
    ],
)
def test_an_export_that_cannot_be_leaves_the_old_file(
    annotator: Annotator, annotated: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("the old export")
    ran = annotator("export", annotated, out, *options)
    assert (ran.status, ran.out) == (2, "")
    assert out.read_text() == "the old export"
    assert list(tmp_path.glob("*out.jsonl*")) == [out]


def test_an_export_imported_elsewhere_and_exported_again_is_the_same(
    annotator: Annotator, exported: Path, tmp_path: Path
) -> None:
    other, again = tmp_path / "other.annotator", tmp_path / "again.jsonl"
    annotator("new", other)
    taken = annotator("import", other, exported, "--json").json
    assert (taken["articles_added"], taken["annotations_added"]) == (1, 2)
    annotator("export", other, again)
    assert again.read_bytes() == exported.read_bytes()


def test_annotations_can_be_imported_under_another_name(
    annotator: Annotator, annotated: Path, tmp_path: Path
) -> None:
    out, other = tmp_path / "out.jsonl", tmp_path / "other.annotator"
    annotator("export", annotated, out, "--annotator", "Anna")
    annotator("new", other)
    annotator("import", other, out, "--annotator", "Cleo")
    (cleo,) = annotator("status", other, "--json").json["annotators"]
    assert cleo["name"] == "Cleo"


# check


def test_check_finds_nothing_wrong_with_an_export(annotator: Annotator, exported: Path) -> None:
    checked = annotator("check", exported, "--json")
    assert checked.status == 0
    assert checked.json == {"rows": 2, "faults": []}
    assert annotator("check", exported).out == "2 rows, 0 faults.\n"


def test_check_names_file_line_and_fault(annotator: Annotator, exported: Path) -> None:
    first, second = exported.read_text(encoding="utf-8").splitlines()
    exported.write_text(f"{first}\n{second.replace('“We will', '“We shall')}\n", encoding="utf-8")
    checked = annotator("check", exported, "--json")
    assert checked.status == 1
    assert checked.json["rows"] == 2
    assert {(fault["file"], fault["where"]) for fault in checked.json["faults"]} == {
        (str(exported), "line 2")
    }
    assert f"{exported}, line 2: " in annotator("check", exported).err


def test_check_of_nothing_does_not_start(annotator: Annotator, tmp_path: Path) -> None:
    assert annotator("check", tmp_path / "nowhere.jsonl").status == 2


# schema and formats


def test_the_schema_is_json_for_people_and_programs_alike(annotator: Annotator) -> None:
    schema = annotator("schema", "--json").json
    assert json.loads(annotator("schema").out) == schema
    assert "text_sha256" in schema["properties"]


def test_formats_are_listed_with_what_they_cannot_hold(annotator: Annotator) -> None:
    listed = annotator("formats", "--json").json
    by_name = {one["name"]: one for one in listed["formats"]}
    assert by_name["jsonl"]["reads"]
    assert by_name["jsonl"]["writes"]
    assert all(one["cannot_hold"] for one in by_name.values())
    told = annotator("formats").out
    assert all(name in told for name in (*by_name, *listed["cleaning_rules"], *listed["schemes"]))


# suggest, demo and open


def test_suggest_proposes_once_and_again_when_asked(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    annotator("import", project, _stories(tmp_path / "stories", 1))
    names = tmp_path / "names.jsonl"
    names.write_text('{"label": "EVENT", "pattern": "the dam"}\n')
    first = annotator("suggest", project, "--patterns", names, "--json")
    assert (first.status, first.err) == (0, "")
    assert first.json["articles"] == 1
    assert int(first.json["mentions"]) >= 3
    assert "en_core_web_sm" in first.json["pipeline"]
    assert annotator("suggest", project, "--json").json["articles"] == 0
    assert annotator("suggest", project, "--redo", "--json").json["articles"] == 1


def test_an_unknown_pipeline_does_not_start(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    annotator("import", project, _stories(tmp_path / "stories", 1))
    ran = annotator("suggest", project, "--pipeline", "no_such_pipeline")
    assert (ran.status, ran.out) == (2, "")
    assert "no_such_pipeline" in ran.err
    assert ran.err.count("\n") == 1


def test_the_demo_is_made_once_whole_and_without_a_window(
    annotator: Annotator, windows: OpenedWindows
) -> None:
    made = annotator("demo", "--no-window", "--json")
    assert (made.status, made.err, windows.opened) == (0, "", [])
    place = made.json["project"]
    assert made.json["made"] is True
    assert made.json["articles"] == len(list(shipped("seeds").glob("*.txt")))
    assert made.json["refused"] == []
    assert annotator("demo", "--no-window", "--json").json == {"project": place, "made": False}
    status = annotator("status", place, "--json").json
    kinds = [one["kind"] for one in status["annotators"]]
    assert kinds.count("human") == 3
    assert set(kinds) == {"human", "model"}
    assert list(Path(place).parent.iterdir()) == [Path(place)]
    assert annotator("demo").status == 0
    assert [(window.project, window.demo) for window in windows.opened] == [(place, True)]


def test_open_opens_the_window_and_refuses_what_is_not_there(
    annotator: Annotator, windows: OpenedWindows, project: Path, tmp_path: Path
) -> None:
    assert annotator("open", project, "--json").json == {"project": str(project)}
    missing = annotator("open", tmp_path / "nowhere.annotator")
    assert (missing.status, missing.out) == (2, "")
    assert [window.project for window in windows.opened] == [str(project)]
