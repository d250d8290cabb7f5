"""Taking names out of what people wrote, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.reports.hidden_names import aliases, hide_names
from tests.reports.tables import HOSTILE

_INSTEAD = {"Anna Kovacs": "another annotator", "ben": "another annotator", "Å": "another annotator"}


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Ben is right.", "another annotator is right."),
        ("as BEN’s answer", "as another annotator’s answer"),
        ("Anna Kovacs and anna kovacs", "another annotator and another annotator"),
        ("Kovacs is right", "another annotator is right"),
        ("benign Bengal", "benign Bengal"),
        ("A\N{COMBINING RING ABOVE} says so", "another annotator says so"),
        ("å is a letter", "å is a letter"),
        ("no names here", "no names here"),
        ("", ""),
    ],
)
def test_names_are_found_as_whole_words(said: str, shown: str) -> None:
    assert hide_names(said, _INSTEAD) == shown


def test_the_reader_s_own_name_stays() -> None:
    hidden = {"Anna Kovacs": "another annotator"}
    assert hide_names("Anna and Anna Kovacs", hidden, keep="Anna") == "Anna and another annotator"


def test_what_was_put_in_is_not_taken_for_a_name_again() -> None:
    instead = {"one": "annotator 1", "annotator": "annotator 2"}
    assert hide_names("one and annotator", instead) == "annotator 1 and annotator 2"


@given(
    st.lists(st.text(min_size=1, max_size=8) | st.sampled_from(HOSTILE), min_size=1, max_size=5, unique=True)
)
def test_aliases_are_as_many_as_names_and_the_same_whatever_the_order(names: list[str]) -> None:
    found = aliases(names)
    assert sorted(found.values()) == sorted(f"annotator {number}" for number in range(1, len(names) + 1))
    assert found == aliases(reversed(names))


@given(name=st.sampled_from(HOSTILE) | st.text("abcÄß", min_size=3), before=st.sampled_from(("", "(", "so ")))
def test_no_name_is_left_standing(name: str, before: str) -> None:
    assert name not in hide_names(f"{before}{name} said so", {name: "1"})
