"""How far measuring is, with a button that stops it; or why nothing came of it."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from annotator.project import Progress


class MeasuringLine(QWidget):
    """One line; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName("Progress of measuring")
        self._bar.setTextVisible(False)
        self.stop = QPushButton("Stop", self)
        self.stop.setAccessibleName("Stop measuring")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._said, 1)
        row.addWidget(self._bar, 1)
        row.addWidget(self.stop)
        self.hide()

    @property
    def said(self) -> str:
        return self._said.text()

    def show_progress(self, progress: Progress | None) -> None:
        """How far it is; None while it begins."""
        if progress is None:
            self._said.setText("Measuring…")
            self._bar.setMaximum(0)
        else:
            total = f" of {progress.total:,}" if progress.total else ""
            self._said.setText(f"Measuring: {progress.what} {progress.done:,}{total}")
            self._bar.setMaximum(progress.total or 0)
            self._bar.setValue(progress.done)
        self._show(is_measuring=True)

    def end(self, sentence: str = "") -> None:
        """Measuring is over; the sentence says why nothing came of it."""
        self._said.setText(sentence)
        self._show(is_measuring=False)

    def _show(self, *, is_measuring: bool) -> None:
        self._bar.setVisible(is_measuring)
        self.stop.setVisible(is_measuring)
        self.setVisible(is_measuring or bool(self._said.text()))
