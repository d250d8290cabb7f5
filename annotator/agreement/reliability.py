"""How often each annotator is estimated to be right, with intervals, by a model of all of them together."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from annotator.agreement.dawid_skene import joint_counts
from annotator.agreement.figures import NOT_WISHED, TOO_FEW
from annotator.agreement.label_models import LabelModel, Method, fitted_model
from annotator.agreement.polls import Poll, Polls
from annotator.agreement.resampling import FEWEST_ARTICLES
from annotator.agreement.statistics import Numbers
from annotator.agreement.table import Interval, Reliability, Standing
from annotator.agreement.votes import Votes

EXISTENCE = "existence"
LABEL = "label"

# From where the model stands for all articles, a resample moves it little.
_ROUNDS_A_SAMPLE = 5
_SETTLED = 1e-3
_CELLS_AT_ONCE = 100_000
"""Numbers that fit into a processor's cache are gone through twice as fast as those that do not."""


def reliability(
    polls: Polls,
    *,
    method: Method = "dawid-skene",
    resamples: int = 1_000,
    seed: int = 0,
    level: float = 0.95,
) -> tuple[Reliability, ...]:
    """For mentions and each task, of every annotator: how often they are right about whether there is
    anything (existence), and about which label it has where there is.

    The value is the share of an annotator's votes that are for the true label, as the model expects it to
    be, on what at least two were asked. Intervals are percentiles of resampled articles, to each of which
    the model is fitted anew; none are given on fewer than ten articles.
    """
    return tuple(
        row
        for poll in polls.polls
        for row in _Estimate(polls, poll, method, seed).rows(resamples=resamples, seed=seed, level=level)
    )


class _Right(NamedTuple):
    """Arrays (..., annotators): how many votes there are, and how many of them are expected to be right."""

    votes: Numbers
    right: Numbers

    @property
    def share(self) -> Numbers:
        """NaN where there are no votes."""
        none = np.full_like(self.right, np.nan)
        shares: Numbers = np.divide(self.right, self.votes, out=none, where=self.votes > 0)
        return shares


class _Estimate:
    """What is known of everybody by one poll."""

    def __init__(self, polls: Polls, poll: Poll, method: Method, seed: int) -> None:
        self._poll = poll
        self._method = method
        self._articles = np.array(polls.shared, np.int64)
        self._names = polls.annotators
        self._all_articles = polls.articles
        self._votes, self._patterns = poll.votes(shared_only=True)
        self._model: LabelModel = fitted_model(method, self._votes, seed=seed)
        posterior = self._model.posterior(self._votes)
        self._measured = _measured(self._votes, posterior, is_multiple=poll.is_multiple)
        self._trouble = {name: self._why_not(name) for name in self._names}

    def rows(self, *, resamples: int, seed: int, level: float) -> Iterator[Reliability]:
        intervals = self._intervals(resamples, seed, level)
        for measure, right in self._measured.items():
            flat = self._why_undefined(measure)
            for name in self._names:
                yield self._row(name, measure, right, flat, intervals)

    def _row(
        self,
        name: str,
        measure: str,
        right: _Right,
        flat: str,
        intervals: dict[tuple[str, str], Interval],
    ) -> Reliability:
        index = self._index(name)
        votes = 0 if index is None else round(float(right.votes[index]))
        standing, value, why = Standing.MEASURED, None, self._trouble[name]
        if why or not votes:
            standing, why = Standing.NOT_MEASURED, why or _NO_VOTES[measure]
        elif flat:
            standing, why = Standing.UNDEFINED, flat
        else:
            value = float(right.share[index])
        interval = intervals.get((measure, name)) if value is not None else None
        return Reliability(
            annotator=name,
            layer=self._poll.layer,
            task=self._poll.task,
            method=self._method,
            standing=standing,
            value=value,
            n=votes,
            interval=interval,
            no_interval="" if interval or value is None else self._why_no_interval(),
            why=why,
            measure=measure,
        )

    def _index(self, name: str) -> int | None:
        return self._poll.annotators.index(name) if name in self._poll.annotators else None

    def _why_not(self, name: str) -> str:
        if len(self._names) < 2:
            return "There is nobody to compare with."
        if len(self._names) < 3:
            return "Of two annotators no model can tell who is right; it takes three."
        index = self._index(name)
        partners = 0 if index is None else self._partners(index)
        if not partners:
            return "Nothing was asked of this annotator that was asked of another one too."
        if partners < 2:
            return "It was only compared with one other annotator; of two no model can tell who is right."
        return ""

    def _partners(self, index: int) -> int:
        """With how many others the annotator shares something that was asked."""
        asked = self._votes.cast >= 0
        together = asked[asked[:, index]].any(axis=0)
        return int(together.sum()) - 1

    def _why_undefined(self, measure: str) -> str:
        said = [label for label, votes in enumerate(self._votes.counts().T) if votes.any()]
        if measure == EXISTENCE and 0 not in said:
            return "Nobody left out what another one gave, so that there is no telling them apart."
        is_binary = self._poll.is_multiple
        if measure == LABEL and len(said if is_binary else [label for label in said if label]) < 2:
            return "Only one label was given, so that nobody can be wrong about it."
        return ""

    def _why_no_interval(self) -> str:
        few = len(self._articles) < FEWEST_ARTICLES
        return TOO_FEW if few else NOT_WISHED

    def _intervals(self, resamples: int, seed: int, level: float) -> dict[tuple[str, str], Interval]:
        is_wanted = any(not trouble for trouble in self._trouble.values()) and len(self._votes.cast)
        if not resamples or len(self._articles) < FEWEST_ARTICLES or not is_wanted:
            return {}
        samples: dict[str, list[Numbers]] = {measure: [] for measure in self._measured}
        for shares_right in self._resampled(resamples, np.random.default_rng(seed)):
            for measure, values in shares_right.items():
                samples[measure].append(values)
        found = {}
        for measure, some in samples.items():
            values = np.concatenate(some)
            for index, name in enumerate(self._poll.annotators):
                known = values[~np.isnan(values[:, index]), index]
                if len(known):
                    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
                    found[measure, name] = Interval(float(low), float(high))
        return found

    def _resampled(self, resamples: int, random: np.random.Generator) -> Iterator[dict[str, Numbers]]:
        """The shares that are right, (samples, annotators), on other articles of the kind; some at a time."""
        posterior = self._model.posterior(self._votes)
        at_once = max(1, _CELLS_AT_ONCE // posterior.size)
        for first in range(0, resamples, at_once):
            number = min(at_once, resamples - first)
            votes = self._votes.weighing(np.stack([self._weights(random) for _ in range(number)]))
            yield {
                measure: right.share
                for measure, right in _settled(votes, self._model, posterior, self._poll.is_multiple).items()
            }

    def _weights(self, random: np.random.Generator) -> Numbers:
        """How often each pattern occurs in as many articles, drawn with repeats."""
        drawn = self._articles[random.integers(0, len(self._articles), len(self._articles))]
        articles = np.bincount(drawn, minlength=self._all_articles).astype(np.float64)
        return self._poll.weights(articles)[self._patterns]


_NO_VOTES = {
    EXISTENCE: "Nothing was asked of this annotator that was asked of another one too.",
    LABEL: "This annotator gave no label where another one was asked too.",
}


def _settled(votes: Votes, model: LabelModel, posterior: Numbers, is_multiple: bool) -> dict[str, _Right]:
    """What is measured once the model, which begins with the posterior of all articles, fits each sample."""
    reached = _measured(votes, posterior, is_multiple=is_multiple)
    for _ in range(_ROUNDS_A_SAMPLE):
        model = model.refitted(votes, posterior)
        posterior = model.posterior(votes)
        before, reached = reached, _measured(votes, posterior, is_multiple=is_multiple)
        if _moved(before, reached) < _SETTLED:
            break
    return reached


def _measured(votes: Votes, posterior: Numbers, *, is_multiple: bool) -> dict[str, _Right]:
    """By measure. In a task that takes several labels, whether each is chosen is what there is to know."""
    joint = joint_counts(votes, posterior)
    said, right = joint.sum(axis=(-1, -2)), np.trace(joint, axis1=-2, axis2=-1)
    if is_multiple:
        return {LABEL: _Right(said, right)}
    there = joint[..., 1:, 1:]
    both = there.sum(axis=(-1, -2))
    return {
        EXISTENCE: _Right(said, joint[..., 0, 0] + both),
        LABEL: _Right(both, np.trace(there, axis1=-2, axis2=-1)),
    }


def _moved(before: dict[str, _Right], after: dict[str, _Right]) -> float:
    return max(
        float(np.nan_to_num(np.abs(after[measure].share - before[measure].share)).max(initial=0))
        for measure in before
    )
