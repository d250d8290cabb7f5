"""Jobs for the tests of background work: they run in a process of their own, so they stand in a module."""

import os
import signal
from pathlib import Path

from annotator.domain.refused import Refused
from annotator.project import Job, Progress


def counting(total: int) -> Job[int]:
    """Counts to the total, telling every number."""
    for done in range(total):
        yield Progress(done, total, "numbers")
    return total


def writing(out: Path) -> Job[None]:
    """Goes on until it is stopped; a line for each place where it could be, and one when it was."""
    with out.open("w") as file:
        try:
            while True:
                file.write("step\n")
                file.flush()
                yield Progress(0, None, "lines")
        finally:
            file.write("closed\n")


def faulty() -> Job[None]:
    yield Progress(0, 1, "numbers")
    raise KeyError("nothing there")


def refusing() -> Job[None]:
    yield Progress(0, 1, "numbers")
    raise Refused("There is no such pipeline.")


def dying() -> Job[None]:
    """Is killed after its first progress, as by a system that has no memory left."""
    yield Progress(0, 1, "numbers")
    os.kill(os.getpid(), signal.SIGKILL)


def interrupted() -> Job[str]:
    """Gets the Ctrl+C that a terminal sends to every process of a program."""
    yield Progress(0, 1, "numbers")
    os.kill(os.getpid(), signal.SIGINT)
    yield Progress(1, 1, "numbers")
    return "went on"


def deaf() -> Job[None]:
    """Comes to no place where it could be stopped."""
    yield Progress(0, None, "nothing")
    while True:
        signal.pause()
