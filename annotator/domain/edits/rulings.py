"""Saying why something was decided, also after it was."""

from annotator.domain.annotation import Annotation
from annotator.domain.edits.draft import Draft
from annotator.domain.refused import Refused
from annotator.domain.ruling import ErrorCategory
from annotator.domain.steps import Step


def explain_ruling(
    annotation: Annotation, ruling_id: str, *, note: str | None, category: ErrorCategory | None
) -> Step:
    """Gives the ruling the note and the category; None takes what it has away."""
    ruling = annotation.rulings.get(ruling_id)
    if ruling is None:
        raise Refused("That is not decided yet.")
    draft = Draft(annotation)
    draft.put(ruling.model_copy(update={"note": note, "category": category}))
    return draft.step("explain decision")
