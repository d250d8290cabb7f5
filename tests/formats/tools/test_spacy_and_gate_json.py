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
