"""What can be undone and redone in one annotation; read back from its log, so it survives everything."""

from collections.abc import Iterable

from annotator.domain.edits.mentions import START
from annotator.domain.log import How, LogEntry
from annotator.domain.steps import Step


class History:
    """Two stacks of steps as they were done. Steps read from the log are parsed only when they are needed."""

    def __init__(self, log: Iterable[LogEntry] = ()) -> None:
        self._done: list[Step | bytes] = []
        self._undone: list[Step | bytes] = []
        for entry in log:
            match entry.how:
                case How.DO:
                    self._done.append(entry.step)
                    self._undone.clear()
                case How.UNDO if self._done:
                    self._undone.append(self._done.pop())
                case How.REDO if self._undone:
                    self._done.append(self._undone.pop())

    def push(self, step: Step) -> None:
        """A new step was done: what was undone before it cannot be redone any more."""
        self._done.append(step)
        self._undone.clear()

    @property
    def last(self) -> Step | None:
        """The step that undo would take back."""
        return self._top(self._done)

    @property
    def next(self) -> Step | None:
        """The step that redo would take again."""
        return self._top(self._undone)

    @property
    def has_own_work(self) -> bool:
        """Whether undo would take back something a person did, not just the start from the model."""
        last = self.last
        return last is not None and last.name != START

    def step_back(self) -> None:
        """The last step was undone."""
        self._undone.append(self._done.pop())

    def step_forward(self) -> None:
        """The next step was redone."""
        self._done.append(self._undone.pop())

    @staticmethod
    def _top(stack: list[Step | bytes]) -> Step | None:
        if not stack:
            return None
        top = stack[-1]
        if isinstance(top, bytes):
            top = stack[-1] = Step.model_validate_json(top)
        return top
