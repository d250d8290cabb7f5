"""Where words and characters begin and end: what marking snaps to and edges move by."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

import regex

Offsets = tuple[int, int]

# Numbers keep their separators; a curly or straight possessive ’s is a token of its own, so that a double
# click on “Aliyev’s” marks the name alone; other apostrophes (O’Brien, l’Arménie) stay inside the word.
_TOKEN = regex.compile(
    r"\p{N}++(?:[.,:]\p{N}++)*+(?!\p{L})"
    r"|[’'][sS](?![\p{L}\p{N}])"
    r"|[\p{L}\p{N}\p{M}_]+(?:[’'](?![sS](?![\p{L}\p{N}]))[\p{L}\p{N}\p{M}_]+)*"
    r"|(?!\s)\X"
)
# The same for texts of Latin, Greek, Cyrillic and Armenian letters without combining marks, where a grapheme
# is one code point: the standard library finds these tokens sooner.
_PLAIN = re.compile(
    "[\0-\u02af\u0370-\u0373\u0376-\u037d\u037f\u0386-\u03ff\u0400-\u0481\u048a-\u052f\u0531-\u0556\u0561-\u0587"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*+"
)
_PLAIN_TOKEN = re.compile(
    r"[0-9²³¹¼-¾]++(?:[.,:][0-9²³¹¼-¾]++)*+(?![^\W0-9²³¹¼-¾_])"
    r"|[’'][sS](?![^\W_])"
    r"|\w++(?:[’'](?![sS](?![^\W_]))\w++)*+"
    r"|[^\t-\r \x85\xa0\u205f]"
)
_GRAPHEME = regex.compile(r"\X")


@lru_cache(maxsize=8)
def tokens(text: str) -> Sequence[Offsets]:
    """The `(start, end)` of every token, in order; white space belongs to none."""
    pattern = _PLAIN_TOKEN if _PLAIN.fullmatch(text) else _TOKEN
    return [match.span() for match in pattern.finditer(text)]


def snap(text: str, start: int, end: int) -> Offsets | None:
    """The span grown to whole tokens; None if it touches none."""
    spans = tokens(text)
    first = bisect_right(spans, start, key=lambda span: span[1])
    last = bisect_left(spans, end, key=lambda span: span[0]) - 1
    if first > last:
        return None
    return spans[first][0], spans[last][1]


def token_at(text: str, offset: int) -> Offsets | None:
    """The token that holds the code point at the offset, or ends there; None in white space."""
    return snap(text, offset, offset + 1) or (snap(text, offset - 1, offset) if offset else None)


def next_token_end(text: str, offset: int) -> int:
    """The nearest end of a token after the offset; the offset itself if there is none."""
    spans = tokens(text)
    index = bisect_right(spans, offset, key=lambda span: span[1])
    return spans[index][1] if index < len(spans) else offset


def previous_token_end(text: str, offset: int) -> int:
    """The nearest end of a token before the offset; the offset itself if there is none."""
    spans = tokens(text)
    index = bisect_left(spans, offset, key=lambda span: span[1]) - 1
    return spans[index][1] if index >= 0 else offset


def next_token_start(text: str, offset: int) -> int:
    """The nearest start of a token after the offset; the offset itself if there is none."""
    spans = tokens(text)
    index = bisect_right(spans, offset, key=lambda span: span[0])
    return spans[index][0] if index < len(spans) else offset


def previous_token_start(text: str, offset: int) -> int:
    """The nearest start of a token before the offset; the offset itself if there is none."""
    spans = tokens(text)
    index = bisect_left(spans, offset, key=lambda span: span[0]) - 1
    return spans[index][0] if index >= 0 else offset


def next_character(text: str, offset: int) -> int:
    """The end of the grapheme at the offset, so that no emoji or accent is cut in two."""
    match = _GRAPHEME.match(text, offset)
    return match.end() if match else offset


def previous_character(text: str, offset: int) -> int:
    """The start of the grapheme before the offset."""
    # A grapheme cluster is short; 64 code points back is always before its beginning.
    start = max(0, offset - 64)
    found = start
    for match in _GRAPHEME.finditer(text, start, offset):
        found = match.start()
    return found if offset else 0
