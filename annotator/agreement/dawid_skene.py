"""The model of Dawid and Skene: true labels and each annotator's confusions, estimated from one another.

A. P. Dawid and A. M. Skene (1979): Maximum likelihood estimation of observer error-rates using the EM
algorithm. Applied Statistics 28(1), 20-28. The numbers of equations are those of that paper.
"""

from dataclasses import dataclass

import numpy as np

from annotator.agreement.statistics import Numbers
from annotator.agreement.votes import Votes, shares

# Instead of the logarithm of nothing: a label never seen is not impossible, only next to it.
_NEXT_TO_NOTHING = 1e-10


@dataclass(frozen=True)
class DawidSkene:
    """`marginals` (..., labels), `confusion` (..., annotators, true label, said label), rows adding up to 1.

    `smoothing` votes are added to each cell of each confusion when it is fitted.
    """

    marginals: Numbers
    confusion: Numbers
    smoothing: float = 0.0

    def posterior(self, votes: Votes) -> Numbers:
        """How probable each label is for each item, (..., items, labels): equation 2.5.

        An item without votes gets the marginals.
        """
        return normal(self._log_joint(votes))

    def refitted(self, votes: Votes, posterior: Numbers) -> "DawidSkene":
        """The model that fits the posterior best."""
        return fitted_to(votes, posterior, smoothing=self.smoothing)

    def log_likelihood(self, votes: Votes) -> float:
        """Of all votes, each item as often as it weighs: equation 2.7."""
        return float(votes.weights @ np.logaddexp.reduce(self._log_joint(votes), axis=-1))

    def _log_joint(self, votes: Votes) -> Numbers:
        said_by_true = _log(self.confusion).swapaxes(-1, -2)
        marginals = _log(self.marginals)[..., None, :]
        joint = np.repeat(marginals, len(votes.cast), axis=-2)
        for column in votes.columns:
            joint[..., column.items, :] += said_by_true[..., column.voter, column.said, :]
        return joint


@dataclass(frozen=True)
class Fitted:
    """A model with what it says of the items it was fitted to."""

    model: DawidSkene
    posterior: Numbers


def fit_dawid_skene(
    votes: Votes, *, smoothing: float = 0.0, rounds: int = 1000, tolerance: float = 1e-7
) -> Fitted:
    """EM from the shares of votes until no posterior moves by more than `tolerance`, or for so many rounds.

    `smoothing` votes are added to each cell of each confusion; none is the maximum likelihood of 1979.
    """
    alike, where = votes.distinct()
    posterior = shares(alike.counts())
    model = fitted_to(alike, posterior, smoothing=smoothing)
    for _ in range(rounds):
        before, posterior = posterior, model.posterior(alike)
        model = model.refitted(alike, posterior)
        if np.abs(posterior - before).max(initial=0) < tolerance:
            break
    return Fitted(model, posterior[where])


def fitted_to(votes: Votes, posterior: Numbers, *, smoothing: float = 0.0) -> DawidSkene:
    """The model that fits the posterior best: one M step, equations 2.3 and 2.4."""
    marginals = shares((posterior * votes.weights[..., None]).sum(axis=-2))
    confusion = shares(joint_counts(votes, posterior) + smoothing)
    return DawidSkene(marginals, confusion, smoothing)


def joint_counts(votes: Votes, posterior: Numbers) -> Numbers:
    """How many votes of each annotator are expected by true and said label: (..., annotators, true, said)."""
    weighted = posterior * votes.weights[..., None]
    batch, labels = weighted.shape[:-2], votes.labels
    said_by_true = np.zeros((*batch, votes.annotators, labels, labels))
    for column in votes.columns:
        said_by_true[..., column.voter, column.labels, :] += column.sums(weighted[..., column.items, :])
    return said_by_true.swapaxes(-1, -2)


def normal(log_joint: Numbers) -> Numbers:
    """Logarithms of joint probabilities as probabilities that add up to 1."""
    likely: Numbers = np.exp(log_joint - log_joint.max(axis=-1, keepdims=True))
    likely /= likely.sum(axis=-1, keepdims=True)
    return likely


def _log(probabilities: Numbers) -> Numbers:
    logs: Numbers = np.log(np.maximum(probabilities, _NEXT_TO_NOTHING))
    return logs
