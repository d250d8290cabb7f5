"""Which mentions annotators hold for one entity: what is one to some and several to others."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from annotator.agreement.answers import Answer, Place, Side, item_of
from annotator.agreement.conflict import Difference, Item, Variant
from annotator.agreement.mention_items import Thing
from annotator.agreement.reading import Reading, ReadMention
from annotator.agreement.table import Layer

Grouping = Mapping[int, str]
"""By thing, the entity an annotator holds it for."""


class Cluster(NamedTuple):
    """Things that somebody holds for one entity, directly or through others, and who groups them how."""

    things: tuple[int, ...]
    groupings: Mapping[str, Grouping]
    """By annotator's name; of those who have two of the things at least, or the one there is."""


def clusters(readings: Sequence[Reading], things: Sequence[Thing]) -> tuple[Cluster, ...]:
    """The clusters of an article, by their first thing; what somebody left ungrouped says nothing."""
    home = list(range(len(things)))
    by_entity: dict[tuple[str, str], int] = {}
    entity_of: list[dict[str, str]] = []
    for place, thing in enumerate(things):
        here = {name: mentions[0].entity for name, mentions in thing.items()}
        entity_of.append({name: entity for name, entity in here.items() if entity is not None})
        for entity in entity_of[place].items():
            _unite(home, by_entity.setdefault(entity, place), place)
    together: dict[int, list[int]] = {}
    for place in range(len(things)):
        if entity_of[place]:
            together.setdefault(_root(home, place), []).append(place)
    names = [reading.annotator for reading in readings]
    return tuple([_cluster(names, places, entity_of) for places in together.values()])


def entity_items(
    article_id: str, readings: Sequence[Reading], things: Sequence[Thing], found: Sequence[Cluster]
) -> Iterator[Item]:
    """An item for each cluster, in their order; it compares only those who group its things."""
    by_name = {reading.annotator: reading for reading in readings}
    for cluster in found:
        span = _first_in_question(cluster, things)
        place = Place(article_id, Layer.ENTITIES, *span)
        sides = [_side(names, by_name, cluster, things) for names in same_sides(cluster)]
        yield item_of(place, sides, (), _merged_or_split)


def same_sides(cluster: Cluster) -> tuple[tuple[str, ...], ...]:
    """The annotators by whose grouping what they have in common is the same, as far as that goes.

    Those with most of the things go first, and each joins the first side it contradicts nobody of.
    """
    groupings = cluster.groupings
    if all(len(set(grouping.values())) == 1 for grouping in groupings.values()):
        return (tuple(groupings),)
    sides: list[list[str]] = []
    for name in sorted(groupings, key=lambda name: (-len(groupings[name]), name)):
        mine = groupings[name]
        for side in sides:
            if all(_agree(mine, groupings[other]) for other in side):
                side.append(name)
                break
        else:
            sides.append([name])
    return tuple([tuple(sorted(side)) for side in sides])


def _cluster(names: Sequence[str], places: Sequence[int], entity_of: Sequence[Mapping[str, str]]) -> Cluster:
    groupings: dict[str, Grouping] = {}
    for name in names:
        grouping = {place: entity_of[place][name] for place in places if name in entity_of[place]}
        if len(grouping) > 1 or (grouping and len(places) == 1):
            groupings[name] = grouping
    return Cluster(tuple(places), groupings)


def _agree(one: Grouping, other: Grouping) -> bool:
    """Whether the things both have are grouped the same."""
    pairs = {(one[place], other[place]) for place in one.keys() & other.keys()}
    return len(pairs) == len({mine for mine, _ in pairs}) == len({others for _, others in pairs})


def _first_in_question(cluster: Cluster, things: Sequence[Thing]) -> tuple[int, int]:
    """Where the first thing stands that some hold for the same as an earlier one and others do not."""
    chosen = cluster.things[0]
    if len(cluster.groupings) > 1:
        chosen = next((place for place in cluster.things if _is_in_question(cluster, place)), chosen)
    marked = [mentions[0] for mentions in things[chosen].values()]
    return min(mention.start for mention in marked), max(mention.end for mention in marked)


def _is_in_question(cluster: Cluster, place: int) -> bool:
    having = [grouping for grouping in cluster.groupings.values() if place in grouping]
    for earlier in cluster.things:
        if earlier >= place:
            return False
        if len({grouping[earlier] == grouping[place] for grouping in having if earlier in grouping}) > 1:
            return True
    return False


def _side(
    names: tuple[str, ...], by_name: Mapping[str, Reading], cluster: Cluster, things: Sequence[Thing]
) -> Side:
    first = by_name[names[0]]
    blocks = _blocks(cluster.groupings[names[0]])
    answers = [_answer(name, cluster.groupings[name], things) for name in names]
    entities = [first.entities.get(id_) for id_ in blocks]
    labels = tuple(dict.fromkeys([entity.label for entity in entities if entity is not None]))
    return Side(names, answers, labels, _said(first, blocks))


def _answer(name: str, grouping: Grouping, things: Sequence[Thing]) -> Answer:
    blocks = _blocks(grouping)
    spans = [",".join([_span(things[at][name][0]) for at in block]) for block in blocks.values()]
    return Answer(tuple(blocks), ";".join(sorted(spans)))


def _blocks(grouping: Grouping) -> Mapping[str, Sequence[int]]:
    """The things of each entity, in order of reading."""
    blocks: dict[str, list[int]] = {}
    for place, entity in grouping.items():
        blocks.setdefault(entity, []).append(place)
    return blocks


def _span(mention: ReadMention) -> str:
    # Two mentions of the same words with other labels may be two entities.
    return f"{mention.start}-{mention.end} {mention.label} {mention.pieces or ''}"


def _said(reading: Reading, blocks: Mapping[str, Sequence[int]]) -> str:
    parts = []
    for id_, block in blocks.items():
        name = reading.entities[id_].name if id_ in reading.entities else id_
        parts.append(f"{name} ({len(block)} {'mention' if len(block) == 1 else 'mentions'})")
    return f"one entity: {parts[0]}" if len(parts) == 1 else f"{len(parts)} entities: {', '.join(parts)}"


def _merged_or_split(_said: Sequence[Variant], _silent: int) -> Difference:
    return Difference.MERGED_OR_SPLIT


def _root(home: list[int], place: int) -> int:
    while home[place] != place:
        home[place] = home[home[place]]
        place = home[place]
    return place


def _unite(home: list[int], one: int, other: int) -> None:
    first, second = sorted((_root(home, one), _root(home, other)))
    home[second] = first
