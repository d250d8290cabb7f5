"""Verdicts: what follows from the votes on one question, by a model fitted to all votes of its kind."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from annotator.agreement.dawid_skene import joint_counts
from annotator.agreement.label_models import LabelModel, Method, fitted_model
from annotator.agreement.majority import leaders
from annotator.agreement.polls import Pattern, Poll, votes_of
from annotator.agreement.questions import Question

_SAME = 1e-9
_DIGITS = 6
"""Of probabilities, so that files have the same bytes on every machine."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether there is anything, with which label, and how sure that is.

    `labels` has several only if they are tied or, in a task that takes several, all chosen; labels stand in
    the scheme's order. `distribution` gives each label's share; what lacks to 1 speaks for nothing.
    """

    is_there: bool
    is_even: bool
    """Existence is at one half, so that it does not get in."""
    labels: tuple[str, ...]
    is_tied: bool
    distribution: Mapping[str, float]


class Decider:
    """Decides the questions of one poll."""

    def __init__(self, poll: Poll, method: Method, seed: int) -> None:
        self._poll = poll
        votes, _ = poll.votes(shared_only=True)
        self._model: LabelModel = fitted_model(method, votes, seed=seed)
        # Few patterns make up a project, so that most questions have been decided before.
        self._known: dict[Pattern, tuple[float, ...]] = {}
        self._decided: dict[Pattern, Verdict] = {}
        self._size = len(poll.annotators), len(poll.labels)
        joint = joint_counts(votes, self._model.posterior(votes))
        said, right = joint.sum(axis=(1, 2)), np.trace(joint, axis1=1, axis2=2)
        shares = np.divide(right, said, out=np.ones_like(right), where=said > 0)
        is_even = method == "majority"
        self.weights = {
            name: 1.0 if is_even or index >= len(shares) else float(shares[index])
            for index, name in enumerate(poll.annotators)
        }
        """How much each annotator's word counts where labels are not what is asked."""

    def verdict(self, question: Question) -> Verdict:
        """The verdict on a question whose answers come from annotators of the poll."""
        patterns = self._poll.patterns_of(question)
        if self._poll.is_multiple:
            return self._chosen({label: self._probabilities(it)[1] for label, it in patterns if label})
        ((_, pattern),) = patterns
        if pattern not in self._decided:
            self._decided[pattern] = self._one(self._probabilities(pattern))
        return self._decided[pattern]

    def _one(self, likely: tuple[float, ...]) -> Verdict:
        there = 1 - likely[0]
        first = np.flatnonzero(leaders(np.array(likely[1:])))
        labels = tuple(self._poll.labels[index + 1] for index in first)
        return Verdict(
            is_there=there > 0.5 + _SAME,
            is_even=abs(there - 0.5) <= _SAME,
            labels=labels,
            is_tied=len(labels) > 1,
            distribution=_rounded(dict(zip(self._poll.labels[1:], likely[1:], strict=True))),
        )

    def _chosen(self, likely: Mapping[str, float]) -> Verdict:
        ordered = {label: likely[label] for label in sorted(likely, key=self._poll.order)}
        labels = tuple(label for label, share in ordered.items() if share > 0.5 + _SAME)
        return Verdict(
            is_there=bool(labels),
            is_even=any(abs(share - 0.5) <= _SAME for share in ordered.values()),
            labels=labels,
            is_tied=False,
            distribution=_rounded(ordered),
        )

    def _probabilities(self, pattern: Pattern) -> tuple[float, ...]:
        if pattern not in self._known:
            annotators, labels = self._size
            # Whoever came after the model was fitted, or gave labels it has not seen, has no vote yet.
            counted = tuple(vote for vote in pattern if vote[0] < annotators and vote[1] < labels)
            (likely,) = self._model.posterior(votes_of(counted, annotators=annotators, labels=labels))
            self._known[pattern] = tuple(float(one) for one in likely)
        return self._known[pattern]


def _rounded(shares: Mapping[str, float]) -> dict[str, float]:
    rounded = {label: round(share, _DIGITS) for label, share in shares.items()}
    return {label: share for label, share in rounded.items() if share > 0}
