"""The majority of votes: the share of each label, and where two labels have most votes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.statistics import Numbers
from annotator.agreement.votes import Votes, shares

_SAME = 1e-9
"""Shares that differ by less are equal; thirds and sixths have no exact floats."""


@dataclass(frozen=True)
class Majority:
    """`posterior` is (items, labels): shares of votes; `is_tied` (items,) where several have the most."""

    posterior: Numbers
    is_tied: NDArray[np.bool_]


class MajorityVote:
    """The majority as a model like the others: there is nothing in it to fit."""

    def posterior(self, votes: Votes) -> Numbers:
        """The shares of votes, (items, labels)."""
        return majority(votes).posterior

    def refitted(self, votes: Votes, posterior: Numbers) -> "MajorityVote":
        return self


def majority(votes: Votes) -> Majority:
    """The shares of votes; ties are told and never broken, and items without votes are ties of all labels."""
    posterior = shares(votes.counts())
    return Majority(posterior, leaders(posterior).sum(axis=1) > 1)


def leaders(posterior: Numbers) -> NDArray[np.bool_]:
    """Which labels nothing beats: an array (items, labels), more than one true in an item that is tied."""
    leading: NDArray[np.bool_] = posterior >= posterior.max(axis=-1, keepdims=True) - _SAME
    return leading
