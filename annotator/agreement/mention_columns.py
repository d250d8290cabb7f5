"""The mentions of a batch of articles as columns of numbers, so that all of them are compared at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.frame import Labels
from annotator.agreement.reading import ReadMention
from annotator.agreement.statistics import Indices
from annotator.domain.tokens import Offsets

NONE = -1
"""Stands where a mention is in no entity."""


@dataclass(frozen=True, slots=True)
class MentionColumns:
    """What one annotator marked, article by article; each column is (mentions,)."""

    articles: Indices
    """By place in the batch."""
    starts: Indices
    ends: Indices
    labels: Indices
    """By number."""
    entities: Indices
    """By number, or NONE; ids that are the same have the same number, whatever they belong to."""
    boundaries: Indices
    """Equal for mentions of all annotators exactly if article, start, end and pieces are."""
    wholes: Indices
    """Equal exactly if the label is, too."""
    pieces: Mapping[int, tuple[Offsets, ...]]
    """Of discontinuous mentions, by place in the columns."""

    def __len__(self) -> int:
        return len(self.articles)

    def extent(self, place: int) -> ReadMention:
        """A mention that covers the same text."""
        start, end = int(self.starts[place]), int(self.ends[place])
        return ReadMention("", start, end, "", None, self.pieces.get(place, ()))


class MentionCollector:
    """Takes the mentions of the articles of a batch, one article after the other."""

    def __init__(self, annotators: int, labels: Labels) -> None:
        self._annotators = annotators
        self._labels = labels
        self._begin()

    def take(self, article: int, annotator: int, mentions: Sequence[ReadMention]) -> None:
        """Adds what the annotator, given by number, marked in an article, given by its place in the batch."""
        taken, entities = self._taken[annotator], self._entities
        if any(map(_PIECES, mentions)):
            places = range(len(taken.starts), len(taken.starts) + len(mentions))
            taken.pieces |= {
                place: one.pieces for place, one in zip(places, mentions, strict=True) if one.pieces
            }
        taken.articles.append(article)
        taken.sizes.append(len(mentions))
        taken.starts.extend(map(_START, mentions))
        taken.ends.extend(map(_END, mentions))
        taken.labels.extend(map(self._labels.number, map(_LABEL, mentions)))
        # The first entity has number 0, since None is among them.
        taken.entities += [entities.setdefault(id_, len(entities) - 1) for id_ in map(_ENTITY, mentions)]

    def emptied(self) -> list[MentionColumns]:
        """What was taken since the last time, by annotator's number."""
        taken = self._taken
        self._begin()
        columns = np.concatenate([one.columns() for one in taken], axis=1)
        articles, starts, ends, labels, _ = columns
        pieces = _numbered_pieces(taken)
        order = np.lexsort((labels, pieces, ends, starts, articles))
        differs = _differs(order, articles, starts, ends, pieces)
        numbers = np.empty((2, len(order)), np.int64)
        numbers[:, order] = np.cumsum(differs), np.cumsum(differs | _differs(order, labels))
        bounds = np.cumsum([len(one.starts) for one in taken])[:-1]
        parts = np.split(np.concatenate([columns, numbers]), bounds, axis=1)
        return [_columns(part, one.pieces) for part, one in zip(parts, taken, strict=True)]

    def _begin(self) -> None:
        self._taken = [_Taken() for _ in range(self._annotators)]
        self._entities: dict[str | None, int] = {None: NONE}


_START, _END, _LABEL, _ENTITY, _PIECES = (
    itemgetter(ReadMention._fields.index(name)) for name in ("start", "end", "label", "entity", "pieces")
)


@dataclass(slots=True)
class _Taken:
    """Of one annotator."""

    articles: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    """How many mentions each article has."""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    entities: list[int] = field(default_factory=list)
    pieces: dict[int, tuple[Offsets, ...]] = field(default_factory=dict)

    def columns(self) -> Indices:
        """(5, mentions)"""
        articles = np.repeat(np.array(self.articles, np.int64), self.sizes)
        return np.array([articles, self.starts, self.ends, self.labels, self.entities], np.int64)


def _numbered_pieces(taken: Sequence[_Taken]) -> Indices:
    """(mentions,) of all annotators: equal exactly if the pieces are."""
    numbers: dict[tuple[Offsets, ...], int] = {}
    columns = [np.zeros(len(one.starts), np.int64) for one in taken]
    for column, one in zip(columns, taken, strict=True):
        for place, pieces in one.pieces.items():
            column[place] = numbers.setdefault(pieces, len(numbers) + 1)
    return np.concatenate(columns)


def _differs(order: Indices, *columns: Indices) -> NDArray[np.bool_]:
    """Whether each mention, taken in the order, differs from the one before in any of the columns."""
    differs = np.zeros(len(order), bool)
    for column in columns:
        ordered = column[order]
        differs[1:] |= ordered[1:] != ordered[:-1]
    return differs


def _columns(columns: Indices, pieces: Mapping[int, tuple[Offsets, ...]]) -> MentionColumns:
    articles, starts, ends, labels, entities, boundaries, wholes = columns
    return MentionColumns(articles, starts, ends, labels, entities, boundaries, wholes, pieces)
