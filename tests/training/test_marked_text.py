"""Texts are cut into lines to learn from, and no mark is cut with them."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from annotator.training.marked_text import Mark, MarkedText, are_nested, paragraphs
from tests.domain.generated import TEXTS


@given(text=TEXTS, data=st.data())
def test_every_mark_with_words_is_in_exactly_one_piece(text: str, data: st.DataObject) -> None:
    edges = st.tuples(*[st.integers(0, len(text))] * 2).map(sorted).filter(lambda ends: ends[0] < ends[1])
    drawn = data.draw(st.lists(edges, max_size=5)) if text else []
    marks = tuple(sorted(Mark(start, end, f"L{n}") for n, (start, end) in enumerate(drawn)))
    pieces = list(paragraphs([MarkedText("a", text, marks)]))
    found = Counter((m.label, piece.text[m.start : m.end]) for piece in pieces for m in piece.marks)
    given_ones = Counter((mark.label, text[mark.start : mark.end]) for mark in marks)
    assert found <= given_ones
    assert all(not words.strip() for _, words in given_ones - found), "only marks of white space may go"
    for piece in pieces:
        assert piece.text in text


def test_a_mark_over_two_lines_keeps_them_together() -> None:
    text = "Mira\nToll left.\nBaku was cold."
    pieces = list(paragraphs([MarkedText("a", text, (Mark(0, 9, "PERSON"), Mark(16, 20, "GPE")))]))
    assert [piece.text for piece in pieces] == ["Mira\nToll left.\n", "Baku was cold."]
    assert pieces[1].marks == (Mark(0, 4, "GPE"),)


def test_marks_nest_if_any_two_share_a_character() -> None:
    apart = MarkedText("a", "Mira Toll", (Mark(0, 4, "A"), Mark(4, 9, "B")))
    within = MarkedText("b", "Mira Toll", (Mark(0, 9, "A"), Mark(5, 9, "B")))
    assert not are_nested([apart])
    assert are_nested([apart, within])
