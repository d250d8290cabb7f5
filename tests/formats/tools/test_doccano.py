"""doccano: spans, relations, labels of texts, comments; its UTF-16 offsets; what it cannot hold is named."""

import json
from pathlib import Path

import orjson
import pytest

from annotator.domain.annotation import ARTICLE, Judgement, Ref, RefKind, Status
from annotator.domain.loss import Loss
from annotator.domain.scheme import Scheme
from annotator.formats.doccano_writing import DOCCANO_WRITER
from annotator.formats.read_options import ReadOptions
from annotator.formats.writer import WriteOptions
from tests.builders import ANNA, SCHEME, TEXT, annotation, article, mention
from tests.formats.tools.aids import Found, annotated, found_in, quotes, said, written

WITHOUT_PAIRS = SCHEME.model_copy(update={"tasks": ()})


def found(tmp_path: Path, *records: object, name: str = "all.jsonl") -> Found:
    return found_in(tmp_path / name, "\n".join(json.dumps(record) for record in records))


def test_spans_in_lists_come_in_by_utf16_units_as_doccano_counts(tmp_path: Path) -> None:
    one = found(tmp_path, {"id": 7, "text": "😀 Mira met Varon", "label": [[3, 7, "PER"], [12, 17, "PER"]]})
    assert quotes(one.one.article, one.annotation) == [("Mira", "PER"), ("Varon", "PER")]
    assert one.one.article.meta == {"id": 7}
    assert one.notes == ["It was read as doccano."]


def test_code_points_are_found_out_where_units_would_cut_words(tmp_path: Path) -> None:
    one = found(tmp_path, {"text": "😀 Mira met Varon", "label": [[2, 6, "PER"], [11, 16, "PER"]]})
    assert quotes(one.one.article, one.annotation) == [("Mira", "PER"), ("Varon", "PER")]
    assert one.notes[1].startswith("Offsets count code points in 1 record")


def test_a_record_without_labels_is_annotated_as_empty_and_one_without_the_key_by_nobody(
    tmp_path: Path,
) -> None:
    both = found(
        tmp_path,
        {"text": "Mira left.", "label": [[0, 4, "PER"]]},
        {"text": "Nobody left.", "label": []},
        {"text": "Nothing said."},
    )
    assert [len(one.records) for one in both.articles] == [1, 1, 0]
    assert both.articles[1].records[0].annotation.progress.status is Status.DONE


@pytest.mark.parametrize(
    "empty",
    [
        {"label": [], "Comments": []},
        {"labels": [], "meta": {}, "annotation_approver": None},
        {"entities": [], "relations": [], "Comments": []},
    ],
)
def test_labels_that_begin_late_in_a_file_come_in(tmp_path: Path, empty: dict[str, object]) -> None:
    spans = {"entities": [{"id": 1, "label": "PER", "start_offset": 0, "end_offset": 4}], "relations": []}
    labelled = spans if "entities" in empty else {"label": [[0, 4, "PER"]]}
    records = [{"id": number, "text": f"Nothing in {number}.", **empty} for number in range(30)]
    one = found(tmp_path, *records, {"text": "Mira left.", **labelled})
    assert one.notes == ["It was read as doccano."]
    assert [len(article.records) for article in one.articles] == [1] * 31
    assert quotes(one.articles[-1].article, one.articles[-1].records[0].annotation) == [("Mira", "PER")]


def test_relations_are_answers_about_pairs(tmp_path: Path) -> None:
    entities = [
        {"id": 4, "label": "PER", "start_offset": 0, "end_offset": 4},
        {"id": 9, "label": "PER", "start_offset": 9, "end_offset": 14},
    ]
    relations = [{"id": 1, "from_id": 4, "to_id": 9, "type": "met"}]
    one = found(tmp_path, {"text": "Mira met Varon", "entities": entities, "relations": relations})
    (judgement,) = one.annotation.judgements.values()
    assert (judgement.task, judgement.label) == ("relation", "met")
    assert judgement.holder == Ref(kind=RefKind.MENTION, id="4", name="Mira")
    assert judgement.target == Ref(kind=RefKind.MENTION, id="9", name="Varon")


def test_a_relation_to_nothing_refuses_the_record_and_the_rest_comes_in(tmp_path: Path) -> None:
    entities = [{"id": 4, "label": "PER", "start_offset": 0, "end_offset": 4}]
    relations = [{"id": 1, "from_id": 4, "to_id": 9, "type": "met"}]
    both = found(
        tmp_path,
        {"text": "Mira met Varon", "entities": entities, "relations": relations},
        {"text": "Mira left.", "label": [[0, 4, "PER"]]},
    )
    assert [one.reason for one in both.refused] == [
        "A relation of it leads to the entity 9, which is not there."
    ]
    assert [one.where for one in both.refused] == ["line 1"]
    assert len(both.articles) == 1


def test_labels_of_the_whole_text_are_one_answer_about_the_article(tmp_path: Path) -> None:
    one = found(tmp_path, {"text": "Mira left.", "label": ["sport", "news"]})
    (judgement,) = one.annotation.judgements.values()
    assert (judgement.task, judgement.target) == ("category", ARTICLE)
    assert (judgement.label, judgement.more_labels) == ("sport", ("news",))


def test_comments_are_the_note_on_the_article(tmp_path: Path) -> None:
    row = {"text": "Mira left.", "label": [[0, 4, "PER"]], "Comments": ["odd", "really"]}
    assert found(tmp_path, row).annotation.progress.note == "odd\nreally"


def test_the_old_form_has_several_users_and_numbers_for_labels_which_is_said(tmp_path: Path) -> None:
    spans = [{"label": 12, "start_offset": 0, "end_offset": 4, "user": user} for user in (1, 2)]
    one = found(tmp_path, {"id": 1, "text": "Mira left.", "annotations": spans})
    assert [r.annotation.annotator.name for r in one.one.records] == ["user 1", "user 2"]
    assert [loss.what for loss in one.losses] == ["the name of label 12"]


def test_the_old_form_has_labels_of_the_whole_text_by_user(tmp_path: Path) -> None:
    one = found(
        tmp_path,
        {
            "text": "Mira left.",
            "annotations": [{"label": 2, "user": 1}, {"label": 3, "user": 1}, {"label": "good", "user": 2}],
        },
    )
    answers = {
        record.annotation.annotator.name: [
            (j.label, j.more_labels) for j in record.annotation.judgements.values()
        ]
        for record in one.one.records
    }
    assert answers == {"user 1": [("label 2", ("label 3",))], "user 2": [("good", ())]}
    assert [loss.what for loss in one.losses] == ["the name of label 2", "the name of label 3"]


def test_in_a_member_s_file_of_an_archive_the_work_is_that_member_s(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("anna.jsonl", json.dumps({"text": "Mira left.", "label": [[0, 4, "PER"]]}))
    assert Found([tmp_path / "export.zip"]).annotation.annotator.name == "anna"


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ([[0, 99, "PER"]], "There is nothing at 0-99 of a text of 10 characters, however one counts."),
        ([[4, 0, "PER"]], "4-0 is no stretch of a text."),
        ([[0, 4, 7]], "“label” is not a text: 7."),
        ([[0]], "A span of it is not a list of start, end and label."),
    ],
)
def test_a_span_that_is_none_refuses_the_record(tmp_path: Path, label: object, reason: str) -> None:
    fine = {"text": "Ben left too.", "label": [[0, 3, "PER"]]}
    both = found(tmp_path, fine, {"text": "Mira left.", "label": label})
    assert [one.reason for one in both.refused] == [reason]
    assert len(both.articles) == 1


@pytest.mark.parametrize("scheme", [SCHEME, WITHOUT_PAIRS], ids=["with pairs", "without"])
def test_what_was_read_is_written_equal(tmp_path: Path, scheme: Scheme) -> None:
    plain = {"id": 3, "text": "😀 Mira met Varon", "label": [[3, 7, "PER"], [3, 17, "EVENT"]], "when": 2.5}
    first = found(tmp_path, plain)
    again, losses = written(DOCCANO_WRITER, said(first.one), WriteOptions(scheme))
    second = found_in(tmp_path / "again.jsonl", again)
    assert quotes(second.one.article, second.annotation) == quotes(first.one.article, first.annotation)
    assert second.one.article == first.one.article.model_copy(update={"origin": second.one.article.origin})
    assert losses == []
    assert orjson.loads(again) == plain


@pytest.mark.parametrize(
    "row",
    [
        {"id": 1, "text": "Mira left.", "label": ["sport", "news"]},
        {"id": 1, "text": "Mira left.", "labels": [[0, 4, "PER"]]},
        {"id": 1, "text": "Mira left.", "entities": [], "relations": [], "Comments": ["odd"]},
        {"id": 1, "text": "Mira left.", "label": [[0, 4, "PER"]], "cats": ["sport"]},
    ],
)
def test_labels_go_back_under_the_key_they_came_under(tmp_path: Path, row: dict[str, object]) -> None:
    first = {"text": "Ben left.", "label": [[0, 3, "PER"]]}
    one = found(tmp_path, first, row)
    content, losses = written(DOCCANO_WRITER, said(*one.articles[1:]))
    assert orjson.loads(content) == row
    assert losses == []


def test_relations_and_comments_are_written_equal(tmp_path: Path) -> None:
    entities = [
        {"id": 4, "start_offset": 0, "end_offset": 4, "label": "PER"},
        {"id": 9, "start_offset": 9, "end_offset": 14, "label": "PER"},
    ]
    row = {
        "id": 5,
        "text": "Mira met Varon",
        "annotator": "anna",
        "entities": entities,
        "relations": [{"id": 1, "from_id": 4, "to_id": 9, "type": "met"}],
        "Comments": ["odd"],
    }
    again, losses = written(DOCCANO_WRITER, said(found(tmp_path, row).one))
    assert orjson.loads(again) == row
    assert losses == []


def test_what_doccano_cannot_hold_is_named_one_by_one() -> None:
    stance = Judgement(
        id="j1",
        task="stance",
        holder=Ref(kind=RefKind.AUTHOR, name="the author"),
        target=Ref(kind=RefKind.ENTITY, id="e1", name="Mira Toll"),
        label="against",
    )
    work = annotation(ANNA, "a1", mention("m1", 0, 4, entity="e1")).model_copy(
        update={"judgements": {"j1": stance}}
    )
    _, losses = written(DOCCANO_WRITER, said(annotated(article(TEXT, "a1"), work)))
    assert {loss.what for loss in losses} >= {
        "that it is not started",
        "the entity e1 (PERSON) of 1 mention",
        "stance: the author, against, Mira Toll",
    }
    assert all(isinstance(loss, Loss) and loss.article == "a1" for loss in losses)


def test_labels_of_a_text_are_those_of_one_answer_and_another_is_named() -> None:
    both = {
        id_: Judgement(id=id_, task=task, target=ARTICLE, label="calm")
        for id_, task in (("j1", "tone"), ("j2", "mood"))
    }
    work = annotation(ANNA, "a1", status=Status.DONE).model_copy(update={"judgements": both})
    content, losses = written(DOCCANO_WRITER, said(annotated(article(TEXT, "a1"), work)))
    assert orjson.loads(content)["cats"] == ["calm"]
    assert ("mood: calm, this article", "labels of a text are those of one answer") in [
        (loss.what, loss.why) for loss in losses
    ]


def test_an_article_nobody_annotated_is_written_without_labels() -> None:
    content, _ = written(DOCCANO_WRITER, said(annotated(article(TEXT, "a1"))))
    assert orjson.loads(content) == {"id": 1, "text": TEXT}


def test_a_span_without_a_label_is_a_named_loss_and_the_rest_of_the_record_comes_in(tmp_path: Path) -> None:
    lists = found(tmp_path, {"text": "Mira left Baku.", "label": [[0, 4, "PER"], [10, 14, None]]})
    entity = {"id": 1, "start_offset": 0, "end_offset": 4, "label": "PER"}
    bare = {"id": 2, "start_offset": 10, "end_offset": 14, "label": None}
    relation = {"id": 1, "from_id": 1, "to_id": 2, "type": "left"}
    objects = found(
        tmp_path, {"text": "Mira left Baku.", "entities": [entity, bare], "relations": [relation]}
    )
    old = found(
        tmp_path,
        {"text": "Mira left Baku.", "annotations": [{**entity, "user": 3}, {**bare, "user": 3}]},
    )
    for made in (lists, objects, old):
        assert quotes(made.one.article, made.annotation) == [("Mira", "PER")]
        assert made.losses[0].what == "the span at 10-14"
    assert [loss.what for loss in objects.losses[1:]] == ["the relation left"]


@pytest.mark.parametrize(
    "row",
    [
        {"entities": [[0, 4, "PER"], [10, 14, "GPE"]], "cats": ["travel"]},
        {"entities": [[0, 4, "PER"]]},
        {"entities": [], "cats": []},
        {"cats": ["travel", "news"]},
        {"label": "travel"},
        {"label": [], "Comments": []},
        {"label": [[0, 4, "PER"]], "Comments": [{"id": 3, "comment": "sure?"}, {"id": 5, "comment": "yes"}]},
        {"entities": [{"id": 0, "start_offset": 0, "end_offset": 4, "label": "PER"}]},
        {
            "id": 7,
            "entities": [
                {"id": 0, "start_offset": 0, "end_offset": 4, "label": "PER"},
                {"id": 9, "start_offset": 10, "end_offset": 14, "label": "GPE"},
            ],
            "relations": [
                {"id": 12, "from_id": 0, "to_id": 9, "type": "left"},
                {"id": 0, "from_id": 9, "to_id": 0, "type": "lost"},
            ],
            "Comments": [],
        },
    ],
    ids=", ".join,
)
def test_a_record_of_any_project_is_written_equal(tmp_path: Path, row: dict[str, object]) -> None:
    row = {"text": "Mira left Baku.", **row}
    read = found_in(tmp_path / "all.jsonl", json.dumps(row), ReadOptions(format="doccano", scheme=SCHEME))
    content, losses = written(DOCCANO_WRITER, said(read.one))
    assert orjson.loads(content) == row
    assert losses == []


def test_what_is_too_long_for_a_label_is_a_text_and_named_as_lost(tmp_path: Path) -> None:
    summary = (
        "Mira Toll left Baku on Tuesday after the third day of talks on the dam, and nobody there said why."
    )
    made = found(tmp_path, {"text": "Mira left.", "label": ["travel", f"{summary} More follows."]})
    assert [j.label for j in made.annotation.judgements.values()] == ["travel"]
    assert [loss.why for loss in made.losses] == ["no task takes free text"]


def test_relations_that_are_new_get_numbers_that_are_free(tmp_path: Path) -> None:
    entities = [{"id": n, "start_offset": n, "end_offset": n + 1, "label": "X"} for n in (1, 2)]
    relations = [{"from_id": 1, "to_id": 2, "type": "a"}, {"id": 1, "from_id": 2, "to_id": 1, "type": "b"}]
    made = found(tmp_path, {"text": "abc", "entities": entities, "relations": relations})
    content, _ = written(DOCCANO_WRITER, said(made.one))
    assert [one["id"] for one in orjson.loads(content)["relations"]] == [2, 1]


def test_what_the_old_form_and_others_have_beside_a_span_is_kept_or_named(tmp_path: Path) -> None:
    span = {"id": 4, "prob": 0.5, "start_offset": 0, "end_offset": 4, "label": "PER"}
    old = found(tmp_path, {"text": "Mira left.", "annotations": [{**span, "user": 2}]})
    assert old.annotation.meta == {"doccano": {"more": {"m1": {"id": 4, "prob": 0.5}}}}
    new = found(tmp_path, {"text": "Mira left.", "entities": [span]})
    assert [loss.what for loss in new.losses] == ["“prob” of entity 1"]


def test_an_id_longer_than_numbers_are_is_written_as_another_number(tmp_path: Path) -> None:
    entity = {"label": "PER", "start_offset": 0, "end_offset": 4}
    row = {
        "text": "Mira left Baku.",
        "entities": [
            {"id": "9" * 5_000, **entity},
            {"id": 1, **entity, "start_offset": 10, "end_offset": 14},
        ],
        "relations": [{"id": "8" * 5_000, "from_id": 1, "to_id": "9" * 5_000, "type": "in"}],
    }
    content, _ = written(DOCCANO_WRITER, said(found(tmp_path, row).one))
    again = orjson.loads(content)
    assert [entity["id"] for entity in again["entities"]] == [2, 1]
    assert [relation["to_id"] for relation in again["relations"]] == [2]
