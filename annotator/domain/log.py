"""The log of an annotation: every step that was ever taken, in order; history and audit are read from it."""

from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.steps import Step


class How(StrEnum):
    """Whether a step was new, took one back, or took one again."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One step as it was applied: `step` is its JSON (an undo holds the inverse), `at` ISO 8601 in UTC.

    `revision` is the annotation's number of steps after this one: the first is 1. `by` sat at the desk.
    """

    revision: int
    at: str
    by: str
    how: How
    step: bytes

    def parsed(self) -> Step:
        return Step.model_validate_json(self.step)
