"""Units of any number of annotators, put together with the least disorder: what gamma is made of.

After Mathet, Widlöcher and Métivier, "The unified and holistic method gamma (γ) for inter-annotator agreement
measure and alignment", Computational Linguistics 41 (2015), 437-479. The alignment is exact, so texts have to
be short: three annotators' 100 mentions each are a matter of a tenth of a second.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np

from annotator.agreement.assignment import heaviest_matching
from annotator.agreement.statistics import Indices, Numbers
from annotator.domain.refused import Refused

MOST_UNITS = 1000
MOST_GROUPS = 100_000
MOST_WAYS = 20_000
"""How much one text may have: units of all annotators, groups to put them in, and ways to have begun."""

_TIE = 1e-8
"""What a unit in company is the better by, so that groups are not parted for nothing."""

_TOO_MUCH = (
    "There is too much in one article for gamma, which finds the best of all alignments; "
    "choose shorter articles or fewer annotators."
)


@dataclass(frozen=True, slots=True)
class Units:
    """All annotators' units in one text, in order of their starts; arrays (units,)."""

    starts: Indices
    ends: Indices
    labels: Indices
    owners: Indices
    """Whose each is: 0 up to the number of annotators."""
    annotators: int

    def __len__(self) -> int:
        return len(self.starts)


class Weights(NamedTuple):
    """How much position and label count beside each other; the dissimilarity to nothing at all is 1."""

    position: float = 3.0
    label: float = 1.0


class Alignment(NamedTuple):
    groups: tuple[tuple[int, ...], ...]
    """Every unit once, with at most one of each annotator in a group."""
    disorder: float
    """The sum over the groups of the mean dissimilarity of all annotators' pairs, which is 1 to nothing."""


class _Group(NamedTuple):
    disorder: float
    units: tuple[int, ...]
    mask: int
    """A bit for each unit but the first."""


class _Way(NamedTuple):
    """A way to have put together all units up to one."""

    disorder: float
    before: "_Way | None"
    last: tuple[int, ...]


def positional(units: Units) -> Numbers:
    """How far units lie apart: their edges by their lengths, squared (2015, equation 2); (units, units)."""
    starts, ends = units.starts.astype(float), units.ends.astype(float)
    lengths = ends - starts
    apart = abs(starts[:, None] - starts) + abs(ends[:, None] - ends)
    relative: Numbers = apart / (lengths[:, None] + lengths)
    return relative * relative


def categorical(units: Units) -> Numbers:
    """1 between units of different labels: (units, units)."""
    differ: Numbers = (units.labels[:, None] != units.labels).astype(float)
    return differ


def best_alignment(units: Units, weights: Weights) -> Alignment:
    """The alignment with the least disorder, of equal ones that with the fewest groups.

    Raises Refused where there is too much to find it.
    """
    if len(units) > MOST_UNITS:
        raise Refused(_TOO_MUCH)
    alike = 1 - weights.position * positional(units) - weights.label * categorical(units)
    grouped = _best_pairs(units, alike) if units.annotators == 2 else _best_groups(units, alike)
    pairs = units.annotators * (units.annotators - 1) / 2
    together = sum(alike[i, j] for group in grouped for i, j in combinations(group, 2))
    return Alignment(tuple(sorted(grouped)), len(grouped) - float(together) / pairs)


def _best_pairs(units: Units, alike: Numbers) -> list[tuple[int, ...]]:
    """Of two annotators: a pair is one group less than two units alone, and has less disorder if alike."""
    of_both = (units.owners[:, None] == 0) & (units.owners == 1)
    saved = {
        (i, j): max(1 + float(alike[i, j]), 0) + _TIE
        for i, j in np.argwhere(of_both & (alike >= -1 - _TIE)).tolist()
    }
    pairs: list[tuple[int, ...]] = list(heaviest_matching(saved))
    paired = {unit for pair in pairs for unit in pair}
    return [*pairs, *((unit,) for unit in range(len(units)) if unit not in paired)]


def _best_groups(units: Units, alike: Numbers) -> list[tuple[int, ...]]:
    """Unit by unit along the text, for every set of later units that have been taken, the least disorder."""
    groups = _groups(units, alike)
    ways = {0: _Way(0.0, None, ())}
    for unit in range(len(units)):
        this = 1 << unit
        further: dict[int, _Way] = {}
        for taken, way in ways.items():
            if taken & this:
                _keep(further, taken ^ this, way)
                continue
            _keep(further, taken, _Way(way.disorder + 1, way, (unit,)))
            for group in groups.get(unit, ()):
                if not taken & group.mask:
                    _keep(further, taken | group.mask, _Way(way.disorder + group.disorder, way, group.units))
        ways = _worth_going_on(further)
        if len(ways) > MOST_WAYS:
            raise Refused(_TOO_MUCH)
    return _traced(ways[0])


def _groups(units: Units, alike: Numbers) -> dict[int, list[_Group]]:
    """By their first unit, the groups of several from which no unit had better be parted."""
    pairs = units.annotators * (units.annotators - 1) // 2
    # If two are less alike than this, no others can make up for what parting them would save.
    near = (units.owners[:, None] != units.owners) & (alike >= 2 - units.annotators - pairs - _TIE)
    rows = alike.tolist()
    growing: list[tuple[tuple[int, ...], tuple[float, ...], list[int]]] = [
        ((first,), (0.0,), (np.flatnonzero(near[first, first + 1 :]) + first + 1).tolist())
        for first in range(len(units))
    ]
    groups: dict[int, list[_Group]] = {}
    found = 0
    while growing:
        members, shares, candidates = growing.pop()
        if len(members) > 1 and min(shares) >= -pairs - _TIE:
            found += 1
            mask = sum(1 << unit for unit in members[1:])
            disorder = 1 - sum(shares) / 2 / pairs - _TIE * len(members)
            groups.setdefault(members[0], []).append(_Group(disorder, members, mask))
        if found + len(growing) > MOST_GROUPS:
            raise Refused(_TOO_MUCH)
        for at, unit in enumerate(candidates):
            to_it = [rows[unit][member] for member in members]
            grown = (*(share + more for share, more in zip(shares, to_it, strict=True)), sum(to_it))
            # Each annotator who is not in it yet adds 1 at most to anybody's share.
            if min(grown) + units.annotators - len(grown) >= -pairs - _TIE:
                left = [other for other in candidates[at + 1 :] if near[unit, other]]
                growing.append(((*members, unit), grown, left))
    return groups


def _keep(ways: dict[int, _Way], taken: int, way: _Way) -> None:
    if taken not in ways or way.disorder < ways[taken].disorder:
        ways[taken] = way


def _worth_going_on(ways: Mapping[int, _Way]) -> dict[int, _Way]:
    """Without those that cannot become better than the best by now, however they go on.

    For the best can go on as they do, but for the units that only one of the two has taken. A unit that is
    left to the best alone costs it 1 by itself; to take one out of its group costs less.
    """
    taken, best = min(ways.items(), key=lambda item: item[1].disorder)
    return {
        those: way
        for those, way in ways.items()
        if way.disorder <= best.disorder + (those ^ taken).bit_count()
    }


def _traced(way: _Way) -> list[tuple[int, ...]]:
    groups = []
    while way.before is not None:
        groups.append(way.last)
        way = way.before
    return groups
