"""Finding known names in texts."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.name_lists import KnownName
from annotator.suggest.name_matcher import NameMatcher

MATCHER = NameMatcher(
    KnownName(name, ("GPE",), name.removeprefix("the "))
    for name in (
        *("Armenia", "Nagorno Karabakh", "Karabakh", "the United States", "U.S.", "Port-au-Prince", "Guinea"),
        *(
            "Guinea-Bissau",
            "Côte d'Ivoire",
            "Brien",
            "Arménie",
            "العراق",
            "بيروت",
            "أرمينيا",
            "لبنان",
            "the Gambia",
        ),
    )
)


def found(text: str) -> list[str]:
    return [text[match.start : match.end] for match in MATCHER.matches(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("from Armenia’s side", ["Armenia"]),
        ("Nagorno-Karabakh and Karabakh", ["Nagorno-Karabakh", "Karabakh"]),
        ("Guinea-Bissau, not Guinea", ["Guinea-Bissau", "Guinea"]),
        ("ARMENIA, Oct. 3", ["ARMENIA"]),
        ("armenia Armenians Armenia2", []),
        ("the United States and United States troops", ["the United States", "United States"]),
        ("The Gambia", ["The Gambia"]),
        ("the Armenia of today", ["Armenia"]),
        ("in the U.S. today", ["U.S."]),
        ("in the U.S army", []),
        ("Port-au-Prince", ["Port-au-Prince"]),
        ("Côte d’Ivoire", ["Côte d’Ivoire"]),
        ("l’Arménie et d’Arménie", ["Arménie", "Arménie"]),
        ("O’Brien", []),
        ("Nagorno\nKarabakh", ["Karabakh"]),
        ("Arme\u0301nie", ["Arme\u0301nie"]),
    ],
)
def test_names_are_found_as_they_are_written(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("في العراق", ["العراق"]),
        ("وبالعراق", ["العراق"]),
        ("للعراق", ["لعراق"]),
        ("وبيروت ولبنان", ["بيروت", "لبنان"]),
        ("ببيروت", ["بيروت"]),
        ("ارمينيا وأرمينيا", ["ارمينيا", "أرمينيا"]),
        ("بالعراقيين", []),
    ],
)
def test_arabic_particles_stay_outside_of_the_name(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_of_two_names_spelt_alike_the_first_counts() -> None:
    matcher = NameMatcher([KnownName("Paris", ("PERSON",), "Paris"), KnownName("Paris", ("GPE",), "Paris")])
    assert [match.known.labels for match in matcher.matches("Paris")] == [("PERSON",)]


def test_unsure_names_are_not_looked_for_in_capitals() -> None:
    matcher = NameMatcher([KnownName("Nice", ("GPE",), "Nice", sure=False)])
    assert matcher.matches("NICE WORK") == []


@given(
    st.lists(
        st.sampled_from(["Armenia", "Nagorno", "Karabakh", "the", "U.S.", " ", "-", "\n", "،", "و", "🌊"])
    )
)
def test_matches_are_in_order_apart_and_whole(pieces: list[str]) -> None:
    text = "".join(pieces)
    matches = MATCHER.matches(text)
    assert all(first.end <= second.start for first, second in pairwise(matches))
    assert all(0 <= match.start < match.end <= len(text) for match in matches)
    assert not any("\n" in text[match.start : match.end] for match in matches)
