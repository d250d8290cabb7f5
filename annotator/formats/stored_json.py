"""An annotation as its stored JSON, for writers: quicker by far than the value, and as sure, being stored."""

from collections.abc import Mapping
from typing import NotRequired, TypedDict, cast

import orjson
from pydantic import JsonValue

from annotator.domain.records import StoredAnnotation


class JsonSpan(TypedDict):
    start: int
    end: int


class JsonMention(JsonSpan):
    id: str
    label: str
    entity: str | None
    origin: str
    decision: str
    fragments: list[list[int]]
    distribution: NotRequired[Mapping[str, float]]


class JsonRejected(JsonSpan):
    label: str


class JsonEntity(TypedDict):
    id: str
    name: str
    label: str
    canonical: str | None
    kb_id: str | None
    attributes: Mapping[str, JsonValue]


class JsonRuling(JsonSpan):
    id: str


JsonRef = Mapping[str, str | None]
"""With the keys kind, id and name."""


class JsonJudgement(TypedDict):
    id: str
    task: str
    holder: JsonRef | None
    target: JsonRef | None
    anchor: JsonRef | None
    label: str | None
    intensity: float | None
    implicit: bool
    evidence: list[JsonSpan]
    confidence: float | None
    note: str | None
    outer_holders: list[JsonRef]
    more_labels: list[str]
    implied_label: str | None
    value: float | None
    distribution: Mapping[str, float]


class JsonProgress(TypedDict):
    status: str
    flagged: bool
    note: str | None
    pipeline: str | None
    guidelines_version: str | None


class JsonAnnotator(TypedDict):
    name: str
    kind: str


class JsonScheme(TypedDict):
    name: str
    version: str


class JsonAnnotation(TypedDict):
    """Items by their ids."""

    article_id: str
    annotator: JsonAnnotator
    scheme: JsonScheme
    progress: JsonProgress
    mentions: Mapping[str, JsonMention]
    entities: Mapping[str, JsonEntity]
    judgements: Mapping[str, JsonJudgement]
    rejected: Mapping[str, JsonRejected]
    rulings: NotRequired[Mapping[str, JsonRuling]]
    """Stored by an earlier version there are none."""
    meta: NotRequired[Mapping[str, JsonValue]]


def said_by(stored: StoredAnnotation) -> JsonAnnotation:
    """What the annotation says."""
    return cast(JsonAnnotation, orjson.loads(stored.annotation))
