"""The UIMA types that layers are written in: those that are always needed, and those of the layers."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator

from annotator.formats.cas_types import (
    ANNOTATION,
    BASE,
    DEPENDENT,
    DIV,
    DIV_TYPE,
    DOCUMENT,
    FIRST,
    GOVERNOR,
    HEADING,
    NEXT,
    PARAGRAPH,
    SENTENCE,
    STRING,
    TOKEN,
    TypeDescription,
    Types,
    chain_of,
)
from annotator.formats.layers import (
    IDENTIFIER,
    NAMED_ENTITY,
    REFERENCE_RELATION,
    REFERENCE_TYPE,
    VALUE,
    Layered,
)
from annotator.formats.own_layers import OWN_FEATURES

_TEXTS = ("documentTitle", "documentId", "documentUri", "collectionId", "documentBaseUri")


class TypeCollection:
    """The types of texts that are written one after another, most of which have the same layers."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Types] = {}
        self.all = Types({one.name: one for one in _types(Layered(""))})
        """The types of all texts so far."""

    def of(self, text: Layered) -> Types:
        """The types of one text."""
        key = frozenset(_layers(text))
        types = self._known.get(key)
        if types is None:
            types = self._known[key] = Types({one.name: one for one in _types(text)})
            self.all = self.all.with_types(types)
        return types


def _layers(text: Layered) -> Iterator[tuple[str, ...]]:
    """What tells one set of layers from another."""
    for span in text.spans:
        yield (span.layer, *span.features)
    for relation in text.relations:
        yield (relation.layer, relation.base, *relation.features)
    for chain in text.chains:
        yield (chain.layer,)


def _types(text: Layered) -> Iterator[TypeDescription]:
    yield from _always()
    layers: dict[str, set[str]] = defaultdict(set)
    layers[NAMED_ENTITY] |= {VALUE, IDENTIFIER}
    for span in text.spans:
        layers[span.layer].update(span.features)
    relations: dict[str, tuple[str, set[str]]] = {}
    for relation in text.relations:
        relations.setdefault(relation.layer, (relation.base, set()))[1].update(relation.features)
    for name, features in layers.items():
        yield TypeDescription(name, ANNOTATION, _strings(_own_or(name, features)))
    for name, (base, features) in relations.items():
        ends = {GOVERNOR: base, DEPENDENT: base}
        yield TypeDescription(name, ANNOTATION, {**_strings(_own_or(name, features)), **ends})
    for link in sorted({chain.layer for chain in text.chains}):
        features_of_link = {**_strings((REFERENCE_TYPE, REFERENCE_RELATION)), NEXT: link}
        yield TypeDescription(link, ANNOTATION, features_of_link)
        yield TypeDescription(chain_of(link), BASE, {FIRST: link})


def _always() -> Iterator[TypeDescription]:
    document = {**_strings(_TEXTS), "isLastSegment": "uima.cas.Boolean"}
    yield TypeDescription(DOCUMENT, "uima.tcas.DocumentAnnotation", document)
    yield TypeDescription(TOKEN, ANNOTATION)
    yield TypeDescription(SENTENCE, ANNOTATION)
    yield TypeDescription(DIV, ANNOTATION, _strings((DIV_TYPE, "id")))
    yield TypeDescription(PARAGRAPH, DIV)
    yield TypeDescription(HEADING, DIV)


def _own_or(name: str, features: Collection[str]) -> Collection[str]:
    """All features of the program's own layers, whichever are needed, so that files agree."""
    return OWN_FEATURES.get(name, sorted(features))


def _strings(features: Collection[str]) -> dict[str, str]:
    return dict.fromkeys(sorted(features), STRING)
