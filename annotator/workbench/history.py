"""What can be undone and redone in one annotation; read back from its log, so it survives everything."""

from collections.abc import Iterable

from annotator.agreement.gold_history import is_settling
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
        """Whether a person did something that undo can take back: more than begin, or settle in advance."""
        steps = (self._parsed(self._done, place) for place in reversed(range(len(self._done))))
        return any(step.name != START and not is_settling(step) for step in steps)

    def step_back(self) -> None:
        """The last step was undone."""
        self._undone.append(self._done.pop())

    def step_forward(self) -> None:
        """The next step was redone."""
        self._done.append(self._undone.pop())

    @staticmethod
    def _top(stack: list[Step | bytes]) -> Step | None:
        return History._parsed(stack, -1) if stack else None

    @staticmethod
    def _parsed(stack: list[Step | bytes], place: int) -> Step:
        step = stack[place]
        if isinstance(step, bytes):
            step = stack[place] = Step.model_validate_json(step)
        return step
