"""Coefficients of agreement on labels give the published numbers, and no number where there is none."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from annotator.agreement import distances
from annotator.agreement.coefficients import (
    bennett_s,
    brennan_prediger,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    scott_pi,
    standing,
)
from annotator.agreement.ratings import (
    MISSING,
    Ratings,
    against_rest,
    ratings,
    ratings_by_article,
    tables_by_article,
)
from annotator.agreement.statistics import Indices, Numbers
from annotator.agreement.table import Standing
from tests.agreement.published import FLEISS_1971, KRIPPENDORFF_2011, judged, judged_as_in

COHEN_P37 = np.array([[25, 12, 3], [13, 2, 15], [12, 16, 2.0]])
COHEN_P45 = np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12.0]])
ARTSTEIN_POESIO = np.array([[20, 10], [20, 50.0]])
PARADOX = np.array([[80, 7], [8, 5.0]])

OF_RATINGS = (fleiss_kappa, conger_kappa, brennan_prediger, gwet_ac1)
OF_TABLES = (cohen_kappa, scott_pi, bennett_s)


def nominal_alpha(of: Ratings) -> Numbers:
    return krippendorff_alpha(of.coincidences, distances.nominal(of.coincidences.shape[-1]))


def some_ratings(*, annotators: int = 4, labels: int = 3) -> st.SearchStrategy[Indices]:
    return arrays.arrays(
        np.int64,
        st.tuples(st.integers(0, 12), st.just(annotators)),
        elements=st.integers(MISSING, labels - 1),
    )


def test_krippendorffs_example_of_2011_comes_out() -> None:
    coincidences = ratings(KRIPPENDORFF_2011, labels=5).coincidences
    assert [
        krippendorff_alpha(coincidences, distance)
        for distance in (
            distances.nominal(5),
            distances.ordinal(coincidences),
            distances.interval(range(1, 6)),
            distances.ratio(range(1, 6)),
        )
    ] == pytest.approx([0.743, 0.815, 0.849, 0.797], abs=0.0006)


def test_the_numbers_of_irrcac_for_the_same_example_come_out() -> None:
    of = ratings(KRIPPENDORFF_2011, labels=5)
    assert [f(of) for f in (gwet_ac1, fleiss_kappa, conger_kappa, brennan_prediger)] == pytest.approx(
        [0.77544, 0.76117, 0.76207, 0.77273], abs=0.00001
    )
    assert of.agreement / of.paired == pytest.approx(0.81818, abs=0.00001)
    chances = of.shares / of.judged
    assert (chances * (1 - chances)).sum() / 4 == pytest.approx(0.19032, abs=0.00001)


def test_fleiss_example_of_1971_comes_out() -> None:
    of = ratings(FLEISS_1971, labels=5)
    assert of.agreement / of.paired == pytest.approx(0.5556, abs=0.001)
    assert np.square(of.shares / of.judged).sum() == pytest.approx(0.2201, abs=0.001)
    assert fleiss_kappa(of) == pytest.approx(0.430, abs=0.001)


def test_fleiss_kappa_of_each_diagnosis_comes_out() -> None:
    of_each = [
        fleiss_kappa(ratings(np.not_equal(FLEISS_1971, nth).astype(int), labels=2)) for nth in range(5)
    ]
    assert of_each == pytest.approx([0.248, 0.248, 0.517, 0.470, 0.565], abs=0.0035)
    # The paper rounded on its way there; without that the last digits are these.
    assert of_each == pytest.approx([0.245, 0.245, 0.520, 0.471, 0.566], abs=0.0005)


@pytest.mark.parametrize(
    ("table", "kappa", "ac1"),
    [(COHEN_P37, -0.0923, -0.04797), (COHEN_P45, 0.492, 0.576), (PARADOX, 0.3144, 0.808)],
    ids=["Cohen 1960 p. 37", "Cohen 1960 p. 45", "kappa paradox"],
)
def test_published_kappas_of_two_annotators_come_out(table: Numbers, kappa: float, ac1: float) -> None:
    assert cohen_kappa(table) == pytest.approx(kappa, abs=0.001)
    assert gwet_ac1(ratings(judged_as_in(table), labels=len(table))) == pytest.approx(ac1, abs=0.001)


def test_labels_that_nobody_gave_do_not_make_for_more_agreement() -> None:
    few, many = (ratings(judged_as_in(PARADOX), labels=labels) for labels in (2, 20))
    for coefficient in (gwet_ac1, fleiss_kappa, nominal_alpha):
        assert coefficient(many) == pytest.approx(coefficient(few))


def test_the_first_table_of_artstein_and_poesio_comes_out() -> None:
    assert [f(ARTSTEIN_POESIO) for f in OF_TABLES] == pytest.approx([0.348, 0.341, 0.4], abs=0.001)


@pytest.mark.parametrize("table", [COHEN_P37, COHEN_P45, ARTSTEIN_POESIO, PARADOX])
def test_for_two_annotators_who_judged_all_the_general_coefficients_are_the_known_ones(
    table: Numbers,
) -> None:
    of = ratings(judged_as_in(table), labels=len(table))
    assert conger_kappa(of) == pytest.approx(cohen_kappa(table))
    assert fleiss_kappa(of) == pytest.approx(scott_pi(table))
    assert brennan_prediger(of) == pytest.approx(bennett_s(table))


MASI = [
    ({"A", "B"}, {"A", "B"}, 0.0),
    ({"A"}, {"A", "B"}, 2 / 3),
    ({"A", "B"}, {"B", "C"}, 8 / 9),
    ({"A"}, {"B"}, 1.0),
    (set(), set(), 0.0),
    (set(), {"A"}, 1.0),
]


@pytest.mark.parametrize(("one", "other", "distance"), MASI)
def test_masi_is_passonneaus(one: set[str], other: set[str], distance: float) -> None:
    assert distances.masi([one, other]) == pytest.approx(np.array([[0, distance], [distance, 0]]))


def test_alpha_of_label_sets_comes_out_with_empty_sets_among_them() -> None:
    said = [("", ""), ("A", ""), ("A", "A"), ("A", "B"), ("AB", "A"), ("AB", "AC"), ("ABC", "ABC")]
    said += [("C", "AC"), ("C", "AC")]
    sets = sorted({those for pair in said for those in pair})
    codes = np.array([[sets.index(one), sets.index(other)] for one, other in said])
    of = ratings(codes, labels=len(sets))
    alpha = krippendorff_alpha(of.coincidences, distances.masi([frozenset(those) for those in sets]))
    assert alpha == pytest.approx(0.2731, abs=0.0001)
    assert of.agreement / of.paired == pytest.approx(1 / 3)


@pytest.mark.parametrize("coefficient", [*OF_RATINGS, nominal_alpha])
def test_nothing_judged_twice_is_not_measured(coefficient: Callable[[Ratings], Numbers]) -> None:
    of = ratings(judged("1.2.", ".1.."), labels=2)
    assert standing(float(coefficient(of)), float(of.paired)) is Standing.NOT_MEASURED
    assert np.isnan(coefficient(of))


@pytest.mark.parametrize("coefficient", [*OF_RATINGS, nominal_alpha])
def test_one_label_alone_is_undefined_however_much_it_is_agreed_on(
    coefficient: Callable[[Ratings], Numbers],
) -> None:
    of = ratings(judged("1111", "1111"), labels=3)
    assert standing(float(coefficient(of)), float(of.paired)) is Standing.UNDEFINED


@pytest.mark.parametrize("coefficient", OF_TABLES)
def test_one_label_alone_is_undefined_of_tables_too(coefficient: Callable[[Numbers], Numbers]) -> None:
    assert np.isnan(coefficient(np.array([[9.0, 0.0], [0.0, 0.0]])))
    assert np.isnan(coefficient(np.zeros((2, 2))))


@pytest.mark.parametrize("coefficient", [*OF_RATINGS, nominal_alpha])
def test_full_agreement_on_several_labels_is_one(coefficient: Callable[[Ratings], Numbers]) -> None:
    of = ratings(judged("12.1", "1231", "1.31"), labels=3)
    assert coefficient(of) == pytest.approx(1.0)
    assert standing(float(coefficient(of)), float(of.paired)) is Standing.MEASURED


@given(some_ratings())
def test_it_makes_no_difference_who_is_first(codes: Indices) -> None:
    turned = codes[:, ::-1]
    for coefficient in (*OF_RATINGS, nominal_alpha):
        assert coefficient(ratings(turned, labels=3)) == pytest.approx(
            coefficient(ratings(codes, labels=3)), nan_ok=True
        )


@given(some_ratings(), st.data())
def test_articles_summed_are_the_articles_laid_together(codes: Indices, data: st.DataObject) -> None:
    articles = np.array(data.draw(st.lists(st.integers(0, 2), min_size=len(codes), max_size=len(codes))), int)
    summed = ratings_by_article(codes, articles, labels=3, of=3).total()
    together = ratings(codes, labels=3)
    for coefficient in (*OF_RATINGS, nominal_alpha):
        assert coefficient(summed) == pytest.approx(coefficient(together), nan_ok=True)


@given(some_ratings(), st.lists(st.integers(0, 3), min_size=3, max_size=3))
def test_an_article_that_counts_several_times_is_as_if_it_were_there_several_times(
    codes: Indices, times: list[int]
) -> None:
    articles = np.arange(len(codes)) % 3
    weighted = ratings_by_article(codes, articles, labels=3, of=3).weighted(np.array([times, [1, 1, 1]]))
    repeated = ratings(codes.repeat(np.array(times)[articles], axis=0), labels=3)
    for coefficient in (*OF_RATINGS, nominal_alpha):
        resampled, as_it_is = coefficient(weighted)
        assert resampled == pytest.approx(coefficient(repeated), nan_ok=True)
        assert as_it_is == pytest.approx(coefficient(ratings(codes, labels=3)), nan_ok=True)


@given(some_ratings(annotators=2))
def test_a_table_against_the_rest_has_the_label_first_and_all_pairs(codes: Indices) -> None:
    table = tables_by_article(codes, np.zeros(len(codes), int), labels=3, of=1)[0]
    both = codes[(codes != MISSING).all(axis=1)]
    for label, square in enumerate(against_rest(table)):
        first, second = np.equal(both.T, label)
        assert square.tolist() == [
            [np.sum(first & second), np.sum(first & ~second)],
            [np.sum(~first & second), np.sum(~first & ~second)],
        ]


def test_alpha_of_a_label_against_the_rest_is_alpha_with_the_rest_as_one_label() -> None:
    coincidences = ratings(KRIPPENDORFF_2011, labels=5).coincidences
    by_label = krippendorff_alpha(against_rest(coincidences), distances.nominal(2))
    for label in range(5):
        merged = np.where(KRIPPENDORFF_2011 == MISSING, MISSING, np.not_equal(KRIPPENDORFF_2011, label))
        assert by_label[label] == pytest.approx(nominal_alpha(ratings(merged, labels=2)))
