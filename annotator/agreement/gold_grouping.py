"""Groups the mentions of gold as some of the annotators do, taking judgements along."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from annotator.agreement.assignment import heaviest_matching
from annotator.agreement.everything_said import Said
from annotator.agreement.gold_draft import GoldDraft
from annotator.agreement.gold_judgements import in_gold
from annotator.agreement.same_judgement import is_about_itself, what_it_says, with_refs
from annotator.domain.annotation import Judgement, Ref, RefKind
from annotator.domain.edits.entities import merge_entities
from annotator.domain.steps import apply

_Block = tuple[Said, list[str]]
"""Mentions of gold that are one entity, and the annotator's entity that says so."""


def group_like(gold: GoldDraft, sayers: Sequence[Sequence[Said]]) -> tuple[str, ...]:
    """Groups gold's mentions as the sayers do and gives the ids of its entities.

    Each sayer is one annotator's entities. The first is followed; the next add mentions that those before
    have not marked. Judgements of gold that the first gave as well move to the entities they meant.
    """
    blocks: list[_Block] = []
    for entities in sayers:
        _add(gold, blocks, entities)
    followed = _judgements_about(gold, sayers[0]) if sayers else {}
    made = _place(gold, blocks)
    _follow(gold, followed)
    return made


def group_as_one(gold: GoldDraft, sayers: Sequence[Sequence[Said]]) -> tuple[str, ...]:
    """Makes all that any of the sayers' entities holds one entity of gold, and gives its id."""
    mentions = _mentions_of(gold, sayers)
    return _place(gold, [(sayers[0][0], mentions)]) if mentions else ()


def ungroup(gold: GoldDraft, sayers: Sequence[Sequence[Said]]) -> tuple[str, ...]:
    """Takes what any of the sayers' entities holds out of its entity; those that judgements need stay."""
    left: dict[str, None] = {}
    for mention_id in _mentions_of(gold, sayers):
        entity_id = gold.group(mention_id, None)
        if entity_id is not None:
            left[entity_id] = None
    for entity_id in left:
        gold.drop_entity_if_unused(entity_id)
    return ()


def _mentions_of(gold: GoldDraft, sayers: Sequence[Sequence[Said]]) -> list[str]:
    found: dict[str, None] = {}
    for entities in sayers:
        found |= dict.fromkeys(gold.held_for(entities))
    return list(found)


def _add(gold: GoldDraft, blocks: list[_Block], entities: Sequence[Said]) -> None:
    """Adds one annotator's entities: to the block that has most of the same mentions, else as a new one."""
    placed = {mention_id: place for place, (_, block) in enumerate(blocks) for mention_id in block}
    together: dict[Said, list[str]] = {}
    for mine, theirs in gold.held_for(entities).items():
        together.setdefault(theirs, []).append(mine)
    for said, mentions in together.items():
        votes = Counter(placed[id_] for id_ in mentions if id_ in placed)
        new = [id_ for id_ in mentions if id_ not in placed]
        if votes:
            blocks[max(votes, key=lambda place: (votes[place], -place))][1].extend(new)
        elif new:
            blocks.append((said, new))


def _place(gold: GoldDraft, blocks: Sequence[_Block]) -> tuple[str, ...]:
    """Makes each block one entity of gold: the one that has most of it, or a new one."""
    homes = _homes(gold, blocks)
    _merge_emptied(gold, blocks, homes)
    made = [
        homes[place] if place in homes else gold.make_entity(said) for place, (said, _) in enumerate(blocks)
    ]
    left: dict[str, None] = {}
    for entity_id, (_, block) in zip(made, blocks, strict=True):
        for mention_id in block:
            if gold.draft.mentions[mention_id].entity != entity_id:
                left[gold.group(mention_id, entity_id) or ""] = None
    for entity_id in left:
        gold.drop_entity_if_unused(entity_id)
    return tuple(made)


def _homes(gold: GoldDraft, blocks: Sequence[_Block]) -> dict[int, str]:
    ids = sorted(gold.draft.entities)
    column = {id_: number for number, id_ in enumerate(ids)}
    weights: dict[tuple[int, int], float] = {}
    for place, (_, block) in enumerate(blocks):
        for mention_id in block:
            entity = gold.draft.mentions[mention_id].entity
            if entity in column:
                weights[place, column[entity]] = weights.get((place, column[entity]), 0) + 1
    return {place: ids[number] for place, number in heaviest_matching(weights)}


def _merge_emptied(gold: GoldDraft, blocks: Sequence[_Block], homes: Mapping[int, str]) -> None:
    """Entities that lose all their mentions to a block are merged into its entity, with their judgements."""
    moved: dict[str, Counter[int]] = {}
    for place, (_, block) in enumerate(blocks):
        for mention_id in block:
            entity = gold.draft.mentions[mention_id].entity
            if entity is not None and entity != homes.get(place):
                moved.setdefault(entity, Counter())[place] += 1
    for entity, votes in moved.items():
        place = max(votes, key=lambda place: (votes[place], -place))
        if place in homes and votes.total() == len(gold.draft.mentions_of(entity)):
            step = merge_entities(gold.annotation, homes[place], [entity])
            gold.go_on_from(apply(gold.annotation, step))


def _judgements_about(gold: GoldDraft, entities: Sequence[Said]) -> dict[str, Said]:
    """Gold's judgements that the annotator gave as well, about one of these entities of theirs."""
    found: dict[str, Said] = {}
    for said in _given_about(gold, entities):
        theirs = in_gold(gold, said)
        if theirs is not None:
            found |= {mine.id: said for mine in gold.judgements_like(theirs)}
    return found


def _given_about(gold: GoldDraft, entities: Sequence[Said]) -> Iterator[Said]:
    ids = {said.id for said in entities}
    for annotator in dict.fromkeys(said.annotator for said in entities):
        for judgement in gold.annotations[annotator].judgements.values():
            if any(ref.kind is RefKind.ENTITY and ref.id in ids for ref in judgement.refs()):
                yield Said(annotator, judgement.id)


def _follow(gold: GoldDraft, followed: Mapping[str, Said]) -> None:
    """Points the judgements at the entities that they mean now that the mentions are grouped otherwise."""
    gold.go_on_from(gold.annotation)
    for mine, said in followed.items():
        judgement, meant = gold.draft.judgements.get(mine), in_gold(gold, said)
        if judgement is None or meant is None:
            continue
        moved = with_refs(judgement, _other_entities(judgement, meant))
        is_new = what_it_says(moved) != what_it_says(judgement) and not gold.judgements_like(moved)
        if is_new and not is_about_itself(moved):
            gold.say(moved)


def _other_entities(judgement: Judgement, meant: Judgement) -> dict[Ref, Ref]:
    pairs = ((judgement.holder, meant.holder), (judgement.target, meant.target))
    return {was: now for was, now in pairs if was and now and was.kind is now.kind is RefKind.ENTITY}
