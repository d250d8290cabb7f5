"""NewsMTSC comes in by sentence, whoever says it, and goes out as the rows it was."""

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import (
    AUTHOR,
    UNLISTED,
    Annotation,
    Annotator,
    Entity,
    Judgement,
    MentionOrigin,
    Progress,
    Ref,
    RefKind,
    Status,
)
from annotator.domain.article import Article
from annotator.domain.scheme import About, Task, TaskLabel
from annotator.formats.newsmtsc_writing import NEWSMTSC_WRITER
from annotator.formats.read_options import ReadOptions
from annotator.formats.writer import WriteOptions
from tests.builders import SCHEME, mention
from tests.domain.generated import annotations as any_annotation
from tests.domain.generated import articles as any_article
from tests.formats.tools.aids import Found, annotated, found_in, quotes, said, written

Row = dict[str, object]

TEXT = "“Ruiz’s 😀 critics say she sold Norn”; Norn did not answer."


def place(start: int, quote: str) -> Row:
    return {"from": start, "to": start + len(quote), "mention": quote}


def target(start: int, quote: str, polarity: float | None, *further: Row, gid: object = None) -> Row:
    row: Row = {"Input.gid": gid or f"x_1_{quote}_{start}", **place(start, quote), "polarity": polarity}
    return row | {"further_mentions": list(further)} if further else row


def sentence(*targets: Row, text: str = TEXT, gid: str = "x_1") -> Row:
    return {"primary_gid": gid, "sentence_normalized": text, "targets": list(targets)}


BOTH = sentence(target(1, "Ruiz", 2.0, place(22, "she")), target(38, "Norn", 4.0))


def found(tmp_path: Path, *rows: object, options: ReadOptions | None = None) -> Found:
    return found_in(tmp_path / "some.data", "\n".join(map(json.dumps, rows)), options)


def rows_of(found_: Found) -> tuple[list[Row], list[str]]:
    content, losses = written(NEWSMTSC_WRITER, said(*found_.articles))
    return [orjson.loads(line) for line in content.splitlines()], [loss.what for loss in losses]


def test_targets_are_what_the_author_speaks_of(tmp_path: Path) -> None:
    one = found(tmp_path, BOTH)
    assert one.notes == ["It was read as newsmtsc."]
    said_ = one.annotation
    assert quotes(one.one.article, said_) == [("Ruiz", "OTHER"), ("she", "OTHER"), ("Norn", "OTHER")]
    assert [m.origin for m in said_.ordered_mentions] == [
        *(MentionOrigin.IMPORTED, MentionOrigin.MODEL),
        MentionOrigin.IMPORTED,
    ]
    assert [m.entity for m in said_.ordered_mentions] == ["e1", "e1", "e2"]
    assert [(j.id, j.task, j.holder, j.label, j.value) for j in said_.judgements.values()] == [
        ("x_1_Ruiz_1", "sentiment", AUTHOR, "negative", 2.0),
        ("x_1_Norn_38", "sentiment", AUTHOR, "neutral", 4.0),
    ]
    assert all(j.anchor and j.anchor.id == f"0-{len(TEXT)}" for j in said_.judgements.values())


def test_ends_that_are_the_last_character_inside_are_found_out(tmp_path: Path) -> None:
    inclusive = target(1, "Ruiz", 6.0) | {"to": 4}
    one = found(tmp_path, sentence(inclusive))
    assert quotes(one.one.article, one.annotation) == [("Ruiz", "OTHER")]
    assert "the end the last one inside" in one.notes[1]


def test_a_mention_that_stands_elsewhere_refuses_its_record_alone(tmp_path: Path) -> None:
    wrong = sentence(target(3, "Ruiz", 2.0), gid="x_2")
    both = found(tmp_path, BOTH, wrong, sentence(target(0, "It", 4.0), text="It rained."))
    assert len(both.articles) == 2
    assert "“Ruiz” is said to stand at 3-7" in both.refused[0].reason
    assert both.refused[0].where == "line 2"


def test_rows_of_single_targets_come_together_by_their_sentence(tmp_path: Path) -> None:
    def row(start: int, quote: str, polarity: int) -> Row:
        return place(start, quote) | {"polarity": polarity, "sentence": TEXT, "id": f"x_{quote}_{start}"}

    rain = place(0, "It") | {"polarity": 0, "sentence": "It rained.", "id": "y"}
    two = found(tmp_path, row(1, "Ruiz", -1), rain, row(38, "Norn", 1))
    assert [a.article.text for a in two.articles] == [TEXT, "It rained."]
    judgements = two.articles[0].records[0].annotation.judgements
    assert {id_: j.label for id_, j in judgements.items()} == {
        "x_Ruiz_1": "negative",
        "x_Norn_38": "positive",
    }
    rows, losses = rows_of(two)
    assert losses == []
    first = next(row for row in rows if row["sentence_normalized"] == TEXT)
    assert first["primary_gid"] == "x_Ruiz_1"
    assert first["targets"] == [
        target(1, "Ruiz", 2.0, gid="x_Ruiz_1"),
        target(38, "Norn", 6.0, gid="x_Norn_38"),
    ]


def test_two_people_who_are_meant_at_one_place_keep_their_ids(tmp_path: Path) -> None:
    one = place(1, "Ruiz") | {"polarity": 1, "sentence": TEXT}
    rows, losses = rows_of(found(tmp_path, one | {"id": "x_Ana Ruiz_1"}, one | {"id": "x_Mayor Ruiz_1"}))
    both = (target(1, "Ruiz", 6.0, gid=gid) for gid in ("x_Ana Ruiz_1", "x_Mayor Ruiz_1"))
    assert (rows, losses) == ([sentence(*both, gid="x_Ana Ruiz_1")], [])


def test_records_go_out_as_they_came(tmp_path: Path) -> None:
    rows = [
        BOTH,
        # The same sentence again, another time, for another of its targets; ids that are none.
        sentence(target(38, "Norn", 6.0, gid="-1"), target(1, "Ruiz", 2.0, gid="-1"), gid="x_3"),
        sentence(text="Nobody is spoken of.", gid="x_4"),
        {"sentence_normalized": "It snowed.", "targets": [target(3, "snowed", 6.0)]},
        {"sentence_normalized": "It snowed.", "targets": [target(0, "It", 2.0)]},
        sentence(target(0, "It", 4.0) | {"fold": 3}, text="It rained.", gid="x_5") | {"split": "train"},
    ]
    back, losses = rows_of(found(tmp_path, *rows))
    assert sorted(back, key=str) == sorted(rows, key=str)
    assert losses == []


def test_answers_that_changed_go_out_changed(tmp_path: Path) -> None:
    one = found(tmp_path, BOTH).one
    (record,) = one.records
    changed = dict(record.annotation.judgements)
    changed["x_1_Norn_38"] = changed["x_1_Norn_38"].model_copy(update={"label": "positive", "value": None})
    del changed["x_1_Ruiz_1"]
    annotation = record.annotation.model_copy(update={"judgements": changed})
    content, losses = written(NEWSMTSC_WRITER, said(annotated(one.article, annotation)))
    assert orjson.loads(content) == sentence(target(38, "Norn", 6.0))
    assert [loss.what for loss in losses] == [
        *("the mention “Ruiz” (OTHER)", "the mention “she” (OTHER)"),
        "the entity Ruiz (OTHER)",
    ]


def test_a_sentence_without_targets_to_answer_for_is_nobody_s_or_empty(tmp_path: Path) -> None:
    two = found(tmp_path, sentence(text="It rained."), {"sentence_normalized": "It snowed.", "targets": None})
    empty, untouched = two.articles
    assert empty.records[0].annotation.progress.status is Status.DONE
    assert empty.records[0].annotation.judgements == {}
    assert untouched.records == ()


def test_a_target_without_polarity_is_a_mention_and_named(tmp_path: Path) -> None:
    one = found(tmp_path, sentence(target(1, "Ruiz", None)))
    assert quotes(one.one.article, one.annotation) == [("Ruiz", "OTHER")]
    assert one.annotation.judgements == {}
    assert [loss.what for loss in one.losses] == ["the target x_1_Ruiz_1"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"polarity": 3.0}, "The polarity 3 is none of 2, 4 and 6."),
        ({"polarity": "good"}, "“polarity” is not a number: “good”."),
        ({"from": None}, "“from” is missing."),
        ({"from": 9, "to": 2}, "9-2 is no stretch of a text."),
        ({"mention": 5}, "“mention” is not a text: 5."),
        ({"further_mentions": [3]}, "“further_mentions: 1” is not an object with keys and values: 3."),
    ],
)
def test_what_is_no_target_refuses_the_record(tmp_path: Path, change: Row, reason: str) -> None:
    one = found(tmp_path, sentence(target(1, "Ruiz", 2.0) | change), sentence(text="It rained."))
    assert [refused.reason for refused in one.refused] == [reason]
    assert len(one.articles) == 1


def test_a_scheme_that_asks_something_else_by_the_name_gets_a_task_of_its_own(tmp_path: Path) -> None:
    other = Task(name="sentiment", about=About.ENTITY, labels=(TaskLabel(name="negative"),))
    scheme = SCHEME.model_copy(update={"tasks": (other,)})
    one = found(tmp_path, BOTH, options=ReadOptions(scheme=scheme))
    assert {j.task for j in one.annotation.judgements.values()} == {"sentiment_of_pairs"}
    content, losses = written(NEWSMTSC_WRITER, said(one.one), WriteOptions(scheme))
    assert (orjson.loads(content), losses) == (BOTH, [])


def news(*judgements: Judgement, name: str = "anna") -> Annotation:
    return Annotation(
        article_id="a1",
        annotator=Annotator(name=name),
        scheme=SCHEME.id,
        progress=Progress(status=Status.DONE),
        mentions={
            "m1": mention("m1", 11, 20, entity="e1"),
            "m2": mention("m2", 26, 29, entity="e1"),
            "m3": mention("m3", 45, 50, entity="e2"),
        },
        entities={
            "e1": Entity(id="e1", name="Mira Toll", label="PERSON"),
            "e2": Entity(id="e2", name="Varon", label="GPE"),
        },
        judgements={judgement.id: judgement for judgement in judgements},
    )


def feels(id_: str, label: str, entity: str, holder: Ref = AUTHOR) -> Judgement:
    aim = Ref(kind=RefKind.ENTITY, id=entity, name=entity)
    return Judgement(id=id_, task="sentiment", holder=holder, target=aim, label=label)


NEWS = Article(id="a1", text="It rained. Mira Toll said she was glad. Only Varon was dry.")


def test_articles_go_out_by_the_sentences_that_speak_of_somebody() -> None:
    made = [
        news(feels("j1", "positive", "e1"), feels("j2", "negative", "e2")),
        news(feels("j1", "neutral", "e1"), name="ben"),
    ]
    content, losses = written(NEWSMTSC_WRITER, said(annotated(NEWS, *made)))
    rows = [orjson.loads(line) for line in content.splitlines()]
    assert [(row["sentence_normalized"], row["annotator"]) for row in rows] == [
        ("Mira Toll said she was glad.", "anna"),
        ("Only Varon was dry.", "anna"),
        ("Mira Toll said she was glad.", "ben"),
    ]
    assert rows[0]["targets"] == [
        {
            "Input.gid": "a1/anna_Mira Toll_0_9",
            "from": 0,
            "to": 9,
            "mention": "Mira Toll",
            "polarity": 6.0,
            "further_mentions": [place(15, "she")],
        }
    ]
    assert "that “Varon” is PERSON" in [loss.what for loss in losses]
    assert "the mention “Varon” (PERSON)" in [loss.what for loss in losses]


def test_what_is_no_sentiment_of_the_author_is_named() -> None:
    made = news(
        feels("j1", "positive", "e1", UNLISTED),
        feels("j2", "angry", "e1"),
        feels("j3", "positive", "e9"),
        feels("j4", "positive", "e1").model_copy(update={"task": "stance"}),
        feels("j5", "positive", "e1").model_copy(update={"note": "ironic"}),
    )
    content, losses = written(NEWSMTSC_WRITER, said(annotated(NEWS, made)))
    assert len(content.splitlines()) == 1
    assert {loss.what: loss.why for loss in losses if "e1" in loss.what or "e9" in loss.what} == {
        "sentiment: somebody not listed, positive, e1": "whoever speaks of a target is the author",
        "sentiment: the author, angry, e1": "its label is none of negative, neutral, positive",
        "sentiment: the author, positive, e9": "its target is not mentioned in the text",
        "stance: the author, positive, e1": "it is no answer to sentiment",
        "the note of sentiment: the author, positive, e1": "a target holds a polarity",
    }


def test_that_somebody_found_no_sentiment_is_named_for_there_is_no_row_of_it() -> None:
    looked = Annotation(
        article_id="a1",
        annotator=Annotator(name="anna"),
        scheme=SCHEME.id,
        progress=Progress(status=Status.DONE),
    )
    content, losses = written(NEWSMTSC_WRITER, said(annotated(Article(id="a1", text=TEXT), looked)))
    assert content == b""
    assert [(loss.what, loss.why) for loss in losses] == [
        ("that anna looked and found nothing", "a row has a target")
    ]


def test_several_people_s_rows_come_back_as_theirs(tmp_path: Path) -> None:
    rows = [BOTH | {"annotator": "anna"}, sentence(target(1, "Ruiz", 6.0)) | {"annotator": "ben"}]
    one = found(tmp_path, *rows)
    assert [record.annotation.annotator.name for record in one.one.records] == ["anna", "ben"]
    back, losses = rows_of(one)
    assert (back, losses) == (rows, [])


_WORDS = st.lists(
    st.sampled_from(["Ruiz", "😀", "Norn", "e\u0301", "النهر", "said", "“no”"]), min_size=1, max_size=6
)


@st.composite
def sentences(draw: st.DrawFn) -> Row:
    words = draw(_WORDS)
    starts = [sum(len(word) + 1 for word in words[:number]) for number in range(len(words))]
    chosen = draw(st.lists(st.sampled_from(list(zip(starts, words, strict=True))), unique=True, max_size=3))
    targets = []
    for start, word in chosen:
        further: Sequence[tuple[int, str]] = draw(st.lists(st.sampled_from(chosen), unique=True, max_size=2))
        polarity = draw(st.sampled_from([2.0, 4.0, 6.0]))
        others = sorted(one for one in further if one != (start, word))
        targets.append(target(start, word, polarity, *(place(*one) for one in others)))
    return sentence(*targets, text=" ".join(words), gid=draw(st.sampled_from(["x_1", "x_2", "-1"])))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(sentences(), min_size=1, max_size=4))
def test_generated_records_go_out_as_they_came(rows: list[Row]) -> None:
    with TemporaryDirectory() as folder:
        one = found(Path(folder), *rows)
    back, losses = rows_of(one)
    assert sorted(map(str, back)) == sorted(map(str, rows))
    assert losses == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), article=any_article())
def test_any_work_goes_out_the_same_each_time(data: st.DataObject, article: Article) -> None:
    rows = said(annotated(article, data.draw(any_annotation(article))))
    assert written(NEWSMTSC_WRITER, rows) == written(NEWSMTSC_WRITER, rows)
