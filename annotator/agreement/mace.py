"""The model MACE: annotators know the true label or spam, each spammer with habits of their own.

D. Hovy, T. Berg-Kirkpatrick, A. Vaswani and E. Hovy (2013): Learning whom to trust with MACE. NAACL-HLT,
1120-1130. For item i with true label T_i, uniform over labels, annotator j does not spam with probability
competence_j and then says T_i, else says label a with probability habits_j[a]. It is fitted by variational
Bayes as in that paper (M. Johnson 2007: Why doesn't EM find good HMM POS-taggers? EMNLP, 296-305), with its
priors: Beta(0.5, 0.5) on competence and Dirichlet(10) on habits.
"""

from dataclasses import dataclass

import numpy as np

from annotator.agreement.dawid_skene import normal
from annotator.agreement.statistics import Numbers
from annotator.agreement.votes import Votes, shares

COMPETENCE_PRIOR = 0.5
HABITS_PRIOR = 10.0


@dataclass(frozen=True)
class Mace:
    """`knows` and `spams` (..., annotators) and `habits` (..., annotators, labels) make the posteriors.

    `competence` (..., annotators) is the expected probability that an annotator knows, for people to read.
    """

    knows: Numbers
    spams: Numbers
    habits: Numbers
    competence: Numbers

    def posterior(self, votes: Votes) -> Numbers:
        """How probable each label is for each item, (..., items, labels); without votes all alike."""
        return normal(self._log_joint(votes))

    def refitted(self, votes: Votes, posterior: Numbers) -> "Mace":
        """The model after one more round; who knew is told by this one."""
        samples = np.broadcast_shapes(posterior.shape[:-2], votes.weights.shape[:-1])
        shape = (*samples, votes.annotators, votes.labels)
        knew, said = np.zeros(shape), np.zeros(shape)
        known = self._share_known()
        for column in votes.columns:
            weight = votes.weights[..., column.items]
            true = posterior[..., column.items, column.said] * weight
            place = (..., column.voter, column.labels)
            said[place] += column.sums(weight[..., None])[..., 0]
            knew[place] += column.sums(true[..., None])[..., 0] * known[place]
        return _model(knew.sum(axis=-1), said - knew)

    def log_likelihood(self, votes: Votes) -> float:
        """Of all votes, each item as often as it weighs."""
        return float(votes.weights @ np.logaddexp.reduce(self._log_joint(votes), axis=-1))

    def _log_joint(self, votes: Votes) -> Numbers:
        spammed, said_truth = self._said()
        log_spammed = np.log(spammed)
        gain = np.log(said_truth) - log_spammed
        joint = np.full((*self.knows.shape[:-1], len(votes.cast), votes.labels), -np.log(votes.labels))
        for column in votes.columns:
            joint[..., column.items, :] += log_spammed[..., column.voter, column.said, None]
            joint[..., column.items, column.said] += gain[..., column.voter, column.said]
        return joint

    def _said(self) -> tuple[Numbers, Numbers]:
        """The probability that an annotator says a label that is not true, and one that is."""
        spammed = self.spams[..., None] * self.habits
        return spammed, self.knows[..., None] + spammed

    def _share_known(self) -> Numbers:
        """How probable it is that one who said what is true did know it: (..., annotators, labels)."""
        _, said_truth = self._said()
        known: Numbers = self.knows[..., None] / said_truth
        return known


@dataclass(frozen=True)
class FittedMace:
    """The best of the restarts, with what it says of the items it was fitted to."""

    model: Mace
    posterior: Numbers
    log_likelihood: float


def fit_mace(votes: Votes, *, seed: int = 0, restarts: int = 10, rounds: int = 50) -> FittedMace:
    """Fits the model from several beginnings and gives the likeliest; the same seed gives the same.

    The first beginning is the shares of votes, so that one restart alone is no matter of chance.
    """
    alike, where = votes.distinct()
    random = np.random.default_rng(seed)
    best: tuple[float, Mace] | None = None
    for restart in range(max(1, restarts)):
        model = _climbed(alike, _beginning(alike, random if restart else None), rounds)
        likely = model.log_likelihood(alike)
        if best is None or likely > best[0]:
            best = likely, model
    assert best is not None
    return FittedMace(best[1], best[1].posterior(alike)[where], best[0])


def _beginning(votes: Votes, random: np.random.Generator | None) -> Mace:
    if random is None:
        halves = np.full(votes.annotators, 0.5)
        even = np.full((votes.annotators, votes.labels), 1 / votes.labels)
        return Mace(halves, halves, even, halves).refitted(votes, shares(votes.counts()))
    knows = random.uniform(0.05, 0.95, votes.annotators)
    return Mace(knows, 1 - knows, random.dirichlet(np.ones(votes.labels), votes.annotators), knows)


def _climbed(votes: Votes, model: Mace, rounds: int) -> Mace:
    for _ in range(rounds):
        before, model = model, model.refitted(votes, model.posterior(votes))
        if np.abs(model.competence - before.competence).max(initial=0) < 1e-6:
            break
    return model


def _model(knew: Numbers, spammed: Numbers) -> Mace:
    spam = spammed.sum(axis=-1)
    total = knew + spam + 2 * COMPETENCE_PRIOR
    habits = spammed + HABITS_PRIOR
    return Mace(
        knows=_lessened(knew + COMPETENCE_PRIOR, total),
        spams=_lessened(spam + COMPETENCE_PRIOR, total),
        habits=_lessened(habits, habits.sum(axis=-1, keepdims=True)),
        competence=(knew + COMPETENCE_PRIOR) / total,
    )


def _lessened(counts: Numbers, totals: Numbers) -> Numbers:
    """What variational Bayes puts in the place of counts / totals: a little less, most so where few."""
    return np.exp(digamma(counts) - digamma(totals))


def digamma(values: Numbers) -> Numbers:
    """The derivative of the logarithm of the gamma function, for positive values, to twelve digits.

    M. Abramowitz and I. A. Stegun (1964), 6.3.5 to come to where the series 6.3.18 is exact enough.
    """
    below = np.zeros_like(values)
    reached = values.copy()
    for _ in range(10):
        below += 1 / reached
        reached += 1
    square = 1 / (reached * reached)
    series = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square / 132))))
    return np.log(reached) - 0.5 / reached - series - below
