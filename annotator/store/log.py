"""Steps on their way to disk: each is one durable transaction with its log entry."""

from dataclasses import dataclass

from annotator.domain.annotation import Annotator
from annotator.domain.log import LogEntry


@dataclass(frozen=True, slots=True)
class PendingStep:
    """A step that is not stored yet; `active_seconds` is the working time since the last one."""

    article_id: str
    annotator: Annotator
    entry: LogEntry
    active_seconds: float = 0.0
