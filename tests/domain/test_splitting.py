"""Dividing articles: nothing is lost or cut, shares are kept, and the seed alone decides chance."""

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.refused import Refused
from annotator.domain.splitting import Group, divide, shares_in

SHARES = {"train": 0.8, "dev": 0.1, "test": 0.1}
_LABELS = st.dictionaries(st.sampled_from(("PERSON", "ORG", "GPE", "against", "favor")), st.integers(1, 40))


@st.composite
def _groups(draw: st.DrawFn) -> list[Group]:
    sizes = draw(st.lists(st.integers(1, 5), min_size=3, max_size=40))
    starts = [sum(sizes[:number]) for number in range(len(sizes))]
    return [
        Group(tuple(f"a{number}" for number in range(start, start + size)), draw(_LABELS))
        for start, size in zip(starts, sizes, strict=True)
    ]


@st.composite
def _shares(draw: st.DrawFn) -> dict[str, float]:
    weights = draw(st.lists(st.integers(1, 20), min_size=2, max_size=3))
    return {f"part{number}": weight / sum(weights) for number, weight in enumerate(weights)}


def _single(number: int, labels_of: Sequence[Mapping[str, int]] = ()) -> list[Group]:
    return [Group((f"a{n}",), labels_of[n] if labels_of else {}) for n in range(number)]


@settings(max_examples=60, deadline=None)
@given(_groups(), _shares(), st.integers(0, 99))
def test_every_article_is_in_one_part_and_no_group_is_cut(
    groups: list[Group], shares: dict[str, float], seed: int
) -> None:
    parts = divide(groups, shares, seed)
    assert sorted(parts) == sorted(article for group in groups for article in group.articles)
    assert all(len({parts[article] for article in group.articles}) == 1 for group in groups)
    assert set(parts.values()) == set(shares)


@settings(max_examples=60, deadline=None)
@given(_groups(), _shares(), st.integers(0, 99))
def test_a_part_exceeds_its_share_by_less_than_the_largest_group(
    groups: list[Group], shares: dict[str, float], seed: int
) -> None:
    sizes = Counter(divide(groups, shares, seed).values())
    number, largest = sum(sizes.values()), max(len(group.articles) for group in groups)
    # One more for whole numbers, and as many as other parts take that could not do without an article.
    slack = len(shares) + 1
    assert all(sizes[part] < number * share + largest + slack for part, share in shares.items())


@settings(max_examples=40, deadline=None)
@given(_groups(), st.integers(0, 99), st.randoms(use_true_random=False))
def test_the_order_of_articles_changes_nothing(groups: list[Group], seed: int, chance: Random) -> None:
    shuffled = chance.sample(groups, len(groups))
    assert divide(shuffled, SHARES, seed) == divide(groups, SHARES, seed)


def test_shares_are_met_exactly_where_nothing_has_to_stay_together() -> None:
    for number in (10, 50, 1_000):
        sizes = Counter(divide(_single(number), SHARES, 3).values())
        assert sizes == {"train": number * 8 // 10, "dev": number // 10, "test": number // 10}


def test_another_seed_gives_another_division_and_the_same_seed_the_same() -> None:
    groups = _single(100)
    assert divide(groups, SHARES, 1) == divide(groups, SHARES, 1)
    assert divide(groups, SHARES, 1) != divide(groups, SHARES, 2)


def test_a_division_stays_what_it_is_in_every_version_of_the_program() -> None:
    parts = divide(_single(10), SHARES, 0)
    assert {part: [one for one in parts if parts[one] == part] for part in ("dev", "test")} == {
        "dev": ["a1"],
        "test": ["a9"],
    }


def test_a_label_that_few_articles_have_has_its_share_in_every_part() -> None:
    labels = [{"common": 3, **({"rare": 1} if number % 100 == 7 else {})} for number in range(1_000)]
    for seed in range(5):
        parts = divide(_single(1_000, labels), SHARES, seed)
        having = Counter(part for article, part in parts.items() if "rare" in labels[int(article[1:])])
        assert having == {"train": 8, "dev": 1, "test": 1}


def test_labels_have_nearer_shares_than_chance_would_give_them() -> None:
    chance = Random(4)
    odds = {"l0": 0.9, "l1": 0.5, "l2": 0.3, "l3": 0.1, "l4": 0.05}
    labels = [
        {label: chance.randint(1, 9) for label, odd in odds.items() if chance.random() < odd}
        for _ in range(300)
    ]
    stratified = divide(_single(300, labels), SHARES, 0)
    blind = divide(_single(300), SHARES, 0)
    of_one = [_furthest(stratified, labels, label) for label in odds]
    of_other = [_furthest(blind, labels, label) for label in odds]
    assert max(of_one) < 0.03
    assert sum(of_one) < sum(of_other) / 2


def _furthest(parts: Mapping[str, str], labels: Sequence[Mapping[str, int]], label: str) -> float:
    """How far the label’s share in some part is from the part’s own share."""
    times: Counter[str] = Counter()
    for article, part in parts.items():
        times[part] += labels[int(article[1:])].get(label, 0)
    return max(abs(times[part] / times.total() - share) for part, share in SHARES.items())


def test_fewer_groups_than_parts_are_refused() -> None:
    with pytest.raises(Refused, match="only 2 articles, or groups of near copies, for 3 parts"):
        divide([Group(("a1", "a2", "a3")), Group(("a4",))], SHARES, 0)


def test_a_small_part_has_an_article_though_its_share_is_less_than_one() -> None:
    sizes = Counter(divide(_single(4), {"train": 0.98, "dev": 0.01, "test": 0.01}, 0).values())
    assert sizes == {"train": 2, "dev": 1, "test": 1}


def test_shares_are_read_from_words() -> None:
    assert shares_in("train=.8, dev=.1,test=0.1") == SHARES
    assert list(shares_in("test=.5,train=.5")) == ["test", "train"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "is no part with its share"),
        ("train", "“train” is no part with its share"),
        ("train=.8,=.2", "“=.2” is no part"),
        ("../train=.8,test=.2", "is no part with its share"),
        ("train=.8,Train=.2", "Train stands twice"),
        ("train=most,test=.2", "“most” is no share for train"),
        ("train=1", "One part alone"),
        ("train=80,test=20", "The share of train is 80"),
        ("train=nan,test=.5", "The share of train is nan"),
        ("train=1.5,test=-.5", "has to be between 0 and 1"),
        ("train=.8,test=.1", "The shares make 0.9 together"),
    ],
)
def test_shares_that_make_no_whole_are_refused(said: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        shares_in(said)
