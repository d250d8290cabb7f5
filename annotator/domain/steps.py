"""A step: the only way an annotation changes, and what undo, the store and the views are made from."""

from typing import Annotated, Literal, TypeVar

from pydantic import Field

from annotator.domain.annotation import Annotation, Entity, Judgement, Mention, Progress, RejectedProposal
from annotator.domain.ruling import Ruling
from annotator.domain.value import Value


class MentionChange(Value):
    kind: Literal["mention"] = "mention"
    before: Mention | None = None
    after: Mention | None = None


class EntityChange(Value):
    kind: Literal["entity"] = "entity"
    before: Entity | None = None
    after: Entity | None = None


class JudgementChange(Value):
    kind: Literal["judgement"] = "judgement"
    before: Judgement | None = None
    after: Judgement | None = None


class RejectedChange(Value):
    kind: Literal["rejected"] = "rejected"
    before: RejectedProposal | None = None
    after: RejectedProposal | None = None


class RulingChange(Value):
    kind: Literal["ruling"] = "ruling"
    before: Ruling | None = None
    after: Ruling | None = None


class ProgressChange(Value):
    kind: Literal["progress"] = "progress"
    before: Progress
    after: Progress


Change = Annotated[
    MentionChange | EntityChange | JudgementChange | RejectedChange | RulingChange | ProgressChange,
    Field(discriminator="kind"),
]
"""One thing before and after; None before means it is added, None after that it is removed."""


class Step(Value):
    """A named tuple of changes that happen together or not at all."""

    name: str
    changes: tuple[Change, ...]

    def inverse(self) -> "Step":
        """The step that takes this one back."""
        return Step(name=self.name, changes=tuple(_inverse(change) for change in reversed(self.changes)))

    def __bool__(self) -> bool:
        return bool(self.changes)


class StepDoesNotFit(Exception):  # noqa: N818
    """The annotation is not what the step expects: somebody else changed it in between."""


def apply(annotation: Annotation, step: Step) -> Annotation:
    """The annotation after the step; raises StepDoesNotFit if any `before` is not what is there."""
    mentions, entities = dict(annotation.mentions), dict(annotation.entities)
    judgements, rejected = dict(annotation.judgements), dict(annotation.rejected)
    rulings = dict(annotation.rulings)
    progress = annotation.progress
    for change in step.changes:
        match change:
            case MentionChange():
                _exchange(mentions, change.before, change.after)
            case EntityChange():
                _exchange(entities, change.before, change.after)
            case JudgementChange():
                _exchange(judgements, change.before, change.after)
            case RejectedChange():
                _exchange(rejected, change.before, change.after)
            case RulingChange():
                _exchange(rulings, change.before, change.after)
            case ProgressChange():
                if progress != change.before:
                    raise StepDoesNotFit("the status, flag or note is not what the step expects")
                progress = change.after
    return Annotation.model_construct(
        article_id=annotation.article_id,
        annotator=annotation.annotator,
        scheme=annotation.scheme,
        progress=progress,
        mentions=mentions,
        entities=entities,
        judgements=judgements,
        rejected=rejected,
        rulings=rulings,
        meta=annotation.meta,
    )


_Item = TypeVar("_Item", Mention, Entity, Judgement, RejectedProposal, Ruling)


def _exchange(items: dict[str, _Item], before: _Item | None, after: _Item | None) -> None:
    if before is not None:
        if items.get(before.id) != before:
            raise StepDoesNotFit(f"{before.id} is not what the step expects")
        if after is None or after.id != before.id:
            del items[before.id]
    if after is not None:
        if (before is None or before.id != after.id) and after.id in items:
            raise StepDoesNotFit(f"{after.id} is there already")
        items[after.id] = after


def _inverse(change: Change) -> Change:
    return change.model_copy(update={"before": change.after, "after": change.before})
