"""What the list of entities shows: a row for each, counted, ordered and filtered."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.annotation import Annotation, Mention
from annotator.domain.names import normal_name
from annotator.domain.ranking import most_mentioned
from annotator.domain.steps import Step


class EntityOrder(StrEnum):
    MENTIONS = "Most mentioned first"
    TEXT = "As they come in the text"


@dataclass(frozen=True, slots=True)
class EntityRow:
    id: str
    name: str
    label: str
    count: int
    canonical: str | None = None


def entity_rows(
    annotation: Annotation,
    order: EntityOrder,
    *,
    filtered_by: str = "",
    value_labels: Collection[str] = (),
) -> tuple[EntityRow, ...]:
    """The entities whose name, canonical name or label holds a word that begins with the filter."""
    mentions = annotation.mentions_of
    wanted = normal_name(filtered_by)
    rows = [
        EntityRow(e.id, e.name, e.label, len(mentions.get(e.id, ())), e.canonical)
        for e in most_mentioned(annotation, value_labels)
        if not wanted or _holds(wanted, (e.name, e.canonical or "", e.label))
    ]
    if order is EntityOrder.TEXT:
        # The mentions are grouped in order of reading, so the first to be named comes first.
        places = {id_: number for number, id_ in enumerate(mentions)}
        rows.sort(key=lambda row: places.get(row.id, len(places)))
    return tuple(rows)


def touches_entities(step: Step) -> bool:
    """Whether the rows can differ after the step: most steps only look at or move mentions."""
    for change in step.changes:
        if change.kind == "entity":
            return True
        if change.kind == "mention":
            before, after = change.before, change.after
            if before is None or after is None or before.entity != after.entity:
                return True
            if before.start != after.start:
                return True
    return False


def place_of(mentions: Sequence[Mention], mention_id: str | None) -> int | None:
    """Which of the mentions it is, from 1; None if it is none of them."""
    ids = [mention.id for mention in mentions]
    return ids.index(mention_id) + 1 if mention_id in ids else None


def walked(mentions: Sequence[Mention], mention_id: str | None, places: int) -> str | None:
    """The mention so many places on from the current one, round and round; None without any."""
    ids = [mention.id for mention in mentions]
    if not ids:
        return None
    if mention_id not in ids:
        return ids[0 if places >= 0 else -1]
    return ids[(ids.index(mention_id) + places) % len(ids)]


def _holds(wanted: str, names: Iterable[str]) -> bool:
    return any(name.startswith(wanted) or f" {wanted}" in name for name in map(normal_name, names))
