"""The article cut into paragraphs: where each stands, what kind it is, and which way it runs."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import regex

from annotator.domain.article import Article, Direction, Segment, SegmentKind

# What Qt or a reader takes for the end of a line; each is one code point between two paragraphs.
_BREAK = regex.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_CONTROLS = dict.fromkeys((*range(32), *range(0x7F, 0xA0)), "\u2060")
# Qt takes either at the head of a string for a byte-order mark and drops it, and all offsets after it move.
_BYTE_ORDER_MARKS = dict.fromkeys((0xFEFF, 0xFFFE), "\u2060")
_SHOWN = {**_CONTROLS, **_BYTE_ORDER_MARKS, ord("\t"): " ", 0xFFFC: "\u25a1"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the article without its line break, `[start, end)`, and how it is to be set."""

    start: int
    end: int
    kind: SegmentKind = SegmentKind.PARAGRAPH
    is_rtl: bool = False
    parts: tuple[Segment, ...] = ()
    """Segments that are only a part of it, such as a dateline at its head."""
    is_blank: bool = False


class Paragraphs(Sequence[Paragraph]):
    """Every paragraph of an article in order, blank ones too; each offset is in one, or at its end."""

    def __init__(self, article: Article) -> None:
        segments = sorted(article.segments, key=lambda segment: (segment.start, -segment.end))
        starts = [segment.start for segment in segments]
        self._every = tuple(
            _paragraph(
                article, start, end, segments[_first(segments, starts, start) : bisect_left(starts, end)]
            )
            for start, end in _lines(article.text)
        )
        self._starts = [paragraph.start for paragraph in self._every]

    @overload
    def __getitem__(self, index: int) -> Paragraph: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Paragraph]: ...

    def __getitem__(self, index: int | slice) -> Paragraph | Sequence[Paragraph]:
        return self._every[index]

    def __len__(self) -> int:
        return len(self._every)

    def index_at(self, offset: int) -> int:
        """The index of the paragraph that holds the offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def between(self, start: int, end: int) -> range:
        """The indexes of the paragraphs that `[start, end)` touches."""
        return range(self.index_at(start), self.index_at(max(start, end - 1)) + 1)


def shown(text: str) -> str:
    """The text as Qt gets it: controls that would disturb the layout become as many invisible characters."""
    return text.translate(_SHOWN)


def runs_right_to_left(text: str) -> bool:
    """The direction of the first letter that has one."""
    for char in text:
        match unicodedata.bidirectional(char):
            case "L":
                return False
            case "R" | "AL":
                return True
    return False


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _BREAK.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def _first(segments: Sequence[Segment], starts: Sequence[int], offset: int) -> int:
    """The first segment that may reach to the offset: the one that begins before it, or at it."""
    index = bisect_right(starts, offset)
    while index and segments[index - 1].end > offset:
        index -= 1
    return index


def _paragraph(article: Article, start: int, end: int, touching: Sequence[Segment]) -> Paragraph:
    line = article.text[start:end]
    if not line.strip():
        return Paragraph(start, end, is_rtl=article.is_rtl, is_blank=True)
    is_rtl = article.is_rtl if article.direction is not None else runs_right_to_left(line)
    first, last = start + len(line) - len(line.lstrip()), start + len(line.rstrip())
    whole = [segment for segment in touching if segment.start <= first and last <= segment.end]
    parts = tuple(
        Segment(kind=segment.kind, start=max(segment.start, start), end=min(segment.end, end))
        for segment in touching
        if segment not in whole and segment.kind is SegmentKind.DATELINE
    )
    kind = whole[-1].kind if whole else SegmentKind.PARAGRAPH
    return Paragraph(start, end, kind, is_rtl, parts)


def direction_of(article: Article) -> Direction:
    """The article's direction, as given or by its first letter."""
    if article.direction is not None:
        return article.direction
    return Direction.RTL if runs_right_to_left(article.text) else Direction.LTR
