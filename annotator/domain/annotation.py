"""What one annotator says about one article: mentions, entities, judgements, progress."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, JsonValue, model_validator

from annotator.domain.ruling import Ruling
from annotator.domain.value import Value

Name = Annotated[str, Field(min_length=1)]


class AnnotatorKind(StrEnum):
    HUMAN = "human"
    MODEL = "model"
    ADJUDICATED = "adjudicated"
    AGGREGATE = "aggregate"


class Annotator(Value):
    """Whoever annotates: a person, a model, the adjudicated gold or an aggregate of several."""

    name: Name
    kind: AnnotatorKind = AnnotatorKind.HUMAN


GOLD = Annotator(name="gold", kind=AnnotatorKind.ADJUDICATED)
"""Whose annotation holds what reviewers decided."""


class Status(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    SKIPPED = "skipped"


class MentionOrigin(StrEnum):
    """Who first marked the mention."""

    MODEL = "model"
    HUMAN = "human"
    PROPAGATED = "propagated"
    IMPORTED = "imported"


class Decision(StrEnum):
    """What a person did with the mention; `UNTOUCHED` is a proposal nobody has looked at."""

    UNTOUCHED = "untouched"
    ACCEPTED = "accepted"
    RELABELLED = "relabelled"
    RESIZED = "resized"
    ADDED = "added"


class Mention(Value):
    """A span of the article with an entity label; `fragments` is empty unless it is discontinuous."""

    id: Name
    start: int = Field(ge=0)
    end: int
    label: Name
    entity: str | None = None
    origin: MentionOrigin = MentionOrigin.HUMAN
    decision: Decision = Decision.ADDED
    fragments: tuple[tuple[int, int], ...] = ()
    distribution: dict[str, float] = Field(default_factory=dict)
    """On aggregates: share of votes or probability by label; what lacks to 1 speaks for no mention here."""

    @model_validator(mode="after")
    def _spans_something(self) -> Self:
        _refuse_empty(self.start, self.end)
        if self.fragments:
            flat = [offset for fragment in self.fragments for offset in fragment]
            whole = all(start < end for start, end in self.fragments)
            if not whole or flat != sorted(flat) or (flat[0], flat[-1]) != (self.start, self.end):
                raise ValueError(f"fragments {self.fragments} do not fit the span {self.start}-{self.end}")
        return self

    @property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """The stretches of text that are marked: the fragments, or the one span."""
        return self.fragments or ((self.start, self.end),)

    def quote(self, text: str) -> str:
        """The slice of the text from start to end, gaps included."""
        return text[self.start : self.end]


class RejectedProposal(Value):
    """A model's proposal that this annotator removed."""

    id: Name
    start: int = Field(ge=0)
    end: int
    label: Name

    @model_validator(mode="after")
    def _spans_something(self) -> Self:
        _refuse_empty(self.start, self.end)
        return self


class Entity(Value):
    """What mentions of one article refer to."""

    id: Name
    name: Name
    label: Name
    canonical: str | None = None
    kb_id: str | None = None
    attributes: dict[str, JsonValue] = Field(default_factory=dict)


class RefKind(StrEnum):
    AUTHOR = "author"
    UNLISTED = "unlisted"
    GENERAL = "general"
    NONE = "none"
    ENTITY = "entity"
    MENTION = "mention"
    TOPIC = "topic"
    CLAIM = "claim"
    ARTICLE = "article"
    SEGMENT = "segment"


class Ref(Value):
    """What a judgement points at: one of the kinds, its id where the kind has ids, and its name to read.

    A segment's id is its offsets, `"120-245"`, so that it needs no list to be resolved against.
    """

    kind: RefKind
    id: str | None = None
    name: str | None = None


AUTHOR = Ref(kind=RefKind.AUTHOR, name="the author")
UNLISTED = Ref(kind=RefKind.UNLISTED, name="somebody not listed")
GENERAL = Ref(kind=RefKind.GENERAL, name="people in general")
NOBODY = Ref(kind=RefKind.NONE, name="nobody")
ARTICLE = Ref(kind=RefKind.ARTICLE, name="this article")


def segment_ref(start: int, end: int) -> Ref:
    return Ref(kind=RefKind.SEGMENT, id=f"{start}-{end}")


class Span(Value):
    """A stretch of the text, `[start, end)` in code points."""

    start: int = Field(ge=0)
    end: int

    @model_validator(mode="after")
    def _spans_something(self) -> Self:
        _refuse_empty(self.start, self.end)
        return self


class Judgement(Value):
    """One answer to one task of the scheme: who holds it, toward what, which label, on which evidence.

    A stance is a judgement of a holder toward a target. `label` None with a `distribution` is an aggregate
    that did not decide. `outer_holders` are those who report the holder, outermost first ("X says Y thinks").
    """

    id: Name
    task: Name
    holder: Ref | None = None
    target: Ref | None = None
    anchor: Ref | None = None
    label: str | None = None
    intensity: float | None = None
    implicit: bool = False
    evidence: tuple[Span, ...] = ()
    confidence: float | None = None
    note: str | None = None
    outer_holders: tuple[Ref, ...] = ()
    more_labels: tuple[str, ...] = ()
    """Further labels, in a task that takes several."""
    implied_label: str | None = None
    """The side that is meant though not said (the leaning of a query, an ironic agreement)."""
    value: float | None = None
    """A number on the task's scale where the label is only its name."""
    distribution: dict[str, float] = Field(default_factory=dict)
    """On aggregates: share of votes or probability by label; what lacks to 1 speaks for no answer."""

    def refs(self) -> Iterable[Ref]:
        """Everything this judgement points at."""
        return (
            ref for ref in (self.holder, self.target, self.anchor, *self.outer_holders) if ref is not None
        )


class Progress(Value):
    """How far an annotator is with an article, and which pipeline and guidelines they started from."""

    status: Status = Status.NOT_STARTED
    flagged: bool = False
    note: str | None = None
    pipeline: str | None = None
    guidelines_version: str | None = None


class SchemeVersion(Value):
    name: str
    version: str


class Annotation(Value):
    """All that one annotator says about one article. It changes by steps alone (`annotator.domain.steps`)."""

    article_id: str
    annotator: Annotator
    scheme: SchemeVersion
    progress: Progress = Progress()
    mentions: Mapping[str, Mention] = Field(default_factory=dict)
    entities: Mapping[str, Entity] = Field(default_factory=dict)
    judgements: Mapping[str, Judgement] = Field(default_factory=dict)
    rejected: Mapping[str, RejectedProposal] = Field(default_factory=dict)
    rulings: Mapping[str, Ruling] = Field(default_factory=dict)
    """What was decided on conflicts, in adjudicated work."""
    meta: dict[str, JsonValue] = Field(default_factory=dict)
    """Whatever else came with an annotation of another tool, untouched: its ids, hashes, answers."""

    @cached_property
    def ordered_mentions(self) -> tuple[Mention, ...]:
        """By start, then longest first, then label and id: the order of reading and of export."""
        return tuple(sorted(self.mentions.values(), key=lambda m: (m.start, -m.end, m.label, m.id)))

    @cached_property
    def mentions_of(self) -> Mapping[str, tuple[Mention, ...]]:
        """The mentions of each entity, in order of reading; entities without any are left out."""
        found: dict[str, list[Mention]] = {}
        for mention in self.ordered_mentions:
            if mention.entity is not None:
                found.setdefault(mention.entity, []).append(mention)
        return {entity: tuple(mentions) for entity, mentions in found.items()}

    def judgements_about(self, entity_id: str) -> tuple[Judgement, ...]:
        """Judgements that point at the entity in any place."""
        return tuple(
            judgement
            for judgement in self.judgements.values()
            if any(ref.kind is RefKind.ENTITY and ref.id == entity_id for ref in judgement.refs())
        )


def _refuse_empty(start: int, end: int) -> None:
    if not start < end:
        raise ValueError(f"the span {start}-{end} is empty")
