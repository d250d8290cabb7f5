"""What is drawn over the article while a conflict is in sight: every answer to it, by its letter."""

from collections.abc import Iterator, Mapping

from annotator.agreement.conflict import Item, Variant
from annotator.agreement.deciding import letter
from annotator.agreement.table import Layer
from annotator.domain.annotation import Annotation, Mention, Ref, RefKind
from annotator.domain.tokens import Offsets
from annotator.gui.text.overlays import Overlay
from annotator.workbench.review import Review


def overlays_of(review: Review, item: Item, annotations: Mapping[str, Annotation]) -> tuple[Overlay, ...]:
    """The spans of every answer; answers that lie on the same one share it, and so its letters."""
    found: dict[tuple[Offsets, ...], list[tuple[int, Variant, str]]] = {}
    for number, variant in enumerate(item.variants):
        for spans, label in spans_of(item, variant, annotations):
            found.setdefault(spans, []).append((number, variant, label))
    return tuple(
        Overlay(
            start=spans[0][0],
            end=spans[-1][1],
            pieces=spans if len(spans) > 1 else (),
            tag=" ".join(letter(number) for number, _, _ in sharing),
            tone=sharing[0][0],
            label=" / ".join(dict.fromkeys(label for _, _, label in sharing if label)),
            title="" if review.is_anonymous else ", ".join(_names(sharing)),
            is_current=any(number in review.chosen for number, _, _ in sharing),
        )
        for spans, sharing in found.items()
    )


def _names(sharing: list[tuple[int, Variant, str]]) -> list[str]:
    return [name for _, variant, _ in sharing for name in variant.annotators]


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


def place_of(item: Item, annotations: Mapping[str, Annotation]) -> Offsets:
    """What is brought into sight: the first answer that lies anywhere, else where the item is said to be."""
    for variant in item.variants:
        spans = [span for pieces, _ in spans_of(item, variant, annotations) for span in pieces]
        if spans:
            return min(spans)
    return item.start, item.end
