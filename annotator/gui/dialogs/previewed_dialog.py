"""A dialog that shows what would come of what it asks for, before it is begun."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from annotator.gui.dialogs.work_dialog import WorkDialog

_QUIET_MILLISECONDS = 250
"""Without a change before anything is looked at: paths come one by one, choices as they are scrolled."""


class PreviewedDialog(WorkDialog):
    """Announces what a preview is wanted of, once it has been left alone for a moment."""

    preview_wanted = Signal(object)
    """The request as it stands: what would come of it?"""
    preview_outdated = Signal()
    """Nobody waits any longer for what was wanted before."""

    def __init__(self, title: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(title, verb, parent)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MILLISECONDS)
        self._quiet.timeout.connect(self._on_quiet)

    def ask_for_preview(self) -> None:
        """Something was changed: what is shown is not true any more."""
        self.preview_outdated.emit()
        if self.request() is None:
            self._quiet.stop()
            self.clear_preview()
        else:
            self.show_looking()
            self._quiet.start()

    # What the dialogs fill in

    def clear_preview(self) -> None:
        """There is nothing to look at."""
        raise NotImplementedError

    def show_looking(self, so_far: str = "") -> None:
        """It is being looked at, and how far that is."""
        raise NotImplementedError

    def show_preview(self, preview: object) -> None:
        """What would come of it."""
        raise NotImplementedError

    def show_preview_failure(self, sentence: str) -> None:
        """Why that cannot be said."""
        raise NotImplementedError

    def _on_quiet(self) -> None:
        request = self.request()
        if request is not None:
            self.preview_wanted.emit(request)
