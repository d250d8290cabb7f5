"""Figures in words: what was measured as a number, what was not never as one."""

from dataclasses import replace

import pytest

from annotator.agreement.table import Layer, LeftOut, Standing
from annotator.gui.agreement.figure_words import (
    counted_briefly,
    counted_text,
    detail_lines,
    headline,
    interval_text,
    left_out_text,
    number,
    sentence,
    value_text,
    who_text,
)
from tests.gui.agreement.tables import ANNA, BEN, EVERYBODY, SCHEME, figure, table


@pytest.mark.parametrize("standing", [Standing.NOT_MEASURED, Standing.UNDEFINED])
def test_what_has_no_value_is_said_in_words_even_if_a_number_comes_along(standing: Standing) -> None:
    assert value_text(figure(value=1.0, standing=standing)) == standing.value
    assert value_text(figure(value=None, standing=standing)) == standing.value


def test_a_number_has_a_true_minus_and_zero_has_none() -> None:
    assert number(-0.1234) == "−0.123"
    assert number(-0.0001) == "0.000"
    assert number(1.0, 2) == "1.00"


def test_without_an_interval_the_reason_stands_in_its_place() -> None:
    assert interval_text(figure()) == "0.740 to 0.850"
    without = replace(figure(), interval=None, no_interval="fewer than 10 articles")
    assert interval_text(without) == "fewer than 10 articles"
    assert interval_text(figure(value=None, standing=Standing.UNDEFINED)) == "–"
    assert "No interval: fewer than 10 articles." in detail_lines(without)


def test_what_is_counted_is_in_the_singular_for_one() -> None:
    assert counted_text(figure(n=1)) == "1 mention"
    assert counted_text(figure(n=1, unit="pairs judged by both")) == "1 pair judged by both"
    assert counted_text(figure(n=1, unit="entities")) == "1 entity"
    assert counted_text(figure(n=12_000)) == "12,000 mentions"


def test_in_the_table_what_is_counted_is_said_briefly() -> None:
    assert counted_briefly(figure(n=741, unit="answers that either gave")) == "741 answers"
    assert counted_briefly(figure(n=9, unit="code points, one annotator each")) == "9 code points"
    assert counted_briefly(figure(n=2, unit="mentions")) == "2 mentions"


def test_what_is_left_out_is_counted_together_and_told_apart() -> None:
    parts = (LeftOut(3, "mentions", "nested"), LeftOut(1200, "mentions", "of a label nobody knows"))
    assert left_out_text(parts) == "1,203"
    assert left_out_text(()) == "–"
    assert "Left out: 3 mentions: nested in a longer one of the same annotator." in detail_lines(
        figure("u-alpha")
    )


def test_a_sentence_says_what_of_whom_how_sure_and_on_how_much() -> None:
    one = figure(layer=Layer.JUDGEMENTS, task="stance", annotators=(ANNA, BEN), label="favor")
    said = sentence(one, EVERYBODY, SCHEME)
    assert said == (
        "Stance: F1 strict, In favour, Anna and Ben: 0.800 (0.740 to 0.850)."
        " Counted on 120 mentions in 12 articles."
    )


def test_a_sentence_without_a_value_says_why() -> None:
    one = figure(value=None, standing=Standing.UNDEFINED, why="Everybody used one label only.", n=5)
    assert sentence(one, EVERYBODY, SCHEME) == (
        "F1 strict, all 3 together: undefined: Everybody used one label only."
        " Counted on 5 mentions in 12 articles."
    )


def test_a_pair_is_named_and_everybody_counted() -> None:
    assert who_text(EVERYBODY, EVERYBODY) == "all 3 together"
    assert who_text((ANNA, BEN), (ANNA, BEN)) == "Anna and Ben"
    assert who_text((ANNA,), EVERYBODY) == "Anna"


def test_the_headline_says_how_much_was_compared() -> None:
    said = headline(table())
    assert said.startswith("3 annotators; 12 articles that at least two of them have read.")
    assert "95% intervals from 1,000 resamples" in said
