"""Unmarked repeats and short forms of marked names."""

from annotator.suggest.marks import Mark
from annotator.suggest.ordinary_words import lower_case_words
from annotator.suggest.persons import with_introduced
from annotator.suggest.repeats import with_repeats
from annotator.suggest.short_forms import with_short_forms
from tests.suggest.spans import mark, quotes


def repeated(text: str, *marks: Mark) -> list[tuple[str, str]]:
    return quotes(text, with_repeats(text, marks, lower_case_words(text)))


def test_a_name_marked_once_is_marked_everywhere() -> None:
    text = "Kestria left. In Kestria’s view, Kestria-backed forces"
    assert repeated(text, mark(text, "Kestria", "GPE")) == [("Kestria", "GPE")] * 3


def test_a_person_is_found_by_the_last_name() -> None:
    text = "Nikol Pashinyan spoke. Pashinyan’s comments. As for Pashinyan, he"
    assert repeated(text, mark(text, "Nikol Pashinyan", "PERSON")) == [
        ("Nikol Pashinyan", "PERSON"),
        ("Pashinyan", "PERSON"),
        ("Pashinyan", "PERSON"),
    ]


def test_parts_of_words_and_of_other_marks_are_left_alone() -> None:
    text = "Orvane and the Orvane Dam, Orvanes"
    marks = (mark(text, "Orvane", "LOC"), mark(text, "the Orvane Dam", "FAC"))
    assert repeated(text, *marks) == [("Orvane", "LOC"), ("the Orvane Dam", "FAC")]


def test_a_name_with_two_labels_is_not_spread() -> None:
    text = "Likud, Likud, Likud"
    assert len(repeated(text, mark(text, "Likud", "ORG"), mark(text, "Likud", "PERSON", nth=1))) == 2


def test_a_name_that_is_also_a_word_of_the_text_is_not_spread() -> None:
    text = "Will Rice spoke. Rice fell. The price of rice rose."
    assert repeated(text, mark(text, "Will Rice", "PERSON")) == [("Will Rice", "PERSON")]


def test_dates_and_numbers_are_not_spread() -> None:
    text = "On Monday two men. Two women on Monday."
    marks = (mark(text, "Monday", "DATE"), mark(text, "two", "CARDINAL"))
    assert len(repeated(text, *marks)) == 2


def test_the_other_spelling_with_a_dash_is_the_same_name() -> None:
    text = "Nagorno Karabakh; Nagorno-Karabakh"
    assert len(repeated(text, mark(text, "Nagorno Karabakh", "GPE"))) == 2


def test_the_with_a_word_of_one_name_stands_for_it() -> None:
    text = "The European Commission met. Later the Commission said so, and the commission of two."
    marks = [mark(text, "The European Commission", "ORG")]
    assert quotes(text, with_short_forms(text, marks)) == [
        ("The European Commission", "ORG"),
        ("the Commission", "ORG"),
    ]


def test_the_with_a_word_of_two_names_stands_for_neither() -> None:
    text = "Deutsche Bank and the World Bank. Later the Bank said so."
    marks = [mark(text, "Deutsche Bank", "ORG"), mark(text, "the World Bank", "ORG")]
    assert quotes(text, with_short_forms(text, marks)) == quotes(text, marks)


def test_a_person_after_a_role_is_marked_though_the_model_saw_none() -> None:
    text = "Hydrologist Pilar Egaña warned. Governor Pavlo Orlov and Governor Street Bridge"
    assert quotes(text, with_introduced(text, [])) == [("Pilar Egaña", "PERSON"), ("Pavlo Orlov", "PERSON")]
