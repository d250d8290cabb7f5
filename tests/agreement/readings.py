"""Small readings for tests, and generated ones that look like several people's work on one article."""

from annotator.agreement.reading import ReadArticle, ReadEntity, Reading, ReadJudgement, ReadMention, ReadRef
from annotator.domain.annotation import RefKind

AT = "2024-05-17T09:30:00.000+00:00"


def read(
    annotator: str,
    *mentions: ReadMention,
    entities: tuple[ReadEntity, ...] = (),
    judgements: tuple[ReadJudgement, ...] = (),
    updated: str = AT,
) -> Reading:
    """A reading; entities that mentions refer to and nobody spelled out are named by their ids."""
    known = {entity.id: entity for entity in entities}
    named = {m.entity: ReadEntity(m.entity, m.entity, m.label) for m in mentions if m.entity}
    in_order = sorted(mentions, key=lambda m: (m.start, -m.end, m.label, m.id))
    return Reading(annotator, tuple(in_order), named | known, judgements, updated)


def marked(id_: str, start: int, end: int, label: str = "PERSON", entity: str | None = None) -> ReadMention:
    return ReadMention(id_, start, end, label, entity)


def entity_ref(id_: str) -> ReadRef:
    return ReadRef(RefKind.ENTITY, id_, None)


def topic_ref(id_: str) -> ReadRef:
    return ReadRef(RefKind.TOPIC, id_, None)


def stance(
    id_: str, holder: ReadRef | None, target: ReadRef | None, *labels: str, task: str = "stance"
) -> ReadJudgement:
    return ReadJudgement(id_, task, holder, target, None, labels)


def read_article(*readings: Reading, id_: str = "a1", length: int = 1_000) -> ReadArticle:
    return ReadArticle(id_, length, tuple(sorted(readings, key=lambda reading: reading.annotator)))
