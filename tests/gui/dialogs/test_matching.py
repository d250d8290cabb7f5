"""What was typed finds options by beginnings of words, pieces and scattered letters, the best first."""

from annotator.commands.desk import Option
from annotator.gui.dialogs.matching import matching

OPTIONS = [
    Option("1", "Next mention", "Mention"),
    Option("2", "Next article", "Go"),
    Option("3", "Remove", "Mention"),
    Option("4", "Merge with…", "Entity"),
    Option("5", "Nikol Pashinyan", "PERSON"),
    Option("6", "Ganja", "GPE"),
]


def found(typed: str) -> list[str]:
    return [option.title for option in matching(OPTIONS, typed)]


def test_nothing_typed_shows_all_in_their_order() -> None:
    assert found("  ") == [option.title for option in OPTIONS]


def test_beginnings_of_words_find_in_any_order() -> None:
    assert found("men next") == ["Next mention"]


def test_the_beginning_of_the_title_comes_before_the_beginning_of_a_word() -> None:
    assert found("pas") == ["Nikol Pashinyan"]
    assert found("n")[:3] == ["Next mention", "Next article", "Nikol Pashinyan"]


def test_what_it_is_can_be_typed_too() -> None:
    assert found("person") == ["Nikol Pashinyan"]
    assert found("entity") == ["Merge with…"]


def test_scattered_letters_find_after_everything_else() -> None:
    assert found("npsh") == ["Nikol Pashinyan"]
    assert found("xq") == []


def test_case_and_accents_of_width_do_not_matter() -> None:
    assert found("GANJA") == ["Ganja"]
