"""Soft labels and LeWiDi: everybody's answers side by side, with proven offsets and nothing blended."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.agreement.items import items_of
from annotator.agreement.reading import ReadArticle, Reading
from annotator.domain.annotation import (
    ARTICLE,
    Annotation,
    Annotator,
    AnnotatorKind,
    Judgement,
    Mention,
    Progress,
    Ref,
    RefKind,
    Span,
    Status,
)
from annotator.domain.article import Article
from annotator.domain.loss import Loss
from annotator.domain.records import AnnotationRecord, StoredAnnotation, StoredArticle
from annotator.domain.ruling import Outcome, RuledAnswer, Ruling
from annotator.domain.scheme import About, Scheme, Task, TaskLabel
from annotator.formats.lewidi import LEWIDI_WRITER
from annotator.formats.soft_labels import SOFT_LABELS_WRITER
from annotator.formats.writer import WriteOptions
from annotator.formats.written import Said
from tests.builders import ANNA, AT, BEN, MODEL, SCHEME, TEXT, annotation, article, mention, stance
from tests.domain.generated import annotations, articles

CEM = Annotator(name="Cem")
TONES = Task(
    name="tones",
    about=About.ARTICLE,
    labels=(TaskLabel(name="angry"), TaskLabel(name="sad"), TaskLabel(name="dry")),
    multiple=True,
)
WITH_TONES = SCHEME.model_copy(update={"tasks": (*SCHEME.tasks, TONES)})


BESIDE_TOLL = [
    "the entity e1 (PERSON) of 1 mention",
    "who marked 1 mention first, and what became of proposals",
]
"""What soft labels say nothing of where somebody marked the one mention."""


def _said(value: Article, *by: Annotation) -> list[Said]:
    records = (
        AnnotationRecord(annotation=one, created=AT, updated=AT, program_version="0.1.0") for one in by
    )
    return [(StoredArticle.of(value), StoredAnnotation.of(record)) for record in records]


def _done(annotator: Annotator, *marks: Mention, judgements: Iterable[Judgement] = ()) -> Annotation:
    value = annotation(annotator, "a1", *marks, status=Status.DONE)
    return value.model_copy(update={"judgements": {one.id: one for one in judgements}})


def _written(name: str, said: Iterable[Said], scheme: Scheme = SCHEME) -> tuple[bytes, tuple[Loss, ...], int]:
    stream = BytesIO()
    writer = {"soft-labels": SOFT_LABELS_WRITER, "lewidi": LEWIDI_WRITER}[name]
    written = list(writer.write(stream, said, WriteOptions(scheme)))
    losses = tuple(loss for piece in written for loss in piece.losses)
    return stream.getvalue(), losses, sum(piece.rows for piece in written)


def _rows(*by: Annotation, scheme: Scheme = SCHEME, of: Article | None = None) -> list[dict[str, Any]]:
    data, _, number = _written("soft-labels", _said(of or article(), *by), scheme)
    rows = [orjson.loads(line) for line in data.splitlines()]
    assert len(rows) == number
    return rows


def _items(*by: Annotation, scheme: Scheme = SCHEME) -> dict[str, dict[str, Any]]:
    items = orjson.loads(_written("lewidi", _said(article(), *by), scheme)[0])
    assert isinstance(items, dict)
    return items


TOLL = mention("m1", 0, 9, entity="e1")


def _stance(label: str, *evidence: tuple[int, int]) -> Judgement:
    spans = tuple(Span(start=start, end=end) for start, end in evidence)
    return stance("j1", "e1", label).model_copy(update={"evidence": spans})


def test_a_mention_has_everybodys_labels_in_parallel_lists_in_the_schemes_order() -> None:
    (row,) = _rows(
        _done(ANNA, mention("m1", 0, 9)),
        _done(BEN, mention("m1", 5, 9, "ORG")),
        _done(CEM, mention("m9", 5, 9)),
    )
    assert row["layer"] == "mention"
    assert row["labels"] == ["PERSON", "ORG", "GPE"]
    assert row["soft_label"] == [0.666667, 0.333333, 0.0]
    assert row["annotators"] == ["Anna", "Ben", "Cem"]
    assert row["annotations"] == ["PERSON", "ORG", "PERSON"]
    assert row["annotator_spans"] == [[0, 9], [5, 9], [5, 9]]
    assert (row["spans"], row["quotes"]) == ([[5, 9]], ["Toll"])
    assert (row["hard_label"], row["tie"], row["n_annotators"]) == ("PERSON", False, 3)
    assert row["text"] == "Mira Toll spoke in Varon on Monday."


def test_those_who_saw_nothing_are_named_apart_and_not_blended_into_the_labels() -> None:
    (row,) = _rows(_done(ANNA, TOLL), _done(BEN, TOLL), _done(CEM))
    assert (row["soft_label"], row["silent"], row["presence"]) == ([1.0, 0.0, 0.0], ["Cem"], 0.666667)


def test_a_tie_has_no_hard_label() -> None:
    (row,) = _rows(_done(ANNA, TOLL), _done(BEN, mention("m1", 0, 9, "ORG")))
    assert (row["hard_label"], row["tie"], row["soft_label"]) == (None, True, [0.5, 0.5, 0.0])


def test_a_stance_row_shows_the_sentence_of_the_evidence_and_names_holder_and_target() -> None:
    start = TEXT.index("rejects the dam")
    span = (start, start + 15)
    rows = _rows(
        _done(ANNA, TOLL, judgements=[_stance("against", span)]),
        _done(BEN, TOLL, judgements=[_stance("neutral", span)]),
    )
    row = rows[-1]
    assert (row["layer"], row["task"]) == ("pair", "stance")
    assert row["text"] == "Toll’s party rejects the dam."
    assert row["text"] == TEXT[row["start"] : row["end"]]
    assert (row["holder"], row["target"], row["quotes"]) == ("e1", "the dam", ["rejects the dam"])
    assert row["labels"] == ["favor", "against", "neutral"]
    assert row["soft_label"] == [0.0, 0.5, 0.5]


def test_what_is_said_of_a_mention_names_it_by_its_words_and_not_by_its_id() -> None:
    of_mention = _stance("against").model_copy(update={"holder": Ref(kind=RefKind.MENTION, id="m1")})
    row = _rows(_done(ANNA, TOLL, judgements=[of_mention]))[-1]
    assert (row["holder"], row["target"]) == ("Mira Toll", "the dam")


def test_without_evidence_the_sentence_of_the_first_mention_is_shown() -> None:
    rows = _rows(_done(ANNA, TOLL, judgements=[_stance("against")]))
    assert rows[-1]["text"] == "Mira Toll spoke in Varon on Monday."


def test_a_question_on_an_entity_is_its_own_layer() -> None:
    salience = Judgement(id="j1", task="salience", target=Ref(kind=RefKind.ENTITY, id="e1"), label="main")
    row = _rows(_done(ANNA, TOLL, judgements=[salience]), _done(BEN, TOLL))[-1]
    assert (row["layer"], row["target"], row["holder"]) == ("entity", "e1", None)
    assert (row["annotations"], row["silent"]) == (["main"], ["Ben"])


def _toned(annotator: Annotator, *labels: str) -> Annotation:
    tone = Judgement(id="j1", task="tones", target=ARTICLE, label=labels[0], more_labels=labels[1:])
    return _done(annotator, judgements=[tone])


def test_where_a_task_takes_several_labels_each_has_its_own_share() -> None:
    by = _toned(ANNA, "dry", "sad"), _toned(BEN, "sad"), _toned(CEM, "angry", "sad", "dry")
    (row,) = _rows(*by, scheme=WITH_TONES)
    assert row["multiple"] is True
    assert row["soft_label"] == [0.333333, 1.0, 0.666667]
    assert row["annotations"] == ["sad,dry", "sad", "angry,sad,dry"]
    assert row["hard_label"] == "sad,dry"
    assert row["text"] == TEXT
    (item,) = _items(*by, scheme=WITH_TONES).values()
    assert item["soft_label"]["sad"] == {"0": 0.0, "1": 1.0}
    assert item["annotations"] == {"Anna": "sad,dry", "Ben": "sad", "Cem": "angry,sad,dry"}


def test_only_people_who_are_done_have_votes_and_the_rest_is_told() -> None:
    made = Annotator(name="majority", kind=AnnotatorKind.AGGREGATE)
    gold = Annotator(name="gold", kind=AnnotatorKind.ADJUDICATED)
    half = annotation(BEN, "a1", TOLL, status=Status.IN_PROGRESS)
    said = _said(article(), _done(ANNA, TOLL), half, *(_done(one, TOLL) for one in (MODEL, made, gold)))
    data, losses, _ = _written("soft-labels", said)
    (row,) = [orjson.loads(line) for line in data.splitlines()]
    assert row["annotators"] == ["Anna"]
    assert losses[0] == Loss("a1", "the annotation of Ben", "it is not done, so it has no votes")
    assert [loss.what for loss in losses[1:]] == BESIDE_TOLL


def test_a_label_the_scheme_does_not_have_is_a_loss_and_no_silence() -> None:
    said = _said(article(), _done(ANNA, TOLL), _done(BEN, mention("m1", 0, 9, "PLANET")))
    data, losses, _ = _written("soft-labels", said)
    row = orjson.loads(data)
    assert (row["annotators"], row["silent"]) == (["Anna"], [])
    assert losses[0] == Loss("a1", "“PLANET” by Ben", "the scheme has no such label for mentions")


def test_a_task_the_scheme_does_not_have_is_a_loss() -> None:
    odd = _stance("against").model_copy(update={"task": "mood"})
    _, losses, rows = _written("lewidi", _said(article(), _done(ANNA, judgements=[odd])))
    assert rows == 0
    assert losses == (Loss("a1", "answers to mood", "the scheme has no such task"),)


def test_what_was_ruled_to_be_ambiguous_is_said_so() -> None:
    anna, ben = _done(ANNA, TOLL), _done(BEN, mention("m1", 0, 9, "ORG"))
    read = ReadArticle("a1", len(TEXT), (Reading.of(anna), Reading.of(ben)))
    (item,) = items_of(read, SCHEME)[:1]
    answers = tuple(
        RuledAnswer(annotators=one.annotators, said=one.said, stands=True) for one in item.variants
    )

    def ruled(outcome: Outcome) -> Annotation:
        ruling = Ruling(
            id=item.id,
            layer="mentions",
            difference=item.difference,
            start=0,
            end=9,
            outcome=outcome,
            answers=answers,
            by="Rita",
        )
        gold = _done(Annotator(name="gold", kind=AnnotatorKind.ADJUDICATED))
        return gold.model_copy(update={"rulings": {ruling.id: ruling}})

    assert [row["ambiguous"] for row in _rows(anna, ben, ruled(Outcome.BOTH_VALID))] == [True]
    assert [row["ambiguous"] for row in _rows(anna, ben, ruled(Outcome.TAKEN))] == [False]


def test_lewidi_is_one_object_of_items_keyed_by_id() -> None:
    span = (TEXT.index("rejects"), TEXT.index(" the dam.\n"))
    items = _items(
        _done(ANNA, TOLL, judgements=[_stance("against", span)]),
        _done(BEN, TOLL, judgements=[_stance("against", span)]),
        _done(CEM, TOLL, judgements=[_stance("neutral", span)]),
    )
    assert list(items) == ["a1-stance-1"]
    item = items["a1-stance-1"]
    assert item["annotation task"] == "stance"
    assert item["text"] == {"context": "Toll’s party rejects the dam.", "target": "the dam", "holder": "e1"}
    assert (item["number of annotators"], item["number of annotations"]) == (3, 3)
    assert item["annotators"] == "Anna,Ben,Cem"
    assert item["annotations"] == {"Anna": "against", "Ben": "against", "Cem": "neutral"}
    assert item["soft_label"] == {"favor": 0.0, "against": 0.666667, "neutral": 0.333333}
    assert item["other_info"]["doc_id"] == "a1"
    assert item["other_info"]["evidence"] == [list(span)]


def test_lewidi_tells_what_it_cannot_hold_by_article() -> None:
    odd = Annotator(name="Toll, Mira")
    _, losses, rows = _written("lewidi", _said(article(), _done(odd, TOLL, judgements=[_stance("favor")])))
    assert rows == 1
    assert [(loss.article, loss.what) for loss in losses] == [
        ("a1", "the mention “Mira Toll” (PERSON)"),
        ("a1", "the comma in the name Toll, Mira"),
        *(("a1", what) for what in BESIDE_TOLL),
    ]


@pytest.mark.parametrize("name", ["soft-labels", "lewidi"])
def test_what_people_say_beside_their_answers_is_named(name: str) -> None:
    sure = _stance("favor", (0, 9)).model_copy(update={"confidence": 0.5, "note": "plainly"})
    noted = _done(ANNA, judgements=[sure])
    noted = noted.model_copy(update={"progress": Progress(status=Status.DONE, note="long", flagged=True)})
    _, losses, _ = _written(name, _said(article(), noted))
    beside = {loss.what for loss in losses}
    assert {"the note on the article", "the flag"} <= beside
    assert sum(what.startswith(("the confidence of", "the note of")) for what in beside) == 2
    assert not any(what.startswith("the evidence") for what in beside)


@pytest.mark.parametrize(("name", "empty"), [("soft-labels", b""), ("lewidi", b"{}\n")])
def test_nothing_said_is_a_valid_empty_file(name: str, empty: bytes) -> None:
    said: list[Said] = [(StoredArticle.of(article()), None)]
    assert _written(name, [])[0] == empty
    assert _written(name, said)[0] == empty
    assert _written(name, _said(article(), _done(ANNA)))[0] == empty


def _types(row: Mapping[str, object]) -> dict[str, str]:
    return {key: type(value).__name__ for key, value in row.items() if value is not None}


@st.composite
def _anything(draw: st.DrawFn) -> tuple[Article, list[Annotation]]:
    """An article in any script, and what people who are done say about it, in labels of any kind."""
    value = draw(articles())
    said = draw(st.lists(annotations(value), max_size=3, unique_by=lambda one: one.annotator.name))
    tasks = st.sampled_from([*(task.name for task in WITH_TONES.tasks), "mood"])
    labels = st.sampled_from(["favor", "against", "main", "angry", "sad", "other"])
    return value, [
        one.model_copy(
            update={
                "annotator": Annotator(name=one.annotator.name),
                "progress": one.progress.model_copy(update={"status": Status.DONE}),
                "mentions": {
                    m.id: m.model_copy(update={"label": draw(st.sampled_from(["PERSON", "ORG", "GPE", "X"]))})
                    for m in one.mentions.values()
                },
                "judgements": {
                    j.id: j.model_copy(
                        update={"task": draw(tasks), "label": draw(labels), "more_labels": (draw(labels),)}
                    )
                    for j in one.judgements.values()
                },
            }
        )
        for one in said
    ]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=_anything())
def test_in_any_script_texts_are_slices_lists_are_parallel_and_bytes_repeat(
    drawn: tuple[Article, list[Annotation]],
) -> None:
    value, by = drawn
    said = _said(value, *by)
    rows = _rows(*by, scheme=WITH_TONES, of=value)
    for row in rows:
        assert row["text"] == value.text[row["start"] : row["end"]]
        assert row["quotes"] == [value.text[start:end] for start, end in row["spans"]]
        assert len(row["labels"]) == len(row["soft_label"])
        assert len(row["annotators"]) == len(row["annotations"]) == row["n_annotators"] > 0
        assert row["tie"] is (row["hard_label"] is None) or row["multiple"]
        if not row["multiple"]:
            assert sum(row["soft_label"]) == pytest.approx(1, abs=1e-5)
    assert len({row["id"] for row in rows}) == len(rows)
    shapes = {key: kind for row in rows for key, kind in _types(row).items()}
    assert all(shapes | _types(row) == shapes and row.keys() >= shapes.keys() for row in rows)
    for name in ("soft-labels", "lewidi"):
        assert _written(name, said, WITH_TONES) == _written(name, reversed(said), WITH_TONES)
        orjson.loads(_written("lewidi", said, WITH_TONES)[0])
