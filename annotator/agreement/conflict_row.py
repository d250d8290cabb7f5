"""A conflict as the queue lists it: lean enough to hold those of a whole project."""

from dataclasses import dataclass
from itertools import combinations

from annotator.agreement.conflict import Difference, Item
from annotator.agreement.table import Layer
from annotator.domain.ruling import Outcome

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One conflict of the queue; `sides` and `labels` stand for each answer, in the order of the variants."""

    article_id: str
    number: int
    """The place of the article in the project, by which articles are ordered."""
    title: str
    """Of the article, or its first words when it has none."""
    item_id: str
    layer: Layer
    difference: Difference
    label: str
    task: str | None
    start: int
    end: int
    quote: str
    """What stands there in the text, shortened; empty for what is said about the whole article."""
    sides: tuple[tuple[str, ...], ...]
    """The annotators who gave each answer."""
    labels: tuple[tuple[str, ...], ...]
    share: float
    impact: float
    """About how much the F1 of its layer, pooled over the project and all pairs, rises once it is settled."""
    updated: str
    """When one of the annotators last worked on the article, ISO 8601 in UTC."""
    decided: Outcome | None = None
    """None while it is open."""

    @property
    def annotators(self) -> tuple[str, ...]:
        """Everybody it compares, by name."""
        return tuple(sorted(name for side in self.sides for name in side))

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs of annotators who gave different answers, by name."""
        apart = (
            (min(one, other), max(one, other))
            for mine, others in combinations(self.sides, 2)
            for one in mine
            for other in others
        )
        return tuple(sorted(apart))


def row_of(
    item: Item, *, number: int, updated: str, impact: float, decided: Outcome | None = None
) -> ConflictRow:
    """The row of a conflict, still without title and quote, which want the article."""
    return ConflictRow(
        article_id=item.article_id,
        number=number,
        title="",
        item_id=item.id,
        layer=item.layer,
        difference=item.difference,
        label=item.label,
        task=item.task,
        start=item.start,
        end=item.end,
        quote="",
        sides=item.sides,
        labels=item.labels,
        share=item.share,
        impact=impact,
        updated=updated,
        decided=decided,
    )
