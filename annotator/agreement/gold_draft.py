"""Gold in the making: what annotators said is put into it, pointing at gold's own entities and mentions."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

from annotator.agreement.alignment import align
from annotator.agreement.everything_said import EverythingSaid, Said
from annotator.agreement.mention_places import MentionPlaces
from annotator.agreement.reading import ReadMention, read_entity
from annotator.agreement.same_judgement import what_it_says
from annotator.domain.annotation import (
    Annotation,
    Decision,
    Judgement,
    Mention,
    MentionOrigin,
    Ref,
    RefKind,
)
from annotator.domain.edits.draft import Draft
from annotator.domain.edits.mentions import count
from annotator.domain.refused import Refused
from annotator.domain.ruling import Ruling
from annotator.domain.steps import Step


class GoldDraft:
    """A step on gold in the making, together with everything that was said about the same article."""

    def __init__(self, gold: Annotation, said: EverythingSaid) -> None:
        self._gold = gold
        self.said = said
        self.article, self.annotations = said.article, said.annotations
        if gold.annotator.name in self.annotations:
            raise Refused(f"“{gold.annotator.name}” is what decisions make; compare the others without it.")
        self.go_on_from(gold)

    def go_on_from(self, gold: Annotation) -> None:
        """Takes another state of gold for what there is now, as after a step that others made."""
        self.draft = draft = Draft(self._gold)
        draft.mentions, draft.entities = dict(gold.mentions), dict(gold.entities)
        draft.judgements, draft.rulings = dict(gold.judgements), dict(gold.rulings)
        draft.rejected, draft.progress = dict(gold.rejected), gold.progress
        self._begun = gold
        # Ids stay when their mentions go, so that nothing has to be put back.
        self._places = MentionPlaces(gold.ordered_mentions)
        self._sayings: dict[Hashable, dict[str, None]] | None = None
        self._meant = _meant(draft.rulings)
        self._matched: dict[str, Mapping[str, str]] = {}
        self._made: dict[int, str] = {}
        self._resolved: dict[Said, str | None] = {}

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
            self._made, self._meant, self._resolved = made, _meant(rulings), {}
            return False
        return True

    @property
    def annotation(self) -> Annotation:
        """Gold as it is now."""
        return self.draft.annotation

    def step(self, name: str) -> Step:
        return self.draft.step(name)

    # Rulings

    def rule(self, ruling: Ruling) -> None:
        """Puts the ruling in place of the one there is on the same conflict."""
        self.take_back(ruling.id)
        self.draft.put(ruling)
        self._meant.update(ruling.made)

    def take_back(self, ruling_id: str) -> Sequence[str]:
        """Removes the ruling if it is there, and gives the ids it made."""
        ruling = self.draft.rulings.pop(ruling_id, None)
        if ruling is None:
            return ()
        self._meant.subtract(ruling.made)
        return ruling.made

    def is_meant(self, id_: str) -> bool:
        """Whether it stands in gold because of a ruling."""
        return self._meant[id_] > 0

    # Judgements

    def say(self, judgement: Judgement) -> None:
        """Puts the judgement, which is new or says something else from now on."""
        self.draft.put(judgement)
        if self._sayings is not None:
            self._sayings.setdefault(what_it_says(judgement), {})[judgement.id] = None

    def unsay(self, judgement_id: str) -> None:
        """Takes the judgement out, and entities with it that nothing needs any more."""
        judgement = self.draft.judgements.pop(judgement_id)
        for ref in judgement.refs():
            if ref.kind is RefKind.ENTITY:
                self.drop_entity_if_unused(ref.id)

    def judgements_like(self, judgement: Judgement) -> list[Judgement]:
        """Gold's judgements that say the same."""
        if self._sayings is None:
            self._sayings = {}
            for there in self.draft.judgements.values():
                self._sayings.setdefault(what_it_says(there), {})[there.id] = None
        wanted = what_it_says(judgement)
        known = map(self.draft.judgements.get, self._sayings.get(wanted, ()))
        return [other for other in known if other is not None and what_it_says(other) == wanted]

    # Mentions

    def mentions_at(self, start: int, end: int) -> list[Mention]:
        """Gold's mentions that share a character with `[start, end)`, by where they begin."""
        known = map(self.draft.mentions.get, self._places.touching(start, end))
        return [mention for mention in known if mention is not None]

    def mentions_like(self, mention: Mention) -> list[Mention]:
        """Gold's mentions with the same pieces and label."""
        return [
            other
            for other in self.mentions_at(mention.start, mention.start + 1)
            if (other.start, other.end, other.label) == (mention.start, mention.end, mention.label)
            and other.fragments == mention.fragments
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
        self._places.add(new)
        self._resolved = {}
        return new.id

    def remove_mention(self, mention_id: str, instead: str | None) -> None:
        """Takes the mention out; judgements that point at it point at the other one from now on."""
        mention = self.draft.mentions[mention_id]
        if instead is not None:
            name = self.draft.mentions[instead].quote(self.article.text)
            self.draft.point(mention_id, Ref(kind=RefKind.MENTION, id=instead, name=name))
            self._sayings = None
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
        self.drop_entity_if_unused(mention.entity)

    def aligned(self, annotator: str, mentions: Iterable[Mention]) -> dict[str, str]:
        """Which of the annotator's mentions is the same thing as one of gold's, by the id of gold's.

        It is so of those that are given; others that lie with them may be there, too.
        """
        mine, others = self._lying_with(annotator, mentions)
        gold, theirs = _read_in_order(mine), _read_in_order(others)
        return {
            gold[a].id: theirs[b].id for _, a, b in align(gold, theirs) if a is not None and b is not None
        }

    def _lying_with(
        self, annotator: str, mentions: Iterable[Mention]
    ) -> tuple[Iterable[Mention], Iterable[Mention]]:
        """Gold's mentions that touch the annotator's, theirs that touch those, and so on.

        Whatever lies elsewhere has no part in how these are aligned.
        """
        everything, places = self.annotations[annotator].mentions, self.said.places[annotator]
        others = {mention.id: mention for mention in mentions}
        mine: dict[str, Mention] = {}
        ahead = list(others.values())
        while ahead:
            there = ahead.pop()
            for gold in self.mentions_at(there.start, there.end):
                if gold.id not in mine:
                    mine[gold.id] = gold
                    new = [id_ for id_ in places.touching(gold.start, gold.end) if id_ not in others]
                    others.update((id_, everything[id_]) for id_ in new)
                    ahead += [everything[id_] for id_ in new]
        return mine.values(), others.values()

    def _has_any_at(self, mentions: Sequence[Mention]) -> bool:
        return any(self.mentions_at(mention.start, mention.end) for mention in mentions)

    # Entities

    def held_for(self, entities: Sequence[Said]) -> dict[str, Said]:
        """By gold's mention, which of one annotator's entities they hold it for; others are left out."""
        if not entities:
            return {}
        annotation = self.annotations[entities[0].annotator]
        wanted = {said.id: said for said in entities}
        held = [mention for id_ in wanted for mention in annotation.mentions_of.get(id_, ())]
        return {
            mine: wanted[entity]
            for mine, other in self.aligned(annotation.annotator.name, held).items()
            if (entity := annotation.mentions[other].entity) in wanted
        }

    def group(self, mention_id: str, entity_id: str | None) -> str | None:
        """Makes the mention one of the entity, or of none, and gives the one that it was of."""
        mention = self.draft.mentions[mention_id]
        self.draft.put(mention.model_copy(update={"entity": entity_id}))
        self._resolved = {}
        return mention.entity

    def drop_entity_if_unused(self, entity_id: str | None) -> None:
        self.draft.drop_entity_if_unused(entity_id)
        self._resolved = {}

    def entity_of(self, said: Said) -> str | None:
        """The entity of gold that is the annotator's; None while gold has none."""
        if said not in self._resolved:
            self._resolved[said] = self._entity_like(said)
        return self._resolved[said]

    def _entity_like(self, said: Said) -> str | None:
        matched = self._matches(said.annotator)
        if matched.get(said.id) in self.draft.entities:
            return matched[said.id]
        taken = set(matched.values())
        candidates = (id_ for id_ in self._through_others(said) if id_ not in taken)
        return next(candidates, None) or self._entity_with_the_rest(said)

    def _through_others(self, said: Said) -> Iterator[str]:
        number = self.said.numbers.get(said)
        if number is None:
            return
        others = (self._matches(other.annotator).get(other.id) for other in self.said.same[number])
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
        number = self.said.numbers.get(said)
        if number is not None:
            self._made[number] = new.id
        self._resolved = {}
        return new.id

    def _matches(self, annotator: str) -> Mapping[str, str]:
        """Gold's entities by the annotator's; gold and one annotator alone, so that no third blurs it."""
        if annotator not in self._matched:
            ours = [read_entity(entity) for entity in self._begun.entities.values()]
            partners = self.said.partners[annotator]
            self._matched[annotator] = partners.among(ours, self._begun.ordered_mentions)
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
        numbers = [self.said.numbers.get(said, -1) for said in held_for]
        votes = Counter(numbers)
        most = max(votes.values())
        first = next(said for said, number in zip(held_for, numbers, strict=True) if votes[number] == most)
        return self.put_entity(first)

    def fresh(self, new_id: Callable[[], str]) -> str:
        """An id that no ruling means something else by, which may be gone since."""
        return next(id_ for id_ in iter(new_id, "") if not self.is_meant(id_))


def _meant(rulings: Mapping[str, Ruling]) -> Counter[str]:
    """How many rulings made each id."""
    return Counter(id_ for ruling in rulings.values() for id_ in ruling.made)


def _read_in_order(mentions: Iterable[Mention]) -> list[ReadMention]:
    ordered = sorted(mentions, key=lambda m: (m.start, -m.end, m.label, m.id))
    return [ReadMention(m.id, m.start, m.end, m.label, m.entity, m.fragments) for m in ordered]
