"""The text of a document of columns as it grows, with where its words stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.domain.tokens import Offsets
from annotator.formats.conll_words import Words


@dataclass
class ColumnText:
    """Takes sentences one after another; a quote is of the sentence that was added last."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    sentences: list[Sequence[Offsets]] = field(default_factory=list)
    """Of each that has words, where they stand."""

    def add(self, gap: str, words: Words) -> list[Offsets]:
        """Takes a sentence in, and says where each of its rows stands."""
        self.pieces += (gap, words.text)
        start = self.length + len(gap)
        self.length = start + len(words.text)
        placed = [(start + first, start + last) for first, last in words.places]
        here = [place for place in placed if place[0] < place[1]]
        if here:
            self.sentences.append(here)
        return [placed[index] for index in words.of_rows]

    def add_line(self, words: Words) -> list[Offsets]:
        """Takes a sentence in that begins a line of its own."""
        return self.add("\n" if self.length else "", words)

    def quote(self, place: Offsets) -> str:
        """What stands there, which is in the sentence that was added last."""
        begun = self.length - len(self.pieces[-1])
        return self.pieces[-1][place[0] - begun : place[1] - begun]

    def whole(self) -> str:
        return "".join(self.pieces)
