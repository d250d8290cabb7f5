"""What models have annotated: where suggestions come from."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from annotator.domain.annotation import AnnotatorKind
from annotator.store.states import IS_BEGUN, STATES, State, state_in
from annotator.store.tables import annotation, annotator, article

_MODELS = select(annotator.c.name).where(annotator.c.kind == AnnotatorKind.MODEL.value)
_SUGGESTED = select(annotation.c.article_id).where(annotation.c.annotator.in_(_MODELS), IS_BEGUN)


def newest_suggestion(connection: Connection, article_id: str) -> State | None:
    """The newest work of a model on the article, if there is any."""
    found = (
        STATES.where(annotation.c.article_id == article_id, annotator.c.kind == AnnotatorKind.MODEL.value)
        .order_by(annotation.c.updated.desc(), annotation.c.annotator)
        .limit(1)
    )
    row = connection.execute(found).mappings().first()
    return None if row is None else state_in(row)


def with_suggestions(connection: Connection) -> set[str]:
    """The ids of the articles that a model has annotated."""
    return set(connection.scalars(_SUGGESTED).all())


def without_suggestions(connection: Connection) -> Sequence[str]:
    """The ids of the articles that no model has annotated, in import order."""
    found = select(article.c.id).where(article.c.id.not_in(_SUGGESTED)).order_by(article.c.number)
    return connection.scalars(found).all()
