"""What the log of gold tells of it: what was settled in advance, and what a reviewer took out by hand."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from annotator.domain.annotation import Judgement, Mention, Ref
from annotator.domain.log import How, LogEntry
from annotator.domain.steps import JudgementChange, MentionChange, Step

SETTLE = "settle"
"""The word that the names of steps begin with which settle in advance."""


def is_settling(step: Step) -> bool:
    """Whether the step settled in advance, so that it is nobody's decision."""
    return step.name.startswith(f"{SETTLE} ")


Key = tuple[str, ...]
"""What a mention or judgement of gold says, whatever its id."""


@dataclass(slots=True)
class GoldHistory:
    """Read from the steps that stand."""

    taken_out: set[Key] = field(default_factory=set)
    """What a reviewer took out by hand and did not put back."""
    settled: set[str] = field(default_factory=set)
    """The ids of what came in by settling and nobody touched since."""


def history_of(log: Iterable[LogEntry]) -> GoldHistory:
    """What the log of gold tells."""
    found = GoldHistory()
    for step in _standing_steps(log):
        # What goes with a decision is that decision's business.
        is_decision = any(change.kind == "ruling" for change in step.changes)
        in_advance = is_settling(step)
        for change in step.changes:
            if isinstance(change, MentionChange | JudgementChange):
                _follow(found, change, by_hand=not is_decision and not in_advance, in_advance=in_advance)
    return found


def key_of(one: Mention | Judgement) -> Key:
    """What it says, by names and offsets: ids may be others after it was taken out."""
    if isinstance(one, Mention):
        return ("mention", one.label, *(f"{start}-{end}" for start, end in one.pieces))
    refs = (_named(ref) for ref in (one.holder, one.target, one.anchor))
    return "judgement", one.task, one.label or "", *sorted(one.more_labels), *refs


def _follow(
    found: GoldHistory, change: MentionChange | JudgementChange, *, by_hand: bool, in_advance: bool
) -> None:
    before, after = change.before, change.after
    if before is not None:
        found.settled.discard(before.id)
        if by_hand:
            found.taken_out.add(key_of(before))
    if after is not None:
        found.taken_out.discard(key_of(after))
        if in_advance:
            found.settled.add(after.id)


def _standing_steps(log: Iterable[LogEntry]) -> list[Step]:
    """The steps that were not taken back."""
    done: list[Step] = []
    for entry in log:
        if entry.how is not How.UNDO:
            done.append(entry.parsed())
        elif done:
            done.pop()
    return done


def _named(ref: Ref | None) -> str:
    return "" if ref is None else f"{ref.kind} {ref.name or ref.id or ''}"
