"""What two annotators made of the same mentions of a batch of articles, and how often."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.alignment import Match
from annotator.agreement.mention_columns import NONE
from annotator.agreement.statistics import Indices, Numbers, summed_at

KINDS = tuple(Match)
EXACT, LABEL_ONLY, BOUNDARY_ONLY, BOUNDARY_AND_LABEL, ONLY_A, ONLY_B = range(len(KINDS))


@dataclass(frozen=True, slots=True)
class Matches:
    """Every mention of the two once, in no particular order."""

    articles: Indices
    """(matches,): by place in the batch."""
    kinds: Indices
    """(matches,): by place among `KINDS`."""
    labels: Indices
    """(matches, 2): the number of the label that either gave, or NONE."""
    entities: Indices
    """(matches, 2): the number of the entity that either put it into, or NONE."""

    @property
    def is_common(self) -> NDArray[np.bool_]:
        """(matches,): whether both marked it with the same boundaries."""
        return np.isin(self.kinds, (EXACT, LABEL_ONLY))


def tallies(matches: Matches, *, articles: int, labels: int) -> Numbers:
    """How many matches of each kind there are: (articles, 1 + labels, kinds), in all and then by label.

    By label it is as if its mentions were all there is: where the labels differ, one annotator has a mention
    of either label that the other has not. So the labels' exact and boundary-only matches add up to those of
    all labels together, and `label only` is 0.
    """
    of_a, of_b = matches.labels.T
    differ = of_a != of_b
    rows = (
        (np.zeros_like(of_a), matches.kinds, np.ones_like(differ)),
        (1 + of_a, np.where(differ, ONLY_A, matches.kinds), of_a != NONE),
        (1 + of_b, np.full_like(of_b, ONLY_B), (of_b != NONE) & differ),
    )
    size = 1 + labels
    places = [((matches.articles * size + row) * len(KINDS) + kind)[which] for row, kind, which in rows]
    return summed_at(np.concatenate(places), None, (articles, size, len(KINDS)))
