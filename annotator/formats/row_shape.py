"""The shape of an export row: what every key of it holds, and the JSON Schema that says so to others."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue
from pydantic.json_schema import GenerateJsonSchema

from annotator.domain.annotation import AnnotatorKind, Decision, MentionOrigin, RefKind, Status
from annotator.domain.article import Direction, SegmentKind
from annotator.domain.ruling import ErrorCategory, Outcome

Offset = Annotated[int, Field(ge=0)]
Name = Annotated[str, Field(min_length=1)]
SHA256 = "^[0-9a-f]{64}$"

# Enums come as text in JSON, so they alone are not strict.
_FromText = Field(strict=False)


class _Part(BaseModel):
    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        allow_inf_nan=False,
    )


class RowSegment(_Part):
    """A stretch of the text and what it is."""

    kind: Annotated[SegmentKind, _FromText]
    start: Offset
    end: Offset


class RowRemoval(_Part):
    """A piece of the decoded original that a cleaning rule took out."""

    start: Offset
    end: Offset
    rule: str


class RowReplacement(_Part):
    """A piece of the decoded original that a cleaning rule rewrote."""

    start: Offset
    end: Offset
    with_: str = Field(alias="with")
    rule: str


class RowOrigin(_Part):
    """Where the text came from; offsets count code points of the decoded original without its BOM."""

    file: str
    sha256: str = Field(pattern=SHA256)
    removed: list[RowRemoval] | None
    """Null, as `replaced`, for marked-up sources."""
    replaced: list[RowReplacement] | None


class RowMention(_Part):
    """A span of the text with an entity label."""

    id: Name
    start: Offset
    end: Offset
    text: str
    """The slice of the article's text from `start` to `end`."""
    label: Name
    entity: str | None
    """The id of one of the row's entities."""
    origin: Annotated[MentionOrigin, _FromText]
    decision: Annotated[Decision, _FromText]
    fragments: list[Annotated[list[Offset], Field(min_length=2, max_length=2)]] = Field(default_factory=list)
    """The pieces of a discontinuous mention; left out where there is only one."""
    distribution: dict[str, float] = Field(default_factory=dict)
    """On aggregates: share by label; what lacks to 1 speaks for no mention here."""


class RowRejected(_Part):
    """A model's proposal that this annotator removed."""

    start: Offset
    end: Offset
    text: str
    label: Name


class RowEntity(_Part):
    """What mentions of the article refer to."""

    id: Name
    name: str
    label: str
    canonical: str | None
    kb_id: str | None
    attributes: dict[str, JsonValue]


class RowRef(_Part):
    """What a judgement points at; a segment's id is its offsets, `120-245`."""

    kind: Annotated[RefKind, _FromText]
    id: str | None
    name: str | None


class RowEvidence(_Part):
    """A stretch of the text that a judgement rests on."""

    start: Offset
    end: Offset
    text: str


class RowJudgement(_Part):
    """One answer to one task: who holds it, toward what, which label, on which evidence."""

    id: Name
    task: Name
    holder: RowRef | None
    target: RowRef | None
    anchor: RowRef | None
    label: str | None
    intensity: float | None
    implicit: bool
    evidence: list[RowEvidence]
    confidence: float | None
    note: str | None
    outer_holders: list[RowRef] = Field(default_factory=list)
    """Those who report the holder, outermost first."""
    more_labels: list[str] = Field(default_factory=list)
    """Further labels, in a task that takes several."""
    implied_label: str | None = None
    """The side that is meant though not said."""
    value: float | None = None
    """A number on the task's scale."""
    distribution: dict[str, float] = Field(default_factory=dict)
    """On aggregates: share of votes or probability by label; what lacks to 1 speaks for no answer."""


class RowRuledAnswer(_Part):
    """One of the answers that were ruled on."""

    annotators: list[Name]
    said: str
    stands: bool
    """Whether the ruling follows it."""


class RowRuling(_Part):
    """What a reviewer decided on one thing that annotators read differently."""

    id: Name
    layer: Literal["mentions", "entities", "judgements"]
    difference: str
    task: str | None
    start: Offset
    end: Offset
    outcome: Annotated[Outcome, _FromText]
    answers: list[RowRuledAnswer]
    made: list[Name]
    """The ids of what stands in this row because of it."""
    note: str | None
    category: Annotated[ErrorCategory, _FromText] | None
    by: str
    guidelines_version: str | None = None
    """Of the guidelines that were in force."""


class RowScheme(_Part):
    name: str
    version: str


class RowProvenance(_Part):
    """When, how long and with what the annotator worked; times are ISO 8601 in UTC."""

    created: str | None
    updated: str | None
    active_seconds: Annotated[float, Field(ge=0)]
    pipeline: str | None
    guidelines_version: str | None
    program_version: str | None


class Row(_Part):
    """What one annotator says about one article."""

    schema_: Literal["annotator/1"] = Field(alias="schema")
    id: Name
    text: str
    """Every offset counts Unicode code points of it, half-open."""
    text_sha256: str = Field(pattern=SHA256)
    """Of `text` in UTF-8."""
    title: str | None
    language: str | None
    direction: Annotated[Direction, _FromText] | None
    source: str | None
    url: str | None
    author: str | None
    published: str | None
    dateline: str | None
    meta: dict[str, JsonValue]
    """Whatever else came with the article, untouched."""
    segments: list[RowSegment]
    origin: RowOrigin | None
    annotator: Name | None
    """Null for an article nobody has annotated."""
    annotator_kind: Annotated[AnnotatorKind, _FromText] | None
    status: Annotated[Status, _FromText]
    scheme: RowScheme | None
    mentions: list[RowMention]
    """Sorted by start, then longest first."""
    rejected: list[RowRejected]
    """Sorted by start, then end."""
    entities: list[RowEntity]
    """Sorted by id, e2 before e10."""
    judgements: list[RowJudgement]
    """Sorted by id, j2 before j10."""
    provenance: RowProvenance
    rulings: list[RowRuling] = Field(default_factory=list)
    """What was decided on conflicts, in adjudicated work; sorted by start, then end."""
    annotation_meta: dict[str, JsonValue] = Field(default_factory=dict)
    """Whatever else came with the annotation from another tool, untouched."""
    flagged: bool = False
    note: str | None = None


Schema = dict[str, JsonValue]


def schema() -> Schema:
    """The JSON Schema of a row."""
    made = _tidy(Row.model_json_schema(by_alias=True))
    assert isinstance(made, dict)
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "title": "A row of the export of Stance Annotator",
        **made,
    }


def _tidy(part: JsonValue) -> JsonValue:
    """Without the titles and defaults that say nothing, and with `X | None` as a list of types."""
    if isinstance(part, list):
        return [_tidy(item) for item in part]
    if not isinstance(part, dict):
        return part
    tidy = {
        key: {name: _tidy(inner) for name, inner in value.items()}
        if key in ("properties", "$defs") and isinstance(value, dict)
        else _tidy(value)
        for key, value in part.items()
        if key not in ("title", "default")
    }
    return _types_joined(tidy)


def _types_joined(part: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    joined = dict(part)
    choices = joined.get("anyOf")
    if not isinstance(choices, list):
        return joined
    if {"type": "null"} in choices and len(choices) == 2:
        (other,) = (choice for choice in choices if choice != {"type": "null"})
        if isinstance(other, dict) and isinstance(other.get("type"), str):
            del joined["anyOf"]
            joined |= other | {"type": [other["type"], "null"]}
    return joined
