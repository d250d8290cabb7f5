"""A conflict: one thing that annotators read differently, and one decision for the reviewer."""

from dataclasses import dataclass
from enum import StrEnum

from annotator.agreement.table import Layer


class Difference(StrEnum):
    """How the variants of an item differ."""

    NONE = "agreed"
    BOUNDARY = "boundary"
    LABEL = "label"
    BOUNDARY_AND_LABEL = "boundary and label"
    MISSING = "missing"
    """Some marked a mention where others marked nothing."""
    MERGED_OR_SPLIT = "merged or split"
    """What is one entity to some is several to others."""
    PRESENCE = "presence"
    """Some see a stance, or answer a task, where others say nothing."""
    POLARITY = "polarity"
    """The same holder and target, another label."""
    TARGET = "target"
    HOLDER = "holder"
    DIRECTION = "direction swapped"


@dataclass(frozen=True, slots=True)
class Variant:
    """One of the answers to an item, and who gave it.

    `items` are the ids of the mentions, entities or judgements that are this answer in the annotation of
    each of `annotators`, in the same order; an empty tuple stands for "nothing here".
    """

    annotators: tuple[str, ...]
    items: tuple[tuple[str, ...], ...]
    said: str
    """The answer in words, without the article's text: "PERSON 12-25", "Toll against the dam"; "nothing"."""
    labels: tuple[str, ...] = ()
    """The entity label, or the labels of the judgement, of which a task may take several."""

    @property
    def is_nothing(self) -> bool:
        return not any(self.items)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that somebody said about an article, with every answer to it; a conflict if there are two.

    Variants stand with most votes first, then by their first annotator's name, "nothing" last among equals.
    """

    id: str
    """Made of what was said and by whom: it stays until somebody changes their mind."""
    article_id: str
    layer: Layer
    difference: Difference
    variants: tuple[Variant, ...]
    start: int
    """Where in the text it is about, half-open; the whole text for what is said about the article."""
    end: int
    label: str
    """The label that most gave it."""
    task: str | None = None
    impact: float = 0.0
    """Half of the mismatches it puts into its layer's F1, pooled over all pairs of annotators.

    Two that answer differently miss one another twice and count 1; where one of them says nothing, one answer
    misses and it counts a half. F1 rises by twice that over all answers that were compared.
    """

    @property
    def is_conflict(self) -> bool:
        return len(self.variants) > 1

    @property
    def readers(self) -> int:
        """How many it compares: all who read the article; of entities, those who marked what is grouped."""
        return sum(len(variant.annotators) for variant in self.variants)

    @property
    def share(self) -> float:
        """The part of the annotators that the first variant has."""
        return len(self.variants[0].annotators) / self.readers

    @property
    def sides(self) -> tuple[tuple[str, ...], ...]:
        """The annotators of each answer, in the order of the variants."""
        return tuple(variant.annotators for variant in self.variants)

    @property
    def labels(self) -> tuple[tuple[str, ...], ...]:
        """The labels of each answer, in the order of the variants."""
        return tuple(variant.labels for variant in self.variants)
