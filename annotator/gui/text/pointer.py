"""The mouse on the article: clicks, drags and double clicks become selections and requests for edits."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from annotator.domain.annotation import Mention
from annotator.domain.tokens import token_at
from annotator.gui.text.drags import Drag, DragKind, drag_of
from annotator.gui.text.hits import HitKind, HitTarget, next_outward
from annotator.workbench.selection import Selection
from annotator.workbench.workbench import Workbench

_DRAG_DISTANCE = 4
"""Pixels that a shaky click may move."""


class Surface(Protocol):
    """What the mouse moves over; points are in its own pixels."""

    def target_at(self, point: QPointF) -> HitTarget: ...

    def character_at(self, point: QPointF) -> int | None: ...

    def show_drag(self, drag: Drag | None, point: QPointF) -> None:
        """Shows what letting go would do."""


@dataclass(frozen=True)
class Requests:
    """Where the edits that the mouse asks for are sent to; selecting is no edit and done at once."""

    mark: Callable[[int, int], None]
    resize: Callable[[str, int, int], None]
    join: Callable[[str, str], None]


@dataclass(frozen=True)
class _Press:
    target: HitTarget
    point: QPointF
    may_cycle: bool
    """Whether a click here means the next mention outwards: one of those here was current before."""
    only_selects: bool


class Pointer:
    """One press at a time, from button down to button up."""

    def __init__(self, surface: Surface, bench: Workbench, requests: Requests) -> None:
        self._surface = surface
        self._bench = bench
        self._requests = requests
        self._press: _Press | None = None
        self._drag: Drag | None = None
        self._is_exact = False

    @property
    def is_pressed(self) -> bool:
        return self._press is not None

    def press(self, event: QMouseEvent) -> None:
        """Selects at once what is pressed on; with Shift, selects text up to there without marking it."""
        point, selection = event.position(), self._bench.selection
        target = self._surface.target_at(point)
        self._drag, self._is_exact = None, _is_exact(event)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            anchor = HitTarget(HitKind.TEXT, selection.anchor)
            self._press = _Press(anchor, point, may_cycle=False, only_selects=True)
            self._drag_to(target)
            return
        may_cycle = selection.mention_id in target.mention_ids
        self._press = _Press(target, point, may_cycle=may_cycle, only_selects=False)
        if target.is_edge or may_cycle:
            return
        if target.mention_id is not None and not self._is_exact:
            self._bench.select_mention(target.mention_id)
        else:
            self._bench.select(selection.with_caret(target.offset))

    def move(self, event: QMouseEvent) -> None:
        """Shows what letting go here would do."""
        self._is_exact = _is_exact(event)
        self.move_to(event.position())

    def move_to(self, point: QPointF) -> None:
        """The page may also move under a pointer that stands still."""
        press = self._press
        if press is None:
            return
        if self._drag is None and (point - press.point).manhattanLength() < _DRAG_DISTANCE:
            return
        self._drag_to(self._surface.target_at(point))
        self._surface.show_drag(self._drag, point)

    def release(self, event: QMouseEvent) -> None:
        """Asks for the edit that was dragged; without a drag, goes on to the next mention outwards."""
        press, drag = self._press, self._drag
        self.cancel()
        if press is None:
            return
        if drag is None:
            if press.may_cycle and press.target.kind is HitKind.MENTION:
                self._click(press, is_exact=_is_exact(event))
            return
        self._ask(drag, only_selects=press.only_selects)

    def double_click(self, event: QMouseEvent) -> None:
        """Marks the word under the pointer; where just that is marked, it is another click on the mention."""
        point = event.position()
        character = self._surface.character_at(point)
        span = None if character is None else token_at(self._bench.article.text, character)
        target = self._surface.target_at(point)
        self.cancel()
        if span is None:
            return
        if any((m.start, m.end) == span for m in self._mentions(target)):
            self._bench.select_mention(next_outward(target.mention_ids, self._bench.selection.mention_id))
            return
        self._bench.select(Selection(*span, judgement_id=self._bench.selection.judgement_id))
        self._requests.mark(*span)

    def point_out(self, point: QPointF) -> int:
        """Makes current what a menu is wanted for, unless it is so already; the offset there."""
        target, selection = self._surface.target_at(point), self._bench.selection
        span = selection.span
        if target.mention_id is not None:
            if selection.mention_id not in target.mention_ids:
                self._bench.select_mention(target.mention_id)
        elif span is None or not span[0] <= target.offset <= span[1]:
            self._bench.select(selection.with_caret(target.offset))
        return target.offset

    def cancel(self) -> None:
        """Forgets the press: nothing that was dragged happens."""
        if self._press is not None:
            self._surface.show_drag(None, self._press.point)
        self._press = self._drag = None

    def _drag_to(self, now: HitTarget) -> None:
        if self._press is None:
            return
        began = self._press.target
        self._drag = drag_of(
            began,
            now,
            self._mentions(began, now),
            self._bench.article.text,
            is_exact=self._is_exact,
            is_text=self._press.only_selects or self._is_exact,
        )
        self._select_dragged()

    def _click(self, press: _Press, *, is_exact: bool) -> None:
        selection = self._bench.selection
        if is_exact:
            self._bench.select(selection.with_caret(press.target.offset))
        else:
            self._bench.select_mention(next_outward(press.target.mention_ids, selection.mention_id))

    def _ask(self, drag: Drag, *, only_selects: bool) -> None:
        match drag.kind:
            case DragKind.TEXT if not only_selects:
                self._requests.mark(drag.start, drag.end)
            case DragKind.EDGE if drag.from_id is not None and self._moves_an_edge(drag):
                self._requests.resize(drag.from_id, drag.start, drag.end)
            case DragKind.STANCE if drag.from_id is not None and drag.to_id is not None:
                self._requests.join(drag.from_id, drag.to_id)

    def _moves_an_edge(self, drag: Drag) -> bool:
        held = self._bench.annotation.mentions.get(drag.from_id or "")
        return held is not None and (held.start, held.end) != (drag.start, drag.end)

    def _select_dragged(self) -> None:
        drag = self._drag
        if drag is None or drag.kind is DragKind.EDGE:
            return
        if drag.kind is DragKind.STANCE and drag.from_id is not None:
            self._bench.select_mention(drag.from_id)
            return
        anchor, caret = (drag.end, drag.start) if drag.is_backwards else (drag.start, drag.end)
        self._bench.select(Selection(anchor, caret, judgement_id=self._bench.selection.judgement_id))

    def _mentions(self, *targets: HitTarget) -> tuple[Mention, ...]:
        known = self._bench.annotation.mentions
        return tuple(known[id_] for target in targets for id_ in target.mention_ids if id_ in known)


def _is_exact(event: QMouseEvent) -> bool:
    """With Alt nothing snaps to words; nor with Ctrl, for desktops that move windows by Alt and the mouse."""
    exact = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
    return bool(event.modifiers() & exact)
