"""Answers to one task compared: whether there is one, about whom, and which, summed over articles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from typing import Self

import numpy as np

from annotator.agreement.distances import masi
from annotator.agreement.frame import Batch, Frame, Pair
from annotator.agreement.judgement_rows import GIVEN, NOT_ASKED, SILENT, Answered, Rows, TaskRows
from annotator.agreement.ratings import MISSING, Ratings, ratings_by_article, tables_by_article
from annotator.agreement.resampling import Draw, SummedStatistics, Sums
from annotator.agreement.statistics import Indices, Numbers, Statistics, summed_at


@dataclass(frozen=True, slots=True)
class Found(Statistics):
    """How much two annotators answered both, the first alone and the second alone: the last dimension."""

    places: Numbers
    """(..., 3)"""
    units: Numbers
    """(..., 3)"""
    labels: Numbers
    """(..., labels, 3): units with that label."""

    def plus(self, other: Self) -> Self:
        return type(self)(self.places + other.places, self.units + other.units, self.labels + other.labels)


@dataclass(frozen=True, slots=True)
class Coded:
    """The units (units, annotators) that some annotators can be compared on, by what each answered."""

    codes: Indices
    """With one label each, or one set of labels, of at least two; else MISSING."""
    articles: Indices
    answered: int
    """How many units at least two answered, with such a label or not."""

    @classmethod
    def of(cls, units: Rows, annotators: Sequence[int]) -> Self:
        codes = units.numbers[:, annotators]
        shared = (codes != MISSING).sum(axis=1) > 1
        answered = ((units.states[:, annotators] == GIVEN).sum(axis=1) > 1).sum()
        return cls(codes[shared], units.articles[shared], int(answered))


class LabelSums:
    """The labels on units that at least two answered with one label each."""

    def __init__(self, task: Answered) -> None:
        self._task = task
        self.ratings = SummedStatistics(Ratings)
        self.ranked = Sums(0, 0)
        """Coincidences of the labels that have a place on the scale."""
        self.ranked_units = 0
        self.answered = 0

    def add(self, units: Coded, of: int, draw: Draw) -> None:
        """Adds the units of a batch of `of` articles."""
        self.answered += units.answered
        codes, articles = units.codes, units.articles
        self.ratings.add(ratings_by_article(codes, articles, labels=len(self._task.labels), of=of), draw)
        if self._task.is_ordinal:
            ranks = self._task.labels.known
            ranked = np.where(codes < ranks, codes, MISSING)
            found = ratings_by_article(ranked, articles, labels=ranks, of=of)
            self.ranked.add(found.coincidences, draw)
            self.ranked_units += round(found.paired.sum())


class SetSums:
    """The sets of labels on units that at least two answered, in a task that takes several."""

    def __init__(self, task: Answered) -> None:
        self._task = task
        self.apart = Sums()
        """The distances between the judgements of a unit, each unit with as much weight as it has those."""
        self.given = Sums(0)
        """How often each set was given."""
        self.units = 0
        self.answered = 0

    def add(self, units: Coded, of: int, draw: Draw) -> None:
        """Adds the units of a batch of `of` articles."""
        self.answered += units.answered
        self.units += len(units.codes)
        codes, articles = units.codes, units.articles
        distances = masi(list(self._task.sets))
        given = codes != MISSING
        judgements = given.sum(axis=1)
        apart = np.zeros(of)
        for first, second in combinations(range(codes.shape[1]), 2):
            both = given[:, first] & given[:, second]
            far = distances[codes[both, first], codes[both, second]] * 2 / (judgements[both] - 1)
            apart += summed_at(articles[both], far, (of,))
        unit, annotator = np.nonzero(given)
        places = articles[unit] * len(distances) + codes[unit, annotator]
        self.apart.add(apart, draw)
        self.given.add(summed_at(places, None, (of, len(distances))), draw)


class TaskSums:
    """All that is summed of one task, for every pair of annotators and for everybody."""

    def __init__(self, frame: Frame, task: Answered) -> None:
        self._frame = frame
        self.task = task
        self.found: Mapping[Pair, SummedStatistics[Found]] = {p: SummedStatistics(Found) for p in frame.pairs}
        self.found_pooled = SummedStatistics(Found)
        self.one_sided = dict.fromkeys(frame.pairs, 0)
        """Answers about an entity that the other of the pair does not have."""
        self.tables: Mapping[Pair, Sums] = {pair: Sums(0, 0) for pair in frame.pairs}
        self._labels = {pair: LabelSums(task) for pair in frame.pairs}
        self._sets = {pair: SetSums(task) for pair in frame.pairs}
        self.labels_of_all = LabelSums(task)
        self.sets_of_all = SetSums(task)

    def labels(self, pair: Pair) -> LabelSums:
        return self._labels[pair]

    def sets(self, pair: Pair) -> SetSums:
        return self._sets[pair]

    def flush(self, batch: Batch) -> Mapping[Pair, Numbers]:
        """Adds the rows of the batch; (articles, 2) of each pair: answers alike of both, and all of both."""
        rows = self.task.emptied(len(self._frame.annotators))
        self._add_codes(batch, rows.units)
        found = {pair: _found(rows, pair, batch.size, len(self.task.labels)) for pair in self._frame.pairs}
        for pair, values in found.items():
            self.found[pair].add(values, batch.pair_draw)
            self.one_sided[pair] += _one_sided(rows.units, batch, pair)
        self.found_pooled.add(reduce(Found.plus, found.values()), batch.draw)
        return {pair: values.labels.sum(axis=1) @ _ALIKE_AND_ALL for pair, values in found.items()}

    def _add_codes(self, batch: Batch, units: Rows) -> None:
        everybody = Coded.of(units, range(len(self._frame.annotators)))
        of_all = self.sets_of_all if self.task.is_multiple else self.labels_of_all
        of_all.add(everybody, batch.size, batch.draw)
        for pair in self._frame.pairs:
            coded = Coded.of(units, pair)
            of_pair = self._sets[pair] if self.task.is_multiple else self._labels[pair]
            of_pair.add(coded, batch.size, batch.pair_draw)
            if not self.task.is_multiple:
                size = len(self.task.labels)
                table = tables_by_article(coded.codes, coded.articles, labels=size, of=batch.size)
                self.tables[pair].add(table, batch.pair_draw)


_ALIKE_AND_ALL = np.array([[2, 2], [0, 1], [0, 1]], float)


def _found(rows: TaskRows, pair: Pair, of: int, labels: int) -> Found:
    return Found(
        places=_counted(rows.places, pair, (of, 3)),
        units=_counted(rows.units, pair, (of, 3)),
        labels=_counted(rows.labels, pair, (of, labels, 3)),
    )


def _counted(rows: Rows, pair: Pair, shape: tuple[int, ...]) -> Numbers:
    """What both have given, the first alone and the second alone, by article, and by label if there are."""
    a, b = rows.states[:, pair[0]], rows.states[:, pair[1]]
    places = rows.articles if len(shape) == 2 else rows.articles * shape[1] + rows.numbers[:, 0]
    outcomes = (a == GIVEN) & (b == GIVEN), (a == GIVEN) & (b == SILENT), (a == SILENT) & (b == GIVEN)
    return np.stack([summed_at(places[which], None, shape[:-1]) for which in outcomes], axis=-1)


def _one_sided(units: Rows, batch: Batch, pair: Pair) -> int:
    compared = batch.pair_articles(pair)[units.articles]
    states = np.sort(units.states[:, pair], axis=1)
    return int((compared & (states[:, 0] == NOT_ASKED) & (states[:, 1] == GIVEN)).sum())
