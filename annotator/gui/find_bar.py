"""Finding text in the open article as it is typed."""

import regex
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from annotator.domain.tokens import Offsets


def hits_in(text: str, wanted: str) -> tuple[Offsets, ...]:
    """Where the wanted text stands, upper or lower case, any white space within; code points."""
    words = wanted.split()
    if not words:
        return ()
    pattern = regex.compile(r"\s+".join(map(regex.escape, words)), regex.IGNORECASE)
    return tuple(match.span() for match in pattern.finditer(text))


class FindBar(QWidget):
    """A line to type in; announces the hits and which of them is current."""

    found = Signal(tuple, int)
    """All hits, and the index of the current one (-1: there is none)."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._hits: tuple[Offsets, ...] = ()
        self._at = -1
        self.line = QLineEdit(self)
        self.line.setPlaceholderText("Find in this article")
        self.line.setAccessibleName("Find in this article")
        self.line.setClearButtonEnabled(True)
        self._count = QLabel(self)
        self._count.setAccessibleName("Number of hits")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self.line, 1)
        row.addWidget(self._count)
        for text, name, places in (("↑", "Previous hit", -1), ("↓", "Next hit", 1)):
            button = QToolButton(self)
            button.setText(text)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.clicked.connect(lambda _=False, places=places: self.go(places))
            row.addWidget(button)
        self.line.textChanged.connect(self._on_typed)
        self.hide()

    def open(self, text: str, wanted: str = "") -> None:
        """Shows the bar for the article's text, beginning with what is wanted."""
        self._text = text
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if wanted:
            self.line.setText(wanted)
        self.line.selectAll()
        self._on_typed()

    def set_text(self, text: str) -> None:
        """Another article is open: what is wanted is looked for in that one."""
        self._text = text
        if not self.isHidden():
            self._hits, self._at = hits_in(text, self.line.text()), -1
            self._announce()

    def close_bar(self) -> None:
        self.hide()
        self.found.emit((), -1)
        self.left.emit()

    def go(self, places: int) -> None:
        """Makes the hit so many places on current, beginning again at the ends."""
        if self._hits:
            self._at = (self._at + places) % len(self._hits)
            self._announce()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_bar()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                backwards = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.go(-1 if backwards else 1)
            case _:
                super().keyPressEvent(event)

    def _on_typed(self) -> None:
        self._hits = hits_in(self._text, self.line.text())
        self._at = 0 if self._hits else -1
        self._announce()

    def _announce(self) -> None:
        if self._hits:
            at = f"{self._at + 1} of " if self._at >= 0 else ""
            self._count.setText(f"{at}{len(self._hits)}")
        else:
            self._count.setText("No hits" if self.line.text().strip() else "")
        self.found.emit(self._hits, self._at)
