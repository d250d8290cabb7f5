"""Where unexpected errors end: the log gets all of each, the person one dialog for each fault."""

import logging
import threading
import traceback
from logging.handlers import RotatingFileHandler
from types import TracebackType

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

_log = logging.getLogger(__name__)


class UnexpectedErrors(QObject):
    """An error in painting or in a timer comes again and again: what was said is not said again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: set[tuple[str, str, int]] = set()
        self._is_telling = False
        self._box: QMessageBox | None = None

    def on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """What Python calls with an error that nobody caught."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        _log.critical("unexpected", exc_info=(kind, error, trace))
        fault = (kind.__name__, *_place(trace))
        if fault not in self._known and not self._is_telling:
            self._known.add(fault)
            self._is_telling = True
            # Not from here, which may be in the middle of painting.
            QTimer.singleShot(0, self, lambda: self._show(f"{kind.__name__}: {error}"))

    def on_thread_error(self, arguments: threading.ExceptHookArgs) -> None:
        """The same for a thread, which may not show anything."""
        if arguments.exc_value is not None:
            trace = arguments.exc_traceback
            _log.critical("in a thread", exc_info=(arguments.exc_type, arguments.exc_value, trace))

    def _show(self, what: str) -> None:
        box = QMessageBox(QApplication.activeWindow())
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle("Something went wrong")
        box.setText(
            f"This is a fault of the program: {what}\n\n"
            f"{_where_told()} You can go on; what is shown as saved is safe."
        )
        box.finished.connect(self._on_finished)
        self._box = box
        box.open()

    def _on_finished(self) -> None:
        self._is_telling = False


def _place(trace: TracebackType | None) -> tuple[str, int]:
    """File and line where the error was raised."""
    frames = traceback.extract_tb(trace)
    return (frames[-1].filename, frames[-1].lineno or 0) if frames else ("", 0)


def _where_told() -> str:
    files = [h.baseFilename for h in logging.getLogger().handlers if isinstance(h, RotatingFileHandler)]
    return f"The details are in {files[0]}." if files else ""
