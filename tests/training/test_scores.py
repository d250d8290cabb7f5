"""Scores count exact marks with their labels; nothing to measure is no number."""

import pytest

from annotator.training.marked_text import Mark
from annotator.training.scores import scores

MIRA, TOLL, BAKU = Mark(0, 4, "PERSON"), Mark(5, 9, "PERSON"), Mark(20, 24, "GPE")


def test_right_wrong_and_missed_marks_are_counted_by_label_and_in_all() -> None:
    found = scores([[MIRA, BAKU]], [[MIRA, TOLL]])
    assert found.overall == (1, 1, 1)
    assert found.by_label == {"GPE": (0, 0, 1), "PERSON": (1, 1, 0)}


def test_precision_recall_and_f_are_shares_of_what_there_is() -> None:
    score = scores([[MIRA, BAKU, TOLL]], [[MIRA]]).overall
    assert score.precision == 1.0
    assert score.recall == pytest.approx(1 / 3)
    assert score.f1 == pytest.approx(0.5)


def test_a_wrong_label_is_wrong_and_missed() -> None:
    assert scores([[MIRA]], [[MIRA._replace(label="ORG")]]).overall == (0, 1, 1)


def test_nothing_to_find_and_nothing_found_is_not_measured() -> None:
    score = scores([[]], [[]]).overall
    assert (score.precision, score.recall, score.f1) == (None, None, None)
