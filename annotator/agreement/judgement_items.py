"""Answers to tasks compared: stances by holder and target, other answers by what they are about."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from annotator.agreement.answers import Answer, Place, Side, by_key, item_of
from annotator.agreement.conflict import Difference, Item, Variant
from annotator.agreement.evidence import overlap
from annotator.agreement.identities import Identities
from annotator.agreement.reading import ReadArticle, Reading, ReadJudgement
from annotator.agreement.table import Layer
from annotator.domain.annotation import RefKind
from annotator.domain.scheme import About, Scheme
from annotator.domain.tokens import Offsets


class Saying(NamedTuple):
    """What one annotator answered about one holder and target: usually one judgement."""

    about: "Pair"
    labels: tuple[str, ...]
    evidence: tuple[Offsets, ...]
    judgements: tuple[ReadJudgement, ...]


class Pair(NamedTuple):
    """What an answer is about, comparable between annotators."""

    holder: Hashable
    target: Hashable


@dataclass(slots=True)
class Group:
    """What annotators say about one thing, by their names."""

    sayings: dict[str, Saying]

    @property
    def first(self) -> Saying:
        return next(iter(self.sayings.values()))


def judgement_items(article: ReadArticle, scheme: Scheme, identities: Identities) -> Iterator[Item]:
    """An item for each thing answered, by task in the scheme's order, then as it stands in the text."""
    readers = [reading.annotator for reading in article.readings]
    found: dict[tuple[str, Hashable], dict[Pair, Group]] = {}
    for reading in article.readings:
        for (task, anchor, pair), saying in _sayings(reading, identities).items():
            groups = found.setdefault((task, anchor), {})
            groups.setdefault(pair, Group({})).sayings[reading.annotator] = saying
    order = {task.name: number for number, task in enumerate(scheme.tasks)}
    items: list[Item] = []
    for (task, _), groups in found.items():
        compared = _Compared(article, task, readers, identities, is_about_pairs=_is_about_pairs(scheme, task))
        items += compared.items(list(groups.values()))
    items.sort(key=lambda one: (order.get(one.task or "", len(order)), one.task, one.start, one.end, one.id))
    yield from items


def _sayings(reading: Reading, identities: Identities) -> Mapping[tuple[str, Hashable, Pair], Saying]:
    """By task, anchor, and holder with target; several judgements about the same are one answer."""
    name = reading.annotator
    together: dict[tuple[str, Hashable, Pair], list[ReadJudgement]] = {}
    for judgement in reading.judgements:
        pair = Pair(identities.key(name, judgement.holder), identities.key(name, judgement.target))
        key = judgement.task, identities.key(name, judgement.anchor), pair
        together.setdefault(key, []).append(judgement)
    return {key: _saying(key[2], judgements) for key, judgements in together.items()}


def _saying(pair: Pair, judgements: Sequence[ReadJudgement]) -> Saying:
    if len(judgements) == 1:
        (one,) = judgements
        labels = one.labels if len(one.labels) < 2 else tuple(sorted(set(one.labels)))
        return Saying(pair, labels, one.evidence, (one,))
    ordered = sorted(judgements, key=lambda judgement: (judgement.labels, judgement.id))
    labels = tuple(sorted({label for judgement in ordered for label in judgement.labels}))
    evidence = tuple(sorted({span for judgement in ordered for span in judgement.evidence}))
    return Saying(pair, labels, evidence, tuple(ordered))


def _is_about_pairs(scheme: Scheme, name: str) -> bool:
    task = scheme.task(name)
    return task is None or task.about is About.PAIR


class _Compared:
    """The answers to one task, of those who belong to one sentence where the task asks for that."""

    def __init__(
        self,
        article: ReadArticle,
        task: str,
        readers: Sequence[str],
        identities: Identities,
        *,
        is_about_pairs: bool,
    ) -> None:
        self._article = article
        self._task = task
        self._is_about_pairs = is_about_pairs
        self._readers = readers
        self._identities = identities

    def items(self, groups: list[Group]) -> Iterator[Item]:
        if self._is_about_pairs and len(groups) > 1:
            groups = self._paired(groups)
        for group in groups:
            keys = {name: (saying.about, saying.labels) for name, saying in group.sayings.items()}
            sides = [self._side(names, group) for names in by_key(keys)]
            silent = tuple([name for name in self._readers if name not in keys])
            yield item_of(self._place(group), sides, silent, self._differs(group))

    def _paired(self, groups: list[Group]) -> list[Group]:
        """Joins what differs in holder or target alone.

        First where the evidence overlaps, what overlaps most first; then where either has nothing else to
        go with. Nobody stands in one group twice.
        """
        open_ones = [group for group in groups if len(group.sayings) < len(self._readers)]
        if len(open_ones) < 2:
            return groups
        open_ones.sort(key=self._order)
        taken: dict[int, int] = {}
        for *_, one, other in sorted(_kinships(open_ones)):
            _join(open_ones, taken, one, other)
        alone = [place for place in range(len(open_ones)) if place not in taken]
        for one, other in _left_for_each_other(open_ones, alone):
            _join(open_ones, taken, one, other)
        gone = {id(open_ones[place]) for place, into in taken.items() if into != place}
        return [group for group in groups if id(group) not in gone]

    def _order(self, group: Group) -> list[tuple[str, str]]:
        """Of what annotators said themselves, so that the order of files and readings makes no difference."""
        return sorted((name, self._content(saying)) for name, saying in group.sayings.items())

    def _side(self, names: tuple[str, ...], group: Group) -> Side:
        first = group.sayings[names[0]]
        answers = [self._answer(group.sayings[name]) for name in names]
        return Side(names, answers, first.labels, self._said(names[0], first))

    def _answer(self, saying: Saying) -> Answer:
        return Answer(tuple([judgement.id for judgement in saying.judgements]), self._content(saying))

    def _content(self, saying: Saying) -> str:
        first = saying.judgements[0]
        refs = (first.holder, first.target, first.anchor)
        return "|".join([*(self._identities.content(ref) for ref in refs), *saying.labels])

    def _said(self, name: str, saying: Saying) -> str:
        first = saying.judgements[0]
        label = " and ".join(saying.labels) or "undecided"
        target = None if first.target is None else self._identities.words(name, first.target)
        if first.holder is not None:
            holder = self._identities.words(name, first.holder)
            return f"{holder} {label} {target}" if target else f"{holder} {label}"
        if target is None or (first.target is not None and first.target.kind == RefKind.ARTICLE):
            return label
        return f"{label} {target}" if self._is_about_pairs else f"{target}: {label}"

    def _place(self, group: Group) -> Place:
        evidence = [span for saying in group.sayings.values() for span in saying.evidence]
        if evidence:
            start, end = min(start for start, _ in evidence), max(end for _, end in evidence)
        else:
            start, end = self._place_of_refs(group) or (0, self._article.length)
        return Place(self._article.id, Layer.JUDGEMENTS, start, end, self._task)

    def _place_of_refs(self, group: Group) -> Offsets | None:
        for name, saying in group.sayings.items():
            first = saying.judgements[0]
            place = self._identities.place(name, (first.anchor, first.target, first.holder))
            if place is not None:
                return place
        return None

    def _differs(self, group: Group) -> "_Difference":
        return _Difference(group, is_about_pairs=self._is_about_pairs)


@dataclass(frozen=True, slots=True)
class _Difference:
    """How the variants of a group differ."""

    group: Group
    is_about_pairs: bool

    def __call__(self, said: Sequence[Variant], silent: int) -> Difference:
        """Presence where as many say nothing as say something; else by the two answers most gave."""
        if len(said) == 1 or silent >= sum(len(variant.annotators) for variant in said):
            return Difference.PRESENCE
        one, other = (self.group.sayings[variant.annotators[0]].about for variant in said[:2])
        if one == other:
            return Difference.POLARITY if self.is_about_pairs else Difference.LABEL
        if (one.holder, one.target) == (other.target, other.holder):
            return Difference.DIRECTION
        return Difference.TARGET if one.holder == other.holder else Difference.HOLDER


_Kinship = tuple[float, int, int, int]
"""Negative overlap of the evidence, the kind of kinship, and the two groups."""


def _kinships(groups: Sequence[Group]) -> Iterator[_Kinship]:
    """Those that differ in holder or target alone, and whose evidence overlaps."""
    for one, other in combinations(range(len(groups)), 2):
        kind = _kind(groups[one], groups[other])
        if kind is not None:
            share = max(
                overlap(mine.evidence, others.evidence)
                for mine in groups[one].sayings.values()
                for others in groups[other].sayings.values()
            )
            if share > 0:
                yield -round(share, 9), kind, one, other


def _left_for_each_other(groups: Sequence[Group], alone: Sequence[int]) -> list[tuple[int, int]]:
    kin: dict[int, list[int]] = {place: [] for place in alone}
    for one, other in combinations(alone, 2):
        if _kind(groups[one], groups[other]) is not None:
            kin[one].append(other)
            kin[other].append(one)
    return [(one, others[0]) for one, others in kin.items() if len(others) == 1 and kin[others[0]] == [one]]


def _kind(one: Group, other: Group) -> int | None:
    """0 exchanged, 1 another target, 2 another holder; None where more than that differs."""
    if not one.sayings.keys().isdisjoint(other.sayings):
        return None
    mine, others = one.first.about, other.first.about
    if (mine.holder, mine.target) == (others.target, others.holder):
        return 0
    if not _labels(one) & _labels(other):
        return None
    if mine.holder == others.holder:
        return 1
    return 2 if mine.target == others.target else None


def _labels(group: Group) -> set[str]:
    return {label for saying in group.sayings.values() for label in saying.labels}


def _join(groups: Sequence[Group], taken: dict[int, int], one: int, other: int) -> None:
    into, gone = taken.get(one, one), taken.get(other, other)
    if into == gone or not groups[into].sayings.keys().isdisjoint(groups[gone].sayings):
        return
    groups[into].sayings.update(groups[gone].sayings)
    taken[one] = into
    for place in [gone, *(place for place, home in taken.items() if home == gone)]:
        taken[place] = into
