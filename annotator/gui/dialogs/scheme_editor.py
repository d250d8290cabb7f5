"""The scheme editor: changes a copy, says what is faulty and what would be lost, applies it as a whole."""

from html import escape
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.scheme import Fault, Place, Scheme
from annotator.gui.dialogs.scheme_check import Plain, check, next_version, plain_of
from annotator.gui.dialogs.scheme_pages import (
    ENTITY_LABELS,
    TOPICS,
    Faults,
    GuidelinesPage,
    NamesPage,
    RecordsPage,
    TasksPage,
)

_PAGES = ("Name", "Entity labels", "Tasks", "Topics", "Guidelines")
_KINDS = "Schemes (*.yaml *.yml)"


class SchemeEditor(QDialog):
    """What was typed stays when the dialog is closed, until it is applied or thrown away."""

    losses_wanted = Signal(Scheme)
    """The person wants this scheme; `show_losses` is to say what annotations would lose by it."""
    accepted_scheme = Signal(Scheme)
    file_wanted = Signal(Path)
    """A scheme is to be read from the file and given to `show_scheme`, or its faults to `tell`."""
    file_given = Signal(Path, Scheme)
    """The scheme is to be written to the file."""

    def __init__(self, scheme: Scheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Scheme")
        self.setAccessibleName("Scheme")
        self._original = scheme
        self._is_showing = False
        self._bumped = False
        self._label_names: list[str] = []
        self.names = NamesPage(self)
        self.labels = RecordsPage(
            "Entity labels", "The kinds of names that are marked in the text.", ENTITY_LABELS, self
        )
        self.tasks = TasksPage(self)
        self.topics = RecordsPage(
            "Topics", "What stances are about when it is no entity: plans, policies, claims.", TOPICS, self
        )
        self.guidelines = GuidelinesPage(self)
        self.pages = QListWidget(self)
        self._stack = QStackedWidget(self)
        self._said = QLabel(self)
        self.losses = LossesBox(self)
        self.apply_button = QPushButton("Apply", self)
        self.cancel_button = QPushButton("Cancel", self)
        self.revert_button = QPushButton("Start over", self)
        self._lay_out()
        self._listen()
        self.show_scheme(scheme, is_original=True)

    # What the window says

    def open_on(self, scheme: Scheme) -> None:
        """Shows the dialog; changes from before are still there if they began with the same scheme."""
        if scheme != self._original:
            self.show_scheme(scheme, is_original=True)
        self.losses.hide()
        self.show()
        self.raise_()
        self.activateWindow()

    def show_scheme(self, scheme: Scheme, *, is_original: bool = False) -> None:
        """Puts the scheme into the fields: the project's own, or one read from a file."""
        if is_original:
            self._original = scheme
        self._bumped = not is_original
        plain = plain_of(scheme)
        self._is_showing = True
        self.names.set_plain(plain)
        self.labels.set_records(plain["entity_labels"])
        self.tasks.set_tasks(plain["tasks"])
        self.topics.set_records(plain["topics"])
        self.guidelines.set_text(scheme.guidelines)
        self._label_names = [label.name for label in scheme.entity_labels]
        self._is_showing = False
        self._check()

    def show_losses(self, losses: tuple[str, ...]) -> None:
        """What annotations would lose; applies at once if it is nothing."""
        scheme = self.scheme()
        if scheme is None:
            return
        self._said.clear()
        if losses:
            self.losses.show_losses(losses)
        else:
            self._accept(scheme)

    def tell(self, sentence: str) -> None:
        """Says why a file was not used, or that it was written."""
        self._said.setText(escape(sentence))

    @property
    def said(self) -> str:
        """What stands above the buttons."""
        return self._said.text()

    # What the dialog says

    def scheme(self) -> Scheme | None:
        """The scheme as it stands; None while something is faulty."""
        return check(self.plain())[0]

    def faults(self) -> tuple[Fault, ...]:
        return check(self.plain())[1]

    def plain(self) -> Plain:
        """What all pages say, as plain values."""
        return {
            **self.names.plain(),
            "entity_labels": [*self.labels.records()],
            "tasks": [*self.tasks.tasks()],
            "topics": [*self.topics.records()],
            "guidelines": self.guidelines.plain_text(),
        }

    # Putting it together

    def _lay_out(self) -> None:
        self.pages.setAccessibleName("Parts of the scheme")
        self.pages.addItems(list(_PAGES))
        for page in (self.names, self.labels, self.tasks, self.topics, self.guidelines):
            self._stack.addWidget(page)
        em = self.fontMetrics().height()
        self.pages.setFixedWidth(max(9 * em, self.pages.sizeHintForColumn(0) + 3 * em))
        self._said.setWordWrap(True)
        self._said.setAccessibleName("What is said about the scheme")
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        middle = QHBoxLayout()
        middle.addWidget(self.pages)
        middle.addWidget(self._stack, 1)
        read, write = QPushButton("From file…", self), QPushButton("To file…", self)
        read.clicked.connect(self._on_read)
        write.clicked.connect(self._on_write)
        buttons = QHBoxLayout()
        for button in (read, write, self.revert_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self.cancel_button, self.apply_button):
            buttons.addWidget(button)
        for button in (read, write, self.revert_button, self.cancel_button, self.apply_button):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addLayout(middle, 1)
        layout.addWidget(self.losses)
        layout.addWidget(self._said)
        layout.addLayout(buttons)
        self.resize(QSize(66 * em, 44 * em).boundedTo(self.screen().availableSize() * 0.9))
        self.pages.setCurrentRow(0)

    def _listen(self) -> None:
        self.pages.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.labels.changed.connect(self._on_labels_changed)
        for page in (self.names, self.labels, self.tasks, self.topics, self.guidelines):
            page.changed.connect(self._on_changed)
        self._said.linkActivated.connect(self._on_fault_link)
        self.apply_button.clicked.connect(self._on_apply)
        self.cancel_button.clicked.connect(self.reject)
        self.revert_button.clicked.connect(self._on_revert)
        self.losses.accepted.connect(self._on_losses_accepted)

    # What a person does

    def _on_changed(self) -> None:
        if self._is_showing:
            return
        self.losses.hide()
        self._bump()
        self._check()

    def _on_labels_changed(self) -> None:
        """Tasks that name a label follow when it is renamed or removed."""
        old, new = self._label_names, [str(record["name"]) for record in self.labels.records()]
        self._label_names = new
        gone = [name for name in old if name not in new]
        come = [name for name in new if name not in old]
        if len(gone) == 1 and len(old) - len(new) in (0, 1):
            self.tasks.follow_label(gone[0], come[0] if come else None)

    def _on_fault_link(self, _link: str) -> None:
        faults = self.faults()
        if faults:
            self.go_to(faults[0][0])

    def go_to(self, place: Place) -> None:
        """Shows the field the fault is about."""
        pages = {"entity_labels": 1, "tasks": 2, "topics": 3}
        self.pages.setCurrentRow(pages.get(str(place[0]), 0) if place else 0)
        match place:
            case ("entity_labels", int(row), *rest):
                self.labels.table.go_to(row, str(rest[0]) if rest else "name")
            case ("topics", int(row), *rest):
                self.topics.table.go_to(row, str(rest[0]) if rest else "name")
            case ("tasks", int(row), *_):
                self.tasks.go_to(row)

    def _bump(self) -> None:
        """The first change makes it another version, unless somebody has written one."""
        version = self.names.lines["version"]
        if self._bumped or version.text() != self._original.version:
            return
        if self.plain() != plain_of(self._original):
            self._bumped = True
            version.setText(next_version(self._original.version))

    def _check(self) -> None:
        scheme, faults = check(self.plain())
        by_page = [_below(faults, key) for key in ("entity_labels", "tasks", "topics")]
        rest = {place: said for place, said in faults if place[:1] not in _ITS_OWN_PAGE}
        self.names.set_faults(rest)
        self.labels.set_faults(by_page[0])
        self.tasks.set_faults(by_page[1])
        self.topics.set_faults(by_page[2])
        for row, number in enumerate((len(rest), *map(len, by_page), 0)):
            self.pages.item(row).setText(_PAGES[row] + (f"  ({number} !)" if number else ""))
        self.apply_button.setEnabled(scheme is not None and scheme != self._original)
        self.revert_button.setEnabled(scheme != self._original)
        self._said.setText(_summary(faults))

    def _on_apply(self) -> None:
        scheme = self.scheme()
        if scheme is not None:
            self._said.setText("Looking at what annotations hold …")
            self.losses_wanted.emit(scheme)

    def _on_losses_accepted(self) -> None:
        scheme = self.scheme()
        if scheme is not None:
            self._accept(scheme)

    def _accept(self, scheme: Scheme) -> None:
        self.losses.hide()
        self.show_scheme(scheme, is_original=True)
        self.accepted_scheme.emit(scheme)
        self.accept()

    def _on_revert(self) -> None:
        self.show_scheme(self._original, is_original=True)

    def _on_read(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Read a scheme", "", _KINDS)
        if path:
            self.read_file(Path(path))

    def _on_write(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, "Write the scheme", f"{self._original.name}.yaml", _KINDS)
        if path:
            self.write_file(Path(path))

    def read_file(self, path: Path) -> None:
        """Asks the window for the scheme in the file."""
        self.file_wanted.emit(path)

    def write_file(self, path: Path) -> None:
        """Asks the window to write the scheme, if it is one."""
        scheme = self.scheme()
        if scheme is not None:
            self.file_given.emit(path, scheme)


class LossesBox(QFrame):
    """What annotations would lose, and a button that says it is wanted all the same."""

    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName("What annotations would lose")
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        title = QLabel("This changes what annotations mean:", self)
        title.setForegroundRole(QPalette.ColorRole.BrightText)
        self.go_on = QPushButton("Apply all the same", self)
        self.go_on.setAutoDefault(False)
        self.go_on.clicked.connect(self.accepted)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.go_on)
        layout = QVBoxLayout(self)
        layout.addWidget(title)
        layout.addWidget(self._said)
        layout.addLayout(row)
        self.hide()

    def show_losses(self, losses: tuple[str, ...]) -> None:
        self._said.setText("\n".join(losses))
        self.show()

    @property
    def text(self) -> str:
        return self._said.text()


_ITS_OWN_PAGE = (("entity_labels",), ("tasks",), ("topics",))


def _below(faults: tuple[Fault, ...], key: str) -> Faults:
    return {place[1:]: said for place, said in faults if place and place[0] == key}


def _summary(faults: tuple[Fault, ...]) -> str:
    if not faults:
        return ""
    number = "One thing keeps" if len(faults) == 1 else f"{len(faults)} things keep"
    return f'{number} this from being a scheme. {escape(faults[0][1])} <a href="fault">Show it</a>'
