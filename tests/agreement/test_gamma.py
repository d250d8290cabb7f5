"""Gamma finds the best of all alignments and gives the published numbers."""

from collections.abc import Iterator
from itertools import combinations
from math import isnan
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.gamma import Continuum, gamma_family
from annotator.agreement.unit_alignment import Units, Weights, best_alignment, categorical, positional
from annotator.domain.refused import Refused
from tests.agreement.published import ALEX, PAUL, SUZAN, Span, mentions

PUBLISHED = Continuum([mentions(*spans) for spans in (ALEX, PAUL, SUZAN)], 60)


def units(*annotators: list[tuple[int, int, int]]) -> Units:
    rows = sorted((*span[:2], owner, span[2]) for owner, spans in enumerate(annotators) for span in spans)
    starts, ends, owners, labels = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    return Units(starts, ends, labels, owners, len(annotators))


@st.composite
def few_units(draw: st.DrawFn) -> Units:
    span = st.tuples(st.integers(0, 12), st.integers(1, 6), st.integers(0, 1)).map(
        lambda drawn: (drawn[0], drawn[0] + drawn[1], drawn[2])
    )
    at_most = draw(st.sampled_from([(2, 4), (3, 2), (4, 2)]))
    return units(*(draw(st.lists(span, max_size=at_most[1])) for _ in range(at_most[0])))


def partitions(left: tuple[int, ...], owners: list[int]) -> Iterator[list[tuple[int, ...]]]:
    """All ways to put units in groups with at most one of each annotator."""
    if not left:
        yield []
        return
    first, rest = left[0], left[1:]
    for size in range(len(rest) + 1):
        for others in combinations(rest, size):
            group = (first, *others)
            if len({owners[unit] for unit in group}) == len(group):
                for more in partitions(tuple(u for u in rest if u not in others), owners):
                    yield [group, *more]


def disorder(groups: list[tuple[int, ...]], of: Units, weights: Weights) -> float:
    """By the definition: of each group the mean over all pairs of annotators, 1 where one is absent."""
    apart = weights.position * positional(of) + weights.label * categorical(of)
    pairs = of.annotators * (of.annotators - 1) // 2
    return sum(
        (
            sum(float(apart[pair]) for pair in combinations(group, 2))
            + pairs
            - len(group) * (len(group) - 1) / 2
        )
        / pairs
        for group in groups
    )


@settings(max_examples=60, deadline=None)
@given(few_units())
def test_no_other_alignment_has_less_disorder(of: Units) -> None:
    found = best_alignment(of, Weights())
    everything = partitions(tuple(range(len(of))), of.owners.tolist())
    assert found.disorder == pytest.approx(min(disorder(groups, of, Weights()) for groups in everything))
    assert found.disorder == pytest.approx(disorder(list(found.groups), of, Weights()))


@given(few_units())
def test_every_unit_is_in_one_group_with_at_most_one_of_each_annotator(of: Units) -> None:
    groups = best_alignment(of, Weights()).groups
    assert sorted(unit for group in groups for unit in group) == list(range(len(of)))
    assert all(len({of.owners[unit] for unit in group}) == len(group) for group in groups)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ((4, 14), (40, 44), 22.2),
        ((4, 14), (4, 14), 0.0),
        ((4, 14), (20, 25), 3.2),
        ((4, 14), (14, 24), 1.0),
        ((20, 30), (20, 25), 0.11),
        ((20, 25), (14, 24), 0.22),
    ],
)
def test_positional_dissimilarities_of_figure_10_come_out(
    one: tuple[int, int], other: tuple[int, int], apart: float
) -> None:
    exact = ((abs(one[0] - other[0]) + abs(one[1] - other[1])) / (one[1] - one[0] + other[1] - other[0])) ** 2
    found = positional(units([(*one, 0)], [(*other, 0)]))[0, 1]
    assert found == pytest.approx(exact)
    assert found == pytest.approx(apart, rel=0.1)


def test_the_best_alignment_of_the_published_example_comes_out() -> None:
    of = units(*([(start, end, int(label)) for start, end, label in spans] for spans in (ALEX, PAUL, SUZAN)))
    found = best_alignment(of, Weights())
    assert len(found.groups) == 6
    assert found.disorder / (len(of) / 3) == pytest.approx(0.9606, abs=0.0001)


@pytest.mark.parametrize("seed", [4772, 1])
def test_gamma_and_its_kin_of_the_published_example_are_in_their_ranges(seed: int) -> None:
    found = gamma_family([PUBLISHED], seed=seed, at_least=300)
    assert found.observed == pytest.approx(0.9606, abs=0.0001)
    assert 0.44 <= found.gamma <= 0.47
    assert 0.38 <= found.cat <= 0.42
    assert found.by_label["1"] == found.by_label["5"] == 1
    assert 0.36 <= found.by_label["6"] <= 0.38
    assert all(found.by_label[label] <= 1e-12 for label in "2347")
    assert found.samples == 300


def test_the_same_seed_gives_the_same_numbers() -> None:
    assert gamma_family([PUBLISHED], seed=7) == gamma_family([PUBLISHED], seed=7)
    assert gamma_family([PUBLISHED], seed=7) != gamma_family([PUBLISHED], seed=8)


def test_more_precision_takes_more_samples() -> None:
    assert gamma_family([PUBLISHED], seed=1, precision=0.5).samples == 30
    assert gamma_family([PUBLISHED], seed=1, precision=0.01).samples > 100


def test_articles_are_taken_together_and_those_with_one_annotator_do_not_count() -> None:
    alone = Continuum(PUBLISHED.annotators[:1], 60)
    twice = gamma_family([PUBLISHED, alone, PUBLISHED], seed=1, at_least=300)
    assert twice.observed == pytest.approx(0.9606, abs=0.0001)
    assert twice.gamma == pytest.approx(gamma_family([PUBLISHED], seed=1, at_least=300).gamma, abs=0.02)


def test_full_agreement_is_one() -> None:
    found = gamma_family([Continuum([PUBLISHED.annotators[0]] * 3, 60)], seed=1)
    assert found.gamma == found.cat == pytest.approx(1.0)


def test_nothing_compared_is_no_number() -> None:
    for articles in ([], [Continuum([(), ()], 60)], [Continuum(PUBLISHED.annotators[:1], 60)]):
        found = gamma_family(articles, seed=1)
        assert isnan(found.gamma)
        assert isnan(found.cat)
        assert found.samples == 0


def test_with_one_label_alone_there_is_no_agreement_on_labels() -> None:
    spans: tuple[Span, ...] = ((2, 9, "A"), (20, 30, "A"))
    found = gamma_family([Continuum([mentions(*spans)] * 2, 60)], seed=1)
    assert found.gamma == pytest.approx(1.0)
    assert isnan(found.cat)
    assert isnan(found.by_label["A"])


def test_two_annotators_with_hundreds_of_mentions_are_aligned() -> None:
    random = Random(1)
    spans = [(start, start + 8, "AB"[random.randrange(2)]) for start in range(0, 4000, 20)]
    moved = [(start + random.randrange(3), end, label) for start, end, label in spans]
    assert 0.8 < gamma_family([Continuum([mentions(*spans), mentions(*moved)], 4010)], seed=1).gamma < 1


def test_more_than_can_be_aligned_exactly_is_refused_in_a_sentence() -> None:
    crowd = mentions(*((start, start + 50, "A") for start in range(60)))
    with pytest.raises(Refused, match="shorter articles or fewer annotators"):
        gamma_family([Continuum([crowd] * 4, 120)], seed=1)
