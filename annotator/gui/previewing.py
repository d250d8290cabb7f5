"""Looking at what dialogs ask for while it is chosen, in a process of its own."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from annotator.gui.background import JobFunction, JobProcess
from annotator.gui.dialogs.previewed_dialog import PreviewedDialog
from annotator.project import Progress


class Previewing(QObject):
    """Fills in the previews of dialogs; of several looks only the newest counts."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._processes: list[JobProcess] = []
        """Those that run still: the newest, and others that have been told to stop."""
        self._dialog: PreviewedDialog | None = None

    def serve(self, dialog: PreviewedDialog, *jobs_of: Callable[..., JobFunction]) -> None:
        """Looks at what the dialog asks for, as long as it is open.

        The jobs are made of its request, and done one after the other.
        """
        dialog.preview_wanted.connect(
            lambda request: self._look(dialog, [job_of(request) for job_of in jobs_of])
        )
        for outdated in (dialog.preview_outdated, dialog.started, dialog.finished):
            outdated.connect(self._stop)

    def close(self) -> None:
        """Stops all and waits for them: for quitting."""
        self._dialog = None
        for process in self._processes:
            process.quit(patience_seconds=0.5)
            process.deleteLater()
        self._processes.clear()

    def _look(self, dialog: PreviewedDialog, jobs: Sequence[JobFunction]) -> None:
        self._stop()
        self._start(dialog, jobs)

    def _start(self, dialog: PreviewedDialog, jobs: Sequence[JobFunction]) -> None:
        """Begins the first of the jobs; the others follow."""
        process = JobProcess(jobs[0], self)
        process.progressed.connect(partial(self._on_progressed, process))
        process.finished.connect(partial(self._on_finished, process, jobs[1:]))
        process.failed.connect(partial(self._on_failed, process))
        process.ended.connect(partial(self._on_ended, process))
        try:
            process.start()
        except OSError as error:
            process.deleteLater()
            dialog.show_preview_failure(f"It cannot be looked at: {error.strerror}.")
            return
        self._processes.append(process)
        self._dialog = dialog

    def _stop(self) -> None:
        """Nobody waits any longer."""
        self._dialog = None
        for process in self._processes:
            process.stop()

    def _on_ended(self, process: JobProcess) -> None:
        self._processes.remove(process)
        process.deleteLater()

    def _dialog_of(self, process: JobProcess) -> PreviewedDialog | None:
        return self._dialog if self._processes and process is self._processes[-1] else None

    def _on_progressed(self, process: JobProcess, progress: Progress) -> None:
        dialog = self._dialog_of(process)
        if dialog is not None:
            dialog.show_looking(str(progress))

    def _on_finished(self, process: JobProcess, rest: Sequence[JobFunction], preview: object) -> None:
        dialog = self._dialog_of(process)
        if dialog is not None and preview is not None:
            dialog.show_preview(preview)
            if rest:
                self._start(dialog, rest)

    def _on_failed(self, process: JobProcess, sentence: str) -> None:
        dialog = self._dialog_of(process)
        if dialog is not None:
            dialog.show_preview_failure(sentence)
