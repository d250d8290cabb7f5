"""The stances of one task as holders by targets: which rows, which columns, what each cell holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from annotator.domain.annotation import (
    AUTHOR,
    GENERAL,
    NOBODY,
    UNLISTED,
    Annotation,
    Judgement,
    Ref,
    RefKind,
)
from annotator.domain.ranking import most_mentioned
from annotator.domain.scheme import Scheme, Task

MOST_MENTIONED = 8
"""How many entities stand in the matrix before any stance names them."""
_NAMED_KINDS = (
    (RefKind.AUTHOR, AUTHOR),
    (RefKind.UNLISTED, UNLISTED),
    (RefKind.GENERAL, GENERAL),
    (RefKind.NONE, NOBODY),
)
Key = tuple[RefKind, str | None]


@dataclass(frozen=True)
class Grid:
    """`judged` holds the judgements by the keys of holder and target; what is not in it is not judged."""

    holders: tuple[Ref, ...] = ()
    targets: tuple[Ref, ...] = ()
    judged: Mapping[tuple[Key, Key], tuple[Judgement, ...]] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> tuple[Judgement, ...]:
        return self.judged.get((key_of(self.holders[row]), key_of(self.targets[column])), ())

    def is_itself(self, row: int, column: int) -> bool:
        """Whether holder and target are one entity, which no stance can be about."""
        holder, target = self.holders[row], self.targets[column]
        return holder.kind is RefKind.ENTITY and key_of(holder) == key_of(target)

    def place_of(self, judgement: Judgement) -> tuple[int, int] | None:
        """The row and column the judgement stands in."""
        rows = {key_of(ref): number for number, ref in enumerate(self.holders)}
        columns = {key_of(ref): number for number, ref in enumerate(self.targets)}
        if judgement.holder is None or judgement.target is None:
            return None
        row, column = rows.get(key_of(judgement.holder)), columns.get(key_of(judgement.target))
        return None if row is None or column is None else (row, column)


def key_of(ref: Ref) -> Key:
    """What makes two references the same: topics typed by hand have a name and no id."""
    return ref.kind, ref.id or (ref.name if ref.kind in (RefKind.TOPIC, RefKind.CLAIM) else None)


def grid(annotation: Annotation, scheme: Scheme, task: Task) -> Grid:
    """Entities that stances name or the text names most; then author and the like, and the topics."""
    judgements = [j for j in annotation.judgements.values() if j.task == task.name]
    judged: dict[tuple[Key, Key], tuple[Judgement, ...]] = {}
    for judgement in judgements:
        if judgement.holder is not None and judgement.target is not None:
            keys = (key_of(judgement.holder), key_of(judgement.target))
            judged[keys] = (*judged.get(keys, ()), judgement)
    entities = _entities(annotation, scheme, judgements)
    return Grid(
        _axis(entities, task.holders, scheme, [j.holder for j in judgements]),
        _axis(entities, task.targets, scheme, [j.target for j in judgements]),
        judged,
    )


def _entities(annotation: Annotation, scheme: Scheme, judgements: Iterable[Judgement]) -> list[Ref]:
    ranked = most_mentioned(annotation, scheme.value_labels)
    named = {ref.id for judgement in judgements for ref in judgement.refs() if ref.kind is RefKind.ENTITY}
    return [
        Ref(kind=RefKind.ENTITY, id=entity.id, name=entity.name)
        for number, entity in enumerate(ranked)
        if (number < MOST_MENTIONED and entity.label not in scheme.value_labels) or entity.id in named
    ]


def _axis(
    entities: list[Ref], kinds: tuple[RefKind, ...], scheme: Scheme, used: Iterable[Ref | None]
) -> tuple[Ref, ...]:
    found = list(entities) if RefKind.ENTITY in kinds else []
    found += [ref for kind, ref in _NAMED_KINDS if kind in kinds]
    found += [
        Ref(kind=topic.kind, id=topic.id, name=topic.name) for topic in scheme.topics if topic.kind in kinds
    ]
    named = {key_of(ref): ref for ref in used if ref is not None}
    known = {key_of(ref) for ref in found}
    found += [ref for key, ref in named.items() if key not in known]
    # What stances name comes first, so that the judged cells stand together.
    return tuple(sorted(found, key=lambda ref: key_of(ref) not in named))
