"""Which stretches of a text are marked already."""

from bisect import bisect_left, insort
from collections.abc import Iterable

from annotator.domain.tokens import Offsets
from annotator.suggest.marks import Mark


class Taken:
    """Spans that are apart from one another, found by where they stand."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._spans = sorted((mark.start, mark.end) for mark in marks)

    def meets(self, span: Offsets) -> bool:
        """Whether the span has a character in common with one of them."""
        index = bisect_left(self._spans, (span[1], -1))
        return index > 0 and self._spans[index - 1][1] > span[0]

    def add(self, span: Offsets) -> None:
        insort(self._spans, span)
