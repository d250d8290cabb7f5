"""Grouping: naming, merging, splitting and removing entities."""

from collections.abc import Callable, Collection, Mapping

from pydantic import JsonValue

from annotator.domain.annotation import Annotation, Decision, Entity, Judgement, Mention, Ref, RefKind
from annotator.domain.article import Article
from annotator.domain.edits.draft import Draft
from annotator.domain.edits.mentions import count, mention_of
from annotator.domain.refused import Refused
from annotator.domain.steps import Step


def entity_of(annotation: Annotation, entity_id: str) -> Entity:
    try:
        return annotation.entities[entity_id]
    except KeyError:
        raise Refused("That entity is no longer there.") from None


def add_entity(annotation: Annotation, name: str, label: str) -> Step:
    """An entity without mentions: somebody who matters to a stance but is never named as such."""
    if not name.strip():
        raise Refused("An entity needs a name.")
    draft = Draft(annotation)
    draft.put(Entity(id=draft.new_entity_id(), name=name.strip(), label=label))
    return draft.step("add entity")


def rename_entity(annotation: Annotation, entity_id: str, name: str) -> Step:
    """Gives the entity another name; judgements that point at it read the new one."""
    entity = entity_of(annotation, entity_id)
    if not name.strip():
        raise Refused("An entity needs a name.")
    draft = Draft(annotation)
    draft.put(entity.model_copy(update={"name": name.strip()}))
    _point(draft, entity_id, entity_id, name.strip())
    return draft.step("rename entity")


def relabel_entity(annotation: Annotation, entity_id: str, label: str) -> Step:
    """Gives the entity and all its mentions the label."""
    entity = entity_of(annotation, entity_id)
    draft = Draft(annotation)
    draft.put(entity.model_copy(update={"label": label}))
    for mention in draft.mentions_of(entity_id):
        if mention.label != label:
            decision = Decision.ADDED if mention.decision is Decision.ADDED else Decision.RELABELLED
            draft.put(mention.model_copy(update={"label": label, "decision": decision}))
    return draft.step("relabel entity")


def describe_entity(
    annotation: Annotation,
    entity_id: str,
    *,
    canonical: str | None,
    kb_id: str | None,
    attributes: Mapping[str, JsonValue],
) -> Step:
    """Sets the canonical name, the knowledge-base id and the attributes."""
    entity = entity_of(annotation, entity_id)
    draft = Draft(annotation)
    draft.put(
        entity.model_copy(
            update={"canonical": canonical or None, "kb_id": kb_id or None, "attributes": dict(attributes)}
        )
    )
    return draft.step("describe entity")


def merge_entities(annotation: Annotation, into_id: str, others: Collection[str]) -> Step:
    """Moves the mentions and judgements of the others to one entity and drops the others."""
    into = entity_of(annotation, into_id)
    draft = Draft(annotation)
    for other_id in others:
        if other_id == into_id:
            continue
        entity_of(annotation, other_id)
        for mention in draft.mentions_of(other_id):
            draft.put(mention.model_copy(update={"entity": into_id}))
        _point(draft, other_id, into_id, into.name)
        del draft.entities[other_id]
    step = draft.step("merge entities")
    if not step:
        raise Refused("Choose at least two entities to merge.")
    return step


def assign_mentions(annotation: Annotation, mention_ids: Collection[str], entity_id: str) -> Step:
    """Moves mentions to an entity; entities left without mentions or judgements go."""
    entity_of(annotation, entity_id)
    draft = Draft(annotation)
    for mention_id in mention_ids:
        _move(draft, mention_of(annotation, mention_id), entity_id)
    return draft.step("move mention to entity")


def split_off(annotation: Annotation, article: Article, mention_ids: Collection[str]) -> Step:
    """Makes a new entity of the mentions, named after the first of them."""
    if not mention_ids:
        raise Refused("Choose the mentions that are somebody else.")
    mentions = sorted((mention_of(annotation, id_) for id_ in mention_ids), key=lambda m: m.start)
    whole = {
        m.id for entity in {m.entity for m in mentions} for m in annotation.mentions_of.get(entity or "", ())
    }
    if whole == {mention.id for mention in mentions} and len({m.entity for m in mentions}) == 1:
        raise Refused("These are all the mentions of this entity; leave at least one.")
    draft = Draft(annotation)
    first = mentions[0]
    entity = Entity(id=draft.new_entity_id(), name=first.quote(article.text), label=first.label)
    draft.put(entity)
    for mention in mentions:
        _move(draft, mention, entity.id)
    return draft.step("split entity")


def delete_entity(annotation: Annotation, entity_id: str) -> Step:
    """Drops the entity and ungroups its mentions; refused while judgements point at it."""
    entity = entity_of(annotation, entity_id)
    uses = annotation.judgements_about(entity_id)
    if uses:
        verb = "uses" if len(uses) == 1 else "use"
        them = "it" if len(uses) == 1 else "them"
        raise Refused(f"{count(len(uses), 'judgement')} {verb} “{entity.name}”; remove {them} first.")
    draft = Draft(annotation)
    for mention in draft.mentions_of(entity_id):
        draft.put(mention.model_copy(update={"entity": None}))
    del draft.entities[entity_id]
    return draft.step("remove entity")


def _move(draft: Draft, mention: Mention, entity_id: str) -> None:
    draft.put(mention.model_copy(update={"entity": entity_id}))
    if mention.entity != entity_id:
        draft.drop_entity_if_unused(mention.entity)


def _point(draft: Draft, old_id: str, new_id: str, name: str) -> None:
    """Makes every judgement that points at one entity point at another."""
    new = Ref(kind=RefKind.ENTITY, id=new_id, name=name)

    def pointed(ref: Ref | None) -> Ref | None:
        return new if ref and ref.kind is RefKind.ENTITY and ref.id == old_id else ref

    for judgement in list(draft.judgements.values()):
        draft.put(_with_refs(judgement, pointed))


def _with_refs(judgement: Judgement, pointed: Callable[[Ref | None], Ref | None]) -> Judgement:
    changed = judgement.model_copy(
        update={
            "holder": pointed(judgement.holder),
            "target": pointed(judgement.target),
            "anchor": pointed(judgement.anchor),
            "outer_holders": tuple(ref for ref in map(pointed, judgement.outer_holders) if ref),
        }
    )
    return judgement if changed == judgement else changed
