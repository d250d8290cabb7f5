"""Puts annotators' judgements into gold, pointing at gold's own entities and mentions."""

from collections.abc import Sequence

from annotator.agreement.everything_said import Said
from annotator.agreement.gold_draft import GoldDraft
from annotator.agreement.same_judgement import is_about_itself, with_refs
from annotator.domain.annotation import Judgement, Ref, RefKind, Span
from annotator.domain.refused import Refused


def in_gold(gold: GoldDraft, said: Said) -> Judgement | None:
    """The annotator's judgement as it would stand in gold; None while gold lacks what it is about."""
    theirs = gold.said.judgement(said)
    there = {ref: _ref_in_gold(gold, said.annotator, ref) for ref in theirs.refs()}
    found = {ref: ours for ref, ours in there.items() if ours is not None}
    return with_refs(theirs, found) if len(found) == len(there) else None


def put_judgement(gold: GoldDraft, given: Sequence[Said], labels: Sequence[str] = ()) -> str:
    """The id in gold of what was given, as the first gave it and with the evidence of all.

    `labels` stand in place of those that were given.
    """
    first = gold.said.judgement(given[0])
    placed = with_refs(first, {ref: _put_ref(gold, given[0].annotator, ref) for ref in first.refs()})
    if labels:
        placed = placed.model_copy(update={"label": labels[0], "more_labels": tuple(labels[1:])})
    if is_about_itself(placed) and not is_about_itself(first):
        raise Refused("In gold its holder and its target are one entity; decide on that entity first.")
    there = gold.judgements_like(placed)
    spans = {(span.start, span.end) for said in given for span in gold.said.judgement(said).evidence}
    spans |= {(span.start, span.end) for other in there[:1] for span in other.evidence}
    evidence = tuple(Span(start=start, end=end) for start, end in sorted(spans))
    if there:
        gold.draft.put(there[0].model_copy(update={"evidence": evidence}))
        return there[0].id
    # A confidence and a note are the annotator's own.
    own: dict[str, object] = {"confidence": None, "note": None, "distribution": {}}
    id_ = gold.fresh(gold.draft.new_judgement_id)
    gold.say(placed.model_copy(update={"id": id_, "evidence": evidence, **own}))
    return id_


def _ref_in_gold(gold: GoldDraft, annotator: str, ref: Ref) -> Ref | None:
    if ref.id is None or ref.kind not in (RefKind.ENTITY, RefKind.MENTION):
        return ref
    if ref.kind is RefKind.ENTITY:
        entity_id = gold.entity_of(Said(annotator, ref.id))
        return None if entity_id is None else _entity_ref(gold, entity_id)
    theirs = gold.annotations[annotator].mentions.get(ref.id)
    aligned = {} if theirs is None else gold.aligned(annotator, [theirs])
    mention_id = next((mine for mine, other in aligned.items() if other == ref.id), None)
    return None if mention_id is None else _mention_ref(gold, mention_id)


def _put_ref(gold: GoldDraft, annotator: str, ref: Ref) -> Ref:
    there = _ref_in_gold(gold, annotator, ref)
    if there is not None:
        return there
    if ref.id is None:
        return ref
    if ref.kind is RefKind.ENTITY:
        return _entity_ref(gold, gold.make_entity(Said(annotator, ref.id)))
    mention = gold.annotations[annotator].mentions.get(ref.id)
    if mention is None:
        raise Refused("A mention this is about is no longer there; load the article again.")
    held_for = [] if mention.entity is None else [Said(annotator, mention.entity)]
    return _mention_ref(gold, gold.put_mention(mention, held_for))


def _entity_ref(gold: GoldDraft, entity_id: str) -> Ref:
    return Ref(kind=RefKind.ENTITY, id=entity_id, name=gold.draft.entities[entity_id].name)


def _mention_ref(gold: GoldDraft, mention_id: str) -> Ref:
    name = gold.draft.mentions[mention_id].quote(gold.article.text)
    return Ref(kind=RefKind.MENTION, id=mention_id, name=name)
