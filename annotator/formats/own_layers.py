"""Reading the layers in which this program keeps what the usual layers have no place for."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import isfinite
from typing import Final

import orjson
from pydantic import JsonValue

from annotator.domain.annotation import (
    ARTICLE,
    AUTHOR,
    GENERAL,
    NOBODY,
    UNLISTED,
    AnnotatorKind,
    Ref,
    RefKind,
    Status,
)
from annotator.domain.tokens import Offsets
from annotator.formats.found_annotations import (
    FoundAnnotation,
    FoundEntity,
    FoundJudgement,
    FoundMention,
    FoundSpan,
)
from annotator.formats.json_values import Unreadable
from annotator.formats.layer_spans import SpanFinder
from annotator.formats.layers import (
    ENTITY_LAYER,
    JUDGEMENT_LAYER,
    PASSAGE_LAYER,
    PROGRESS_LAYER,
    REJECTED_LAYER,
    RELATION_LAYER,
    VALUE,
    Layered,
    LayerRelation,
    LayerSpan,
)
from annotator.formats.relation_tasks import RELATION

HOLDER, TARGET, ANCHOR, EVIDENCE = "holder", "target", "anchor", "evidence"
"""Slots of judgements, which are features with `Kind` and `Name` beside them, and roles of passages."""
AT, JUDGEMENT, ROLE, CHAIN = "at", "judgement", "role", "chain"
NO_CHAIN = "0"
"""Said of an entity without mentions; other numbers count the chains, from 1."""
YES = "true"

_REFERENCE = (*(f"{slot}{part}" for slot in (ANCHOR, HOLDER, TARGET) for part in ("", "Kind", "Name")),)
_ANSWER = (
    *_REFERENCE,
    *(AT, "confidence", "id", "implicit", "impliedLabel", "intensity", "label", "moreLabels", "note"),
    *("task", VALUE),
)
OWN_FEATURES: Final[Mapping[str, Sequence[str]]] = {
    ENTITY_LAYER: ("attributes", "canonical", CHAIN, "id", "identifier", "label", "name"),
    JUDGEMENT_LAYER: tuple(sorted(_ANSWER)),
    RELATION_LAYER: tuple(sorted(_ANSWER)),
    PASSAGE_LAYER: (JUDGEMENT, ROLE),
    REJECTED_LAYER: (VALUE,),
    PROGRESS_LAYER: ("annotator", "flagged", "kind", "note", "status"),
}
"""All of them are text."""
USUAL_REFS: Final[Mapping[str, Ref]] = {ref.kind: ref for ref in (ARTICLE, AUTHOR, GENERAL, NOBODY, UNLISTED)}


def is_own(layer: str) -> bool:
    """Whether the layer is one of this program's."""
    return layer in OWN_FEATURES


@dataclass(frozen=True, slots=True)
class _Known:
    """What judgements point at: mentions by id and place, entities by id, passages by judgement and role."""

    mentions: Mapping[str, FoundMention]
    at: Mapping[Offsets, Sequence[FoundMention]]
    entities: Mapping[str, FoundEntity | None]
    passages: Mapping[tuple[str, str], Sequence[FoundSpan]]


class OwnLayers:
    """What the program's own layers of one text say."""

    def __init__(self, layered: Layered, finder: SpanFinder) -> None:
        self._layered = layered
        self._finder = finder
        self._spans: dict[str, list[LayerSpan]] = defaultdict(list)
        self._relations = [one for one in layered.relations if one.layer == RELATION_LAYER]
        self._entities: dict[str, FoundEntity | None] = {}
        self._known = _Known({}, {}, {}, {})

    def take(self, span: LayerSpan) -> None:
        """Puts a span of an own layer with the others of its layer."""
        self._spans[span.layer].append(span)

    @property
    def judgement_ids(self) -> frozenset[str]:
        """The ids that judgements have here."""
        answers: Iterator[LayerSpan | LayerRelation] = chain(self._spans[JUDGEMENT_LAYER], self._relations)
        return frozenset(one.features.get("id", "") for one in answers)

    @property
    def entities(self) -> Mapping[str, FoundEntity]:
        """Those of which more is known than their mentions tell."""
        return {id_: entity for id_, entity in self._entities.items() if entity is not None}

    def annotation(self, usual: FoundAnnotation) -> FoundAnnotation:
        """Who annotated, how far, and what was rejected; what is not said is as usual."""
        progress = next(iter(self._spans[PROGRESS_LAYER]), None)
        said = {} if progress is None else progress.features
        try:
            kind = AnnotatorKind(said.get("kind", usual.kind))
            status = Status(said.get("status", usual.status))
        except ValueError as error:
            raise Unreadable(f"Its progress is not readable: {error}.") from None
        return replace(
            usual,
            annotator=said.get("annotator") or usual.annotator,
            kind=kind,
            status=status,
            flagged=said.get("flagged") == YES,
            note=said.get("note", usual.note),
            rejected=tuple(
                FoundMention(f"r{number}", self._found(span), span.features.get(VALUE) or "rejected")
                for number, span in enumerate(self._spans[REJECTED_LAYER], 1)
            ),
        )

    def read(
        self,
        mentions: dict[str, FoundMention],
        entities: Mapping[str, FoundEntity | None],
        chains: Sequence[str],
    ) -> None:
        """Takes in what else is known of entities; entities take the ids they had."""
        renamed: dict[str, str] = {}
        additions: dict[str, FoundEntity] = {}
        for span in self._spans[ENTITY_LAYER]:
            id_ = span.features.get("id") or f"{ENTITY_LAYER} {span.id}"
            if id_ in additions:
                raise Unreadable(f"Two of its entities have the id “{id_}”.")
            of_chain = self._chained(span, chains)
            additions[id_] = self._entity(id_, span.features)
            if of_chain is not None:
                renamed[of_chain] = id_
        self._entities = {}
        for old, known in entities.items():
            new = renamed.get(old) or _unused(old, (*additions, *self._entities))
            renamed[old] = new
            self._entities[new] = additions.get(new) or (None if known is None else replace(known, id=new))
        self._entities |= {id_: one for id_, one in additions.items() if id_ not in self._entities}
        for id_, mention in mentions.items():
            if mention.entity is not None:
                mentions[id_] = replace(mention, entity=renamed[mention.entity])
        at: dict[Offsets, list[FoundMention]] = defaultdict(list)
        for mention in mentions.values():
            at[mention.span.pieces[0]].append(mention)
        self._known = _Known(mentions, at, self._entities, self._passages())

    def judgements(self, of_span: Mapping[int, str]) -> Iterator[FoundJudgement]:
        """The judgements: those at one place, then those between two mentions."""
        for span in self._spans[JUDGEMENT_LAYER]:
            here = self._here(span)
            # This program gives all of them ids.
            is_made_elsewhere = "id" not in span.features
            said = {**self._usual_kinds(target=here), **span.features} if is_made_elsewhere else span.features
            yield self._judgement(f"judgement {span.id}", said, here, here)
        for number, relation in enumerate(self._relations, 1):
            ends = of_span.get(relation.source), of_span.get(relation.target)
            if None in ends:
                raise Unreadable("A relation of its own layers is not between mentions.")
            kinds = self._usual_kinds(holder=ends[0], target=ends[1])
            yield self._judgement(f"relation {number}", {**kinds, **relation.features}, *ends)

    def _usual_kinds(self, **slots: str | None) -> dict[str, str]:
        """What is meant where somebody made the annotation in the other tool and filled in no kinds."""
        mentions = {slot: self._known.mentions[id_] for slot, id_ in slots.items() if id_ is not None}
        return {
            f"{slot}Kind": RefKind.MENTION if mention.entity is None else RefKind.ENTITY
            for slot, mention in mentions.items()
        }

    def _chained(self, span: LayerSpan, chains: Sequence[str]) -> str | None:
        """The entity of the chain that is meant: the numbered one, or else the first that begins here."""
        number = span.features.get(CHAIN, "")
        if number == NO_CHAIN:
            return None
        starts = [
            min(((link.start, -link.end) for link in one.links), default=(-1, 0))
            for one in self._layered.chains
        ]
        here = span.start, -span.end
        if number.isdecimal() and int(number[:9]) <= len(starts) and starts[int(number[:9]) - 1] == here:
            return chains[int(number[:9]) - 1]
        return next((one for one, start in zip(chains, starts, strict=True) if start == here), None)

    def _entity(self, id_: str, said: Mapping[str, str]) -> FoundEntity:
        return FoundEntity(
            id=id_,
            name=said.get("name") or id_,
            label=said.get("label") or "MENTION",
            canonical=said.get("canonical"),
            kb_id=said.get("identifier"),
            attributes=_object_in(said.get("attributes", "{}")),
        )

    def _passages(self) -> Mapping[tuple[str, str], Sequence[FoundSpan]]:
        found: dict[tuple[str, str], list[FoundSpan]] = defaultdict(list)
        for span in self._spans[PASSAGE_LAYER]:
            key = span.features.get(JUDGEMENT, ""), span.features.get(ROLE, EVIDENCE)
            found[key].append(self._found(span))
        return found

    def _found(self, span: LayerSpan) -> FoundSpan:
        return self._finder.found(span.start, span.end)

    def _here(self, span: LayerSpan) -> str | None:
        """The mention at which a judgement stands."""
        standing = self._known.at.get((span.start, span.end), ())
        label = span.features.get(AT)
        return next((one.id for one in standing if label is None or one.label == label), None)

    def _judgement(
        self, usual_id: str, said: Mapping[str, str], holder: str | None, target: str | None
    ) -> FoundJudgement:
        id_, task = said.get("id") or usual_id, said.get("task") or RELATION
        return FoundJudgement(
            id=id_,
            task=task,
            label=said.get("label"),
            holder=self._ref(id_, HOLDER, said, holder),
            target=self._ref(id_, TARGET, said, target),
            anchor=self._ref(id_, ANCHOR, said, None),
            evidence=tuple(self._known.passages.get((id_, EVIDENCE), ())),
            more_labels=_texts_in(said.get("moreLabels", "[]")),
            intensity=_number(said, "intensity"),
            implicit=said.get("implicit") == YES,
            implied_label=said.get("impliedLabel"),
            confidence=_number(said, "confidence"),
            value=_number(said, VALUE),
            note=said.get("note"),
        )

    def _ref(
        self, judgement: str, slot: str, said: Mapping[str, str], here: str | None
    ) -> Ref | FoundSpan | None:
        kind, id_, name = (said.get(f"{slot}{part}") for part in ("Kind", "", "Name"))
        if kind is None:
            return None
        if kind not in set(RefKind):
            raise Unreadable(f"“{kind}” is nothing to point at.")
        if kind == RefKind.SEGMENT:
            passages = self._known.passages.get((judgement, slot), ())
            if len(passages) != 1:
                raise Unreadable(f"The {slot} of {judgement} is a passage that is not there.")
            return passages[0]
        if kind in (RefKind.MENTION, RefKind.ENTITY):
            return self._inside(kind, id_, name, here, f"The {slot} of {judgement}")
        usual = USUAL_REFS.get(kind)
        if id_ is None and name is None and usual is not None:
            return usual
        return Ref(kind=RefKind(kind), id=id_, name=name)

    def _inside(self, kind: str, id_: str | None, name: str | None, here: str | None, what: str) -> Ref:
        """The entity of that id, or the mention here, or its entity."""
        if id_ is not None and kind == RefKind.ENTITY and id_ in self._known.entities:
            return Ref(kind=RefKind.ENTITY, id=id_, name=name)
        mention = None if here is None or id_ is not None else self._known.mentions.get(here)
        if mention is not None and kind == RefKind.MENTION:
            return Ref(kind=RefKind.MENTION, id=mention.id, name=name)
        if mention is not None and mention.entity is not None:
            return Ref(kind=RefKind.ENTITY, id=mention.entity, name=name)
        raise Unreadable(f"{what} is a {kind} that is not there.")


def _unused(id_: str, used: Sequence[str]) -> str:
    number = 1
    free = id_
    while free in used:
        number += 1
        free = f"{id_}-{number}"
    return free


def _number(said: Mapping[str, str], feature: str) -> float | None:
    text = said.get(feature)
    if text is None:
        return None
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise Unreadable(f"“{feature}” of a judgement is no number: “{text[:40]}”.")
    return number


def _json_in(text: str) -> JsonValue:
    try:
        value: JsonValue = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Unreadable(f"What is to be JSON is none: “{text[:40]}”.") from None
    return value


def _object_in(text: str) -> Mapping[str, JsonValue]:
    value = _json_in(text)
    if not isinstance(value, dict):
        raise Unreadable(f"“{text[:40]}” is no object.")
    return value


def _texts_in(text: str) -> tuple[str, ...]:
    value = _json_in(text)
    if not isinstance(value, list):
        raise Unreadable(f"“{text[:40]}” is no list.")
    return tuple(one for one in value if isinstance(one, str))
