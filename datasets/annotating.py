"""Makes annotations the way people do: by the domain's edits, one after the other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.annotation import (
    ARTICLE,
    AUTHOR,
    GENERAL,
    UNLISTED,
    Annotation,
    Annotator,
    Decision,
    Entity,
    Judgement,
    Mention,
    MentionOrigin,
    Ref,
    RefKind,
    RejectedProposal,
    Span,
    Status,
)
from annotator.domain.article import Article
from annotator.domain.edits.entities import add_entity, assign_mentions, rename_entity
from annotator.domain.edits.judgements import add_judgement, answer
from annotator.domain.edits.mentions import add_mention
from annotator.domain.edits.progress import set_flag, set_note, set_status
from annotator.domain.names import normal_name
from annotator.domain.scheme import Scheme, Task
from annotator.domain.steps import Change, MentionChange, RejectedChange, Step, apply
from datasets.differences import Answer
from datasets.labelling import Stance
from datasets.marked_text import Mark, PlainText, SourceFault

_KINDS = {"author": AUTHOR, "unlisted": UNLISTED, "general": GENERAL}


@dataclass
class Desk:
    """One annotator at work on one article: every method is one or more steps."""

    article: Article
    scheme: Scheme
    annotation: Annotation
    unnamed: Mapping[str, str]

    @classmethod
    def at(cls, article: Article, scheme: Scheme, annotator: Annotator, unnamed: Mapping[str, str]) -> "Desk":
        empty = Annotation(article_id=article.id, annotator=annotator, scheme=scheme.id)
        return cls(article, scheme, empty, unnamed)

    def mark(self, marks: Iterable[Mark]) -> None:
        for mark in marks:
            self._do(add_mention(self.annotation, self.article, mark.start, mark.end, mark.label))
            if mark.entity is not None:
                *_, mention_id = self.annotation.mentions
                entity = self._entity(mark.entity)
                self._do(assign_mentions(self.annotation, [mention_id], entity.id))

    def rename(self, names: Mapping[str, str]) -> None:
        for name, better in names.items():
            self._do(rename_entity(self.annotation, self._entity(name).id, better))

    def judge(self, stances: Iterable[Stance]) -> None:
        task = self._task("stance")
        for stance in stances:
            judgement = self._judgement(stance, task)
            self._do(add_judgement(self.annotation, self.article, task, judgement))

    def answer(self, answers: Iterable[Answer]) -> None:
        for task, entity, label in answers:
            target = ARTICLE if entity is None else self._entity_ref(entity)
            self._do(answer(self.annotation, self._task(task), target, label))

    def finish(self, status: Status, *, flagged: bool = False, note: str | None = None) -> None:
        if flagged:
            self._do(set_flag(self.annotation, flagged=True))
        if note is not None:
            self._do(set_note(self.annotation, note))
        version = self.scheme.guidelines_version if status is Status.DONE else None
        self._do(set_status(self.annotation, status, guidelines_version=version))

    def start_from(self, pipeline: str, proposed: Sequence[Mark]) -> None:
        """Says of each mention what the annotator did to the proposal it came from, if it came from one."""
        self._do(_as_decisions(self.annotation, proposed))
        progress = self.annotation.progress.model_copy(update={"pipeline": pipeline})
        self.annotation = self.annotation.model_copy(update={"progress": progress})

    def _do(self, step: Step) -> None:
        self.annotation = apply(self.annotation, step)

    def _task(self, name: str) -> Task:
        task = self.scheme.task(name)
        if task is None:
            raise SourceFault(f"The scheme has no task “{name}”.")
        return task

    def _judgement(self, stance: Stance, task: Task) -> Judgement:
        start, end = PlainText(self.article.text).passage(stance.evidence)
        return Judgement(
            id="new",
            task=task.name,
            holder=self._holder(stance.holder),
            outer_holders=tuple(self._holder(name) for name in stance.via),
            target=self._topic(stance.topic) if stance.topic else self._entity_ref(stance.target or ""),
            label=stance.label,
            evidence=(Span(start=start, end=end),),
            implicit=stance.implicit,
            note=stance.note,
        )

    def _holder(self, name: str) -> Ref:
        return _KINDS.get(name) or self._entity_ref(name)

    def _topic(self, name: str) -> Ref:
        known = next((topic for topic in self.scheme.topics if topic.name == name), None)
        return Ref(kind=RefKind.TOPIC, id=known.id if known else None, name=name)

    def _entity_ref(self, name: str) -> Ref:
        entity = self._entity(name)
        return Ref(kind=RefKind.ENTITY, id=entity.id, name=entity.name)

    def _entity(self, name: str) -> Entity:
        wanted = normal_name(name)
        for entity in self.annotation.entities.values():
            if normal_name(entity.name) == wanted:
                return entity
        if name not in self.unnamed:
            raise SourceFault(f"{self.annotation.annotator.name} has no entity “{name}”.")
        self._do(add_entity(self.annotation, name, self.unnamed[name]))
        return self._entity(name)


def _as_decisions(annotation: Annotation, proposed: Sequence[Mark]) -> Step:
    left = list(proposed)
    changes: list[Change] = []
    # Equal spans first, so that a proposal is not taken for the rough draft of its neighbour.
    for exactly in (True, False):
        for mention in annotation.ordered_mentions:
            proposal = next((mark for mark in left if _is_draft_of(mark, mention, exactly=exactly)), None)
            if proposal is None or any(change.before == mention for change in changes):
                continue
            left.remove(proposal)
            update = {"origin": MentionOrigin.MODEL, "decision": _decision(proposal, mention)}
            changes.append(MentionChange(before=mention, after=mention.model_copy(update=update)))
    for number, mark in enumerate(left, start=1):
        gone = RejectedProposal(id=f"r{number}", start=mark.start, end=mark.end, label=mark.label)
        changes.append(RejectedChange(after=gone))
    return Step(name="say what came of the model’s proposals", changes=tuple(changes))


def _is_draft_of(mark: Mark, mention: Mention, *, exactly: bool) -> bool:
    if exactly:
        return (mark.start, mark.end) == (mention.start, mention.end)
    return mark.start < mention.end and mention.start < mark.end


def _decision(mark: Mark, mention: Mention) -> Decision:
    if (mark.start, mark.end) != (mention.start, mention.end):
        return Decision.RESIZED
    return Decision.ACCEPTED if mark.label == mention.label else Decision.RELABELLED
