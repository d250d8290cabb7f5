"""The program: puts window and command line together and lets the command line choose."""

import gc
import io
import logging
import sys
import tempfile
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path

from annotator.cli import edge
from annotator.cli.outcome import Window
from annotator.settings import data_folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program and gives its exit status."""
    _speak_utf8()
    log = start_log()
    return edge.run(sys.argv[1:] if arguments is None else arguments, _open_window, log=log)


def start_log() -> Path:
    """Sends what is logged, with Python's warnings, to a file that appears once there is something to say."""
    try:
        folder = data_folder()
    except OSError:  # a home that cannot be written to keeps nobody from working elsewhere
        folder = Path(tempfile.gettempdir())
    log = folder / "annotator.log"
    logging.raiseExceptions = False  # a full disk must not print tracebacks about the log
    handler = RotatingFileHandler(log, maxBytes=1_000_000, backupCount=1, encoding="utf-8", delay=True)
    line = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    logging.basicConfig(handlers=[handler], level=logging.WARNING, format=line)
    logging.captureWarnings(True)
    return log


def _open_window(window: Window) -> int:
    # Until the window is open nothing becomes garbage, and looking for it takes a tenth of the start.
    gc.disable()
    # Qt is only loaded by those who want to see it: everything else works where it cannot be.
    from annotator.gui.application import run_window

    return run_window(window.project, demo=window.demo)


def _speak_utf8() -> None:
    """What is printed is read by other programs, which expect UTF-8 whatever the console was set to."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
