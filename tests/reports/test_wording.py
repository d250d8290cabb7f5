"""Numbers and counts in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.reports.wording import counted, decimal, percent


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.5, "0.50"), (1.0, "1.00"), (0.996, "0.996"), (0.99999, ">0.999"), (-0.001, "0.00"), (-0.5, "−0.50")],
)
def test_numbers_have_two_places_unless_that_would_be_too_good(value: float, written: str) -> None:
    assert decimal(value) == written


@given(st.floats(-1, 1, exclude_max=True))
def test_nothing_less_than_one_is_written_as_one(value: float) -> None:
    written = decimal(value)
    assert written != "1.00"
    assert abs(float(written.replace("−", "-").removeprefix(">")) - value) <= 0.006


@pytest.mark.parametrize(
    ("number", "what", "said"),
    [
        (1, "annotations", "1 annotation"),
        (2, "annotations", "2 annotations"),
        (1, "mentions that either marked", "1 mention that either marked"),
        (1, "entities", "1 entity"),
        (1, "code points, once", "1 code point, once"),
        (1234, "answers", "1\N{NARROW NO-BREAK SPACE}234 answers"),
        (1, "", "1 "),
    ],
)
def test_one_of_a_kind_is_said_in_the_singular(number: int, what: str, said: str) -> None:
    assert counted(number, what) == said


def test_shares_are_percentages_without_needless_places() -> None:
    assert [percent(share).replace("\N{NO-BREAK SPACE}", " ") for share in (0.95, 0.975)] == [
        "95 %",
        "97.5 %",
    ]
