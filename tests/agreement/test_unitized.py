"""The unitized alpha family gives the numbers others agree on, and sums over articles as if they were one."""

from collections import Counter
from collections.abc import Sequence
from itertools import permutations
from math import nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.frame import Labels
from annotator.agreement.layers import top_layer
from annotator.agreement.marked_texts import MarkedTexts
from annotator.agreement.reading import ReadMention
from annotator.agreement.unitized import Unitized, UnitizedFamily, unitized_by_article, unitized_family
from tests.agreement.published import ALEX, PAUL, SUZAN, Span, in_pieces, mentions

LABELS = ("A", "B", "C")
LENGTH = 40

ONE: tuple[Span, ...] = ((2, 9, "A"), (11, 17, "B"), (24, 30, "A"), (32, 44, "B"))
OTHER: tuple[Span, ...] = ((3, 9, "A"), (11, 19, "A"), (25, 30, "A"), (35, 44, "B"), (50, 55, "B"))


@st.composite
def an_article(draw: st.DrawFn) -> list[tuple[ReadMention, ...]]:
    """What up to four annotators marked in a text of 40 characters, nothing twice."""
    spans = st.lists(
        st.tuples(st.integers(0, 32), st.integers(1, 8), st.sampled_from(LABELS)).map(
            lambda span: (span[0], span[0] + span[1], span[2])
        ),
        max_size=5,
    )
    return [
        top_layer(sorted(mentions(*draw(spans)), key=lambda mention: mention.start)).mentions
        for _ in range(draw(st.integers(0, 4)))
    ]


def family_of(*articles: list[tuple[ReadMention, ...]]) -> UnitizedFamily:
    return unitized_family(statistics_of(articles).total())


def statistics_of(
    articles: Sequence[Sequence[Sequence[ReadMention]]], length: int = LENGTH, labels: Sequence[str] = LABELS
) -> Unitized:
    texts = MarkedTexts(Labels(labels))
    for article in articles:
        texts.take(length, article)
    return unitized_by_article(texts)


Character = tuple[str, int]
"""Its label, "" if there is none, and of which of the annotator's mentions."""


def characters(reading: tuple[ReadMention, ...]) -> list[Character]:
    text: list[Character] = [("", -1)] * LENGTH
    for nth, mention in enumerate(reading):
        text[mention.start : mention.end] = [(mention.label, nth)] * (mention.end - mention.start)
    return text


def alpha_by_hand(crossing: list[tuple[str, str]], squares: float, others: int) -> float:
    """1 - observed / expected, of what crosses, by the equations for coincidences and for chance."""
    total = len(crossing) / others
    possible = total - squares / total if total else 0
    if possible <= 0:
        return nan
    given = Counter(one for one, _ in crossing)
    observed = sum(one != other for one, other in crossing) / others
    expected = sum(given[x] * given[y] for x, y in permutations(given, 2)) / others**2 / possible
    return 1 - observed / expected if expected else nan


def family_by_hand(article: list[tuple[ReadMention, ...]]) -> tuple[float, float, float]:
    """u, |u and cu, character by character."""
    others = len(article) - 1
    own = shared = 0.0
    crossing: list[tuple[str, str]] = []
    texts = [characters(reading) for reading in article]
    for text in texts:
        for (label, _), length in Counter(text).items():
            own += length**2 if label else length
    for text, other in permutations(texts, 2):
        crossing += [(one[0], two[0]) for one, two in zip(text, other, strict=True)]
        both = Counter(one for one, two in zip(text, other, strict=True) if one[0] and two[0])
        shared += sum(length**2 for length in both.values()) / others
    return (
        alpha_by_hand(crossing, own, others),
        alpha_by_hand([(x and "marked", y and "marked") for x, y in crossing], own, others),
        alpha_by_hand([pair for pair in crossing if all(pair)], shared, others),
    )


def test_the_values_for_two_annotators_that_all_implementations_agree_on_come_out() -> None:
    statistics = statistics_of([[mentions(*ONE), mentions(*OTHER)]], 60, ("A", "B"))
    family = unitized_family(statistics.total())
    assert (family.all, family.boundaries, family.coding, family.coverage) == pytest.approx(
        (0.5492, 0.6136, 0.5968, 0.4333), abs=0.0006
    )
    assert family.by_label == pytest.approx(np.array([0.5861, 0.6094]), abs=0.0006)
    assert family.coverage_by_label == pytest.approx(np.array([0.875, 0.75]), abs=0.0006)


def test_the_values_for_three_annotators_are_those_of_the_paper_of_2016() -> None:
    readings = [mentions(*spans) for spans in (ALEX, PAUL, SUZAN)]
    family = unitized_family(statistics_of([readings], 60, "1234567").total())
    assert (family.all, family.boundaries, family.coding, family.coverage) == pytest.approx(
        (0.5097, 0.4132, 0.7241, 0.4611), abs=0.0006
    )
    assert family.by_label == pytest.approx(np.array([1, 0, 0, 0, 1, 1, np.nan]), abs=0.0006, nan_ok=True)
    assert family.coverage_by_label == pytest.approx(np.array([1, 1, 1, 1, 0.4444, 1, 0]), abs=0.0006)


@settings(max_examples=40)
@given(an_article().filter(lambda article: len(article) > 1))
def test_it_is_what_the_equations_say_character_by_character(article: list[tuple[ReadMention, ...]]) -> None:
    family = family_of(article)
    assert (family.all, family.boundaries, family.coding) == pytest.approx(
        family_by_hand(article), nan_ok=True
    )


@settings(max_examples=30)
@given(st.lists(an_article().filter(lambda article: len(article) > 1), min_size=1, max_size=3), st.data())
def test_articles_summed_are_the_articles_laid_end_to_end(
    articles: list[list[tuple[ReadMention, ...]]], data: st.DataObject
) -> None:
    fewest = min(len(article) for article in articles)
    equal = [article[:fewest] for article in articles]
    laid = [
        tuple(
            mention._replace(start=mention.start + nth * LENGTH, end=mention.end + nth * LENGTH)
            for nth, article in enumerate(equal)
            for mention in article[annotator]
        )
        for annotator in range(fewest)
    ]
    together = statistics_of([laid], LENGTH * len(equal)).total()
    for measure, of_one in zip(family_of(*equal), unitized_family(together), strict=True):
        assert measure == pytest.approx(of_one, nan_ok=True)


@settings(max_examples=30)
@given(st.lists(an_article(), max_size=4))
def test_articles_that_fewer_than_two_read_change_nothing(
    articles: list[list[tuple[ReadMention, ...]]],
) -> None:
    compared = [article for article in articles if len(article) > 1]
    for measure, of_compared in zip(family_of(*articles), family_of(*compared), strict=True):
        assert measure == pytest.approx(of_compared, nan_ok=True)


@given(an_article().filter(lambda article: len(article) > 1))
def test_it_makes_no_difference_who_is_first(article: list[tuple[ReadMention, ...]]) -> None:
    for measure, turned in zip(family_of(article), family_of(article[::-1]), strict=True):
        assert measure == pytest.approx(turned, nan_ok=True)


@settings(max_examples=30)
@given(st.lists(an_article(), min_size=2, max_size=2), st.integers(0, 3), st.integers(0, 3))
def test_an_article_that_counts_several_times_is_as_if_it_were_there_several_times(
    articles: list[list[tuple[ReadMention, ...]]], first: int, second: int
) -> None:
    statistics = statistics_of(articles)
    weighted = unitized_family(statistics.weighted(np.array([[first, second]])))
    repeated = family_of(*[articles[0]] * first, *[articles[1]] * second)
    for measure, of_repeated in zip(weighted, repeated, strict=True):
        assert measure[0] == pytest.approx(of_repeated, nan_ok=True)


def test_wherever_everybody_marked_the_same_agreement_is_full() -> None:
    family = family_of([mentions((3, 9, "A"), (12, 20, "B"))] * 3)
    assert (family.all, family.boundaries, family.coding) == pytest.approx((1.0, 1.0, 1.0))


def test_where_nobody_marked_anything_or_nobody_else_read_there_is_no_number() -> None:
    for articles in ([[(), ()]], [[mentions((3, 9, "A"))]], []):
        family = family_of(*articles)
        assert np.isnan([family.all, family.boundaries, family.coding]).all()


def test_with_one_label_alone_coding_has_no_number_but_boundaries_have() -> None:
    family = family_of([mentions((3, 9, "A")), mentions((4, 9, "A"))])
    assert np.isnan(family.coding)
    assert 0 < family.boundaries < 1


def test_too_little_marked_twice_to_tell_what_chance_would_give_is_no_number() -> None:
    family = family_of([(), (), mentions((0, 1, "A")), mentions((0, 1, "B"))])
    assert np.isnan(family.coding)
    assert np.isnan(family.by_label).all()


def test_the_pieces_of_a_mention_are_units_of_their_own() -> None:
    broken = (in_pieces("A", (3, 6), (10, 14)),)
    assert family_of([broken, mentions((3, 6, "A"), (10, 14, "A"))]).all == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("reading", "says"),
    [
        (mentions((3, 9, "A"), (8, 12, "B")), "overlap"),
        (mentions((38, 41, "A")), "out of its text"),
    ],
)
def test_what_would_falsify_the_numbers_is_not_taken(reading: tuple[ReadMention, ...], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        family_of([(), ()], [reading, ()])
