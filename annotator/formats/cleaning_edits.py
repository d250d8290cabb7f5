"""Edits to a text, and how edits made one after the other become edits to the original."""

from collections.abc import Sequence
from typing import NamedTuple


class Edit(NamedTuple):
    """`[start, end)` of a text, what takes its place, and the rule that says so; "" takes it out."""

    start: int
    end: int
    with_: str
    rule: str


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text after the edits, which are in order and do not overlap."""
    parts: list[str] = []
    reached = 0
    for start, end, with_, _ in edits:
        parts += (text[reached:start], with_)
        reached = end
    return "".join((*parts, text[reached:]))


class _Placed(NamedTuple):
    """An edit of the original, and where what it puts there starts in the edited text."""

    at: int
    edit: Edit

    @property
    def after(self) -> int:
        return self.at + len(self.edit.with_)

    @property
    def shift(self) -> int:
        """What makes an offset of the edited text, after this edit, one of the original."""
        return self.edit.end - self.after


def followed_by(first: Sequence[Edit], cuts: Sequence[Edit]) -> Sequence[Edit]:
    """One list of edits to the original that does what `first` does and then `cuts`, which only take out.

    A cut swallows the edits inside it, so that a removed line is one removal whatever it was made of.
    """
    if not first or not cuts:
        return first or cuts
    # From the end, so that the offsets of the cuts still to come stay what they are.
    waiting, done = _placed(first), []
    for cut in reversed(cuts):
        while waiting and waiting[-1].at >= cut.end:
            done.append(waiting.pop().edit)
        touched: list[_Placed] = []
        while waiting and waiting[-1].after > cut.start:
            touched.append(waiting.pop())
        shift = waiting[-1].shift if waiting else 0
        waiting.append(_merged(cut, touched[::-1], shift))
    return [placed.edit for placed in waiting] + done[::-1]


def _placed(edits: Sequence[Edit]) -> list[_Placed]:
    placed: list[_Placed] = []
    shift = 0
    for edit in edits:
        placed.append(_Placed(edit.start - shift, edit))
        shift += edit.end - edit.start - len(edit.with_)
    return placed


def _merged(cut: Edit, touched: Sequence[_Placed], shift: int) -> _Placed:
    """The cut with the edits it touches: one edit that keeps what of theirs lies outside of it."""
    at, start, end, kept, rule = cut.start, cut.start + shift, cut.end + shift, "", cut.rule
    if touched:
        first, last = touched[0], touched[-1]
        end = cut.end + last.shift
        if first.at < cut.start:
            at, start, rule = first.at, first.edit.start, first.edit.rule
            kept = first.edit.with_[: cut.start - first.at]
        if last.after > cut.end:
            end, rule = last.edit.end, last.edit.rule
            kept += last.edit.with_[cut.end - last.at :]
    return _Placed(at, Edit(start, end, kept, rule))
