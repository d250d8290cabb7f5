"""How well a pipeline finds marks: precision, recall and F of exact stretches with their labels."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from annotator.training.marked_text import Mark


class Score(NamedTuple):
    """Counts of marks that are in both, only found, only expected; what they give is None without any."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Of what was found, the share that is right."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        """Of what there is to find, the share that was found."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """Twice the right ones by all that were found and all that there are (van Rijsbergen 1979)."""
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)


class Scores(NamedTuple):
    overall: Score
    by_label: Mapping[str, Score]


def scores(expected: Iterable[Sequence[Mark]], found: Iterable[Sequence[Mark]]) -> Scores:
    """Of texts in the same order; a mark counts once however often it is given."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for wanted, given in zip(expected, found, strict=True):
        there, here = set(wanted), set(given)
        right.update(mark.label for mark in there & here)
        wrong.update(mark.label for mark in here - there)
        missed.update(mark.label for mark in there - here)
    labels = sorted({*right, *wrong, *missed})
    by_label = {label: Score(right[label], wrong[label], missed[label]) for label in labels}
    return Scores(Score(right.total(), wrong.total(), missed.total()), by_label)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
