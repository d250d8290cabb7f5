"""Where marks end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.edges import trimmed
from annotator.suggest.marks import Mark


def one(text: str, label: str = "PERSON") -> list[str]:
    return [text[mark.start : mark.end] for mark in trimmed(text, [Mark(0, len(text), label)])]


@pytest.mark.parametrize(
    ("marked", "kept"),
    [
        ("Aliyev’s", "Aliyev"),
        ("Aliyev's", "Aliyev"),
        ("the ministers’", "the ministers"),
        ("“Baku”", "Baku"),
        ("(AFP)", "AFP"),
        ("Ganja,", "Ganja"),
        ("Mr. Smith.", "Mr. Smith"),
        ("– Kyiv –", "Kyiv"),
        ("the Salt War of", "the Salt War"),
        ("and Moscow", "Moscow"),
    ],
)
def test_what_is_not_of_the_name_stays_outside(marked: str, kept: str) -> None:
    assert one(marked) == [kept]


@pytest.mark.parametrize("name", ["U.S.", "Apple Inc.", "O’Brien", "Jean-Paul", "Yahoo (Japan)", "l’Élysée"])
def test_what_is_of_the_name_stays_inside(name: str) -> None:
    assert one(name, "ORG") == [name]


def test_a_mark_never_goes_over_a_line_end() -> None:
    assert one("CROWDS\n\nOutside", "ORG") == ["CROWDS", "Outside"]


def test_a_mark_without_a_letter_or_number_is_dropped() -> None:
    assert one("–…”") == []


def test_signs_before_numbers_stay() -> None:
    assert one("’90s", "DATE") == ["’90s"]
    assert one("-5", "CARDINAL") == ["-5"]


def test_a_date_ends_where_something_else_begins() -> None:
    assert one("Friday, ending months", "DATE") == ["Friday"]
    assert one("Nov. 3 - Volkswagen", "DATE") == ["Nov. 3"]
    assert one("Monday, September 28, 2020", "DATE") == ["Monday, September 28, 2020"]


@given(st.text(alphabet="Aé ’'s.\n“”,–(5🌊", max_size=30), st.sampled_from(["PERSON", "DATE"]))
def test_trimming_stays_within_the_mark_and_doing_it_twice_changes_nothing(text: str, label: str) -> None:
    once = list(trimmed(text, [Mark(0, len(text), label)]))
    assert all(0 <= mark.start < mark.end <= len(text) for mark in once)
    assert all("\n" not in text[mark.start : mark.end] for mark in once)
    assert list(trimmed(text, once)) == once
