"""Agreement over time: by the week or month in which the later of two annotators worked on an article."""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np

from annotator.agreement.frame import Batch, Frame, Pair
from annotator.agreement.resampling import Sums
from annotator.agreement.statistics import Numbers
from annotator.agreement.wish import Extent

_WEEKS = 7 * 26
_MONTHS = 366 * 3
"""In days: the longest work that is shown by week, and by month."""


class Calendar:
    """Puts days into stretches of time that are long enough for few of them to hold all the work."""

    def __init__(self, extent: Extent) -> None:
        first, last = _day(extent.first), _day(extent.last)
        self._days = 0 if first is None or last is None else (last - first).days

    def begin(self, moment: str) -> date | None:
        """The first day of the week, month or year that the moment is in; None if it is no ISO 8601 time."""
        day = _day(moment)
        if day is None:
            return None
        if self._days <= _WEEKS:
            return day - timedelta(days=day.weekday())
        return day.replace(day=1) if self._days <= _MONTHS else day.replace(month=1, day=1)


class MomentSums:
    """What pairs have in common, and what either has, by the time of their work: all pairs together."""

    def __init__(self, frame: Frame, extent: Extent) -> None:
        self._calendar = Calendar(extent)
        self._number: dict[date, int] = {}
        self._number_of_day: dict[str, int | None] = {}
        self.mentions = Sums(0, 2)
        """(stretches of time, 2): mentions alike of both, and all mentions of both."""
        self.answers = Sums(0, 2)
        """The same of answers to the first task about pairs."""
        self.articles = Sums(0)
        """How many articles any pair compared."""
        self.undated = 0
        """Comparisons of two readings of which nobody knows when they were made."""
        self._taken: dict[Pair, list[int]] = {pair: [] for pair in frame.pairs}
        """In turn an article of the batch that the pair compares, and the stretch of time of their work."""

    @property
    def begins(self) -> Mapping[date, int]:
        """The numbers of the stretches of time, by their first days."""
        return self._number

    def take(self, article: int, pair: Pair, moment: str) -> None:
        """Notes when the later of a pair worked on an article, given by its place in the batch."""
        number = self._numbered(moment[:10])
        if number is None:
            self.undated += 1
        else:
            self._taken[pair] += article, number

    def add(self, batch: Batch, mentions: Mapping[Pair, Numbers], answers: Mapping[Pair, Numbers]) -> None:
        """Adds counts (articles, 2) of the pairs."""
        places = {pair: np.array(taken, np.int64).reshape(-1, 2).T for pair, taken in self._taken.items()}
        self._taken = {pair: [] for pair in self._taken}
        for sums, counts in ((self.mentions, mentions), (self.answers, answers)):
            values = np.zeros((batch.size, len(self._number), 2))
            for pair, of_pair in counts.items():
                articles, times = places[pair]
                values[articles, times] += of_pair[articles]
            sums.add(values, batch.draw)
        compared = np.zeros((batch.size, len(self._number)))
        for articles, times in places.values():
            compared[articles, times] = 1
        self.articles.add(compared, batch.draw)

    def _numbered(self, day: str) -> int | None:
        if day not in self._number_of_day:
            begin = self._calendar.begin(day)
            number = None if begin is None else self._number.setdefault(begin, len(self._number))
            self._number_of_day[day] = number
        return self._number_of_day[day]


def _day(moment: str) -> date | None:
    try:
        return date.fromisoformat(moment[:10])
    except ValueError:
        return None
