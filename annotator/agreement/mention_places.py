"""Which mentions touch a stretch of the text, found without looking at all of them."""

from bisect import bisect_left, insort
from collections.abc import Iterable

from annotator.domain.annotation import Mention


class MentionPlaces:
    """Mentions by where they lie. They can be added; of those that are gone only the owner knows."""

    def __init__(self, ordered: Iterable[Mention]) -> None:
        """Takes the mentions, which are sorted soonest if they come in order of reading."""
        self._places = sorted((mention.start, mention.end, mention.id) for mention in ordered)
        self._longest = max((end - start for start, end, _ in self._places), default=0)

    def add(self, mention: Mention) -> None:
        insort(self._places, (mention.start, mention.end, mention.id))
        self._longest = max(self._longest, mention.end - mention.start)

    def touching(self, start: int, end: int) -> list[str]:
        """The ids of those that share a character with `[start, end)`, by where they begin."""
        first = bisect_left(self._places, (start - self._longest,))
        last = bisect_left(self._places, (end,))
        return [id_ for _, other_end, id_ in self._places[first:last] if other_end > start]
