"""Saying who is for or against what, and answering the scheme's other tasks."""

from collections.abc import Iterable

from annotator.domain.annotation import Annotation, Judgement, Ref, RefKind, Span
from annotator.domain.article import Article
from annotator.domain.edits.draft import Draft
from annotator.domain.refused import Refused
from annotator.domain.scheme import About, EvidenceRule, Task
from annotator.domain.steps import Step


def add_judgement(annotation: Annotation, article: Article, task: Task, judgement: Judgement) -> Step:
    """Adds the judgement under a new id; the same holder, target, label and anchor twice are refused."""
    _check(annotation, article, task, judgement)
    draft = Draft(annotation)
    new = judgement.model_copy(update={"id": draft.new_judgement_id(), "task": task.name})
    _check_said_once(annotation, new)
    draft.put(_valued(task, new))
    return draft.step(f"add {task.name}")


def edit_judgement(annotation: Annotation, article: Article, task: Task, judgement: Judgement) -> Step:
    """Puts the judgement in the place of the one with its id."""
    judgement_of(annotation, judgement.id)
    _check(annotation, article, task, judgement)
    _check_said_once(annotation, judgement)
    draft = Draft(annotation)
    draft.put(_valued(task, judgement))
    return draft.step(f"change {task.name}")


def delete_judgement(annotation: Annotation, judgement_id: str) -> Step:
    judgement = judgement_of(annotation, judgement_id)
    draft = Draft(annotation)
    del draft.judgements[judgement_id]
    for ref in judgement.refs():
        if ref.kind is RefKind.ENTITY:
            draft.drop_entity_if_unused(ref.id)
    return draft.step(f"remove {judgement.task}")


def add_evidence(annotation: Annotation, article: Article, judgement_id: str, start: int, end: int) -> Step:
    """Adds a stretch of text to what the judgement rests on."""
    judgement = judgement_of(annotation, judgement_id)
    span = Span(start=start, end=end)
    _check_evidence(article, [span])
    if span in judgement.evidence:
        raise Refused("That is evidence for it already.")
    draft = Draft(annotation)
    evidence = tuple(sorted((*judgement.evidence, span), key=lambda s: (s.start, s.end)))
    draft.put(judgement.model_copy(update={"evidence": evidence}))
    return draft.step("add evidence")


def answer(annotation: Annotation, task: Task, target: Ref, label: str | None) -> Step:
    """Answers a task about an entity, a segment or the article; None takes the answer back.

    In a task that takes several labels, a label given before is taken back and a new one is added.
    """
    if task.about is About.PAIR:
        raise Refused(f"{task.title or task.name} is about a holder and a target.")
    if label is not None and task.label(label) is None:
        raise Refused(f"{task.title or task.name} has no label “{label}”.")
    if label is not None:
        _check_there(annotation, target)
    given = standing_answer(annotation, task, target)
    draft = Draft(annotation)
    labels = [] if given is None else [given.label, *given.more_labels]
    if label is None:
        labels = []
    elif task.multiple:
        labels = [old for old in labels if old != label] if label in labels else [*labels, label]
    else:
        labels = [label]
    if given is not None:
        del draft.judgements[given.id]
    if labels:
        id_ = given.id if given is not None else draft.new_judgement_id()
        fresh = given or Judgement(id=id_, task=task.name, target=target)
        named = [name for name in labels if name is not None]
        answered = fresh.model_copy(update={"label": named[0], "more_labels": tuple(named[1:])})
        draft.put(_valued(task, answered))
    return draft.step(f"answer {task.name}")


def standing_answer(annotation: Annotation, task: Task, target: Ref) -> Judgement | None:
    """The answer given to the task about the target, if one is."""
    for judgement in annotation.judgements.values():
        other = judgement.target
        if judgement.task == task.name and other and (other.kind, other.id) == (target.kind, target.id):
            return judgement
    return None


def claim(judgement: Judgement) -> tuple[object, ...]:
    """What the judgement says, apart from its evidence, notes and numbers: the same twice is refused."""
    refs = (judgement.holder, judgement.target, judgement.anchor, *judgement.outer_holders)
    return (judgement.task, judgement.label, *(_referent(ref) for ref in refs))


def _referent(ref: Ref | None) -> tuple[RefKind, str | None] | None:
    if ref is None:
        return None
    # Topics typed by hand and people who are not listed have no id; their names tell them apart.
    named = ref.kind in (RefKind.TOPIC, RefKind.CLAIM, RefKind.UNLISTED) and ref.id is None
    return ref.kind, ref.name if named else ref.id


def judgement_of(annotation: Annotation, judgement_id: str) -> Judgement:
    try:
        return annotation.judgements[judgement_id]
    except KeyError:
        raise Refused("That judgement is no longer there.") from None


def _check(annotation: Annotation, article: Article, task: Task, judgement: Judgement) -> None:
    if judgement.label is not None and task.label(judgement.label) is None:
        raise Refused(f"{task.title or task.name} has no label “{judgement.label}”.")
    for ref in judgement.refs():
        _check_there(annotation, ref)
    holder, target = judgement.holder, judgement.target
    if (
        holder
        and target
        and holder.kind is RefKind.ENTITY
        and (holder.kind, holder.id) == (target.kind, target.id)
    ):
        raise Refused("Holder and target are the same entity; choose another target.")
    if task.evidence is EvidenceRule.REQUIRED and not judgement.evidence:
        raise Refused("Select the words that say so first: this task asks for evidence.")
    _check_evidence(article, judgement.evidence)


def _check_there(annotation: Annotation, ref: Ref) -> None:
    if ref.kind is RefKind.ENTITY and ref.id not in annotation.entities:
        raise Refused(f"“{ref.name}” is no entity of this article any more.")
    if ref.kind is RefKind.MENTION and ref.id not in annotation.mentions:
        raise Refused("A mention it points at is no longer there.")


def _check_said_once(annotation: Annotation, judgement: Judgement) -> None:
    others = (other for other in annotation.judgements.values() if other.id != judgement.id)
    if any(claim(judgement) == claim(other) for other in others):
        raise Refused("That is said already.")


def _check_evidence(article: Article, evidence: Iterable[Span]) -> None:
    for span in evidence:
        if not 0 <= span.start < span.end <= len(article.text):
            raise Refused("The evidence lies outside the text.")


def _valued(task: Task, judgement: Judgement) -> Judgement:
    """With the label's place on the task's scale, if the task has one."""
    if all(label.value is None for label in task.labels):
        return judgement
    label = task.label(judgement.label) if judgement.label is not None else None
    return judgement.model_copy(update={"value": label.value if label else None})
