"""Starts the window: the one place that knows the process."""

import gc
import sys
import threading

from PySide6.QtWidgets import QApplication

from annotator.gui.program import Program
from annotator.gui.unexpected import UnexpectedErrors


def run_window(where: str | None, *, demo: bool = False) -> int:
    """Opens the window on the project, on the demo, or on the start page; gives the exit status."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("stance-annotator")
    application.setApplicationDisplayName("Stance Annotator")
    errors = UnexpectedErrors(application)
    sys.excepthook, threading.excepthook = errors.on_error, errors.on_thread_error
    program = Program(application)
    if where is not None:
        program.open(where)
    elif demo:
        program.open_demo()
    else:
        program.pages.show_start()
    program.show()
    gc.freeze()
    gc.enable()
    return application.exec()
