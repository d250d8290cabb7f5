"""The votes that reliability is estimated from: of all articles, or of evenly spread ones of many."""

from annotator.agreement.polls import Polls
from annotator.agreement.questions import asked
from annotator.agreement.reading import ReadArticle
from annotator.agreement.reliability import reliability
from annotator.agreement.table import LeftOut, Reliability
from annotator.agreement.wish import Extent, MeasureWish
from annotator.domain.scheme import Scheme

_MOST_ARTICLES = 500
"""With more, the intervals would be no more telling and the measuring much slower."""


class Voting:
    """Takes every article that at least two have read, and counts the votes of those that are needed."""

    def __init__(self, scheme: Scheme, extent: Extent) -> None:
        self._scheme = scheme
        self._polls = Polls(scheme)
        self._every = -(-extent.compared // _MOST_ARTICLES)
        self._seen = 0

    def take(self, article: ReadArticle) -> None:
        if self._seen % self._every == 0:
            one = asked(article, self._scheme)
            self._polls.add(one.readers, one.questions)
        self._seen += 1

    def reliability(self, wish: MeasureWish) -> tuple[Reliability, ...]:
        """Of every annotator, on mentions and each task."""
        return reliability(self._polls, resamples=wish.resamples, seed=wish.seed, level=wish.level)

    def left_out(self) -> tuple[LeftOut, ...]:
        number = self._seen - self._polls.articles
        why = f"not needed for the reliability of annotators: one article in {self._every} was taken"
        return (LeftOut(number, "articles", why),) if number else ()
