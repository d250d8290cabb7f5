"""LeWiDi: everybody's labels in the dialects of 2023 and 2025, and out again as they came."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.domain.annotation import ARTICLE, AnnotatorKind
from annotator.domain.scheme import About, Scheme, Task, TaskLabel
from annotator.formats.lewidi import LEWIDI_WRITER
from annotator.formats.writer import WriteOptions
from tests.builders import SCHEME
from tests.formats.tools.aids import Found, found_in, said, written
from tests.formats.tools.changed import changed

Json = dict[str, Any]
TASK = "hate speech detection"


def item_of_2023(**more: object) -> Json:
    return {
        "text": "Mira Toll left Baku 😀",
        "annotation task": TASK,
        "number of annotations": 3,
        "annotations": "1,0,0",
        "annotators": "Ann1,Ann2,Ann3",
        "lang": "en",
        "hard_label": "0",
        "soft_label": {"0": 0.67, "1": 0.33},
        "split": "dev",
        "other_info": {"annotators group": "group1,group1,group2"},
        **more,
    }


def item_of_2025(**more: object) -> Json:
    return {
        "annotation task": "natural language inference",
        "number of annotators": 2,
        "text": {"context": "Mira Toll left Baku.", "statement": "Somebody left."},
        "annotators": "Ann1,Ann2,Ann2",
        "number of annotations": 3,
        "annotations": {"Ann1": "entailment", "Ann2": "entailment,neutral"},
        "soft_label": {
            "contradiction": {"0": 1.0, "1": 0.0},
            "entailment": {"0": 0.0, "1": 1.0},
            "neutral": {"0": 0.5, "1": 0.5},
        },
        "split": "train",
        "lang": "en",
        "other_info": {"explanations": ["She is somebody.", "It says so.", "Who knows?"]},
        **more,
    }


def found(tmp_path: Path, items: object) -> Found:
    return found_in(tmp_path / "train.data", json.dumps(items))


def scheme(task: str, *labels: str, multiple: bool = False) -> Scheme:
    made = Task(
        name=task, about=About.ARTICLE, multiple=multiple, labels=tuple(TaskLabel(name=one) for one in labels)
    )
    return SCHEME.model_copy(update={"tasks": (*SCHEME.tasks, made)})


def answers(one: Found) -> list[tuple[str, AnnotatorKind, str, str | None, tuple[str, ...]]]:
    return [
        (record.annotation.annotator.name, record.annotation.annotator.kind, j.task, j.label, j.more_labels)
        for article in one.articles
        for record in article.records
        for j in record.annotation.judgements.values()
    ]


def test_comma_strings_of_2023_give_each_annotator_an_answer_about_the_article(tmp_path: Path) -> None:
    one = found(tmp_path, {"7": item_of_2023()})
    assert one.notes == ["It was read as lewidi."]
    assert answers(one) == [
        ("Ann1", AnnotatorKind.HUMAN, TASK, "1", ()),
        ("Ann2", AnnotatorKind.HUMAN, TASK, "0", ()),
        ("Ann3", AnnotatorKind.HUMAN, TASK, "0", ()),
        ("soft label", AnnotatorKind.AGGREGATE, TASK, "0", ()),
    ]
    judgements = one.one.records[3].annotation.judgements
    assert judgements["j1"].distribution == {"0": 0.67, "1": 0.33}
    assert judgements["j1"].target == ARTICLE
    assert (one.one.article.text, one.one.article.language) == ("Mira Toll left Baku 😀", "en")


def test_several_labels_and_explanations_of_2025_come_in_with_who_gave_them(tmp_path: Path) -> None:
    one = found(tmp_path, {"7": item_of_2025()})
    task = "natural language inference"
    assert answers(one) == [
        ("Ann1", AnnotatorKind.HUMAN, task, "entailment", ()),
        ("Ann2", AnnotatorKind.HUMAN, task, "entailment", ("neutral",)),
        ("soft label", AnnotatorKind.AGGREGATE, task, None, ()),
    ]
    notes = [record.annotation.judgements["j1"].note for record in one.one.records]
    assert notes == ["She is somebody.", "It says so.\nWho knows?", None]
    merged = one.one.records[2].annotation.judgements["j1"].distribution
    assert merged == {"contradiction": 0.0, "entailment": 1.0, "neutral": 0.5}


def test_a_text_in_parts_is_joined_with_their_names_and_kept_in_meta(tmp_path: Path) -> None:
    parts = {"context": "Mira Toll left Baku.", "statement": "Somebody left."}
    one = found(tmp_path, {"7": item_of_2025(), "8": item_of_2023(text=json.dumps(parts | {"a": "_"}))})
    first, second = (article.article for article in one.articles)
    assert first.text == "context: Mira Toll left Baku.\n\nstatement: Somebody left."
    assert second.text == f"{first.text}\n\na: _"
    (kept,) = json.loads(json.dumps(first.meta["lewidi"]))
    assert kept["text"] == parts


def test_a_repeated_annotator_in_a_comma_string_gave_several_labels(tmp_path: Path) -> None:
    one = found(tmp_path, {"7": item_of_2023(annotators="Ann1,Ann2,Ann2", soft_label={}, hard_label=None)})
    assert [answer[3:] for answer in answers(one)] == [("1", ()), ("0", ())]
    two = found(tmp_path, {"7": item_of_2023(annotators="Ann1,Ann1,Ann2", soft_label={}, hard_label=None)})
    assert [answer[3:] for answer in answers(two)] == [("1", ("0",)), ("0", ())]


def test_labels_that_are_written_as_numbers_with_a_point_are_the_same_labels(tmp_path: Path) -> None:
    item = item_of_2023(annotations={"Ann1": "1.0", "Ann2": 0, "Ann3": 0.0})
    item["soft_label"] = {"0.0": 0.67, "1.0": 0.33}
    one = found(tmp_path, {"7": item})
    assert [answer[3] for answer in answers(one)] == ["1", "0", "0", "0"]
    assert one.one.records[3].annotation.judgements["j1"].distribution == {"0": 0.67, "1": 0.33}


def test_soft_labels_of_a_merged_scale_are_of_a_task_of_their_own(tmp_path: Path) -> None:
    def item(text: str, annotations: str, share: float) -> Json:
        soft = {"0": share, "1": 1 - share}
        return item_of_2023(text=text, annotations=annotations, soft_label=soft, hard_label="0")

    items = {
        "1": item("One.", "1,1,1", 1.0),
        "2": item("Two.", "-2,-3,0", 0.33),
        "3": item("3.", "0,0,0", 1.0),
    }
    tasks = {answer[2] for answer in answers(found(tmp_path, items)) if answer[0] == "soft label"}
    assert tasks == {f"{TASK} (soft label)"}


@pytest.mark.parametrize(
    "hidden",
    [
        item_of_2023(annotations="", hard_label=float("nan"), soft_label={"0": float("nan"), "1": None}),
        item_of_2025(annotations={"Ann1": "", "Ann2": ""}, soft_label=""),
        item_of_2025(annotations={"Ann1": ""}, soft_label={"neutral": {"0": "", "1": ""}}),
    ],
)
def test_an_item_whose_labels_are_held_back_is_nobody_s(tmp_path: Path, hidden: Json) -> None:
    one = found(tmp_path, {"7": hidden})
    assert one.one.records == ()


def test_items_in_a_list_or_a_line_each_are_read_too(tmp_path: Path) -> None:
    items = [item_of_2023() | {"id": "1"}, item_of_2023(text="Another.") | {"id": "2"}]
    assert len(found(tmp_path, items).articles) == 2
    assert len(found_in(tmp_path / "x.jsonl", "\n".join(map(json.dumps, items))).articles) == 2


def test_items_of_one_text_that_stand_together_are_of_one_article(tmp_path: Path) -> None:
    other = item_of_2023() | {"annotation task": "offence", "annotations": "1,1,1", "hard_label": "1"}
    one = found(tmp_path, {"1": item_of_2023(), "2": other})
    assert [j.task for j in one.one.records[0].annotation.judgements.values()] == [TASK, "offence"]


def test_what_tells_of_annotators_does_not_break_the_folder(tmp_path: Path) -> None:
    (tmp_path / "X_train.json").write_text(json.dumps({"1": item_of_2023()}))
    (tmp_path / "X_annotators_meta.json").write_text('{"Ann1": {"Age": "27"}, "Ann2": {"Age": "31"}}')
    (tmp_path / "Y_annotators_meta.json").write_text('{"Ann1": {"Age": "27",}, }')
    one = Found([tmp_path])
    assert len(one.articles) == 1
    reasons = {bad.file: bad.reason for bad in one.refused}
    assert reasons["X_annotators_meta.json"].startswith("It tells of annotators")
    assert "not valid JSON" in reasons["Y_annotators_meta.json"]


@pytest.mark.parametrize(
    "broken",
    [
        item_of_2023(annotations="1,0"),
        item_of_2023(annotations=[{}]),
        item_of_2023(annotations=3),
        item_of_2023(annotations={"Ann1": True}),
        item_of_2023(annotations=[10**30, 1, 1]),
        item_of_2023(annotators=7),
        item_of_2023(soft_label={"0": 7, "1": 0.5}),
        item_of_2023(hard_label={"a": 1}),
        item_of_2025(text={"context": 3}),
        {"text": 3},
        "no item",
    ],
)
def test_a_broken_item_is_refused_in_a_sentence_and_the_rest_loads(tmp_path: Path, broken: object) -> None:
    one = found(tmp_path, {"1": item_of_2023(text="First."), "2": broken, "3": item_of_2023(text="Third.")})
    assert [bad.where for bad in one.refused] == ["item 2"]
    assert one.refused[0].reason.endswith(".")
    assert len(one.articles) == 2


def test_items_come_out_as_they_came_in(tmp_path: Path) -> None:
    of_2023 = {
        "1": item_of_2023(),
        "2": item_of_2023(text="Held back.", annotations="", hard_label=None, soft_label={"0": None}),
        "3": item_of_2023(text=json.dumps({"agent": "Hi", "user": "Bye"}), annotations="1,1,0"),
    }
    content, losses = written(
        LEWIDI_WRITER, said(*found(tmp_path, of_2023).articles), WriteOptions(scheme(TASK, "0", "1"))
    )
    assert json.loads(content) == of_2023
    assert losses == []
    of_2025 = {"7": item_of_2025()}
    labels = ("contradiction", "entailment", "neutral")
    options = WriteOptions(scheme("natural language inference", *labels, multiple=True))
    content, losses = written(LEWIDI_WRITER, said(*found(tmp_path, of_2025).articles), options)
    assert json.loads(content) == of_2025
    assert losses == []


def test_an_item_comes_out_as_it_came_in_whatever_the_order_of_the_labels(tmp_path: Path) -> None:
    items = {"7": item_of_2025()}
    options = WriteOptions(
        scheme("natural language inference", "neutral", "entailment", "contradiction", multiple=True)
    )
    content, losses = written(LEWIDI_WRITER, said(*found(tmp_path, items).articles), options)
    assert json.loads(content) == items
    assert losses == []


def test_an_item_that_somebody_answered_otherwise_since_is_counted_anew(tmp_path: Path) -> None:
    one = found(tmp_path, {"1": item_of_2023()}).one
    first, *others = one.records
    judgement = first.annotation.judgements["j1"].model_copy(update={"label": "0"})
    changed = first.annotation.model_copy(update={"judgements": {"j1": judgement}})
    record = first.model_copy(update={"annotation": changed})
    options = WriteOptions(scheme(TASK, "0", "1"))
    rows = said(one.model_copy(update={"records": (record, *others)}))
    (item,) = json.loads(written(LEWIDI_WRITER, rows, options)[0]).values()
    assert item["annotations"] == {"Ann1": "0", "Ann2": "0", "Ann3": "0"}
    assert item["soft_label"] == {"0": 1.0, "1": 0.0}


def test_what_was_said_since_beside_the_answers_of_an_item_is_named(tmp_path: Path) -> None:
    one = found(tmp_path, {"1": item_of_2023()}).one
    first, *others = one.records
    judgement = first.annotation.judgements["j1"].model_copy(update={"label": "0", "note": "why"})
    progress = first.annotation.progress.model_copy(update={"flagged": True})
    changed = first.annotation.model_copy(update={"judgements": {"j1": judgement}, "progress": progress})
    record = first.model_copy(update={"annotation": changed})
    rows = said(one.model_copy(update={"records": (record, *others)}))
    _, losses = written(LEWIDI_WRITER, rows, WriteOptions(scheme(TASK, "0", "1")))
    assert [loss.what.partition(" of ")[0] for loss in losses] == ["the flag", "the note"]


def test_items_of_two_files_with_the_same_ids_stay_apart(tmp_path: Path) -> None:
    articles = [
        *found(tmp_path, {"1": item_of_2023()}).articles,
        *found(tmp_path, {"1": item_of_2023(text="Another.")}).articles,
    ]
    content, _ = written(LEWIDI_WRITER, said(*articles), WriteOptions(scheme(TASK, "0", "1")))
    assert len(json.loads(content)) == 2


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(changed({"1": item_of_2023(), "2": item_of_2025(), "3": item_of_2023(text="Third.")}))
def test_a_file_changed_anywhere_is_read_or_refused_and_what_is_read_can_be_written(
    tmp_path: Path, items: object
) -> None:
    one = found(tmp_path, items)
    content, _ = written(LEWIDI_WRITER, said(*one.articles), WriteOptions(scheme(TASK, "0", "1")))
    assert isinstance(json.loads(content), dict)
