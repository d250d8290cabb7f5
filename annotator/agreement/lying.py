"""What of gold lies where an item is, whoever put it there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.agreement.conflict import Item, Variant
from annotator.agreement.everything_said import Said, everything
from annotator.agreement.gold_draft import GoldDraft
from annotator.agreement.gold_judgements import in_gold
from annotator.agreement.standing import by_annotator
from annotator.agreement.table import Layer
from annotator.domain.annotation import Judgement, Ref, RefKind

_Key = tuple[RefKind, str | None]


@dataclass(frozen=True, slots=True)
class Lying:
    """Ids of gold, and the places of those variants of the item that it says the same as."""

    ids: tuple[str, ...]
    variants: tuple[int, ...]


def lying_at(gold: GoldDraft, item: Item) -> Lying:
    """What of gold is about the item; what other items say is theirs."""
    match item.layer:
        case Layer.MENTIONS:
            return _mentions(gold, item)
        case Layer.JUDGEMENTS:
            return _judgements(gold, item)
        case _:
            return _entities(gold, item)


def _mentions(gold: GoldDraft, item: Item) -> Lying:
    there = gold.mentions_at(item.start, item.end)
    # Whoever says the same as one of these says it where that lies.
    start = min((mention.start for mention in there), default=item.start)
    end = max((mention.end for mention in there), default=item.end)
    others = [one for one in _others(gold, item) if one.start < end and start < one.end]
    return _lying(gold, item, others, [mention.id for mention in there], _mentions_of)


def _judgements(gold: GoldDraft, item: Item) -> Lying:
    about = _about(gold, item)
    there = [judgement for judgement in gold.draft.judgements.values() if _is_there(item, judgement, about)]
    # Whoever says the same as one of these says it with its labels.
    labels = {label for one in there for label in (one.label, *one.more_labels)}
    others = [
        one
        for one in _others(gold, item)
        if one.task == item.task and any(not given or not labels.isdisjoint(given) for given in one.labels)
    ]
    return _lying(gold, item, others if there else (), [one.id for one in there], _judgements_of)


def _others(gold: GoldDraft, item: Item) -> list[Item]:
    return [one for one in gold.said.items if one.layer is item.layer and one.id != item.id]


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


def _mentions_of(gold: GoldDraft, variant: Variant) -> set[str]:
    return {like.id for said in everything(variant) for like in gold.mentions_like(gold.said.mention(said))}


def _about(gold: GoldDraft, item: Item) -> set[_Key]:
    """What of gold the answers to the item are about."""
    there = (in_gold(gold, said) for variant in item.variants for said in everything(variant))
    return {key for one in there if one is not None for ref in one.refs() if (key := _key(ref)) is not None}


def _is_there(item: Item, judgement: Judgement, about: set[_Key]) -> bool:
    """Whether a judgement on the task rests on words of the item, or, resting on none, is about the same."""
    if judgement.task != item.task:
        return False
    if judgement.evidence:
        return any(span.start < item.end and item.start < span.end for span in judgement.evidence)
    return any(_key(ref) in about for ref in judgement.refs())


def _key(ref: Ref) -> _Key | None:
    return (ref.kind, ref.id) if ref.kind in (RefKind.ENTITY, RefKind.MENTION, RefKind.SEGMENT) else None


def _judgements_of(gold: GoldDraft, variant: Variant) -> set[str]:
    there = (in_gold(gold, said) for said in everything(variant))
    return {like.id for one in there if one is not None for like in gold.judgements_like(one)}


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
