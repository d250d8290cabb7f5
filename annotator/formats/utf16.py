"""Offsets for tools that count UTF-16 units, as JavaScript and Java do."""

import re
from bisect import bisect_left
from collections.abc import Callable

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_UNIT = 2
"""How many bytes it has."""


def has_astral(text: str) -> bool:
    """Whether there is a character in the text that counts two."""
    return len(text.encode("utf-16-le", "surrogatepass")) > _UNIT * len(text)


def utf16_of(text: str) -> Callable[[int], int]:
    """What turns a code point's offset into the number of UTF-16 units before it."""
    if not has_astral(text):
        return _same
    astral = _astral(text)
    return lambda offset: offset + bisect_left(astral, offset)


def from_utf16(text: str) -> Callable[[int], int | None]:
    """What turns a number of UTF-16 units into the offset of a code point; None inside of one or outside."""
    if not has_astral(text):
        return lambda units: units if 0 <= units <= len(text) else None
    before = [place + number for number, place in enumerate(_astral(text))]

    def code_points(units: int) -> int | None:
        number = bisect_left(before, units)
        is_inside = number > 0 and before[number - 1] == units - 1
        return None if is_inside or not 0 <= units - number <= len(text) else units - number

    return code_points


def _astral(text: str) -> list[int]:
    return [match.start() for match in _ASTRAL.finditer(text)]


def _same(offset: int) -> int:
    return offset
