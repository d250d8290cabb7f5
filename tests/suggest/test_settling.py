"""One label for one name."""

from annotator.suggest.marks import Evidence, Mark
from annotator.suggest.settling import settled
from tests.suggest.spans import mark


def labels(text: str, *marks: Mark) -> list[str]:
    return [item.label for item in settled(text, marks)]


def test_most_votes_settle_a_name() -> None:
    text = "Likud won. Likud lost. Likud’s"
    marks = (
        mark(text, "Likud", "ORG"),
        mark(text, "Likud", "PERSON", nth=1),
        mark(text, "Likud", "ORG", nth=2),
    )
    assert labels(text, *marks) == ["ORG", "ORG", "ORG"]


def test_a_tie_is_left_for_a_person_to_settle() -> None:
    text = "Likud won. Likud lost."
    assert labels(text, mark(text, "Likud", "ORG"), mark(text, "Likud", "PERSON", nth=1)) == ["ORG", "PERSON"]


def test_what_a_list_says_settles_against_any_number() -> None:
    text = "Baku, Baku, Baku"
    marks = [mark(text, "Baku", "PERSON", nth=nth) for nth in (0, 1)]
    marks.append(mark(text, "Baku", "GPE", nth=2, evidence=Evidence.LIST))
    assert labels(text, *marks) == ["GPE", "GPE", "GPE"]


def test_a_role_before_or_beside_a_name_makes_it_a_person() -> None:
    for text in (
        "President Hajiyev spoke",
        "his adviser, Hikmat Hajiyev, spoke",
        "Hikmat Hajiyev, who spoke",
        "Hikmat Hajiyev, 58, spoke",
        "Hikmat Hajiyev, an independent analyst",
    ):
        name = "Hikmat Hajiyev" if "Hikmat" in text else "Hajiyev"
        assert labels(text, mark(text, name, "ORG")) == ["PERSON"]


def test_a_role_makes_no_body_and_no_portfolio_a_person() -> None:
    text = "the chairman, Deutsche Bank, and Deputy Mining Minister Alcayaga"
    assert labels(text, mark(text, "Deutsche Bank", "ORG"), mark(text, "Mining", "ORG")) == ["ORG", "ORG"]


def test_the_last_name_of_a_person_is_a_person() -> None:
    text = "Anneke de Vries spoke. Vries left. de Vries came."
    marks = (
        mark(text, "Anneke de Vries", "PERSON"),
        mark(text, "Vries", "ORG", nth=1),
        mark(text, "de Vries", "GPE", nth=1),
    )
    assert labels(text, *marks) == ["PERSON", "PERSON", "PERSON"]


def test_a_country_that_is_also_a_last_name_in_the_article_is_left_open() -> None:
    text = "Michael Jordan left Jordan. Jordan wept."
    marks = (
        mark(text, "Michael Jordan", "PERSON"),
        mark(text, "Jordan", "GPE", nth=1, evidence=Evidence.LIST),
        mark(text, "Jordan", "PERSON", nth=2),
    )
    assert labels(text, *marks) == ["PERSON", "GPE", "PERSON"]


def test_a_name_that_begins_like_a_place_is_one() -> None:
    text = "in San Pedro de Atacama and Mount Kenya"
    marks = (mark(text, "San Pedro de Atacama", "PERSON"), mark(text, "Mount Kenya", "PERSON"))
    assert labels(text, *marks) == ["GPE", "LOC"]


def test_numbers_are_not_settled() -> None:
    text = "one day, one night"
    assert labels(text, mark(text, "one", "CARDINAL"), mark(text, "one", "DATE", nth=1)) == [
        "CARDINAL",
        "DATE",
    ]
