"""Finishing, skipping, flagging and noting an article."""

from annotator.domain.annotation import Annotation, Status
from annotator.domain.edits.draft import Draft
from annotator.domain.steps import Step

_NAMES = {
    Status.DONE: "mark done",
    Status.SKIPPED: "skip article",
    Status.IN_PROGRESS: "reopen article",
    Status.NOT_STARTED: "mark not started",
}


def set_status(annotation: Annotation, status: Status, *, guidelines_version: str | None = None) -> Step:
    """Sets the status; done also says under which version of the guidelines."""
    update: dict[str, object] = {"status": status}
    if guidelines_version is not None:
        update["guidelines_version"] = guidelines_version
    draft = Draft(annotation)
    draft.progress = annotation.progress.model_copy(update=update)
    return draft.step(_NAMES[status])


def set_flag(annotation: Annotation, *, flagged: bool) -> Step:
    draft = Draft(annotation)
    draft.progress = annotation.progress.model_copy(update={"flagged": flagged})
    return draft.step("flag article" if flagged else "unflag article")


def set_note(annotation: Annotation, note: str) -> Step:
    draft = Draft(annotation)
    draft.progress = annotation.progress.model_copy(update={"note": note.strip() or None})
    return draft.step("note on article")
