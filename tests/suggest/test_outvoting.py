"""Where lists and the model disagree."""

from annotator.suggest.marks import Evidence, Mark
from annotator.suggest.name_lists import KnownName
from annotator.suggest.name_matcher import NameMatcher
from annotator.suggest.outvoting import outvoted
from tests.suggest.spans import mark, quotes

MATCHER = NameMatcher(
    (
        *(
            KnownName(name, ("GPE", "LOC"), name)
            for name in ("Armenia", "Ganja", "Azerbaijan", "Paris", "Turkey")
        ),
        KnownName("Nagorno Karabakh", ("GPE", "LOC"), "Nagorno-Karabakh"),
        KnownName("Armenian", ("NORP",), "Armenian"),
        KnownName("the European Union", ("ORG",), "European Union"),
        *(KnownName(name, ("GPE",), name, sure=False) for name in ("Jordan", "Reading", "Chad")),
        KnownName("French", ("NORP",), "French"),
    )
)


def result(text: str, *marks: Mark) -> list[tuple[str, str]]:
    return quotes(text, outvoted(text, marks, MATCHER.matches(text)))


def test_a_sure_name_takes_the_label_of_the_list() -> None:
    text = "Armenia excludes it"
    assert result(text, mark(text, "Armenia", "ORG")) == [("Armenia", "GPE")]


def test_a_label_that_the_list_allows_is_left_alone() -> None:
    text = "the Nagorno Karabakh conflict"
    assert result(text, mark(text, "Nagorno Karabakh", "LOC")) == [("Nagorno Karabakh", "LOC")]


def test_a_sure_name_that_the_model_missed_is_added() -> None:
    assert result("towards Nagorno Karabakh") == [("Nagorno Karabakh", "GPE")]


def test_the_list_knows_where_a_name_ends() -> None:
    text = "in Nagorno Karabakh now"
    assert result(text, mark(text, "Karabakh", "PERSON")) == [("Nagorno Karabakh", "GPE")]
    text = "in the European Union now"
    assert result(text, mark(text, "European Union", "ORG")) == [("the European Union", "ORG")]
    text = "in the Armenia of old"
    assert result(text, mark(text, "the Armenia", "ORG")) == [("Armenia", "GPE")]


def test_two_names_taken_for_one_are_parted() -> None:
    text = "in Ganja, Azerbaijan"
    assert result(text, mark(text, "Ganja, Azerbaijan", "GPE")) == [("Ganja", "GPE"), ("Azerbaijan", "GPE")]


def test_a_longer_name_stays_whole() -> None:
    for name, label in (
        ("Paris Hilton", "PERSON"),
        ("Bank of Armenia", "ORG"),
        ("Armenian National Bank", "ORG"),
    ):
        assert result(name, mark(name, name, label)) == [(name, label)]


def test_words_of_the_sentence_are_cut_off_a_name() -> None:
    text = "the Armenian forces withdrew"
    assert result(text, mark(text, "Armenian forces", "PERSON")) == [("Armenian", "NORP")]


def test_a_people_and_a_title_are_parted_from_the_person() -> None:
    text = "Armenian President Ilham Orlov"
    assert result(text, mark(text, text, "PERSON")) == [("Armenian", "NORP"), ("Ilham Orlov", "PERSON")]


def test_an_unsure_name_needs_the_model_or_a_word_of_place() -> None:
    assert result("Reading is fun, Chad knows") == []
    assert result("a market in Reading was shut") == [("Reading", "GPE")]
    text = "Jordan signed"
    assert result(text, mark(text, "Jordan", "GPE")) == [("Jordan", "GPE")]
    text = "Chad laughed"
    assert result(text, mark(text, "Chad", "PERSON")) == [("Chad", "PERSON")]
    assert result("in Reading Museum") == []


def test_the_last_name_of_a_person_in_the_article_stays_a_person() -> None:
    text = "Michael Jordan won. Jordan wept."
    whole, last = mark(text, "Michael Jordan", "PERSON"), mark(text, "Jordan", "PERSON", nth=1)
    assert result(text, whole, last) == [("Michael Jordan", "PERSON"), ("Jordan", "PERSON")]


def test_a_language_stays_a_language() -> None:
    text = "said in French"
    assert result(text, mark(text, "French", "LANGUAGE")) == [("French", "LANGUAGE")]


def test_an_amount_that_holds_a_name_stays_whole() -> None:
    text = "paid 5 million French francs"
    assert result(text, mark(text, "5 million French francs", "MONEY")) == [
        ("5 million French francs", "MONEY")
    ]


def test_acronyms_are_not_looked_for_where_everything_is_in_capitals() -> None:
    matcher = NameMatcher([KnownName("WHO", ("ORG",), "WHO")])
    shouted, said = "MAN WHO FELL", "the WHO said"
    assert outvoted(shouted, [], matcher.matches(shouted)) == []
    assert quotes(said, outvoted(said, [], matcher.matches(said))) == [("WHO", "ORG")]


def test_a_pattern_counts_wherever_it_stands() -> None:
    matcher = NameMatcher([KnownName("Dawn", ("ORG",), "", sure=True, evidence=Evidence.PATTERN)])
    text = "THE DAWN OF Dawn"
    assert quotes(text, outvoted(text, [], matcher.matches(text))) == [("DAWN", "ORG"), ("Dawn", "ORG")]
