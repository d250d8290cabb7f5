"""Small articles with their gold marked in them, for tests of pre-highlighting: `[Paris|GPE]`.

Their conventions are those of OntoNotes, as `datasets/README.md` has them. `ambiguous_names` is full of
places that are also words and people; the model does badly on `sport`.
"""

from pathlib import Path
from typing import NamedTuple

import regex

_MARK = regex.compile(r"\[([^\[\]|]+)\|([A-Z_]+)\]")
_FOLDER = Path(__file__).parent / "articles"


class MarkedArticle(NamedTuple):
    """A text and the `(start, end, label)` of its gold."""

    text: str
    gold: frozenset[tuple[int, int, str]]


def read_marked(marked: str) -> MarkedArticle:
    """The article without its marks, and the marks."""
    text, reached = "", 0
    gold: set[tuple[int, int, str]] = set()
    for match in _MARK.finditer(marked):
        text += marked[reached : match.start()]
        gold.add((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        reached = match.end()
    return MarkedArticle(text + marked[reached:], frozenset(gold))


def marked_articles() -> tuple[MarkedArticle, ...]:
    """All of them, by file name."""
    return tuple(read_marked(file.read_text(encoding="utf-8")) for file in sorted(_FOLDER.glob("*.txt")))
