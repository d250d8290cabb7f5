"""Notes of brat in which this program keeps what brat's lines cannot hold of entities and judgements."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

import orjson
from pydantic import JsonValue

from annotator.domain.annotation import Ref, RefKind
from annotator.formats.found_annotations import FoundEntity, FoundJudgement, FoundSpan
from annotator.formats.json_values import (
    Record,
    Unreadable,
    as_offsets,
    flag_of,
    number_or_none,
    object_or_empty,
    objects_or_empty,
    offsets_of,
    text_of,
    text_or_none,
    texts_or_empty,
)
from annotator.formats.stored_json import JsonEntity, JsonJudgement, JsonRef
from annotator.formats.unheld import is_nothing

ENTITY_NOTE: Final = "Entity"
JUDGEMENT_NOTE: Final = "Judgement"
PLAIN_NOTE: Final = "AnnotatorNotes"
_POINTED_AT: Final = "entity"
"""Said of a holder or target that is the entity of the mention the line is about, not the mention."""
_ITSELF: Final = "mention"
_SEGMENT = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
_Ref = Ref | FoundSpan | None


def entity_note(
    entity: JsonEntity, *, name: str, label: str, canonical: str | None, kb_id: str | None
) -> str | None:
    """What is to be noted of an entity that reads like this without a note; None if that is all of it."""
    expected: dict[str, object] = {
        "name": name,
        "label": label,
        "canonical": canonical,
        "kb_id": kb_id,
        "attributes": {},
    }
    values: Mapping[str, object] = entity
    said = {key: values[key] for key, usual in expected.items() if values[key] != usual}
    return _as_json(said) if said else None


def with_entity_note(entity: FoundEntity, text: str) -> FoundEntity:
    """The entity as the note has it; raises Unreadable for a note that has something else."""
    said = _object_in(text)
    return replace(
        entity,
        name=text_or_none(said, "name") or entity.name,
        label=text_or_none(said, "label") or entity.label,
        canonical=text_or_none(said, "canonical") if "canonical" in said else entity.canonical,
        kb_id=text_or_none(said, "kb_id") if "kb_id" in said else entity.kb_id,
        attributes=dict(object_or_empty(said, "attributes")) or entity.attributes,
    )


def judgement_note(
    judgement: JsonJudgement, mentions: Mapping[str, str], text: str, *, is_pair: bool
) -> str | None:
    """What is to be noted of a judgement that stands in a relation or, if it is no pair, in an attribute.

    `mentions` are the ids of the mentions by slot (holder, target) that the line points at. None if the line
    says all.
    """
    said: dict[str, object] = {}
    slots: Mapping[str, JsonRef | None] = {
        "holder": judgement["holder"],
        "target": judgement["target"],
        "anchor": judgement["anchor"],
    }
    for slot, ref in slots.items():
        how = _how(ref, is_on_line=slot in mentions)
        if how != _implied(slot, is_pair=is_pair):
            said[slot] = how
    said |= {key: value for key, value in _asides(judgement) if not is_nothing(value)}
    if judgement["evidence"]:
        said["evidence"] = [
            {**span, "text": text[span["start"] : span["end"]]} for span in judgement["evidence"]
        ]
    return _as_json(said) if said else None


def with_judgement_note(
    judgement: FoundJudgement, text: str, *, entity_of: Callable[[str], str | None]
) -> FoundJudgement:
    """The judgement as the note has it; raises Unreadable for a note that has something else."""
    said = _object_in(text)
    target = judgement.target
    return replace(
        judgement,
        holder=_slot(said, "holder", judgement.holder, judgement.holder or target, entity_of),
        target=_slot(said, "target", target, target, entity_of),
        anchor=_slot(said, "anchor", None, None, entity_of),
        intensity=number_or_none(said, "intensity"),
        confidence=number_or_none(said, "confidence"),
        value=number_or_none(said, "value"),
        implicit=flag_of(said, "implicit"),
        implied_label=text_or_none(said, "implied_label"),
        more_labels=tuple(texts_or_empty(said, "more_labels")),
        evidence=tuple(
            FoundSpan((offsets_of(span),), text_or_none(span, "text"))
            for span in objects_or_empty(said, "evidence")
        ),
    )


def _how(ref: JsonRef | None, *, is_on_line: bool) -> object:
    if ref is None:
        return None
    if is_on_line:
        return _ITSELF if ref["kind"] == "mention" else _POINTED_AT
    return {key: value for key, value in ref.items() if value is not None}


def _implied(slot: str, *, is_pair: bool) -> str | None:
    return _ITSELF if slot == "target" or (slot == "holder" and is_pair) else None


def _asides(judgement: JsonJudgement) -> Iterator[tuple[str, object]]:
    yield "intensity", judgement["intensity"]
    yield "confidence", judgement["confidence"]
    yield "value", judgement["value"]
    yield "implicit", judgement["implicit"]
    yield "implied_label", judgement["implied_label"]
    yield "more_labels", judgement["more_labels"]


def _slot(
    said: Record, slot: str, usual: _Ref, on_line: _Ref, entity_of: Callable[[str], str | None]
) -> _Ref:
    if slot not in said:
        return usual
    value = said[slot]
    if value is None:
        return None
    if isinstance(value, str):
        mention = on_line.id if isinstance(on_line, Ref) else None
        if mention is None or value not in (_ITSELF, _POINTED_AT):
            raise Unreadable(f"“{slot}” points at nothing.")
        if value == _ITSELF:
            return Ref(kind=RefKind.MENTION, id=mention)
        entity = entity_of(mention)
        if entity is None:
            raise Unreadable(f"“{slot}” points at an entity that {mention} does not have.")
        return Ref(kind=RefKind.ENTITY, id=entity)
    return _ref(object_or_empty(said, slot))


def _ref(said: Record) -> Ref | FoundSpan:
    kind = text_of(said, "kind")
    if kind not in set(RefKind) - {RefKind.MENTION, RefKind.ENTITY}:
        raise Unreadable(f"“{kind}” is nothing to point at.")
    if kind == RefKind.SEGMENT:
        segment = _SEGMENT.fullmatch(text_of(said, "id"))
        if segment is None:
            raise Unreadable("A segment’s id is its start and end.")
        return FoundSpan((as_offsets(int(segment[1]), int(segment[2])),))
    return Ref(kind=RefKind(kind), id=text_or_none(said, "id"), name=text_or_none(said, "name"))


def _object_in(text: str) -> Record:
    try:
        value: JsonValue = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Unreadable("It is no JSON.") from None
    if not isinstance(value, dict):
        raise Unreadable("It is no object.")
    return value


def _as_json(said: Mapping[str, object]) -> str:
    """On one line, as notes have to be."""
    return orjson.dumps(said).decode()
