"""Runs a job from the command line: a bar on standard error, and Ctrl+C between two steps of the job."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from rich import progress as rich_progress
from rich.console import Console

from annotator.cli.outcome import Stopped
from annotator.domain.refused import Refused
from annotator.project.jobs import Job, Progress

_Result = TypeVar("_Result")


class _Interrupt:
    """Turns the first Ctrl+C into a wish the job is asked about; a second one ends the program at once."""

    def __init__(self) -> None:
        self.wished = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if self.wished:
            raise KeyboardInterrupt
        self.wished = True


def finish(job: Job[_Result], *, when_stopped: str) -> _Result:
    """Runs the job to its end and gives its result; Ctrl+C closes it, which keeps what is done."""
    with _interrupts() as interrupt, _Bar() as bar:
        while True:
            try:
                bar.show(next(job))
            except StopIteration as end:
                result: _Result = end.value
                return result
            except Refused:
                if interrupt.wished:  # Ctrl+C also reached what the job relied on
                    raise Stopped(when_stopped) from None
                raise
            if interrupt.wished:
                job.close()
                raise Stopped(when_stopped)


@contextmanager
def _interrupts() -> Iterator[_Interrupt]:
    interrupt = _Interrupt()
    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield interrupt
    finally:
        signal.signal(signal.SIGINT, before)


class _Bar:
    """A Rich bar that stays silent unless standard error is a terminal."""

    def __init__(self) -> None:
        self._bar = rich_progress.Progress(
            rich_progress.TextColumn("{task.description}"),
            rich_progress.BarColumn(),
            rich_progress.MofNCompleteColumn(),
            rich_progress.TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> "_Bar":
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def show(self, progress: Progress) -> None:
        told = f"{progress.so_far}, {progress.what}" if progress.so_far else progress.what
        self._bar.update(self._task, completed=progress.done, total=progress.total, description=told)
