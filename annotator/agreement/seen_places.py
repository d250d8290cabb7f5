"""Where two annotators see an answer at all: the places of their evidence, whoever holds what there."""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence

from annotator.agreement.reading import ReadJudgement
from annotator.domain.tokens import Offsets

Spans = Sequence[Offsets]
Evidence = dict[Hashable, dict[int, list[Offsets]]]
"""By what an answer is about and by annotator's number; an empty list where none was given."""


def note_evidence(evidence: Evidence, unit: Hashable, annotator: int, judgement: ReadJudgement) -> None:
    """Adds the evidence of one judgement to what is known."""
    evidence.setdefault(unit, {}).setdefault(annotator, []).extend(judgement.evidence)


def seen_at(evidence: Mapping[Hashable, Mapping[int, Spans]], pair: Collection[int]) -> Iterator[set[int]]:
    """Which of the pair see an answer at each place where one of them does.

    Stretches of evidence that overlap are one place. What one of them answers without evidence lies nowhere:
    it is a place by what it is about, and so is what the other says of the same.
    """
    spans: list[tuple[int, int, int]] = []
    for said in evidence.values():
        both = [number for number in pair if number in said]
        if all(said[number] for number in both):
            spans += [(start, end, number) for number in both for start, end in said[number]]
        elif both:
            yield set(both)
    yield from _runs(sorted(spans))


def _runs(spans: Sequence[tuple[int, int, int]]) -> Iterator[set[int]]:
    here: set[int] = set()
    reached = 0
    for start, end, number in spans:
        if here and start >= reached:
            yield here
            here = set()
        here.add(number)
        reached = max(reached, end)
    if here:
        yield here
