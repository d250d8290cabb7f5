"""The page instead of an empty window: who you are, how to begin, where you were."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.dialogs.small_print import small_print
from annotator.gui.panels.row_paint import bold_font

_STEPS = (
    (
        "Bring articles in",
        "Text, HTML, JSON or tables. What scraping left behind is taken out, and a language model proposes "
        "the names.",
    ),
    (
        "Correct the names",
        "Tab goes to the next proposal, Enter accepts it, a number gives another label, X removes it.",
    ),
    (
        "Say who is for or against what",
        "S starts a stance: holder, label, target, a key or two each. Then Ctrl+Enter: done, next article.",
    ),
)


class StartPage(QWidget):
    """Announces what the person wants to begin with."""

    named = Signal(str)
    """Who sits at the desk; announced with whatever is begun."""
    demo_wanted = Signal()
    new_wanted = Signal()
    open_wanted = Signal()
    import_wanted = Signal()
    project_wanted = Signal(str)

    def __init__(self, recent: Sequence[str], name: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Start page")
        self.name = QLineEdit(name or "", self)
        self.name.setAccessibleName("Who are you?")
        self.name.setPlaceholderText("Your name or initials")
        self.demo = QPushButton("Try the demo", self)
        self.new = QPushButton("New project…", self)
        self.open = QPushButton("Open project…", self)
        self.import_articles = QPushButton("Import articles…", self)
        self.recent = QListWidget(self)
        self.recent.setAccessibleName("Recent projects")
        self.recent.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._recent_title = QLabel("Recent projects", self)
        self._told = QLabel(self)
        self._lay_out()
        self.set_recent(recent)
        self.name.editingFinished.connect(self._announce_name)
        self.name.returnPressed.connect(self._on_name_entered)
        for button, signal in (
            (self.demo, self.demo_wanted),
            (self.new, self.new_wanted),
            (self.open, self.open_wanted),
            (self.import_articles, self.import_wanted),
        ):
            button.clicked.connect(self._announce_name)
            button.clicked.connect(signal)
        self.recent.itemClicked.connect(self._on_recent)
        self.recent.itemActivated.connect(self._on_recent)

    def set_recent(self, recent: Sequence[str]) -> None:
        self.recent.clear()
        for where in recent:
            QListWidgetItem(where, self.recent).setToolTip(where)
        for widget in (self.recent, self._recent_title):
            widget.setVisible(bool(recent))
        rows = min(6, len(recent))
        self.recent.setFixedHeight(max(1, rows) * max(1, self.recent.sizeHintForRow(0)) + 4)

    def set_name(self, name: str) -> None:
        self.name.setText(name)

    def tell(self, sentence: str) -> None:
        """Says what went wrong with the last beginning, or what is going on."""
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))

    def _lay_out(self) -> None:
        page = QWidget(self)
        em = self.fontMetrics().height()
        page.setMaximumWidth(44 * em)
        column = QVBoxLayout(page)
        column.setSpacing(em)
        column.addStretch(1)
        title = QLabel("Stance Annotator", page)
        font = QFont(self.font())
        font.setPointSizeF(1.9 * font.pointSizeF())
        title.setFont(font)
        column.addWidget(title)
        column.addWidget(small_print("Label who is for or against what in news articles.", page))
        column.addWidget(self._told)
        self._told.setWordWrap(True)
        self._told.hide()
        asked = QLabel("Who are you?", page)
        asked.setBuddy(self.name)
        row = QHBoxLayout()
        row.addWidget(asked)
        row.addWidget(self.name, 1)
        column.addLayout(row)
        column.addWidget(small_print("Your name stands on everything you do; you say it once.", page))
        column.addLayout(self._buttons())
        column.addWidget(self._recent_title)
        column.addWidget(self.recent)
        self._recent_title.setFont(bold_font(self.font()))
        column.addSpacing(em // 2)
        for number, (heading, said) in enumerate(_STEPS, start=1):
            column.addLayout(_step(number, heading, said, page))
        column.addStretch(3)
        self._put_in_the_middle(page)

    def _put_in_the_middle(self, page: QWidget) -> None:
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setAccessibleName("Start")
        middle = QWidget(area)
        row = QHBoxLayout(middle)
        row.addStretch(1)
        row.addWidget(page, 10)
        row.addStretch(1)
        area.setWidget(middle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def _buttons(self) -> QBoxLayout:
        row = QHBoxLayout()
        self.demo.setDefault(True)
        for button in (self.demo, self.new, self.open, self.import_articles):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _announce_name(self) -> None:
        name = self.name.text().strip()
        if name:
            self.named.emit(name)

    def _on_name_entered(self) -> None:
        """Enter goes on to what is likeliest next: the last project, else the demo."""
        if self.recent.count():
            self.recent.setCurrentRow(0)
            self.recent.setFocus()
        else:
            self.demo.setFocus()

    def _on_recent(self, item: QListWidgetItem) -> None:
        self._announce_name()
        self.project_wanted.emit(item.text())


def _step(number: int, heading: str, said: str, page: QWidget) -> QBoxLayout:
    mark = QLabel(str(number), page)
    mark.setFont(bold_font(page.font()))
    mark.setAlignment(Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    title = QLabel(heading, page)
    title.setFont(bold_font(page.font()))
    words.addWidget(title)
    words.addWidget(small_print(said, page))
    row = QHBoxLayout()
    row.setSpacing(page.fontMetrics().height())
    row.addWidget(mark)
    row.addLayout(words, 1)
    return row
