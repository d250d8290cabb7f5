"""Articles with what everybody says about them, in the order of export, a few at a time."""

from collections.abc import Collection, Iterator
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, exists, func, select

from annotator.domain.annotation import Status
from annotator.domain.records import StoredAnnotation, StoredArticle
from annotator.store.articles import stored_articles_after
from annotator.store.states import IS_BEGUN, STATES, State, bulk_form, state_in
from annotator.store.tables import annotation, article

# Few enough that articles of 20,000 words with 2,000 mentions by several annotators fit into memory.
_AT_ONCE = 100


def rows(
    connection: Connection, *, annotators: Collection[str] = (), only_done: bool = False
) -> Iterator[tuple[StoredArticle, StoredAnnotation | None]]:
    """By article id, then annotator; an article without any has one row, unless only some are asked for."""
    everything = not annotators and not only_done
    wanted = tuple(_only(annotators, only_done=only_done))
    last = ""
    while articles := stored_articles_after(connection, last, _AT_ONCE):
        first, last = articles[0].id, articles[-1].id
        states = _states_between(connection, first, last, wanted)
        said = {id_: list(group) for id_, group in groupby(states, key=lambda state: state.article_id)}
        for one in articles:
            for state in said.get(one.id, ()):
                yield one, bulk_form(connection, state)
            if everything and one.id not in said:
                yield one, None


def count_rows(connection: Connection, *, annotators: Collection[str] = (), only_done: bool = False) -> int:
    """How many rows there will be."""
    wanted = _only(annotators, only_done=only_done)
    found = select(func.count()).select_from(annotation).where(IS_BEGUN, *wanted)
    said = connection.scalar(found) or 0
    return said if annotators or only_done else said + _count_unsaid(connection)


def _states_between(
    connection: Connection, first_article: str, last_article: str, wanted: Collection[ColumnElement[bool]]
) -> Iterator[State]:
    """The annotations of a stretch of articles by id, in order of article and annotator."""
    found = STATES.where(annotation.c.article_id.between(first_article, last_article), *wanted)
    in_order = connection.execute(found.order_by(annotation.c.article_id, annotation.c.annotator))
    return (state_in(row) for row in in_order.mappings())


def _count_unsaid(connection: Connection) -> int:
    """How many articles nobody has annotated."""
    said = exists().where(annotation.c.article_id == article.c.id, IS_BEGUN)
    return connection.scalar(select(func.count()).select_from(article).where(~said)) or 0


def _only(annotators: Collection[str], *, only_done: bool) -> Iterator[ColumnElement[bool]]:
    if annotators:
        yield annotation.c.annotator.in_(annotators)
    if only_done:
        yield annotation.c.status == Status.DONE.value
