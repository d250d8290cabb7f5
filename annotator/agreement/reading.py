"""A reading: what one annotator says about one article, as comparisons take it, small and without text.

A project of 100,000 articles is compared as readings, so they are tuples and not the domain's values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from annotator.domain.annotation import Annotation, Entity, Judgement, Ref
from annotator.domain.tokens import Offsets


class ReadMention(NamedTuple):
    """A mention; `pieces` is empty unless it is discontinuous."""

    id: str
    start: int
    end: int
    label: str
    entity: str | None
    pieces: tuple[Offsets, ...] = ()


class ReadEntity(NamedTuple):
    id: str
    name: str
    label: str
    canonical: str | None = None
    kb_id: str | None = None


class ReadRef(NamedTuple):
    """What a judgement points at; `kind` is one of `RefKind`."""

    kind: str
    id: str | None
    name: str | None


class ReadJudgement(NamedTuple):
    """An answer to a task; `labels` has more than one only in a task that takes several."""

    id: str
    task: str
    holder: ReadRef | None
    target: ReadRef | None
    anchor: ReadRef | None
    labels: tuple[str, ...]
    evidence: tuple[Offsets, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Mentions stand in order of reading: by start, then longest first, then label and id."""

    annotator: str
    mentions: tuple[ReadMention, ...] = ()
    entities: Mapping[str, ReadEntity] = field(default_factory=dict)
    judgements: tuple[ReadJudgement, ...] = ()
    updated: str = ""
    """When it was last worked on, ISO 8601 in UTC."""

    @classmethod
    def of(cls, annotation: Annotation, *, updated: str = "") -> Self:
        return cls(
            annotator=annotation.annotator.name,
            mentions=tuple(
                ReadMention(m.id, m.start, m.end, m.label, m.entity, m.fragments)
                for m in annotation.ordered_mentions
            ),
            entities={entity.id: read_entity(entity) for entity in annotation.entities.values()},
            judgements=tuple(_judgement(j) for j in annotation.judgements.values()),
            updated=updated,
        )


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """One article with everybody's reading of it, by annotator's name.

    An annotator who looked and found nothing has an empty reading; one who has not annotated has none.
    """

    id: str
    length: int
    """Of the text in code points."""
    readings: tuple[Reading, ...]


def read_entity(entity: Entity) -> ReadEntity:
    return ReadEntity(entity.id, entity.name, entity.label, entity.canonical, entity.kb_id)


def _judgement(judgement: Judgement) -> ReadJudgement:
    labels = () if judgement.label is None else (judgement.label, *judgement.more_labels)
    return ReadJudgement(
        judgement.id,
        judgement.task,
        _ref(judgement.holder),
        _ref(judgement.target),
        _ref(judgement.anchor),
        labels,
        tuple((span.start, span.end) for span in judgement.evidence),
    )


def _ref(ref: Ref | None) -> ReadRef | None:
    return None if ref is None else ReadRef(ref.kind.value, ref.id, ref.name)
