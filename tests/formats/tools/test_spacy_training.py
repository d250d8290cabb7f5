"""spaCy's training annotations: beside a text, in pairs with it, in NER Annotator's files."""

import json
from pathlib import Path

import pytest

from annotator.domain.annotation import ARTICLE
from tests.formats.tools.aids import Found, found_in, quotes

MIRA: tuple[str, dict[str, object]] = ("😀 Mira left Baku.", {"entities": [[2, 6, "PER"], [12, 16, "GPE"]]})
EMPTY: tuple[str, dict[str, object]] = ("Nobody left.", {"entities": []})


def pairs(tmp_path: Path, *values: object, name: str = "train.json") -> Found:
    return found_in(tmp_path / name, json.dumps(values))


def test_pairs_come_in_from_a_list_from_lines_and_from_ner_annotator(tmp_path: Path) -> None:
    files = {
        "list.json": json.dumps([MIRA, EMPTY]),
        "lines.jsonl": f"{json.dumps(MIRA)}\n\n{json.dumps(EMPTY)}\n",
        "marked.json": "\ufeff" + json.dumps([MIRA, EMPTY], indent=2),
        "annotator.json": json.dumps({"classes": ["PER", "GPE"], "annotations": [None, MIRA, None, EMPTY]}),
    }
    for name, content in files.items():
        both = found_in(tmp_path / name, content)
        assert both.notes == ["It was read as spacy-pairs."]
        assert not both.refused
        assert not both.losses
        first, second = both.articles
        assert quotes(first.article, first.records[0].annotation) == [("Mira", "PER"), ("Baku", "GPE")]
        assert second.records[0].annotation.mentions == {}


def test_a_pair_longer_than_the_beginning_of_a_file_is_recognised(tmp_path: Path) -> None:
    text = "Mira left. " * 5_000
    made = pairs(tmp_path, (text, {"entities": [[0, 4, "PER"]]}))
    assert len(made.annotation.mentions) == 1


def test_a_fourth_element_is_the_id_in_a_knowledge_base(tmp_path: Path) -> None:
    entities = [[2, 6, "PER", "Q7"], [12, 16, "GPE", ""]]
    in_pair = pairs(tmp_path, (MIRA[0], {"entities": entities}))
    beside = found_in(tmp_path / "one.jsonl", json.dumps({"text": MIRA[0], "entities": entities}))
    for made in (in_pair, beside):
        annotation = made.annotation
        assert [(one.name, one.kb_id) for one in annotation.entities.values()] == [("Mira", "Q7")]
        assert [one.entity for one in annotation.mentions.values()] == ["Q7", None]
        assert not made.losses


@pytest.mark.parametrize("more", [[0.75], ["Q7", {"score": 1}]])
def test_what_else_stands_behind_a_label_is_named_as_lost(tmp_path: Path, more: list[object]) -> None:
    made = pairs(tmp_path, (MIRA[0], {"entities": [[2, 6, "PER", *more]]}))
    assert [loss.what for loss in made.losses] == ["what stands behind PER at 2"]
    assert len(made.annotation.mentions) == 1


def test_links_say_which_entity_a_mention_is_of(tmp_path: Path) -> None:
    links = {"[2, 6]": {"Q7": 1.0, "Q8": 0.0}, "(12, 16)": {"Q9": 0.9, "Q10": 0.6}}
    made = pairs(tmp_path, (MIRA[0], {**MIRA[1], "links": links}))
    assert [one.entity for one in made.annotation.mentions.values()] == ["Q7", "Q9"]
    assert [(loss.what, loss.why) for loss in made.losses] == [
        ("Q10 at (12, 16)", "a mention is of one entity")
    ]
    assert made.annotation.meta == {"links": links}


def test_spans_of_groups_are_mentions_once_with_the_entities(tmp_path: Path) -> None:
    said = {"entities": [[2, 6, "PER"]], "spans": {"sc": [[2, 6, "PER", "Q7"], [2, 11, "EVENT"]]}}
    made = pairs(tmp_path, (MIRA[0], said))
    assert quotes(made.one.article, made.annotation) == [("Mira left", "EVENT"), ("Mira", "PER")]
    assert [one.entity for one in made.annotation.mentions.values()] == ["Q7", None]
    record = {"text": MIRA[0], "spans": {"sc": [[2, 11, "EVENT"]]}}
    assert len(found_in(tmp_path / "group.jsonl", json.dumps(record)).annotation.mentions) == 1


@pytest.mark.parametrize(("cats", "chosen"), [({"CALM": 1.0, "ANGRY": 0.0}, ["CALM"]), ({"CALM": False}, [])])
def test_categories_are_an_answer_about_the_text(
    tmp_path: Path, cats: dict[str, object], chosen: list[str]
) -> None:
    in_pair = pairs(tmp_path, (MIRA[0], {"cats": cats}))
    beside = found_in(tmp_path / "one.jsonl", json.dumps({"text": MIRA[0], "cats": cats}))
    for made in (in_pair, beside):
        judgements = made.annotation.judgements.values()
        assert [(one.label, one.target) for one in judgements] == [(label, ARTICLE) for label in chosen]
        assert made.annotation.meta == {"cats": cats}
        assert not made.losses


def test_layers_of_tokens_and_what_nobody_knows_are_named_as_lost(tmp_path: Path) -> None:
    said = {**MIRA[1], "tags": ["NN"], "heads": [0], "mood": "calm"}
    made = pairs(tmp_path, (MIRA[0], said))
    assert [loss.what for loss in made.losses] == ["part-of-speech tags", "the parse", "“mood”"]
    nobody = pairs(tmp_path, MIRA, ("Baku is warm.", {"tags": ["NN"]}))
    assert [len(one.records) for one in nobody.articles] == [1, 0]


@pytest.mark.parametrize(
    ("pair", "reason"),
    [
        (["Mira left."], "It is not a pair of a text and its annotations."),
        ([3, {"entities": []}], "“text” is not a text: 3."),
        (["Mira left.", {"entities": [[0, 4]]}], "Entity 1 is not a list of start, end and label."),
        (["Mira left.", {"entities": [[0, 4, [["Ada", "PER"]]]]}], "“label” is not a text: it is a list."),
        (["Mira left.", {"entities": [[4, 0, "PER"]]}], "4-0 is no stretch of a text."),
        (["Mira left.", {"entities": ["O"]}], "“entity 1” is not an object with keys and values: “O”."),
        (["Mira left.", {"links": {"Mira": {"Q7": 1}}}], "“Mira” in “links” is no start and end."),
        (["Mira left.", {"cats": {"CALM": "yes"}}], "“CALM” is not a number: “yes”."),
    ],
)  # fmt: skip
def test_a_pair_that_is_none_is_refused_and_the_rest_comes_in(
    tmp_path: Path, pair: list[object], reason: str
) -> None:
    both = pairs(tmp_path, MIRA, pair)
    assert [(one.where, one.reason) for one in both.refused] == [("record 2", reason)]
    assert len(both.articles) == 1


def test_a_file_that_breaks_off_gives_what_it_had(tmp_path: Path) -> None:
    both = found_in(tmp_path / "train.json", json.dumps([MIRA, EMPTY])[:-20])
    assert len(both.articles) == 1
    assert [one.reason for one in both.refused] == ["The file ends in the middle of this record."]


@pytest.mark.parametrize(
    "content", ['[["a", 1]]', '[["a"', '["a", {"b": 1}]', '{"annotations": [["x", 2]], "classes": []}']
)
def test_other_lists_are_not_taken_for_pairs_or_are_refused(tmp_path: Path, content: str) -> None:
    made = found_in(tmp_path / "other.json", content)
    assert not made.articles
    assert made.refused


def test_a_line_that_is_too_long_or_too_deep_is_refused_and_the_rest_comes_in(tmp_path: Path) -> None:
    deep = f'["Mira left.", {{"entities": {"[" * 150}{"]" * 150}}}]'
    too_long = json.dumps(["Mira left. " * 6_200_000, {"entities": []}])
    lines = [json.dumps(MIRA), deep, too_long, json.dumps(EMPTY)]
    made = found_in(tmp_path / "train.jsonl", "\n".join(lines))
    assert [(one.where, one.reason) for one in made.refused] == [
        ("line 2", "It is nested more than 100 levels deep."),
        ("line 3", "It is longer than 64 MB."),
    ]
    assert len(made.articles) == 2
