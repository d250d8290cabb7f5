"""The elements of a JSON array, one at a time, so that a large file is never held as a whole."""

import re
from collections.abc import Iterator
from typing import IO

LARGEST_RECORD = 64 << 20
TOO_LARGE = f"It is longer than {LARGEST_RECORD >> 20} MB."

_CHUNK = 1 << 18
# A whole string, the beginning of one that goes on beyond the buffer, or what opens, closes and divides.
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|"|[\[\]{},]', re.DOTALL)
_PLAIN = r'[^"\[\]{}]++|"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_PASSED_OVER = 3
"""Levels of objects and lists that are gone over at once. Each makes the pattern more than twice as long."""


def _bracket(levels: int) -> re.Pattern[bytes]:
    """The next bracket that is in no string, nor in an object or list of so few levels.

    Within an element nothing else tells where it ends.
    """
    passed_over = _PLAIN
    for _ in range(levels):
        passed_over = rf"{_PLAIN}|\{{(?:{passed_over})*+\}}|\[(?:{passed_over})*+\]"
    return re.compile(rf"(?:{passed_over})*+[\[\]{{}}]".encode(), re.DOTALL)


_BRACKET = _bracket(_PASSED_OVER)


def array_elements(stream: IO[bytes]) -> Iterator[bytes | str]:
    """Each element's bytes, from a stream that stands after the opening bracket.

    A sentence instead of bytes says why there is no more.
    """
    buffer = b""
    chunk_size = _CHUNK
    while True:
        chunk = stream.read(chunk_size)
        buffer += chunk
        start = 0
        while (end := _element_end(buffer, start)) is not None:
            element = buffer[start:end].strip()
            if element:
                yield element
            start = end + 1
            if buffer[end : end + 1] == b"]":
                return
        buffer = buffer[start:]
        if not chunk:
            yield "The file ends in the middle of this record."
            return
        if len(buffer) > LARGEST_RECORD:
            yield TOO_LARGE
            return
        # Twice as much as is left over, or a large element would be gone through again and again.
        chunk_size = max(_CHUNK, len(buffer))


def _element_end(buffer: bytes, start: int) -> int | None:
    """Where the element ends: at a comma or the array's closing bracket; None if that is not there yet."""
    depth, place = 0, start
    while True:
        found = _BRACKET.match(buffer, place) if depth else _TOKEN.search(buffer, place)
        if found is None:
            return None
        mark, place = buffer[found.end() - 1 : found.end()], found.end()
        if mark in (b"[", b"{"):
            depth += 1
        elif depth == 0 and mark in (b",", b"]", b"}"):
            return place - 1
        elif mark in (b"]", b"}"):
            depth -= 1
        elif found.group() == b'"':
            return None
