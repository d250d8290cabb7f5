"""Mentions of several annotators aligned into things, in each of which everybody has one mention at most."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from annotator.agreement.alignment import Match, align, pieces_of, shared_length
from annotator.agreement.answers import Answer, Place, Side, by_key, item_of
from annotator.agreement.conflict import Difference, Item, Variant
from annotator.agreement.reading import Reading, ReadMention
from annotator.agreement.table import Layer
from annotator.domain.tokens import Offsets

Thing = Mapping[str, tuple[ReadMention, ...]]
"""What annotators marked there, by their names; several mentions only if one marked the very same twice."""

_Key = tuple[int, int, str, tuple[Offsets, ...]]
_Group = dict[str, tuple[ReadMention, ...]]
_Edge = tuple[int, float, int, int, int]
"""How they differ, negative overlap, negative number of pairs of annotators, and the two groups."""


def aligned_mentions(readings: Sequence[Reading]) -> tuple[Thing, ...]:
    """The things of an article in order of reading; of two readings they are exactly what `align` says.

    The same boundaries and label are always one thing. What is left is aligned for each pair of annotators,
    and two that are aligned become one thing unless an annotator would stand in it twice: first those with
    the same boundaries, then by overlap, then by how many pairs of annotators align them.
    """
    same: dict[_Key, _Group] = {}
    for reading in readings:
        name = reading.annotator
        for mention in reading.mentions:
            group = same.setdefault(_key(mention), {})
            group[name] = (*group[name], mention) if name in group else (mention,)
    found: list[tuple[_Key, Thing]] = []
    left: list[tuple[_Key, _Group]] = []
    for pair in same.items():
        (found if len(pair[1]) == len(readings) else left).append(pair)
    for component in _components(sorted(left, key=lambda pair: pair[0])):
        found += _joined(component)
    found.sort(key=lambda pair: pair[0])
    return tuple([thing for _, thing in found])


def mention_items(article_id: str, readings: Sequence[Reading], things: Iterable[Thing]) -> Iterator[Item]:
    """An item for each thing, in the order of the things."""
    readers = [reading.annotator for reading in readings]
    for thing in things:
        sides = [_side(names, thing) for names in by_key({name: _key(thing[name][0]) for name in thing})]
        marked = [thing[side.annotators[0]][0] for side in sides]
        start, end = min([m.start for m in marked]), max([m.end for m in marked])
        silent = () if len(thing) == len(readers) else tuple([name for name in readers if name not in thing])
        yield item_of(Place(article_id, Layer.MENTIONS, start, end), sides, silent, _differs)


def _components(left: Sequence[tuple[_Key, _Group]]) -> Iterator[list[tuple[_Key, _Group]]]:
    """The groups, in order of reading, in stretches that nothing reaches across."""
    stretch: list[tuple[_Key, _Group]] = []
    reached = 0
    for key, group in left:
        if stretch and key[0] >= reached:
            yield stretch
            stretch = []
        stretch.append((key, group))
        reached = max(reached, -key[1])
    if stretch:
        yield stretch


def _joined(component: Sequence[tuple[_Key, _Group]]) -> Iterator[tuple[_Key, Thing]]:
    groups: list[_Group] = [group for _, group in component]
    home = list(range(len(groups)))
    for *_, one, other in _edges(groups):
        first, second = sorted((home[one], home[other]))
        if first != second and groups[first].keys().isdisjoint(groups[second]):
            groups[first] = groups[first] | groups[second]
            home = [first if place == second else place for place in home]
    for place in dict.fromkeys(home):
        yield component[place][0], groups[place]


def _edges(groups: Sequence[_Group]) -> list[_Edge]:
    """Which groups any two annotators align, those that go together best first."""
    if len(groups) == 1:
        return []
    if len(groups) == 2:
        return [(0, 0.0, 0, 0, 1)] if shared_length(_first(groups[0]), _first(groups[1])) else []
    # Who stands in the same groups is aligned the same with everybody: of 25 annotators few differ in that.
    alike = Counter(_memberships(groups))
    votes: dict[tuple[int, int], int] = {}
    for one, other in combinations(sorted(alike), 2):
        for pair in _aligned_groups(groups, one, other):
            votes[pair] = votes.get(pair, 0) + alike[one] * alike[other]
    return sorted(_edge(groups, pair, number) for pair, number in votes.items())


def _memberships(groups: Sequence[_Group]) -> Iterator[tuple[int, ...]]:
    """The groups each annotator stands in."""
    places: dict[str, list[int]] = {}
    for place, group in enumerate(groups):
        for name in group:
            places.setdefault(name, []).append(place)
    return map(tuple, places.values())


def _aligned_groups(
    groups: Sequence[_Group], one: tuple[int, ...], other: tuple[int, ...]
) -> Iterator[tuple[int, int]]:
    marked = [[_first(groups[place]) for place in places] for places in (one, other)]
    for match, a, b in align(*marked):
        if a is not None and b is not None and match is not Match.EXACT:
            first, second = sorted((one[a], other[b]))
            yield first, second


def _edge(groups: Sequence[_Group], pair: tuple[int, int], votes: int) -> _Edge:
    one, other = _first(groups[pair[0]]), _first(groups[pair[1]])
    shared = shared_length(one, other)
    together = sum(end - start for start, end in (*pieces_of(one), *pieces_of(other))) - shared
    return 0 if pieces_of(one) == pieces_of(other) else 1, -shared / together, -votes, *pair


def _first(group: _Group) -> ReadMention:
    return next(iter(group.values()))[0]


def _key(mention: ReadMention) -> _Key:
    return mention.start, -mention.end, mention.label, mention.pieces


def _side(names: tuple[str, ...], thing: Thing) -> Side:
    first = thing[names[0]][0]
    pieces = " and ".join([f"{start}-{end}" for start, end in first.pieces]) or f"{first.start}-{first.end}"
    said = f"{first.label} {pieces}"
    answers = [Answer(tuple([mention.id for mention in thing[name]]), said) for name in names]
    return Side(names, answers, (first.label,), said)


def _differs(said: Sequence[Variant], silent: int) -> Difference:
    """Missing where half marked nothing, or those who marked it agree; else how they differ."""
    if len(said) == 1 or silent >= sum(len(variant.annotators) for variant in said):
        return Difference.MISSING
    places = {variant.said.removeprefix(variant.labels[0]) for variant in said}
    labels = {variant.labels for variant in said}
    if len(labels) == 1:
        return Difference.BOUNDARY
    return Difference.LABEL if len(places) == 1 else Difference.BOUNDARY_AND_LABEL
