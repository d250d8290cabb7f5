"""What a reviewer works on: everything said about an article, and the conflicts of a project."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from annotator.agreement.conflict import Item
from annotator.agreement.conflict_row import ConflictRow
from annotator.agreement.deciding import article_of as compared
from annotator.agreement.everything_said import EverythingSaid
from annotator.agreement.items import items_of
from annotator.domain.annotation import GOLD, Annotation, Annotator, AnnotatorKind, Status
from annotator.domain.article import Article
from annotator.domain.log import LogEntry
from annotator.domain.records import AnnotationRecord
from annotator.domain.refused import Refused
from annotator.domain.scheme import Scheme
from annotator.store.annotators import annotators as everybody
from annotator.store.articles import article_of
from annotator.store.database import Database
from annotator.store.log import log_of
from annotator.store.states import read_record, states_of


@dataclass(frozen=True)
class ArticleReview:
    """One article as a reviewer opens it."""

    article: Article
    annotations: Mapping[str, Annotation]
    """By annotator's name, of those who are done with it; whoever is not done has not answered yet."""
    items: tuple[Item, ...]
    """Everything they said, agreed on or not."""
    gold: AnnotationRecord | None
    """None while nothing is decided."""
    log: tuple[LogEntry, ...]
    """Every step of gold from the first."""

    @cached_property
    def said(self) -> EverythingSaid:
        """The same as decisions take it."""
        return EverythingSaid(self.article, self.annotations, self.items)


@dataclass(frozen=True, slots=True)
class ConflictList:
    """The conflicts of a project, open ones first and those with most impact first."""

    rows: tuple[ConflictRow, ...]
    left_out: int
    """How many more there are than are listed; those with least impact."""
    articles: int = 0
    """How many articles at least two of the annotators have finished."""


def review(database: Database, scheme: Scheme, article_id: str, annotators: Collection[str]) -> ArticleReview:
    """The article with the finished work of the annotators, of all people if none are named."""
    with database.reading() as connection:
        unknown = sorted(set(annotators) - {one.name for one in everybody(connection)})
        if unknown:
            raise Refused(f"Nobody called {' or '.join(unknown)} has annotated in this project.")
        article = article_of(connection, article_id)
        records = {
            state.annotator: read_record(connection, state)
            for state in states_of(connection, article_id)
            if state.annotator == GOLD or _is_reader(state.annotator, annotators)
        }
        gold = records.pop(GOLD, None)
        log = log_of(connection, article_id, GOLD.name) if gold is not None else ()
    annotations = {
        annotator.name: record.annotation
        for annotator, record in records.items()
        if record.annotation.progress.status is Status.DONE
    }
    items = items_of(compared(article, annotations), scheme)
    return ArticleReview(article, annotations, items, gold, log)


def _is_reader(annotator: Annotator, named: Collection[str]) -> bool:
    return annotator.name in named if named else annotator.kind is AnnotatorKind.HUMAN
