"""A text with layers of spans, relations and chains over it, as WebAnno, INCEpTION and UIMA keep them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from pydantic import JsonValue

from annotator.domain.article import SegmentKind
from annotator.domain.loss import Loss
from annotator.domain.tokens import Offsets
from annotator.formats.counting import CODE_POINTS, Counting

_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
NAMED_ENTITY: Final = f"{_DKPRO}ner.type.NamedEntity"
VALUE, IDENTIFIER = "value", "identifier"
"""The features of named entities: the label, and the id in a knowledge base."""
COREFERENCE: Final = f"{_DKPRO}coref.type.CoreferenceLink"
REFERENCE_TYPE, REFERENCE_RELATION = "referenceType", "referenceRelation"
"""The features of links: what kind of mention it is, and how it is tied to the next one."""

_OWN = "webanno.custom.Stance"
# Layers of this program's own, for what the usual ones have no place for.
ENTITY_LAYER: Final = f"{_OWN}Entity"
JUDGEMENT_LAYER: Final = f"{_OWN}Judgement"
RELATION_LAYER: Final = f"{_OWN}Relation"
PASSAGE_LAYER: Final = f"{_OWN}Passage"
REJECTED_LAYER: Final = f"{_OWN}Rejected"
PROGRESS_LAYER: Final = f"{_OWN}Progress"

KEPT: Final = "layers"
"""The key of an annotation's meta for what only these formats need back."""
SPANS, FEATURES, ATTRIBUTES, RELATIONS, LINKS = "spans", "features", "attributes", "relations", "links"
"""What that is: the layers of mentions, of relations and of links, with the features that label them;
features without an answer; and which answers were features.
"""


@dataclass(frozen=True, slots=True)
class Slot:
    """One filler of a slot feature: another span, in a role."""

    feature: str
    role: str | None
    target: int


class LayerSpan(NamedTuple):
    """An annotation of a stretch of the text; features without a value are left out."""

    id: int
    layer: str
    start: int
    end: int
    features: Mapping[str, str] = {}
    several: Mapping[str, Sequence[str]] = {}
    """Features with any number of values."""
    slots: Sequence[Slot] = ()


class LayerRelation(NamedTuple):
    """A relation from one span (the governor) to another (the dependent), by their ids."""

    layer: str
    source: int
    target: int
    features: Mapping[str, str] = {}
    base: str = NAMED_ENTITY
    """The layer whose spans it connects."""


class LayerChain(NamedTuple):
    """Spans that refer to the same, in order; `layer` is that of its links."""

    layer: str
    links: Sequence[LayerSpan]


@dataclass(frozen=True, slots=True)
class DocumentLabel:
    """An annotation of the whole text."""

    layer: str
    features: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Division:
    """A paragraph, heading and the like, in code points."""

    kind: SegmentKind
    span: Offsets


@dataclass(frozen=True, slots=True)
class Layered:
    """A text with everything that one annotator put over it.

    `counting` is how spans count; tokens (by sentence) and divisions are in code points.
    """

    text: str
    spans: Sequence[LayerSpan] = ()
    relations: Sequence[LayerRelation] = ()
    chains: Sequence[LayerChain] = ()
    on_document: Sequence[DocumentLabel] = ()
    sentences: Sequence[Sequence[Offsets]] = ()
    divisions: Sequence[Division] = ()
    counting: Counting = CODE_POINTS
    file_countings: tuple[Counting, ...] | None = None
    """How the file counts, where what is read of it has been converted."""
    is_proven: bool = False
    """Whether tokens show that spans count so."""
    fields: Mapping[str, str] = field(default_factory=dict)
    meta: Mapping[str, JsonValue] = field(default_factory=dict)
    labels: Mapping[str, str | None] = field(default_factory=dict)
    """The feature of each layer that holds its label, where the layers declare their features."""
    ancestors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The types that each layer's type is one of, where that is told."""
    losses: Sequence[Loss] = ()


def short_name(layer: str) -> str:
    """The name without what stands before the last full stop."""
    return layer.rpartition(".")[2]
