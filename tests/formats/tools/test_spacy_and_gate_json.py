"""Texts with entities in lists, as people write them for spaCy, and GATE’s JSON by kinds of entity."""

import json
from pathlib import Path

from annotator.domain.annotation import Status
from tests.formats.tools.aids import Found, found_in, quotes


def found(tmp_path: Path, *records: object) -> Found:
    return found_in(tmp_path / "some.data", "\n".join(json.dumps(record) for record in records))


def test_entities_in_lists_come_in_with_their_meta(tmp_path: Path) -> None:
    row = {"text": "😀 Mira met Varon", "entities": [[2, 6, "PER"], [11, 16, "PER"]], "meta": {"source": "W"}}
    one = found(tmp_path, row, row | {"text": "Nobody left", "entities": []})
    assert one.notes == ["It was read as spacy-jsonl."]
    first, empty = one.articles
    assert quotes(first.article, first.records[0].annotation) == [("Mira", "PER"), ("Varon", "PER")]
    assert (first.article.source, first.article.meta) == ("W", {"source": "W"})
    assert empty.records[0].annotation.progress.status is Status.DONE


def test_entities_as_objects_are_proven_by_their_text(tmp_path: Path) -> None:
    entity = {"start": 3, "end": 7, "label": "PER", "text": "Mira"}
    one = found(tmp_path, {"text": "😀 Mira left.", "entities": [entity]})
    assert quotes(one.one.article, one.annotation) == [("Mira", "PER")]
    assert one.notes[1].startswith("Offsets count UTF-16 units")


def test_an_inclusive_end_is_found_out_by_the_words_it_cuts(tmp_path: Path) -> None:
    spans = [[0, 3, "PER"], [9, 13, "PER"], [18, 21, "LOC"]]
    one = found(tmp_path, {"text": "Mira met Varon in Baku", "entities": spans})
    assert [quote for quote, _ in quotes(one.one.article, one.annotation)] == ["Mira", "Varon", "Baku"]
    assert one.notes[1].startswith("Offsets count code points, the end the last one inside")


def test_gate_s_entities_come_in_by_kind_and_keep_their_features(tmp_path: Path) -> None:
    entities = {
        "Person": [{"indices": [2, 6], "rule": "PersonTitle"}],
        "Location": [{"indices": [10, 14]}],
    }
    one = found(tmp_path, {"text": "😀 Mira in Baku", "entities": entities})
    assert one.notes == ["It was read as gate-json."]
    assert quotes(one.one.article, one.annotation) == [("Mira", "Person"), ("Baku", "Location")]
    assert one.annotation.meta == {"features": {"m1": {"rule": "PersonTitle"}}}


def test_what_is_no_place_in_the_text_refuses_the_record(tmp_path: Path) -> None:
    fine = {"text": "Mira left.", "entities": {"Person": [{"indices": [0, 4]}]}}
    broken = {"text": "Mira left.", "entities": {"Person": [{"indices": [0]}]}}
    both = found(tmp_path, fine, broken)
    assert [one.reason for one in both.refused] == ["“indices” are not a start and an end."]
    assert len(both.articles) == 1


DOCUMENT: dict[str, object] = {
    "text": "Ada 🐟 Ruiz left Varon.",
    "features": {"lang": "en"},
    "name": "doc 1",
    "offset_type": "p",
    "annotation_sets": {
        "": {
            "name": "detached-from:",
            "next_annid": 5,
            "annotations": [
                {"type": "Person", "start": 0, "end": 10, "id": 3, "features": {"gender": "f"}},
                {"type": "Location", "start": 16, "end": 21, "id": 3, "features": {}},
                {"type": "Token", "start": 0, "end": 3, "id": 4, "features": {}},
                {"type": "Break", "start": 5, "end": 5, "id": 6, "features": {}},
            ],
        },
        "Original markups": {"annotations": [{"type": "p", "start": 0, "end": 22, "id": 0, "features": {}}]},
        "ben": {"annotations": []},
    },
}


def test_documents_of_gate_have_an_annotator_for_each_set(tmp_path: Path) -> None:
    found = found_in(tmp_path / "doc.bdocjs", json.dumps(DOCUMENT))
    default, ben = (record.annotation for record in found.one.records)
    assert (default.annotator.name, ben.annotator.name) == ("imported", "ben")
    assert quotes(found.one.article, default) == [("Ada 🐟 Ruiz", "Person"), ("Varon", "Location")]
    assert default.meta["features"] == {"m3": {"gender": "f"}}
    assert not ben.mentions
    assert found.one.article.meta == {"lang": "en", "name": "doc 1"}
    assert {(loss.what, loss.why) for loss in found.losses} == {
        ("Break at 5", "it marks no text"),
        ("1 of the kind Token", "it is no kind of mentions"),
        ("the set “Original markups”", "it is the markup of the file, and nobody’s work"),
    }


def test_documents_of_gate_say_whether_they_count_utf_16_units(tmp_path: Path) -> None:
    one = {"type": "Location", "start": 17, "end": 22, "id": 0, "features": {}}
    document = DOCUMENT | {"offset_type": "j", "annotation_sets": {"": {"annotations": [one]}}}
    found = found_in(tmp_path / "doc.json", json.dumps(document))
    assert quotes(found.one.article, found.annotation) == [("Varon", "Location")]
    refused = found_in(tmp_path / "other.json", json.dumps(document | {"offset_type": "x"}))
    assert refused.reason == "“offset_type” is “x”, neither p nor j."


def test_answers_of_teamware_are_about_the_text(tmp_path: Path) -> None:
    answers = {"tone": "calm", "topics": ["dam", "trade"], "why": "a line\nand another", "nothing": ""}
    one = {"type": "Document", "start": 0, "end": 0, "id": 0, "duration_seconds": 4.5}
    sets = {"ada": {"name": "ada", "annotations": [one | {"features": {"label": answers}}], "next_annid": 1}}
    records = [DOCUMENT | {"annotation_sets": sets}, {"text": "Nobody read this.", "annotation_sets": {}}]
    found = found_in(tmp_path / "export.json", json.dumps(records))
    read, unread = found.articles
    annotation = read.records[0].annotation
    assert [(j.task, j.label, j.more_labels) for j in annotation.judgements.values()] == [
        ("tone", "calm", ()),
        ("topics", "dam", ("trade",)),
    ]
    assert annotation.meta == {"answers": {"why": "a line\nand another"}}
    assert read.records[0].active_seconds == 4.5
    assert not unread.records
    assert not found.losses


def test_what_stands_in_every_tweet_is_no_annotation(tmp_path: Path) -> None:
    own = {"hashtags": [{"text": "dam", "indices": [8, 12]}], "urls": []}
    tweet = {"text": "So calm #dam", "entities": own}
    assert not found_in(tmp_path / "tweets.jsonl", json.dumps(tweet)).one.records
    marked = {"text": "So calm #dam", "entities": {"Topic": [{"indices": [9, 12]}]} | own}
    assert len(found_in(tmp_path / "marked.jsonl", json.dumps(marked)).annotation.mentions) == 2
