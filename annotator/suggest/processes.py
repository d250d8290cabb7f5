"""Doing the same work on many things in several processes, in order, stopped by closing the iterator."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable
from contextlib import ExitStack
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Generic, Self, TypeVar

from annotator.domain.refused import Refused

_Input = TypeVar("_Input")
_Output = TypeVar("_Output")


def in_processes(
    make: Callable[[], Callable[[_Input], _Output]], inputs: Iterable[_Input], count: int
) -> Generator[_Output, None, None]:
    """What the function that `make` makes in each process gives for each input, in the inputs' order."""
    left = iter(inputs)
    with ExitStack() as stack:
        # Each process has one input at a time: were there two, both ends could wait on full pipes for ever.
        busy: deque[_Worker[_Input, _Output]] = deque()
        for item in left:
            worker = stack.enter_context(_Worker(make))
            worker.give(item)
            busy.append(worker)
            if len(busy) == count:
                break
        while busy:
            worker = busy.popleft()
            done = worker.take()
            for item in left:
                worker.give(item)
                busy.append(worker)
                break
            yield done


class _Worker(Generic[_Input, _Output]):
    """A process at the other end of a pipe; leaving the context ends it at once."""

    def __init__(self, make: Callable[[], Callable[[_Input], _Output]]) -> None:
        # Not forked: a copy of a process with threads, as the window is, may hang.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(make, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pipe.close()
        self._process.terminate()
        self._process.join()

    def give(self, item: _Input) -> None:
        try:
            self._pipe.send(item)
        except BrokenPipeError:
            raise Refused(_ENDED) from None

    def take(self) -> _Output:
        try:
            answer = self._pipe.recv()
        except (EOFError, ConnectionResetError):
            raise Refused(_ENDED) from None
        if isinstance(answer, Refused):
            raise answer
        done: _Output = answer
        return done


_ENDED = "One of the processes ended by itself, perhaps for want of memory; try it with fewer processes."


def _work(make: Callable[[], Callable[[_Input], _Output]], pipe: Connection) -> None:
    # Ctrl+C goes to the whole group; the parent answers it and ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        function = make()
        while True:
            pipe.send(function(pipe.recv()))
    except Refused as refused:
        pipe.send(refused)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        # The parent is gone or no longer asks.
        return
