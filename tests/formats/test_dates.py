import pytest

from annotator.formats.dates import iso_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("12 October 2020", "2020-10-12"),
        ("October 12, 2020", "2020-10-12"),
        ("Oct. 12th, 2020", "2020-10-12"),
        ("Monday, 12 October 2020", "2020-10-12"),
        ("12 octobre 2020", "2020-10-12"),
        ("1er mars 2021", "2021-03-01"),
        ("12. Oktober 2020", "2020-10-12"),
        ("Montag, den 12. Oktober 2020", "2020-10-12"),
        ("12 de octubre de 2020", "2020-10-12"),
        ("12 أكتوبر 2020", "2020-10-12"),
        ("الإثنين ١٢ أكتوبر ٢٠٢٠", "2020-10-12"),
        ("12.10.2020", "2020-10-12"),
        ("2020/10/12", "2020-10-12"),
        ("21/10/2020", "2020-10-21"),
        ("10/21/2020 3:05 PM", "2020-10-21T15:05"),
        ("Oct 21 2020 12:10AM", "2020-10-21T00:10"),
        ("21/10/2020 - 14:05", "2020-10-21T14:05"),
        ("21.10.2020, 14:05 Uhr", "2020-10-21T14:05"),
        ("Wed, 21 Oct 2020 14:00:00 GMT", "2020-10-21T14:00+00:00"),
        ("21 Oct 2020 14:00 +0300", "2020-10-21T14:00+03:00"),
        ("2020-10-21", "2020-10-21"),
        ("2020-10-21T10:00:00Z", "2020-10-21T10:00:00Z"),
        (" 2020-10-21 10:00 ", "2020-10-21 10:00"),
    ],
)
def test_a_date_is_understood(written: str, iso: str) -> None:
    assert iso_date(written) == iso


def test_the_time_of_an_unknown_zone_is_left_out() -> None:
    assert iso_date("October 21, 2020 at 2:05 p.m. EST") == "2020-10-21"


@pytest.mark.parametrize(
    "written",
    [
        *(
            "",
            "yesterday",
            "October 2020",
            "2020",
            "12/10/2020",
            "31 February 2020",
            "2020-13-21",
            "40/40/2020",
        ),
        *("Berlin 12 October 2020", "12 October 2020 in Paris", "12 ſep 2020", "٢٠٢٠-١٠-٢١"),
    ],
)
def test_what_is_no_date_or_may_be_two_is_not(written: str) -> None:
    assert iso_date(written) is None
