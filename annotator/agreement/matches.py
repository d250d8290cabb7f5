"""What every two annotators made of the mentions of some articles, as columns of numbers to be counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.alignment import Aligned, Match, align
from annotator.agreement.frame import Labels, Pair
from annotator.agreement.reading import ReadMention
from annotator.agreement.statistics import Indices, Numbers, summed_at

NONE = -1
"""Stands where an annotator has no mention, or has it in no entity."""

KINDS = tuple(Match)
EXACT, LABEL_ONLY, BOUNDARY_ONLY, BOUNDARY_AND_LABEL, ONLY_A, ONLY_B = range(len(KINDS))


@dataclass(frozen=True, slots=True)
class Matches:
    """Everything that either annotator of a pair marked, article by article."""

    articles: Indices
    """(matches,): by place in the batch."""
    kinds: Indices
    """(matches,): the place of each among `KINDS`."""
    labels: Indices
    """(matches, 2): the number of the label that either gave, or NONE."""
    entities: Indices
    """(matches, 2): the number of the entity that either put it into, or NONE; ids that are the same have
    the same number, whatever article and annotator they belong to."""

    @property
    def is_common(self) -> NDArray[np.bool_]:
        """(matches,): whether both marked it with the same boundaries."""
        return np.isin(self.kinds, (EXACT, LABEL_ONLY))


def tallies(matches: Matches, *, articles: int, labels: int) -> Numbers:
    """How many matches of each kind there are: (articles, 1 + labels, matches), in all and then by label.

    By label it is as if its mentions were all there is: where the labels differ, one annotator has a mention
    of either label that the other has not. So the labels' exact and boundary-only matches add up to those of
    all labels together, and `label only` is 0.
    """
    of_a, of_b = matches.labels.T
    is_alone = of_a != of_b
    rows = (
        (np.zeros_like(of_a), matches.kinds, np.ones_like(is_alone)),
        (1 + of_a, np.where(is_alone, ONLY_A, matches.kinds), of_a != NONE),
        (1 + of_b, np.full_like(of_b, ONLY_B), (of_b != NONE) & is_alone),
    )
    size = 1 + labels
    places = [((matches.articles * size + row) * len(KINDS) + kind)[which] for row, kind, which in rows]
    return summed_at(np.concatenate(places), None, (articles, size, len(KINDS)))


class _Numbered(NamedTuple):
    """The numbers of the labels and entities of one annotator's mentions by their places; at None is NONE."""

    labels: Mapping[int | None, int]
    entities: Mapping[int | None, int]


class Matching:
    """Aligns the mentions of every two annotators, article by article."""

    def __init__(self, labels: Labels, pairs: Sequence[Pair]) -> None:
        self._labels = labels
        self._pairs = pairs
        self._begin()

    def take(self, article: int, readers: Sequence[int], readings: Sequence[Sequence[ReadMention]]) -> None:
        """Aligns what the readers, by their numbers, marked in an article, by its place in the batch."""
        numbered = [self._numbered(mentions) for mentions in readings]
        for one, other in combinations(range(len(readers)), 2):
            pair = readers[one], readers[other]
            aligned = align(readings[one], readings[other])
            self._columns[pair].take(article, aligned, numbered[one], numbered[other])

    def emptied(self) -> Mapping[Pair, Matches]:
        """What was taken since the last time, of every pair."""
        columns = self._columns
        self._begin()
        return {pair: of_pair.matches() for pair, of_pair in columns.items()}

    def _begin(self) -> None:
        self._entities = Labels(())
        self._columns = {pair: _Columns() for pair in self._pairs}

    def _numbered(self, mentions: Sequence[ReadMention]) -> _Numbered:
        label, entity = self._labels.number, self._entities.number
        labels: dict[int | None, int] = {n: label(mention.label) for n, mention in enumerate(mentions)}
        entities = {n: NONE if (id_ := m.entity) is None else entity(id_) for n, m in enumerate(mentions)}
        return _Numbered(labels | {None: NONE}, entities | {None: NONE})


class _Columns:
    """The matches of one pair as they come."""

    def __init__(self) -> None:
        self._articles: list[int] = []
        self._sizes: list[int] = []
        self._columns: tuple[list[int], ...] = [], [], [], [], []
        """Kinds, labels of either, entities of either."""

    def take(self, article: int, aligned: Sequence[Aligned], one: _Numbered, other: _Numbered) -> None:
        if not aligned:
            return
        self._articles.append(article)
        self._sizes.append(len(aligned))
        kinds, places, other_places = zip(*aligned, strict=True)
        values = (
            map(_KIND, kinds),
            map(one.labels.__getitem__, places),
            map(other.labels.__getitem__, other_places),
            map(one.entities.__getitem__, places),
            map(other.entities.__getitem__, other_places),
        )
        for column, some in zip(self._columns, values, strict=True):
            column.extend(some)

    def matches(self) -> Matches:
        columns = np.array(self._columns, np.int64)
        articles = np.repeat(np.array(self._articles, np.int64), self._sizes)
        return Matches(articles, columns[0], columns[1:3].T, columns[3:].T)


_KIND = KINDS.index
