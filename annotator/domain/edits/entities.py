"""Grouping: naming, merging, splitting and removing entities."""

from collections.abc import Collection, Mapping

from pydantic import JsonValue

from annotator.domain.annotation import Annotation, Decision, Entity, Judgement, Mention, Ref, RefKind, Span
from annotator.domain.article import Article
from annotator.domain.edits.draft import Draft
from annotator.domain.edits.judgements import claim
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
    entity_of(annotation, entity_id)
    if not name.strip():
        raise Refused("An entity needs a name.")
    draft = Draft(annotation)
    draft.rename_entity(entity_id, name.strip())
    return draft.step("rename entity")


def relabel_entity(annotation: Annotation, entity_id: str, label: str) -> Step:
    """Gives the entity and all its mentions the label."""
    entity = entity_of(annotation, entity_id)
    draft = Draft(annotation)
    draft.put(entity.model_copy(update={"label": label}))
    for mention in draft.mentions_of(entity_id):
        if mention.label != label:
            if any((m.pieces, m.label) == (mention.pieces, label) for m in draft.mentions.values()):
                raise Refused(f"A mention of “{entity.name}” is marked as {label} already; remove one first.")
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
    """Moves the mentions and judgements of the others to one entity and drops the others.

    What is then said twice stays once; where both had an answer to one task, that of the first entity stays.
    """
    into = entity_of(annotation, into_id)
    draft = Draft(annotation)
    for other_id in others:
        if other_id == into_id:
            continue
        entity_of(annotation, other_id)
        for mention in draft.mentions_of(other_id):
            draft.put(mention.model_copy(update={"entity": into_id}))
        draft.point(other_id, Ref(kind=RefKind.ENTITY, id=into_id, name=into.name))
        del draft.entities[other_id]
    _keep_one_of_each(annotation, draft)
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


def _keep_one_of_each(annotation: Annotation, draft: Draft) -> None:
    """Of judgements that merging made the same, one stays, with the evidence of all."""
    was = annotation.judgements
    moved = [judgement for id_, judgement in draft.judgements.items() if judgement != was[id_]]
    kept = {
        _answer(judgement): judgement for id_, judgement in draft.judgements.items() if judgement == was[id_]
    }
    for judgement in moved:
        if _is_about_itself(judgement):
            raise Refused("One of them holds a stance toward the other; remove that stance before merging.")
        first = kept.setdefault(_answer(judgement), judgement)
        if first is not judgement:
            evidence = sorted({*_spans(first), *_spans(judgement)})
            spans = tuple(Span(start=start, end=end) for start, end in evidence)
            kept[_answer(judgement)] = first.model_copy(update={"evidence": spans})
            draft.put(kept[_answer(judgement)])
            del draft.judgements[judgement.id]


def _answer(judgement: Judgement) -> tuple[object, ...]:
    """What can be said once; a task without holders takes one label for each target."""
    return claim(judgement if judgement.holder else judgement.model_copy(update={"label": None}))


def _spans(judgement: Judgement) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in judgement.evidence]


def _is_about_itself(judgement: Judgement) -> bool:
    holder, target = judgement.holder, judgement.target
    return holder is not None and holder.kind is RefKind.ENTITY and holder == target


def _move(draft: Draft, mention: Mention, entity_id: str) -> None:
    draft.put(mention.model_copy(update={"entity": entity_id}))
    if mention.entity != entity_id:
        draft.drop_entity_if_unused(mention.entity)
