"""A ruling: what a reviewer decided on one thing that annotators read differently."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from annotator.domain.value import Value


class Outcome(StrEnum):
    AGREED = "agreed"
    """Settled in advance: enough annotators gave the same answer."""
    TAKEN = "taken"
    """One of the answers is right."""
    UNION = "union"
    """The mention reaches from the first start to the last end; of other answers, all of them together."""
    NEITHER = "neither"
    """None of the answers is right, and nothing takes their place."""
    BOTH_VALID = "both_valid"
    """Legitimately ambiguous: several answers are right, and all of them stand."""
    EDITED = "edited"
    """The reviewer made an answer of their own."""


class ErrorCategory(StrEnum):
    """Why those who were not followed said something else."""

    SLIP = "slip"
    MISREAD = "misread"
    GUIDELINES_NOT_FOLLOWED = "guidelines_not_followed"
    GUIDELINES_UNCLEAR = "guidelines_unclear"
    TEXT_AMBIGUOUS = "text_ambiguous"
    PROPOSAL_FOLLOWED = "proposal_followed"
    OTHER = "other"


class RuledAnswer(Value):
    """One answer as it was when it was ruled on, whoever changes their mind later."""

    annotators: tuple[str, ...]
    said: str
    stands: bool
    """Whether the ruling follows it."""


class Ruling(Value):
    """Stands in the annotation of whoever adjudicates, beside the mentions and judgements it led to."""

    id: str = Field(min_length=1)
    """Of the conflict that is decided."""
    layer: Literal["mentions", "entities", "judgements"]
    """What is decided."""
    difference: str
    """How the answers differed."""
    task: str | None = None
    start: int = Field(ge=0)
    end: int
    outcome: Outcome
    answers: tuple[RuledAnswer, ...]
    made: tuple[str, ...] = ()
    """The ids of the mentions, entities or judgements that stand in this annotation because of it."""
    note: str | None = None
    category: ErrorCategory | None = None
    by: str
    """The reviewer."""
    guidelines_version: str | None = None
    """Of the guidelines that were in force."""
