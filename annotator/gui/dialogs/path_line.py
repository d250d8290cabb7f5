"""A line for a file or folder, with a button that finds it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

Find = Callable[[QWidget, str], str]
"""Asks for a path, beginning with the one there is; empty if the person changed their mind."""


class PathLine(QWidget):
    """Typed or found; what it is for is said by its name."""

    changed = Signal()

    def __init__(self, name: str, find: Find, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self.line = QLineEdit(self)
        self.line.setAccessibleName(name)
        self.line.setMinimumWidth(24 * self.fontMetrics().averageCharWidth())
        self.find_button = QPushButton("Find…", self)
        self.find_button.setAccessibleName(f"Find {name.lower()}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.find_button)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._on_changed)
        self.find_button.clicked.connect(self._on_find)

    @property
    def path(self) -> str:
        return self.line.text().strip()

    def set_path(self, path: str) -> None:
        self.line.setText(path)

    def _on_changed(self, _text: str) -> None:
        self.changed.emit()

    def _on_find(self) -> None:
        found = self._find(self, self.path)
        if found:
            self.line.setText(found)


def to_open(title: str, kinds: str) -> Find:
    """Asks for a file that is there; `kinds` as in `"Projects (*.annotator)"`."""
    return lambda parent, path: QFileDialog.getOpenFileName(parent, title, path, kinds)[0]


def to_save(title: str, kinds: str) -> Find:
    """Asks for a file that is to be written."""
    return lambda parent, path: QFileDialog.getSaveFileName(parent, title, path, kinds)[0]
