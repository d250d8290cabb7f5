"""What another tool's file says about an article, in its own offsets, before anything is proven."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

from annotator.domain.annotation import AnnotatorKind, MentionOrigin, Ref, Status
from annotator.domain.article import SegmentKind
from annotator.domain.loss import Loss
from annotator.domain.tokens import Offsets
from annotator.formats.counting import CODE_POINTS, Counting

NOBODY_NAMED = "imported"
"""Whose work it is where the file does not say."""


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """Stretches of the text as the file counts them, and what it says stands there, if it says so."""

    pieces: tuple[Offsets, ...]
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class FoundMention:
    """A labelled span. `entity` names one of the annotation's entities, which need not be listed there."""

    id: str
    span: FoundSpan
    label: str
    entity: str | None = None
    origin: MentionOrigin = MentionOrigin.IMPORTED


@dataclass(frozen=True, slots=True)
class FoundEntity:
    id: str
    name: str
    label: str
    canonical: str | None = None
    kb_id: str | None = None
    attributes: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FoundJudgement:
    """An answer to a task; references to mentions and entities are by the ids these have in the annotation.

    A reference to a stretch of the text (a sentence, say) is the span itself. Names are filled in.
    """

    id: str
    task: str
    label: str | None = None
    holder: Ref | FoundSpan | None = None
    target: Ref | FoundSpan | None = None
    anchor: Ref | FoundSpan | None = None
    evidence: tuple[FoundSpan, ...] = ()
    more_labels: tuple[str, ...] = ()
    intensity: float | None = None
    implicit: bool = False
    implied_label: str | None = None
    confidence: float | None = None
    value: float | None = None
    distribution: Mapping[str, float] = field(default_factory=dict)
    note: str | None = None


@dataclass(frozen=True, slots=True)
class FoundAnnotation:
    """All that one annotator says; done with nothing in it is an answer too. Times are ISO 8601 or ""."""

    annotator: str = NOBODY_NAMED
    kind: AnnotatorKind = AnnotatorKind.HUMAN
    status: Status = Status.DONE
    mentions: tuple[FoundMention, ...] = ()
    entities: tuple[FoundEntity, ...] = ()
    judgements: tuple[FoundJudgement, ...] = ()
    rejected: tuple[FoundMention, ...] = ()
    meta: Mapping[str, JsonValue] = field(default_factory=dict)
    flagged: bool = False
    note: str | None = None
    created: str = ""
    updated: str = ""
    active_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class FoundSegment:
    kind: SegmentKind
    span: Offsets


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """A text with what several annotators say about it; nobody's annotation means nobody has annotated it.

    `counting` is how such files usually count. `file_countings` are of offsets that the reader has converted
    by itself, none of a file without any; None leaves it to be found out. `segments` None leaves finding
    them to the program. `losses` are of what the reader met and has no place for; their `article` is filled
    in.
    """

    file: str
    where: str
    text: str
    annotations: tuple[FoundAnnotation, ...] = ()
    counting: Counting = CODE_POINTS
    fields: Mapping[str, str] = field(default_factory=dict)
    meta: Mapping[str, JsonValue] = field(default_factory=dict)
    segments: tuple[FoundSegment, ...] | None = None
    losses: tuple[Loss, ...] = ()
    file_countings: tuple[Counting, ...] | None = None


def lost(what: str, why: str) -> Loss:
    """A loss of an article whose id is not known yet."""
    return Loss("", what, why)
