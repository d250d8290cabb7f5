"""How far everybody is with the project."""

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.domain.annotation import AnnotatorKind, Status


@dataclass(frozen=True, slots=True)
class AnnotatorStatus:
    """The work of one annotator; `articles` are those with an annotation, and `by_status` sorts them."""

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
