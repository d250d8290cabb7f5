"""The status bar: what was just said, whether it is saved, how far the queue is, the working time."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from annotator.gui.panels.quoted_lines import QuotedLines
from annotator.gui.saving import SaveState
from annotator.project import Progress

SAID_MILLISECONDS = 12_000
_SAVED = {SaveState.SAVED: "Saved", SaveState.SAVING: "Saving…", SaveState.WAITING: "Not saved"}


class StatusLine(QStatusBar):
    """Small labels at the bottom of the window; each says one thing and is named for screen readers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setAccessibleName("Status")
        # Not a message: those are taken away by every menu that is looked through.
        self._failure = QuotedLines(1, self)
        self.addWidget(self._failure, 1)
        self.work = WorkProgress(self)
        self._desk = _label("Annotator", self)
        self._saved = _label("Saved state", self)
        self._queue = _label("Progress in the queue", self)
        self._time = _label("Working time on this article", self)
        for widget in (self.work, self._desk, self._saved, self._queue, self._time):
            self.addPermanentWidget(widget)
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(SAID_MILLISECONDS)
        self._forget.timeout.connect(self.clearMessage)

    def say(self, sentence: str) -> None:
        """Shows the sentence for a while; a failure to save comes back after it."""
        self.showMessage(sentence)
        self._forget.start()

    @property
    def said(self) -> str:
        return self.currentMessage()

    def set_annotator(self, name: str) -> None:
        self._desk.setText(name)
        self._desk.setToolTip(f"{name} sits at this desk")

    def set_saved(self, state: SaveState, sentence: str) -> None:
        """Says whether everything is stored; a failure stays until it is over."""
        self._saved.setText(_SAVED[state])
        self._saved.setToolTip(sentence)
        self._failure.set_text(f"Not saved yet, trying again: {sentence}" if sentence else "")
        if sentence:
            self.clearMessage()

    @property
    def failure(self) -> str:
        """What keeps the last steps from being stored; empty while nothing does."""
        return self._failure.text

    @property
    def saved_text(self) -> str:
        return self._saved.text()

    def set_queue(self, done: int, total: int, what: str = "articles are done or skipped") -> None:
        """How far the queue is; `what` says what is counted."""
        self._queue.setText(f"{done}/{total}")
        self._queue.setToolTip(f"{done} of {total} {what}")

    def set_time(self, seconds: float) -> None:
        minutes, rest = divmod(int(seconds), 60)
        hours, minutes = divmod(minutes, 60)
        self._time.setText(f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}")


class WorkProgress(QWidget):
    """How far a long job is, with a button that stops it; hidden when there is none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._what = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName("Progress of the long work")
        self._bar.setMaximumWidth(160)
        self._bar.setTextVisible(False)
        self.stop = QToolButton(self)
        self.stop.setText("Stop")
        self.stop.setAccessibleName("Stop the long work")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        for widget in (self._what, self._bar, self.stop):
            row.addWidget(widget)
        self.hide()

    def show_progress(self, progress: Progress) -> None:
        self._what.setText(str(progress))
        self._bar.setMaximum(progress.total or 0)
        self._bar.setValue(progress.done)
        self.show()


def _label(name: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setAccessibleName(name)
    label.setContentsMargins(8, 0, 8, 0)
    return label
