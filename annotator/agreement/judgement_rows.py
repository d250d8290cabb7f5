"""Who answered what in the articles of a batch, as rows with a place for each annotator, task by task."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.frame import Frame, Labels
from annotator.agreement.identities import Identities
from annotator.agreement.mention_items import aligned_mentions
from annotator.agreement.ratings import MISSING
from annotator.agreement.reading import ReadArticle, ReadJudgement
from annotator.agreement.seen_places import Evidence, note_evidence, seen_at
from annotator.agreement.statistics import Indices
from annotator.domain.annotation import RefKind
from annotator.domain.scheme import About, Scale, Task

GIVEN, SILENT, NOT_ASKED = 1, 0, -1
"""What a place of a row says: answered so; read the article and did not; cannot have answered."""

_MENTION, _ENTITY = RefKind.MENTION.value, RefKind.ENTITY.value

Unit = tuple[Hashable, Hashable, Hashable]
"""What an answer is about: anchor, holder and target, comparable between annotators."""
Answers = dict[int, tuple[str, ...]]
"""The labels given, by annotator's number."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one kind in a batch."""

    articles: Indices
    """(rows,): by place in the batch."""
    states: NDArray[np.int8]
    """(rows, annotators): what each said there."""
    numbers: Indices
    """(rows, 1): of the row's label; or (rows, annotators): of what each answered, or MISSING."""


@dataclass(frozen=True, slots=True)
class TaskRows:
    """What a batch says on one task."""

    places: Rows
    """Where there is an answer: anchors; else, about pairs, the evidence of two annotators, a row for each
    two of them; else what the answers are about."""
    units: Rows
    """What answers are about, with the number of everybody's one label, or of their set of labels."""
    labels: Rows
    """The same once for each label that anybody gave there."""


class _Taken:
    """Rows of one kind as they come."""

    def __init__(self) -> None:
        self._articles: list[int] = []
        self._states: list[int] = []
        self._numbers: list[int] = []

    def add(self, article: int, states: list[int], numbers: list[int]) -> None:
        self._articles.append(article)
        self._states += states
        self._numbers += numbers

    def rows(self, annotators: int) -> Rows:
        states = np.array(self._states, np.int8).reshape(-1, annotators)
        numbers = np.array(self._numbers, np.int64).reshape(len(states), -1 if len(states) else annotators)
        return Rows(np.array(self._articles, np.int64), states, numbers)


class Answered:
    """A task as it is compared: its labels by number, and the rows of the batch at hand."""

    def __init__(self, name: str, task: Task | None) -> None:
        self.name = name
        self.about = About.PAIR if task is None else task.about
        self.is_ordinal = task is not None and task.scale is Scale.ORDINAL
        self.is_multiple = task is not None and task.multiple
        self.is_known = task is not None
        self.is_anchored = task is not None and task.anchored
        self.has_evidence = self.about is About.PAIR and not self.is_anchored
        """Whether presence is by evidence, since the answers belong to no sentence."""
        self.labels = Labels(_in_order(task) if task else ())
        self.sets: dict[frozenset[str], int] = {}
        """The numbers of the sets of labels, in a task that takes several."""
        self.answers = 0
        """How many there were."""
        self.unknown = Counter[str]()
        """How often each label was given that the scheme does not have, in a task that it has."""
        self._places, self._units, self._labels = _Taken(), _Taken(), _Taken()

    def emptied(self, annotators: int) -> TaskRows:
        """What was taken since the last time, of so many annotators."""
        taken = self._places, self._units, self._labels
        self._places, self._units, self._labels = _Taken(), _Taken(), _Taken()
        return TaskRows(*(rows.rows(annotators) for rows in taken))

    def take(
        self,
        article: int,
        units: Mapping[Unit, Answers],
        asked: Sequence[int],
        having: Mapping[Hashable, frozenset[int]],
        evidence: Evidence,
    ) -> None:
        """Adds what was answered in an article; `having` tells who has the entity an answer is about."""
        if self.has_evidence:
            self._add_seen(article, asked, evidence)
        places: dict[Hashable, list[int]] = {}
        for unit, answers in units.items():
            states = self._states(unit, answers, asked, having)
            codes = [self._code(answers.get(number)) for number in range(len(asked))]
            self._units.add(article, states, codes)
            self.answers += len(answers)
            for label in dict.fromkeys(label for labels in answers.values() for label in labels):
                self._add_label(article, label, answers, states)
            if self.has_evidence:
                continue
            place = unit if unit[0] is None else unit[0]
            places[place] = list(map(max, places[place], states)) if place in places else states
        for states in places.values():
            self._places.add(article, states, [0])

    def _add_seen(self, article: int, asked: Sequence[int], evidence: Evidence) -> None:
        """Adds, for every two who read the article, the places where one of them sees an answer."""
        readers = [number for number, state in enumerate(asked) if state != NOT_ASKED]
        for pair in combinations(readers, 2):
            for seen in seen_at(evidence, pair):
                states = [NOT_ASKED] * len(asked)
                for number in pair:
                    states[number] = GIVEN if number in seen else SILENT
                self._places.add(article, states, [0])

    def _add_label(self, article: int, label: str, answers: Answers, states: Sequence[int]) -> None:
        number = self.labels.number(label)
        given = [GIVEN if label in answers.get(n, ()) else min(s, SILENT) for n, s in enumerate(states)]
        self._labels.add(article, given, [number])
        if self.is_known and number >= self.labels.known:
            self.unknown[label] += given.count(GIVEN)

    def _states(
        self,
        unit: Unit,
        answers: Answers,
        asked: Sequence[int],
        having: Mapping[Hashable, frozenset[int]],
    ) -> list[int]:
        states = list(asked)
        have = having.get(unit[2])
        if have is not None:
            states = [state if number in have else NOT_ASKED for number, state in enumerate(asked)]
        for number in answers:
            states[number] = GIVEN
        return states

    def _code(self, labels: tuple[str, ...] | None) -> int:
        if not labels or (len(labels) > 1 and not self.is_multiple):
            return MISSING
        if self.is_multiple:
            return self.sets.setdefault(frozenset(labels), len(self.sets))
        return self.labels.number(labels[0])


class JudgementRows:
    """Collects the rows of every task that is in the scheme or turns up."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self.tasks = {task.name: Answered(task.name, task) for task in frame.scheme.tasks}

    def take(self, place: int, article: ReadArticle) -> None:
        """Adds what the readings of an article answer, given by its place in the batch."""
        if not any(reading.judgements for reading in article.readings):
            return
        identities = self._identities(article)
        said: dict[str, dict[Unit, Answers]] = {}
        evidence: dict[str, Evidence] = {}
        for reading in article.readings:
            number = self._frame.number[reading.annotator]
            for judgement in reading.judgements:
                unit = _unit(identities, reading.annotator, judgement)
                answers = said.setdefault(judgement.task, {}).setdefault(unit, {})
                answers[number] = _joined(answers.get(number), judgement.labels)
                note_evidence(evidence.setdefault(judgement.task, {}), unit, number, judgement)
        asked = self._asked(article)
        having: Mapping[Hashable, frozenset[int]] | None = None
        for name, units in said.items():
            task = self.tasks.get(name)
            if task is None:
                task = self.tasks[name] = Answered(name, None)
            if task.about is About.ENTITY and having is None:
                having = self._having(article, identities)
            task.take(place, units, asked, having or {} if task.about is About.ENTITY else {}, evidence[name])

    def _identities(self, article: ReadArticle) -> Identities:
        judgements = [judgement for reading in article.readings for judgement in reading.judgements]
        refs = {ref.kind for j in judgements for ref in (j.holder, j.target, j.anchor) if ref is not None}
        things = aligned_mentions(article.readings) if _MENTION in refs else ()
        return Identities(article.readings, things, self._frame.scheme)

    def _asked(self, article: ReadArticle) -> list[int]:
        states = [NOT_ASKED] * len(self._frame.annotators)
        for reading in article.readings:
            states[self._frame.number[reading.annotator]] = SILENT
        return states

    def _having(self, article: ReadArticle, identities: Identities) -> Mapping[Hashable, frozenset[int]]:
        """The annotators who have each of the common entities, by what refs to it are compared by."""
        found: dict[Hashable, set[int]] = {}
        for reading in article.readings:
            number = self._frame.number[reading.annotator]
            for id_ in reading.entities:
                common = _ENTITY, identities.entity(reading.annotator, id_)
                found.setdefault(common, set()).add(number)
        return {common: frozenset(numbers) for common, numbers in found.items()}


def _unit(identities: Identities, annotator: str, judgement: ReadJudgement) -> Unit:
    refs = judgement.anchor, judgement.holder, judgement.target
    anchor, holder, target = (identities.key(annotator, ref) for ref in refs)
    return anchor, holder, target


def _joined(before: tuple[str, ...] | None, labels: tuple[str, ...]) -> tuple[str, ...]:
    """All labels that one annotator gives to one unit, each once."""
    return labels if before is None else tuple(dict.fromkeys(before + labels))


def _in_order(task: Task) -> Iterable[str]:
    """The names of the labels, those of a scale in its order."""
    values = {label.name: label.value for label in task.labels}
    if task.scale is Scale.ORDINAL and None not in values.values():
        return sorted(values, key=lambda name: values[name] or 0)
    return values
