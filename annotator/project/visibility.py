"""What an annotator may see of others' work: nothing before the rules of the project say so."""

from dataclasses import dataclass

from annotator.domain.annotation import Annotation, AnnotatorKind, Status
from annotator.domain.refused import Refused
from annotator.domain.review_rules import ReviewRules
from annotator.project.project import Project


@dataclass(frozen=True)
class Outcome:
    """What was decided about an article, and the annotator's own work that it was decided on."""

    gold: Annotation
    own: Annotation


def others_work(project: Project, article_id: str, annotator: str) -> tuple[Annotation, ...]:
    """What the other people say about the article, by name; refused while the project keeps it to itself."""
    if not project.review_rules().shows_others:
        raise Refused("This project does not show annotators one another’s marks.")
    records = project.annotations_of(article_id)
    return tuple(
        record.annotation
        for record in records
        if record.annotation.annotator.kind is AnnotatorKind.HUMAN
        and record.annotation.annotator.name != annotator
    )


def outcome_of(project: Project, article_id: str, annotator: str) -> Outcome:
    """What became of the annotator's work; refused while the project keeps it to itself, or it is open."""
    rules: ReviewRules = project.review_rules()
    if not rules.shows_outcome:
        raise Refused("This project does not show annotators what became of their marks.")
    said = {record.annotation.annotator: record.annotation for record in project.annotations_of(article_id)}
    gold = next((one for who, one in said.items() if who.kind is AnnotatorKind.ADJUDICATED), None)
    own = next((one for who, one in said.items() if who.name == annotator), None)
    if own is None or own.progress.status is not Status.DONE:
        raise Refused("Finish the article first; then you can see what became of your marks.")
    if gold is None or not gold.rulings:
        raise Refused("Nothing is decided about this article yet.")
    return Outcome(gold, own)
