"""Checking files of export rows: what is wrong is named with file, line and a sentence."""

import codecs
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import (
    AUTHOR,
    Annotation,
    Annotator,
    Entity,
    Judgement,
    Mention,
    Ref,
    RefKind,
    RejectedProposal,
    SchemeVersion,
    Span,
    segment_ref,
)
from annotator.domain.article import Article, Segment, SegmentKind
from annotator.domain.bad_input import BadInput
from annotator.domain.records import AnnotationRecord, StoredAnnotation, StoredArticle
from annotator.formats.check import checked_lines, checked_stream
from annotator.formats.export_row import row_line
from tests.domain.generated import articles, records

Row = dict[str, Any]
TEXT = "Varon 😀 rejects the dam. Mira Toll, mayor of Varon, says so."


def row_bytes(*, article_id: str = "a1", annotator: str = "Ana", text: str = TEXT) -> bytes:
    article = Article(
        id=article_id, text=text, segments=(Segment(kind=SegmentKind.PARAGRAPH, start=0, end=len(text)),)
    )
    varon = Ref(kind=RefKind.ENTITY, id="e1", name="Varon")
    mentions = (
        Mention(id="m1", start=0, end=5, label="GPE", entity="e1"),
        Mention(id="m2", start=26, end=35, label="PERSON", entity="e2"),
        Mention(id="m3", start=37, end=51, label="ROLE", fragments=((37, 42), (46, 51))),
    )
    judgement = Judgement(
        id="j1",
        task="stance",
        holder=varon,
        target=Ref(kind=RefKind.TOPIC, id="dam", name="the dam"),
        anchor=segment_ref(0, 24),
        label="against",
        evidence=(Span(start=0, end=24),),
        outer_holders=(AUTHOR, Ref(kind=RefKind.MENTION, id="m2", name="Mira Toll")),
    )
    annotation = Annotation(
        article_id=article_id,
        annotator=Annotator(name=annotator),
        scheme=SchemeVersion(name="news", version="1"),
        mentions={mention.id: mention for mention in mentions},
        entities={
            id_: Entity(id=id_, name=name, label="X") for id_, name in (("e1", "Varon"), ("e2", "Toll"))
        },
        judgements={"j1": judgement},
        rejected={"r1": RejectedProposal(id="r1", start=20, end=23, label="FAC")},
    )
    record = AnnotationRecord(
        annotation=annotation,
        created="2024-05-01T08:00:00Z",
        updated="2024-05-01T08:00:00Z",
        program_version="0",
    )
    return row_line(StoredArticle.of(article), StoredAnnotation.of(record))


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(content)
    return path


def rows_and_faults(path: Path) -> tuple[int, list[BadInput]]:
    lines = list(checked_lines(path))
    return sum(line.is_row for line in lines), [fault for line in lines for fault in line.faults]


def faults_of(*lines: bytes) -> list[str]:
    return [fault.reason for line in checked_stream(lines, "rows.jsonl") for fault in line.faults]


def faults_after(change: Callable[[Row], object]) -> list[str]:
    row = orjson.loads(row_bytes())
    change(row)
    return faults_of(orjson.dumps(row) + b"\n")


def test_good_rows_have_no_faults(tmp_path: Path) -> None:
    path = written(tmp_path, row_bytes() + row_bytes(annotator="Ben") + row_bytes(article_id="a2"))
    assert rows_and_faults(path) == (3, [])


def test_a_fault_is_named_with_file_line_and_sentence(tmp_path: Path) -> None:
    bad = row_bytes(annotator="Ben").replace(b'"text":"Varon"', b'"text":"Baron"')
    path = written(tmp_path, row_bytes() + bad)
    rows, (fault,) = rows_and_faults(path)
    assert rows == 2
    assert str(fault) == f"{path}, line 2: Mention m1 quotes “Baron”, but the text at 0-5 is “Varon”."


def set_in(*path: str | int, to: object) -> Callable[[Row], None]:
    def change(row: Row) -> None:
        part: Any = row
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = to

    return change


CORRUPTIONS: list[tuple[Callable[[Row], object], str]] = [
    (
        set_in("text", to=TEXT.replace("😀", "😁")),
        "“text_sha256” is not the hash of “text”: one of the two was changed.",
    ),
    (
        set_in("text_sha256", to="0" * 64),
        "“text_sha256” is not the hash of “text”: one of the two was changed.",
    ),
    (set_in("text_sha256", to="0"), "“text_sha256” must be a SHA-256 in hexadecimal, not “0”."),
    (set_in("mentions", 0, "start", to=1), "Mention m1 quotes “Varon”, but the text at 1-5 is “aron”."),
    (set_in("mentions", 0, "end", to=900), "Mention m1 spans 0-900, but the text has 60 characters."),
    (set_in("mentions", 1, "end", to=26), "Mention m2 spans 26-26, which is empty."),
    (set_in("mentions", 0, "start", to=-1), "“start” of mention 1 must be 0 or more, not -1."),
    (set_in("mentions", 0, "start", to="0"), "“start” of mention 1 must be a whole number, not “0”."),
    (set_in("mentions", 0, "start", to=0.5), "“start” of mention 1 must be a whole number, not 0.5."),
    (set_in("mentions", 0, "label", to=""), "“label” of mention 1 must be text that is not empty, not “”."),
    (
        set_in("mentions", 0, "origin", to="guess"),
        "“origin” of mention 1 must be one of model, human, propagated or imported, not “guess”.",
    ),
    (set_in("mentions", 0, "entity", to="e9"), "Mention m1 is of entity “e9”, which is not in the row."),
    (set_in("mentions", 1, "id", to="m1"), "Mention m1 stands twice."),
    (
        set_in("mentions", 2, "fragments", to=[[37, 42]]),
        "The fragments of mention m3 do not fit its span 37-51.",
    ),
    (
        set_in("mentions", 2, "fragments", to=[[37, 40, 51]]),
        "Fragment 1 of mention 3 must be a list of 2 or less, not a list of 3.",
    ),
    (
        set_in("mentions", 2, "fragments", 0, 1, to="x"),
        "Number 2 of fragment 1 of mention 3 must be a whole number, not “x”.",
    ),
    (
        lambda row: row["mentions"].reverse(),
        "Mention m2 stands after m3, but mentions go by start, then longest first.",
    ),
    (lambda row: row["mentions"][0].pop("label"), "Mention 1 lacks “label”."),
    (set_in("mentions", 0, "colour", to="red"), "Mention 1 has no “colour”."),
    (set_in("mentions", to={}), "“mentions” must be a list, not an object."),
    (set_in("mentions", 0, to=5), "Mention 1 must be an object, not 5."),
    (
        set_in("rejected", 0, "text", to="dog"),
        "Rejected proposal “dog” quotes “dog”, but the text at 20-23 is “dam”.",
    ),
    (set_in("entities", 1, "id", to="e1"), "Entity e1 stands twice."),
    (
        set_in("judgements", 0, "holder", "id", to="e9"),
        "The holder of judgement j1 is entity “e9”, which is not in the row.",
    ),
    (
        set_in("judgements", 0, "holder", "id", to=None),
        "The holder of judgement j1 is entity “”, which is not in the row.",
    ),
    (
        set_in("judgements", 0, "target", to={"kind": "topic", "id": None, "name": None}),
        "The target of judgement j1 is a topic with neither id nor name.",
    ),
    (
        set_in("judgements", 0, "outer_holders", 1, "id", to="m9"),
        "The outer holder of judgement j1 is mention “m9”, which is not in the row.",
    ),
    (
        set_in("judgements", 0, "anchor", "id", to="25"),
        "The anchor of judgement j1 is segment “25”, which is not written as offsets, start-end.",
    ),
    (
        set_in("judgements", 0, "anchor", "id", to="0-99"),
        "The anchor of judgement j1 is segment 0-99, which does not lie in the text of 60 characters.",
    ),
    (
        set_in("judgements", 0, "evidence", 0, "start", to=1),
        "Evidence of judgement j1 quotes “Varon 😀 rejects the dam.”, "
        "but the text at 1-24 is “aron 😀 rejects the dam.”.",
    ),
    (
        set_in("judgements", 0, "holder", "kind", to="editor"),
        "“kind” of holder of judgement 1 must be one of author, unlisted, general, none, entity, mention, "
        "topic, claim, article or segment, not “editor”.",
    ),
    (
        set_in("segments", 0, "end", to=99),
        "Segment 1 is 0-99, which does not lie in the text of 60 characters.",
    ),
    (
        set_in("segments", 0, "kind", to="verse"),
        "“kind” of segment 1 must be one of title, dateline, paragraph, subheading, caption or other, "
        "not “verse”.",
    ),
    (set_in("annotator_kind", to=None), "“annotator_kind” is null, though there is an annotator."),
    (set_in("provenance", "created", to=None), "“created” is null, though there is an annotator."),
    (set_in("annotator", to=None), "“annotator” is null, but something is said about the article."),
    (set_in("schema", to="annotator/2"), "“schema” must be annotator/1, not “annotator/2”."),
    (set_in("flagged", to="yes"), "“flagged” must be true or false, not “yes”."),
    (set_in("meta", to=[]), "“meta” must be an object, not a list of 0."),
]


@pytest.mark.parametrize(("change", "sentence"), CORRUPTIONS)
def test_every_corruption_is_found_and_said_in_a_sentence(
    change: Callable[[Row], object], sentence: str
) -> None:
    assert sentence in faults_after(change)


def test_what_nobody_can_see_is_written_out() -> None:
    row = orjson.loads(row_bytes())
    row["mentions"][0]["text"] = "Var\u200bon\n"
    assert faults_of(orjson.dumps(row)) == [
        r"Mention m1 quotes “Var\u200bon\n”, but the text at 0-5 is “Varon”."
    ]


def test_all_that_is_missing_is_said_at_once() -> None:
    (fault,) = faults_of(b'{"schema": "annotator/1", "mood": 1, "weather": 2}\n')[:1]
    assert fault.startswith("The row lacks “id”, “text”, “text_sha256”, ")
    assert "The row has no “mood” and “weather”; fields of your own belong into “meta”." in faults_of(
        b'{"schema": "annotator/1", "mood": 1, "weather": 2}\n'
    )


def test_an_annotator_says_one_thing_about_an_article() -> None:
    assert faults_of(row_bytes(), row_bytes(article_id="a2"), row_bytes()) == [
        "What Ana says about article a1 stands in line 1 already."
    ]


def test_all_annotators_of_an_article_read_the_same_text() -> None:
    other = row_bytes(annotator="Ben", text=TEXT.replace("says so", "said it"))
    assert faults_of(row_bytes(), other) == ["Article a1 has another text in line 1."]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b"{nope}\n", "It is not JSON: "),
        (row_bytes()[:-40], "It is not JSON: "),
        (b"[1, 2]\n", "The row must be an object, not a list of 2."),
        (b"null\n", "The row must be an object, not null."),
        (b'{"text": "Varon"}\n', "This is no export row: it has no “schema”."),
        (b"\n", "The line is empty."),
        (b'{"text": "caf\xe9"}\n', "It is not UTF-8: byte 14 is 0xe9."),
        (b'{"text": "\\ud800"}\n', "It is not JSON: "),
        (b'{"text": NaN}\n', "It is not JSON: "),
    ],
)
def test_lines_that_are_no_rows_are_faults_and_the_rest_is_checked(line: bytes, sentence: str) -> None:
    faults = faults_of(line, row_bytes())
    assert len(faults) == 1
    assert faults[0].startswith(sentence)


def test_a_byte_order_mark_and_windows_line_ends_are_said_once(tmp_path: Path) -> None:
    windows = (row_bytes() + row_bytes(annotator="Ben")).replace(b"\n", b"\r\n")
    rows, faults = rows_and_faults(written(tmp_path, codecs.BOM_UTF8 + windows))
    assert rows == 2
    assert [(fault.where, fault.reason.split()[1]) for fault in faults] == [
        ("line 1", "begins"),
        ("line 1", "ends"),
    ]


def test_a_file_in_utf_16_is_one_fault(tmp_path: Path) -> None:
    _, (fault,) = rows_and_faults(written(tmp_path, (row_bytes() * 3).decode().encode("utf-16")))
    assert fault.reason == "The file is in UTF-16; rows are in UTF-8."


def test_an_empty_file_is_what_an_empty_project_is_exported_as(tmp_path: Path) -> None:
    assert rows_and_faults(written(tmp_path, b"")) == (0, [])


@pytest.mark.parametrize("pieces", [[(3, 3)], [(0, 4), (2, 6)], [(60, 63), (70, 71)]])
def test_pieces_that_no_original_can_have_are_faults(pieces: list[tuple[int, int]]) -> None:
    row = orjson.loads(row_bytes())
    row["origin"] = {
        "file": "a.txt",
        "sha256": "ab" * 32,
        "removed": [{"start": start, "end": end, "rule": "shortcode"} for start, end in pieces],
        "replaced": [],
    }
    start, end = pieces[-1]
    (fault,) = faults_of(orjson.dumps(row))
    assert fault.startswith(f"Piece {start}-{end} of “origin” is empty, overlaps another")


def test_a_row_that_is_nested_too_deep_is_a_fault() -> None:
    deep = b'{"schema":"annotator/1","meta":{"a":' + b"[" * 900 + b"]" * 900 + b"}}\n"
    assert faults_of(deep) == ["The row is nested too deep."]


def test_a_missing_line_feed_at_the_end_is_none(tmp_path: Path) -> None:
    assert rows_and_faults(written(tmp_path, row_bytes().rstrip(b"\n"))) == (1, [])


def test_what_cannot_be_read_is_a_fault_and_no_error(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.jsonl", tmp_path):
        (line,) = checked_lines(path)
        assert not line.is_row
        (fault,) = line.faults
        assert fault.file == str(path)
        assert fault.reason.startswith("It cannot be read: ")


@st.composite
def corrupted(draw: st.DrawFn) -> Row:
    """A generated row in which one thing was changed that must not be."""
    article = draw(articles())
    record = draw(records(article))
    row: Row = orjson.loads(row_line(StoredArticle.of(article), StoredAnnotation.of(record)))
    quotes = [*row["mentions"], *row["rejected"], *(e for j in row["judgements"] for e in j["evidence"])]
    grouped = [mention for mention in row["mentions"] if mention["entity"]]
    pointing = [
        ref
        for judgement in row["judgements"]
        for ref in (judgement["holder"], judgement["target"], judgement["anchor"])
        if ref and ref["kind"] in ("entity", "mention", "segment")
    ]
    match draw(st.sampled_from(("text", "hash", "offset", "quote", "entity", "ref", "key"))):
        case "text":
            at = draw(st.integers(0, len(row["text"]) - 1))
            row["text"] = row["text"][:at] + draw(st.sampled_from(("", "x", "😀"))) + row["text"][at + 1 :]
            assume(row["text"] != article.text)
        case "hash":
            row["text_sha256"] = row["text_sha256"][::-1]
            assume(row["text_sha256"] != article.text_sha256)
        case "offset" if quotes:
            quote = draw(st.sampled_from(quotes))
            quote[draw(st.sampled_from(("start", "end")))] += draw(st.sampled_from((-2, -1, 1, 2)))
            # In “aaa” one a is as good as the next.
            assume(quote["start"] < 0 or row["text"][quote["start"] : quote["end"]] != quote["text"])
        case "quote" if quotes:
            quote = draw(st.sampled_from(quotes))
            quote["text"] = quote["text"][1:]
        case "entity" if grouped:
            draw(st.sampled_from(grouped))["entity"] = "e0"
        case "ref" if pointing:
            draw(st.sampled_from(pointing))["id"] = draw(st.sampled_from(("x", None, "999998-999999")))
        case "key":
            del row[
                draw(st.sampled_from(sorted(set(row) - {"flagged", "note", "rulings", "annotation_meta"})))
            ]
        case _:
            row["text_sha256"] = ""
    return deepcopy(row)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
@given(corrupted())
def test_whatever_is_changed_is_found(row: Row) -> None:
    assert faults_of(orjson.dumps(row) + b"\n")
