"""Long work: one job at a time in a process of its own."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from annotator.domain.refused import Refused
from annotator.gui.background import JobFunction, JobProcess
from annotator.project import Progress


class LongWork(QObject):
    """Runs a job; the window stays responsive and the job can be stopped."""

    progressed = Signal(Progress)
    ended = Signal()
    """The job has finished, failed or stopped: the project may have changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: JobProcess | None = None

    @property
    def is_running(self) -> bool:
        return self._process is not None

    def start(
        self, begin: JobFunction, finished: Callable[[object], None], failed: Callable[[str], None]
    ) -> None:
        """Begins the job; refused while another runs.

        A job that is stopped finishes with what it had done by then, or with None if it does not say.
        """
        if self._process is not None:
            raise Refused("Other work is still going on; wait for it or stop it first.")
        process = JobProcess(begin, self)
        process.progressed.connect(self.progressed)
        process.finished.connect(finished)
        process.failed.connect(failed)
        process.ended.connect(self._on_ended)
        try:
            process.start()
        except OSError as error:
            process.deleteLater()
            raise Refused(f"The work cannot begin: {error.strerror}.") from error
        self._process = process

    def stop(self) -> None:
        """Asks the job to stop; what is done by then stays done."""
        if self._process is not None:
            self._process.stop()

    def close(self) -> None:
        """Stops the job and waits for it: for quitting."""
        if self._process is not None:
            self._process.quit()
            self._process.deleteLater()
            self._process = None

    def _on_ended(self) -> None:
        if self._process is not None:
            self._process.deleteLater()
        self._process = None
        self.ended.emit()
