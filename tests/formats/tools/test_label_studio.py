"""Label Studio: tasks in, with everything people and models said of their texts, and out again equal."""

import json
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, assume, given, settings

from annotator.domain.annotation import (
    ARTICLE,
    AUTHOR,
    GOLD,
    Annotation,
    Annotator,
    AnnotatorKind,
    Decision,
    MentionOrigin,
    Ref,
    RefKind,
    Status,
    segment_ref,
)
from annotator.formats.label_studio_writing import LABEL_STUDIO_WRITER
from annotator.formats.reading import ReadOptions
from tests.builders import ANNA, SCHEME, TEXT, annotation, article, mention, stance
from tests.domain import generated
from tests.formats.tools.aids import Found, annotated, found_in, quotes, said, written
from tests.formats.tools.changed import changed

Json = dict[str, object]
MIRA_IN_BAKU = "😀 Mira Toll left Baku"


def region(id_: str, start: int, end: int, label: str, quote: str | None = None, **more: object) -> Json:
    text = MIRA_IN_BAKU[start:end] if quote is None else quote
    value = {"start": start, "end": end, "text": text, "labels": [label]}
    return row(id_, "labels", "label", value, **more)


def row(id_: str, type_: str, from_name: str, value: Json, **more: object) -> Json:
    return {
        "id": id_,
        "from_name": from_name,
        "to_name": "text",
        "type": type_,
        "origin": "manual",
        "value": value,
        **more,
    }


MIRA = region("a", 2, 11, "PER")
BAKU = region("b", 17, 21, "LOC")


def by(who: object, *rows: Json, **more: object) -> Json:
    return {
        "id": 9,
        "completed_by": who,
        "was_cancelled": False,
        "ground_truth": False,
        "lead_time": 4.25,
        "created_at": "2024-03-09T22:16:08.728353Z",
        "updated_at": "2024-03-09T22:17:00.000000Z",
        "result": list(rows),
        **more,
    }


def task(*annotations: Json, text: object = MIRA_IN_BAKU, **more: object) -> Json:
    return {"id": 1, "data": {"text": text}, "project": 83, "annotations": list(annotations), **more}


def found(tmp_path: Path, *tasks: object, options: ReadOptions | None = None) -> Found:
    return found_in(tmp_path / "export.data", json.dumps(tasks), options)


def round_trip(tmp_path: Path, *tasks: Json) -> list[Any]:
    """The tasks as they are written after they were read, in the order they came in."""
    content, _ = written(LABEL_STUDIO_WRITER, said(*found(tmp_path, *tasks).articles))
    return sorted(json.loads(content), key=lambda one: str(one.get("id")))


def test_a_task_is_recognised_by_what_it_holds_and_read_with_who_when_and_how_long(tmp_path: Path) -> None:
    one = found(tmp_path, task(by({"id": 4, "email": "anna@varon.example"}, MIRA, BAKU)))
    (record,) = one.one.records
    assert one.notes == ["It was read as label-studio."]
    assert quotes(one.one.article, record.annotation) == [("Mira Toll", "PER"), ("Baku", "LOC")]
    assert record.annotation.annotator == Annotator(name="anna@varon.example")
    assert record.annotation.progress.status is Status.DONE
    assert record.active_seconds == 4.25
    assert (record.created, record.updated) == ("2024-03-09T22:16:08.728353Z", "2024-03-09T22:17:00.000000Z")
    assert set(record.annotation.mentions) == {"a", "b"}


def test_a_file_that_holds_one_task_or_one_annotation_with_its_task_is_read_too(tmp_path: Path) -> None:
    alone = found_in(tmp_path / "1.json", json.dumps(task(by(4, MIRA)), indent=1))
    stored = by(4, MIRA) | {"task": {"id": 1, "data": {"text": MIRA_IN_BAKU}}}
    of_storage = found_in(tmp_path / "2.json", json.dumps(stored))
    assert len(alone.annotation.mentions) == len(of_storage.annotation.mentions) == 1


@pytest.mark.parametrize(
    ("who", "more", "name"),
    [
        (7, {}, "7"),
        ({"id": 7, "email": "a@x.example", "first_name": "A"}, {}, "a@x.example"),
        ({"id": 7, "first_name": "Anna", "last_name": "Varon"}, {}, "Anna Varon"),
        (7, {"created_username": " a@x.example, 7"}, "a@x.example"),
        (None, {"created_username": "anna"}, "anna"),
        (None, {}, "imported"),
    ],
)
def test_annotators_are_called_by_the_best_name_there_is(
    tmp_path: Path, who: object, more: Json, name: str
) -> None:
    assert found(tmp_path, task(by(who, MIRA, **more))).annotation.annotator.name == name


def test_a_ground_truth_by_nobody_is_gold_and_one_by_somebody_stays_theirs(tmp_path: Path) -> None:
    nobodys = found(tmp_path, task(by(None, MIRA, ground_truth=True))).annotation
    annas = found(tmp_path, task(by("anna", MIRA, ground_truth=True))).annotation
    assert nobodys.annotator == GOLD
    assert annas.annotator == Annotator(name="anna")
    assert annas.meta["ground_truth"] is True


def test_skipped_empty_drafted_and_not_annotated_stay_different(tmp_path: Path) -> None:
    skipped = task(by("anna", MIRA, was_cancelled=True), text="Skipped. " + MIRA_IN_BAKU)
    skipped["annotations"] = [by("anna", was_cancelled=True)]
    empty = task(by("anna"), text="Nothing here.")
    drafted = task(text="Begun.", drafts=[{"id": 3, "user": "anna", "result": []}])
    untouched = {"id": 4, "data": {"text": "Nobody came."}}
    articles = found(tmp_path, skipped, empty, drafted, untouched).articles
    statuses = [[record.annotation.progress.status for record in one.records] for one in articles]
    assert statuses == [[Status.SKIPPED], [Status.DONE], [Status.IN_PROGRESS], []]


def test_several_annotators_and_models_come_in_apart(tmp_path: Path) -> None:
    predicted = {"id": 5, "model_version": "ner 2", "score": 0.5, "result": [region("p", 2, 6, "PER")]}
    one = found(tmp_path, task(by("anna", MIRA), by("ben", BAKU), predictions=[predicted])).one
    assert [(r.annotation.annotator.name, r.annotation.annotator.kind) for r in one.records] == [
        ("anna", AnnotatorKind.HUMAN),
        ("ben", AnnotatorKind.HUMAN),
        ("ner 2", AnnotatorKind.MODEL),
    ]
    assert one.records[2].annotation.mentions["p"].origin is MentionOrigin.MODEL


def test_a_second_annotation_by_the_same_annotator_has_a_name_of_its_own_and_is_told(tmp_path: Path) -> None:
    draft = {"id": 3, "user": "anna", "result": []}
    one = found(tmp_path, task(by("anna", MIRA), by("anna", BAKU), drafts=[draft]))
    names = [record.annotation.annotator.name for record in one.one.records]
    assert names == ["anna", "anna (2)", "anna (draft)"]
    assert [loss.what for loss in one.losses] == [
        "that the annotation of anna (2) is also by anna",
        "that the annotation of anna (draft) is also by anna",
    ]


def test_offsets_in_utf_16_units_are_found_out_by_what_is_quoted(tmp_path: Path) -> None:
    one = found(tmp_path, task(by("anna", region("a", 3, 12, "PER", "Mira Toll"))))
    assert quotes(one.one.article, one.annotation) == [("Mira Toll", "PER")]
    assert any("UTF-16 units" in note for note in one.notes)


def test_quotes_with_other_white_space_fit_and_others_are_refused(tmp_path: Path) -> None:
    spaced = "Mira\n  Toll left"
    fits = found(tmp_path, task(by("anna", region("a", 0, 11, "PER", "Mira Toll")), text=spaced))
    assert quotes(fits.one.article, fits.annotation) == [("Mira\n  Toll", "PER")]
    wrong = found(tmp_path, task(by("anna", region("a", 2, 11, "PER", "Somebody"))))
    assert "“Somebody” is said to stand at 2-11" in wrong.reason


def test_the_text_is_what_the_regions_quote_whatever_it_is_called(tmp_path: Path) -> None:
    data = {"headline": "A much longer headline that nobody has marked anything in", "body": MIRA_IN_BAKU}
    one = found(tmp_path, {"id": 1, "data": data, "annotations": [by("anna", MIRA)]})
    assert one.one.article.text == MIRA_IN_BAKU
    inner = {"id": 1, "data": {"doc": {"body": MIRA_IN_BAKU}}, "annotations": [by("anna", MIRA)]}
    assert found(tmp_path, inner).one.article.text == MIRA_IN_BAKU
    assert round_trip(tmp_path, inner)[0]["data"] == inner["data"]


def test_regions_of_another_text_of_the_task_are_losses(tmp_path: Path) -> None:
    elsewhere = region("t", 0, 5, "PER", "Title") | {"to_name": "title"}
    tasks = {"id": 1, "data": {"text": MIRA_IN_BAKU, "title": "Title!"}}
    one = found(tmp_path, tasks | {"annotations": [by("anna", MIRA, BAKU, elsewhere)]})
    assert set(one.annotation.mentions) == {"a", "b"}
    assert [(loss.what, loss.why) for loss in one.losses] == [
        ("PER “Title”", "it stands in another text of the task")
    ]


@pytest.mark.parametrize(
    ("data", "rows", "reason"),
    [
        (
            {"image": "/data/upload/29/example.png", "text": "A caption."},
            [row("q", "polygonlabels", "label", {"points": [[1, 2]], "polygonlabels": ["Plane"]})],
            "Its regions are of an image, a sound or a film, not of a text.",
        ),
        (
            {"audio": "s3://bucket/a"},
            [row("q", "labels", "label", {"start": 0.5, "end": 1.5, "channel": 0, "labels": ["x"]})],
            "Its regions are of an image, a sound or a film, not of a text.",
        ),
        (
            {"text": "https://varon.example/article.txt"},
            [],
            "It has no text: “text” says where something else is to be found "
            "(https://varon.example/article.txt).",
        ),
        ({"n": 3}, [], "It has no text."),
        ({}, [], "It has no text."),
    ],
)
def test_tasks_about_anything_but_a_text_are_refused_in_a_sentence(
    tmp_path: Path, data: Json, rows: list[Json], reason: str
) -> None:
    refused = {"id": 1, "data": data, "annotations": [by("anna", *rows)]}
    one = found(tmp_path, refused, task(by("anna", MIRA)))
    assert [bad.reason for bad in one.refused] == [reason]
    assert len(one.articles) == 1


def test_answers_are_about_the_region_they_belong_to_or_about_the_article(tmp_path: Path) -> None:
    rows: list[Json] = [
        row("a", "choices", "role", {"start": 2, "end": 11, "text": "Mira Toll", "choices": ["agent"]}),
        row("u", "choices", "tone", {"start": 12, "end": 16, "text": "left", "choices": ["dry"]}),
        {"from_name": "mood", "to_name": "text", "type": "choices", "value": {"choices": ["sad", "odd"]}},
        row("t", "taxonomy", "topic", {"taxonomy": [["World"], ["World", "Cities"]]}),
        row("s", "rating", "stars", {"rating": 4}),
    ]
    judgements = found(tmp_path, task(by("anna", MIRA, *rows))).annotation.judgements.values()
    assert [(one.task, one.label, one.more_labels, one.value, one.target) for one in judgements] == [
        ("role", "agent", (), None, Ref(kind=RefKind.MENTION, id="a", name="Mira Toll")),
        ("tone", "dry", (), None, segment_ref(12, 16)),
        ("mood", "sad", ("odd",), None, ARTICLE),
        ("topic", "World", ("World > Cities",), None, ARTICLE),
        ("stars", "4", (), 4.0, ARTICLE),
    ]


def test_relations_are_answers_from_the_first_region_to_the_second(tmp_path: Path) -> None:
    relations: list[Json] = [
        {"type": "relation", "from_id": "a", "to_id": "b", "direction": "right", "labels": ["favor"]},
        {"type": "relation", "from_id": "a", "to_id": "b", "direction": "left", "labels": ["in"]},
        {"type": "relation", "from_id": "a", "to_id": "gone", "labels": ["in"]},
        {"type": "relation", "from_id": "a", "to_id": "b", "direction": "bi"},
    ]
    one = found(tmp_path, task(by("anna", MIRA, BAKU, *relations)))
    answers = [
        (j.task, j.label, j.holder and j.holder.id, j.target and j.target.id)
        for j in one.annotation.judgements.values()
    ]
    assert answers == [
        ("stance", "favor", "a", "b"),
        ("relation", "in", "b", "a"),
        ("relation", "relation", "a", "b"),
    ]
    assert [loss.what for loss in one.losses] == ["in between a and gone", "that a relation goes both ways"]


def test_free_text_and_numbers_are_losses_that_stay_with_the_annotation(tmp_path: Path) -> None:
    comment = row("c", "textarea", "comment", {"text": ["Why so?", "No."]})
    number = row("n", "number", "age", {"number": 7})
    one = task(by("anna", MIRA, comment, number))
    assert [loss.what for loss in found(tmp_path, one).losses] == [
        "comment: Why so? / No.",
        "age (number)",
    ]
    assert round_trip(tmp_path, one) == [one]


def test_regions_of_a_web_page_stand_in_its_text_where_they_can_be_proven(tmp_path: Path) -> None:
    page = "<p>😀 <b>Mira Toll</b> left &amp; left <i>Baku</i></p>"

    def marked(id_: str, quote: str, offsets: Json | None) -> Json:
        value: Json = {"start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]", "startOffset": 0, "endOffset": 1}
        value |= {"text": quote, "hypertextlabels": ["X"]}
        value |= {} if offsets is None else {"globalOffsets": offsets}
        return row(id_, "hypertextlabels", "label", value)

    rows = [
        marked("a", "Mira Toll", {"start": 3, "end": 12}),
        marked("b", "Baku", None),
        marked("c", "left", None),
        marked("d", "Baku", {"start": 1, "end": 4}),
    ]
    one = found(tmp_path, task(by("anna", *rows), text=page))
    assert one.one.article.text == "😀 Mira Toll left & left Baku"
    assert quotes(one.one.article, one.annotation) == [("Mira Toll", "X"), ("Baku", "X"), ("Baku", "X")]
    assert [loss.what for loss in one.losses] == [
        "the tags of the web page in “text”",
        "X “left”",
    ] or [loss.what for loss in one.losses] == ["X “left”", "the tags of the web page in “text”"]


def test_regions_of_a_dialogue_stand_in_its_turns(tmp_path: Path) -> None:
    turns = [{"author": "Mira", "text": "😀 Hello"}, {"author": "Ben", "text": "Leave Baku!"}]
    value = {"start": "1", "end": "1", "startOffset": 6, "endOffset": 10, "text": "Baku"}
    units = {"start": "0", "end": "0", "startOffset": 3, "endOffset": 8, "text": "Hello"}
    rows = [
        row("p", "paragraphlabels", "label", value | {"paragraphlabels": ["LOC"]}),
        row("q", "paragraphlabels", "label", units | {"paragraphlabels": ["HI"]}),
    ]
    one = found(tmp_path, {"id": 1, "data": {"talk": turns}, "annotations": [by("anna", *rows)]})
    assert one.one.article.text == "Mira: 😀 Hello\nBen: Leave Baku!"
    assert quotes(one.one.article, one.annotation) == [("Hello", "HI"), ("Baku", "LOC")]


def test_numbers_in_place_of_drafts_and_predictions_are_losses(tmp_path: Path) -> None:
    one = found(tmp_path, task(by("anna", MIRA), predictions=[12], drafts=[13]))
    assert len(one.one.records) == 1
    assert [loss.what for loss in one.losses] == ["prediction 12", "draft 13"]


def test_the_completions_of_early_versions_are_annotations(tmp_path: Path) -> None:
    done = {"id": 1001, "lead_time": 2.5, "created_username": "anna", "result": [MIRA]}
    skipped = {"id": 1002, "skipped": True, "created_username": "ben", "result": []}
    old = {"id": 1, "data": {"text": MIRA_IN_BAKU}, "completions": [done, skipped]}
    records = found(tmp_path, old).one.records
    assert [(r.annotation.annotator.name, r.annotation.progress.status) for r in records] == [
        ("anna", Status.DONE),
        ("ben", Status.SKIPPED),
    ]


def minimal(who: object, **more: object) -> Json:
    return {
        "text": MIRA_IN_BAKU,
        "source": "Varon Wire",
        "id": 1,
        **more,
        "annotator": who,
        "annotation_id": 5,
        "created_at": "2024-03-09T22:16:08Z",
        "updated_at": "2024-03-09T22:16:08Z",
        "lead_time": 3.5,
    }


def test_json_min_gives_an_annotation_a_record_and_records_of_a_task_together(tmp_path: Path) -> None:
    label = [{"start": 2, "end": 11, "text": "Mira Toll", "labels": ["PER"]}]
    role = [{"start": 2, "end": 11, "text": "Mira Toll", "choices": ["agent"]}]
    one = found(
        tmp_path,
        minimal(3, label=label, role=role, mood="sad", comment="It is a long story."),
        minimal(4, label=[], mood={"choices": ["sad", "odd"]}),
    )
    first, second = (record.annotation for record in one.one.records)
    assert (first.annotator.name, second.annotator.name) == ("3", "4")
    assert one.one.article.source == "Varon Wire"
    assert quotes(one.one.article, first) == [("Mira Toll", "PER")]
    answers = [(j.task, j.label, j.target and j.target.kind.value) for j in first.judgements.values()]
    assert answers == [("role", "agent", "mention"), ("mood", "sad", "article")]
    assert [loss.what for loss in one.losses] == ["comment: It is a long story."]
    assert one.one.records[0].active_seconds == 3.5


def test_a_task_comes_out_as_it_came_in(tmp_path: Path) -> None:
    rows: list[Json] = [
        region("b", 17, 21, "LOC", meta={"text": ["sure?"]}, hidden=True),
        MIRA | {"value": {"start": 2, "end": 11, "text": "Mira Toll", "labels": ["PER", "ORG"]}},
        row("a", "choices", "role", {"start": 2, "end": 11, "text": "Mira Toll", "choices": ["agent"]}),
        {"from_name": "mood", "to_name": "text", "type": "choices", "value": {"choices": ["sad", "odd"]}},
        row("t", "taxonomy", "topic", {"taxonomy": [["World"], ["World", "Cities"]]}),
        row("s", "rating", "stars", {"rating": 4}),
        row("x", "choices", "tone", {"start": 12, "end": 16, "text": "left", "choices": ["dry"]}),
        {"type": "relation", "from_id": "a", "to_id": "b", "direction": "left", "labels": ["favor"]},
        {"type": "relation", "from_id": "a", "to_id": "b", "direction": "bi"},
    ]
    predicted = {"id": 5, "model_version": "ner 2", "score": 0.5, "result": [region("p", 2, 6, "PER")]}
    tasks = [
        task(
            by({"id": 4, "email": "anna@varon.example"}, *rows, unique_id="3bc9da85", prediction={}),
            by(5, was_cancelled=True) | {"id": 10},
            predictions=[predicted],
            drafts=[{"id": 3, "user": "ben@varon.example", "result": [MIRA]}],
            meta={"batch": 2},
            file_upload="x.json",
        ),
        {"id": 2, "data": {"text": "Nobody came.", "url": "https://varon.example"}, "annotations": []},
    ]
    assert round_trip(tmp_path, *tasks) == tasks


def test_entities_and_stances_of_a_project_come_back_equal(tmp_path: Path) -> None:
    mine = annotation(
        ANNA,
        "a1",
        mention("m1", 0, 9, entity="e1"),
        mention("m2", 19, 24, "GPE", entity="e2"),
        mention("m3", 36, 40, entity="e1"),
        status=Status.DONE,
    )
    mine = mine.model_copy(update={"judgements": {"j4": stance("j4", "e1")}})
    content, losses = written(LABEL_STUDIO_WRITER, said(annotated(article(TEXT), mine)))
    back = found_in(tmp_path / "x.json", content).annotation
    assert back.entities == mine.entities
    assert back.judgements["j4"].target == mine.judgements["j4"].target
    assert {id_: (m.start, m.end, m.label, m.entity) for id_, m in back.mentions.items()} == {
        id_: (m.start, m.end, m.label, m.entity) for id_, m in mine.mentions.items()
    }
    assert [loss.what for loss in losses] == ["who marked 3 mentions first, and what became of proposals"]


def test_who_reports_a_holder_is_lost_by_the_words_of_the_answer() -> None:
    mine = annotation(ANNA, "a1", mention("m1", 0, 9, entity="e1"), status=Status.DONE)
    one = stance("j4", "e1").model_copy(update={"outer_holders": (AUTHOR,)})
    mine = mine.model_copy(update={"judgements": {"j4": one}})
    _, losses = written(LABEL_STUDIO_WRITER, said(annotated(article(TEXT), mine)))
    assert "the outer holders of stance: e1, against, dam" in [loss.what for loss in losses]


def test_an_entity_named_in_a_text_area_of_a_region_is_that_of_its_mention(tmp_path: Path) -> None:
    value: Json = {"start": 2, "end": 11, "text": ["Mira Toll (minister)"]}
    one = found(tmp_path, task(by("anna", row("a", "textarea", "entity", value), MIRA))).annotation
    assert one.mentions["a"].entity == "Mira Toll (minister)"
    assert one.entities["Mira Toll (minister)"].label == "PER"


def _comparable(value: Annotation) -> Json:
    """What comes back: without what the losses name and what an import decides."""
    plain = value.model_dump(mode="json")
    for one in plain["mentions"].values():
        for key in ("origin", "decision", "distribution"):
            del one[key]
    for one in plain["judgements"].values():
        del one["outer_holders"]
        for place in ("holder", "target", "anchor"):
            # Names of what is in the article are filled in by whoever reads.
            if one[place] and one[place]["kind"] in ("mention", "entity", "segment", "article"):
                one[place]["name"] = None
    kept = {key: plain[key] for key in ("annotator", "mentions", "entities", "judgements")}
    return kept | {"status": plain["progress"]["status"]}


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(generated.articles().flatmap(lambda one: generated.annotations(one).map(lambda said: (one, said))))
def test_whatever_a_project_holds_comes_back_or_is_named_as_lost(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[Any, Annotation]
) -> None:
    text, value = made
    text = text.model_copy(update={"text": f"x{text.text}"})
    value = value.model_copy(update={"meta": {}})
    content, losses = written(LABEL_STUDIO_WRITER, said(annotated(text, value)))
    assert orjson.loads(content)
    one = found_in(tmp_path_factory.mktemp("ls") / "x.json", content, ReadOptions(scheme=SCHEME))
    # An import takes out of a text what no view can draw, which no text of a project has.
    assume(not one.refused and one.one.article.text == text.text)
    back, expected = _comparable(one.annotation), _comparable(value)
    named = " ".join(loss.what for loss in losses)
    if value.annotator.kind is not one.annotation.annotator.kind:
        assert "of the kind" in named
    if one.annotation.progress.status is not value.progress.status:
        assert any(word in named for word in ("that it is", "has not started", "that "))
    for different in ("annotator", "status"):
        back.pop(different)
        expected.pop(different)
    assert back == expected
    decided = {mention.decision for mention in value.mentions.values()} - {Decision.ACCEPTED}
    assert not decided or "what became of proposals" in named
    assert bool(value.rejected) == ("rejected proposal" in named)


@pytest.mark.parametrize(
    "broken",
    [
        {"id": 1, "data": {"text": MIRA_IN_BAKU}, "annotations": [3.5]},
        {"id": 1, "data": {"text": MIRA_IN_BAKU}, "annotations": {"result": []}},
        task(by("anna", {"id": "a", "type": "labels", "value": {"labels": ["X"]}})),
        task(by("anna", region("a", -1, 4, "PER"))),
        task(by("anna", region("a", 2, 10**30, "PER"))),
        task(by("anna", MIRA | {"value": {"start": 2, "end": 11, "labels": [7]}})),
        task(by("anna", {"type": "relation", "from_id": ["a"], "to_id": "b"})),
        task(by("anna", row("j", "choices", "x", {"choices": "yes"}))),
        task(by("anna", row("j", "rating", "x", {"rating": "many"}))),
        task(by("anna", was_cancelled="perhaps")),
        task(by([1, 2])),
        task(by("anna", row("j", "choices", "x", {"choices": []}, meta={"judgement": {"holder": 3}}))),
        task(by("anna", row("j", "choices", "x", {"choices": []}, meta={"judgement": {"holder": {}}}))),
    ],
)
def test_a_broken_task_is_refused_in_a_sentence_and_the_rest_loads(tmp_path: Path, broken: Json) -> None:
    one = found(tmp_path, broken, task(by("ben", MIRA), text=MIRA_IN_BAKU))
    assert len(one.articles) == len(one.refused) == 1
    assert one.refused[0].reason.endswith(".")


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    rows = said(found(tmp_path, task(by("anna", MIRA, BAKU), by("ben", BAKU))).one)
    assert written(LABEL_STUDIO_WRITER, rows) == written(LABEL_STUDIO_WRITER, rows)


WHOLE = task(
    by(
        {"id": 4, "email": "anna@varon.example"},
        region("b", 17, 21, "LOC", meta={"text": ["sure?"]}),
        MIRA,
        row("a", "choices", "role", {"start": 2, "end": 11, "text": "Mira Toll", "choices": ["agent"]}),
        row("t", "taxonomy", "topic", {"taxonomy": [["World"], ["World", "Cities"]]}),
        row("s", "rating", "stars", {"rating": 4}),
        row(
            "a",
            "textarea",
            "entity",
            {"text": ["Mira"]},
            meta={"entity": {"id": "e", "label": "PER", "name": "M"}},
        ),
        row(
            "k",
            "choices",
            "stance",
            {"choices": ["against"]},
            meta={"judgement": {"holder": {"kind": "author"}}},
        ),
        {"type": "relation", "from_id": "a", "to_id": "b", "direction": "left", "labels": ["favor"]},
    ),
    predictions=[{"model_version": "m", "result": [MIRA]}],
    drafts=[{"user": "ben", "result": [MIRA]}],
)
MINIMAL = minimal(3, label=[{"start": 2, "end": 11, "text": "Mira Toll", "labels": ["PER"]}], mood="sad")


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(changed([WHOLE, MINIMAL]))
def test_a_file_changed_anywhere_is_read_or_refused_and_what_is_read_can_be_written(
    tmp_path: Path, tasks: object
) -> None:
    one = found_in(tmp_path / "x.json", json.dumps(tasks))
    assert orjson.loads(written(LABEL_STUDIO_WRITER, said(*one.articles))[0]) is not None


def test_what_somebody_finished_has_the_plain_name_and_what_the_same_person_skipped_another(
    tmp_path: Path,
) -> None:
    skipped = {**by("anna"), "id": 8, "was_cancelled": True}
    one = found(tmp_path, task(skipped, by("anna", MIRA)))
    assert [(r.annotation.annotator.name, r.annotation.progress.status) for r in one.one.records] == [
        ("anna (2)", Status.SKIPPED),
        ("anna", Status.DONE),
    ]


def test_lists_of_a_task_that_had_nothing_in_them_are_written_again(tmp_path: Path) -> None:
    one = task(by("anna", MIRA), drafts=[], predictions=[])
    assert round_trip(tmp_path, one) == [one]
    bare = task(by("anna", MIRA))
    assert round_trip(tmp_path, bare) == [bare]


def test_that_a_web_page_is_written_as_its_text_is_a_named_loss(tmp_path: Path) -> None:
    value = {"start": "/p[1]", "end": "/p[1]", "startOffset": 0, "endOffset": 4, "text": "Mira"}
    marked = row("a", "hypertextlabels", "label", {**value, "hypertextlabels": ["X"]})
    one = found(tmp_path, task(by("anna", marked), text="<p>Mira left</p>"))
    _, losses = written(LABEL_STUDIO_WRITER, said(one.one))
    assert [loss.what for loss in losses] == ["what the task had in “text”"]
