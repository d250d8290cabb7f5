"""What is no name."""

from annotator.suggest.marks import Evidence, Mark
from annotator.suggest.ordinary_words import lower_case_words, without_ordinary_words
from tests.suggest.spans import mark, quotes


def kept(text: str, *marks: Mark) -> list[str]:
    left = without_ordinary_words(text, marks, lower_case_words(text))
    return [quote for quote, _ in quotes(text, left)]


def test_debris_is_no_name() -> None:
    text = "[ad_1] see www.example.org @baku"
    marks = (mark(text, "ad_1", "PERSON"), mark(text, "www.example.org", "ORG"), mark(text, "@baku", "GPE"))
    assert kept(text, *marks) == []


def test_a_word_that_begins_a_sentence_and_stands_in_lower_case_elsewhere_is_no_name() -> None:
    text = "Outside the house they waited outside. Outside Kyiv."
    assert kept(text, mark(text, "Outside", "ORG"), mark(text, "Kyiv", "GPE")) == ["Kyiv"]


def test_a_subheading_in_capitals_is_no_name_unless_the_text_knows_it() -> None:
    text = "RIVAL CROWDS\nIn Kestria they met.\nKESTRIA WAITS"
    marks = (
        mark(text, "RIVAL CROWDS", "ORG"),
        mark(text, "Kestria", "GPE"),
        mark(text, "KESTRIA", "GPE"),
    )
    assert kept(text, *marks) == ["Kestria", "KESTRIA"]


def test_what_a_minister_is_minister_of_is_no_name() -> None:
    text = "Trade Minister Faisal Dorri and Justice and Peace Minister Orlov"
    assert kept(text, mark(text, "Trade", "ORG"), mark(text, "Justice", "ORG")) == []


def test_names_in_lower_case_stay_where_a_writer_does_not_care() -> None:
    text = "living in malaysia near tampa, says Bob"
    marks = (mark(text, "malaysia", "GPE"), mark(text, "tampa", "GPE"), mark(text, "Bob", "PERSON"))
    assert kept(text, *marks) == ["malaysia", "tampa", "Bob"]


def test_a_single_name_in_lower_case_among_many_others_goes() -> None:
    text = "Ann, Bob, Carl, Dora, Emil, Fay and Gus stood at the door"
    names = ("Ann", "Bob", "Carl", "Dora", "Emil", "Fay", "Gus")
    marks = [*(mark(text, name, "PERSON") for name in names), mark(text, "door", "LOC")]
    assert kept(text, *marks) == list(names)


def test_what_a_list_says_stays() -> None:
    text = "turkey. Turkey signed."
    assert kept(text, mark(text, "Turkey", "GPE", evidence=Evidence.LIST)) == ["Turkey"]
