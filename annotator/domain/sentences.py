"""Where sentences begin and end: what evidence is made of when only a caret says where."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

import regex

from annotator.domain.tokens import Offsets

_LINE = regex.compile(r"[^\n]+")
# Chinese and Japanese put no space after a stop.
_STOP = regex.compile(
    r"(?:[.!?…]+|[؟۔])[\"'”’»)\]]*(?=\s+[\"'“‘«(\[–—-]*[\p{Lu}\p{Lo}\p{N}]|\s*$)|[。！？]+[”’」』）]*"
)
_ABBREVIATION = regex.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Sen|Rep|Gov|St|No|vs|Jr|Sr|Inc|Ltd|Co|Corp|Sgt|Capt|M|Mme|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)|\b\p{Lu}|\b(?:\p{L}\.)+\p{L})$"
)
_LONGEST_ABBREVIATION = 8
"""Of letters with stops between them the last two say enough."""


@lru_cache(maxsize=8)
def sentences(text: str) -> Sequence[Offsets]:
    """The `(start, end)` of every sentence, in order; none crosses a line, white space belongs to none."""
    found: list[Offsets] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for stop in _STOP.finditer(text, *line.span()):
            before = max(start, stop.start() - _LONGEST_ABBREVIATION)
            if stop.end() < line.end() and _ABBREVIATION.search(text, before, stop.start()):
                continue
            found += _trimmed(text, start, stop.end())
            start = stop.end()
        found += _trimmed(text, start, line.end())
    return found


def sentence_at(text: str, offset: int) -> Offsets | None:
    """The sentence around the offset, or the one before it, or the first; None where there is none."""
    spans = sentences(text)
    index = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return spans[index] if index >= 0 else (spans[0] if spans else None)


def _trimmed(text: str, start: int, end: int) -> list[Offsets]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return [(start + left, start + right)] if left < right else []
