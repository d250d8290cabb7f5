"""Texts are cut into lines to learn from, and no mark is cut with them."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.training.marked_text import Mark, MarkedText, are_nested, paragraphs
from tests.domain.generated import TEXTS


@given(text=TEXTS, data=st.data())
def test_every_mark_is_in_exactly_one_piece_with_its_words(text: str, data: st.DataObject) -> None:
    edges = st.tuples(*[st.integers(0, len(text))] * 2).map(sorted).filter(lambda ends: ends[0] < ends[1])
    drawn = data.draw(st.lists(edges, max_size=5)) if text else []
    marks = tuple(sorted(Mark(start, end, f"L{n}") for n, (start, end) in enumerate(drawn)))
    pieces = list(paragraphs([MarkedText("a", text, marks)]))
    found = sorted(
        (mark.label, piece.text[mark.start : mark.end]) for piece in pieces for mark in piece.marks
    )
    assert found == sorted((m.label, text[m.start : m.end]) for m in marks if _is_kept(text, m))
    for piece in pieces:
        assert piece.text in text


def _is_kept(text: str, mark: Mark) -> bool:
    """Lines of nothing but white space teach nothing; a mark in one of them goes with it."""
    start = text.rfind("\n", 0, mark.start) + 1
    return bool(text[start : mark.end].strip() or text[mark.end :].partition("\n")[0].strip())


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
