"""Importing: each article once, in batches that can be stopped and repeated."""

from pathlib import Path

import pytest
from pydantic import JsonValue

from annotator.domain.annotation import Annotator
from annotator.domain.article import Article, Direction, Origin, Removal, Segment, SegmentKind
from annotator.domain.bad_input import BadInput
from annotator.domain.edits.progress import set_flag
from annotator.domain.loss import Loss
from annotator.domain.note import Note
from annotator.domain.refused import Refused
from annotator.project import ImportResult, Job, Project, Stop, create_project, run_to_end, stop
from annotator.project.catalogue import ReadOptions
from tests.builders import ANNA, BEN, SCHEME, TEXT, annotated, annotation, article, mention
from tests.filling import fill, work

MARKED = annotation(ANNA, "a1", mention("m1", 0, 9, entity="e1"))


def test_an_article_comes_out_as_it_went_in(any_project: Project) -> None:
    whole = Article(
        id="a1",
        text="\u0646\u0635 — naïve 🌊\u2028e\u0301",
        title="Titel",
        language="ar",
        direction=Direction.RTL,
        source="Varon Wire",
        url="https://example.org/1",
        author="M. Toll",
        published="2024-05-17",
        dateline="Varon",
        meta={"big": 2**70, "small": 0.1, "nested": [{"a": None, "\u0000": "\u0000"}], "true": True},
        segments=(Segment(kind=SegmentKind.PARAGRAPH, start=0, end=5),),
        origin=Origin(
            file="one.txt", sha256="0" * 64, removed=(Removal(start=1, end=2, rule="cr"),), replaced=()
        ),
    )
    fill(any_project, annotated(whole))

    assert any_project.load("a1", ANNA).article == whole


def test_annotations_come_in_with_their_articles(any_project: Project) -> None:
    result = fill(any_project, annotated(article(), MARKED))

    assert result == ImportResult(articles_added=1, annotations_added=1)
    record = any_project.load("a1", ANNA).record
    assert record is not None
    assert record.annotation == MARKED
    assert record.revision == 0


def test_an_imported_annotation_is_edited_further(any_project: Project) -> None:
    fill(any_project, annotated(article(), MARKED))
    work(any_project, [set_flag(MARKED, flagged=True)])
    any_project.take_snapshots()

    record = any_project.load("a1", ANNA).record
    assert record is not None
    assert record.annotation.mentions == MARKED.mentions
    assert record.annotation.progress.flagged


def test_repeating_an_import_adds_nothing_also_when_work_went_on(any_project: Project) -> None:
    fill(any_project, annotated(article(), MARKED), annotated(article("Other.", "a2")))
    work(any_project, [set_flag(MARKED, flagged=True)])
    any_project.take_snapshots()

    again = fill(any_project, annotated(article(), MARKED), annotated(article("Other.", "a2")))
    assert again == ImportResult(duplicates=2)
    record = any_project.load("a1", ANNA).record
    assert record is not None
    assert record.annotation.progress.flagged


def test_working_time_before_an_import_is_kept(any_project: Project) -> None:
    fill(any_project)
    any_project.add_time("a1", ANNA, 3.0)
    fill(any_project, annotated(article(), MARKED))

    record = any_project.load("a1", ANNA).record
    assert record is not None
    assert (record.active_seconds, record.annotation) == (3.0, MARKED)


def test_a_stopped_import_keeps_what_was_read(any_project: Project) -> None:
    many = [annotated(article(f"{number}: {TEXT}", f"a{number}")) for number in range(90)]
    job = any_project.import_articles(many, batch=30)
    progress = next(job)
    job.close()
    assert any_project.status().articles == progress.done > 0

    result = fill(any_project, *many)
    assert (result.articles_added, result.duplicates) == (90 - progress.done, progress.done)


def test_a_stopped_import_says_what_it_has_added(any_project: Project) -> None:
    job = any_project.import_articles(annotated(article(f"{n}: {TEXT}", f"a{n}")) for n in range(90))
    progress = next(job)
    with pytest.raises(Stop) as stopped:
        job.throw(Stop())
    assert stopped.value.so_far == ImportResult(articles_added=progress.done)
    assert any_project.status().articles == progress.done > 0


def test_what_is_stopped_while_it_imports_does_not_go_on_after_it(any_project: Project) -> None:
    went_on: list[bool] = []

    def importing_first() -> Job[None]:
        yield from any_project.import_articles([annotated(article())])
        went_on.append(True)

    job = importing_first()
    next(job)
    assert stop(job) is None
    assert went_on == []
    assert any_project.status().articles == 1


def test_refused_input_is_told_while_the_rest_comes_in(any_project: Project) -> None:
    bad = BadInput(file="news.jsonl", where="line 2", reason="it is not JSON")
    job = any_project.import_articles([annotated(article()), bad, annotated(article("Other.", "a1"))])
    result = run_to_end(job)

    assert result.articles_added == 1
    assert result.refused[0] == bad
    assert "a1 belongs to an article with another text" in result.refused[1].reason


def test_a_refusal_names_the_file_it_was_read_from(any_project: Project, tmp_path: Path) -> None:
    fill(any_project, annotated(article("Changed.", "a1")))
    rows = tmp_path / "rows.jsonl"
    with create_project(str(tmp_path / "other.annotator"), SCHEME) as other:
        fill(other, annotated(article(), MARKED))
        run_to_end(other.export(rows))

    (refused,) = run_to_end(any_project.import_files([rows])).refused
    assert (refused.file, refused.where) == ("rows.jsonl", "article a1")


def test_files_and_folders_are_read_one_after_the_other(any_project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "wire"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(f"Number {number}. {TEXT}", encoding="utf-8")
    last = tmp_path / "last.txt"
    last.write_text("The last one is here.", encoding="utf-8")
    job = any_project.import_files([folder, last, tmp_path / "missing.txt"], batch=7)

    first = next(job)
    result = run_to_end(job)
    assert first.total is not None
    assert 0 < first.done <= first.total
    assert result.articles_added == 31
    assert [one.file for one in result.refused] == [str(tmp_path / "missing.txt")]
    assert any_project.queue("Anna")[-1].title == "The last one is here."


def test_a_wrong_option_is_refused_before_anything_is_read(any_project: Project, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no format"):
        any_project.import_files([tmp_path], ReadOptions(format="sgml"))


@pytest.mark.parametrize("text", ["A NUL \0 in it.", "Half a character \ud83c in it."])
def test_text_that_no_database_keeps_is_refused(any_project: Project, text: str) -> None:
    result = fill(any_project, annotated(article(text)), annotated(article("Other.", "a2")))

    assert result.articles_added == 1
    assert [one.where for one in result.refused] == ["article a1"]


def test_a_file_whose_name_is_no_text_is_refused_by_a_name_that_is(any_project: Project) -> None:
    odd = Article(id="a1", text=TEXT, origin=Origin(file="caf\udce9.txt", sha256="0" * 64))

    (refused,) = fill(any_project, annotated(odd)).refused
    assert refused.file == "caf?.txt"


def test_annotations_come_in_under_the_name_that_is_given(any_project: Project) -> None:
    run_to_end(any_project.import_articles([annotated(article(), MARKED)], annotator="Ben"))

    record = any_project.load("a1", BEN).record
    assert record is not None
    assert record.annotation == MARKED.model_copy(update={"annotator": BEN})
    assert any_project.annotators() == (BEN,)


def test_articles_keep_their_order(any_project: Project) -> None:
    ids = ["z", "a", "Å", "m"]
    fill(any_project, *(annotated(article(f"{id_} {TEXT}", id_)) for id_ in ids))
    fill(any_project, annotated(article("Later.", "b")))

    assert [row.article_id for row in any_project.queue("Anna")] == [*ids, "b"]


def test_labels_the_scheme_does_not_have_are_added_to_it_and_said(any_project: Project) -> None:
    ship = annotation(ANNA, "a1", mention("m1", 0, 9, label="SHIP"))
    result = fill(any_project, annotated(article(), ship))
    assert result.labels_added == ("SHIP",)
    assert any_project.scheme.entity_label("SHIP") is not None
    assert any_project.scheme.id != SCHEME.id
    again = fill(any_project, annotated(article(), ship))
    assert again.labels_added == ()


def test_labels_are_added_also_where_the_import_is_stopped(any_project: Project) -> None:
    ship = annotation(ANNA, "a1", mention("m1", 0, 9, label="SHIP"))
    job = any_project.import_articles(annotated(article(f"{TEXT} {n}", f"a{n}"), ship) for n in range(1, 99))
    next(job)
    job.close()
    assert any_project.scheme.entity_label("SHIP") is not None


def test_losses_and_what_was_converted_are_told_with_the_files(any_project: Project) -> None:
    loss = Loss("a1", "event E1", "there are no events")
    notes = [Note(file=f"{n}.ann", sentence="It was read as brat standoff.") for n in range(3)]
    result = run_to_end(any_project.import_articles([notes[0], annotated(article()), loss, *notes[1:]]))
    assert list(result.losses) == [loss]
    assert result.notes == ("0.ann and 2 more files: It was read as brat standoff.",)


def test_what_came_with_an_annotation_stays_with_it_through_edits(any_project: Project) -> None:
    came = MARKED.model_copy(update={"meta": {"_task_hash": -7}})
    fill(any_project, annotated(article(), came))
    work(any_project, [set_flag(came, flagged=True)])
    record = any_project.load("a1", ANNA).record
    assert record is not None
    assert record.annotation.meta == {"_task_hash": -7}


@pytest.mark.parametrize(
    ("name", "meta", "reason"),
    [
        ("An\0na", {}, "It holds a NUL character, which no database keeps."),
        ("Anna", {"_id": "\ud83d"}, "It holds half a character (a lone surrogate), in its text, its fields,"),
    ],
)
def test_annotations_that_no_database_keeps_are_refused_with_their_article(
    any_project: Project, name: str, meta: dict[str, JsonValue], reason: str
) -> None:
    odd = annotation(Annotator(name=name), "a1", mention("m1", 0, 9)).model_copy(update={"meta": meta})
    result = fill(any_project, annotated(article(), odd))
    assert (result.articles_added, len(result.refused)) == (0, 1)
    assert result.refused[0].reason.startswith(reason)
