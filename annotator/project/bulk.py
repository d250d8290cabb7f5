"""The same step for many articles: each is logged in its own annotation, so each can be undone there."""

from collections.abc import Sequence

from annotator.domain.annotation import Annotation, Annotator, Status
from annotator.domain.edits.progress import set_status
from annotator.domain.log import How, LogEntry
from annotator.project.project import Project
from annotator.store.log import PendingStep


def set_statuses(
    project: Project, article_ids: Sequence[str], annotator: Annotator, status: Status, *, at: str
) -> int:
    """Sets the status of the articles in one transaction and says how many it changed; `at` is ISO 8601."""
    pending = []
    for article_id in article_ids:
        record = project.load(article_id, annotator).record
        if record is None:
            annotation = Annotation(article_id=article_id, annotator=annotator, scheme=project.scheme.id)
            revision = 0
        else:
            annotation, revision = record.annotation, record.revision
        step = set_status(annotation, status)
        if step:
            entry = LogEntry(revision + 1, at, annotator.name, How.DO, step.model_dump_json().encode())
            pending.append(PendingStep(article_id, annotator, entry))
    project.save_many(pending)
    return len(pending)
