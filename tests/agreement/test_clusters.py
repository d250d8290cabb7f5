"""Measures of entities as clusters give the published numbers and add up over articles."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.clusters import ClusterFamily, cluster_counts, cluster_family

KEY = ("12345", "67", "89ABC")

Published = dict[str, tuple[float, float]]

# Bagga and Baldwin, "Algorithms for scoring coreference chains" (1998), with what the later measures give.
EXAMPLES: list[tuple[Sequence[str], Sequence[str], Published]] = [
    (
        KEY,
        ("12345", "6789ABC"),
        {"muc": (0.9, 1), "b3": (0.7619, 1), "ceaf_e": (0.9167, 0.6111), "lea": (0.7222, 1)},
    ),
    (
        KEY,
        ("1234589ABC", "67"),
        {"muc": (0.9, 1), "b3": (0.5833, 1), "ceaf_e": (0.8333, 0.5556), "lea": (0.537, 1)},
    ),
    (
        ("abcde",),
        ("abc", "de"),
        {"muc": (1, 0.75), "b3": (1, 0.52), "ceaf_e": (0.375, 0.75), "lea": (1, 0.4)},
    ),
]


@st.composite
def a_partition(draw: st.DrawFn) -> list[list[int]]:
    """Of some of twelve mentions."""
    clusters: dict[int, list[int]] = {}
    for mention in draw(st.sets(st.integers(0, 11))):
        clusters.setdefault(draw(st.integers(0, 4)), []).append(mention)
    return list(clusters.values())


def numbers(family: ClusterFamily) -> list[float]:
    return [float(number) for score in family for number in score]


@pytest.mark.parametrize(("key", "response", "published"), EXAMPLES)
def test_published_examples_come_out(
    key: Sequence[str], response: Sequence[str], published: Published
) -> None:
    family = cluster_family(cluster_counts(key, response))._asdict()
    for measure, precision_and_recall in published.items():
        assert family[measure][:2] == pytest.approx(precision_and_recall, abs=0.0006)


@given(a_partition(), a_partition())
def test_the_other_way_round_precision_is_recall(a: list[list[int]], b: list[list[int]]) -> None:
    one_way, other_way = (cluster_family(cluster_counts(*pair)) for pair in ((a, b), (b, a)))
    for score, turned in zip(one_way, other_way, strict=True):
        assert score.precision == pytest.approx(turned.recall, nan_ok=True)
        assert score.f1 == pytest.approx(turned.f1, nan_ok=True)


@given(a_partition(), a_partition())
def test_no_score_is_below_0_or_above_1(a: list[list[int]], b: list[list[int]]) -> None:
    scores = np.array(numbers(cluster_family(cluster_counts(a, b))))
    assert not ((scores < -1e-12) | (scores > 1 + 1e-12)).any()


@given(a_partition())
def test_equal_partitions_agree_wholly_wherever_there_is_something_to_find(a: list[list[int]]) -> None:
    family = cluster_family(cluster_counts(a, a[::-1]))
    something, links = bool(a), any(len(cluster) > 1 for cluster in a)
    for measure, score in family._asdict().items():
        measured = links if measure == "muc" else something
        assert score.f1 == pytest.approx(1.0) if measured else np.isnan(score.f1)


@given(a_partition(), a_partition())
def test_a_mention_that_only_one_of_them_has_changes_nothing(a: list[list[int]], b: list[list[int]]) -> None:
    more = [[*cluster, 100 + nth] for nth, cluster in enumerate(a)]
    assert np.array_equal(cluster_counts([*more, [999]], b), cluster_counts(a, b))


@given(a_partition(), a_partition(), a_partition(), a_partition())
def test_articles_summed_are_one_article_with_all_their_entities(
    a: list[list[int]], b: list[list[int]], other_a: list[list[int]], other_b: list[list[int]]
) -> None:
    def elsewhere(clusters: list[list[int]]) -> list[list[int]]:
        return [[mention + 50 for mention in cluster] for cluster in clusters]

    together = cluster_counts(a + elsewhere(other_a), b + elsewhere(other_b))
    assert together == pytest.approx(cluster_counts(a, b) + cluster_counts(other_a, other_b))


def test_single_mentions_count_for_all_but_muc() -> None:
    family = cluster_family(cluster_counts(["a", "b"], ["a", "b"]))
    assert [float(score.f1) for score in family[:3]] == [1.0, 1.0, 1.0]
    assert np.isnan(family.muc.f1)


def test_nothing_in_common_is_no_number() -> None:
    assert np.isnan(numbers(cluster_family(cluster_counts(["ab"], ["cd"])))).all()
