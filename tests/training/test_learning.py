"""A pipeline learns names from marked texts, nested ones too, and knows afterwards what it did not before."""

from itertools import islice
from pathlib import Path

import pytest
import spacy

from annotator.training.learning import Learner
from annotator.training.marked_text import Mark, MarkedText
from tests.training.sentences import marked_texts

TEXTS = marked_texts(30)
HELD_OUT = marked_texts(6, seed=2)


def learned(texts: list[MarkedText], steps: int) -> Learner:
    learner = Learner(texts, "en", seed=1)
    list(islice(learner.steps(), steps))
    return learner


@pytest.mark.parametrize(("nested", "component", "steps"), [(False, "ner", 25), (True, "spancat", 60)])
def test_what_was_learned_beats_what_was_not(nested: bool, component: str, steps: int) -> None:
    texts, held_out = marked_texts(30, nested=nested), marked_texts(6, seed=2, nested=nested)
    learner = Learner(texts, "en", seed=1)
    before = learner.scores(held_out).overall.f1 or 0.0
    list(islice(learner.steps(), steps))
    after = learner.scores(held_out).overall.f1 or 0.0
    assert learner.component == component
    assert after > before + 0.3


def test_the_best_on_the_way_is_what_stays() -> None:
    learner = learned(TEXTS, 25)
    best = learner.scores(HELD_OUT)
    assert learner.keep_if_best(best.overall.f1 or 0.0)
    assert not learner.keep_if_best(0.0)
    list(islice(learner.steps(), 3))
    learner.take_best()
    assert learner.scores(HELD_OUT) == best


def test_the_same_seed_gives_the_same_pipeline() -> None:
    assert learned(TEXTS[:8], 5).scores(HELD_OUT) == learned(TEXTS[:8], 5).scores(HELD_OUT)


def test_what_is_saved_is_a_pipeline_for_spacy(tmp_path: Path) -> None:
    learner = learned(TEXTS[:8], 5)
    learner.save(tmp_path / "names", {"name": "names"})
    loaded = spacy.load(tmp_path / "names")
    assert loaded.meta["name"] == "names"
    text = HELD_OUT[0].text
    assert [(e.start_char, e.end_char, e.label_) for e in loaded(text.split("\n")[0]).ents] == [
        tuple(mark) for mark in next(iter(learner.marks([text.split("\n")[0]])))
    ]


def test_marks_that_cannot_be_learned_are_named() -> None:
    cut = MarkedText("a9", "Varonia is cold.\n", (Mark(0, 3, "GPE"),))
    spaced = MarkedText("b9", "Varonia \nis cold.\n", (Mark(0, 9, "GPE"),))
    learner = Learner([*TEXTS[:2], cut, spaced], "en", seed=1)
    assert [(one.article_id, one.quote) for one in learner.left_out] == [("a9", "Var"), ("b9", "Varonia")]


def test_without_a_mark_there_is_nothing_to_learn() -> None:
    with pytest.raises(ValueError, match="no mark"):
        Learner([MarkedText("a1", "Nobody left.", ())], "en", seed=1)
