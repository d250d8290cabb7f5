"""Stretches of text that judgements are read from, laid apart, and how far those of two overlap."""

from collections.abc import Iterable, Sequence

from annotator.domain.tokens import Offsets


def laid_apart(spans: Iterable[Offsets]) -> list[Offsets]:
    """The same text in order, with what overlaps as one stretch; what only touches stays two."""
    found: list[Offsets] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def overlap(one: Sequence[Offsets], other: Sequence[Offsets]) -> float:
    """Code points in both by code points in either; no evidence overlaps nothing."""
    mine, others = laid_apart(one), laid_apart(other)
    shared = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in mine for b in others)
    return shared / (sum(end - start for start, end in (*mine, *others)) - shared) if shared else 0.0
