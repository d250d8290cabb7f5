"""The pieces of a text that a model reads one by one: its lines, and long lines in parts."""

from collections.abc import Iterator

import regex

_LINE = regex.compile(r"[^\n]*\S[^\n]*")
LONGEST = 20_000
"""Code points; spaCy refuses texts of more than a million, and needs memory by the length of each."""

# Models learnt on straight quotes and plain spaces; one character stands for one, so offsets stay.
_PLAIN = str.maketrans("‘’ʼ“”„‟«»–—―\u00a0\u2007\u202f", '\'\'\'""""""---   ')


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Where each piece begins in the text, and the piece; no name goes from one into the next."""
    for line in _LINE.finditer(text):
        start, end = line.span()
        while end - start > LONGEST:
            cut = text.rfind(" ", start + 1, start + LONGEST)
            cut = start + LONGEST if cut < 0 else cut
            yield start, text[start:cut]
            start = cut
        yield start, text[start:end]


def plain(piece: str) -> str:
    """The piece with straight quotes and plain spaces, as long as it was."""
    return piece.translate(_PLAIN)
