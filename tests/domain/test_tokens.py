"""What marking snaps to and edges move by."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.tokens import (
    next_character,
    next_token_end,
    next_token_start,
    previous_character,
    previous_token_end,
    previous_token_start,
    snap,
    token_at,
    tokens,
)
from tests.domain.generated import TEXTS


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aliyev’s army", ["Aliyev", "’s", "army"]),
        ("Aliyev's army", ["Aliyev", "'s", "army"]),
        ("JONES’S", ["JONES", "’S"]),
        ("the Joneses’ house", ["the", "Joneses", "’", "house"]),
        ("O’Brien, d’Artagnan", ["O’Brien", ",", "d’Artagnan"]),
        ("don’t", ["don’t"]),
        ("l’Arménie", ["l’Arménie"]),
        ("1,234.5 km in 12:30", ["1,234.5", "km", "in", "12:30"]),
        ("2020.", ["2020", "."]),
        ("the 25th and the 1990s", ["the", "25th", "and", "the", "1990s"]),
        ("G7 and COVID-19", ["G7", "and", "COVID", "-", "19"]),
        ("Nagorno-Karabakh", ["Nagorno", "-", "Karabakh"]),
        ("“no,” she", ["“", "no", ",", "”", "she"]),
        ("U.S.-led", ["U", ".", "S", ".", "-", "led"]),
        ("cafe\u0301 re\u0301sume\u0301", ["cafe\u0301", "re\u0301sume\u0301"]),
        ("قال الرئيس.", ["قال", "الرئيس", "."]),
        ("שלום עולם", ["שלום", "עולם"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("go 👩‍👩‍👧🇦🇲 go", ["go", "👩‍👩‍👧", "🇦🇲", "go"]),
        ("a\u00a0b\u2009c\r\nd", ["a", "b", "c", "d"]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_words_are_whole(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(TEXTS)
def test_tokens_cover_everything_but_white_space_in_order_and_once(text: str) -> None:
    reached = 0
    for start, end in tokens(text):
        assert start < end
        assert not text[reached:start].strip()
        assert start >= reached
        reached = end
    assert not text[reached:].strip()


@given(st.text(st.characters(max_codepoint=0x20BF) | st.sampled_from("’'sS.,:0½²_ \r\n\x1c"), max_size=30))
def test_what_other_script_stands_in_a_text_changes_no_token(text: str) -> None:
    assert tokens(f"{text} कि")[:-1] == tokens(text)


@given(TEXTS, st.data())
def test_snapping_grows_to_tokens_and_is_done_at_once(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    snapped = snap(text, start, end)
    if snapped is None:
        assert not text[start:end].strip()
        return
    edges = tokens(text)
    assert snapped[0] in {first for first, _ in edges}
    assert snapped[1] in {last for _, last in edges}
    assert snap(text, *snapped) == snapped
    if text[start:end].strip():
        inner = text[start:end]
        assert snapped[0] <= start + len(inner) - len(inner.lstrip())
        assert snapped[1] >= start + len(inner.rstrip())


def test_a_caret_in_a_word_snaps_to_it_and_a_selection_of_blanks_to_nothing() -> None:
    assert snap("Mira Toll", 2, 2) == (0, 4)
    assert snap("Mira  Toll", 4, 6) is None
    assert snap("Mira Toll", 3, 6) == (0, 9)


def test_the_token_at_an_offset_is_the_one_around_it_or_ending_there() -> None:
    assert token_at("Mira Toll", 0) == (0, 4)
    assert token_at("Mira Toll", 4) == (0, 4)
    assert token_at("Mira Toll", 5) == (5, 9)
    assert token_at("Mira Toll", 9) == (5, 9)
    assert token_at("Mira  Toll", 5) is None
    assert token_at("", 0) is None


def test_edges_move_from_token_to_token_and_stop_at_the_last() -> None:
    text = "Mira Toll’s car"
    assert [next_token_end(text, offset) for offset in (0, 4, 9, 11, 15)] == [4, 9, 11, 15, 15]
    assert [previous_token_end(text, offset) for offset in (15, 11, 9, 4)] == [11, 9, 4, 4]
    assert [next_token_start(text, offset) for offset in (0, 5, 9, 12)] == [5, 9, 12, 12]
    assert [previous_token_start(text, offset) for offset in (15, 12, 9, 5, 0)] == [12, 9, 5, 0, 0]


@given(TEXTS, st.data())
def test_moving_by_token_always_gets_on_and_never_past_the_text(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert offset <= next_token_end(text, offset) <= len(text)
    assert offset <= next_token_start(text, offset) <= len(text)
    assert 0 <= previous_token_end(text, offset) <= offset
    assert 0 <= previous_token_start(text, offset) <= offset
    assert (next_token_end(text, offset) == offset) == (not any(end > offset for _, end in tokens(text)))


@given(TEXTS)
def test_moving_by_character_stops_at_every_whole_character_both_ways(text: str) -> None:
    edges = [0, *(match.end() for match in regex.finditer(r"\X", text))]
    forwards, offset = [0], 0
    while offset < len(text):
        offset = next_character(text, offset)
        forwards.append(offset)
    backwards = [offset]
    while offset:
        offset = previous_character(text, offset)
        backwards.append(offset)
    assert forwards == edges
    assert backwards[::-1] == edges


def test_characters_end_with_the_text() -> None:
    assert next_character("ab", 2) == 2
    assert previous_character("ab", 0) == 0


def test_a_long_row_of_flags_is_walked_flag_by_flag() -> None:
    text = "a" + "🇦🇲" * 50
    assert previous_character(text, len(text)) == len(text) - 2
