"""Finished annotations for comparing: lean, by article, with the length of the text and not the text."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, join, select, true

from annotator.agreement.wish import Extent, ReadingChoice
from annotator.domain.annotation import AnnotatorKind, Status
from annotator.store.articles import all_ids
from annotator.store.states import IS_BEGUN, bulk_form, state_of
from annotator.store.tables import annotation, annotator, article, article_body, snapshot

# Few enough that articles of 20,000 words with 2,000 mentions by several annotators fit into memory.
_AT_ONCE = 100
_IDS_A_QUERY = 5_000


class Said(NamedTuple):
    """What one annotator says, as the JSON of an `Annotation`, and when they last worked on it."""

    annotator: str
    annotation: str | bytes
    updated: str


@dataclass(frozen=True, slots=True)
class ArticleWork:
    """One article's annotations that count, by annotator's name; `length` is of its text in code points."""

    article_id: str
    length: int
    said: tuple[Said, ...]


_NEWEST = (
    select(annotation.c.article_id, annotation.c.annotator, annotation.c.updated, snapshot.c.annotation)
    .join_from(annotation, annotator, annotation.c.annotator == annotator.c.name)
    .outerjoin(
        snapshot,
        and_(
            snapshot.c.article_id == annotation.c.article_id,
            snapshot.c.annotator == annotation.c.annotator,
            snapshot.c.revision == annotation.c.revision,
        ),
    )
)
"""With a snapshot only if it is of the newest revision: the others take the long way."""
_OF_ANNOTATORS = join(annotation, annotator, annotation.c.annotator == annotator.c.name)


def work_by_article(connection: Connection, choice: ReadingChoice) -> Iterator[ArticleWork]:
    """The articles that anybody chosen has annotated, by id; a few at a time are in memory."""
    for lengths in _lengths(connection, choice):
        here = annotation.c.article_id.between(min(lengths), max(lengths))
        if choice.article_ids is not None:
            here = annotation.c.article_id.in_(lengths)
        found = _NEWEST.where(*_counted(choice), here)
        in_order = connection.execute(found.order_by(annotation.c.article_id, annotation.c.annotator))
        for article_id, group in groupby(in_order, key=itemgetter(0)):
            said = tuple(
                Said(name, json or _read(connection, id_, name), at) for id_, name, at, json in group
            )
            yield ArticleWork(article_id, lengths[article_id], said)


def extent(connection: Connection, choice: ReadingChoice) -> Extent:
    """Of what `work_by_article` gives on the same connection."""
    readers = func.count().label("readers")
    first, last = func.min(annotation.c.updated), func.max(annotation.c.updated)
    by_article = select(readers, first.label("first"), last.label("last")).select_from(_OF_ANNOTATORS)
    whole = Extent(annotators=tuple(sorted(set(choice.annotators))))
    for here in _stretches(choice):
        each = by_article.where(*_counted(choice), here).group_by(annotation.c.article_id).subquery()
        compared = func.count().filter(each.c.readers > 1)
        ends = func.min(each.c.first), func.max(each.c.last)
        row = connection.execute(select(func.count(), compared, *ends).select_from(each)).one()
        if row[0]:
            names = select(annotation.c.annotator).select_from(_OF_ANNOTATORS).where(*_counted(choice), here)
            whole = whole.joined(Extent(tuple(connection.scalars(names.distinct())), *row))
    return whole


def compared_ids(connection: Connection, choice: ReadingChoice) -> Sequence[str]:
    """The articles that at least two of those chosen have finished, in import order."""
    by_article = select(annotation.c.article_id).select_from(_OF_ANNOTATORS)
    ids: set[str] = set()
    for here in _stretches(choice):
        finished = by_article.where(*_counted(choice), here).group_by(annotation.c.article_id)
        ids.update(connection.scalars(finished.having(func.count() > 1)))
    return [id_ for id_ in all_ids(connection) if id_ in ids]


def unfinished(connection: Connection, choice: ReadingChoice) -> dict[Status, int]:
    """How many annotations of those chosen do not count because they are not finished, by their status."""
    found: dict[Status, int] = {}
    by_status = select(annotation.c.status, func.count()).select_from(_OF_ANNOTATORS)
    for here in _stretches(choice):
        left_out = by_status.where(_is_chosen(choice), ~_is_finished(choice), IS_BEGUN, here)
        for status, count in connection.execute(left_out.group_by(annotation.c.status)):
            found[Status(status)] = found.get(Status(status), 0) + count
    return found


def _read(connection: Connection, article_id: str, annotator_name: str) -> bytes:
    """An annotation whose snapshot is behind its log."""
    state = state_of(connection, article_id, annotator_name)
    return b"" if state is None else bulk_form(connection, state).annotation


def _lengths(connection: Connection, choice: ReadingChoice) -> Iterator[dict[str, int]]:
    """The lengths of the texts by article id, a stretch of ids at a time."""
    if choice.article_ids is not None:
        for ids in _batches(choice.article_ids, _AT_ONCE):
            if lengths := _next_lengths(connection, article.c.id.in_(ids)):
                yield lengths
        return
    last = ""
    while lengths := _next_lengths(connection, article.c.id > last):
        yield lengths
        last = max(lengths)


def _next_lengths(connection: Connection, here: ColumnElement[bool]) -> dict[str, int]:
    found = (
        select(article.c.id, func.length(article_body.c.text))
        .join_from(article, article_body, article.c.number == article_body.c.number)
        .where(here)
        .order_by(article.c.id)
        .limit(_AT_ONCE)
    )
    return {row[0]: row[1] for row in connection.execute(found)}


def _stretches(choice: ReadingChoice) -> Iterator[ColumnElement[bool]]:
    """Conditions that together hold for every chosen article, each with a bearable number of values."""
    if choice.article_ids is None:
        yield true()
    else:
        yield from (annotation.c.article_id.in_(ids) for ids in _batches(choice.article_ids, _IDS_A_QUERY))


def _batches(ids: Collection[str], size: int) -> Iterator[Sequence[str]]:
    ordered = sorted(ids)
    return (ordered[first : first + size] for first in range(0, len(ordered), size))


def _counted(choice: ReadingChoice) -> tuple[ColumnElement[bool], ...]:
    return _is_chosen(choice), _is_finished(choice), IS_BEGUN


def _is_chosen(choice: ReadingChoice) -> ColumnElement[bool]:
    if choice.annotators:
        return annotation.c.annotator.in_(choice.annotators)
    return annotator.c.kind == AnnotatorKind.HUMAN.value


def _is_finished(choice: ReadingChoice) -> ColumnElement[bool]:
    statuses = (Status.DONE, Status.IN_PROGRESS) if choice.include_unfinished else (Status.DONE,)
    return annotation.c.status.in_([status.value for status in statuses])
