"""The list of articles as one annotator sees it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from annotator.domain.annotation import AnnotatorKind, Status
from annotator.store.tables import annotation, annotator, article, article_body


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
    own_status = func.coalesce(annotation.c.status, Status.NOT_STARTED.value)
    suggested = select(annotation.c.article_id).join_from(
        annotation,
        annotator,
        and_(annotation.c.annotator == annotator.c.name, annotator.c.kind == AnnotatorKind.MODEL.value),
    )
    found = select(
        article.c.id,
        func.coalesce(func.nullif(article.c.title, ""), article.c.opening),
        article.c.source,
        article.c.published,
        article.c.words,
        article.c.direction,
        own_status,
        func.coalesce(annotation.c.flagged, 0),
    ).outerjoin_from(
        article,
        annotation,
        and_(annotation.c.article_id == article.c.id, annotation.c.annotator == annotator_name),
    )
    if search.strip():
        found = found.where(_holds(search.strip()))
    if statuses:
        found = found.where(own_status.in_([status.value for status in statuses]))
    if flagged_only:
        found = found.where(annotation.c.flagged == 1)
    with_suggestions = set(connection.scalars(suggested))
    return tuple(
        QueueRow(
            id_,
            title,
            source,
            published,
            words,
            direction,
            Status(status),
            bool(flag),
            id_ in with_suggestions,
        )
        for id_, title, source, published, words, direction, status, flag in connection.execute(
            found.order_by(article.c.number)
        )
    )


def _holds(search: str) -> ColumnElement[bool]:
    """Whether title, source or text hold the words, in upper or lower case."""
    return or_(
        article.c.title.icontains(search, autoescape=True),
        article.c.source.icontains(search, autoescape=True),
        article.c.number.in_(select(article_body.c.number).where(text_holds(search))),
    )


def text_holds(search: str) -> ColumnElement[bool]:
    return article_body.c.text.icontains(search, autoescape=True)
