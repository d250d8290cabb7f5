"""Measuring how far a project's annotators agree, as a job."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from annotator.agreement.gamma_figures import Drawn, gamma_figures
from annotator.agreement.measuring import measure
from annotator.agreement.reading import ReadArticle
from annotator.agreement.table import AgreementTable, Figure, Layer
from annotator.agreement.wish import MeasureWish
from annotator.domain.scheme import Scheme
from annotator.project.jobs import Job, Progress
from annotator.project.readings import project_readings
from annotator.store.database import Database

_ARTICLES_A_STEP = 100


def measure_project(database: Database, scheme: Scheme, wish: MeasureWish) -> Job[AgreementTable]:
    """The table of what is wished for, as the project stands when the job begins."""
    with project_readings(database, wish.choice) as readings:
        total = readings.extent.read
        yield Progress(0, total, "articles")
        drawn = Drawn(wish.gamma_articles, wish.seed)
        measuring = measure(
            _offered(readings.articles, drawn), scheme, wish, readings.extent, readings.left_out
        )
        while True:
            try:
                done = next(measuring)
            except StopIteration as end:
                table: AgreementTable = end.value
                break
            if done % _ARTICLES_A_STEP == 0:
                yield Progress(done, total, "articles")
    if not wish.gamma_articles:
        return table
    yield Progress(total, total, "articles, now gamma")
    gamma = gamma_figures(drawn.articles, table.annotators, seed=wish.seed)
    return replace(table, figures=_after_mentions(table.figures, gamma))


def _offered(articles: Iterable[ReadArticle], drawn: Drawn) -> Iterator[ReadArticle]:
    for article in articles:
        drawn.offer(article)
        yield article


def _after_mentions(figures: Sequence[Figure], gamma: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures of the other layers come last."""
    of_mentions = [figure for figure in figures if figure.layer is Layer.MENTIONS]
    others = [figure for figure in figures if figure.layer is not Layer.MENTIONS]
    return (*of_mentions, *gamma, *others)
