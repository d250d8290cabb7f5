"""From the layers over a text to what its annotator says: mentions, answers, and what is only kept."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pydantic import JsonValue

from annotator.domain.annotation import ARTICLE, Ref, RefKind
from annotator.domain.loss import Loss
from annotator.domain.scheme import Scheme
from annotator.formats.found_annotations import (
    FoundAnnotation,
    FoundJudgement,
    FoundMention,
    lost,
)
from annotator.formats.layer_entities import EntityReading
from annotator.formats.layer_rules import is_answer, is_identifier, is_of_mentions, is_of_relations
from annotator.formats.layer_spans import SpanFinder
from annotator.formats.layers import (
    ATTRIBUTES,
    FEATURES,
    KEPT,
    NAMED_ENTITY,
    RELATIONS,
    SPANS,
    VALUE,
    Layered,
    LayerRelation,
    LayerSpan,
    short_name,
)
from annotator.formats.own_layers import OwnLayers, is_own
from annotator.formats.relation_tasks import task_of

_SHOWN = 60


def annotation_in(
    layered: Layered, scheme: Scheme | None, usual: FoundAnnotation
) -> tuple[FoundAnnotation, Sequence[Loss]]:
    """What the layers say, and what of them has no place here; `usual` is whose it is where they do not say.

    Raises Unreadable where the program's own layers are damaged.
    """
    reading = _Reading(layered, scheme, usual)
    return reading.annotation(), (*layered.losses, *reading.losses)


class _Reading:
    def __init__(self, layered: Layered, scheme: Scheme | None, usual: FoundAnnotation) -> None:
        self._layered = layered
        self._scheme = scheme
        self._usual = usual
        self._finder = SpanFinder(layered)
        self._mentions: dict[str, FoundMention] = {}
        self._of_span: dict[int, str] = {}
        self._spans: dict[int, LayerSpan] = {span.id: span for span in layered.spans}
        self._judgements: dict[str, FoundJudgement] = {}
        self._kept: dict[str, dict[str, JsonValue]] = defaultdict(dict)
        self._counted: Counter[str] = Counter()
        self._taken: frozenset[str] = frozenset()
        self.losses: list[Loss] = []

    def annotation(self) -> FoundAnnotation:
        own, spans = self._sorted_spans()
        self._taken = own.judgement_ids
        for span in spans:
            self._mention(span)
        entities = EntityReading(self._layered, self._mentions, self._of_span, self._kept, self._finder)
        entities.read(spans)
        self.losses += entities.losses
        for span in spans:
            self._attributes(span)
        for span in spans:
            self._slots(span)
        own.read(self._mentions, entities.entities, entities.of_chains)
        for relation in self._layered.relations:
            if not is_own(relation.layer):
                self._relation(relation)
        self._of_document()
        judgements = (*own.judgements(self._of_span), *self._judgements.values())
        self.losses += (
            lost(f"{number:,} of the layer {layer}", "it is no layer of mentions or answers")
            for layer, number in sorted(self._counted.items())
        )
        return replace(
            own.annotation(self._usual),
            mentions=tuple(self._mentions.values()),
            entities=tuple(own.entities.values()),
            judgements=judgements,
            meta={KEPT: dict(self._kept)} if self._kept else {},
        )

    def _sorted_spans(self) -> tuple[OwnLayers, list[LayerSpan]]:
        """The program's own, and those of mentions in the order of the text; the others are counted."""
        own = OwnLayers(self._layered, self._finder)
        spans: list[LayerSpan] = []
        for span in self._layered.spans:
            if is_own(span.layer):
                own.take(span)
            elif not is_of_mentions(span.layer, self._layered.ancestors.get(span.layer, ())):
                self._counted[span.layer] += 1
            elif span.start < span.end:
                spans.append(span)
            else:
                self.losses.append(lost(f"{self._label(span)} at {span.start}", "it marks no text"))
        return own, sorted(spans, key=lambda span: (span.start, -span.end))

    def _mention(self, span: LayerSpan) -> None:
        id_ = f"m{len(self._mentions) + 1}"
        self._of_span[span.id] = id_
        self._mentions[id_] = FoundMention(id_, self._finder.found(span.start, span.end), self._label(span))
        feature = self._label_feature(span)
        if (span.layer, feature) != (NAMED_ENTITY, VALUE) or VALUE not in span.features:
            has_value = feature is not None and feature in span.features
            self._kept[SPANS][id_] = [span.layer, feature if has_value else None]
        free = {name: value for name, value in span.features.items() if self._is_free(span, name, value)}
        if free:
            self._kept[FEATURES][id_] = dict(free)

    def _is_free(self, span: LayerSpan, feature: str, value: str) -> bool:
        is_label = feature == self._label_feature(span)
        return not is_label and not is_identifier(feature) and not is_answer(value)

    def _label(self, span: LayerSpan) -> str:
        feature = self._label_feature(span)
        return (span.features.get(feature) if feature else None) or short_name(span.layer)

    def _label_feature(self, span: LayerSpan) -> str | None:
        if span.layer in self._layered.labels:
            return self._layered.labels[span.layer]
        return VALUE

    def _attributes(self, span: LayerSpan) -> None:
        """The features beside the label as answers about the mention."""
        mention = self._of_span[span.id]
        target = Ref(kind=RefKind.MENTION, id=mention)
        for name, value in span.features.items():
            if name != self._label_feature(span) and not is_identifier(name) and is_answer(value) and value:
                id_ = self._judge(FoundJudgement("", name, value, target=target))
                self._kept[ATTRIBUTES][id_] = name
        for name, values in span.several.items():
            given = [value for value in values if value]
            if given:
                said = FoundJudgement("", name, given[0], target=target, more_labels=tuple(given[1:]))
                self._kept[ATTRIBUTES][self._judge(said)] = name

    def _slots(self, span: LayerSpan) -> None:
        holder = Ref(kind=RefKind.MENTION, id=self._of_span[span.id])
        for slot in span.slots:
            role = slot.role or slot.feature
            filler = self._of_span.get(slot.target)
            if filler is None:
                what = f"the role {role} of {self._label(span)} {self._quoted(span)}"
                self.losses.append(lost(what, "what fills it is no mention"))
                continue
            task, label = task_of(role, self._scheme)
            self._judge(FoundJudgement("", task, label, holder, Ref(kind=RefKind.MENTION, id=filler)))

    def _relation(self, relation: LayerRelation) -> None:
        if not is_of_relations(relation.layer):
            self._counted[relation.layer] += 1
            return
        feature = self._layered.labels.get(relation.layer, VALUE)
        said = (relation.features.get(feature) if feature else None) or short_name(relation.layer)
        source, target = self._of_span.get(relation.source), self._of_span.get(relation.target)
        if source is None or target is None:
            ends = " and ".join(self._name(id_) for id_ in (relation.source, relation.target))
            self.losses.append(lost(f"the relation {said} of {ends}", "one of them is no mention"))
            return
        task, label = task_of(said, self._scheme)
        holder = Ref(kind=RefKind.MENTION, id=source)
        id_ = self._judge(FoundJudgement("", task, label, holder, Ref(kind=RefKind.MENTION, id=target)))
        has_value = feature is not None and feature in relation.features
        self._kept[RELATIONS][id_] = [relation.layer, feature if has_value else None, relation.base]
        rest = {name: value for name, value in relation.features.items() if name != feature}
        if rest:
            self._kept[FEATURES][id_] = dict(rest)

    def _of_document(self) -> None:
        for one in self._layered.on_document:
            label = self._layered.labels.get(one.layer)
            for name, value in one.features.items():
                if value and is_answer(value):
                    task = short_name(one.layer) if name == label else name
                    self._judge(FoundJudgement("", task, value, target=ARTICLE))
                elif value:
                    what = f"{name} of {short_name(one.layer)}: {_short(value)}"
                    self.losses.append(lost(what, "it is free text about the article"))

    def _judge(self, judgement: FoundJudgement) -> str:
        number = len(self._judgements) + 1
        while f"j{number}" in self._judgements or f"j{number}" in self._taken:
            number += 1
        id_ = f"j{number}"
        self._judgements[id_] = replace(judgement, id=id_)
        return id_

    def _name(self, span_id: int) -> str:
        span = self._spans.get(span_id)
        return "nothing" if span is None else f"{self._label(span)} {self._quoted(span)}"

    def _quoted(self, span: LayerSpan) -> str:
        return f"“{_short(self._finder.words(span.start, span.end))}”"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
