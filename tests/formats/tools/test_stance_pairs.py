"""Stances for classifiers: each with its holder, target and label, and with as much text as is wanted."""

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import (
    AUTHOR,
    GENERAL,
    UNLISTED,
    Annotation,
    Annotator,
    Entity,
    Judgement,
    Mention,
    Progress,
    Ref,
    RefKind,
    Span,
    Status,
    segment_ref,
)
from annotator.domain.article import Article
from annotator.domain.scheme import About
from annotator.formats.stance_pairs import STANCE_PAIRS_WRITER
from annotator.formats.writer import Context, WriteOptions
from tests.builders import SCHEME, mention
from tests.domain.generated import annotations as any_annotation
from tests.domain.generated import articles as any_article
from tests.formats.tools.aids import annotated, said, written

SENTENCES = [f"Sentence {number} is 😀 here." for number in range(9)]
SENTENCES[4] = "Mira Toll praised the dam."
TEXT = " ".join(SENTENCES)
AT = TEXT.index("Mira")
TOLL = Ref(kind=RefKind.ENTITY, id="e1", name="Toll")
DAM = Ref(kind=RefKind.MENTION, id="m2", name="the dam")


def stance(id_: str = "j1", holder: Ref | None = TOLL, target: Ref | None = DAM, **more: object) -> Judgement:
    return Judgement.model_validate(
        {"id": id_, "task": "stance", "holder": holder, "target": target, "label": "favor", **more}
    )


def work(*judgements: Judgement, name: str = "anna", status: Status = Status.DONE) -> Annotation:
    return Annotation(
        article_id="a1",
        annotator=Annotator(name=name),
        scheme=SCHEME.id,
        progress=Progress(status=status),
        mentions={
            "m1": mention("m1", AT, AT + 9, entity="e1"),
            "m2": mention("m2", AT + 18, AT + 25, "ORG"),
        },
        entities={"e1": Entity(id="e1", name="Toll", label="PERSON")},
        judgements={one.id: one for one in judgements},
    )


def rows(
    *annotations: Annotation, context: Context = Context.SENTENCE, text: str = TEXT
) -> tuple[list[dict[str, object]], list[str]]:
    article = Article(id="a1", text=text)
    options = WriteOptions(SCHEME, context=context)
    content, losses = written(STANCE_PAIRS_WRITER, said(annotated(article, *annotations)), options)
    return [orjson.loads(line) for line in content.splitlines()], [loss.what for loss in losses]


def spans_of(row: dict[str, object], key: str) -> list[str]:
    text, spans = row["text"], row[key]
    assert isinstance(text, str)
    assert isinstance(spans, list)
    return [text[start:end] for start, end in spans]


def test_a_row_is_a_stance_with_its_sentence_and_where_everything_stands_in_it() -> None:
    (row,), losses = rows(work(stance(evidence=(Span(start=AT + 10, end=AT + 17),), intensity=0.5)))
    assert {key: row[key] for key in ("id", "text", "holder", "target", "label")} == {
        "id": "a1/anna/j1",
        "text": SENTENCES[4],
        "holder": "Toll",
        "target": "the dam",
        "label": "favor",
    }
    assert (row["holder_label"], row["target_label"], row["intensity"]) == ("PERSON", "ORG", 0.5)
    assert spans_of(row, "holder_spans") == ["Mira Toll"]
    assert spans_of(row, "target_spans") == ["the dam"]
    assert spans_of(row, "evidence") == ["praised"]
    assert row["sentence"] == [0, len(SENTENCES[4])]
    assert losses == ["who marked 2 mentions first, and what became of proposals"]


@pytest.mark.parametrize(
    ("context", "text"),
    [
        (Context.SENTENCE, SENTENCES[4]),
        (Context.NEIGHBOURS, " ".join(SENTENCES[1:8])),
        (Context.ARTICLE, TEXT),
    ],
)
def test_as_much_of_the_article_comes_with_it_as_is_wanted(context: Context, text: str) -> None:
    (row,), _ = rows(work(stance()), context=context)
    assert row["text"] == text
    assert spans_of(row, "target_spans") == ["the dam"]
    start, end = row["sentence"] if isinstance(row["sentence"], list) else (0, 0)
    assert text[start:end] == SENTENCES[4]


@pytest.mark.parametrize(
    ("ref", "name"),
    [
        (AUTHOR, "<Author>"),
        (UNLISTED, "<Someone>"),
        (GENERAL, "<People>"),
        (Ref(kind=RefKind.TOPIC, id="dam", name="the dam plan"), "the dam plan"),
        (Ref(kind=RefKind.CLAIM, id="c1"), "c1"),
        (segment_ref(AT, AT + 9), "Mira Toll"),
        (None, None),
    ],
)
def test_what_is_no_entity_has_a_token_or_its_words(ref: Ref | None, name: str | None) -> None:
    (row,), _ = rows(work(stance(holder=ref)))
    assert (row["holder"], row["holder_label"], row["holder_spans"]) == (name, None, [])


def test_a_stance_stands_at_its_anchor_or_evidence_before_it_stands_where_it_is_mentioned() -> None:
    first = (0, len(SENTENCES[0]))
    last = TEXT.index("Sentence 8")
    (anchored, shown), _ = rows(
        work(stance(anchor=segment_ref(*first)), stance("j2", evidence=(Span(start=last, end=last + 8),)))
    )
    assert [anchored["text"], shown["text"]] == [SENTENCES[0], SENTENCES[8]]


def test_evidence_in_two_sentences_brings_both_and_what_is_between() -> None:
    evidence = (Span(start=0, end=8), Span(start=AT, end=AT + 4))
    (row,), _ = rows(work(stance(evidence=evidence)))
    assert row["text"] == " ".join(SENTENCES[:5])
    assert spans_of(row, "evidence") == ["Sentence", "Mira"]


def test_a_stance_that_the_text_shows_nowhere_comes_with_the_article() -> None:
    (row,), _ = rows(work(stance(holder=AUTHOR, target=Ref(kind=RefKind.TOPIC, id="dam", name="the dam"))))
    assert row["text"] == TEXT


def test_sentences_of_a_data_set_are_its_own() -> None:
    text = "Dr. Toll said. It rained.\nIt snowed."
    article = Article.model_validate(
        {
            "id": "a1",
            "text": text,
            "meta": {"seesaw": {"sentences": 2}},
            "segments": [{"kind": "other", "start": 0, "end": 25}, {"kind": "other", "start": 26, "end": 36}],
        }
    )
    annotation = work(stance(holder=AUTHOR, target=UNLISTED, anchor=segment_ref(0, 25))).model_copy(
        update={"mentions": {}, "entities": {}}
    )
    content, _ = written(STANCE_PAIRS_WRITER, said(annotated(article, annotation)))
    assert orjson.loads(content)["text"] == "Dr. Toll said. It rained."


def test_pieces_of_a_mention_stand_one_by_one() -> None:
    pieces = ((AT, AT + 4), (AT + 10, AT + 17))
    split = Mention(id="m1", start=AT, end=AT + 17, label="PERSON", entity="e1", fragments=pieces)
    annotation = work(stance(holder=Ref(kind=RefKind.MENTION, id="m1")))
    annotation = annotation.model_copy(update={"mentions": {**annotation.mentions, "m1": split}})
    (row,), _ = rows(annotation)
    assert spans_of(row, "holder_spans") == ["Mira", "praised"]
    assert row["holder"] == "Mira praised"


def test_rows_of_several_people_are_told_apart_and_unfinished_work_stays_behind() -> None:
    found, losses = rows(
        work(stance()), work(stance(), name="ben"), work(stance(), name="cy", status=Status.IN_PROGRESS)
    )
    assert [(row["id"], row["annotator"]) for row in found] == [("a1/anna/j1", "anna"), ("a1/ben/j1", "ben")]
    assert "the annotation of cy" in losses


def test_what_no_row_holds_is_named() -> None:
    other = Judgement(id="s1", task="salience", target=TOLL, label="main")
    found, losses = rows(work(other, stance("j2", AUTHOR, UNLISTED, note="ironic", more_labels=("against",))))
    assert len(found) == 1
    assert sorted(losses) == [
        "salience: main, Toll",
        "the entity Toll (PERSON)",
        "the mention “Mira Toll” (PERSON)",
        "the mention “the dam” (ORG)",
        "the more labels of stance: the author, favor, somebody not listed",
        "the note of stance: the author, favor, somebody not listed",
        "who marked 2 mentions first, and what became of proposals",
    ]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), article=any_article(), context=st.sampled_from(Context))
def test_any_work_gives_rows_whose_offsets_lie_in_their_texts(
    data: st.DataObject, article: Article, context: Context
) -> None:
    task = SCHEME.tasks_about(About.PAIR)[0].name
    annotation = data.draw(any_annotation(article))
    judgements = {id_: j.model_copy(update={"task": task}) for id_, j in annotation.judgements.items()}
    done = annotation.model_copy(
        update={
            "judgements": judgements,
            "progress": annotation.progress.model_copy(update={"status": Status.DONE}),
        }
    )
    options = WriteOptions(SCHEME, context=context)
    content, losses = written(STANCE_PAIRS_WRITER, said(annotated(article, done)), options)
    found = [orjson.loads(line) for line in content.splitlines()]
    assert len(found) == sum(j.label is not None for j in judgements.values())
    assert (content, losses) == written(STANCE_PAIRS_WRITER, said(annotated(article, done)), options)
    for row in found:
        assert row["text"] in article.text
        spans = [row["sentence"], *row["holder_spans"], *row["target_spans"], *row["evidence"]]
        assert all(0 <= start < end <= len(row["text"]) for start, end in spans)
