"""Texts as they are read, and the way back to their offsets."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.marks import Mark
from annotator.suggest.pieces import LONGEST, pieces, plain
from annotator.suggest.reading import reading_of

TEXTS = st.text(alphabet="Aé \u00a0\u00ad\u200b\u200f\n’“🌊م", max_size=60)


def test_unseen_characters_and_double_spaces_are_not_read() -> None:
    text = "Hel\u00adka\u00a0 Mor\u200bvan"
    reading = reading_of(text)
    assert reading.text == "Helka\u00a0Morvan"
    mark = reading.in_article(Mark(0, len(reading.text), "PERSON"))
    assert (mark.start, mark.end) == (0, len(text))


@given(TEXTS, st.data())
def test_a_mark_comes_back_to_the_characters_it_was_read_from(text: str, data: st.DataObject) -> None:
    reading = reading_of(text)
    if not reading.text:
        return
    start = data.draw(st.integers(0, len(reading.text) - 1))
    end = data.draw(st.integers(start + 1, len(reading.text)))
    mark = reading.in_article(Mark(start, end, "ORG"))
    assert text[mark.start] == reading.text[start]
    assert text[mark.end - 1] == reading.text[end - 1]
    assert mark.end - mark.start >= end - start


@given(TEXTS)
def test_pieces_hold_all_that_is_no_white_space_at_its_place(text: str) -> None:
    covered = set()
    for start, piece in pieces(text):
        assert text[start : start + len(piece)] == piece
        assert "\n" not in piece
        assert len(plain(piece)) == len(piece)
        covered |= set(range(start, start + len(piece)))
    assert not [char for offset, char in enumerate(text) if offset not in covered and not char.isspace()]


def test_a_line_of_any_length_is_read_in_parts() -> None:
    text = "word " * LONGEST + "x" * (2 * LONGEST + 5)
    parts = list(pieces(text))
    assert "".join(part for _, part in parts) == text
    assert max(len(part) for _, part in parts) <= LONGEST
