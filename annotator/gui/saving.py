"""Autosave: hands every step to the database in order, and says "Saved" when it is true."""

from collections import deque
from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from annotator.domain.annotation import Annotator
from annotator.domain.refused import Refused
from annotator.gui.background import DatabaseLane
from annotator.project import Conflict, PendingStep, Project

RETRY_MILLISECONDS = 2_000


class SaveState(StrEnum):
    SAVED = "saved"
    SAVING = "saving"
    WAITING = "waiting"
    """Saving failed; the steps wait in order and are tried again."""


class Saver(QObject):
    """The steps that are not stored yet, oldest first; one transaction at a time is under way.

    Once another window has overtaken an annotation, its steps are held: on top of what is stored now they
    would mean something else. Whoever listens loads it again and takes them.
    """

    state_changed = Signal(SaveState, str)
    """The state, and a sentence while saving fails."""
    overtaken = Signal(object, Annotator)
    """Another window changed this article (id) of this annotator; `take_held` gives the steps."""
    settled = Signal()
    """Nothing is under way: everything is stored, or waits."""
    broke = Signal(Exception)
    """A fault of the program; the steps wait all the same."""

    def __init__(self, lane: DatabaseLane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._waiting: deque[PendingStep] = deque()
        self._held: dict[tuple[str, Annotator], list[PendingStep]] = {}
        self._under_way = 0
        self._state, self._sentence = SaveState.SAVED, ""
        self._broke_with = ""
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MILLISECONDS)
        self._retry.timeout.connect(self.try_now)

    @property
    def state(self) -> SaveState:
        return self._state

    @property
    def waiting(self) -> tuple[PendingStep, ...]:
        """What is not stored yet."""
        held = (step for steps in self._held.values() for step in steps)
        return (*held, *self._waiting)

    def waits_for(self, article_id: str, annotator: Annotator) -> bool:
        return any((step.article_id, step.annotator) == (article_id, annotator) for step in self.waiting)

    def add(self, *steps: PendingStep) -> None:
        """Stores the steps as soon as the database is free."""
        for step in steps:
            held = self._held.get((step.article_id, step.annotator))
            (self._waiting if held is None else held).append(step)
        if self._state is not SaveState.WAITING:
            self.go_on()

    def take_held(self, article_id: str, annotator: Annotator) -> tuple[PendingStep, ...]:
        """Steps that were overtaken, to be taken again on what is stored now; then `go_on`."""
        return tuple(self._held.pop((article_id, annotator), ()))

    def go_on(self) -> None:
        """Stores what waits, and says how things stand."""
        if self._waiting or self._held:
            self._set_state(SaveState.SAVING, "")
            self._save()
        else:
            self._broke_with = ""
            self._set_state(SaveState.SAVED, "")
            self.settled.emit()

    def try_now(self) -> None:
        """Tries again at once what waits after a failure."""
        if self._state is not SaveState.WAITING or self._under_way:
            return
        self._retry.stop()
        for article_id, annotator in tuple(self._held):
            self.overtaken.emit(article_id, annotator)
        self._save()

    def settle(self) -> None:
        """Waits until nothing is under way any more, while the window goes on painting."""
        if self._state is SaveState.SAVING or self._under_way:
            loop = QEventLoop()
            self.settled.connect(loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def close(self) -> None:
        """Tries nothing again any more."""
        self._retry.stop()

    def _save(self) -> None:
        if self._under_way or not self._waiting:
            return
        steps = tuple(self._waiting)
        self._under_way = len(steps)
        self._lane.ask(_saving(steps), self._on_saved, self._on_failed)

    def _on_saved(self, _: None) -> None:
        for _step in range(self._under_way):
            self._waiting.popleft()
        self._under_way = 0
        self.go_on()

    def _on_failed(self, error: Exception) -> None:
        self._under_way = 0
        if isinstance(error, Conflict):
            self._hold(error.article_id, error.annotator)
            self._save()
        else:
            self.wait(error)

    def wait(self, error: Exception) -> None:
        """Keeps everything in order and tries again after a while; a fault is announced once."""
        fault = "" if isinstance(error, Refused) else f"{type(error).__name__}: {error}"
        self._set_state(SaveState.WAITING, fault or str(error))
        self._retry.start()
        self.settled.emit()
        if fault and fault != self._broke_with:
            self._broke_with = fault
            self.broke.emit(error)

    def _hold(self, article_id: str, annotator_name: str) -> None:
        """Puts the annotation's steps aside, also those that were added while the failed ones were tried."""
        steps, self._waiting = self._waiting, deque()
        for step in steps:
            if (step.article_id, step.annotator.name) == (article_id, annotator_name):
                self._held.setdefault((article_id, step.annotator), []).append(step)
            else:
                self._waiting.append(step)
        annotator = next(who for id_, who in self._held if (id_, who.name) == (article_id, annotator_name))
        self.overtaken.emit(article_id, annotator)

    def _set_state(self, state: SaveState, sentence: str) -> None:
        if (state, sentence) != (self._state, self._sentence):
            self._state, self._sentence = state, sentence
            self.state_changed.emit(state, sentence)


def _saving(steps: tuple[PendingStep, ...]) -> Callable[[Project], None]:
    if len(steps) == 1:
        step = steps[0]
        return lambda project: project.save(step.article_id, step.annotator, step.entry, step.active_seconds)
    return lambda project: project.save_many(steps)
