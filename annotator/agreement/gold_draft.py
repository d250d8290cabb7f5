"""Gold in the making: what annotators said is put into it, pointing at gold's own entities and mentions."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from annotator.agreement.alignment import align
from annotator.agreement.entity_matching import match_entities
from annotator.agreement.reading import Reading
from annotator.domain.annotation import (
    Annotation,
    Decision,
    Judgement,
    Mention,
    MentionOrigin,
    Ref,
    RefKind,
    Span,
)
from annotator.domain.article import Article
from annotator.domain.edits.draft import Draft
from annotator.domain.edits.mentions import count
from annotator.domain.names import normal_name
from annotator.domain.refused import Refused
from annotator.domain.steps import Step, apply


class Said(NamedTuple):
    """Something that was said: a mention, an entity or a judgement, by annotator's name and its id there."""

    annotator: str
    id: str


class GoldDraft:
    """A step on gold in the making, together with everybody's annotation of the same article."""

    def __init__(self, gold: Annotation, article: Article, annotations: Mapping[str, Annotation]) -> None:
        self._gold = gold
        self.article = article
        if gold.annotator.name in annotations:
            raise Refused(f"“{gold.annotator.name}” is what decisions make; compare the others without it.")
        self.annotations = annotations
        self._readings = {name: Reading.of(annotation) for name, annotation in self.annotations.items()}
        self._numbers = match_entities(list(self._readings.values()))
        self._same: dict[int, list[Said]] = {}
        for said, number in sorted(self._numbers.items()):
            self._same.setdefault(number, []).append(Said(*said))
        self.go_on_from(gold)

    def go_on_from(self, gold: Annotation) -> None:
        """Takes another state of gold for what there is now, as after a step that others made."""
        self.draft = draft = Draft(self._gold)
        draft.mentions, draft.entities = dict(gold.mentions), dict(gold.entities)
        draft.judgements, draft.rulings = dict(gold.judgements), dict(gold.rulings)
        draft.rejected, draft.progress = dict(gold.rejected), gold.progress
        self._reading = Reading.of(gold)
        self._starts: dict[int, list[str]] = {}
        for mention in gold.mentions.values():
            self._starts.setdefault(mention.start, []).append(mention.id)
        self._matched: dict[str, dict[str, str]] = {}
        self._made: dict[int, str] = {}

    @property
    def annotation(self) -> Annotation:
        """Gold as it is now."""
        return apply(self._gold, self.draft.step("", by_hand=False))

    def step(self, name: str) -> Step:
        return self.draft.step(name)

    def reading(self, annotator: str) -> Reading:
        return self._readings[annotator]

    def mention(self, said: Said) -> Mention:
        return self.annotations[said.annotator].mentions[said.id]

    def judgement(self, said: Said) -> Judgement:
        return self.annotations[said.annotator].judgements[said.id]

    # Mentions

    def mentions_like(self, mention: Mention) -> list[Mention]:
        """Gold's mentions with the same pieces and label."""
        return [
            other
            for other in map(self.draft.mentions.__getitem__, self._starts.get(mention.start, ()))
            if (other.pieces, other.label) == (mention.pieces, mention.label)
        ]

    def put_mention(self, mention: Mention, held_for: Sequence[Said]) -> str:
        """The id of the mention in gold; a new one is grouped as most say, who name their own entities."""
        there = self.mentions_like(mention)
        if there:
            return there[0].id
        new = Mention(
            id=self._fresh(self.draft.new_mention_id),
            start=mention.start,
            end=mention.end,
            label=mention.label,
            entity=self._entity_most_say(held_for),
            origin=MentionOrigin.HUMAN,
            decision=Decision.ADDED,
            fragments=mention.fragments,
        )
        self.draft.put(new)
        self._starts.setdefault(new.start, []).append(new.id)
        return new.id

    def remove_mention(self, mention_id: str, instead: str | None) -> None:
        """Takes the mention out; judgements that point at it point at the other one from now on."""
        mention = self.draft.mentions[mention_id]
        if instead is not None:
            name = self.draft.mentions[instead].quote(self.article.text)
            self.draft.point(mention_id, Ref(kind=RefKind.MENTION, id=instead, name=name))
        uses = sum(
            any(ref.kind is RefKind.MENTION and ref.id == mention_id for ref in judgement.refs())
            for judgement in self.draft.judgements.values()
        )
        if uses:
            points, them = ("points", "it") if uses == 1 else ("point", "them")
            raise Refused(
                f"{count(uses, 'judgement')} of gold {points} at this mention; remove {them} first."
            )
        del self.draft.mentions[mention_id]
        self._starts[mention.start].remove(mention_id)
        self.draft.drop_entity_if_unused(mention.entity)

    def aligned(self, annotator: str) -> dict[str, str]:
        """The annotator's mentions that are the same thing as one of gold's, by the id of gold's."""
        gold, others = Reading.of(self.annotation).mentions, self._readings[annotator].mentions
        return {
            gold[a].id: others[b].id for _, a, b in align(gold, others) if a is not None and b is not None
        }

    # Entities

    def held_for(self, entities: Sequence[Said]) -> dict[str, Said]:
        """By gold's mention, which of one annotator's entities they hold it for; others are left out."""
        if not entities:
            return {}
        theirs = self.annotations[entities[0].annotator].mentions
        wanted = {said.id: said for said in entities}
        return {
            mine: wanted[entity]
            for mine, other in self.aligned(entities[0].annotator).items()
            if (entity := theirs[other].entity) in wanted
        }

    def entity_of(self, said: Said) -> str | None:
        """The entity of gold that is the annotator's; None while gold has none."""
        matched = self._matches(said.annotator)
        if matched.get(said.id) in self.draft.entities:
            return matched[said.id]
        taken = set(matched.values())
        candidates = (id_ for id_ in self._through_others(said) if id_ not in taken)
        return next(candidates, None) or self._entity_with_the_rest(said)

    def _through_others(self, said: Said) -> Iterator[str]:
        number = self._numbers.get(said)
        if number is None:
            return
        others = (self._matches(other.annotator).get(other.id) for other in self._same[number])
        for id_ in (self._made.get(number), *others):
            if id_ is not None and id_ in self.draft.entities:
                yield id_

    def put_entity(self, said: Said) -> str:
        """The id of the entity in gold, which is made like the annotator's where there is none."""
        there = self.entity_of(said)
        return self.make_entity(said) if there is None else there

    def make_entity(self, said: Said) -> str:
        """A new entity of gold like the annotator's."""
        theirs = self.annotations[said.annotator].entities.get(said.id)
        if theirs is None:
            raise Refused("An entity this is about is no longer there; load the article again.")
        new = theirs.model_copy(update={"id": self._fresh(self.draft.new_entity_id)})
        self.draft.put(new)
        number = self._numbers.get(said)
        if number is not None:
            self._made[number] = new.id
        return new.id

    def _matches(self, annotator: str) -> Mapping[str, str]:
        """Gold's entities by the annotator's; gold and one annotator alone, so that no third blurs it."""
        if annotator not in self._matched:
            ours = self._reading.annotator
            both = match_entities([self._reading, self._readings[annotator]])
            id_by_number = {number: id_ for (name, id_), number in both.items() if name == ours}
            self._matched[annotator] = {
                id_: id_by_number[number]
                for (name, id_), number in both.items()
                if name != ours and number in id_by_number
            }
        return self._matched[annotator]

    def _entity_with_the_rest(self, said: Said) -> str | None:
        """Where gold has what the annotator holds for the entity: gold's grouping is the one that counts."""
        theirs = self.annotations[said.annotator].mentions_of.get(said.id, ())
        there = [like for mention in theirs for like in self.mentions_like(mention)]
        if not there:
            there = [self.draft.mentions[mine] for mine in self.held_for([said])]
        votes = Counter(mention.entity for mention in there if mention.entity is not None)
        return votes.most_common(1)[0][0] if votes else None

    def _entity_most_say(self, held_for: Sequence[Said]) -> str | None:
        if not held_for:
            return None
        votes = Counter(self._numbers.get(said, -1) for said in held_for)
        most = max(votes.values())
        first = next(said for said in held_for if votes[self._numbers.get(said, -1)] == most)
        return self.put_entity(first)

    # Judgements

    def in_gold(self, said: Said) -> Judgement | None:
        """The annotator's judgement as it would stand in gold; None while gold lacks what it is about."""
        theirs = self.judgement(said)
        there = {ref: self._ref_in_gold(said.annotator, ref) for ref in theirs.refs()}
        found = {ref: gold for ref, gold in there.items() if gold is not None}
        return with_refs(theirs, found) if len(found) == len(there) else None

    def judgements_like(self, judgement: Judgement) -> list[Judgement]:
        """Gold's judgements that say the same."""
        wanted = what_it_says(judgement)
        return [other for other in self.draft.judgements.values() if what_it_says(other) == wanted]

    def put_judgement(self, given: Sequence[Said], labels: Sequence[str] = ()) -> str:
        """The id in gold of what was given, as the first gave it and with the evidence of all.

        `labels` stand in place of those that were given.
        """
        first = self.judgement(given[0])
        placed = with_refs(first, {ref: self._put_ref(given[0].annotator, ref) for ref in first.refs()})
        if labels:
            placed = placed.model_copy(update={"label": labels[0], "more_labels": tuple(labels[1:])})
        if is_about_itself(placed) and not is_about_itself(first):
            raise Refused("In gold its holder and its target are one entity; decide on that entity first.")
        there = self.judgements_like(placed)
        spans = {(span.start, span.end) for said in given for span in self.judgement(said).evidence}
        spans |= {(span.start, span.end) for other in there[:1] for span in other.evidence}
        evidence = tuple(Span(start=start, end=end) for start, end in sorted(spans))
        if there:
            self.draft.put(there[0].model_copy(update={"evidence": evidence}))
            return there[0].id
        # A confidence and a note are the annotator's own.
        own: dict[str, object] = {"confidence": None, "note": None, "distribution": {}}
        id_ = self._fresh(self.draft.new_judgement_id)
        self.draft.put(placed.model_copy(update={"id": id_, "evidence": evidence, **own}))
        return id_

    def remove_judgement(self, judgement_id: str) -> None:
        judgement = self.draft.judgements.pop(judgement_id)
        for ref in judgement.refs():
            if ref.kind is RefKind.ENTITY:
                self.draft.drop_entity_if_unused(ref.id)

    def _ref_in_gold(self, annotator: str, ref: Ref) -> Ref | None:
        if ref.id is None or ref.kind not in (RefKind.ENTITY, RefKind.MENTION):
            return ref
        if ref.kind is RefKind.ENTITY:
            entity_id = self.entity_of(Said(annotator, ref.id))
            return None if entity_id is None else self._entity_ref(entity_id)
        mention_id = next(
            (mine for mine, theirs in self.aligned(annotator).items() if theirs == ref.id), None
        )
        return None if mention_id is None else self._mention_ref(mention_id)

    def _put_ref(self, annotator: str, ref: Ref) -> Ref:
        there = self._ref_in_gold(annotator, ref)
        if there is not None:
            return there
        if ref.id is None:
            return ref
        if ref.kind is RefKind.ENTITY:
            return self._entity_ref(self.make_entity(Said(annotator, ref.id)))
        mention = self.annotations[annotator].mentions.get(ref.id)
        if mention is None:
            raise Refused("A mention this is about is no longer there; load the article again.")
        held_for = [] if mention.entity is None else [Said(annotator, mention.entity)]
        return self._mention_ref(self.put_mention(mention, held_for))

    def _entity_ref(self, entity_id: str) -> Ref:
        return Ref(kind=RefKind.ENTITY, id=entity_id, name=self.draft.entities[entity_id].name)

    def _mention_ref(self, mention_id: str) -> Ref:
        name = self.draft.mentions[mention_id].quote(self.article.text)
        return Ref(kind=RefKind.MENTION, id=mention_id, name=name)

    def _fresh(self, new_id: Callable[[], str]) -> str:
        """An id that no ruling means something else by, which may be gone since."""
        meant = {id_ for ruling in self.draft.rulings.values() for id_ in ruling.made}
        return next(id_ for id_ in iter(new_id, "") if id_ not in meant)


def what_it_says(judgement: Judgement) -> tuple[object, ...]:
    """Equal for judgements of one annotation that answer the same, whatever their evidence."""
    labels = sorted({label for label in (judgement.label, *judgement.more_labels) if label is not None})
    about = (_referent(ref) for ref in (judgement.holder, judgement.target, judgement.anchor))
    return judgement.task, tuple(labels), *about


def with_refs(judgement: Judgement, instead: Mapping[Ref, Ref]) -> Judgement:
    """The judgement pointing at the other refs in place of its own."""

    def pointed(ref: Ref | None) -> Ref | None:
        return None if ref is None else instead.get(ref, ref)

    return judgement.model_copy(
        update={
            "holder": pointed(judgement.holder),
            "target": pointed(judgement.target),
            "anchor": pointed(judgement.anchor),
            "outer_holders": tuple(instead.get(ref, ref) for ref in judgement.outer_holders),
        }
    )


def is_about_itself(judgement: Judgement) -> bool:
    """Whether an entity holds a stance toward itself, which no annotator can say."""
    holder, target = judgement.holder, judgement.target
    both = holder is not None and target is not None and holder.kind is target.kind is RefKind.ENTITY
    return both and _referent(holder) == _referent(target)


def _referent(ref: Ref | None) -> tuple[RefKind, str, str] | None:
    if ref is None:
        return None
    named = ref.id is None and ref.kind in (RefKind.TOPIC, RefKind.CLAIM, RefKind.UNLISTED)
    return ref.kind, ref.id or "", normal_name(ref.name or "") if named else ""
