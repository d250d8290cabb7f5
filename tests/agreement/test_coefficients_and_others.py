"""Coefficients on random judgements are what other people's packages make of them."""

from random import Random

import numpy as np
import pytest

from annotator.agreement import distances
from annotator.agreement.coefficients import (
    bennett_s,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    scott_pi,
)
from annotator.agreement.ratings import MISSING, ratings, tables_by_article
from annotator.agreement.statistics import Indices, Numbers
from tests.agreement import oracles

SEEDS = range(8)


def random_judgements(seed: int, *, annotators: int, missing: float = 0.0) -> Indices:
    """Of 60 units and 4 labels, more alike than chance and all of them given."""
    random = np.random.default_rng(seed)
    true = random.integers(0, 4, size=(60, 1))
    codes = np.where(random.random((60, annotators)) < 0.6, true, random.integers(0, 4, (60, annotators)))
    return np.where(random.random(codes.shape) < missing, MISSING, codes)


def table_of(codes: Indices) -> Numbers:
    (table,) = tables_by_article(codes, np.zeros(len(codes), int), labels=4, of=1)
    return np.asarray(table, float)


@pytest.mark.parametrize("seed", SEEDS)
def test_cohens_kappa_is_scikit_learns(seed: int) -> None:
    codes = random_judgements(seed, annotators=2)
    theirs = oracles.cohen_kappa_score(codes[:, 0].tolist(), codes[:, 1].tolist())
    assert cohen_kappa(table_of(codes)) == pytest.approx(theirs)


@pytest.mark.parametrize("seed", SEEDS)
def test_pi_and_s_are_nltks(seed: int) -> None:
    codes = random_judgements(seed, annotators=2)
    task = oracles.annotation_task(codes)
    assert scott_pi(table_of(codes)) == pytest.approx(task.pi())
    assert bennett_s(table_of(codes)) == pytest.approx(task.S())


@pytest.mark.parametrize("seed", SEEDS)
def test_fleiss_kappa_is_statsmodels(seed: int) -> None:
    codes = random_judgements(seed, annotators=5)
    counts = np.stack([(codes == label).sum(axis=1) for label in range(4)], axis=1)
    assert fleiss_kappa(ratings(codes, labels=4)) == pytest.approx(oracles.fleiss_kappa(counts))


@pytest.mark.parametrize("seed", SEEDS)
def test_alpha_with_judgements_missing_is_nltks(seed: int) -> None:
    codes = random_judgements(seed, annotators=4, missing=0.4)
    of = ratings(codes, labels=4)
    theirs = oracles.annotation_task(codes).alpha()
    assert krippendorff_alpha(of.coincidences, distances.nominal(4)) == pytest.approx(theirs)


@pytest.mark.parametrize("seed", SEEDS)
def test_alpha_of_label_sets_is_nltks(seed: int) -> None:
    random = Random(seed)
    sets = [frozenset(those) for those in ("A", "B", "C", "AB", "BC", "AC", "ABC")]
    codes = np.array([[random.randrange(len(sets)) for _ in range(3)] for _ in range(20)])
    said = [
        (str(who), str(unit), sets[code])
        for unit, those in enumerate(codes)
        for who, code in enumerate(those)
    ]
    ours = krippendorff_alpha(ratings(codes, labels=len(sets)).coincidences, distances.masi(sets))
    assert ours == pytest.approx(oracles.annotation_task_of_sets(said).alpha())


def test_masi_is_nltks_but_for_two_empty_sets() -> None:
    sets = [frozenset(those) for those in ("A", "B", "AB", "BC", "ABC", "ACD", "D")]
    theirs = [[oracles.masi_distance(one, other) for other in sets] for one in sets]
    assert distances.masi(sets) == pytest.approx(np.array(theirs))
