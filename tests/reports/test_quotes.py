"""Quotes: the place is marked exactly, with whole words around it."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.domain.article import Article, Direction
from annotator.reports.quotes import Quote, quote_of
from tests.builders import TEXT, article


def test_a_place_is_quoted_with_what_stands_around_it() -> None:
    start = TEXT.index("Toll’s")
    quote = quote_of(article(), start, start + 4)
    assert quote.marked == "Toll"
    assert quote.before == "Mira Toll spoke in Varon on Monday. "
    assert quote.after == "’s party rejects the dam."


def test_what_stands_around_ends_with_the_line() -> None:
    start = TEXT.index("“We")
    quote = quote_of(article(), start, start + 3)
    assert quote.before == ""
    assert quote.after.startswith(" will not pay,” said Toll 🌊.")


def test_what_is_cut_off_is_shown_by_an_ellipsis_at_a_word() -> None:
    text = " ".join(f"word{number}" for number in range(100))
    quote = quote_of(Article(id="a", text=text), text.index("word50"), text.index("word50") + 6)
    assert quote.before.startswith("…word")
    assert quote.after.endswith("…")
    assert {*quote.before.lstrip("…").split(), *quote.after.rstrip("…").split()} <= set(text.split())


def test_a_long_place_keeps_its_beginning_and_end() -> None:
    text = "first " + "middle " * 300 + "last and more"
    marked = quote_of(Article(id="a", text=text), 0, len(text) - len(" and more")).marked
    assert marked.startswith("first")
    assert marked.endswith("last")
    assert "[…]" in marked
    assert len(marked) < 700


@pytest.mark.parametrize(("start", "end"), [(5, 5), (10_000, 10_010)])
def test_a_place_that_is_not_in_the_text_marks_nothing(start: int, end: int) -> None:
    assert quote_of(article(), start, end) == Quote("", "", "")


def test_what_is_said_about_the_whole_article_marks_no_place_in_it() -> None:
    assert quote_of(article(), 0, len(TEXT)).marked == ""


def test_the_direction_is_the_article_s_where_it_is_known() -> None:
    arabic = Article(id="a", text="سد أورفان", direction=Direction.RTL)
    assert quote_of(arabic, 0, 2).direction == "rtl"
    assert quote_of(article(), 0, 2).direction == "auto"


@given(text=st.text(min_size=2), data=st.data())
def test_any_place_of_any_text_is_marked_as_it_is_written(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume((start, end) != (0, len(text)))
    quote = quote_of(Article(id="a", text=text), start, end)
    assert quote.marked.split() == text[start:end].split()
    assert "".join((quote.before + quote.marked + quote.after).split()).replace("…", "") in "".join(
        text.split()
    ).replace("…", "")
