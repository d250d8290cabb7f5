"""The three methods by which votes become labels, behind one face."""

from typing import Literal, Protocol, get_args

from annotator.agreement.dawid_skene import fit_dawid_skene
from annotator.agreement.mace import fit_mace
from annotator.agreement.majority import MajorityVote
from annotator.agreement.statistics import Numbers
from annotator.agreement.votes import Votes

Method = Literal["majority", "dawid-skene", "mace"]
METHODS: tuple[Method, ...] = get_args(Method)

# A hundredth of a vote: enough that a label an annotator has not used yet is not thought impossible.
_SMOOTHING = 0.01
# With many labels the last digits take hundreds of rounds, and nobody reads them.
_ROUNDS = 200


class LabelModel(Protocol):
    """What is known of annotators, and what follows from it for items."""

    def posterior(self, votes: Votes) -> Numbers:
        """How probable each label is for each item: (items, labels), or (..., items, labels) for samples."""
        ...

    def refitted(self, votes: Votes, posterior: Numbers) -> "LabelModel":
        """The model that follows from the posterior, for each sample that the votes weigh."""
        ...


def fitted_model(method: Method, votes: Votes, *, seed: int = 0) -> LabelModel:
    """The model fitted to the votes; `seed` matters to MACE alone, which begins anew ten times."""
    match method:
        case "majority":
            return MajorityVote()
        case "dawid-skene":
            return fit_dawid_skene(votes, smoothing=_SMOOTHING, rounds=_ROUNDS, tolerance=1e-5).model
        case "mace":
            return fit_mace(votes, seed=seed).model
