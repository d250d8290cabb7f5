"""The only threads and processes the window starts: a lane for the database, and processes for long jobs.

What is below is single-threaded. Only frozen values cross; answers come back as Qt signals on the window's
thread, and an answer nobody waits for any more is dropped.
"""

import importlib
import logging
import multiprocessing
import signal
import threading
import traceback
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from annotator.domain.refused import Refused
from annotator.project import Job, Progress, Project, open_project, stop

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


class BesideImport(QObject):
    """Imports a module beside the window's thread, then says that it is there."""

    done = Signal()
    """The module can be imported at once now, or fails where somebody hears of it."""

    def __init__(self, module: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = threading.Thread(target=self._work, args=(module,), name="import beside", daemon=True)

    def start(self) -> None:
        """Connect listeners before."""
        self._thread.start()

    def _work(self, module: str) -> None:
        with suppress(ImportError):
            importlib.import_module(module)
        # RuntimeError: the window is gone.
        with suppress(RuntimeError):
            self.done.emit()


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
class _Stopped:
    """The job was asked to stop and has, and says what it had done."""

    so_far: object


@dataclass(frozen=True)
class _Failed:
    """`trace` is for the log; a refusal has none."""

    sentence: str
    trace: str = ""


_Outcome = _Done | _Stopped | _Failed
_STOP = b"stop"


class JobProcess(QObject):
    """One long job in a process of its own, so that the window stays responsive; it can be stopped."""

    progressed = Signal(Progress)
    finished = Signal(object)
    """The job's result; of one that was stopped what it says it had done by then, None if it says nothing."""
    failed = Signal(str)
    ended = Signal()
    """After everything else: the process is gone, whatever became of it."""
    _received = Signal(object)

    def __init__(self, begin: JobFunction, parent: QObject | None = None) -> None:
        super().__init__(parent)
        context = multiprocessing.get_context("spawn")
        # Pipes, not events: a process that is killed may take the lock of an event with it.
        self._answers, self._sending = context.Pipe(duplex=False)
        self._stop_heard, self._stop = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_run_job, args=(begin, self._sending, self._stop_heard), daemon=True
        )
        self._received.connect(self._on_received, Qt.ConnectionType.QueuedConnection)
        self._listener = threading.Thread(target=self._listen, name="job listener", daemon=True)

    @property
    def pid(self) -> int | None:
        """Of the process, once it is started."""
        return self._process.pid

    def start(self) -> None:
        """Connect listeners before."""
        self._process.start()
        self._sending.close()
        self._stop_heard.close()
        self._listener.start()

    def stop(self) -> None:
        """Asks the job to stop at its next place for that; `ended` says when it has."""
        with suppress(OSError):  # it has just ended by itself
            self._stop.send_bytes(_STOP)

    def quit(self, *, patience_seconds: float = 10.0) -> None:
        """Stops the job and waits for it, by force if it does not hear; nothing is announced any more.

        Its transactions are whole or not at all, so that force loses nothing but its last batch.
        """
        self.blockSignals(True)
        self.stop()
        self._process.join(patience_seconds)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join()
        self._listener.join()

    def _listen(self) -> None:
        outcome: object = None
        # OSError: it was killed in the middle of a message.
        with self._answers, suppress(EOFError, OSError):
            while not isinstance(outcome, _Outcome):
                outcome = self._answers.recv()
                self._received.emit(outcome)
        self._process.join()
        if not isinstance(outcome, _Outcome):
            self._received.emit(_died(self._process.exitcode))
        self._received.emit(None)

    def _on_received(self, message: object) -> None:
        match message:
            case Progress():
                self.progressed.emit(message)
            case _Done(result):
                self.finished.emit(result)
            case _Stopped(so_far):
                self.finished.emit(so_far)
            case _Failed(sentence, trace):
                if trace:
                    _log.error("a job failed: %s", trace)
                self.failed.emit(sentence)
            case None:
                self._listener.join()
                self._stop.close()
                self.ended.emit()


def _died(status: int | None) -> _Failed:
    """What is said of a process that ended without a word."""
    sentence = (
        f"The work was broken off from outside (status {status}), perhaps for want of memory. "
        "What it had done by then is kept."
    )
    return _Failed(sentence, trace=sentence)


def _run_job(begin: JobFunction, sending: Connection, stop_heard: Connection) -> None:
    """What the other process does: run the job, send progress and how it went, stop when asked."""
    # Ctrl+C in a terminal reaches every process there; what becomes of the job is the window's business.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A broken pipe: the window is gone, and nobody wants to know any more.
    with sending, suppress(BrokenPipeError):
        sending.send(_outcome(begin, sending, stop_heard))


def _outcome(begin: JobFunction, sending: Connection, stop_heard: Connection) -> _Outcome:
    try:
        with closing(begin()) as job:
            while True:
                try:
                    progress = next(job)
                except StopIteration as end:
                    return _Done(end.value)
                sending.send(progress)
                # Also true once the window is gone.
                if stop_heard.poll():
                    return _Stopped(stop(job))
    except Refused as refused:
        return _Failed(refused.sentence)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the edge of this process; the window shows the sentence
        sentence = f"It did not work, by a fault of the program: {type(error).__name__}: {error}"
        return _Failed(sentence, trace=traceback.format_exc())
