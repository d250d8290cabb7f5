"""Stretches of evidence: laid apart without losing a character, and how far two annotators' overlap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.evidence import laid_apart, overlap
from annotator.domain.tokens import Offsets

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda one: (one[0], one[0] + one[1])))


def _characters(spans: list[Offsets]) -> list[int]:
    return [place for start, end in spans for place in range(start, end)]


@given(SPANS)
def test_every_character_is_there_once_and_in_order(spans: list[Offsets]) -> None:
    assert _characters(laid_apart(spans)) == sorted(set(_characters(spans)))


@given(SPANS, SPANS)
def test_overlap_is_the_characters_in_both_by_those_in_either(
    one: list[Offsets], other: list[Offsets]
) -> None:
    mine, others = set(_characters(one)), set(_characters(other))
    shared = len(mine & others) / len(mine | others) if mine & others else 0
    assert overlap(one, other) == pytest.approx(shared)


def test_sentences_that_only_touch_stay_two() -> None:
    assert laid_apart([(10, 20), (0, 10)]) == [(0, 10), (10, 20)]
