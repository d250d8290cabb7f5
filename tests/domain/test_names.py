"""When two pieces of text are the same name, and where a name occurs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.names import is_last_name_of, normal_name, occurrences, overlaps_any
from tests.domain.generated import TEXTS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Nagorno-Karabakh’s", "nagorno karabakh"),
        ("Nagorno–Karabakh", "Nagorno Karabakh"),
        ("Toll's", "Toll"),
        ("the Joneses’", "Joneses"),
        ("The EU", "EU"),
        ("New\nYork", "New York"),
        ("New\u00a0York", "New York"),
        ("Ye\u0301re\u0301van", "Yérévan"),
        ("\u200fVaron\u200b", "Varon"),
        ("VARON", "Varon"),
        ("Straße", "STRASSE"),
    ],
)
def test_these_are_the_same_name(one: str, other: str) -> None:
    assert normal_name(one) == normal_name(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Varon", "Varonia"), ("A", "The"), ("Theo", "o"), ("Toll", "Mira Toll"), ("An", "")]
)
def test_these_are_not(one: str, other: str) -> None:
    assert normal_name(one) != normal_name(other)


def test_a_last_name_is_one_word_at_the_end_of_several() -> None:
    assert is_last_name_of("Toll", "Mira Toll")
    assert is_last_name_of("Toll’s", "Mira Toll")
    for short, full in (
        ("Toll", "Toll"),
        ("Mira", "Mira Toll"),
        ("oll", "Mira Toll"),
        ("B Toll", "A B Toll"),
    ):
        assert not is_last_name_of(short, full)


def test_a_name_occurs_where_it_stands_as_whole_words_in_its_case() -> None:
    text = "Varon, Varonia, VARON, varon, “Varon”, Varon’s, Upper-Varon, xVaron, Varon1, Varon"
    found = [text[max(0, start - 1) : end + 1] for start, end in occurrences(text, "Varon")]
    assert found == ["Varon,", "“Varon”", " Varon’", "-Varon,", " Varon"]


def test_dashes_and_breaks_within_a_name_are_all_one() -> None:
    text = "Nagorno-Karabakh, Nagorno–Karabakh, Nagorno Karabakh, Nagorno\nKarabakh, NagornoKarabakh"
    assert len(list(occurrences(text, "Nagorno-Karabakh"))) == 4


def test_a_name_with_marks_in_it_is_looked_for_as_it_is() -> None:
    assert list(occurrences("U.S. and UXS.", "U.S.")) == [(0, 4)]
    assert list(occurrences("a (b) c", "(b)")) == [(2, 5)]


@pytest.mark.parametrize("nothing", ["", " ", "-", " – "])
def test_a_name_of_nothing_occurs_nowhere(nothing: str) -> None:
    assert list(occurrences("a - b – c", nothing)) == []


@given(TEXTS, st.data())
def test_occurrences_read_as_the_name(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    name = text[start : data.draw(st.integers(start, len(text)))]
    spans = list(occurrences(text, name))
    assert all(normal_name(text[start:end]) == normal_name(name) for start, end in spans)
    assert spans == sorted(spans)
    assert not any(overlaps_any(one, [other]) for one in spans for other in spans if one != other)


def test_spans_overlap_when_they_share_a_character() -> None:
    assert overlaps_any((0, 5), [(4, 9)])
    assert overlaps_any((2, 3), [(0, 9)])
    assert not overlaps_any((0, 5), [(5, 9)])
    assert not overlaps_any((0, 5), [])
