"""Marks whose own words say what they are."""

import pytest

from annotator.suggest.kinds import by_own_words, with_articles
from annotator.suggest.marks import Mark
from annotator.suggest.persons import is_person_name, last_names, titles_before
from tests.suggest.spans import mark, quotes


def result(text: str, *marks: Mark) -> list[tuple[str, str]]:
    return quotes(text, list(by_own_words(text, marks)))


@pytest.mark.parametrize(
    ("words", "label", "text", "made"),
    [
        ("18", "CARDINAL", "cost 18 dinars now", ("18 dinars", "MONEY")),
        ("up to 250,000", "MONEY", "fines of up to 250,000 crowns.", ("up to 250,000 crowns", "MONEY")),
        ("9 dinars", "QUANTITY", "from 9 dinars to", ("9 dinars", "MONEY")),
        ("9 metres", "QUANTITY", "from 9 metres to", ("9 metres", "QUANTITY")),
        ("1.5", "CARDINAL", "by 1.5 percentage points", ("1.5 percentage points", "PERCENT")),
        ("three", "CARDINAL", "three won seats", ("three", "CARDINAL")),
    ],
)
def test_amounts_take_in_their_unit(words: str, label: str, text: str, made: tuple[str, str]) -> None:
    assert result(text, mark(text, words, label)) == [made]


def test_a_law_takes_in_its_year_and_the_year_is_no_date_of_its_own() -> None:
    text = "that the Museums Act of 1963 forbids"
    marks = (mark(text, "the Museums Act", "ORG"), mark(text, "1963", "DATE"))
    assert result(text, *marks) == [("the Museums Act of 1963", "LAW")]


@pytest.mark.parametrize(
    ("name", "label", "wanted"),
    [
        ("the Gare d’Austerlitz", "LAW", "FAC"),
        ("the Rialto Bridge", "ORG", "FAC"),
        ("The 1991 Treaty of Selm", "EVENT", "LAW"),
        ("the National Accord", "ORG", "ORG"),
        ("Bridget Airports", "PERSON", "PERSON"),
    ],
)
def test_the_head_word_of_a_name_says_its_kind(name: str, label: str, wanted: str) -> None:
    assert result(name, mark(name, name, label)) == [(name, wanted)]


def test_the_word_after_a_name_says_its_kind() -> None:
    text = "the Kali Gandaki river, the Oromo people, Facebook said"
    marks = [mark(text, "Kali Gandaki", "PERSON"), mark(text, "Oromo", "ORG"), mark(text, "Facebook", "ORG")]
    assert [label for _, label in result(text, *marks)] == ["LOC", "NORP", "ORG"]


def test_titles_stay_outside_of_people() -> None:
    text = "King Murad met Prime Minister Joss Halvard"
    marks = (mark(text, "King Murad", "GPE"), mark(text, "Prime Minister Joss Halvard", "PERSON"))
    assert result(text, *marks) == [("Murad", "PERSON"), ("Joss Halvard", "PERSON")]


def test_a_county_that_is_called_after_a_king_is_no_person() -> None:
    assert result("King County", mark("King County", "King County", "GPE")) == [("King County", "GPE")]


def test_the_article_belongs_to_bodies_where_it_can_belong_to_nothing_else() -> None:
    text = "The Teamsters and the Capitol, the Reuters report, the Armenians"
    marks = [
        mark(text, "Teamsters", "ORG"),
        mark(text, "Capitol", "FAC"),
        mark(text, "Reuters", "ORG"),
        mark(text, "Armenians", "NORP"),
    ]
    assert [quote for quote, _ in quotes(text, with_articles(text, marks))] == [
        "The Teamsters",
        "the Capitol",
        "Reuters",
        "Armenians",
    ]


def test_last_names_have_their_particles() -> None:
    assert last_names("Anneke de Vries") == ("Vries", "de Vries")
    assert last_names("Nikol Pashinyan") == ("Pashinyan",)
    assert last_names("Pashinyan") == ()


def test_a_title_alone_is_no_title() -> None:
    assert titles_before("President") == 0
    assert titles_before("President Aliyev") == len("President ")


@pytest.mark.parametrize(
    "name", ["Odd Fenner", "Anneke de Vries", "Ali al-Hassan", "J.R. O’Brien", "Élise Ferrand"]
)
def test_these_are_written_like_people(name: str) -> None:
    assert is_person_name(name)


@pytest.mark.parametrize(
    "name", ["Deutsche Bank", "ad_1", "the Senate", "Oslo University Hospital", "two men"]
)
def test_these_are_not_written_like_people(name: str) -> None:
    assert not is_person_name(name)
