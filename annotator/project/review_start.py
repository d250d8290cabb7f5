"""What reviewing begins with, as one job: what is agreed on is settled, what is not is listed."""

from dataclasses import dataclass

from annotator.project.jobs import Job
from annotator.project.project import Project
from annotator.project.reviewing import ConflictList


@dataclass(frozen=True)
class ReviewStart:
    """What a reviewer is told and given."""

    articles: int
    """How many articles at least two annotators have finished."""
    settled: int
    """How many answers were settled in advance just now."""
    conflicts: ConflictList


def begin_review(project: Project, *, threshold: float, by: str) -> Job[ReviewStart]:
    """Settles in the annotation of `gold` what passes the threshold, then finds the conflicts."""
    settled = yield from project.adjudicate(threshold, by=by)
    conflicts = yield from project.conflicts()
    return ReviewStart(settled.articles, settled.settled, conflicts)
