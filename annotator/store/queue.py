"""The list of articles as one annotator sees it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, false, func, or_, select

from annotator.domain.annotation import Status
from annotator.store.articles import TITLE
from annotator.store.suggestions import with_suggestions
from annotator.store.tables import annotation, article, article_body


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One article of the queue; `title` is its first words when it has no title."""

    article_id: str
    title: str
    source: str | None
    published: str | None
    words: int
    direction: str | None
    status: Status
    flagged: bool
    has_suggestions: bool


def queue_rows(
    connection: Connection,
    annotator_name: str,
    *,
    search: str = "",
    statuses: Collection[Status] = (),
    flagged_only: bool = False,
) -> tuple[QueueRow, ...]:
    """The articles that fit, in import order."""
    own = and_(annotation.c.article_id == article.c.id, annotation.c.annotator == annotator_name)
    own_status = func.coalesce(annotation.c.status, Status.NOT_STARTED.value)
    found = (
        select(
            article.c.id,
            TITLE,
            article.c.source,
            article.c.published,
            article.c.words,
            article.c.direction,
            own_status,
            func.coalesce(annotation.c.flagged, 0),
        )
        .outerjoin_from(article, annotation, own)
        .order_by(article.c.number)
    )
    if search.strip():
        found = found.where(_holds(search.strip()))
    if statuses:
        found = found.where(own_status.in_([status.value for status in statuses]))
    if flagged_only:
        found = found.where(annotation.c.flagged == 1)
    suggested = with_suggestions(connection)
    return tuple(
        # A look into a dict, since making 100,000 times a status of its name takes half a second.
        QueueRow(
            id_, title, source, published, words, direction, _STATUSES[status], flag == 1, id_ in suggested
        )
        for id_, title, source, published, words, direction, status, flag in connection.execute(found).all()
    )


_STATUSES = {status.value: status for status in Status}


def _holds(search: str) -> ColumnElement[bool]:
    """Whether title, source or text hold the words, in upper or lower case."""
    return or_(
        holds(article.c.title, search),
        holds(article.c.source, search),
        article.c.number.in_(select(article_body.c.number).where(holds(article_body.c.text, search))),
    )


def holds(column: ColumnElement[str], search: str) -> ColumnElement[bool]:
    """Whether the column holds the words, in upper or lower case."""
    # No text has a NUL, and PostgreSQL does not even take the question.
    return false() if "\0" in search else column.icontains(search, autoescape=True)
