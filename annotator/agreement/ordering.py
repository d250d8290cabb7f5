"""In which order conflicts are decided, and which of them are listed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from annotator.agreement.conflict import Difference
from annotator.agreement.conflict_row import ConflictRow
from annotator.agreement.table import Layer


class Order(StrEnum):
    """What conflicts are ordered by; among equals those with most impact come first."""

    IMPACT = "impact"
    LABEL = "label"
    """By layer and task, then label."""
    PAIR = "annotator pair"
    """By who disagrees with whom; where several pairs do, by the first of them."""
    ARTICLE = "article"
    """In the order of the project, and as they stand in the text."""


def in_order(conflicts: Iterable[ConflictRow], by: Order) -> tuple[ConflictRow, ...]:
    """The conflicts in that order, which depends on nothing but what they are."""
    return tuple(sorted(conflicts, key=_KEYS[by]))


@dataclass(frozen=True, slots=True)
class ConflictFilter:
    """Which conflicts are wanted; what is None or empty does not narrow them down."""

    layer: Layer | None = None
    task: str | None = None
    label: str | None = None
    other_label: str | None = None
    """With it, those where one answer was `label` and another this one."""
    annotators: tuple[str, ...] = ()
    """One: where they differ from anybody. Several: where any two of them differ from one another."""
    since: str | None = None
    """A date, ISO 8601: articles last worked on then or later."""
    before: str | None = None
    """A date, ISO 8601: articles last worked on before it."""
    differences: frozenset[Difference] = frozenset()
    """Any of these."""
    article_id: str | None = None

    def holds(self, row: ConflictRow) -> bool:
        """Whether the conflict is wanted."""
        return (
            self.layer in (None, row.layer)
            and self.task in (None, row.task)
            and (not self.differences or row.difference in self.differences)
            and self.article_id in (None, row.article_id)
            and self._holds_labels(row)
            and self._holds_annotators(row)
            # As texts they stand in the order of time.
            and (self.since is None or self.since <= row.updated)
            and (self.before is None or row.updated < self.before)
        )

    def _holds_labels(self, row: ConflictRow) -> bool:
        if self.label is None:
            return True
        having = {place for place, labels in enumerate(row.labels) if self.label in labels}
        if self.other_label is None:
            return bool(having)
        others = {place for place, labels in enumerate(row.labels) if self.other_label in labels}
        # Both from one annotator, who gave several labels, is no disagreement about them.
        return any(place != other for place in having for other in others)

    def _holds_annotators(self, row: ConflictRow) -> bool:
        wanted = set(self.annotators)
        if not wanted:
            return True
        sides = sum(not wanted.isdisjoint(side) for side in row.sides)
        return sides > 1 if len(wanted) > 1 else sides == 1


_Key = tuple[str | int | float, ...]


def _place(row: ConflictRow) -> _Key:
    return row.number, row.start, row.end, row.item_id


def _by_impact(row: ConflictRow) -> _Key:
    return -row.impact, *_place(row)


def _by_label(row: ConflictRow) -> _Key:
    return list(Layer).index(row.layer), row.task or "", row.label, *_by_impact(row)


def _by_pair(row: ConflictRow) -> _Key:
    return *(row.pairs[0] if row.pairs else ("", "")), *_by_impact(row)


_KEYS: Mapping[Order, Callable[[ConflictRow], _Key]] = {
    Order.IMPACT: _by_impact,
    Order.LABEL: _by_label,
    Order.PAIR: _by_pair,
    Order.ARTICLE: _place,
}
