"""Texts with their marks, as pipelines learn from them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class Mark(NamedTuple):
    """A labelled stretch of a text, `[start, end)` in code points."""

    start: int
    end: int
    label: str


class MarkedText(NamedTuple):
    """What one annotation says of one article, of its names alone."""

    article_id: str
    text: str
    marks: tuple[Mark, ...]


def paragraphs(texts: Iterable[MarkedText]) -> Iterator[MarkedText]:
    """The lines of the texts as texts of their own; lines that a mark reaches across stay together."""
    for article_id, text, marks in texts:
        waiting = sorted(marks)
        start = 0
        for end in _line_ends(text, waiting):
            inside = tuple(Mark(m.start - start, m.end - start, m.label) for m in waiting if m.start < end)
            waiting = waiting[len(inside) :]
            if text[start:end].strip():
                yield MarkedText(article_id, text[start:end], inside)
            start = end


def _line_ends(text: str, marks: Sequence[Mark]) -> Iterator[int]:
    reached, place = 0, 0
    furthest = 0
    while place < len(text):
        end = text.find("\n", place) + 1 or len(text)
        while reached < len(marks) and marks[reached].start < end:
            furthest = max(furthest, marks[reached].end)
            reached += 1
        if furthest <= end:
            yield end
        place = end


def are_nested(texts: Iterable[MarkedText]) -> bool:
    """Whether any two marks of a text overlap."""
    return any(
        later.start < earlier.end
        for one in texts
        for earlier, later in zip(sorted(one.marks), sorted(one.marks)[1:], strict=False)
    )
