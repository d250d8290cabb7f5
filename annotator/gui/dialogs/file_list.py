"""Files and folders to import: added by button, or dropped here."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)


class FileList(QWidget):
    """Each path once, in the order in which they came."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = DropList(self)
        self.list.dropped.connect(self.add_paths)
        self.list.removed.connect(self.remove_chosen)
        self._files = QPushButton("&Add files…", self)
        self._folder = QPushButton("Add fol&der…", self)
        self._remove = QPushButton("Re&move", self)
        row = QHBoxLayout()
        for button, function in (
            (self._files, self._on_files),
            (self._folder, self._on_folder),
            (self._remove, self.remove_chosen),
        ):
            button.clicked.connect(function)
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        self._remove.setEnabled(False)
        self.list.itemSelectionChanged.connect(self._on_selection)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """In the order in which the keyboard goes through them."""
        return self._files, self._folder, self._remove, self.list

    @property
    def paths(self) -> tuple[Path, ...]:
        rows = (self.list.item(row) for row in range(self.list.count()))
        return tuple(Path(item.text()) for item in rows)

    def add_paths(self, paths: Iterable[Path]) -> None:
        known = set(self.paths)
        for path in paths:
            if path not in known:
                known.add(path)
                item = QListWidgetItem(str(path), self.list)
                item.setToolTip(str(path))
        # From here Enter begins, while on a button it would ask for more files.
        self.list.setFocus()
        self.changed.emit()

    def remove_chosen(self) -> None:
        for item in self.list.selectedItems():
            self.list.takeItem(self.list.row(item))
        self.changed.emit()

    def _on_selection(self) -> None:
        self._remove.setEnabled(bool(self.list.selectedItems()))

    def _on_files(self) -> None:
        found, _ = QFileDialog.getOpenFileNames(self, "Files to import")
        self.add_paths(Path(path) for path in found)

    def _on_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, "Folder to import")
        if found:
            self.add_paths([Path(found)])


class DropList(QListWidget):
    """A list that takes files from the desktop and says so while it is empty."""

    dropped = Signal(list)
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Files and folders")
        self.setAcceptDrops(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files_in(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if _files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit(_files_in(event.mimeData()))
        event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.count():
            return
        painter = QPainter(self.viewport())
        painter.setPen(self.palette().placeholderText().color())
        gap = self.fontMetrics().height()
        area = self.viewport().rect().adjusted(gap, gap, -gap, -gap)
        said = "Drop files, folders or zip archives here: articles, or what other tools wrote."
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, said)


def _files_in(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
