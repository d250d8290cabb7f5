"""What can keep work from being stored, each with a sentence for the person at the desk."""

from annotator.domain.refused import Refused


class SaveFailed(Refused):
    """The database did not take the change (disk full, network gone); nothing was written, try again."""


class Conflict(Refused):
    """Somebody else changed the annotation in between; load it anew."""

    def __init__(self, article_id: str, annotator: str) -> None:
        super().__init__(f"{annotator}’s work on this article was changed in another window.")
        self.article_id = article_id
        self.annotator = annotator
