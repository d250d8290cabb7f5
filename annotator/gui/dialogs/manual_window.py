"""The manual in a window of its own: its parts in a list, the text beside, a line that finds words."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from annotator.commands.command import Command
from annotator.gui.manual import manual_file, manual_text
from annotator.gui.palette import DARK, LIGHT
from annotator.gui.panels.guidelines import open_outside, show_markdown

_POSITION = Qt.ItemDataRole.UserRole
_LISTED_LEVELS = (1, 2)


class ManualWindow(QDialog):
    """Stays open beside the work; `show_commands` brings other keys into it."""

    def __init__(self, commands: Sequence[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Manual")
        self.setAccessibleName("Manual")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._commands = commands
        self.words = QLineEdit(self)
        self.parts = QListWidget(self)
        self.page = QTextBrowser(self)
        self._said = QLabel(self)
        self._set_up()
        self._lay_out()
        self.show_commands(commands)

    def show_commands(self, commands: Sequence[Command]) -> None:
        """The manual with the keys of these commands."""
        self._commands = commands
        is_dark = self.palette().base().color().lightness() < 128
        show_markdown(self.page, manual_text(commands), DARK if is_dark else LIGHT)
        self._list_parts()

    def find_next(self) -> None:
        """Goes to the next place of the words that were typed, after the last again from the top."""
        words = self.words.text()
        found = self.page.find(words)
        if not found:
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
            found = self.page.find(words)
        self._said.setText("" if found or not words else "Not in the manual.")

    @property
    def said(self) -> str:
        return self._said.text()

    def _set_up(self) -> None:
        self.words.setPlaceholderText("Find in the manual")
        self.words.setAccessibleName("Find in the manual")
        self.words.setClearButtonEnabled(True)
        self.words.returnPressed.connect(self.find_next)
        QShortcut(QKeySequence.StandardKey.Find, self, self.words.setFocus)
        self.parts.setAccessibleName("Parts of the manual")
        self.parts.setFrameShape(QFrame.Shape.NoFrame)
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts.currentItemChanged.connect(self._on_part)
        self.page.setAccessibleName("Text of the manual")
        self.page.setSearchPaths([str(manual_file().parent)])
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(open_outside)
        self.page.document().setDocumentMargin(1.2 * self.fontMetrics().height())

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.words)
        top.addWidget(self._said)
        top.addStretch(1)
        splitter = QSplitter(self)
        splitter.addWidget(self.parts)
        splitter.addWidget(self.page)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        em = self.fontMetrics().height()
        splitter.setSizes([13 * em, 45 * em])
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(splitter, 1)
        self.words.setMinimumWidth(16 * em)
        self.resize(60 * em, 42 * em)

    def _list_parts(self) -> None:
        self.parts.blockSignals(True)
        self.parts.clear()
        block = self.page.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if level in _LISTED_LEVELS:
                item = QListWidgetItem(block.text(), self.parts)
                item.setToolTip(block.text())
                item.setData(_POSITION, block.position())
            block = block.next()
        self.parts.blockSignals(False)

    def _on_part(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        """The heading comes to the top of the page."""
        if item is None:
            return
        cursor = self.page.textCursor()
        cursor.setPosition(item.data(_POSITION))
        self.page.setTextCursor(cursor)
        bar = self.page.verticalScrollBar()
        bar.setValue(bar.value() + self.page.cursorRect().top())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.show_commands(self._commands)
