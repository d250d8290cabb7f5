"""Where the spans of layers stand in their text, with their words where tokens prove the offsets."""

from annotator.formats.counting import UTF16
from annotator.formats.found_annotations import FoundSpan
from annotator.formats.layers import Layered
from annotator.formats.utf16 import from_utf16


class SpanFinder:
    """Finds the words of spans, which count as the layers do."""

    def __init__(self, layered: Layered) -> None:
        self._text = layered.text
        self._is_proven = layered.is_proven
        self._place_of = from_utf16(layered.text) if layered.counting == UTF16 else None

    def words(self, start: int, end: int) -> str:
        """What stands there; "" for no stretch of the text."""
        if self._place_of is None:
            return self._text[start:end]
        first, last = self._place_of(start), self._place_of(end)
        return "" if first is None or last is None else self._text[first:last]

    def found(self, start: int, end: int) -> FoundSpan:
        """The span, quoted if there is nothing left to prove."""
        return FoundSpan(((start, end),), (self.words(start, end) or None) if self._is_proven else None)
