"""Where in the text the answers to an item lie."""

from collections.abc import Iterator, Mapping

from annotator.agreement.conflict import Item, Variant
from annotator.agreement.table import Layer
from annotator.domain.annotation import Annotation, Mention, Ref, RefKind
from annotator.domain.tokens import Offsets


def spans_of(
    item: Item, variant: Variant, annotations: Mapping[str, Annotation]
) -> list[tuple[tuple[Offsets, ...], str]]:
    """Where the answer lies in the text, and its label: mentions, those of entities, or the evidence."""
    found: dict[tuple[Offsets, ...], str] = {}
    for name, ids in zip(variant.annotators, variant.items, strict=True):
        annotation = annotations.get(name)
        if annotation is None:
            continue
        for id_ in ids:
            for spans, label in _spans(item.layer, annotation, id_):
                found.setdefault(spans, label)
    return list(found.items())


def place_of(item: Item, annotations: Mapping[str, Annotation]) -> Offsets:
    """Where to look for the item: the first answer that lies anywhere, else where it is said to be."""
    for variant in item.variants:
        spans = [span for pieces, _ in spans_of(item, variant, annotations) for span in pieces]
        if spans:
            return min(spans)
    return item.start, item.end


def _spans(layer: Layer, annotation: Annotation, id_: str) -> Iterator[tuple[tuple[Offsets, ...], str]]:
    match layer:
        case Layer.MENTIONS:
            mention = annotation.mentions.get(id_)
            if mention is not None:
                yield mention.pieces, mention.label
        case Layer.ENTITIES:
            for mention in annotation.mentions_of.get(id_, ()):
                yield mention.pieces, annotation.entities[id_].name
        case Layer.JUDGEMENTS:
            judgement = annotation.judgements.get(id_)
            if judgement is None:
                return
            for span in judgement.evidence:
                yield ((span.start, span.end),), judgement.label or ""
            if not judgement.evidence:
                yield from _first_mentions(annotation, (judgement.holder, judgement.target))


def _first_mentions(
    annotation: Annotation, refs: tuple[Ref | None, ...]
) -> Iterator[tuple[tuple[Offsets, ...], str]]:
    """Of what a judgement without evidence is about."""
    for ref in refs:
        if ref is None or ref.id is None:
            continue
        mentions: tuple[Mention, ...] = ()
        if ref.kind is RefKind.ENTITY:
            mentions = annotation.mentions_of.get(ref.id, ())[:1]
        elif ref.kind is RefKind.MENTION and ref.id in annotation.mentions:
            mentions = (annotation.mentions[ref.id],)
        yield from ((mention.pieces, ref.name or "") for mention in mentions)
