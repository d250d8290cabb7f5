"""What the queue shows of its rows: how they are sorted into groups, counted and put into words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from annotator.domain.annotation import Status
from annotator.project import QueueRow


class QueueGroup(StrEnum):
    """The articles a person wants to see just now."""

    ALL = "All articles"
    TO_DO = "To do"
    DONE = "Done"
    SKIPPED = "Skipped"
    FLAGGED = "Flagged"


STATUS_WORDS: Mapping[Status, str] = {
    Status.NOT_STARTED: "to do",
    Status.IN_PROGRESS: "in progress",
    Status.DONE: "done",
    Status.SKIPPED: "skipped",
}
UNFINISHED = (Status.NOT_STARTED, Status.IN_PROGRESS)
Tally = Counter[tuple[Status, bool]]


def is_in(group: QueueGroup, status: Status, *, flagged: bool) -> bool:
    match group:
        case QueueGroup.ALL:
            return True
        case QueueGroup.TO_DO:
            return status in UNFINISHED
        case QueueGroup.DONE:
            return status is Status.DONE
        case QueueGroup.SKIPPED:
            return status is Status.SKIPPED
        case QueueGroup.FLAGGED:
            return flagged


def tally(rows: Iterable[QueueRow]) -> Tally:
    """How many rows there are of each status, flagged or not."""
    return Counter((row.status, row.flagged) for row in rows)


def number_in(group: QueueGroup, counted: Tally) -> int:
    return sum(
        number for (status, flagged), number in counted.items() if is_in(group, status, flagged=flagged)
    )


def small_print(row: QueueRow) -> str:
    """Source, day and length, as far as they are known."""
    words = f"{row.words:,} words" if row.words != 1 else "1 word"
    parts = (row.source, (row.published or "")[:10], words)
    return " · ".join(part for part in parts if part)


def spoken(row: QueueRow) -> str:
    """The row as a screen reader says it."""
    flag = ", flagged" if row.flagged else ""
    return f"{row.title}, {STATUS_WORDS[row.status]}{flag}, {small_print(row)}"
