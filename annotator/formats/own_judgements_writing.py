"""Judgements as annotations of the program's own layers: at one mention, or from one to another."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import orjson

from annotator.domain.annotation import RefKind
from annotator.formats.layers import (
    JUDGEMENT_LAYER,
    NAMED_ENTITY,
    PASSAGE_LAYER,
    RELATION_LAYER,
    VALUE,
    LayerRelation,
)
from annotator.formats.own_layers import (
    ANCHOR,
    AT,
    EVIDENCE,
    HOLDER,
    JUDGEMENT,
    ROLE,
    TARGET,
    USUAL_REFS,
    YES,
)
from annotator.formats.stored_json import JsonAnnotation, JsonJudgement, JsonMention, JsonRef

_INSIDE = ("mention", "entity")
Placed = tuple[str, int, int, Mapping[str, str]]
"""A span to be: its layer, start, end and features."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where judgements can stand: mentions in order, by id and by entity, and the home of all else."""

    said: JsonAnnotation
    in_order: Sequence[JsonMention]
    mentions: Mapping[str, JsonMention]
    of_entity: Mapping[str, Sequence[JsonMention]]
    home: tuple[int, int]

    def mention_of(self, ref: JsonRef | None) -> JsonMention | None:
        """The mention pointed at, or the first of the entity pointed at."""
        if ref is None or ref["kind"] not in _INSIDE or ref["id"] is None:
            return None
        if ref["kind"] == "mention":
            return self.mentions.get(ref["id"])
        return next(iter(self.of_entity.get(ref["id"], ())), None)


@dataclass(slots=True)
class JudgementLayers:
    """What one judgement is written as; `entities` are those it points at by their ids."""

    spans: list[Placed] = field(default_factory=list)
    relations: list[LayerRelation] = field(default_factory=list)
    entities: set[str] = field(default_factory=set)
    lost: list[tuple[str, str]] = field(default_factory=list)


def judgement_layers(judgement: JsonJudgement, places: Places, span_of: Mapping[str, int]) -> JudgementLayers:
    """A relation where holder and target are two mentions, else a span at the one, or at the evidence."""
    made = JudgementLayers()
    holder, target = places.mention_of(judgement["holder"]), places.mention_of(judgement["target"])
    features = dict(_plain_features(judgement))
    made.spans += _passages(judgement)
    if judgement["outer_holders"]:
        made.lost.append(("the outer holders", "the format has no place for them"))
    _point(ANCHOR, judgement["anchor"], features, None, made)
    ends = [] if holder is None or target is None else [span_of.get(one["id"]) for one in (holder, target)]
    if ends and None not in ends and ends[0] != ends[1]:
        _point(HOLDER, judgement["holder"], features, holder, made)
        _point(TARGET, judgement["target"], features, target, made)
        made.relations.append(
            LayerRelation(RELATION_LAYER, ends[0] or 0, ends[1] or 0, features, NAMED_ENTITY)
        )
        return made
    here = target or holder
    is_told_apart = here is None or _tell_apart(here, features, places)
    is_either = False
    for slot, ref, mention in ((HOLDER, judgement["holder"], holder), (TARGET, judgement["target"], target)):
        is_here = mention is here and (is_told_apart or _is_mention(ref))
        _point(slot, ref, features, here if is_here else None, made)
        is_either = is_either or (is_here and not is_told_apart)
    if is_either:
        made.lost.append(("which of two equal mentions it is about", "they cannot be told apart"))
    start, end = _home(made.spans, places, here)
    made.spans.append((JUDGEMENT_LAYER, start, end, features))
    return made


def _plain_features(judgement: JsonJudgement) -> Iterator[tuple[str, str]]:
    yield "id", judgement["id"]
    yield "task", judgement["task"]
    if judgement["label"] is not None:
        yield "label", judgement["label"]
    if judgement["more_labels"]:
        yield "moreLabels", orjson.dumps(judgement["more_labels"]).decode()
    for feature, number in (
        ("intensity", judgement["intensity"]),
        ("confidence", judgement["confidence"]),
        (VALUE, judgement["value"]),
    ):
        if number is not None:
            yield feature, repr(float(number))
    if judgement["implicit"]:
        yield "implicit", YES
    if judgement["implied_label"] is not None:
        yield "impliedLabel", judgement["implied_label"]
    if judgement["note"] is not None:
        yield "note", judgement["note"]


def _passages(judgement: JsonJudgement) -> Iterator[Placed]:
    """The evidence, and what of the judgement points at passages."""
    for span in judgement["evidence"]:
        features = {JUDGEMENT: judgement["id"], ROLE: EVIDENCE}
        yield PASSAGE_LAYER, span["start"], span["end"], features
    for slot, ref in (
        (HOLDER, judgement["holder"]),
        (TARGET, judgement["target"]),
        (ANCHOR, judgement["anchor"]),
    ):
        if ref is not None and ref["kind"] == RefKind.SEGMENT:
            start, _, end = (ref["id"] or "").partition("-")
            yield PASSAGE_LAYER, int(start), int(end), {JUDGEMENT: judgement["id"], ROLE: slot}


def _point(
    slot: str,
    ref: JsonRef | None,
    features: dict[str, str],
    here: JsonMention | None,
    made: JudgementLayers,
) -> None:
    """Says what stands in the slot: the mention here or its entity, or something that is named."""
    if ref is None:
        return
    kind = ref["kind"] or RefKind.NONE
    if kind == RefKind.MENTION and here is None:
        made.lost.append((f"the {slot}", "it is a mention at another place"))
        return
    features[f"{slot}Kind"] = kind
    if here is not None or kind == RefKind.SEGMENT:
        return
    if ref["id"] is not None:
        features[slot] = ref["id"]
    if kind == RefKind.ENTITY:
        made.entities.add(ref["id"] or "")
    usual = USUAL_REFS.get(kind)
    if ref["name"] is not None and kind != RefKind.ENTITY and (usual is None or ref["name"] != usual.name):
        features[f"{slot}Name"] = ref["name"]


def _home(passages: Sequence[Placed], places: Places, here: JsonMention | None) -> tuple[int, int]:
    if here is not None:
        return here["start"], here["end"]
    return passages[0][1:3] if passages else places.home


def _tell_apart(here: JsonMention, features: dict[str, str], places: Places) -> bool:
    """Says by its label which of several mentions at one place is meant; false where that is not enough."""
    standing = _standing(places.in_order, here)
    if standing[0] is not here:
        features[AT] = here["label"]
    return next(one for one in standing if one["label"] == here["label"]) is here


def _is_mention(ref: JsonRef | None) -> bool:
    return ref is not None and ref["kind"] == RefKind.MENTION


def _standing(mentions: Collection[JsonMention], here: JsonMention) -> list[JsonMention]:
    place = here["start"], here["end"]
    return [one for one in mentions if (one["start"], one["end"]) == place]
