"""Where a mark ends: possessives, quotes, brackets and line ends stay outside of it."""

from collections.abc import Iterable, Iterator

import regex

from annotator.suggest.marks import NAMES, Mark

# Dots may belong to it (U.S.), and so may signs of amounts (€5, 20 %).
_OUTSIDE = "\"'“”‘’«»‹›„‚`´()[]{}<>,;:!?…–—-*_|/\\·•=~^"
_POSSESSIVE = regex.compile(r"[’'][sS]?$")
_LINKS_AT_END = regex.compile(r"(?:[\s,]+(?:of|the|and|or|in|on|at|to|for|with|by|from|de|du|la|le|et))+$")
_LINKS_AT_START = regex.compile(r"(?:(?:of|and|or|in|on|at|to|for|with|by|from|et|ou|à)\s+)+")
# “Friday, ending months” and “Nov. 3 - Volkswagen” are a date and the beginning of something else.
_CLAUSE = regex.compile(
    r"\s[-–—]\s|,\s+(?!the\b|an?\b|and\b|or\b|early\b|late\b|mid|last\b|next\b|this\b)\p{Ll}"
)
_LETTER_OR_NUMBER = regex.compile(r"[\p{L}\p{N}]")
_ABBREVIATION = regex.compile(r"(?:\b\p{L}\.)+$|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|Bros|St|a\.m|p\.m|No)\.$")


def trimmed(text: str, marks: Iterable[Mark]) -> Iterator[Mark]:
    """The marks without what does not belong to them; what crosses a line is parted, empty ones are gone."""
    for mark in marks:
        for start, end in _lines(text, mark):
            if mark.label == "DATE" and (match := _CLAUSE.search(text, start, end)):
                end = match.start()
            start, end = _inner(text, start, end, is_name=mark.label in NAMES)
            if start < end and _LETTER_OR_NUMBER.search(text, start, end):
                yield mark._replace(start=start, end=end)


def _lines(text: str, mark: Mark) -> Iterator[tuple[int, int]]:
    start = mark.start
    for line in text[mark.start : mark.end].split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _inner(text: str, start: int, end: int, *, is_name: bool) -> tuple[int, int]:
    before = -1
    while before != end - start and start < end:
        before = end - start
        start, end = _stripped(text, start, end, closed=")" if "(" in text[start:end] else "")
        if is_name and (match := _POSSESSIVE.search(text, start, end)):
            end = match.start()
        if is_name and (match := _LINKS_AT_END.search(text, start, end)):
            end = match.start()
        if is_name and (match := _LINKS_AT_START.match(text, start, end)):
            start = match.end()
        if is_name and text[start:end].endswith(".") and not _ABBREVIATION.search(text, start, end):
            end -= 1
    return start, end


def _stripped(text: str, start: int, end: int, *, closed: str) -> tuple[int, int]:
    while start < end and _is_outside(text[start]) and not _is_sign(text, start, end):
        start += 1
    while start < end and _is_outside(text[end - 1]) and text[end - 1] != closed:
        end -= 1
    return start, end


def _is_outside(char: str) -> bool:
    return char.isspace() or char in _OUTSIDE


def _is_sign(text: str, start: int, end: int) -> bool:
    """Whether it begins with the sign of a negative number or with an apostrophe for a century (’90s)."""
    return text[start] in "-–’'" and start + 1 < end and text[start + 1].isdigit()
