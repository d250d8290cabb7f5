"""Entities before and after a trip: which are gone or called otherwise, and what is known of the others."""

from collections import Counter
from collections.abc import Iterator

from annotator.domain.annotation import Entity, Ref, RefKind
from tests.formats.round_trips.sameness import EntityKey, entity_in_words, entity_key, known_of
from tests.formats.round_trips.things import Thing
from tests.formats.round_trips.work import Work


def compare_entities(work: Work) -> Iterator[str]:
    """What is lost and not named; afterwards the work has the entities that came back."""
    left = Counter(entity_key(one, work.after.mentions) for one in work.after.entities.values())
    for entity in [*work.entities.values()]:
        key = entity_key(entity, work.mentions)
        if left[key]:
            left[key] -= 1
        elif not _is_renamed(work, entity, left):
            yield from _gone(work, entity)
    yield from (f"the entity {key} came from nowhere" for key in left.elements())
    yield from _compare_identities(work)


def _is_renamed(work: Work, entity: Entity, left: Counter[EntityKey]) -> bool:
    """Whether a loss says so, and one of the same mentions is left."""
    if not work.take(Thing.ENTITIES, f"how {entity_in_words(entity)} is called"):
        return False
    members = entity_key(entity, work.mentions)[2]
    called = next((one for one in left if left[one] and one[2] == members), None)
    if called is None:
        return False
    left[called] -= 1
    work.entities[entity.id] = entity.model_copy(update={"name": called[0], "label": called[1]})
    return True


def _gone(work: Work, entity: Entity) -> Iterator[str]:
    mentions = [one for one in work.before.mentions.values() if one.entity == entity.id]
    what = entity_in_words(entity)
    of_mentions = f"{what} of {len(mentions)} mention{'s' if len(mentions) != 1 else ''}"
    whole = work.take(Thing.ENTITIES, what, of_mentions)
    # One that is called as its only mention says no more than that does.
    is_said_by_mention = [(work.text[one.start : one.end], one.label) for one in mentions] == [
        (entity.name, entity.label)
    ]
    if not whole and not is_said_by_mention:
        yield f"{what} is gone"
    for known, value in known_of(entity):
        said = f"{known} of {entity.name}"
        if not work.take(Thing.IDENTITIES, said, f"{said}: {value}") and not whole:
            yield f"{said} is gone"
    _drop(work, entity.id)


def _drop(work: Work, id_: str) -> None:
    """Without the entity its first mention is left to point at."""
    own = sorted(
        (one for one in work.mentions.values() if one.entity == id_),
        key=lambda one: (one.start, -one.end, one.id),
    )
    for mention in own:
        work.mentions[mention.id] = mention.model_copy(update={"entity": None})
    del work.entities[id_]
    if not own:
        return
    instead = Ref(kind=RefKind.MENTION, id=own[0].id)

    def moved(ref: Ref | None) -> Ref | None:
        return instead if ref is not None and (ref.kind, ref.id) == (RefKind.ENTITY, id_) else ref

    for judgement in [*work.judgements.values()]:
        update = {slot: moved(getattr(judgement, slot)) for slot in ("holder", "target", "anchor")}
        work.judgements[judgement.id] = judgement.model_copy(update=update)


def _compare_identities(work: Work) -> Iterator[str]:
    there: dict[EntityKey, list[Entity]] = {}
    for one in work.after.entities.values():
        there.setdefault(entity_key(one, work.after.mentions), []).append(one)
    for id_, entity in work.entities.items():
        same = there.get(entity_key(entity, work.mentions), [])
        if not same:
            continue
        back = min(same, key=lambda one: len(known_of(entity) ^ known_of(one)))
        same.remove(back)
        for what, value in known_of(entity) - known_of(back):
            said = f"{what} of {work.before.entities[id_].name}"
            if not work.take(Thing.IDENTITIES, said, f"{said}: {value}"):
                yield f"{said} is gone"
        yield from (f"{what} came from nowhere" for what in known_of(back) - known_of(entity))
