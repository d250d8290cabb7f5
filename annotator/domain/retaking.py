"""Taking steps again on what another window has made of the annotation meanwhile."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from annotator.domain.annotation import (
    Annotation,
    Entity,
    Judgement,
    Mention,
    Progress,
    Ref,
    RefKind,
    RejectedProposal,
    Status,
)
from annotator.domain.edits.mentions import START
from annotator.domain.numbered_ids import highest_number
from annotator.domain.ruling import Ruling
from annotator.domain.steps import (
    Change,
    EntityChange,
    JudgementChange,
    MentionChange,
    ProgressChange,
    RejectedChange,
    RulingChange,
    Step,
    StepDoesNotFit,
    apply,
)

_Kind = Literal["mention", "entity", "judgement", "rejected", "ruling"]
_Item = Mention | Entity | Judgement | RejectedProposal | Ruling
_UNFINISHED = {Status.NOT_STARTED, Status.IN_PROGRESS}
_LETTERS: Mapping[_Kind, str] = {"mention": "m", "entity": "e", "judgement": "j", "rejected": "r"}
_MADE: Mapping[str, _Kind] = {"mentions": "mention", "entities": "entity", "judgements": "judgement"}
"""What a ruling on a layer makes."""


@dataclass(frozen=True)
class TakenAgain:
    """What came of it: each step fits on what the one before it leaves."""

    annotation: Annotation
    steps: tuple[Step, ...]
    left_out: tuple[str, ...]
    """The names of the steps that do not fit any more."""


def take_again(annotation: Annotation, steps: Iterable[Step]) -> TakenAgain:
    """Takes the steps that were made for another state; what has happened already is not done twice.

    The model's start is left out unsaid: the other window has begun the annotation.
    """
    ids = _Ids()
    taken: list[Step] = []
    left_out: list[str] = []
    for step in steps:
        if step.name == START:
            continue
        try:
            again = _what_is_new(annotation, ids.renamed(annotation, step))
            reached = apply(annotation, again)
            _refuse_loose_ends(annotation, reached)
        except StepDoesNotFit:
            left_out.append(step.name)
            ids.lose(step)
        else:
            annotation = reached
            taken += [again] if again else []
    return TakenAgain(annotation, tuple(taken), tuple(left_out))


class _Ids:
    """What became of the ids that our steps gave: both windows count on from the same number."""

    def __init__(self) -> None:
        self._now: dict[tuple[_Kind, str], str | None] = {}
        """None: the step that made the item was left out, and so is whatever needs it."""

    def renamed(self, annotation: Annotation, step: Step) -> Step:
        """The step with the ids that its items have here; new items get free ones."""
        news = [(c.kind, c.after) for c in step.changes if c.kind != "progress" and not c.before and c.after]
        entities = {new.id for _, new in news if isinstance(new, Entity)}
        met: set[tuple[_Kind, str]] = set()
        for _, new in news:
            if isinstance(new, Mention):
                met |= self._meet(annotation, new, entities)
        for kind, new in news:
            if (kind, new.id) not in met:
                self._admit(annotation, step, kind, new)
        changes = tuple(_with_ids(change, self._id_of) for change in step.changes)
        return Step(name=step.name, changes=changes)

    def _meet(
        self, annotation: Annotation, new: Mention, new_entities: Collection[str]
    ) -> set[tuple[_Kind, str]]:
        """If the other window marked the same, its mention and entity are ours; gives what is settled so."""
        twin = next((m for m in annotation.mentions.values() if _what(m) == _what(new)), None)
        if twin is None:
            return set()
        self._now["mention", new.id] = twin.id
        if new.entity is None or twin.entity is None or new.entity not in new_entities:
            return {("mention", new.id)}
        self._now["entity", new.entity] = twin.entity
        return {("mention", new.id), ("entity", new.entity)}

    def lose(self, step: Step) -> None:
        for change in step.changes:
            if change.kind != "progress" and change.before is None and change.after is not None:
                self._now[change.kind, change.after.id] = None

    def _admit(self, annotation: Annotation, step: Step, kind: _Kind, new: _Item) -> None:
        held = _held(annotation)[kind]
        if new.id not in held or _what(held[new.id]) == _what(new):
            self._now[kind, new.id] = new.id
            return
        if isinstance(new, Ruling):
            raise StepDoesNotFit(f"{new.id} was decided in the other window")
        given = {id_ for (of, _), id_ in self._now.items() if of == kind and id_}
        added = {change.after.id for change in step.changes if change.kind == kind and change.after}
        self._now[kind, new.id] = _free_id(kind, {*held, *given, *added})

    def _id_of(self, kind: _Kind, id_: str) -> str:
        now = self._now.get((kind, id_), id_)
        if now is None:
            raise StepDoesNotFit(f"{id_} was made by a step that does not fit")
        return now


def _held(annotation: Annotation) -> Mapping[_Kind, Mapping[str, _Item]]:
    return {
        "mention": annotation.mentions,
        "entity": annotation.entities,
        "judgement": annotation.judgements,
        "rejected": annotation.rejected,
        "ruling": annotation.rulings,
    }


def _what(item: _Item) -> object:
    match item:
        case Entity():
            return item.name, item.label
        case Mention():
            return item.pieces, item.label
        case RejectedProposal():
            return item.start, item.end, item.label
        case Judgement() | Ruling():
            return item


def _free_id(kind: _Kind, taken: Iterable[str]) -> str:
    letter = _LETTERS[kind]
    return f"{letter}{highest_number(letter, taken) + 1}"


def _with_ids(change: Change, id_of: Callable[[_Kind, str], str]) -> Change:
    """The change under other ids."""

    def ref(old: Ref | None) -> Ref | None:
        if old is None or old.id is None or old.kind not in (RefKind.ENTITY, RefKind.MENTION):
            return old
        kind: _Kind = "entity" if old.kind is RefKind.ENTITY else "mention"
        return old.model_copy(update={"id": id_of(kind, old.id)})

    def mention(old: Mention | None) -> Mention | None:
        if old is None:
            return None
        entity = None if old.entity is None else id_of("entity", old.entity)
        return old.model_copy(update={"id": id_of("mention", old.id), "entity": entity})

    def judgement(old: Judgement | None) -> Judgement | None:
        if old is None:
            return None
        outer = tuple(found for found in map(ref, old.outer_holders) if found)
        refs = {"holder": ref(old.holder), "target": ref(old.target), "anchor": ref(old.anchor)}
        return old.model_copy(update={"id": id_of("judgement", old.id), "outer_holders": outer, **refs})

    def ruling(old: Ruling | None) -> Ruling | None:
        if old is None:
            return None
        return old.model_copy(update={"made": tuple(id_of(_MADE[old.layer], id_) for id_ in old.made)})

    match change:
        case MentionChange():
            return MentionChange(before=mention(change.before), after=mention(change.after))
        case JudgementChange():
            return JudgementChange(before=judgement(change.before), after=judgement(change.after))
        case RulingChange():
            return RulingChange(before=ruling(change.before), after=ruling(change.after))
        case EntityChange() | RejectedChange():
            update = {
                side: item.model_copy(update={"id": id_of(change.kind, item.id)})
                for side, item in (("before", change.before), ("after", change.after))
                if item is not None
            }
            return change.model_copy(update=update)
        case ProgressChange():
            return change


def _what_is_new(annotation: Annotation, step: Step) -> Step:
    """The step without what has happened already."""
    held = _held(annotation)
    changes: list[Change] = []
    for change in step.changes:
        if change.kind == "progress":
            changes += _progress_again(annotation.progress, change)
        elif not _has_happened(held[change.kind], change.before, change.after):
            changes.append(change)
    return Step(name=step.name, changes=tuple(changes))


def _has_happened(held: Mapping[str, _Item], before: _Item | None, after: _Item | None) -> bool:
    if after is None:
        return before is not None and before.id not in held
    standing = held.get(after.id)
    # An item that is new to both windows is the same if it says the same, whoever it belongs to.
    return standing == after or (before is None and standing is not None and _what(standing) == _what(after))


def _progress_again(now: Progress, change: ProgressChange) -> list[ProgressChange]:
    """What the change sets and is not set yet; each field fits for itself."""
    update: dict[str, object] = {}
    for field in Progress.model_fields:
        before, after, here = (getattr(one, field) for one in (change.before, change.after, now))
        if before == after or here == after:
            continue
        if here == before or {before, here} <= _UNFINISHED:
            update[field] = after
        elif (before, after) != (Status.NOT_STARTED, Status.IN_PROGRESS):  # begun is begun
            raise StepDoesNotFit(f"the {field} is not what the step expects")
    return [ProgressChange(before=now, after=now.model_copy(update=update))] if update else []


def _refuse_loose_ends(before: Annotation, after: Annotation) -> None:
    """A step can fit by itself and still need something that the other window has removed."""
    loose = set(_loose_ends(after)) - set(_loose_ends(before))
    if loose:
        raise StepDoesNotFit(f"what these need is gone or there twice: {', '.join(sorted(loose))}")


def _loose_ends(annotation: Annotation) -> Iterator[str]:
    """What refers to an entity or a mention that is not there, and what is marked twice."""
    for mention in annotation.mentions.values():
        if mention.entity is not None and mention.entity not in annotation.entities:
            yield mention.id
    there = {RefKind.ENTITY: annotation.entities, RefKind.MENTION: annotation.mentions}
    for judgement in annotation.judgements.values():
        if any(ref.kind in there and ref.id not in there[ref.kind] for ref in judgement.refs()):
            yield judgement.id
    seen: set[object] = set()
    for mention in annotation.ordered_mentions:
        if _what(mention) in seen:
            yield f"twin {mention.id}"
        seen.add(_what(mention))
