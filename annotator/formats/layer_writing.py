"""From an annotation to the layers of spans, relations and chains that it is written as."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

import orjson
from pydantic import JsonValue

from annotator.domain.loss import Loss
from annotator.domain.scheme import Scheme
from annotator.formats.export_row import natural_order
from annotator.formats.json_values import Record
from annotator.formats.layers import (
    ATTRIBUTES,
    COREFERENCE,
    ENTITY_LAYER,
    FEATURES,
    IDENTIFIER,
    KEPT,
    LINKS,
    NAMED_ENTITY,
    PROGRESS_LAYER,
    REFERENCE_RELATION,
    REFERENCE_TYPE,
    REJECTED_LAYER,
    RELATIONS,
    SPANS,
    VALUE,
    LayerChain,
    Layered,
    LayerRelation,
    LayerSpan,
    short_name,
)
from annotator.formats.own_judgements_writing import Places, judgement_layers
from annotator.formats.own_layers import CHAIN, NO_CHAIN, YES
from annotator.formats.relation_tasks import label_of
from annotator.formats.stored_json import JsonAnnotation, JsonEntity, JsonJudgement, JsonMention
from annotator.formats.unheld import Part, is_nothing, judgement_in_words, unheld

_HELD = frozenset(
    (
        *(Part.ANNOTATOR, Part.KIND, Part.STATUS, Part.ENTITIES, Part.IDENTITIES, Part.KB_IDS),
        *(Part.JUDGEMENTS, Part.ASIDES, Part.REJECTED, Part.REMARKS),
    )
)
_NO_PLACE = "the format has no place for it"


class LayersOf:
    """The layers of one annotation; `home` is where stands what has no place in the text.

    `annotator` and `kind` are said unless the file's name says them.
    """

    def __init__(
        self,
        text: str,
        said: JsonAnnotation,
        scheme: Scheme,
        home: tuple[int, int],
        progress: Mapping[str, str],
    ) -> None:
        self._text = text
        self._said = said
        self._scheme = scheme
        self._home = home
        self._progress = progress
        self._kept = _kept_of(said)
        self._mentions = sorted(said["mentions"].values(), key=self._order)
        self._of: dict[str, list[JsonMention]] = defaultdict(list)
        for mention in self._mentions:
            if mention["entity"] is not None:
                self._of[mention["entity"]].append(mention)
        self._chained = sorted(self._of, key=lambda id_: self._order(self._of[id_][0]))
        self._spans: list[LayerSpan] = []
        self.losses: list[Loss] = list(unheld(said["article_id"], text, said, _HELD))

    def layered(self) -> Layered:
        """All of them; spans have their ids from 1."""
        attributes, rest = self._sorted_judgements()
        span_of: dict[str, int] = {}
        for mention in self._mentions:
            layer, features = self._features(mention, attributes)
            if layer:
                span_of[mention["id"]] = self._add(layer, mention["start"], mention["end"], features)
        for rejected in sorted(self._said["rejected"].values(), key=itemgetter("start", "end", "label")):
            self._add(REJECTED_LAYER, rejected["start"], rejected["end"], {VALUE: rejected["label"]})
        relations: list[LayerRelation] = []
        referred: set[str] = set()
        places = Places(
            self._said, self._mentions, {one["id"]: one for one in self._mentions}, self._of, self._home
        )
        for judgement in rest:
            written = self._as_it_came(judgement, span_of)
            if written is not None:
                relations.append(written)
                continue
            layers = judgement_layers(judgement, places, span_of)
            relations += layers.relations
            referred |= layers.entities
            for placed in layers.spans:
                self._add(*placed)
            self.losses += (
                Loss(self._said["article_id"], f"{what} of {judgement_in_words(judgement)}", why)
                for what, why in layers.lost
            )
        for id_, known in self._entity_features(referred):
            first = self._of.get(id_)
            start, end = (first[0]["start"], first[0]["end"]) if first else self._home
            self._add(ENTITY_LAYER, start, end, known)
        if self._progress:
            self._add(PROGRESS_LAYER, *self._home, self._progress)
        return Layered(self._text, spans=self._spans, relations=relations, chains=[*self._chains()])

    def _order(self, mention: JsonMention) -> tuple[int, int, str, str, str]:
        return (
            mention["start"],
            -mention["end"],
            mention["label"],
            mention["entity"] or "\uffff",
            mention["id"],
        )

    def _add(self, layer: str, start: int, end: int, features: Mapping[str, str]) -> int:
        self._spans.append(LayerSpan(len(self._spans) + 1, layer, start, end, features))
        return len(self._spans)

    def _features(
        self, mention: JsonMention, attributes: Mapping[str, Sequence[JsonJudgement]]
    ) -> tuple[str, dict[str, str]]:
        layer, feature = self._layer(mention)
        features = {feature: mention["label"]} if feature else {}
        entity = None if mention["entity"] is None else self._said["entities"].get(mention["entity"])
        if entity is not None and entity["kb_id"]:
            features[IDENTIFIER] = entity["kb_id"]
        features |= _texts(self._kept[FEATURES].get(mention["id"]))
        for judgement in attributes.get(mention["id"], ()):
            features[judgement["task"]] = judgement["label"] or ""
        return layer, features

    def _layer(self, mention: JsonMention) -> tuple[str, str | None]:
        """The layer it came in and the feature of its label, while they still fit; "" for links alone."""
        kept = _pair(self._kept[SPANS].get(mention["id"]))
        if kept is None:
            return NAMED_ENTITY, VALUE
        layer, feature = kept
        if feature == REFERENCE_TYPE:
            link = self._kept[LINKS].get(mention["id"])
            is_link = mention["entity"] is not None and (
                link is None or (isinstance(link, list) and len(link) == 3 and link[1] == mention["label"])
            )
            return ("", None) if is_link else (NAMED_ENTITY, VALUE)
        if feature is None and mention["label"] != short_name(layer):
            return NAMED_ENTITY, VALUE
        return layer, feature

    def _sorted_judgements(self) -> tuple[Mapping[str, list[JsonJudgement]], list[JsonJudgement]]:
        """Those that came as features of mentions and still can be, by mention; and the others."""
        attributes: dict[str, list[JsonJudgement]] = defaultdict(list)
        rest: list[JsonJudgement] = []
        for judgement in sorted(self._said["judgements"].values(), key=lambda one: natural_order(one["id"])):
            target = judgement["target"]
            is_feature = (
                self._kept[ATTRIBUTES].get(judgement["id"]) == judgement["task"]
                and target is not None
                and target["kind"] == "mention"
                and judgement["holder"] is None
                and _is_bare(judgement)
            )
            if is_feature and target is not None:
                attributes[target["id"] or ""].append(judgement)
            else:
                rest.append(judgement)
        return attributes, rest

    def _as_it_came(self, judgement: JsonJudgement, span_of: Mapping[str, int]) -> LayerRelation | None:
        """The relation in the layer it came in; None for one that did not, or no longer is what it was."""
        kept = self._kept[RELATIONS].get(judgement["id"])
        ends = [judgement["holder"], judgement["target"]]
        spans = [
            None if ref is None or ref["kind"] != "mention" else span_of.get(ref["id"] or "") for ref in ends
        ]
        if not isinstance(kept, list) or len(kept) != 3 or None in spans or not _is_bare(judgement):
            return None
        layer, feature, base = kept
        if not isinstance(layer, str) or not isinstance(base, str):
            return None
        label = label_of(judgement["task"], judgement["label"] or "", self._scheme)
        if feature is None and label != short_name(layer):
            return None
        features = {feature: label} if isinstance(feature, str) else {}
        features |= _texts(self._kept[FEATURES].get(judgement["id"]))
        source, target = spans
        return LayerRelation(layer, source or 0, target or 0, features, base)

    def _entity_features(self, referred: set[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
        """What is known of entities that their mentions do not tell."""
        numbers = {id_: str(number) for number, id_ in enumerate(self._chained, 1)}
        # By their ids, which come back, so that the same annotation is always written alike.
        for id_ in sorted(self._said["entities"], key=natural_order):
            entity, mentions = self._said["entities"][id_], self._of.get(id_, ())
            if id_ in referred or not self._follows(entity, mentions):
                yield id_, _entity_features(entity, numbers.get(id_, NO_CHAIN))

    def _follows(self, entity: JsonEntity, mentions: Sequence[JsonMention]) -> bool:
        """Whether the entity is what one is made of its mentions."""
        if not mentions:
            return False
        first = mentions[0]
        name = " ".join(self._text[first["start"] : first["end"]].split())
        return (
            (entity["name"], entity["label"]) == (name, first["label"])
            and not entity["canonical"]
            and not entity["attributes"]
        )

    def _chains(self) -> Iterator[LayerChain]:
        for id_ in self._chained:
            links: list[LayerSpan] = []
            layer = COREFERENCE
            for mention in self._of[id_]:
                kept = self._kept[LINKS].get(mention["id"])
                features = {REFERENCE_TYPE: mention["label"]}
                if isinstance(kept, list) and len(kept) == 3:
                    layer = kept[0] if isinstance(kept[0], str) else layer
                    features = _texts(dict(zip((REFERENCE_TYPE, REFERENCE_RELATION), kept[1:], strict=True)))
                links.append(LayerSpan(0, layer, mention["start"], mention["end"], features))
            yield LayerChain(layer, links)


def progress_features(said: JsonAnnotation, *, annotator: str | None, kind: str) -> dict[str, str]:
    """What is to be said of the work beside what the file's name says of it: by whom, of which kind."""
    progress = said["progress"]
    features: dict[str, str] = {}
    if said["annotator"]["name"] != annotator:
        features["annotator"] = said["annotator"]["name"]
    if said["annotator"]["kind"] != kind:
        features["kind"] = said["annotator"]["kind"]
    if progress["status"] != "done":
        features["status"] = progress["status"]
    if progress["flagged"]:
        features["flagged"] = YES
    if progress["note"]:
        features["note"] = progress["note"]
    return features


def _entity_features(entity: JsonEntity, chain: str) -> dict[str, str]:
    features = {"id": entity["id"], "name": entity["name"], "label": entity["label"], CHAIN: chain}
    if entity["canonical"]:
        features["canonical"] = entity["canonical"]
    if entity["kb_id"]:
        features["identifier"] = entity["kb_id"]
    if entity["attributes"]:
        features["attributes"] = orjson.dumps(entity["attributes"], option=orjson.OPT_SORT_KEYS).decode()
    return features


def _is_bare(judgement: JsonJudgement) -> bool:
    """Whether it has a label and nothing beside it."""
    stands: Mapping[str, object] = judgement
    beside = set(stands) - {"id", "task", "label", "holder", "target"}
    return bool(judgement["label"]) and all(is_nothing(stands[key]) for key in beside)


def _kept_of(said: JsonAnnotation) -> Mapping[str, Record]:
    """What only these formats need back, by its kind and the id of the mention or judgement it is of."""
    kept = (said.get("meta") or {}).get(KEPT)
    of_kind: dict[str, Record] = defaultdict(dict)
    if isinstance(kept, dict):
        of_kind.update((kind, values) for kind, values in kept.items() if isinstance(values, dict))
    return of_kind


def _pair(kept: JsonValue) -> tuple[str, str | None] | None:
    if not isinstance(kept, list) or len(kept) != 2 or not isinstance(kept[0], str):
        return None
    return kept[0], kept[1] if isinstance(kept[1], str) else None


def _texts(kept: JsonValue) -> dict[str, str]:
    return {key: one for key, one in kept.items() if isinstance(one, str)} if isinstance(kept, dict) else {}
