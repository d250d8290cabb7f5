"""The heaviest matching is the heaviest there is, and always the same one."""

from collections.abc import Mapping
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.assignment import Pair, heaviest_matching
from tests.agreement.oracles import linear_sum_assignment

# Few different weights, so that ties are common; small enough to try all matchings, large enough for both
# ways in which they are found.
SMALL = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 3)),
    st.sampled_from([-1.0, 0.0, 0.25, 0.5, 1.0, 1.75]),
    max_size=13,
)


def first_of_the_heaviest(weights: Mapping[Pair, float]) -> tuple[Pair, ...]:
    """By trying all, in the order in which the first of equals is met first."""

    def matchings(pairs: list[Pair]) -> list[tuple[Pair, ...]]:
        if not pairs:
            return [()]
        (row, column), *left = pairs
        free = [pair for pair in left if pair[0] != row and pair[1] != column]
        return [((row, column), *rest) for rest in matchings(free)] + matchings(left)

    return max(
        matchings(sorted(pair for pair, weight in weights.items() if weight > 0)),
        key=lambda matching: sum(weights[pair] for pair in matching),
    )


@given(SMALL)
def test_no_other_matching_is_heavier_and_of_equal_ones_the_first_is_taken(
    weights: dict[Pair, float],
) -> None:
    assert heaviest_matching(weights) == first_of_the_heaviest(weights)


@given(SMALL, st.randoms(use_true_random=False))
def test_the_order_in_which_pairs_are_given_makes_no_difference(
    weights: dict[Pair, float], random: Random
) -> None:
    shuffled = list(weights.items())
    random.shuffle(shuffled)
    assert heaviest_matching(dict(shuffled)) == heaviest_matching(weights)


@settings(max_examples=20)
@given(st.integers(4, 12), st.integers(4, 12), st.randoms(use_true_random=False))
def test_the_same_pairs_are_found_whichever_side_is_called_rows(
    rows: int, columns: int, random: Random
) -> None:
    weights = {(row, column): random.random() for row in range(rows) for column in range(columns)}
    turned = {(column, row): weight for (row, column), weight in weights.items()}
    assert set(heaviest_matching(weights)) == {(row, column) for column, row in heaviest_matching(turned)}


@pytest.mark.parametrize("levels", [3, 1_000_000], ids=["many ties", "no ties"])
def test_in_a_large_component_it_is_as_heavy_as_scipys(levels: int) -> None:
    weights = np.random.default_rng(levels).integers(1, levels + 1, size=(60, 45)) / levels
    found = heaviest_matching({(r, c): float(weights[r, c]) for r in range(60) for c in range(45)})
    rows, columns = linear_sum_assignment(weights, maximize=True)
    assert sum(weights[pair] for pair in found) == pytest.approx(weights[rows, columns].sum())
    assert len({row for row, _ in found}) == len({column for _, column in found}) == len(found) == 45


def test_nothing_is_matched_where_nothing_weighs_anything() -> None:
    assert heaviest_matching({}) == ()
    assert heaviest_matching({(0, 0): 0.0, (1, 1): -2.0}) == ()


def test_two_light_pairs_are_taken_over_one_heavy_pair_that_weighs_less_than_both() -> None:
    assert heaviest_matching({(0, 0): 0.6, (0, 1): 0.9, (1, 1): 0.5}) == ((0, 0), (1, 1))


def test_what_only_rounding_makes_heavier_is_not_preferred() -> None:
    assert heaviest_matching({(0, 0): 0.3, (1, 1): 0.0, (0, 1): 0.1 + 0.2}) == ((0, 0),)


def test_a_chain_of_hundreds_is_matched_along_its_length() -> None:
    chain = {(n, n): 1.0 for n in range(300)} | {(n, n + 1): 1.5 for n in range(299)}
    assert heaviest_matching(chain) == tuple((n, n + 1) for n in range(299))
