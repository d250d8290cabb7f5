"""Which entity a newly marked mention belongs to, by its name."""

from annotator.domain.annotation import Entity
from annotator.domain.edits.draft import Draft
from annotator.domain.names import is_last_name_of, normal_name


def entity_for(draft: Draft, name: str, label: str) -> str:
    """The id of the entity with that name and label, or of a new one; a last name joins its one full name."""
    wanted = normal_name(name)
    alike = [entity for entity in draft.entities.values() if entity.label == label]
    for entity in alike:
        # A name of nothing but marks has no normal form and is like no other.
        if wanted and wanted in (normal_name(entity.name), normal_name(entity.canonical or "")):
            return entity.id
    if label.upper().startswith("PER"):
        full_names = [entity for entity in alike if is_last_name_of(name, entity.name)]
        if len(full_names) == 1:
            return full_names[0].id
        last_names = [entity for entity in alike if is_last_name_of(entity.name, name)]
        if len(last_names) == 1:
            draft.rename_entity(last_names[0].id, name)
            return last_names[0].id
    entity = Entity(id=draft.new_entity_id(), name=name, label=label)
    draft.put(entity)
    return entity.id


def follow_mentions(draft: Draft, entity_id: str | None) -> None:
    """Gives the entity the label of its mentions once they all agree on another one."""
    labels = {mention.label for mention in draft.mentions_of(entity_id)}
    if entity_id is not None and len(labels) == 1:
        entity = draft.entities[entity_id]
        (label,) = labels
        if entity.label != label:
            draft.put(entity.model_copy(update={"label": label}))
