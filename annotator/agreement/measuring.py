"""From everybody's readings to the table of agreement, article by article, so that memory stays small."""

from collections import Counter
from collections.abc import Collection, Generator, Iterable
from dataclasses import replace

from annotator.agreement.comparison import Comparison
from annotator.agreement.frame import Frame
from annotator.agreement.reading import ReadArticle, Reading
from annotator.agreement.table import AgreementTable, LeftOut
from annotator.agreement.tabling import NOT_IN_SCHEME, confusions, figures, moments, unknown_answers
from annotator.agreement.voting import Voting
from annotator.agreement.wish import Extent, MeasureWish
from annotator.domain.scheme import Scheme


def measure(
    articles: Iterable[ReadArticle],
    scheme: Scheme,
    wish: MeasureWish,
    extent: Extent,
    left_out: tuple[LeftOut, ...] = (),
) -> Generator[int, None, AgreementTable]:
    """Compares article by article, each time yielding how many were read; gives the table in the end.

    `extent` is of these very articles, since resampling has to know it before they come: ValueError is raised
    if several have read another number of them. `left_out` is what was left out before.
    """
    choosing = _Choosing(wish, scheme)
    frame = Frame(extent.annotators, scheme)
    comparison = Comparison(frame, extent, resamples=wish.resamples, seed=wish.seed)
    voting = Voting(scheme, extent)
    for done, article in enumerate(articles, start=1):
        if len(article.readings) > 1:
            chosen = choosing.chosen(article)
            comparison.take(chosen)
            voting.take(chosen)
        yield done
    is_comparable = len(frame.annotators) > 1
    if is_comparable:
        comparison.finish()
    return AgreementTable(
        annotators=frame.annotators,
        articles=extent.compared,
        figures=tuple(figures(comparison, wish, extent)) if is_comparable else (),
        confusions=tuple(confusions(comparison)) if is_comparable else (),
        over_time=tuple(moments(comparison, wish, extent)) if is_comparable else (),
        reliability=voting.reliability(wish) if is_comparable else (),
        left_out=(
            *left_out,
            *_read_by_one(extent),
            *choosing.left_out(),
            *unknown_answers(comparison),
            *voting.left_out(),
        ),
        resamples=wish.resamples,
        seed=wish.seed,
        level=wish.level,
    )


def measure_all(articles: Collection[ReadArticle], scheme: Scheme, wish: MeasureWish) -> AgreementTable:
    """The table of articles that are all in memory."""
    job = measure(articles, scheme, wish, extent_of(articles))
    while True:
        try:
            next(job)
        except StopIteration as end:
            table: AgreementTable = end.value
            return table


def extent_of(articles: Collection[ReadArticle]) -> Extent:
    """How much there is to compare in articles that are all in memory."""
    readings = [reading for article in articles for reading in article.readings]
    times = [reading.updated for reading in readings]
    return Extent(
        annotators=tuple(sorted({reading.annotator for reading in readings})),
        read=sum(bool(article.readings) for article in articles),
        compared=sum(len(article.readings) > 1 for article in articles),
        first=min(filter(None, times), default=""),
        last=max(times, default=""),
    )


class _Choosing:
    """Takes what is wanted of the readings, and counts what is left out or unknown."""

    def __init__(self, wish: MeasureWish, scheme: Scheme) -> None:
        self._labels = wish.labels
        self._known = frozenset(label.name for label in scheme.entity_labels)
        self._not_chosen = 0
        self._unknown = Counter[str]()

    def chosen(self, article: ReadArticle) -> ReadArticle:
        """The article with its readings by annotator's name, and of them what is to be compared."""
        for reading in article.readings:
            unknown = {mention.label for mention in reading.mentions} - self._known
            if unknown:
                self._unknown.update(m.label for m in reading.mentions if m.label in unknown)
        readings = sorted(article.readings, key=lambda reading: reading.annotator)
        return ReadArticle(article.id, article.length, tuple(map(self._with_labels, readings)))

    def left_out(self) -> tuple[LeftOut, ...]:
        """What was not chosen; and, though it counts, what the scheme does not know."""
        return (
            *(
                [LeftOut(self._not_chosen, "mentions", "with labels that were not chosen")]
                if self._not_chosen
                else ()
            ),
            *(
                LeftOut(count, "mentions", f"with the label “{label}”, {NOT_IN_SCHEME}")
                for label, count in sorted(self._unknown.items())
            ),
        )

    def _with_labels(self, reading: Reading) -> Reading:
        if not self._labels:
            return reading
        mentions = tuple(mention for mention in reading.mentions if mention.label in self._labels)
        self._not_chosen += len(reading.mentions) - len(mentions)
        return replace(reading, mentions=mentions)


def _read_by_one(extent: Extent) -> tuple[LeftOut, ...]:
    alone = extent.read - extent.compared
    return (LeftOut(alone, "articles", "read by one of the annotators alone"),) if alone else ()
