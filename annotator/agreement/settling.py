"""Settles in advance what enough annotators agree on, so that a reviewer decides only what is open."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.agreement.conflict import Item
from annotator.agreement.deciding import Decision, ruling_on
from annotator.agreement.gold_draft import GoldDraft
from annotator.agreement.standing import Standing
from annotator.agreement.table import Layer
from annotator.domain.annotation import Annotation, Judgement, Mention, Ref
from annotator.domain.article import Article
from annotator.domain.edits.mentions import count
from annotator.domain.log import How, LogEntry
from annotator.domain.refused import Refused
from annotator.domain.ruling import Outcome
from annotator.domain.scheme import Scheme
from annotator.domain.steps import Change, Step

Key = tuple[str, ...]
"""What a mention or judgement of gold says, whatever its id."""


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
    taken_out: Collection[Key] = (),
) -> Step:
    """The step that brings into gold what at least the threshold's share of annotators agree on.

    What all agree on just comes in; what only most agree on gets a ruling, so that it can be decided
    otherwise. What is decided already stays, as does what a reviewer took out by hand (see `taken_out_of`).
    Without two readers nobody has agreed with anybody: the step is empty.
    """
    return settled(gold, article, items, annotations, scheme, threshold, by, taken_out=taken_out).step


def settled(
    gold: Annotation,
    article: Article,
    items: Sequence[Item],
    annotations: Mapping[str, Annotation],
    scheme: Scheme,
    threshold: float,
    by: str,
    *,
    taken_out: Collection[Key] = (),
) -> Settled:
    """The same, counted."""
    checked = checked_threshold(threshold)
    if len(annotations) < 2:
        return Settled(Step(name=_name(0, 0), changes=()), 0, 0)
    draft = GoldDraft(gold, article, annotations)
    desk = _Desk(draft, Standing(draft, items, scheme), by, frozenset(taken_out))
    for item in items:
        if item.id not in draft.draft.rulings and _has_share(item, checked):
            desk.settle(item)
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


def taken_out_of(log: Iterable[LogEntry]) -> frozenset[Key]:
    """What a reviewer took out of gold by hand and did not put back: it is not settled a second time."""
    out: set[Key] = set()
    for changes in _standing_steps(log):
        # What goes with a decision is that decision's business.
        if any(change.kind == "ruling" for change in changes):
            continue
        for change in changes:
            if change.kind in ("mention", "judgement"):
                out |= {key_of(one) for one in (change.before,) if one is not None}
                out -= {key_of(one) for one in (change.after,) if one is not None}
    return frozenset(out)


def key_of(one: Mention | Judgement) -> Key:
    """What it says, by names and offsets: ids may be others after it was taken out."""
    if isinstance(one, Mention):
        return ("mention", one.label, *(f"{start}-{end}" for start, end in one.pieces))
    refs = (_named(ref) for ref in (one.holder, one.target, one.anchor))
    return "judgement", one.task, one.label or "", *sorted(one.more_labels), *refs


@dataclass(slots=True)
class _Desk:
    """Settles one item after the other and counts them."""

    gold: GoldDraft
    standing: Standing
    by: str
    taken_out: frozenset[Key]
    unanimous: int = 0
    by_most: int = 0

    def settle(self, item: Item) -> None:
        if item.is_conflict:
            # What gold cannot take is left to the reviewer.
            self.by_most += self.gold.unless_refused(lambda: self._rule(item))
        elif item.layer is not Layer.ENTITIES and not self._was_taken_out(item):
            # How mentions are grouped comes in with them.
            before = self._size()
            if item.layer is Layer.MENTIONS:
                self.standing.put(item)
            else:
                self.gold.unless_refused(lambda: self.standing.put(item))
            self.unanimous += self._size() > before

    def _rule(self, item: Item) -> None:
        made = self.standing.make(item, Outcome.AGREED, (0,))
        decision = Decision(outcome=Outcome.AGREED, by=self.by)
        self.gold.draft.put(ruling_on(item, decision, (0,), made))

    def _was_taken_out(self, item: Item) -> bool:
        return bool(self.taken_out) and not self.taken_out.isdisjoint(
            key_of(one) for one in self.standing.answers(item)
        )

    def _size(self) -> int:
        return len(self.gold.draft.mentions) + len(self.gold.draft.judgements)


def _has_share(item: Item, threshold: float) -> bool:
    # 2 of 3 is as much as 0.6667 written by hand is meant to be, give or take its last digit.
    return not item.is_conflict or item.share >= threshold - 1e-4


def _standing_steps(log: Iterable[LogEntry]) -> list[tuple[Change, ...]]:
    """The changes of the steps that were not taken back."""
    done: list[tuple[Change, ...]] = []
    for entry in log:
        if entry.how is How.UNDO:
            if done:
                done.pop()
        else:
            done.append(entry.parsed().changes)
    return done


def _named(ref: Ref | None) -> str:
    return "" if ref is None else f"{ref.kind} {ref.name or ref.id or ''}"


def _name(unanimous: int, by_most: int) -> str:
    said = [f"{count(unanimous, 'answer')} all agree on"] if unanimous or not by_most else []
    said += [f"{count(by_most, 'answer')} most agree on"] if by_most else []
    return f"settle {' and '.join(said)}"
