"""A disk that is full for as long as a test wants."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from annotator.domain.edits.progress import set_note
from annotator.gui.program import Program

LONG = "word " * 50_000


@contextmanager
def full_disk() -> Iterator[Callable[[], None]]:
    """No file of this process can grow past 100 kB, until the disk is cleared."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def clear() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        yield clear
    finally:
        clear()


def take_long_note(program: Program) -> None:
    """A step that a nearly full disk has no room for."""
    program.workbench.do(set_note(program.workbench.annotation, LONG))


def is_waiting(program: Program) -> bool:
    return program.window.status_line.saved_text == "Not saved"
