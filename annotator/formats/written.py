"""What writing a format yields as it goes: rows, and what of each article the format could not hold."""

from dataclasses import dataclass
from typing import NamedTuple

from annotator.domain.records import StoredAnnotation, StoredArticle

Said = tuple[StoredArticle, StoredAnnotation | None]
"""An article and what one annotator says about it; None where nobody has annotated it."""


@dataclass(frozen=True)
class Loss:
    """Something of one article that the format cannot hold, and why."""

    article: str
    what: str
    why: str


class Written(NamedTuple):
    """A stretch of the file that is written now."""

    rows: int = 1
    losses: tuple[Loss, ...] = ()
