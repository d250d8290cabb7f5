"""What was adjudicated, beside what one annotator says about the same articles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select, func, select

from annotator.domain.annotation import Annotation, AnnotatorKind
from annotator.domain.article import Article
from annotator.store.articles import articles_of
from annotator.store.states import IS_BEGUN, STATES, read_record, state_in
from annotator.store.tables import annotation, annotator, step

_AT_ONCE = 50
_ADJUDICATORS = select(annotator.c.name).where(annotator.c.kind == AnnotatorKind.ADJUDICATED.value)


@dataclass(frozen=True, slots=True)
class AdjudicatedArticle:
    """An article that an annotator has read, with the work of everybody who adjudicates."""

    article: Article
    own: Annotation
    gold: tuple[Annotation, ...]


def is_adjudicated(connection: Connection) -> bool:
    """Whether anything is."""
    begun = select(annotation.c.article_id).where(annotation.c.annotator.in_(_ADJUDICATORS), IS_BEGUN)
    return connection.execute(begun.limit(1)).first() is not None


def reviewers(connection: Connection) -> tuple[str, ...]:
    """Who took steps in adjudicated work, by name."""
    by = select(step.c.taken_by).where(step.c.annotator.in_(_ADJUDICATORS)).distinct()
    return tuple(sorted(connection.scalars(by)))


def count_adjudicated_with(connection: Connection, annotator_name: str) -> int:
    """How many articles of the annotator are adjudicated."""
    return connection.scalar(select(func.count()).select_from(_ids(annotator_name).subquery())) or 0


def adjudicated_with(connection: Connection, annotator_name: str) -> Iterator[AdjudicatedArticle]:
    """The adjudicated articles of the annotator, by id; a few at a time are in memory."""
    last = ""
    while ids := _ids_after(connection, annotator_name, last):
        last = ids[-1]
        said = _annotations(connection, annotator_name, ids)
        for one in articles_of(connection, ids):
            own = [it for it in said[one.id] if it.annotator.name == annotator_name]
            gold = [it for it in said[one.id] if it.annotator.name != annotator_name]
            yield AdjudicatedArticle(one, own[0], tuple(gold))


def _ids(annotator_name: str) -> Select[str]:
    own = select(annotation.c.article_id).where(annotation.c.annotator == annotator_name, IS_BEGUN)
    adjudicated = annotation.c.annotator.in_(_ADJUDICATORS) & (annotation.c.annotator != annotator_name)
    return (
        select(annotation.c.article_id)
        .where(adjudicated, IS_BEGUN, annotation.c.article_id.in_(own))
        .distinct()
    )


def _ids_after(connection: Connection, annotator_name: str, article_id: str) -> Sequence[str]:
    after = _ids(annotator_name).where(annotation.c.article_id > article_id)
    return connection.scalars(after.order_by(annotation.c.article_id).limit(_AT_ONCE)).all()


def _annotations(
    connection: Connection, annotator_name: str, ids: Sequence[str]
) -> dict[str, list[Annotation]]:
    """The annotator's and the adjudicated ones, by article, in order of who made them."""
    wanted = (annotation.c.annotator == annotator_name) | annotation.c.annotator.in_(_ADJUDICATORS)
    here = STATES.where(annotation.c.article_id.in_(ids), wanted).order_by(annotation.c.annotator)
    found: dict[str, list[Annotation]] = {}
    for state in [state_in(row) for row in connection.execute(here).mappings()]:
        found.setdefault(state.article_id, []).append(read_record(connection, state).annotation)
    return found
