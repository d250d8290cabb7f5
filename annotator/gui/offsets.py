"""Code points to Qt's UTF-16 units and back: the only place where the two are exchanged."""

from bisect import bisect_left, bisect_right


class QtOffsets:
    """Where the code points of one text stand in its UTF-16, which is what Qt counts.

    Nearly every text has no character beyond U+FFFF, and then both counts are the same.
    """

    __slots__ = ("_astral", "_astral_in_qt")

    def __init__(self, text: str) -> None:
        wide = [] if text.isascii() else [i for i, char in enumerate(text) if char > "\uffff"]
        self._astral = wide
        self._astral_in_qt = [offset + number for number, offset in enumerate(wide)]

    def to_qt(self, offset: int) -> int:
        """How many UTF-16 units stand before the code point."""
        if not self._astral:
            return offset
        return offset + bisect_left(self._astral, offset)

    def from_qt(self, position: int) -> int:
        """How many code points stand before the UTF-16 unit; within a surrogate pair, before that pair."""
        if not self._astral:
            return position
        before = bisect_right(self._astral_in_qt, position)
        if before and position == self._astral_in_qt[before - 1] + 1:
            return self._astral[before - 1]
        return position - bisect_left(self._astral_in_qt, position)


def qt_length(text: str) -> int:
    """How long Qt finds the text."""
    return QtOffsets(text).to_qt(len(text))
