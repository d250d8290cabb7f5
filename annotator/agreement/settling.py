"""Settles in advance what enough annotators agree on, so that a reviewer decides only what is open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from annotator.agreement.conflict import Item
from annotator.agreement.deciding import Decision, ruling_on
from annotator.agreement.everything_said import EverythingSaid
from annotator.agreement.gold_draft import GoldDraft
from annotator.agreement.gold_history import SETTLE, GoldHistory, history_of, key_of
from annotator.agreement.standing import Standing, is_about_same
from annotator.agreement.table import Layer
from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.edits.mentions import count
from annotator.domain.log import LogEntry
from annotator.domain.refused import Refused
from annotator.domain.ruling import Outcome, Ruling
from annotator.domain.scheme import Scheme
from annotator.domain.steps import Step


class Settled(NamedTuple):
    """The step that settles, and how many answers it settles."""

    step: Step
    unanimous: int
    by_most: int


def settle(
    gold: Annotation,
    article: Article,
    items: Sequence[Item],
    annotations: Mapping[str, Annotation],
    scheme: Scheme,
    threshold: float,
    by: str,
    *,
    log: Iterable[LogEntry] = (),
) -> Step:
    """The step that brings into gold what at least the threshold's share of annotators agree on.

    What all agree on just comes in; what only most agree on gets a ruling, so that it can be decided
    otherwise. What a reviewer decided stays, as does, by the log of gold, what they took out by hand; what
    was settled before and is agreed on no longer goes. Without two readers nobody has agreed with anybody:
    the step is empty.
    """
    return settled(gold, article, items, annotations, scheme, threshold, by, log=log).step


def settled(
    gold: Annotation,
    article: Article,
    items: Sequence[Item],
    annotations: Mapping[str, Annotation],
    scheme: Scheme,
    threshold: float,
    by: str,
    *,
    log: Iterable[LogEntry] = (),
) -> Settled:
    """The same, counted."""
    checked = checked_threshold(threshold)
    if len(annotations) < 2:
        return Settled(Step(name=_name(0, 0), changes=()), 0, 0)
    draft = GoldDraft(gold, EverythingSaid(article, annotations, items))
    desk = _Desk(draft, Standing(draft, scheme), scheme, by, history_of(log))
    desk.forget_outdated(items)
    for item in items:
        if item.id not in draft.draft.rulings and _has_share(item, checked):
            desk.settle(item)
    desk.withdraw()
    return Settled(draft.step(_name(desk.unanimous, desk.by_most)), desk.unanimous, desk.by_most)


def checked_threshold(threshold: float) -> float:
    """The threshold, refused unless it is a share that only one answer can have."""
    if not 0.5 < threshold <= 1:
        raise Refused(
            "The threshold is a share above 0.5 and up to 1: below, two answers could both pass it."
        )
    return threshold


def open_items(gold: Annotation, items: Iterable[Item]) -> list[Item]:
    """The conflicts nobody has decided."""
    return [item for item in items if item.is_conflict and item.id not in gold.rulings]


@dataclass(slots=True)
class _Desk:
    """Settles one item after the other and counts them."""

    gold: GoldDraft
    standing: Standing
    scheme: Scheme
    by: str
    history: GoldHistory
    unanimous: int = 0
    by_most: int = 0
    agreed: set[str] = field(default_factory=set)
    """The ids of gold that all agree on."""
    outdated: list[Ruling] = field(default_factory=list)
    """What a reviewer decided on conflicts that somebody has changed their answer to since."""

    def forget_outdated(self, items: Iterable[Item]) -> None:
        """What was settled on answers that are no longer given is settled no more."""
        living = {item.id for item in items}
        for ruling in list(self.gold.draft.rulings.values()):
            if ruling.id in living:
                continue
            if ruling.outcome is Outcome.AGREED:
                self.history.settled.update(self.gold.take_back(ruling.id))
            else:
                self.outdated.append(ruling)

    def settle(self, item: Item) -> None:
        if item.is_conflict:
            # What gold cannot take is left to the reviewer.
            self.by_most += self.gold.unless_refused(lambda: self._rule(item))
        elif item.layer is not Layer.ENTITIES and not self._is_decided_otherwise(item):
            # How mentions are grouped comes in with them.
            before = self._size()
            self.gold.unless_refused(lambda: self.agreed.update(self.standing.put(item)))
            self.unanimous += self._size() > before

    def withdraw(self) -> None:
        """Takes out what was settled before and is agreed on no longer, unless gold needs it."""
        needed = {id_ for ruling in self.gold.draft.rulings.values() for id_ in ruling.made} | self.agreed
        for id_ in sorted(self.history.settled - needed):
            if id_ in self.gold.draft.judgements:
                self.gold.unsay(id_)
        for id_ in sorted(self.history.settled - needed):
            if id_ in self.gold.draft.mentions:
                self.gold.unless_refused(partial(self.gold.remove_mention, id_, None))

    def _rule(self, item: Item) -> None:
        made = self.standing.make(item, Outcome.AGREED, (0,))
        decision = Decision(outcome=Outcome.AGREED, by=self.by)
        self.gold.rule(ruling_on(item, decision, (0,), made, self.scheme))

    def _is_decided_otherwise(self, item: Item) -> bool:
        taken_out = self.history.taken_out
        if taken_out and not taken_out.isdisjoint(key_of(one) for one in self.standing.answers(item)):
            return True
        return any(is_about_same(ruling, item) for ruling in self.outdated)

    def _size(self) -> int:
        return len(self.gold.draft.mentions) + len(self.gold.draft.judgements)


def _has_share(item: Item, threshold: float) -> bool:
    # 2 of 3 is as much as 0.6667 written by hand is meant to be, give or take its last digit.
    return not item.is_conflict or item.share >= threshold - 1e-4


def _name(unanimous: int, by_most: int) -> str:
    said = [f"{count(unanimous, 'answer')} all agree on"] if unanimous or not by_most else []
    said += [f"{count(by_most, 'answer')} most agree on"] if by_most else []
    return f"{SETTLE} {' and '.join(said)}"
