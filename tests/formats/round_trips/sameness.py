"""When two mentions, entities or judgements are the same, whatever their ids, and what losses call them."""

import json
from collections.abc import Mapping

from annotator.domain.annotation import Annotation, Entity, Judgement, Mention, Ref, RefKind

MentionKey = tuple[tuple[tuple[int, int], ...], str]
EntityKey = tuple[str, str, tuple[MentionKey, ...]]
_LONGEST = 60


def mention_key(mention: Mention) -> MentionKey:
    return mention.pieces, mention.label


def entity_key(entity: Entity, mentions: Mapping[str, Mention]) -> EntityKey:
    members = sorted(mention_key(one) for one in mentions.values() if one.entity == entity.id)
    return entity.name, entity.label, tuple(members)


def ref_key(ref: Ref | None, said: Annotation) -> object:
    if ref is None:
        return None
    id_ = ref.id or ""
    if ref.kind is RefKind.MENTION and id_ in said.mentions:
        return ref.kind, mention_key(said.mentions[id_])
    if ref.kind is RefKind.ENTITY and id_ in said.entities:
        return ref.kind, entity_key(said.entities[id_], said.mentions)
    return ref.kind, ref.id


def judgement_key(judgement: Judgement, said: Annotation) -> object:
    """Task, label and ends; what stands beside the label is compared field by field."""
    ends = (ref_key(ref, said) for ref in (judgement.holder, judgement.target))
    return judgement.task, judgement.label, *ends


def known_of(entity: Entity) -> set[tuple[str, str]]:
    """What is known of it beside name and label, as losses call it, with its value."""
    known = {(f"the attribute {key}", json.dumps(value)) for key, value in entity.attributes.items()}
    if entity.canonical:
        known.add(("the canonical name", entity.canonical))
    if entity.kb_id:
        known.add(("the knowledge-base id", entity.kb_id))
    return known


def quoted(text: str, start: int, end: int) -> str:
    """The words on one line, as losses quote them."""
    quote = " ".join(text[start:end].split())
    return f"“{quote if len(quote) <= _LONGEST else quote[: _LONGEST - 1] + '…'}”"


def mention_in_words(text: str, mention: Mention) -> str:
    return f"the mention {quoted(text, mention.start, mention.end)} ({mention.label})"


def entity_in_words(entity: Entity) -> str:
    return f"the entity {entity.name} ({entity.label})"


def judgement_in_words(judgement: Judgement) -> str:
    words = _name(judgement.holder), judgement.label or "nothing", _name(judgement.target)
    return f"{judgement.task}: {', '.join(word for word in words if word)}"


def _name(ref: Ref | None) -> str:
    return "" if ref is None else ref.name or ref.id or ref.kind
