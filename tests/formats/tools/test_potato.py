"""Potato: annotations without texts, which stand in the data file beside; live states; adjudicated items."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.domain.annotation import ARTICLE, GOLD, Annotator, AnnotatorKind, Status
from annotator.formats.reading import ReadOptions
from tests.builders import SCHEME
from tests.formats.tools.aids import Found, quotes
from tests.formats.tools.changed import changed

Json = dict[str, object]
TEXT = "😀 Mira Toll left Baku"
ITEM: Json = {"id": "i1", "text": TEXT, "source": "Varon Wire"}


def span(id_: str, start: int, end: int, name: str = "PER", **more: object) -> Json:
    return {"schema": "ner", "name": name, "title": name, "start": start, "end": end, "id": id_, **more}


# Potato counts in a browser, so that an emoji is two.
MIRA = span("s1", 3, 12)
BAKU = span("s2", 18, 22, "GPE")


def said(user: str = "anna", instance: object = "i1", **more: object) -> Json:
    return {"instance_id": instance, "user_id": user, "labels": {}, "spans": {}, "links": {}, **more}


def lines(*records: object) -> str:
    return "".join(f"{json.dumps(record)}\n" for record in records)


def found(folder: Path, files: dict[str, str], name: str = "annotations.jsonl") -> Found:
    """What is in one file that lies beside the others."""
    for file, content in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(content, encoding="utf-8")
    return Found([folder / name])


def exported(folder: Path, *records: Json, items: str | None = None, data: str = "data.jsonl") -> Found:
    return found(
        folder, {data: lines(ITEM) if items is None else items, "annotations.jsonl": lines(*records)}
    )


def test_spans_are_joined_with_their_text_by_the_id_of_the_item(tmp_path: Path) -> None:
    one = exported(tmp_path, said(spans={"ner": [MIRA, BAKU]}))
    assert one.notes == ["It was read as potato."]
    assert quotes(one.one.article, one.annotation) == [("Mira Toll", "PER"), ("Baku", "GPE")]
    assert one.annotation.annotator == Annotator(name="anna")
    assert one.one.article.source == "Varon Wire"
    assert set(one.annotation.mentions) == {"s1", "s2"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("items.json", json.dumps([{"id": "other", "text": "No."}, ITEM])),
        ("items.csv", f"id,text,source\ni1,{TEXT},Varon Wire\n"),
        ("items.tsv", f"instance_id\tcontent\ni1\t{TEXT}\n"),
        ("items.jsonl", lines({"item_id": "i1", "body": TEXT})),
    ],
)
def test_the_data_file_may_be_json_csv_or_tsv_and_call_its_columns_as_it_likes(
    tmp_path: Path, name: str, content: str
) -> None:
    assert exported(tmp_path, said(spans={"ner": [MIRA]}), items=content, data=name).one.article.text == TEXT


def test_quotes_prove_which_way_offsets_count(tmp_path: Path) -> None:
    by_points = said(spans={"ner": [span("s", 2, 11, text="Mira Toll")]})
    one = exported(tmp_path, by_points)
    assert quotes(one.one.article, one.annotation) == [("Mira Toll", "PER")]
    assert any("code points" in note for note in one.notes)
    wrong = exported(tmp_path, said(spans={"ner": [span("s", 2, 11, text="Somebody")]}))
    assert "“Somebody” is said to stand at 2-11" in wrong.reason


def test_offsets_in_the_text_as_a_browser_shows_it_are_moved_to_the_text_itself(tmp_path: Path) -> None:
    raw = "😀  <b>Mira</b>\n Toll &amp; Ben left Baku"
    assert "😀 Mira Toll & Ben left Baku"[2:11] == "Mira Toll"
    spans = [span("s", 3, 12, text="Mira Toll"), span("t", 24, 28, "GPE", text="Baku")]
    one = exported(tmp_path, said(spans={"ner": spans}), items=lines({"id": "i1", "text": raw}))
    assert one.one.article.text == raw
    assert quotes(one.one.article, one.annotation) == [("Mira</b>\n Toll", "PER"), ("Baku", "GPE")]


def test_parts_and_knowledge_base_ids_of_spans_come_in(tmp_path: Path) -> None:
    parts = [{"start": 18, "end": 22, "text": "Baku"}]
    piece = span("s1", 3, 7, text="Mira", additional_parts=parts, kb_id="Q1", kb_label="Mira T.")
    one = exported(tmp_path, said(spans={"ner": [piece]}))
    assert quotes(one.one.article, one.annotation) == [("Mira … Baku", "PER")]
    assert one.annotation.entities["Q1"].name == "Mira T."
    assert one.annotation.mentions["s1"].entity == "Q1"


@pytest.mark.parametrize(
    ("labels", "answers"),
    [
        ({"mood": {"sad": "true"}}, [("mood", "sad", (), None)]),
        ({"mood": {"sad": True, "odd": "odd", "glad": "false"}}, [("mood", "sad", ("odd",), None)]),
        ({"mood": {"labels": {"sad": True}}}, [("mood", "sad", (), None)]),
        ({"mood": "sad"}, [("mood", "sad", (), None)]),
        ({"mood": ["sad", "odd"]}, [("mood", "sad", ("odd",), None)]),
        ({"scale": {"scale_3": "3"}}, [("scale", "scale_3", (), 3.0)]),
        ({"slider": {"slider": 45}}, [("slider", "45", (), 45.0)]),
        ({"topic": {"select-one": "Cities"}}, [("topic", "Cities", (), None)]),
        ([[{"schema": "mood", "name": "sad"}, "true"]], [("mood", "sad", (), None)]),
        ({"mood": {}}, []),
        ({"mood": None}, []),
    ],
)
def test_labels_are_answers_about_the_article(tmp_path: Path, labels: object, answers: list[object]) -> None:
    judgements = exported(tmp_path, said(labels=labels)).annotation.judgements.values()
    assert [(one.task, one.label, one.more_labels, one.value) for one in judgements] == answers
    assert all(one.target == ARTICLE for one in judgements)


def test_free_text_is_a_loss_that_stays_in_meta(tmp_path: Path) -> None:
    one = exported(tmp_path, said(labels={"why": {"text_box": "He left."}}))
    assert [loss.what for loss in one.losses] == ["why: He left."]
    assert one.annotation.meta["texts"] == {"why": {"text_box": "He left."}}


def test_links_are_answers_from_their_first_span_to_their_last(tmp_path: Path) -> None:
    link = {"id": "l1", "schema": "rel", "link_type": "favor", "span_ids": ["s1", "s2"]}
    broken = {"id": "l2", "schema": "rel", "link_type": "in", "span_ids": ["s1", "gone"]}
    both = link | {"id": "l3", "link_type": "near", "direction": "undirected"}
    one = exported(tmp_path, said(spans={"ner": [MIRA, BAKU]}, links={"rel": [link, broken], "x": both}))
    answers = [
        (j.task, j.label, j.holder and j.holder.id, j.target and j.target.id)
        for j in one.annotation.judgements.values()
    ]
    assert answers == [("stance", "favor", "s1", "s2"), ("relation", "near", "s1", "s2")]
    assert [loss.what for loss in one.losses] == ["the link in", "that the link near goes both ways"]


def test_several_users_machines_and_those_who_found_nothing_stay_apart(tmp_path: Path) -> None:
    machine = said("gpt", spans={"ner": [MIRA]}, annotator_origin={"kind": "machine", "version": "4"})
    articles = exported(tmp_path, said("anna", spans={"ner": [MIRA]}), said("ben"), machine).articles
    annotations = [record.annotation for one in articles for record in one.records]
    assert [(one.annotator.name, one.annotator.kind, len(one.mentions)) for one in annotations] == [
        ("anna", AnnotatorKind.HUMAN, 1),
        ("ben", AnnotatorKind.HUMAN, 0),
        ("gpt", AnnotatorKind.MODEL, 1),
    ]
    assert annotations[1].progress.status is Status.DONE


def test_adjudicated_items_are_gold_and_bring_their_text(tmp_path: Path) -> None:
    records = [
        {"instance_id": "i1", "item_data": ITEM, "labels": {"mood": "sad"}, "source": "adjudicated"},
        {"instance_id": "i2", "item_data": {"text": "No."}, "labels": {}, "source": "unresolved"},
    ]
    one = found(tmp_path, {"final.jsonl": lines(*records)}, "final.jsonl")
    first, second = (article.records[0].annotation for article in one.articles)
    assert first.annotator == second.annotator == GOLD
    assert (first.progress.status, second.progress.status) == (Status.DONE, Status.IN_PROGRESS)
    assert first.meta["source"] == "adjudicated"
    listed = found(tmp_path, {"final.json": json.dumps(records, indent=2)}, "final.json")
    assert len(listed.articles) == 2


def state(user: str, spans: object, labels: object = None, links: object = None) -> str:
    return json.dumps(
        {
            "user_id": user,
            "annotation_history": [{"action": "add"}],
            "instance_id_ordering": ["i1"],
            "instance_id_to_label_to_value": {} if labels is None else labels,
            "instance_id_to_span_to_value": spans,
            "instance_id_to_link_to_value": {} if links is None else links,
        },
        indent=1,
    )


def test_a_whole_project_gives_each_user_s_state_and_the_items_that_nobody_annotated(tmp_path: Path) -> None:
    link = {"id": "l1", "schema": "rel", "link_type": "favor", "span_ids": ["s1", "s2"]}
    files = {
        "config.yaml": "annotation_task_name: news\n",
        "data/items.jsonl": lines(ITEM, {"id": "i2", "text": "Nobody came."}),
        "annotation_output/anna/user_state.json": state(
            "anna",
            {"i1": [[MIRA, "true"], [BAKU, "true"]]},
            {"i1": [[{"schema": "mood", "name": "sad"}, "true"]]},
            {"i1": {"l1": link}},
        ),
        "annotation_output/ben/user_state.json": state("ben", {"i1": {"ner": [MIRA]}}),
        "annotation_output/exports/jsonl/annotations.jsonl": lines(said("anna")),
    }
    one = found(tmp_path, files, ".")
    assert not one.refused
    annas, nobodys, bens = one.articles
    assert annas.article.id == bens.article.id
    assert len(annas.records[0].annotation.judgements) == 2
    assert [len(article.records[0].annotation.mentions) for article in (annas, bens)] == [2, 1]
    assert (nobodys.article.text, nobodys.records) == ("Nobody came.", ())


def test_early_versions_bring_the_text_and_are_by_the_user_of_their_folder(tmp_path: Path) -> None:
    early = {
        "id": "i1",
        "displayed_text": TEXT,
        "label_annotations": {"mood": {"sad": "true"}},
        "span_annotations": [{"start": 3, "end": 12, "span": "Mira Toll", "annotation": "certain"}],
        "behavioral_data": {"time_string": "Time spent: 0d 0h 0m 20s "},
    }
    one = found(tmp_path, {"out/anna/annotated_instances.jsonl": lines(early)}, "out")
    assert quotes(one.one.article, one.annotation) == [("Mira Toll", "certain")]
    assert one.annotation.annotator.name == "anna"
    assert "behavioral_data" in one.annotation.meta


def test_spans_in_a_field_of_the_item_are_of_that_text_and_others_are_losses(tmp_path: Path) -> None:
    item = {"id": "i1", "text": "A long text that nobody has marked.", "reply": TEXT}
    spans = [span("s1", 3, 12, target_field="reply"), span("s2", 0, 1, target_field="text")]
    one = exported(tmp_path, said(spans={"ner": spans}), items=lines(item))
    assert one.one.article.text == TEXT
    assert [loss.what for loss in one.losses] == ["PER in “text”"]


def test_an_item_whose_text_is_nowhere_is_refused_by_its_id(tmp_path: Path) -> None:
    one = exported(tmp_path, said(instance="gone"), said(spans={"ner": [MIRA]}))
    assert [bad.reason for bad in one.refused] == [
        "No file beside it holds the item “gone” with its text; put the data file there."
    ]
    assert len(one.articles) == 1


@pytest.mark.parametrize(
    "broken",
    [
        said(spans={"ner": [3]}),
        said(spans={"ner": "all"}),
        said(spans={"ner": [span("s", -1, 4)]}),
        said(spans={"ner": [span("s", 1, 10**30)]}),
        said(spans={"ner": [{"start": 0, "end": 1}]}),
        said(labels={"mood": {"sad": [1]}}),
        said(labels=[3]),
        said(links={"rel": [{"span_ids": [[]]}]}),
        said(links=7),
        said(instance=None),
        said(instance=[]),
    ],
)
def test_a_broken_record_is_refused_in_a_sentence_and_the_rest_loads(tmp_path: Path, broken: Json) -> None:
    one = exported(tmp_path, broken, said("ben", spans={"ner": [MIRA]}))
    assert len(one.articles) == len(one.refused) == 1
    assert one.refused[0].reason.endswith(".")


@pytest.mark.parametrize(
    "content", ['{"instance_id_to_label_to_value": ', '{"instance_id_to_label_to_value": 3}']
)
def test_a_broken_state_is_refused(tmp_path: Path, content: str) -> None:
    one = found(tmp_path, {"user_state.json": content}, "user_state.json")
    assert one.reason.endswith(".")


def test_the_format_can_be_said(tmp_path: Path) -> None:
    (tmp_path / "data.jsonl").write_text(lines(ITEM))
    (tmp_path / "said.data").write_text(lines(said(spans={"ner": [MIRA]})))
    one = Found([tmp_path / "said.data"], ReadOptions(format="potato", scheme=SCHEME))
    assert len(one.annotation.mentions) == 1


LINK = {"id": "l", "schema": "rel", "link_type": "favor", "span_ids": ["s1", "s2"]}
PART = span(
    "s1", 3, 12, text="Mira Toll", kb_id="Q", additional_parts=[{"start": 18, "end": 22, "text": "Baku"}]
)
WHOLE = said(labels={"mood": {"sad": "true"}}, spans={"ner": [PART, BAKU]}, links={"rel": [LINK]})
STATE = json.loads(
    state(
        "anna",
        {"i1": [[MIRA, "true"]]},
        {"i1": [[{"schema": "m", "name": "s"}, "true"]]},
        {"i1": {"l": LINK}},
    )
)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(changed(WHOLE) | changed(STATE))
def test_a_file_changed_anywhere_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, record: object
) -> None:
    is_state = isinstance(record, dict) and "user_id" in record and "labels" not in record
    name = "user_state.json" if is_state else "annotations.jsonl"
    folder = tmp_path_factory.mktemp("potato")
    one = found(folder, {"data.jsonl": lines(ITEM), name: json.dumps(record) + "\n"}, name)
    assert all(bad.reason for bad in one.refused)
    assert all(len(article.records) <= 1 for article in one.articles)


def table(folder: Path, content: str, name: str = "annotations.csv") -> Found:
    return found(folder, {"data.jsonl": lines(ITEM), name: content}, name)


def cell(value: object) -> str:
    quoted = json.dumps(value).replace('"', '""')
    return f'"{quoted}"'


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(("name", "delimiter"), [("annotations.csv", ","), ("mine.tsv", "\t")])
def test_tables_say_the_same_as_json(tmp_path: Path, name: str, delimiter: str, mark: str) -> None:
    names = ["instance_id", "user_id", "tone.calm", "tone.U.S. view", "likert.scale_3", "why.text_box"]
    head = delimiter.join([*names, "ner._spans", "ner._room_id", "mood"])
    row = delimiter.join(["i1", "anna", "true", "true", "3", "so, yes" if name[-3] == "t" else '"so, yes"'])
    row += delimiter + delimiter.join([cell([MIRA, BAKU]), "room 4", "good"])
    one = table(tmp_path, f"{mark}{head}\n{row}\n", name)
    assert one.notes == ["It was read as potato."]
    labels = {"tone": {"calm": "true", "U.S. view": "true"}, "likert": {"scale_3": "3"}, "mood": "good"}
    labels |= {"why": {"text_box": "so, yes"}}
    same = exported(tmp_path / "json", said(labels=labels, spans={"ner": [MIRA, BAKU]}))
    assert one.annotation.mentions == same.annotation.mentions
    answers = [
        {(j.task, j.label, j.more_labels, j.value) for j in made.annotation.judgements.values()}
        for made in (one, same)
    ]
    assert answers[0] == answers[1]
    assert [loss.what for loss in one.losses] == [loss.what for loss in same.losses] == ["why: so, yes"]
    assert one.annotation.meta["ner._room_id"] == "room 4"


def test_tables_tell_machines_from_people(tmp_path: Path) -> None:
    head = "instance_id,user_id,annotator_origin,annotator_origin_detail,tone.calm\n"
    detail = cell({"kind": "llm", "model": "m 1"})
    both = table(tmp_path, f"{head}i1,gpt,llm,{detail},true\ni1,anna,human,,true\n")
    assert [record.annotation.annotator.kind for one in both.articles for record in one.records] == [
        AnnotatorKind.MODEL,
        AnnotatorKind.HUMAN,
    ]


def test_the_column_of_what_became_of_several_labels_is_no_answer_of_its_own(tmp_path: Path) -> None:
    one = table(tmp_path, "instance_id,user_id,tone.calm,tone.angry,tone\ni1,anna,true,true,true\n")
    assert [(j.label, j.more_labels) for j in one.annotation.judgements.values()] == [("calm", ("angry",))]
    assert one.annotation.meta["tone"] == "true"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("i1,anna,[{", "“ner._spans” is not valid JSON: unexpected end of data (character 3)."),
        ("i1,anna,7", "“spans” is not a list: 7."),
        ("i1,anna,,,", "It has 5 cells, but there are 3 columns."),
        (",anna,", "“instance_id” is missing."),
        ("other,anna,", "No file beside it holds the item “other” with its text; put the data file there."),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_and_the_rest_comes_in(
    tmp_path: Path, row: str, reason: str
) -> None:
    both = table(tmp_path, f"instance_id,user_id,ner._spans\ni1,ben,{cell([MIRA])}\n{row}\n")
    assert [(one.where, one.reason) for one in both.refused] == [("row 3", reason)]
    assert len(both.articles) == 1


EARLY_TABLE = "user\tinstance_id\tdisplayed_text\tTone:::calm\tTone:::angry\nanna\ti1\tMira left.\ttrue\t\n"


def test_tables_of_early_versions_bring_their_texts(tmp_path: Path) -> None:
    one = found(tmp_path, {"annotated_instances.tsv": EARLY_TABLE}, "annotated_instances.tsv")
    assert one.one.article.text == "Mira left."
    assert one.annotation.annotator.name == "anna"
    assert [(j.task, j.label) for j in one.annotation.judgements.values()] == [("Tone", "calm")]


def test_the_table_of_all_users_is_not_read_again_beside_their_own_answers(tmp_path: Path) -> None:
    early = {"id": "i1", "displayed_text": "Mira left.", "label_annotations": {"Tone": {"calm": "true"}}}
    for name, content in (
        ("anna/annotated_instances.jsonl", lines({**early, "span_annotations": {}})),
        ("annotated_instances.tsv", EARLY_TABLE),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    both = Found([tmp_path])
    assert len(both.articles) == 1
    assert both.one.records[0].annotation.annotator.name == "anna"


def test_what_another_export_says_is_no_item(tmp_path: Path) -> None:
    other = lines(said("somebody with a long name", labels={}, spans={}))
    one = found(
        tmp_path,
        {"a.jsonl": other, "data.jsonl": lines(ITEM), "annotations.jsonl": lines(said(spans={"n": [MIRA]}))},
    )
    assert one.one.article.text == TEXT


@pytest.mark.parametrize(
    "content", ["id,user_id,phase,page.x\n1,2,3,4\n", "instance_id,text\ni1,Mira left.\n"]
)
def test_other_tables_are_not_taken_for_answers(tmp_path: Path, content: str) -> None:
    assert table(tmp_path, content).notes == []
