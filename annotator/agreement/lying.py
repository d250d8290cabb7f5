"""What of gold lies where an item is, whoever put it there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.agreement.conflict import Item, Variant
from annotator.agreement.gold_draft import GoldDraft, Said
from annotator.agreement.gold_judgements import in_gold, judgements_like
from annotator.agreement.standing import by_annotator, everything
from annotator.agreement.table import Layer
from annotator.domain.annotation import Judgement, Ref, RefKind


@dataclass(frozen=True, slots=True)
class Lying:
    """Ids of gold, and the places of those variants of the item that it says the same as."""

    ids: tuple[str, ...]
    variants: tuple[int, ...]


def lying_at(gold: GoldDraft, item: Item, items: Iterable[Item]) -> Lying:
    """What of gold is about the item; `items` are all of the article, and what they say is theirs."""
    others = [one for one in items if one.id != item.id and one.layer is item.layer]
    match item.layer:
        case Layer.MENTIONS:
            there = _mentions_there(gold, item)
            return _lying(gold, item, others, there, _mentions_of)
        case Layer.JUDGEMENTS:
            there = [
                id_ for id_, judgement in gold.draft.judgements.items() if _is_there(gold, item, judgement)
            ]
            return _lying(gold, item, others, there, _judgements_of)
        case _:
            return _entities(gold, item)


def _lying(
    gold: GoldDraft,
    item: Item,
    others: Iterable[Item],
    there: Sequence[str],
    ids_of: Callable[[GoldDraft, Variant], set[str]],
) -> Lying:
    theirs = {id_ for other in others for variant in other.variants for id_ in ids_of(gold, variant)}
    said = [ids_of(gold, variant) for variant in item.variants]
    own = set[str]().union(*said)
    ids = tuple(id_ for id_ in there if id_ not in theirs or id_ in own)
    ids += tuple(sorted(own.difference(there)))
    same = [number for number, found in enumerate(said) if found]
    nothing = [number for number, variant in enumerate(item.variants) if variant.is_nothing]
    return Lying(ids, tuple(same if ids else nothing))


def _mentions_there(gold: GoldDraft, item: Item) -> list[str]:
    return [
        mention.id
        for mention in gold.draft.mentions.values()
        if mention.start < item.end and item.start < mention.end
    ]


def _mentions_of(gold: GoldDraft, variant: Variant) -> set[str]:
    return {like.id for said in everything(variant) for like in gold.mentions_like(gold.mention(said))}


def _is_there(gold: GoldDraft, item: Item, judgement: Judgement) -> bool:
    """Whether a judgement on the task rests on words of the item, or, resting on none, is about the same."""
    if judgement.task != item.task:
        return False
    if judgement.evidence:
        return any(span.start < item.end and item.start < span.end for span in judgement.evidence)
    about = {key for ref in judgement.refs() if (key := _key(ref)) is not None}
    return any(
        key in about
        for variant in item.variants
        for said in everything(variant)
        if (there := in_gold(gold, said)) is not None
        for ref in there.refs()
        if (key := _key(ref)) is not None
    )


def _key(ref: Ref) -> tuple[RefKind, str | None] | None:
    return (ref.kind, ref.id) if ref.kind in (RefKind.ENTITY, RefKind.MENTION, RefKind.SEGMENT) else None


def _judgements_of(gold: GoldDraft, variant: Variant) -> set[str]:
    there = (in_gold(gold, said) for said in everything(variant))
    return {like.id for one in there if one is not None for like in judgements_like(gold, one)}


def _entities(gold: GoldDraft, item: Item) -> Lying:
    ids: dict[str, None] = {}
    same: list[int] = []
    for number, variant in enumerate(item.variants):
        agrees = True
        for entities in by_annotator(variant):
            held = gold.held_for(entities)
            ids |= dict.fromkeys(_entities_of(gold, held))
            agrees = agrees and _is_grouped_like(gold, held)
        if agrees:
            same.append(number)
    return Lying(tuple(ids), tuple(same))


def _entities_of(gold: GoldDraft, held: Mapping[str, Said]) -> list[str]:
    return [entity for mine in held if (entity := gold.draft.mentions[mine].entity) is not None]


def _is_grouped_like(gold: GoldDraft, held: Mapping[str, Said]) -> bool:
    """Whether gold's mentions are one entity exactly where the annotator holds them for one."""
    pairs = {(theirs, gold.draft.mentions[mine].entity) for mine, theirs in held.items()}
    return bool(pairs) and len(pairs) == len({one for one, _ in pairs}) == len({other for _, other in pairs})
