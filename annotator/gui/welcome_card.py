"""A card above the first article: who you are, and the three things to try first."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget


class WelcomeCard(QFrame):
    """Shown until the annotator has said once who they are; everything below it can be used meanwhile."""

    named = Signal(str)

    def __init__(self, name: str, key_of: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName("Welcome")
        self.setAutoFillBackground(True)
        title = QLabel("Welcome. Your work is saved step by step, and every step can be undone.", self)
        title.setWordWrap(True)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        guide = QLabel(_guide(key_of), self)
        guide.setWordWrap(True)
        guide.setTextFormat(Qt.TextFormat.RichText)
        self.line = QLineEdit(name, self)
        self.line.setAccessibleName("Your name")
        self.line.setMaximumWidth(260)
        self.button = QPushButton("That’s me", self)
        self.button.setDefault(True)
        asked = QLabel("Who labels here? Your name is on everything you do:", self)
        asked.setBuddy(self.line)
        row = QHBoxLayout()
        row.addWidget(asked)
        row.addWidget(self.line)
        row.addWidget(self.button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(title)
        column.addWidget(guide)
        column.addLayout(row)
        self.line.returnPressed.connect(self._on_named)
        self.button.clicked.connect(self._on_named)

    def _on_named(self) -> None:
        name = self.line.text().strip()
        if name:
            self.named.emit(name)


def _guide(key_of: Callable[[str], str]) -> str:
    steps = (
        f"<b>{key_of('mention.next_open')}</b> goes to the next proposal, <b>{key_of('mention.accept')}</b> "
        f"accepts it, a <b>number</b> gives it another label, <b>{key_of('mention.delete')}</b> removes it.",
        f"<b>{key_of('task.stance') or 'S'}</b> starts a stance: holder, label and target are a key each.",
        f"<b>{key_of('article.done')}</b> marks the article done and opens the next; "
        f"<b>{key_of('view.palette')}</b> finds every command, <b>{key_of('help.manual')}</b> is the manual.",
    )
    return "<ol style='margin:0'>" + "".join(f"<li>{step}</li>" for step in steps) + "</ol>"
