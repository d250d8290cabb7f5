"""Gold in the making: what annotators said is put into it, pointing at gold's own entities and mentions."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from annotator.agreement.alignment import align
from annotator.agreement.entity_matching import match_entities
from annotator.agreement.reading import Reading, ReadMention
from annotator.domain.annotation import (
    Annotation,
    Decision,
    Judgement,
    Mention,
    MentionOrigin,
    Ref,
    RefKind,
)
from annotator.domain.article import Article
from annotator.domain.edits.draft import Draft
from annotator.domain.edits.mentions import count
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
        # What begins where; ids stay when their mentions go, so that nothing has to be put back.
        self._starts: dict[int, dict[str, None]] = {}
        for mention in gold.mentions.values():
            self._starts.setdefault(mention.start, {})[mention.id] = None
        self._matched: dict[str, dict[str, str]] = {}
        self._made: dict[int, str] = {}

    def unless_refused(self, act: Callable[[], object]) -> bool:
        """Does it; if it is refused half-way, everything is as before."""
        draft = self.draft
        mentions, entities = dict(draft.mentions), dict(draft.entities)
        judgements, rulings = dict(draft.judgements), dict(draft.rulings)
        made = dict(self._made)
        try:
            act()
        except Refused:
            self.draft = draft
            draft.mentions, draft.entities = mentions, entities
            draft.judgements, draft.rulings = judgements, rulings
            self._made = made
            return False
        return True

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
            for other in map(self.draft.mentions.get, self._starts.get(mention.start, ()))
            if other is not None and (other.pieces, other.label) == (mention.pieces, mention.label)
        ]

    def put_mention(self, mention: Mention, held_for: Sequence[Said]) -> str:
        """The id of the mention in gold; a new one is grouped as most say, who name their own entities."""
        there = self.mentions_like(mention)
        if there:
            return there[0].id
        new = Mention(
            id=self.fresh(self.draft.new_mention_id),
            start=mention.start,
            end=mention.end,
            label=mention.label,
            entity=self._entity_most_say(held_for),
            origin=MentionOrigin.HUMAN,
            decision=Decision.ADDED,
            fragments=mention.fragments,
        )
        self.draft.put(new)
        self._starts.setdefault(new.start, {})[new.id] = None
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
        self.draft.drop_entity_if_unused(mention.entity)

    def aligned(self, annotator: str) -> dict[str, str]:
        """The annotator's mentions that are the same thing as one of gold's, by the id of gold's."""
        gold, others = self._read_mentions(), self._readings[annotator].mentions
        return {
            gold[a].id: others[b].id for _, a, b in align(gold, others) if a is not None and b is not None
        }

    def _read_mentions(self) -> list[ReadMention]:
        ordered = sorted(self.draft.mentions.values(), key=lambda m: (m.start, -m.end, m.label, m.id))
        return [ReadMention(m.id, m.start, m.end, m.label, m.entity, m.fragments) for m in ordered]

    def _has_any_at(self, mentions: Sequence[Mention]) -> bool:
        return any(
            mine.start < theirs.end and theirs.start < mine.end
            for theirs in mentions
            for mine in self.draft.mentions.values()
        )

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
        new = theirs.model_copy(update={"id": self.fresh(self.draft.new_entity_id)})
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
        if not there and self._has_any_at(theirs):
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

    def fresh(self, new_id: Callable[[], str]) -> str:
        """An id that no ruling means something else by, which may be gone since."""
        meant = {id_ for ruling in self.draft.rulings.values() for id_ in ruling.made}
        return next(id_ for id_ in iter(new_id, "") if id_ not in meant)
