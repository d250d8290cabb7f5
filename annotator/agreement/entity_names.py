"""How well the names of two entities go together."""

from collections.abc import Iterator

from annotator.agreement.reading import ReadEntity
from annotator.domain.names import normal_name

NameKey = tuple[str, str]

# Less than a mention in common, which weighs 1: names settle what mentions leave open.
SAME_KB_ID = 0.9
SAME_NAME = 0.6
SAME_LAST_NAME = 0.3


def name_weight(entity: ReadEntity, other: ReadEntity) -> float:
    """One of the weights above, or 0; entities with two knowledge-base ids are the same by these alone."""
    if entity.kb_id and other.kb_id:
        return SAME_KB_ID if entity.kb_id == other.kb_id else 0
    names, others = _names(entity), _names(other)
    if not names.isdisjoint(others):
        return SAME_NAME
    is_last = any(_is_last_name(a, b) or _is_last_name(b, a) for a in names for b in others)
    return SAME_LAST_NAME if is_last else 0


def name_keys(entity: ReadEntity) -> Iterator[NameKey]:
    """Two entities whose names have any weight have one of these in common."""
    if entity.kb_id:
        yield "id", entity.kb_id
    for name in _names(entity):
        yield "name", name
        yield "last name", name.rpartition(" ")[2]


def _names(entity: ReadEntity) -> set[str]:
    """Its names, each in what its spellings have in common."""
    return {normal_name(name) for name in (entity.name, entity.canonical or "")} - {""}


def _is_last_name(name: str, full_name: str) -> bool:
    return " " not in name and full_name.endswith(f" {name}")
