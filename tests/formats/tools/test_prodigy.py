"""Prodigy: inclusive tokens, exclusive offsets, answers that differ, sessions, relations, choices."""

import json
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import ARTICLE, GOLD, AnnotatorKind, Judgement, Mention, Ref, RefKind, Status
from annotator.domain.tokens import tokens
from annotator.formats.prodigy_writing import PRODIGY_WRITER
from tests.builders import ANNA, TEXT, annotation, article, mention
from tests.domain.generated import TEXTS
from tests.formats.tools.aids import Found, annotated, found_in, quotes, said, written

TOKENS = [
    {"text": "😀", "start": 0, "end": 1, "id": 0, "ws": True},
    {"text": "Mira", "start": 2, "end": 6, "id": 1, "ws": True},
    {"text": "Toll", "start": 7, "end": 11, "id": 2, "ws": True},
    {"text": "left", "start": 12, "end": 16, "id": 3, "ws": True},
    {"text": "Baku", "start": 17, "end": 21, "id": 4, "ws": False},
]
MIRA = {"start": 2, "end": 11, "token_start": 1, "token_end": 2, "label": "PER"}
BAKU = {"start": 17, "end": 21, "token_start": 4, "token_end": 4, "label": "GPE"}
TASK: dict[str, object] = {
    "text": "😀 Mira Toll left Baku",
    "meta": {"source": "Varon Wire"},
    "_input_hash": 7,
    "_task_hash": -8,
    "tokens": TOKENS,
    "_session_id": "news-anna",
    "_view_id": "ner_manual",
    "spans": [MIRA, BAKU],
    "answer": "accept",
    "_timestamp": 1700000000,
}


def found(tmp_path: Path, *tasks: object) -> Found:
    return found_in(tmp_path / "export.data", "\n".join(json.dumps(task) for task in tasks))


def test_spans_come_in_by_code_points_with_who_and_when(tmp_path: Path) -> None:
    one = found(tmp_path, TASK)
    assert one.notes == ["It was read as prodigy."]
    assert quotes(one.one.article, one.annotation) == [("Mira Toll", "PER"), ("Baku", "GPE")]
    assert one.annotation.annotator.name == "news-anna"
    assert one.one.article.source == "Varon Wire"
    assert one.one.records[0].updated == "2023-11-14T22:13:20+00:00"


@pytest.mark.parametrize(
    ("answer", "status", "mentions", "rejected"),
    [
        ("accept", Status.DONE, 2, 0),
        ("reject", Status.DONE, 0, 2),
        ("ignore", Status.SKIPPED, 2, 0),
    ],
)
def test_accepted_rejected_and_ignored_stay_different(
    tmp_path: Path, answer: str, status: Status, mentions: int, rejected: int
) -> None:
    made = found(tmp_path, TASK | {"answer": answer}).annotation
    assert (made.progress.status, len(made.mentions), len(made.rejected)) == (status, mentions, rejected)


def test_an_accepted_task_without_spans_is_done_and_empty_and_one_without_answer_is_nobody_s(
    tmp_path: Path,
) -> None:
    empty = TASK | {"text": "Nobody left.", "spans": [], "tokens": []}
    bare = {"text": "Not yet seen.", "_input_hash": 1, "_task_hash": 2}
    both = found(tmp_path, TASK, empty, bare)
    assert [len(one.records) for one in both.articles] == [1, 1, 0]
    assert both.articles[1].records[0].annotation.progress.status is Status.DONE


def test_answers_about_one_span_each_come_together_and_are_not_done(tmp_path: Path) -> None:
    teach = TASK | {"_view_id": "ner", "spans": [MIRA]}
    other = TASK | {"_view_id": "ner", "spans": [BAKU], "answer": "reject"}
    made = found(tmp_path, teach, other)
    assert quotes(made.one.article, made.annotation) == [("Mira Toll", "PER")]
    assert [one.label for one in made.annotation.rejected.values()] == ["GPE"]


def test_tasks_of_two_sessions_about_one_text_are_two_annotators_work(tmp_path: Path) -> None:
    other = TASK | {"_session_id": "news-ben", "spans": []}
    assert [r.annotation.annotator.name for r in found(tmp_path, TASK, other).one.records] == [
        "news-anna",
        "news-ben",
    ]


def test_relations_lead_to_the_spans_they_name_or_end_at(tmp_path: Path) -> None:
    by_span = {"head": 2, "child": 4, "head_span": MIRA, "child_span": BAKU, "label": "left"}
    by_token = {"head": 2, "child": 4, "label": "knows"}
    made = found(tmp_path, TASK | {"relations": [by_span, by_token]}).annotation.judgements.values()
    assert [(j.label, j.holder and j.holder.name, j.target and j.target.name) for j in made] == [
        ("left", "Mira Toll", "Baku"),
        ("knows", "Mira Toll", "Baku"),
    ]


def test_a_relation_of_tokens_that_are_no_spans_is_a_loss_by_its_words(tmp_path: Path) -> None:
    made = found(tmp_path, TASK | {"relations": [{"head": 3, "child": 4, "label": "subj"}]})
    assert [loss.what for loss in made.losses] == ["the relation subj of “left” and “Baku”"]
    assert len(made.annotation.mentions) == 2


def test_choices_and_categories_are_answers_about_the_article(tmp_path: Path) -> None:
    options = [{"id": "calm", "text": "Calm"}, {"id": "angry", "text": "Angry"}]
    choice = TASK | {"options": options, "accept": ["angry"]}
    made = found(tmp_path, choice).annotation
    assert [(j.task, j.label, j.target) for j in made.judgements.values()] == [("category", "angry", ARTICLE)]
    category = {"text": "Mira left.", "label": "POLITICS", "answer": "reject", "_view_id": "classification"}
    made = found(tmp_path, category).annotation
    assert [(j.task, j.label) for j in made.judgements.values()] == [("POLITICS", "reject")]


def test_a_reviewed_task_is_gold_and_its_versions_are_their_sessions(tmp_path: Path) -> None:
    versions = [
        {"text": TASK["text"], "spans": [MIRA], "sessions": ["news-anna", "news-cleo"]},
        {"text": TASK["text"], "spans": [BAKU], "sessions": ["news-ben"]},
    ]
    records = found(tmp_path, TASK | {"versions": versions}).one.records
    assert [(r.annotation.annotator.name, r.annotation.annotator.kind) for r in records] == [
        ("news-anna", AnnotatorKind.HUMAN),
        ("news-cleo", AnnotatorKind.HUMAN),
        ("news-ben", AnnotatorKind.HUMAN),
        ("gold", AnnotatorKind.ADJUDICATED),
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"answer": "maybe"}, "“answer” is none of accept, reject, ignore: “maybe”."),
        ({"spans": [MIRA | {"end": "x"}]}, "“end” is not a whole number: “x”."),
        ({"spans": {}}, "“spans” is not a list: it is an object."),
        (
            {"text": None, "html": "<b>"},
            "It is a task about HTML, whose offsets point into what is shown.",
        ),
        ({"options": [{"id": "a"}], "accept": ["b"]}, "“b” was accepted and is none of the options."),
    ],
)
def test_a_task_that_cannot_be_right_is_refused_and_the_rest_comes_in(
    tmp_path: Path, change: dict[str, object], reason: str
) -> None:
    both = found(tmp_path, TASK, TASK | {"text": "Mira Toll"} | change)
    assert [one.reason for one in both.refused] == [reason]
    assert len(both.articles) == 1


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"answer": "reject"},
        {"answer": "ignore"},
        {"spans": []},
        {"spans": [MIRA | {"source": "en_core_web_sm", "score": 0.5}]},
        {"relations": [{"head": 2, "child": 4, "head_span": MIRA, "child_span": BAKU, "label": "left"}]},
        {"options": [{"id": "calm", "text": "Calm"}], "accept": ["calm"]},
        {"tokens": [token | {"disabled": True} for token in TOKENS]},
        {"tokens": [token | {"id": number} for number, token in enumerate(TOKENS, 5)]},
        {"spans": [BAKU | {"text": "Baku", "type": "span"}, MIRA | {"text": "Mira Toll"}]},
        {"spans": [{**MIRA, "answer": "reject", "score": 0.5}], "meta": {"score": 0.5}, "title": "One"},
        {"answer": "reject", "spans": [MIRA | {"score": 0.5}, BAKU | {"rank": 2}]},
        {"spans": [{"start": 2, "end": 11, "label": "PER"}]},
        {
            "relations": [
                {
                    "head": 2,
                    "child": 4,
                    "head_span": MIRA,
                    "child_span": BAKU,
                    "label": "left",
                    "color": "#f00",
                }
            ]
        },
        {"relations": [{"head": 2, "child": 4, "label": "left"}]},
        {"relations": [], "options": [{"id": "calm", "text": "Calm"}], "accept": [], "answer": "ignore"},
        {"options": [{"id": "calm", "text": "Calm"}], "accept": []},
        {"label": "TRAVEL", "answer": "ignore"},
        {"_annotator_id": "anna", "_session_id": "news-anna", "config": {"choice_style": "single"}},
    ],
    ids=lambda change: ", ".join(change) or "plain",
)
def test_a_task_that_was_read_is_written_equal(tmp_path: Path, change: dict[str, object]) -> None:
    content, losses = written(PRODIGY_WRITER, said(found(tmp_path, TASK | change).one))
    assert orjson.loads(content) == TASK | change
    assert losses == []


def test_a_task_without_tokens_and_session_gets_none(tmp_path: Path) -> None:
    task = {"text": "Mira left.", "spans": [{"start": 0, "end": 4, "label": "PER"}], "answer": "accept"}
    content, losses = written(PRODIGY_WRITER, said(found(tmp_path, task).one))
    assert orjson.loads(content) == task
    assert losses == []


def test_what_a_rejected_task_relates_and_a_relation_of_bare_tokens_is_lost_here_and_written_again(
    tmp_path: Path,
) -> None:
    between = {"head": 2, "child": 4, "head_span": MIRA, "child_span": BAKU, "label": "left"}
    for change in (
        {"answer": "reject", "relations": [between]},
        {"relations": [between, {"head": 3, "child": 4, "label": "subj"}]},
        {"answer": "reject", "options": [{"id": "war"}], "accept": ["war"]},
    ):
        one = found(tmp_path, TASK | change)
        assert len(one.losses) == 1
        assert orjson.loads(written(PRODIGY_WRITER, said(one.one))[0]) == TASK | change


@given(text=TEXTS.filter(lambda text: len(text.split()) > 1), data=st.data())
def test_what_the_program_writes_comes_back_whatever_the_text(text: str, data: st.DataObject) -> None:
    places = tokens(text)
    if not places:
        return
    spans = data.draw(st.lists(st.tuples(*[st.integers(0, len(text))] * 2), max_size=4, unique=True))
    mentions = {
        f"m{n}": Mention(id=f"m{n}", start=min(ends), end=max(ends), label="PER")
        for n, ends in enumerate(spans)
        if len(set(ends)) > 1
    }
    work = annotation(ANNA, "a1", status=Status.DONE).model_copy(update={"mentions": mentions})
    content, _ = written(PRODIGY_WRITER, said(annotated(article(text, "a1"), work)))
    row = orjson.loads(content)
    for token in row["tokens"]:
        assert text[token["start"] : token["end"]] == token["text"]
    assert sorted((s["start"], s["end"]) for s in row["spans"]) == sorted(
        (m.start, m.end) for m in mentions.values()
    )
    for span in row["spans"]:
        if "token_start" in span:
            assert row["tokens"][span["token_start"]]["start"] == span["start"]
            assert row["tokens"][span["token_end"]]["end"] == span["end"]


def test_what_prodigy_cannot_hold_is_named() -> None:
    stance = Judgement(
        id="j1",
        task="stance",
        holder=Ref(kind=RefKind.AUTHOR, name="the author"),
        target=Ref(kind=RefKind.ENTITY, id="e1", name="Mira"),
        label="against",
    )
    work = annotation(
        ANNA, "a1", mention("m1", 0, 4, entity="e1"), mention("m2", 9, 14, entity="e1"), status=Status.DONE
    ).model_copy(update={"judgements": {"j1": stance}})
    _, losses = written(PRODIGY_WRITER, said(annotated(article(TEXT, "a1"), work)))
    assert {loss.what for loss in losses} >= {
        "the entity e1 (PERSON) of 2 mentions",
        "stance: the author, against, Mira",
    }


def test_work_that_is_not_done_is_a_loss_and_no_task() -> None:
    content, losses = written(PRODIGY_WRITER, said(annotated(article(TEXT, "a1"), annotation(ANNA, "a1"))))
    assert content == b""
    assert [loss.what for loss in losses] == ["the annotation of Anna"]


def test_what_a_pattern_highlights_without_a_label_is_no_mention_and_is_written_again(tmp_path: Path) -> None:
    shown = {"text": "left", "start": 12, "end": 16, "pattern": 5}
    task = {key: value for key, value in TASK.items() if key != "spans"}
    one = found(tmp_path, {**task, "label": "TRAVEL", "spans": [shown, BAKU]})
    assert quotes(one.one.article, one.annotation) == [("Baku", "GPE")]
    assert [(j.task, j.label) for j in one.annotation.judgements.values()] == [("TRAVEL", "accept")]
    (row,) = map(orjson.loads, written(PRODIGY_WRITER, said(one.one))[0].splitlines())
    assert row["spans"] == [BAKU, shown]
    assert row["label"] == "TRAVEL"


def test_a_span_that_was_rejected_by_itself_is_a_rejected_proposal(tmp_path: Path) -> None:
    one = found(tmp_path, {**TASK, "spans": [{**MIRA, "answer": "reject"}, {**BAKU, "answer": "accept"}]})
    assert quotes(one.one.article, one.annotation) == [("Baku", "GPE")]
    assert [(r.start, r.end, r.label) for r in one.annotation.rejected.values()] == [(2, 11, "PER")]


def test_a_choice_whose_options_were_left_out_comes_in(tmp_path: Path) -> None:
    one = found(tmp_path, {**TASK, "accept": ["war", "economy"]})
    (choice,) = one.annotation.judgements.values()
    assert (choice.label, choice.more_labels, choice.target) == ("war", ("economy",), ARTICLE)


def test_the_choice_of_a_rejected_task_is_a_named_loss(tmp_path: Path) -> None:
    one = found(
        tmp_path, {**TASK, "options": [{"id": "war", "text": "War"}], "accept": ["war"], "answer": "reject"}
    )
    assert [loss.what for loss in one.losses] == ["the choice of a rejected task"]
    assert not one.annotation.judgements


@pytest.mark.parametrize("meta", [[{"id": 1}], "desk 4"])
def test_meta_that_is_no_object_stays_as_it_is(tmp_path: Path, meta: object) -> None:
    one = found(tmp_path, {**TASK, "meta": meta})
    assert one.one.article.meta == {"meta": meta}
    (row,) = map(orjson.loads, written(PRODIGY_WRITER, said(one.one))[0].splitlines())
    assert row["meta"] == meta


@pytest.mark.parametrize("also", [{}, {"text": "Another text.", "spans": [], "_task_hash": 5}])
def test_several_tasks_about_one_text_come_together_and_are_written_apart_again(
    tmp_path: Path, also: dict[str, object]
) -> None:
    """With something else between them, as recipes ask in turns."""
    asked = {**TASK, "spans": [], "tokens": []}
    tasks = [
        {**asked, "label": "TRAVEL", "answer": "accept", "meta": {"score": 0.5}},
        {**asked, **also},
        {**asked, "label": "SPORT", "answer": "reject", "_task_hash": 9, "meta": {"score": 0.25}},
        {**TASK, "_view_id": "ner", "spans": [{**MIRA, "score": 0.75, "source": "model"}]},
        {**TASK, "_view_id": "ner", "spans": [{**BAKU, "rank": 1}], "answer": "reject"},
    ]
    made = found(tmp_path, *tasks)
    content, losses = written(PRODIGY_WRITER, said(*made.articles))
    rows = {orjson.dumps(orjson.loads(row), option=orjson.OPT_SORT_KEYS) for row in content.splitlines()}
    assert rows == {orjson.dumps(task, option=orjson.OPT_SORT_KEYS) for task in tasks}
    assert losses == []


def test_what_is_added_to_tasks_that_came_together_goes_with_the_accepted_one(tmp_path: Path) -> None:
    made = found(
        tmp_path,
        {**TASK, "_view_id": "ner", "spans": [BAKU], "answer": "reject"},
        {**TASK, "_view_id": "ner", "spans": [MIRA]},
    )
    work = made.annotation
    added = mention("m9", 12, 16, label="VERB")
    work = work.model_copy(update={"mentions": {**work.mentions, "m9": added}})
    content, _ = written(PRODIGY_WRITER, said(annotated(made.one.article, work)))
    rows = [orjson.loads(row) for row in content.splitlines()]
    assert [(row["answer"], [span["label"] for span in row["spans"]]) for row in rows] == [
        ("reject", ["GPE"]),
        ("accept", ["PER", "VERB"]),
    ]
    without = work.model_copy(update={"mentions": {}})
    content, _ = written(PRODIGY_WRITER, said(annotated(made.one.article, without)))
    assert [orjson.loads(row)["answer"] for row in content.splitlines()] == ["reject"]


def test_a_reviewed_task_is_written_with_its_versions_and_is_gold_again(tmp_path: Path) -> None:
    version = {key: TASK[key] for key in ("text", "tokens", "_view_id", "answer", "_input_hash")}
    task = {
        **TASK,
        "_view_id": "review",
        "_session_id": None,
        "versions": [
            {**version, "spans": [MIRA], "sessions": ["news-dora", "news-cleo"], "default": True},
            {**version, "spans": [], "sessions": ["news-ben"], "default": False},
        ],
    }
    one = found(tmp_path, task).one
    content, losses = written(PRODIGY_WRITER, said(one))
    assert orjson.loads(content) == task
    assert losses == []


def test_gold_that_was_no_reviewed_task_is_named_as_lost() -> None:
    gold = annotation(GOLD, "a1", mention("m1", 0, 4), status=Status.DONE)
    _, losses = written(PRODIGY_WRITER, said(annotated(article(TEXT, "a1"), gold)))
    assert "that gold is of the kind adjudicated" in {loss.what for loss in losses}


@pytest.mark.parametrize(
    ("answer", "status", "comes_out"),
    [
        ("ignore", Status.DONE, "accept"),
        ("accept", Status.SKIPPED, "ignore"),
        ("accept", Status.IN_PROGRESS, "accept"),
        ("reject", Status.DONE, "reject"),
    ],
)
def test_the_answer_is_as_it_came_unless_the_work_was_finished_or_skipped_since(
    tmp_path: Path, answer: str, status: Status, comes_out: str
) -> None:
    one = found(tmp_path, TASK | {"answer": answer})
    work = one.annotation
    work = work.model_copy(update={"progress": work.progress.model_copy(update={"status": status})})
    content, _ = written(PRODIGY_WRITER, said(annotated(one.one.article, work)))
    assert orjson.loads(content)["answer"] == comes_out


def test_options_that_are_numbered_are_accepted_by_their_numbers_again(tmp_path: Path) -> None:
    one = found(
        tmp_path, {**TASK, "options": [{"id": 1, "text": "No"}, {"id": 2, "text": "Yes"}], "accept": [2]}
    )
    (row,) = map(orjson.loads, written(PRODIGY_WRITER, said(one.one))[0].splitlines())
    assert row["accept"] == [2]


def test_tokens_prove_how_spans_count_where_spans_are_not_quoted(tmp_path: Path) -> None:
    """Spans that cut words would else be taken for ones with an inclusive end."""
    text = "Mira left.\nBen left.\nAda left."
    places = [(0, 4), (5, 9), (9, 10), (11, 14), (15, 19), (19, 20), (21, 24), (25, 29), (29, 30)]
    tokens_ = [
        {"text": text[start:end], "start": start, "end": end, "id": number}
        for number, (start, end) in enumerate(places)
    ]
    spans = [{"start": start, "end": start + 2, "label": "PER"} for start in (0, 11, 21)]
    made = found(tmp_path, {"text": text, "tokens": tokens_, "spans": spans, "answer": "accept"})
    assert [words for words, _ in quotes(made.one.article, made.annotation)] == ["Mi", "Be", "Ad"]
    assert made.notes == ["It was read as prodigy."]
