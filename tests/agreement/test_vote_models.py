"""Majority, Dawid & Skene and MACE: on the published example, and on votes whose truth is known."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from annotator.agreement.dawid_skene import fit_dawid_skene
from annotator.agreement.mace import digamma, fit_mace
from annotator.agreement.majority import majority
from annotator.agreement.votes import NOT_ASKED, Votes

# Dawid & Skene 1979, table 1: 45 patients by the votes of observer 1 (three times) and observers 2 to 5.
ANAESTHETISTS = (
    "1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223 2322223 "
    "4444444 2223343 1111111 2223212 1211111 1112111 1111111 1111111 2222221 2221322 "
    "2222222 2222221 2223222 2212222 1111111 1111111 2322222 1111111 1111111 1121121 "
    "1111111 3333233 1111111 2222222 2223232 4334343 2212232 2323233 3333432 1111111 "
    "1111111 1212111 2322222 1211111 2222222"
)
# The labels that the paper's table 3 gives most probability.
HARD = [int(label) for label in "142222132243121111222222112111131224233111212"]


def _anaesthetists() -> Votes:
    cast = [[int(vote) - 1 for vote in patient] for patient in ANAESTHETISTS.split()]
    return Votes.of(cast, labels=4, voters=(0, 0, 0, 1, 2, 3, 4))


def _random_votes(seed: int, accuracies: list[float], *, items: int, labels: int) -> tuple[Votes, list[int]]:
    """Votes of annotators who are right as often as said, else say any label, and the truth."""
    random = np.random.default_rng(seed)
    truth = random.integers(0, labels, items)
    guesses = random.integers(0, labels, (items, len(accuracies)))
    cast = np.where(random.random(guesses.shape) < accuracies, truth[:, None], guesses)
    return Votes.of(cast, labels=labels), [int(label) for label in truth]


def test_dawid_and_skene_find_what_they_published_in_1979() -> None:
    fitted = fit_dawid_skene(_anaesthetists())

    assert fitted.model.marginals == pytest.approx([0.40, 0.42, 0.11, 0.07], abs=0.006)
    first = [[0.89, 0.11, 0, 0], [0.07, 0.88, 0.05, 0], [0, 0.34, 0.66, 0], [0, 0, 0.56, 0.44]]
    np.testing.assert_allclose(fitted.model.confusion[0], first, atol=0.006)
    assert (fitted.posterior.argmax(axis=1) + 1).tolist() == HARD


def test_more_rounds_of_dawid_and_skene_never_make_the_votes_less_likely() -> None:
    votes, _ = _random_votes(3, [0.8, 0.6, 0.5, 0.4], items=60, labels=3)
    likely = [
        fit_dawid_skene(votes, rounds=rounds, tolerance=0).model.log_likelihood(votes)
        for rounds in range(1, 12)
    ]
    assert all(later >= earlier - 1e-9 for earlier, later in pairwise(likely))


def test_models_listen_to_the_reliable_more_than_to_the_many() -> None:
    votes, truth = _random_votes(11, [0.95, 0.9, 0.15, 0.15, 0.15], items=3_000, labels=4)
    right = {
        "majority": (majority(votes).posterior.argmax(axis=1) == truth).mean(),
        "dawid-skene": (fit_dawid_skene(votes).posterior.argmax(axis=1) == truth).mean(),
        "mace": (fit_mace(votes).posterior.argmax(axis=1) == truth).mean(),
    }
    assert right["dawid-skene"] > right["majority"] + 0.05
    assert right["mace"] > right["majority"] + 0.05


def test_mace_recovers_how_often_annotators_know() -> None:
    competences = [0.9, 0.7, 0.5, 0.1]
    votes, _ = _random_votes(5, competences, items=5_000, labels=5)
    assert fit_mace(votes, seed=1).model.competence == pytest.approx(competences, abs=0.03)


def test_mace_gives_the_same_for_the_same_seed_and_the_best_of_its_restarts() -> None:
    votes, _ = _random_votes(2, [0.8, 0.5, 0.3], items=40, labels=3)
    once, again = fit_mace(votes, seed=7), fit_mace(votes, seed=7)
    assert once.posterior.tobytes() == again.posterior.tobytes()
    assert once.log_likelihood >= fit_mace(votes, seed=7, restarts=1).log_likelihood


def test_an_observer_who_votes_thrice_counts_as_one_who_errs_alike_each_time() -> None:
    votes = _anaesthetists()
    assert votes.annotators == 5
    assert fit_dawid_skene(votes).model.confusion.shape == (5, 4, 4)


def test_ties_of_a_majority_are_told_and_not_broken() -> None:
    found = majority(Votes.of([[0, 1, NOT_ASKED], [0, 1, 1], [2, 1, 0], [2, -1, -1]], labels=3))
    assert found.is_tied.tolist() == [True, False, True, False]
    np.testing.assert_allclose(found.posterior[:2], [[1 / 2, 1 / 2, 0], [1 / 3, 2 / 3, 0]])


def test_votes_for_labels_that_are_not_there_are_refused() -> None:
    with pytest.raises(ValueError, match="labels 0 to 1"):
        Votes.of([[0, 2]], labels=2)
    with pytest.raises(ValueError, match="belongs to one annotator"):
        Votes.of([[0, 1]], labels=2, voters=(0,))


CASTS = arrays.arrays(
    np.int64, st.tuples(st.integers(0, 12), st.integers(1, 25)), elements=st.integers(NOT_ASKED, 3)
)


@given(cast=CASTS)
def test_every_posterior_is_a_distribution_whatever_is_missing(cast: np.ndarray) -> None:
    votes = Votes.of(cast, labels=4)
    for posterior in (
        majority(votes).posterior,
        fit_dawid_skene(votes, rounds=20).posterior,
        fit_mace(votes, restarts=2, rounds=10).posterior,
    ):
        assert posterior.shape == (len(cast), 4)
        assert np.isfinite(posterior).all()
        np.testing.assert_allclose(posterior.sum(axis=1), 1)


@given(cast=CASTS, seed=st.integers(0, 9))
def test_the_order_of_items_and_putting_like_ones_together_change_nothing(
    cast: np.ndarray, seed: int
) -> None:
    votes = Votes.of(cast, labels=4)
    order = np.random.default_rng(seed).permutation(len(cast))
    alike, where = votes.distinct()

    found = fit_dawid_skene(votes, rounds=15).posterior
    np.testing.assert_allclose(
        fit_dawid_skene(Votes.of(cast[order], labels=4), rounds=15).posterior, found[order], atol=1e-9
    )
    np.testing.assert_allclose(fit_dawid_skene(alike, rounds=15).posterior[where], found, atol=1e-9)
    assert alike.weights.sum() == len(cast)


def test_digamma_is_what_the_tables_say() -> None:
    # Abramowitz & Stegun 1964, table 6.1 and formulas 6.3.2 and 6.3.3.
    euler = 0.5772156649015329
    values = digamma(np.array([1.0, 0.5, 2.0, 10.0]))
    expected = [-euler, -euler - 2 * np.log(2), 1 - euler, 2.251752589066721]
    np.testing.assert_allclose(values, expected, rtol=1e-11)
