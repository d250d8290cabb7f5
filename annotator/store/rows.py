"""Articles with what everybody says about them, in the order of export, a few at a time."""

from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, exists, func, select

from annotator.domain.annotation import AnnotatorKind, Status
from annotator.domain.records import StoredAnnotation, StoredArticle
from annotator.store.articles import stored_articles_after
from annotator.store.states import IS_BEGUN, STATES, State, bulk_form, state_in
from annotator.store.tables import annotation, annotator, article

# Few enough that articles of 20,000 words with 2,000 mentions by several annotators fit into memory.
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """Which annotations are wanted, where not all are; of no annotators or kinds means of any."""

    annotators: Collection[str] = ()
    kinds: Collection[AnnotatorKind] = ()
    only_done: bool = False

    @property
    def is_everything(self) -> bool:
        return not (self.annotators or self.kinds or self.only_done)

    @property
    def conditions(self) -> tuple[ColumnElement[bool], ...]:
        return tuple(_conditions(self))


_EVERYTHING = Choice()


def rows(
    connection: Connection, choice: Choice = _EVERYTHING, of: Container[str] | None = None
) -> Iterator[tuple[StoredArticle, StoredAnnotation | None]]:
    """By article id, then annotator; an article without any has one row, unless only some are asked for.

    `of` are the ids of the articles that are wanted, where not all are.
    """
    everything, wanted = choice.is_everything, choice.conditions
    last = ""
    while articles := stored_articles_after(connection, last, _AT_ONCE):
        first, last = articles[0].id, articles[-1].id
        states = _states_between(connection, first, last, wanted)
        said = {id_: list(group) for id_, group in groupby(states, key=lambda state: state.article_id)}
        for one in articles:
            if of is not None and one.id not in of:
                continue
            for state in said.get(one.id, ()):
                yield one, bulk_form(connection, state)
            if everything and one.id not in said:
                yield one, None


def count_rows(connection: Connection, choice: Choice = _EVERYTHING) -> int:
    """How many rows there will be."""
    by_kind = annotation.join(annotator, annotation.c.annotator == annotator.c.name)
    found = select(func.count()).select_from(by_kind).where(IS_BEGUN, *choice.conditions)
    said = connection.scalar(found) or 0
    return said + _count_unsaid(connection) if choice.is_everything else said


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


def _conditions(choice: Choice) -> Iterator[ColumnElement[bool]]:
    if choice.annotators:
        yield annotation.c.annotator.in_(choice.annotators)
    if choice.kinds:
        yield annotator.c.kind.in_([kind.value for kind in choice.kinds])
    if choice.only_done:
        yield annotation.c.status == Status.DONE.value
