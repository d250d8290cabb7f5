"""Amounts and dates where the model knows none."""

from pathlib import Path

import pytest

from annotator.settings import shipped
from annotator.suggest.amounts import amounts_for


def found(language: str, text: str) -> list[tuple[str, str]]:
    amounts = amounts_for(shipped("resources", "amounts"), language)
    assert amounts is not None
    return [(text[mark.start : mark.end], mark.label) for mark in amounts.marks(text)]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "fr",
            "Lundi 3 mars 2024, près de 70 % des 4\u202f200 ont payé 300\u00a0millions d’euros en deux ans.",
            [
                ("Lundi 3 mars 2024", "DATE"),
                ("près de 70 %", "PERCENT"),
                ("4\u202f200", "CARDINAL"),
                ("300\u00a0millions d’euros", "MONEY"),
                ("deux ans", "DATE"),
            ],
        ),
        (
            "de",
            "Im März 2019 liefen rund 300 Menschen 2,5 Kilometer in drei Stunden.",
            [
                ("März 2019", "DATE"),
                ("rund 300", "CARDINAL"),
                ("2,5 Kilometer", "QUANTITY"),
                ("drei Stunden", "TIME"),
            ],
        ),
        (
            "es",
            "El 3 de marzo de 2024 pagaron 3 millones de euros; en 1986, más de 1.200.",
            [
                ("3 de marzo de 2024", "DATE"),
                ("3 millones de euros", "MONEY"),
                ("1986", "DATE"),
                ("más de 1.200", "CARDINAL"),
            ],
        ),
        (
            "ar",
            "يوم الجمعة القادم 73 بالمئة من 1.8 مليار دولار في ستة أشهر",
            [
                ("يوم الجمعة القادم", "DATE"),
                ("73 بالمئة", "PERCENT"),
                ("1.8 مليار دولار", "MONEY"),
                ("ستة أشهر", "DATE"),
            ],
        ),
    ],
)
def test_amounts_and_dates_are_found_by_their_words(
    language: str, text: str, wanted: list[tuple[str, str]]
) -> None:
    assert found(language, text) == wanted


def test_short_number_words_and_parts_of_words_are_left_alone() -> None:
    assert found("fr", "un dix, les sixties, A320, mardis") == []


def test_a_language_without_a_file_has_no_amounts() -> None:
    assert amounts_for(shipped("resources", "amounts"), "en") is None


def test_a_file_may_leave_sections_out(tmp_path: Path) -> None:
    (tmp_path / "xx.txt").write_text("# mine\n[PERCENT]\n%\n", encoding="utf-8")
    amounts = amounts_for(tmp_path, "xx")
    assert amounts is not None
    text = "30 % von 5, lundi"
    assert [(text[mark.start : mark.end], mark.label) for mark in amounts.marks(text)] == [
        ("30 %", "PERCENT"),
        ("5", "CARDINAL"),
    ]
