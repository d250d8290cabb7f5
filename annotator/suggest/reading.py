"""An article as it is read: without characters that nobody sees, with the way back to its own offsets."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from annotator.suggest.marks import Mark

# Soft hyphens, zero-width and bidi marks cut words in two for a model, a second space cuts names in two.
# Zero-width joiners stay: Persian and Indic words are spelt with them.
_UNSEEN = regex.compile(
    r"[\u00ad\u200b\u200e\u200f\u2060\u2066-\u2069\u202a-\u202e\ufeff]+|(?<=[^\S\n])[^\S\n]+"
)


@dataclass(frozen=True)
class Reading:
    """What is read, and for each of its characters the offset in the article; None if they are the same."""

    text: str
    offsets: Sequence[int] | None = None

    def in_article(self, mark: Mark) -> Mark:
        """The mark with the article's offsets."""
        if self.offsets is None:
            return mark
        return mark._replace(start=self.offsets[mark.start], end=self.offsets[mark.end - 1] + 1)


def reading_of(text: str) -> Reading:
    """The text without what is unseen in it."""
    if not _UNSEEN.search(text):
        return Reading(text)
    offsets: list[int] = []
    reached = 0
    for unseen in _UNSEEN.finditer(text):
        offsets += range(reached, unseen.start())
        reached = unseen.end()
    offsets += range(reached, len(text))
    return Reading("".join(text[offset] for offset in offsets), offsets)
