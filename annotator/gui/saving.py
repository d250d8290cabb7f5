"""Autosave: hands every step to the database in order, and says "Saved" when it is true."""

from collections import deque
from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.gui.background import DatabaseLane
from annotator.project import Conflict, PendingStep, Project, SaveFailed
from annotator.workbench.workbench import Taken

RETRY_MILLISECONDS = 2_000


class SaveState(StrEnum):
    SAVED = "saved"
    SAVING = "saving"
    WAITING = "waiting"
    """Saving failed; the steps wait in order and are tried again."""


class Saver(QObject):
    """The steps that are not stored yet, oldest first; one transaction at a time is under way."""

    state_changed = Signal(SaveState, str)
    """The state, and a sentence while saving fails."""
    overtaken = Signal(str, str, tuple)
    """Another window changed this article (id) of this annotator (name); the steps were not stored."""
    broke = Signal(Exception)

    def __init__(self, lane: DatabaseLane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._waiting: deque[PendingStep] = deque()
        self._under_way = 0
        self._state = SaveState.SAVED
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MILLISECONDS)
        self._retry.timeout.connect(self._save)

    @property
    def state(self) -> SaveState:
        return self._state

    @property
    def waiting(self) -> tuple[PendingStep, ...]:
        """What is not stored yet."""
        return tuple(self._waiting)

    def waits_for(self, article_id: str) -> bool:
        return any(step.article_id == article_id for step in self._waiting)

    def add(self, taken: Taken, active_seconds: float) -> None:
        """Stores the step as soon as the database is free."""
        self._waiting.append(PendingStep(taken.article_id, taken.annotator, taken.entry, active_seconds))
        if self._state is not SaveState.WAITING:
            self._set_state(SaveState.SAVING, "")
            self._save()

    def try_now(self) -> None:
        """Tries again at once what waits after a failure."""
        if self._state is SaveState.WAITING:
            self._save()

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
        if self._waiting:
            self._save()
        else:
            self._set_state(SaveState.SAVED, "")

    def _on_failed(self, error: Exception) -> None:
        self._under_way = 0
        match error:
            case SaveFailed():
                self._set_state(SaveState.WAITING, str(error))
                self._retry.start()
            case Conflict():
                self._give_up(error.article_id, error.annotator)
            case _:
                # A bug: the steps stay in the queue, so that quitting asks and nothing is dropped unseen.
                self._set_state(SaveState.WAITING, f"The step could not be saved: {error}")
                self.broke.emit(error)

    def _give_up(self, article_id: str, annotator: str) -> None:
        dropped = tuple(
            step
            for step in self._waiting
            if (step.article_id, step.annotator.name) == (article_id, annotator)
        )
        self._waiting = deque(step for step in self._waiting if step not in dropped)
        if not self._waiting:
            self._set_state(SaveState.SAVED, "")
        self.overtaken.emit(article_id, annotator, dropped)
        self._save()

    def _set_state(self, state: SaveState, sentence: str) -> None:
        if (state, sentence) != (self._state, ""):
            self._state = state
            self.state_changed.emit(state, sentence)


def _saving(steps: tuple[PendingStep, ...]) -> Callable[[Project], None]:
    if len(steps) == 1:
        step = steps[0]
        return lambda project: project.save(step.article_id, step.annotator, step.entry, step.active_seconds)
    return lambda project: project.save_many(steps)
