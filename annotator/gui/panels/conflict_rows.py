"""What the list of conflicts shows of its rows, in words."""

from collections.abc import Iterator, Mapping

from annotator.agreement.conflict import Difference
from annotator.agreement.conflict_row import ConflictRow
from annotator.agreement.ordering import ConflictFilter
from annotator.agreement.table import Layer
from annotator.domain.scheme import Scheme
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
LAYER_WORDS: Mapping[Layer, str] = {
    Layer.MENTIONS: "Mentions",
    Layer.ENTITIES: "Entities",
    Layer.JUDGEMENTS: "Judgements",
}


def heading(row: ConflictRow) -> str:
    """What the row is about, in the words of the article."""
    return row.quote or row.title


def small_print(row: ConflictRow, scheme: Scheme) -> str:
    """What is in question, about which label or task, and in which article if the heading does not say."""
    about = row.label if row.task is None else scheme.task_title(row.task)
    parts = (DIFFERENCE_WORDS[row.difference], about, row.title if row.quote else "")
    return " · ".join(part for part in parts if part)


def spoken(row: ConflictRow, scheme: Scheme) -> str:
    """The row as a screen reader says it."""
    state = "open" if row.decided is None else OUTCOME_WORDS[row.decided]
    return f"{heading(row)}, {state}, {small_print(row, scheme)}"


def narrowed_words(wanted: ConflictFilter, scheme: Scheme) -> str:
    """Which conflicts are listed: "Stance, In favour or Neutral, between amira and jonas"."""
    return ", ".join(_words(wanted, scheme))


def _words(wanted: ConflictFilter, scheme: Scheme) -> Iterator[str]:
    if wanted.task is not None:
        yield scheme.task_title(wanted.task)
    elif wanted.layer is not None:
        yield LAYER_WORDS[wanted.layer]
    if wanted.differences:
        yield " or ".join(DIFFERENCE_WORDS[one] for one in Difference if one in wanted.differences)
    labels = [label for label in (wanted.label, wanted.other_label) if label is not None]
    if labels:
        yield " or ".join(scheme.label_title(wanted.task, label) for label in labels)
    if wanted.annotators:
        names = " and ".join(wanted.annotators)
        yield f"between {names}" if len(wanted.annotators) > 1 else f"{names} and others"
    if wanted.since is not None:
        yield f"worked on since {wanted.since}"
    if wanted.before is not None:
        yield f"worked on before {wanted.before}"
    if wanted.article_id is not None:
        yield f"article {wanted.article_id}"
