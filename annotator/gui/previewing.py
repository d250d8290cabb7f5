"""Looking at the files of an import while they are chosen, in a process of its own."""

from functools import partial
from operator import methodcaller

from PySide6.QtCore import QObject

from annotator.gui.background import JobProcess, on_project
from annotator.gui.dialogs.import_dialog import ImportDialog
from annotator.gui.dialogs.requests import ImportRequest
from annotator.project import ImportPreview
from annotator.project.catalogue import CLEANING_RULES, ReadOptions


class Previewing(QObject):
    """Fills in the preview of import dialogs; of several looks only the newest counts."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._processes: list[JobProcess] = []
        """Those that run still: the newest, and others that have been told to stop."""
        self._dialog: ImportDialog | None = None

    def serve(self, dialog: ImportDialog, where: str) -> None:
        """Looks at what the dialog asks for, as long as it is open."""
        dialog.preview_wanted.connect(partial(self._look, dialog, where))
        for outdated in (dialog.preview_outdated, dialog.started, dialog.finished):
            outdated.connect(self._stop)

    def close(self) -> None:
        """Stops all and waits for them: for quitting."""
        self._dialog = None
        for process in self._processes:
            process.quit(patience_seconds=0.5)
            process.deleteLater()
        self._processes.clear()

    def _look(self, dialog: ImportDialog, where: str, request: ImportRequest) -> None:
        self._stop()
        job = methodcaller("preview", list(request.paths), read_options(request))
        process = JobProcess(partial(on_project, where, job), self)
        process.finished.connect(partial(self._on_finished, process))
        process.failed.connect(partial(self._on_failed, process))
        process.ended.connect(partial(self._on_ended, process))
        try:
            process.start()
        except OSError as error:
            process.deleteLater()
            dialog.preview.show_failure(f"The files cannot be looked at: {error.strerror}.")
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

    def _dialog_of(self, process: JobProcess) -> ImportDialog | None:
        return self._dialog if self._processes and process is self._processes[-1] else None

    def _on_finished(self, process: JobProcess, preview: object) -> None:
        dialog = self._dialog_of(process)
        if dialog is not None and isinstance(preview, ImportPreview):
            dialog.preview.show_preview(preview)

    def _on_failed(self, process: JobProcess, sentence: str) -> None:
        dialog = self._dialog_of(process)
        if dialog is not None:
            dialog.preview.show_failure(sentence)


def read_options(request: ImportRequest) -> ReadOptions:
    """How the files are to be read, as the dialog says."""
    return ReadOptions(
        format=request.format_name,
        encoding=request.encoding,
        language=request.language,
        columns=dict(request.columns),
        cleaning=frozenset(CLEANING_RULES) - request.rules_off,
    )
