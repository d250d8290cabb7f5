"""Loading pipelines and having them mark texts."""

import json
from pathlib import Path

import pytest

from annotator.domain.refused import Refused
from annotator.suggest.marks import Evidence
from annotator.suggest.patterns import Patterns, TokenPattern
from annotator.suggest.pipelines import best_pipeline, blank_pipeline, find_pipeline
from annotator.suggest.recogniser import load_recogniser
from tests.suggest.spans import quotes


def test_offsets_count_code_points_through_lines_and_astral_characters() -> None:
    text = "🌊🌊 On Monday\n\n🌊 Angela Merkel met François Hollande in Berlin.\r\n"
    (marks,) = load_recogniser(best_pipeline("en"), Patterns()).marks([text])
    assert ("Angela Merkel", "PERSON") in quotes(text, marks)
    assert ("Monday", "DATE") in quotes(text, marks)


def test_each_text_gets_its_own_marks() -> None:
    recogniser = load_recogniser(best_pipeline("en"), Patterns())
    first, second, third = recogniser.marks(["Angela Merkel left.", "", "On Monday."])
    assert (len(first), second, len(third)) == (1, [], 1)


@pytest.mark.parametrize("key", ["LOWER", "POS"])
def test_patterns_of_tokens_are_matched_also_where_they_need_the_whole_pipeline(key: str) -> None:
    token: dict[str, object] = {"LOWER": "harvest"}
    if key == "POS":
        token = {"POS": {"IN": ["NOUN", "PROPN"]}}
    patterns = Patterns(of_tokens=(TokenPattern("ORG", (token, {"ORTH": "Zirkel"})),))
    text = "He left the Harvest Zirkel."
    (marks,) = load_recogniser(best_pipeline("en"), patterns).marks([text])
    ruled = [mark for mark in marks if mark.evidence is Evidence.PATTERN]
    assert quotes(text, ruled) == [("Harvest Zirkel", "ORG")]


def test_a_blank_pipeline_marks_nothing_but_patterns() -> None:
    patterns = Patterns(of_tokens=(TokenPattern("GPE", ({"ORTH": "باكو"},)),))
    (marks,) = load_recogniser(blank_pipeline("ar"), patterns).marks(["في باكو اليوم"])
    assert [mark.label for mark in marks] == ["GPE"]


def test_a_pattern_that_spacy_does_not_know_is_refused() -> None:
    patterns = Patterns(of_tokens=(TokenPattern("GPE", ({"NONSENSE": {"x": 1}},)),))
    with pytest.raises(Refused, match="cannot be loaded"):
        load_recogniser(blank_pipeline("en"), patterns)


def test_a_folder_that_only_looks_like_a_pipeline_is_refused(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text(json.dumps({"lang": "en", "name": "x", "pipeline": ["ner"]}))
    (tmp_path / "config.cfg").write_text('[nlp]\nlang = "en"\npipeline = ["ner"]\n')
    with pytest.raises(Refused, match="cannot be loaded"):
        load_recogniser(find_pipeline(str(tmp_path), []), Patterns())
