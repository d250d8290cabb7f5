"""What a layer or a feature is by its name: mentions, labels, ids, or what linguists mark on every token."""

import re
from collections.abc import Collection, Mapping
from typing import Final

from annotator.formats.layers import IDENTIFIER, NAMED_ENTITY, short_name

_LINGUISTIC = (
    *("de.tudarmstadt.ukp.dkpro.core.api.", "org.dkpro.core.api.", "de.tudarmstadt.ukp.clarin.webanno."),
    *("de.tudarmstadt.ukp.inception.", "uima."),
)
_NAMED_ENTITIES = f"{NAMED_ENTITY.rpartition('.')[0]}."
_OF_EVERY_TOKEN = re.compile(
    r"(?:\w*(?:Token|Sentence|Paragraph|Lemma|Stem|Chunk|Newline|Heading|Segment)|POS\w*)(?:Annotation)?"
)
BOOKKEEPING: Final = frozenset(
    (
        *("DocumentMetaData", "TagsetDescription", "TagDescription", "CASMetadata", "DocumentAnnotation"),
        *("LayerDefinition", "FeatureDefinition", "SourceDocumentInformation", "Sofa", "View", "NULL"),
    )
)
"""Types that say nothing about the text, by their short names."""
_LABELS = (
    *("value", "label", "category", "type", "kind", "entity", "entitytype", "tag", "class", "ner", "name"),
    *("neclass", "nerlabel"),
)
_IDENTIFIERS = frozenset((IDENTIFIER, "kbid", "conceptid", "concept", "iri", "uri", "wikidata", "qid"))
_FRACTION = re.compile(r"[-+]?\d*\.\d+(?:[eE][-+]?\d+)?")
_LONGEST_ANSWER = 60


def is_of_mentions(layer: str, ancestors: Collection[str] = ()) -> bool:
    """Whether the layer's spans are mentions: named entities, and what somebody made a layer for."""
    if layer == NAMED_ENTITY or NAMED_ENTITY in ancestors or layer.startswith(_NAMED_ENTITIES):
        return True
    if layer.startswith(_LINGUISTIC) or _OF_EVERY_TOKEN.fullmatch(short_name(layer)):
        return False
    return not any(one.startswith(_LINGUISTIC) and not one.startswith("uima.") for one in ancestors)


def is_of_relations(layer: str) -> bool:
    """Whether the layer's relations are answers rather than grammar."""
    return not layer.startswith(_LINGUISTIC)


def is_identifier(feature: str) -> bool:
    """Whether it holds ids of a knowledge base."""
    return _plain(feature) in _IDENTIFIERS


def label_feature(features: Collection[str]) -> str | None:
    """The one of a layer's features that is its label; None if there is nothing to choose from."""
    by_name = {_plain(feature): feature for feature in reversed(list(features))}
    for name in _LABELS:
        if name in by_name:
            return by_name[name]
    return next((feature for feature in features if not is_identifier(feature)), None)


def label_features(declared: Mapping[str, Collection[str]]) -> dict[str, str | None]:
    """The feature of each layer that is its label."""
    return {layer: label_feature(features) for layer, features in declared.items()}


def is_answer(value: str) -> bool:
    """Whether the value is one of a few that are chosen from, and not free text or a measurement."""
    return len(value) <= _LONGEST_ANSWER and "\n" not in value and not _FRACTION.fullmatch(value)


def _plain(feature: str) -> str:
    return feature.replace("_", "").replace("-", "").lower()
