"""Offsets for tools that count UTF-16 units, as JavaScript and Java do."""

from bisect import bisect_left
from collections.abc import Callable


def utf16_of(text: str) -> Callable[[int], int]:
    """What turns a code point's offset into the number of UTF-16 units before it."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return _same
    astral = [place for place, character in enumerate(text) if character > "\uffff"]
    return lambda offset: offset + bisect_left(astral, offset)


def _same(offset: int) -> int:
    return offset
