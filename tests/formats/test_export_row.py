"""The export row: its keys, its order, and that it comes back as it was."""

import hashlib

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from annotator.domain.annotation import (
    AUTHOR,
    Annotation,
    Annotator,
    AnnotatorKind,
    Entity,
    Judgement,
    Mention,
    Progress,
    Ref,
    RefKind,
    RejectedProposal,
    SchemeVersion,
    Span,
    Status,
)
from annotator.domain.article import Article, Origin, Removal, Replacement, Segment, SegmentKind
from annotator.domain.bad_input import BadInput
from annotator.domain.records import AnnotatedArticle, AnnotationRecord, StoredAnnotation, StoredArticle
from annotator.formats.check import checked_stream
from annotator.formats.export_row import row_line
from annotator.formats.jsonl_rows import annotated_article, is_row
from annotator.formats.row_shape import schema
from tests.domain.generated import articles, records

TEXT = "Yerevan 😀\nMira Toll said no."
ARTICLE = Article(
    id="a1",
    text=TEXT,
    title="Toll says no",
    language="en",
    meta={"b": 1, "a": [1.0, None, {"z": True}]},
    segments=(Segment(kind=SegmentKind.TITLE, start=0, end=9),),
    origin=Origin(
        file="news.txt",
        sha256="ab" * 32,
        removed=(Removal(start=9, end=10, rule="line-ends"),),
        replaced=(Replacement(start=3, end=6, with_="e", rule="mojibake"),),
    ),
)


def record_of(
    *,
    mentions: tuple[Mention, ...] = (),
    entities: tuple[Entity, ...] = (),
    judgements: tuple[Judgement, ...] = (),
    rejected: tuple[RejectedProposal, ...] = (),
    progress: Progress | None = None,
) -> AnnotationRecord:
    annotation = Annotation(
        article_id="a1",
        annotator=Annotator(name="Ana"),
        scheme=SchemeVersion(name="news", version="1"),
        progress=progress or Progress(status=Status.DONE, pipeline="pipe 1.0", guidelines_version="2"),
        mentions={mention.id: mention for mention in mentions},
        entities={entity.id: entity for entity in entities},
        judgements={judgement.id: judgement for judgement in judgements},
        rejected={proposal.id: proposal for proposal in rejected},
    )
    return AnnotationRecord(
        annotation=annotation,
        created="2024-05-01T08:00:00Z",
        updated="2024-05-01T09:00:00Z",
        active_seconds=61.5,
        program_version="0.1.0",
    )


def line_of(record: AnnotationRecord | None, article: Article = ARTICLE) -> bytes:
    return row_line(StoredArticle.of(article), StoredAnnotation.of(record) if record else None)


def parsed(line: bytes) -> AnnotatedArticle:
    found = annotated_article(orjson.loads(line), file="x.jsonl", where="line 1")
    assert isinstance(found, AnnotatedArticle), found
    return found


def line_again(line: bytes) -> bytes:
    said = parsed(line)
    return line_of(said.records[0] if said.records else None, said.article)


def test_a_row_has_the_keys_of_the_contract_in_their_order() -> None:
    row = orjson.loads(line_of(record_of()))
    assert list(row) == [
        *("schema", "id", "text", "text_sha256", "title", "language", "direction", "source", "url", "author"),
        *("published", "dateline", "meta", "segments", "origin", "annotator", "annotator_kind", "status"),
        *("scheme", "mentions", "rejected", "entities", "judgements", "provenance"),
    ]
    assert row["schema"] == "annotator/1"
    assert row["text_sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert row["meta"] == {"b": 1, "a": [1.0, None, {"z": True}]}
    assert row["segments"] == [{"kind": "title", "start": 0, "end": 9}]
    assert row["origin"] == {
        "file": "news.txt",
        "sha256": "ab" * 32,
        "removed": [{"start": 9, "end": 10, "rule": "line-ends"}],
        "replaced": [{"start": 3, "end": 6, "with": "e", "rule": "mojibake"}],
    }
    assert row["scheme"] == {"name": "news", "version": "1"}
    assert row["provenance"] == {
        "created": "2024-05-01T08:00:00Z",
        "updated": "2024-05-01T09:00:00Z",
        "active_seconds": 61.5,
        "pipeline": "pipe 1.0",
        "guidelines_version": "2",
        "program_version": "0.1.0",
    }


def test_parts_of_a_row_have_the_keys_of_the_contract_in_their_order() -> None:
    said = Judgement(
        id="j1",
        task="stance",
        holder=Ref(kind=RefKind.ENTITY, id="e1", name="Mira Toll"),
        target=Ref(kind=RefKind.TOPIC, id="dam", name="the dam"),
        label="against",
        evidence=(Span(start=10, end=27),),
    )
    row = orjson.loads(
        line_of(
            record_of(
                mentions=(Mention(id="m1", start=10, end=19, label="PERSON", entity="e1"),),
                entities=(Entity(id="e1", name="Mira Toll", label="PERSON"),),
                judgements=(said,),
                rejected=(RejectedProposal(id="r1", start=0, end=7, label="ORG"),),
            )
        )
    )
    assert list(row["mentions"][0].items()) == [
        *(("id", "m1"), ("start", 10), ("end", 19), ("text", "Mira Toll"), ("label", "PERSON")),
        *(("entity", "e1"), ("origin", "human"), ("decision", "added")),
    ]
    assert list(row["rejected"][0].items()) == [
        ("start", 0),
        ("end", 7),
        ("text", "Yerevan"),
        ("label", "ORG"),
    ]
    assert list(row["entities"][0]) == ["id", "name", "label", "canonical", "kb_id", "attributes"]
    assert list(row["judgements"][0].items()) == [
        *(("id", "j1"), ("task", "stance"), ("holder", {"kind": "entity", "id": "e1", "name": "Mira Toll"})),
        *(("target", {"kind": "topic", "id": "dam", "name": "the dam"}), ("anchor", None)),
        *(("label", "against"), ("intensity", None), ("implicit", False)),
        *(("evidence", [{"start": 10, "end": 27, "text": "Mira Toll said no"}]),),
        *(("confidence", None), ("note", None)),
    ]


def test_further_keys_stand_last_and_only_where_there_is_something_in_them() -> None:
    pieces = Mention(id="m1", start=0, end=27, label="X", fragments=((0, 7), (10, 27)))
    said = Judgement(
        id="j1",
        task="stance",
        outer_holders=(AUTHOR,),
        more_labels=("favor",),
        implied_label="against",
        value=0.0,
        distribution={"favor": 0.5},
    )
    progress = Progress(flagged=True, note="ask Ana")
    row = orjson.loads(line_of(record_of(mentions=(pieces,), judgements=(said,), progress=progress)))
    assert list(row)[-2:] == ["flagged", "note"]
    assert (row["flagged"], row["note"]) == (True, "ask Ana")
    assert list(row["mentions"][0])[-1] == "fragments"
    assert list(row["judgements"][0])[-5:] == [
        *("outer_holders", "more_labels", "implied_label", "value", "distribution"),
    ]


def test_parts_are_sorted_whatever_order_they_were_made_in() -> None:
    spans = {"m1": (5, 8, "B"), "m2": (0, 4, "B"), "m3": (0, 9, "B"), "m4": (0, 4, "A")}
    row = orjson.loads(
        line_of(
            record_of(
                mentions=tuple(Mention(id=i, start=s, end=e, label=x) for i, (s, e, x) in spans.items()),
                entities=tuple(Entity(id=f"e{n}", name="x", label="X") for n in (10, 2, 1)),
                judgements=tuple(Judgement(id=f"j{n}", task="t") for n in (11, 3)),
                rejected=tuple(
                    RejectedProposal(id=f"r{n}", start=s, end=9, label=x)
                    for n, (s, x) in enumerate(((4, "A"), (1, "B"), (1, "A")))
                ),
            )
        )
    )
    assert [mention["id"] for mention in row["mentions"]] == ["m3", "m4", "m2", "m1"]
    assert [entity["id"] for entity in row["entities"]] == ["e1", "e2", "e10"]
    assert [judgement["id"] for judgement in row["judgements"]] == ["j3", "j11"]
    assert [(r["start"], r["label"]) for r in row["rejected"]] == [(1, "A"), (1, "B"), (4, "A")]


def test_a_row_is_one_line_of_utf_8() -> None:
    line = line_of(record_of(), ARTICLE.model_copy(update={"text": "Yérévan\r\n\u2028😀"}))
    assert line.endswith(b"}\n")
    assert line.count(b"\n") == 1
    assert "Yérévan".encode() in line


def test_an_article_nobody_annotated_is_a_row_too_and_gives_just_the_article_back() -> None:
    line = line_of(None)
    row = orjson.loads(line)
    assert (row["annotator"], row["annotator_kind"], row["scheme"]) == (None, None, None)
    assert (row["status"], row["mentions"], row["judgements"]) == ("not_started", [], [])
    assert parsed(line) == AnnotatedArticle(article=ARTICLE)
    assert line_again(line) == line


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data())
def test_every_row_comes_back_equal_and_makes_the_same_bytes(data: st.DataObject) -> None:
    article = data.draw(articles())
    record = data.draw(records(article))
    line = line_of(record, article)
    said = parsed(line)
    assert said.article == article
    (back,) = said.records
    # Rejected proposals have no ids in a row and are numbered anew.
    assert back.annotation.model_copy(update={"rejected": {}}) == record.annotation.model_copy(
        update={"rejected": {}}
    )
    assert len(back.annotation.rejected) == len(record.annotation.rejected)
    assert back.model_copy(update={"annotation": record.annotation}) == record
    assert line_again(line) == line
    assert [fault for checked in checked_stream([line], "x.jsonl") for fault in checked.faults] == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(articles())
def test_every_article_without_annotations_comes_back_equal(article: Article) -> None:
    line = line_of(None, article)
    assert parsed(line) == AnnotatedArticle(article=article)
    assert [fault for checked in checked_stream([line], "x.jsonl") for fault in checked.faults] == []


def test_the_schema_is_a_json_schema_that_a_row_fits() -> None:
    Draft202012Validator.check_schema(schema())
    validator = Draft202012Validator(schema())
    row = orjson.loads(line_of(record_of()))
    assert validator.is_valid(row)
    assert not validator.is_valid({**row, "schema": "annotator/2"})
    assert not validator.is_valid({key: value for key, value in row.items() if key != "text"})


def test_records_are_rows_by_what_they_call_themselves() -> None:
    assert is_row({"schema": "annotator/1"})
    assert is_row({"schema": "annotator/2"})
    for other in ({}, {"schema": "2"}, {"schema": 1}, {"text": "annotator/1"}):
        assert not is_row(other)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"schema": "annotator/2"}, "“schema” must be annotator/1, not “annotator/2”."),
        ({"text": TEXT + "!"}, "“text_sha256” is not the hash of “text”: one of the two was changed."),
        ({"text": "\ud800"}, "The row holds half of a surrogate pair, which is no character."),
        ({"mood": 1}, "The row has no “mood”; fields of your own belong into “meta”."),
        ({"scheme": None}, "“scheme” is null, though there is an annotator."),
        (
            {"status": None, "note": 3},
            "“status” must be one of not_started, in_progress, done or skipped, not null. "
            "There is 1 more fault.",
        ),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_its_place(
    change: dict[str, object], sentence: str
) -> None:
    row = {**orjson.loads(line_of(record_of())), **change}
    refused = annotated_article(row, file="x.jsonl", where="line 7")
    assert refused == BadInput(file="x.jsonl", where="line 7", reason=sentence)


def test_every_kind_of_annotator_comes_back() -> None:
    for kind in AnnotatorKind:
        annotation = record_of().annotation.model_copy(update={"annotator": Annotator(name="x", kind=kind)})
        record = record_of().model_copy(update={"annotation": annotation})
        assert parsed(line_of(record)).records == (record,)
