"""The list of articles as one annotator sees it."""

from dataclasses import dataclass

from annotator.domain.annotation import Status


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One article of the queue; `title` is its first words when it has no title."""

    article_id: str
    title: str
    source: str | None
    published: str | None
    words: int
    direction: str | None
    status: Status
    flagged: bool
    has_suggestions: bool
