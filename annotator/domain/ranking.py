"""Which entities of an article matter most: the order of every list that offers them."""

from collections.abc import Collection

from annotator.domain.annotation import Annotation, Entity


def most_mentioned(annotation: Annotation, value_labels: Collection[str] = ()) -> tuple[Entity, ...]:
    """Entities by number of mentions, then name; those with a value label (dates, numbers) come last."""
    mentions = annotation.mentions_of

    def rank(entity: Entity) -> tuple[bool, int, str, str]:
        number = len(mentions.get(entity.id, ()))
        return entity.label in value_labels, -number, entity.name.casefold(), entity.id

    return tuple(sorted(annotation.entities.values(), key=rank))
