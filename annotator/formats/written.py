"""What writing a format yields as it goes: rows, and what of each article the format could not hold."""

from typing import NamedTuple

from annotator.domain.loss import Loss
from annotator.domain.records import StoredAnnotation, StoredArticle

Said = tuple[StoredArticle, StoredAnnotation | None]
"""An article and what one annotator says about it; None where nobody has annotated it."""


class Written(NamedTuple):
    """A stretch of the file that is written now."""

    rows: int = 1
    losses: tuple[Loss, ...] = ()
