"""What the list of conflicts shows of its rows, in words."""

from collections.abc import Mapping

from annotator.agreement.conflict import Difference
from annotator.agreement.conflict_row import ConflictRow
from annotator.workbench.review import OUTCOME_WORDS

DIFFERENCE_WORDS: Mapping[Difference, str] = {
    Difference.NONE: "agreed",
    Difference.BOUNDARY: "where it begins or ends",
    Difference.LABEL: "which label",
    Difference.BOUNDARY_AND_LABEL: "where and which label",
    Difference.MISSING: "marked or not",
    Difference.MERGED_OR_SPLIT: "one entity or several",
    Difference.PRESENCE: "said or not",
    Difference.POLARITY: "for or against",
    Difference.TARGET: "toward whom or what",
    Difference.HOLDER: "whose stance",
    Difference.DIRECTION: "who toward whom",
}


def heading(row: ConflictRow) -> str:
    """What the row is about, in the words of the article."""
    return row.quote or row.title


def small_print(row: ConflictRow) -> str:
    """What is in question, about which label or task, and in which article."""
    about = row.task or row.label
    parts = (DIFFERENCE_WORDS[row.difference], about, row.title)
    return " · ".join(part for part in parts if part)


def spoken(row: ConflictRow) -> str:
    """The row as a screen reader says it."""
    state = "open" if row.decided is None else OUTCOME_WORDS[row.decided]
    return f"{heading(row)}, {state}, {small_print(row)}"
