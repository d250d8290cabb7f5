"""An article: text that never changes once loaded, what is known of it, and the way back to its file."""

import hashlib
from enum import StrEnum
from functools import cached_property

from pydantic import Field, JsonValue

from annotator.domain.value import Value


class Direction(StrEnum):
    LTR = "ltr"
    RTL = "rtl"


class SegmentKind(StrEnum):
    TITLE = "title"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    SUBHEADING = "subheading"
    CAPTION = "caption"
    OTHER = "other"


class Segment(Value):
    """A stretch of the text, `[start, end)` in code points, and what it is."""

    kind: SegmentKind
    start: int
    end: int


class Removal(Value):
    """A piece of the decoded original, `[start, end)` in its code points, that a named rule took out."""

    start: int
    end: int
    rule: str


class Replacement(Value):
    """A piece of the decoded original, `[start, end)` in its code points, that a named rule rewrote."""

    start: int
    end: int
    with_: str = Field(alias="with")
    rule: str


class Origin(Value):
    """Where the text came from, and every difference between that and the text.

    `removed` and `replaced` are None for marked-up sources, whose text cannot be rebuilt by cutting.
    """

    file: str
    sha256: str
    removed: tuple[Removal, ...] | None = None
    replaced: tuple[Replacement, ...] | None = None

    def rebuild(self, original: str) -> str:
        """The article's text, made again from the decoded original."""
        pieces = [(r.start, r.end, "") for r in self.removed or ()]
        pieces += [(r.start, r.end, r.with_) for r in self.replaced or ()]
        parts: list[str] = []
        reached = 0
        for start, end, with_ in sorted(pieces):
            parts += (original[reached:start], with_)
            reached = end
        return "".join((*parts, original[reached:]))

    def original_offset(self, offset: int) -> int:
        """Where code point `offset` of the text stands in the decoded original."""
        pieces = [(r.start, r.end, 0) for r in self.removed or ()]
        pieces += [(r.start, r.end, len(r.with_)) for r in self.replaced or ()]
        shift = 0
        for start, end, kept in sorted(pieces):
            if offset + shift < start:
                break
            if offset + shift < start + kept:
                return max(start, min(offset + shift, end - 1))
            shift += (end - start) - kept
        return offset + shift


class Article(Value):
    """One article; every offset anywhere counts Unicode code points of `text`, half-open."""

    id: str = Field(min_length=1)
    text: str
    title: str | None = None
    language: str | None = None
    direction: Direction | None = None
    source: str | None = None
    url: str | None = None
    author: str | None = None
    published: str | None = None
    dateline: str | None = None
    meta: dict[str, JsonValue] = Field(default_factory=dict)
    segments: tuple[Segment, ...] = ()
    origin: Origin | None = None

    @cached_property
    def text_sha256(self) -> str:
        """Of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def is_rtl(self) -> bool:
        return self.direction is Direction.RTL
