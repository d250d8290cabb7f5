"""Starts the window: the one place that knows the process, and the edge where unexpected errors end."""

import logging
import sys
from types import TracebackType

from PySide6.QtWidgets import QApplication, QMessageBox

from annotator.gui.program import Program

_log = logging.getLogger(__name__)


def run_window(where: str | None, *, demo: bool = False) -> int:
    """Opens the window on the project, on the demo, or on the start page; gives the exit status."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("stance-annotator")
    application.setApplicationDisplayName("Stance Annotator")
    sys.excepthook = _on_unexpected
    program = Program(application)
    if where is not None:
        program.open(where)
    elif demo:
        program.pages.open_demo()
    else:
        program.pages.show_start()
    program.show()
    return application.exec()


def _on_unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A bug: the log gets all of it, the person one dialog; the work is already saved."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    _log.critical("unexpected", exc_info=(kind, error, trace))
    QMessageBox.critical(
        QApplication.activeWindow(),
        "Something went wrong",
        f"This is a fault of the program: {kind.__name__}: {error}\n\n"
        "Your steps are saved. The log has the details.",
    )
