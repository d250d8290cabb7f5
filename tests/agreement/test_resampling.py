"""Resamples draw articles with replacement, and sums over them are what adding one by one would give."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.resampling import Draw, Resampling, Sums


def _drawn(draw: Draw, articles: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """(resamples, articles): how often each is drawn, seen by what is summed."""
    sums = Sums(articles)
    sums.add(np.eye(articles), draw)
    draw.finish()
    return np.rint(sums.all[1:])


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6), st.integers(0, 2**32))
def test_every_resample_has_as_many_articles_as_there_are(batches: list[int], seed: int) -> None:
    articles = sum(batches)
    resampling = Resampling(articles=articles, resamples=30, seed=seed)
    drawn = [_drawn(resampling.draw(size), size) for size in batches]
    assert resampling.left == 0
    if articles >= 10:
        assert (sum(part.sum(axis=1) for part in drawn) == articles).all()


def test_every_article_is_drawn_as_often_as_any_other_wherever_its_batch_is() -> None:
    resampling = Resampling(articles=60, resamples=4_000, seed=1)
    mean = np.concatenate([_drawn(resampling.draw(size), size).mean(axis=0) for size in (5, 50, 5)])
    assert mean == pytest.approx(np.ones(60), abs=0.08)


def test_the_same_seed_draws_the_same_and_another_one_does_not() -> None:
    first, again, other = (
        _drawn(Resampling(articles=20, resamples=50, seed=seed).draw(20), 20) for seed in (7, 7, 8)
    )
    assert (first == again).all()
    assert (first != other).any()


def test_fewer_than_ten_articles_are_not_resampled() -> None:
    assert Resampling(articles=9, resamples=100, seed=0).draw(9).resamples == 0
    assert Resampling(articles=10, resamples=100, seed=0).draw(10).resamples == 100


def test_more_articles_than_were_announced_are_refused() -> None:
    with pytest.raises(ValueError, match="more articles"):
        Resampling(articles=10, resamples=1, seed=0).draw(11)


def test_a_sum_may_grow_and_keeps_what_it_has() -> None:
    resampling = Resampling(articles=20, resamples=3, seed=0)
    sums = Sums(1)
    for values in (np.ones((10, 1)), np.ones((10, 3))):
        draw = resampling.draw(10)
        sums.add(values, draw)
        draw.finish()
    assert sums.total.tolist() == [20, 10, 10]
    assert (sums.all[1:, 0] == 20).all()
    assert (sums.all[1:, 1] == sums.all[1:, 2]).all()
