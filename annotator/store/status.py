"""How far everybody is with the project."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from annotator.domain.annotation import AnnotatorKind, Status
from annotator.store.articles import count_articles
from annotator.store.tables import annotation, annotator


@dataclass(frozen=True, slots=True)
class AnnotatorStatus:
    """The work of one annotator; `articles` are those it has been at, and `by_status` sorts them."""

    name: str
    kind: AnnotatorKind
    articles: int
    by_status: Mapping[Status, int]
    mentions: int
    judgements: int
    active_seconds: float
    flagged: int


@dataclass(frozen=True, slots=True)
class ProjectStatus:
    articles: int
    annotators: tuple[AnnotatorStatus, ...]


def project_status(connection: Connection) -> ProjectStatus:
    found = connection.execute(
        select(
            annotator.c.name,
            annotator.c.kind,
            annotation.c.status,
            func.count(annotation.c.article_id),
            func.coalesce(func.sum(annotation.c.mentions), 0),
            func.coalesce(func.sum(annotation.c.judgements), 0),
            func.coalesce(func.sum(annotation.c.active_seconds), 0.0),
            func.coalesce(func.sum(annotation.c.flagged), 0),
        )
        .outerjoin_from(annotator, annotation, annotation.c.annotator == annotator.c.name)
        .group_by(annotator.c.name, annotator.c.kind, annotation.c.status)
        .order_by(annotator.c.name)
    )
    people: dict[str, AnnotatorStatus] = {}
    for name, kind, status, articles, mentions, judgements, seconds, flagged in found:
        so_far = people.get(name) or AnnotatorStatus(name, AnnotatorKind(kind), 0, {}, 0, 0, 0.0, 0)
        people[name] = replace(
            so_far,
            articles=so_far.articles + articles,
            by_status={**so_far.by_status, Status(status): articles} if articles else so_far.by_status,
            mentions=so_far.mentions + int(mentions),
            judgements=so_far.judgements + int(judgements),
            active_seconds=so_far.active_seconds + seconds,
            flagged=so_far.flagged + int(flagged),
        )
    return ProjectStatus(count_articles(connection), tuple(people.values()))
