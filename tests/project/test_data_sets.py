"""Data sets: parts that share no article and no story, told of truly, and the same whenever they are made."""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest
import yaml

from annotator.domain.annotation import Annotation, Judgement, Ref, RefKind, Status
from annotator.domain.article import Article
from annotator.domain.records import AnnotatedArticle, StoredArticle
from annotator.domain.refused import Refused
from annotator.formats.all_formats import JSONL
from annotator.formats.writer import Folder, FolderWriter, WriteOptions
from annotator.formats.written import Said, Written
from annotator.project import ExportResult, Project, Who, run_to_end
from annotator.project.export_places import place_for
from tests.builders import ANNA, BEN, MODEL, SCHEME, annotated, annotation, article, mention
from tests.filling import fill

SHARES = {"train": 0.8, "dev": 0.1, "test": 0.1}
ARTICLES = 40
_WORDS = ("Varon", "dam", "council", "river", "vote", "harvest", "bridge", "mayor", "budget", "railway")


def _text(number: int) -> str:
    """A story that shares no stretch of words with another one."""
    return "Mira Toll " + " ".join(f"{word}{number}" for word in _WORDS)


def _stance(label: str) -> Judgement:
    return Judgement(
        id="j1", task="stance", holder=Ref(kind=RefKind.AUTHOR), target=Ref(kind=RefKind.NONE), label=label
    )


def _said(by: str, number: int) -> Annotation:
    marks = [mention("m1", 0, 9)] + ([mention("m2", 5, 9, "ORG")] if number % 10 == 0 else [])
    said = annotation({"Anna": ANNA, "Ben": BEN}[by], f"a{number:02}", *marks, status=Status.DONE)
    return said.model_copy(update={"judgements": {"j1": _stance("favor" if number % 2 else "against")}})


@pytest.fixture
def filled(project: Project) -> Project:
    """Forty stories, the last five printed again by somebody else under another headline."""
    values = [article(_text(number), f"a{number:02}") for number in range(ARTICLES)]
    values += [article(f"Exclusive! {_text(n)}", f"a{n + 5:02}") for n in range(ARTICLES - 5, ARTICLES)]
    fill(project, *(_annotated(value, number) for number, value in enumerate(values)))
    return project


def _annotated(value: Article, number: int) -> AnnotatedArticle:
    by = ("Anna", "Ben") if number % 2 else ("Anna",)
    return annotated(value, *(_said(name, number) for name in by))


def _split(project: Project, out: Path, **wish: Any) -> ExportResult:
    return run_to_end(project.export(out, **{"split": SHARES, **wish}))


def _ids(file: Path) -> list[str]:
    return [orjson.loads(line)["id"] for line in file.read_bytes().splitlines()]


def _manifest(folder: Path) -> dict[str, Any]:
    told = orjson.loads((folder / "manifest.json").read_bytes())
    assert isinstance(told, dict)
    return told


def test_each_row_is_in_one_part_and_all_rows_of_an_article_in_the_same(
    filled: Project, tmp_path: Path
) -> None:
    out, plain = tmp_path / "out", tmp_path / "plain.jsonl"
    _split(filled, out)
    run_to_end(filled.export(plain))
    lines = [(out / f"{part}.jsonl").read_bytes().splitlines() for part in SHARES]
    assert sorted(line for part in lines for line in part) == sorted(plain.read_bytes().splitlines())
    ids = [set(_ids(out / f"{part}.jsonl")) for part in SHARES]
    assert sum(map(len, ids)) == len(set().union(*ids)) == ARTICLES + 5


@pytest.mark.parametrize("seed", range(6))
def test_a_story_that_was_printed_twice_is_never_in_two_parts(
    filled: Project, tmp_path: Path, seed: int
) -> None:
    result = _split(filled, tmp_path / "out", seed=seed)
    copies = tuple((f"a{number}", f"a{number + 5}") for number in range(ARTICLES - 5, ARTICLES))
    assert result.near_duplicates == copies
    part_of = {article: part.name for part in result.parts for article in part.articles}
    assert all(part_of[one] == part_of[other] for one, other in copies)


def test_the_manifest_proves_the_files_and_counts_what_is_in_them(filled: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = _split(filled, out, seed=7)
    told = _manifest(out)
    for file in told["files"]:
        content = (out / file["file"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert [file["file"] for file in told["files"]] == [*(f"{part}.jsonl" for part in SHARES), "README.md"]
    for part, held in told["parts"].items():
        rows = [orjson.loads(line) for line in (out / f"{part}.jsonl").read_bytes().splitlines()]
        assert held["rows"] == held["annotations"] == len(rows)
        assert held["article_ids"] == sorted({row["id"] for row in rows})
        labels = [one["label"] for row in rows for one in row["mentions"]]
        assert held["mentions"] == {label: labels.count(label) for label in sorted(set(labels))}
        stances = [one["label"] for row in rows for one in row["judgements"]]
        assert held["judgements"]["stance"] == {one: stances.count(one) for one in sorted(set(stances))}
    assert told["split"]["seed"] == 7
    assert told["split"]["shares"] == SHARES
    assert told["scheme"] == {"name": "test", "version": "1"}
    assert len(told["near_duplicates"]["groups"]) == 5
    assert result.rows == sum(held["rows"] for held in told["parts"].values())


def test_a_rare_label_is_divided_as_evenly_as_articles_go(filled: Project, tmp_path: Path) -> None:
    result = _split(filled, tmp_path / "out", split={"train": 0.5, "test": 0.5})
    assert sorted(part.mentions["ORG"] for part in result.parts) == [2, 3]


def test_the_same_project_gives_the_same_bytes_in_folders_and_archives(
    filled: Project, tmp_path: Path
) -> None:
    for name in ("one", "two", "one.zip", "two.zip"):
        _split(filled, tmp_path / name, seed=3)
    assert _contents(tmp_path / "one") == _contents(tmp_path / "two")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == _contents(tmp_path / "one")
    _split(filled, tmp_path / "other", seed=4)
    assert _contents(tmp_path / "other") != _contents(tmp_path / "one")


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_card_tells_what_is_in_it_and_how_far_people_agree_but_names_nobody(
    filled: Project, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    _split(filled, out)
    card = (out / "README.md").read_text(encoding="utf-8")
    matter = yaml.safe_load(card.split("---\n")[1])
    assert [file["split"] for file in matter["configs"][0]["data_files"]] == ["train", "validation", "test"]
    assert "45 articles with 67 annotations by 2 people." in card
    assert "| Mentions | F1 strict | 1.00 (1.00 to 1.00) | 22 | mentions that either marked |" in card
    assert "10 articles are near copies of others, in 5 groups" in card
    assert "Anna" not in card + (out / "manifest.json").read_text(encoding="utf-8")


def test_nobody_is_named_where_a_format_has_no_place_for_names(filled: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    skipped = annotation(ANNA, "s1", status=Status.SKIPPED)
    fill(filled, annotated(article("A weather report, of no interest.", "s1"), skipped))
    result = _split(filled, out, format_name="hf-tokens")
    assert any("Anna" in loss.what for loss in result.losses)
    told = (out / "README.md").read_text(encoding="utf-8") + (out / "manifest.json").read_text(
        encoding="utf-8"
    )
    assert "Anna" not in told
    assert "the annotation of somebody" in told


def test_without_dividing_there_can_be_a_card_all_the_same(filled: Project, tmp_path: Path) -> None:
    out, plain = tmp_path / "out", tmp_path / "plain.jsonl"
    run_to_end(filled.export(out, card=True))
    run_to_end(filled.export(plain))
    assert sorted(path.name for path in out.iterdir()) == ["README.md", "all.jsonl", "manifest.json"]
    assert (out / "all.jsonl").read_bytes() == plain.read_bytes()
    assert _manifest(out)["split"] is None


def test_only_the_work_that_is_asked_for_is_divided(filled: Project, tmp_path: Path) -> None:
    fill(filled, annotated(article("A model’s alone.", "b1"), annotation(MODEL, "b1")))
    result = _split(filled, tmp_path / "out", annotators=("Ben",))
    assert {part.name: part.annotations for part in result.parts} == {"train": 18, "dev": 2, "test": 2}
    assert "b1" not in {article for part in result.parts for article in part.articles}


def test_what_a_format_of_tokens_cannot_hold_stands_in_manifest_and_card(
    filled: Project, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    result = _split(filled, out, format_name="hf-tokens")
    told = _manifest(out)
    assert result.losses
    assert sum(kind["times"] for kind in told["losses"]) == len(result.losses)
    assert sum(held["losses"] for held in told["parts"].values()) == len(result.losses)
    assert "stance: author, against, none" in (out / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("wish", [{}, {"split": SHARES}, {"card": True}, {"format_name": "spacy"}])
def test_a_dry_export_gives_the_same_counts_and_writes_nothing(
    filled: Project, tmp_path: Path, wish: Mapping[str, Any]
) -> None:
    wish = {"format_name": "hf-tokens", **wish}
    before = sorted(tmp_path.rglob("*"))
    dry = run_to_end(filled.export(tmp_path / "out", dry=True, **wish))
    assert sorted(tmp_path.rglob("*")) == before
    wet = run_to_end(filled.export(tmp_path / "out", **wish))
    assert (dry.rows, list(dry.losses), dry.parts) == (wet.rows, list(wet.losses), wet.parts)
    assert (dry.files, bool(wet.files)) == ((), True)


@pytest.mark.parametrize("wish", [{}, {"split": SHARES}, {"card": True}, {"dry": True}])
def test_an_export_that_may_lose_nothing_stops_at_the_first_loss_and_writes_nothing(
    filled: Project, tmp_path: Path, wish: Mapping[str, Any]
) -> None:
    out = tmp_path / "out"
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Refused, match=r"hf-tokens cannot hold .* of article a.*Nothing was written"):
        run_to_end(filled.export(out, format_name="hf-tokens", stop_on_loss=True, **wish))
    assert sorted(tmp_path.rglob("*")) == before
    assert not run_to_end(filled.export(out, stop_on_loss=True, **wish)).losses


def test_a_split_that_is_stopped_leaves_nothing(filled: Project, tmp_path: Path) -> None:
    fill(filled, *(annotated(article(f"{n} {_text(n)}", f"c{n}")) for n in range(200, 500)))
    before = sorted(tmp_path.rglob("*"))
    job = filled.export(tmp_path / "out", split=SHARES)
    seen = [next(job), next(job)]
    job.close()
    assert all(progress.done <= (progress.total or 0) for progress in seen)
    assert sorted(tmp_path.rglob("*")) == before


def _no_parts(project: Project, out: Path) -> None:
    _split(project, out, who=Who.GOLD)


def _too_many_parts(project: Project, out: Path) -> None:
    _split(project, out, split={f"p{number}": 1 / 50 for number in range(50)})


def _no_whole(project: Project, out: Path) -> None:
    _split(project, out, split={"train": 0.5, "test": 0.6})


def _full_folder(project: Project, out: Path) -> None:
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    _split(project, out)


@pytest.mark.parametrize(
    ("attempt", "why"),
    [
        (_no_parts, "There is nothing to divide"),
        (_too_many_parts, "only 40 articles, or groups of near copies, for 50 parts"),
        (_no_whole, "make 1.1 together"),
        (_full_folder, "is there already"),
    ],
)
def test_what_cannot_be_divided_is_refused_and_nothing_is_touched(
    filled: Project, tmp_path: Path, attempt: Callable[[Project, Path], None], why: str
) -> None:
    out = tmp_path / "out"
    with pytest.raises(Refused, match=why):
        attempt(filled, out)
    assert not out.exists() or [path.name for path in out.iterdir()] == ["mine.txt"]


def _write_small_files(folder: Folder, said: Iterable[Said], _options: WriteOptions) -> Iterator[Written]:
    for number, _ in enumerate(said):
        folder.put(f"texts/{number}.txt", b"text")
        yield Written()


@pytest.mark.parametrize(("part", "inside"), [("dev", "dev/texts/0.txt"), (None, "texts/0.txt")])
def test_formats_of_many_files_have_a_folder_for_each_part(
    tmp_path: Path, part: str | None, inside: str
) -> None:
    writer = FolderWriter(JSONL, _write_small_files)
    with (
        place_for(tmp_path / "out", writer, in_parts=part is not None, is_dry=False) as place,
        place.part(part) as write,
    ):
        assert list(write([(StoredArticle.of(article()), None)], WriteOptions(SCHEME))) == [Written()]
    assert (tmp_path / "out" / inside).read_bytes() == b"text"
    assert [file.file for file in place.files] == [inside]
