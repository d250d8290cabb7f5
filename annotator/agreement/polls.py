"""Polls: the votes on all questions of one kind in a project, held as how often each pattern of votes occurs.

Few annotators agree or differ in few ways, so that a project of any size needs little memory, and models are
fitted to hundreds of patterns instead of millions of items.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np

from annotator.agreement.questions import Question
from annotator.agreement.statistics import Indices, Numbers
from annotator.agreement.table import Layer
from annotator.agreement.votes import NOT_ASKED, Votes
from annotator.domain.scheme import Scheme

Pattern = tuple[tuple[int, int], ...]
"""Who (by index) said which label (by index), for everybody asked."""

_NOTHING = "nothing"
CHOSEN = "chosen"


class Poll:
    """All votes on mentions, or on one task.

    The first label is nothing: there is no mention, no answer here. In a task that takes several labels, a
    vote is whether one of them is chosen.
    """

    def __init__(self, layer: Layer, task: str | None, labels: Iterable[str], *, is_multiple: bool) -> None:
        self.layer = layer
        self.task = task
        self.is_multiple = is_multiple
        self._order = {label: number for number, label in enumerate(labels)}
        self.labels = [_NOTHING, *((CHOSEN,) if is_multiple else self._order)]
        self.annotators: list[str] = []
        self.patterns: dict[Pattern, int] = {}
        self._label_index = {label: index for index, label in enumerate(self.labels[1:], start=1)}
        self._annotator_index: dict[str, int] = {}
        self._entries = array("q"), array("q"), array("q")

    def add(self, article: int, questions: Iterable[Question]) -> None:
        """Counts the votes of one article, given by its number."""
        counted = Counter(pattern for one in questions for _, pattern in self.patterns_of(one))
        for pattern, times in counted.items():
            index = self.patterns.setdefault(pattern, len(self.patterns))
            for column, value in zip(self._entries, (article, index, times), strict=True):
                column.append(value)

    def patterns_of(self, question: Question) -> Iterator[tuple[str | None, Pattern]]:
        """The pattern of votes on the question; of one that takes several labels, by each label given."""
        if not self.is_multiple:
            yield None, self._pattern((name, a.labels[:1]) for name, a in question.answers.items())
            return
        for label in sorted({label for answer in question.answers.values() for label in answer.labels}):
            votes = ((name, (CHOSEN,) * (label in a.labels)) for name, a in question.answers.items())
            yield label, self._pattern(votes)

    def votes(self, *, shared_only: bool) -> tuple[Votes, Indices]:
        """Each pattern as an item that weighs as often as it occurs, and its indices among `patterns`.

        `shared_only` leaves out what a single annotator was asked: nobody can be compared on it.
        """
        rows = [i for pattern, i in self.patterns.items() if len(pattern) > 1 or not shared_only]
        cast = np.full((len(self.patterns), len(self.annotators)), NOT_ASKED)
        for pattern, index in self.patterns.items():
            for annotator, label in pattern:
                cast[index, annotator] = label
        weights = self.weights(np.ones(self._column(0).max(initial=-1) + 1))
        return Votes.of(cast[rows], labels=len(self.labels), weights=weights[rows]), np.array(rows, np.int64)

    def order(self, label: str) -> tuple[int, str]:
        """What labels are sorted by: the scheme's order, then by name."""
        return self._order.get(label, len(self._order)), label

    def weights(self, articles: Numbers) -> Numbers:
        """How often each pattern occurs if each article counts as often as `articles` says, by its number."""
        article, pattern, times = (self._column(index) for index in range(3))
        counted = np.bincount(pattern, articles[article] * times, minlength=len(self.patterns))
        return counted.astype(np.float64)

    def _pattern(self, votes: Iterable[tuple[str, tuple[str, ...]]]) -> Pattern:
        cast = ((self._annotator(name), self._label(*label) if label else 0) for name, label in votes)
        return tuple(sorted(cast))

    def _annotator(self, name: str) -> int:
        if name not in self._annotator_index:
            self._annotator_index[name] = len(self.annotators)
            self.annotators.append(name)
        return self._annotator_index[name]

    def _label(self, label: str) -> int:
        if label not in self._label_index:
            self._label_index[label] = len(self.labels)
            self.labels.append(label)
        return self._label_index[label]

    def _column(self, index: int) -> Indices:
        return np.frombuffer(self._entries[index], np.int64).copy()


def votes_of(pattern: Pattern, *, annotators: int, labels: int) -> Votes:
    """The votes of one pattern, as one item."""
    row = np.full((1, annotators), NOT_ASKED)
    for annotator, label in pattern:
        row[0, annotator] = label
    return Votes.of(row, labels=labels)


class Polls:
    """The poll on mentions and one for each task, filled article by article."""

    def __init__(self, scheme: Scheme) -> None:
        labels = [label.name for label in scheme.entity_labels]
        self.mentions = Poll(Layer.MENTIONS, None, labels, is_multiple=False)
        self.by_task = {
            task.name: Poll(
                Layer.JUDGEMENTS, task.name, (label.name for label in task.labels), is_multiple=task.multiple
            )
            for task in scheme.tasks
        }
        self.shared: list[int] = []
        """The numbers of the articles that at least two have read."""
        self._articles = 0
        self._read: dict[str, None] = {}

    @property
    def articles(self) -> int:
        """How many were added."""
        return self._articles

    @property
    def annotators(self) -> tuple[str, ...]:
        """Everybody who has read an article, by name."""
        return tuple(sorted(self._read))

    @property
    def polls(self) -> tuple[Poll, ...]:
        return self.mentions, *self.by_task.values()

    def add(self, readers: Iterable[str], questions: Iterable[Question]) -> None:
        """Counts what was asked on one more article, which the readers have read."""
        names = dict.fromkeys(readers)
        self._read |= names
        by_poll: dict[Poll, list[Question]] = {}
        for question in questions:
            by_poll.setdefault(self.poll_of(question), []).append(question)
        for poll, some in by_poll.items():
            poll.add(self._articles, some)
        if len(names) > 1:
            self.shared.append(self._articles)
        self._articles += 1

    def poll_of(self, question: Question) -> Poll:
        """The poll that the question belongs to; a task that the scheme does not have gets one too."""
        if question.layer is Layer.MENTIONS:
            return self.mentions
        task = question.task or ""
        if task not in self.by_task:
            self.by_task[task] = Poll(Layer.JUDGEMENTS, question.task, (), is_multiple=False)
        return self.by_task[task]
