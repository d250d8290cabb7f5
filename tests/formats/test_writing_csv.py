"""The table for spreadsheets: everything that is said in rows, nothing of it a formula."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import (
    AUTHOR,
    Annotation,
    Annotator,
    Entity,
    Judgement,
    Mention,
    Progress,
    Ref,
    RefKind,
    RejectedProposal,
    Span,
    Status,
    segment_ref,
)
from annotator.domain.article import Article
from annotator.domain.records import StoredAnnotation, StoredArticle
from annotator.formats.csv_writing import COLUMNS, CSV_WRITER
from annotator.formats.stored_json import said_by
from annotator.formats.written import Said
from tests.builders import SCHEME, record
from tests.domain.generated import annotations as any_annotation
from tests.domain.generated import articles as any_article
from tests.formats.tools.aids import Found, annotated, said, written

TEXT = "=Mira Toll praised “the, dam”.\nIt rained."
ARTICLE = Article(id="a1", text=TEXT, title="+1 for the dam", source="@post", url="https://post.example")
WORK = Annotation(
    article_id="a1",
    annotator=Annotator(name="anna"),
    scheme=SCHEME.id,
    progress=Progress(status=Status.DONE, flagged=True, note="-2+3"),
    mentions={
        "m1": Mention(id="m1", start=0, end=10, label="PERSON", entity="e1"),
        "m2": Mention(id="m2", start=1, end=18, label="PERSON", fragments=((1, 5), (11, 18))),
    },
    entities={"e1": Entity(id="e1", name="'Toll", label="PERSON", attributes={"party": "x"})},
    judgements={
        "j1": Judgement(
            id="j1",
            task="stance",
            holder=AUTHOR,
            target=Ref(kind=RefKind.ENTITY, id="e1", name="Toll"),
            label="against",
            more_labels=("neutral",),
            anchor=segment_ref(0, 30),
            evidence=(Span(start=19, end=28), Span(start=31, end=33)),
            value=-1.5,
            implicit=True,
            note="two\nlines",
        )
    },
    rejected={"r1": RejectedProposal(id="r1", start=31, end=33, label="GPE")},
)


def defused(cell: str) -> str:
    return cell.removeprefix("'")


def table(content: bytes) -> list[dict[str, str]]:
    """The rows as a program reads them that takes one leading apostrophe away."""
    text = content.removeprefix(b"\xef\xbb\xbf").decode()
    return [
        {key: defused(cell) for key, cell in row.items()}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


def told(row: Mapping[str, str]) -> dict[str, str]:
    """What the row says beside the article and whose work it is."""
    left_out = ("article_id", "title", "source", "url", "annotator", "annotator_kind")
    return {key: cell for key, cell in row.items() if cell and key not in left_out}


def test_rows_say_what_they_are_and_everything_that_is_said() -> None:
    content, losses = written(CSV_WRITER, said(annotated(ARTICLE, WORK)))
    rows = table(content)
    assert [told(row) for row in rows] == [
        {"kind": "annotation", "status": "done", "flagged": "true", "note": "-2+3"},
        {
            "kind": "entity",
            "id": "e1",
            "label": "PERSON",
            "entity_name": "'Toll",
            "attributes": '{"party":"x"}',
        },
        {
            "kind": "mention",
            "id": "m1",
            "label": "PERSON",
            "start": "0",
            "end": "10",
            "quote": "=Mira Toll",
            "entity": "e1",
            "entity_name": "'Toll",
            "origin": "human",
            "decision": "added",
        },
        {
            "kind": "mention",
            "id": "m2",
            "label": "PERSON",
            "start": "1",
            "end": "18",
            "quote": "Mira Toll praised",
            "pieces": "1-5;11-18",
            "origin": "human",
            "decision": "added",
        },
        {
            "kind": "judgement",
            "id": "j1",
            "task": "stance",
            "label": "against",
            "more_labels": '["neutral"]',
            "holder_kind": "author",
            "holder": "the author",
            "target_kind": "entity",
            "target": "'Toll",
            "target_id": "e1",
            "anchor": "0-30",
            "anchor_quote": "=Mira Toll praised “the, dam”.",
            "evidence": "19-28;31-33",
            "evidence_quotes": "“the, dam … It",
            "value": "-1.5",
            "implicit": "true",
            "note": "two\nlines",
        },
        {"kind": "rejected", "id": "r1", "label": "GPE", "start": "31", "end": "33", "quote": "It"},
    ]
    assert losses == []
    assert {(row["article_id"], row["title"], row["source"], row["annotator"]) for row in rows} == {
        ("a1", "+1 for the dam", "@post", "anna")
    }


def test_the_file_is_what_excel_and_the_standard_want() -> None:
    content, _ = written(CSV_WRITER, said(annotated(ARTICLE, WORK)))
    assert content.startswith(b"\xef\xbb\xbfkind,article_id,")
    lines = content.decode().split("\r\n")
    assert lines[-1] == ""
    assert lines[0].removeprefix("\ufeff") == ",".join(COLUMNS)
    assert "\n" in content.decode().replace("\r\n", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝", "'", "'="])
def test_no_cell_is_a_formula_and_each_can_be_had_back(start: str) -> None:
    name = f"{start}cmd|' /C calc'!A0"
    entities = {"e1": Entity(id="e1", name=name, label="PERSON")}
    content, _ = written(CSV_WRITER, said(annotated(ARTICLE, WORK.model_copy(update={"entities": entities}))))
    text = content.removeprefix(b"\xef\xbb\xbf").decode()
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r", "\n", "＝"))]
    assert [cell for cell in cells if cell.startswith("-")] == ["-1.5"]
    assert table(content)[1]["entity_name"] == name


def test_an_article_that_nobody_has_annotated_is_a_row() -> None:
    content, _ = written(CSV_WRITER, said(annotated(ARTICLE)))
    assert [(row["kind"], row["annotator"]) for row in table(content)] == [("article", "")]


def test_work_that_is_not_done_says_so() -> None:
    unfinished = WORK.model_copy(update={"progress": Progress(status=Status.IN_PROGRESS)})
    content, losses = written(CSV_WRITER, said(annotated(ARTICLE, unfinished)))
    assert table(content)[0]["status"] == "in_progress"
    assert losses == []


def test_a_table_of_answers_does_not_come_in_as_articles(tmp_path: Path) -> None:
    content, _ = written(CSV_WRITER, said(annotated(ARTICLE, WORK)))
    (tmp_path / "answers.csv").write_bytes(content)
    assert "No text was found among" in Found([tmp_path / "answers.csv"]).reason


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), article=any_article())
def test_any_work_is_a_row_for_each_thing_it_says(data: st.DataObject, article: Article) -> None:
    annotation = data.draw(any_annotation(article))
    rows: list[Said] = [(StoredArticle.of(article), StoredAnnotation.of(record(annotation)))]
    content, losses = written(CSV_WRITER, rows)
    assert (content, losses) == written(CSV_WRITER, rows)
    read = table(content)
    everything = said_by(StoredAnnotation.of(record(annotation)))
    number = sum(len(everything[part]) for part in ("entities", "mentions", "judgements", "rejected"))
    assert len(read) == 1 + number
    for row in read:
        if row["kind"] == "mention":
            assert row["quote"] == article.text[int(row["start"]) : int(row["end"])]
        if row["kind"] == "judgement":
            kept = everything["judgements"][row["id"]]
            assert (row["task"], row["label"], row["note"]) == (
                kept["task"],
                kept["label"] or "",
                kept["note"] or "",
            )
            assert orjson.loads(row["distribution"] or "{}") == kept["distribution"]
    assert {loss.what.split()[-1].rstrip("s") for loss in losses} <= {"ruling"}
