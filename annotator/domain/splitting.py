"""Dividing articles into parts of a data set, so that each part is like the whole and no group is cut."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from math import fsum, isfinite

from annotator.domain.refused import Refused

_PART = re.compile(r"[A-Za-z0-9_]{1,40}")
_EXAMPLE = "write it as train=.8,dev=.1,test=.1"
_ROUNDING = 1e-6
_ARTICLES = None
"""Stands among the labels for the articles themselves, which parts have their shares of like any label."""


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that stay on one side, by id, and how often each label stands in them together."""

    articles: tuple[str, ...]
    labels: Mapping[str, int] = field(default_factory=dict)


def shares_in(said: str) -> dict[str, float]:
    """The share of each part from words like “train=.8,dev=.1,test=.1”; refused unless they make a whole."""
    shares: dict[str, float] = {}
    for piece in said.split(","):
        name, equals, number = (word.strip() for word in piece.partition("="))
        if not equals or not _PART.fullmatch(name):
            raise Refused(f"“{piece.strip()}” is no part with its share; {_EXAMPLE}.")
        if name.lower() in (known.lower() for known in shares):
            raise Refused(f"The part {name} stands twice; {_EXAMPLE}.")
        shares[name] = _share(name, number)
    refuse_unless_whole(shares)
    return shares


def refuse_unless_whole(shares: Mapping[str, float]) -> None:
    """Refuses shares that are not between 0 and 1 or do not sum to 1, and a single part."""
    if len(shares) < 2:
        raise Refused(f"One part alone divides nothing; {_EXAMPLE}.")
    for name, share in shares.items():
        if not _PART.fullmatch(name):
            raise Refused(f"“{name}” is no name for a part: it takes letters, digits and underscores.")
        if not (isfinite(share) and 0 < share < 1):
            raise Refused(f"The share of {name} is {share:g}; it has to be between 0 and 1.")
    if abs(sum(shares.values()) - 1) > _ROUNDING:
        raise Refused(f"The shares make {sum(shares.values()):g} together; they have to make 1.")


def divide(groups: Iterable[Group], shares: Mapping[str, float], seed: int) -> dict[str, str]:
    """The part of each article, by the article's id: of every group the same.

    Groups go one after the other, those with the label that fewest of the rest have first (as in iterative
    stratification: Sechidis, Tsoumakas and Vlahavas 2011), each to the part with room for it where the
    squares of what its labels' shares differ from the part's, over the part's share, grow least. A part
    exceeds its share by less than the largest group, and without groups by rounding alone. Which articles
    go where depends on seed, ids and labels, never on the order. Refused where a part would stay empty.
    """
    in_order = sorted(groups, key=lambda group: _by_chance(seed, min(group.articles)))
    if len(in_order) < len(shares):
        raise Refused(
            f"There are only {len(in_order)} articles, or groups of near copies, for {len(shares)} parts; "
            "take fewer parts, or more articles."
        )
    parts = _Parts(in_order, shares, seed)
    for group in _rarest_first(in_order):
        parts.place(group)
    return parts.by_article


def _share(name: str, number: str) -> float:
    try:
        return float(number)
    except ValueError:
        raise Refused(f"“{number}” is no share for {name}; {_EXAMPLE}.") from None


def _by_chance(seed: int, name: str) -> bytes:
    """A place in an order that the seed alone decides, in every version of Python."""
    return blake2b(f"{seed} {name}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _rarest_first(groups: Sequence[Group]) -> Iterator[Group]:
    """Every group once, those without labels last."""
    having: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        for label in group.labels:
            having[label].append(number)
    left = {label: len(numbers) for label, numbers in having.items()}
    done: set[int] = set()
    while left:
        label = min(left, key=lambda name: (left[name], name))
        waiting = [number for number in having[label] if number not in done]
        # What weighs most goes first, so that the small ones even it out.
        waiting.sort(key=lambda number: (-groups[number].labels[label], -len(groups[number].articles)))
        for number in waiting:
            yield groups[number]
            done.add(number)
            for other in groups[number].labels:
                left[other] -= 1
        left = {name: number for name, number in left.items() if number}
    unlabelled = [group for number, group in enumerate(groups) if number not in done]
    yield from sorted(unlabelled, key=lambda group: -len(group.articles))


class _Parts:
    """The parts while they fill: what room is left in each, and what it still wants of each label."""

    def __init__(self, groups: Collection[Group], shares: Mapping[str, float], seed: int) -> None:
        self.by_article: dict[str, str] = {}
        self._seed = seed
        self._shares = shares
        self._totals = _times(groups)
        self._room = _quotas(self._totals[_ARTICLES], shares)
        self._empty = set(shares)
        self._left = len(groups)
        self._wanted = {
            label: {part: times * share for part, share in shares.items()}
            for label, times in self._totals.items()
        }

    def place(self, group: Group) -> None:
        part = self._best(group)
        for article in group.articles:
            self.by_article[article] = part
        self._room[part] -= len(group.articles)
        for label, times in _times([group]).items():
            self._wanted[label][part] -= times
        self._empty.discard(part)
        self._left -= 1

    def _best(self, group: Group) -> str:
        if len(self._empty) == self._left:
            open_ = self._empty
        else:
            open_ = {part for part, room in self._room.items() if room >= len(group.articles)}
        if not open_:
            return max(self._room, key=lambda part: (self._room[part], self._chance(group, part)))
        times = _times([group])
        return min(open_, key=lambda part: (self._growth(times, part), self._chance(group, part)))

    def _growth(self, times: Mapping[str | None, int], part: str) -> float:
        """How much farther from the shares it would be with so many more of each label in the part."""
        share = self._shares[part]
        # Exact sums, so that the order of labels makes no difference.
        return fsum(
            number * (number - 2 * self._wanted[label][part]) / (share * self._totals[label] ** 2)
            for label, number in times.items()
        )

    def _chance(self, group: Group, part: str) -> bytes:
        return _by_chance(self._seed, f"{min(group.articles)} {part}")


def _times(groups: Iterable[Group]) -> Counter[str | None]:
    """How often each label stands in the groups, and as one more how many articles they are."""
    times: Counter[str | None] = Counter()
    for group in groups:
        times[_ARTICLES] += len(group.articles)
        times.update({label: number for label, number in group.labels.items() if number})
    return times


def _quotas(number: int, shares: Mapping[str, float]) -> dict[str, int]:
    """How many articles each part is to have: as near its share as whole numbers go, and one at least."""
    quotas = {part: max(1, int(number * share)) for part, share in shares.items()}
    while sum(quotas.values()) < number:
        quotas[max(quotas, key=lambda part: number * shares[part] - quotas[part])] += 1
    while sum(quotas.values()) > number:
        many = [part for part in quotas if quotas[part] > 1]
        quotas[max(many, key=lambda part: quotas[part] - number * shares[part])] -= 1
    return quotas
