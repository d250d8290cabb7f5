"""The only threads and processes the window starts: a lane for the database, and processes for long jobs.

What is below is single-threaded. Only frozen values cross; answers come back as Qt signals on the window's
thread, and an answer nobody waits for any more is dropped.
"""

import importlib
import logging
import multiprocessing
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from queue import SimpleQueue
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from annotator.domain.refused import Refused
from annotator.project import Job, Progress, Project, open_project

_log = logging.getLogger(__name__)
_Answer = TypeVar("_Answer")


_Value = TypeVar("_Value")


def _bound(function: Callable[[_Value], None], value: _Value) -> Callable[[], None]:
    return lambda: function(value)


class DatabaseLane(QObject):
    """One thread that holds the project and does all its work in the order it was asked for."""

    _answered = Signal(object)

    def __init__(self, open_: Callable[[], Project], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._requests: SimpleQueue[Callable[[Project], Callable[[], None]] | None] = SimpleQueue()
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)
        self._closed = False
        self._thread = threading.Thread(target=self._work, args=(open_,), name="database lane", daemon=True)

    def start(self, opened: Callable[[Project], None], failed: Callable[[Exception], None]) -> None:
        """Opens the project; every request waits for that. Connect listeners before."""
        self._opened, self._failed = opened, failed
        self._thread.start()

    def ask(
        self,
        ask: Callable[[Project], _Answer],
        then: Callable[[_Answer], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Runs `ask` on the lane; `then` or `failed` is called on the window's thread."""

        def answer(project: Project) -> Callable[[], None]:
            try:
                return _bound(then, ask(project))
            except Exception as error:  # noqa: BLE001 - handed to the window's thread, which tells or raises it
                return _bound(failed, error)

        self._requests.put(answer)

    def close(self) -> None:
        """Finishes what was asked, closes the project, ends the thread; answers are dropped from now on."""
        self._closed = True
        self._requests.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def _work(self, open_: Callable[[], Project]) -> None:
        try:
            project = open_()
        except Exception as error:  # noqa: BLE001 - handed to the window's thread
            self._answered.emit(_bound(self._failed, error))
            return
        self._answered.emit(_bound(self._opened, project))
        while (request := self._requests.get()) is not None:
            self._answered.emit(request(project))
        project.close()

    def _on_answered(self, deliver: Callable[[], None]) -> None:
        if not self._closed:
            deliver()


def import_ahead(module: str) -> None:
    """Imports a module that will be wanted soon, beside the window's thread."""
    threading.Thread(target=importlib.import_module, args=(module,), name="import ahead", daemon=True).start()


JobFunction = Callable[[], Job[object]]
"""Begins a job; it crosses to another process, so it must be a function of a module, or a partial of one."""


def on_project(where: str, begin: Callable[[Project], Job[object]]) -> Job[object]:
    """A job that opens the project for itself; `begin` may be a `methodcaller` of one of its jobs."""
    with open_project(where) as project:
        return (yield from begin(project))


@dataclass(frozen=True)
class _Done:
    result: object


@dataclass(frozen=True)
class _Failed:
    sentence: str
    is_refusal: bool


class JobProcess(QObject):
    """One long job in a process of its own, so that the window stays responsive; it can be stopped."""

    progressed = Signal(Progress)
    finished = Signal(object)
    """The job's result. A stopped job gives none: what it had done by then stays done."""
    failed = Signal(str)
    ended = Signal()
    _received = Signal(object)

    def __init__(self, begin: JobFunction, parent: QObject | None = None) -> None:
        super().__init__(parent)
        context = multiprocessing.get_context("spawn")
        self._stop = context.Event()
        self._receiving, self._sending = context.Pipe(duplex=False)
        self._process = context.Process(target=_run_job, args=(begin, self._sending, self._stop), daemon=True)
        self._received.connect(self._on_received, Qt.ConnectionType.QueuedConnection)
        self._listener = threading.Thread(target=self._listen, name="job listener", daemon=True)

    def start(self) -> None:
        """Connect listeners before."""
        self._process.start()
        self._sending.close()
        self._listener.start()

    def stop(self) -> None:
        """Asks the job to stop at its next place for that; `ended` says when it has."""
        self._stop.set()

    def wait(self) -> None:
        """Blocks until the process has ended: for quitting only."""
        self._process.join()

    def _listen(self) -> None:
        while True:
            try:
                message = self._receiving.recv()
            except EOFError:
                break
            self._received.emit(message)
        self._process.join()
        self._received.emit(None)

    def _on_received(self, message: object) -> None:
        match message:
            case Progress():
                self.progressed.emit(message)
            case _Done(result):
                self.finished.emit(result)
            case _Failed(sentence, is_refusal):
                self.failed.emit(sentence if is_refusal else f"It did not work: {sentence}")
            case None:
                self.ended.emit()


def _run_job(begin: JobFunction, sending: Connection, stop: Event) -> None:
    """What the other process does: run the job, send progress and the result, stop when asked."""
    try:
        job = begin()
        while True:
            try:
                progress = next(job)
            except StopIteration as end:
                sending.send(_Done(end.value))
                return
            sending.send(progress)
            if stop.is_set():
                job.close()
                return
    except Refused as refused:
        sending.send(_Failed(refused.sentence, is_refusal=True))
    except Exception as error:  # noqa: BLE001 - the edge of this process; the window shows the sentence
        _log.exception("a job failed")
        sending.send(_Failed(f"{type(error).__name__}: {error}", is_refusal=False))
    finally:
        sending.close()
