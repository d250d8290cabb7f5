"""Quotes from articles with the place marked and enough around it to be understood."""

from dataclasses import dataclass

from annotator.domain.article import Article

_AROUND = 110
_LONGEST = 600
_WORD = 30
"""Longer than a word that is worth dropping; some scripts have no spaces."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands before the place, in it and after it; `direction` is "auto" where nobody knows it."""

    before: str
    marked: str
    after: str
    direction: str = "auto"


def quote_of(article: Article, start: int, end: int) -> Quote:
    """The place `[start, end)` in its context, in whole words; a long place is cut in the middle.

    A place that is not in the text gives an empty quote; so does the whole text, for no place is meant.
    """
    text, direction = article.text, article.direction.value if article.direction else "auto"
    start, end = max(0, start), min(end, len(text))
    if start >= end or (start, end) == (0, len(text)):
        return Quote("", "", "", direction)
    return Quote(
        before=_before(text, start),
        marked=_middle_cut(_on_one_line(text[start:end])),
        after=_after(text, end),
        direction=direction,
    )


def _before(text: str, start: int) -> str:
    """What comes before on the same line, without the word that its beginning cuts in two."""
    begins = max(0, start - _AROUND)
    line = text.rfind("\n", begins, start) + 1
    piece = _on_one_line(text[max(begins, line) : start])
    if line or not begins:
        return piece
    cut, space, rest = piece.partition(" ")
    return f"…{rest if space and len(cut) < _WORD else piece}"


def _after(text: str, end: int) -> str:
    """What comes after on the same line, without the word that its end cuts in two."""
    line = text.find("\n", end, end + _AROUND)
    piece = _on_one_line(text[end : end + _AROUND] if line < 0 else text[end:line])
    if line >= 0 or end + _AROUND >= len(text):
        return piece
    rest, space, cut = piece.rpartition(" ")
    return f"{rest if space and len(cut) < _WORD else piece}…"


def _on_one_line(text: str) -> str:
    """With the spaces at the ends kept, one for however many, because words stand on the other side."""
    words = " ".join(text.split())
    left = " " if text[:1].isspace() and words else ""
    right = " " if text[-1:].isspace() and words else ""
    return f"{left}{words}{right}"


def _middle_cut(words: str) -> str:
    if len(words) <= _LONGEST:
        return words
    half = _LONGEST // 2
    return f"{words[:half].rstrip()} […] {words[-half:].lstrip()}"
