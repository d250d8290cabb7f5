"""A step in the making: collects changes to one annotation, each item once, first before to last after."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from annotator.domain.annotation import (
    Annotation,
    Entity,
    Judgement,
    Mention,
    Ref,
    RefKind,
    RejectedProposal,
    Status,
)
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
)

_T = TypeVar("_T")


class Draft:
    """Holds the items as they will be; `step` says how they differ from what they were."""

    def __init__(self, annotation: Annotation) -> None:
        self._was = annotation
        self.mentions = dict(annotation.mentions)
        self.entities = dict(annotation.entities)
        self.judgements = dict(annotation.judgements)
        self.rejected = dict(annotation.rejected)
        self.rulings = dict(annotation.rulings)
        self.progress = annotation.progress
        self._numbers: dict[str, int] = {}

    @property
    def annotation(self) -> Annotation:
        """The annotation with the changes so far."""
        was = self._was
        return Annotation.model_construct(
            article_id=was.article_id,
            annotator=was.annotator,
            scheme=was.scheme,
            progress=self.progress,
            mentions=dict(self.mentions),
            entities=dict(self.entities),
            judgements=dict(self.judgements),
            rejected=dict(self.rejected),
            rulings=dict(self.rulings),
            meta=was.meta,
        )

    def new_mention_id(self) -> str:
        return self._new_id("m", self.mentions)

    def new_entity_id(self) -> str:
        return self._new_id("e", self.entities)

    def new_judgement_id(self) -> str:
        return self._new_id("j", self.judgements)

    def new_rejected_id(self) -> str:
        return self._new_id("r", self.rejected)

    def put(self, item: Mention | Entity | Judgement | RejectedProposal | Ruling) -> None:
        match item:
            case Mention():
                self.mentions[item.id] = item
            case Entity():
                self.entities[item.id] = item
            case Judgement():
                self.judgements[item.id] = item
            case RejectedProposal():
                self.rejected[item.id] = item
            case Ruling():
                self.rulings[item.id] = item

    def mentions_of(self, entity_id: str | None) -> list[Mention]:
        if entity_id is None:
            return []
        return [mention for mention in self.mentions.values() if mention.entity == entity_id]

    def drop_entity_if_unused(self, entity_id: str | None) -> None:
        """Takes the entity out once nothing mentions it and no judgement points at it."""
        if entity_id is None or entity_id not in self.entities or self.mentions_of(entity_id):
            return
        refs = (ref for judgement in self.judgements.values() for ref in judgement.refs())
        if not any(ref.kind is RefKind.ENTITY and ref.id == entity_id for ref in refs):
            del self.entities[entity_id]

    def rename_entity(self, entity_id: str, name: str) -> None:
        """Gives the entity another name, in judgements that point at it too."""
        self.put(self.entities[entity_id].model_copy(update={"name": name}))
        self.point(entity_id, Ref(kind=RefKind.ENTITY, id=entity_id, name=name))

    def point(self, id_: str, new: Ref) -> None:
        """Makes every judgement that points at the id of that kind point at the new reference."""

        def pointed(ref: Ref | None) -> Ref | None:
            return new if ref and (ref.kind, ref.id) == (new.kind, id_) else ref

        for judgement in list(self.judgements.values()):
            changed = _with_refs(judgement, pointed)
            if changed != judgement:
                self.put(changed)

    def step(self, name: str, *, by_hand: bool = True) -> Step:
        """What changed, as a step; by hand, it also says that the article is no longer unstarted."""
        was = self._was
        changes: list[Change] = []
        for entity_before, entity_after in _differences(was.entities, self.entities):
            changes.append(EntityChange(before=entity_before, after=entity_after))
        for mention_before, mention_after in _differences(was.mentions, self.mentions):
            changes.append(MentionChange(before=mention_before, after=mention_after))
        for judgement_before, judgement_after in _differences(was.judgements, self.judgements):
            changes.append(JudgementChange(before=judgement_before, after=judgement_after))
        for rejected_before, rejected_after in _differences(was.rejected, self.rejected):
            changes.append(RejectedChange(before=rejected_before, after=rejected_after))
        for ruling_before, ruling_after in _differences(was.rulings, self.rulings):
            changes.append(RulingChange(before=ruling_before, after=ruling_after))
        progress = self.progress
        if changes and by_hand and progress.status is Status.NOT_STARTED:
            progress = progress.model_copy(update={"status": Status.IN_PROGRESS})
        if progress != was.progress:
            changes.append(ProgressChange(before=was.progress, after=progress))
        return Step(name=name, changes=tuple(changes))

    def _new_id(self, letter: str, items: Mapping[str, object]) -> str:
        if letter not in self._numbers:
            self._numbers[letter] = highest_number(letter, items)
        self._numbers[letter] += 1
        return f"{letter}{self._numbers[letter]}"


def _with_refs(judgement: Judgement, pointed: Callable[[Ref | None], Ref | None]) -> Judgement:
    return judgement.model_copy(
        update={
            "holder": pointed(judgement.holder),
            "target": pointed(judgement.target),
            "anchor": pointed(judgement.anchor),
            "outer_holders": tuple(ref for ref in map(pointed, judgement.outer_holders) if ref),
        }
    )


def _differences(was: Mapping[str, _T], now: Mapping[str, _T]) -> list[tuple[_T | None, _T | None]]:
    gone = [(item, None) for id_, item in was.items() if id_ not in now]
    changed = [(was.get(id_), item) for id_, item in now.items() if was.get(id_) is not item]
    return [*gone, *((before, after) for before, after in changed if before != after)]
