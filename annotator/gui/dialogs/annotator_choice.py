"""Whose work is meant: a kind of annotators, and which of them."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import Annotator, AnnotatorKind
from annotator.gui.dialogs.small_print import small_print
from annotator.project import Who

_KIND = Qt.ItemDataRole.UserRole
_NAME = Qt.ItemDataRole.UserRole + 1
_MOST_ROWS = 6
_KINDS = {
    AnnotatorKind.MODEL: "a model",
    AnnotatorKind.ADJUDICATED: "adjudicated",
    AnnotatorKind.AGGREGATE: "an aggregate",
}
_WHO = {
    Who.EVERYONE: "everybody",
    Who.ANNOTATORS: "people alone",
    Who.GOLD: "gold: what was adjudicated",
    Who.AGGREGATES: "aggregates",
}


class AnnotatorChoice(QWidget):
    """A list of the annotators of the chosen kind, all of them chosen until somebody takes some out."""

    changed = Signal()
    """Others are chosen than before."""

    def __init__(self, annotators: Sequence[Annotator], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.who = QComboBox(self)
        self.who.setAccessibleName("Whose work")
        self.annotators = QListWidget(self)
        self.annotators.setAccessibleName("Annotators")
        self.annotators.setMaximumHeight(_MOST_ROWS * self.fontMetrics().height())
        self.all_button = self._button("A&ll", "Choose all annotators", Qt.CheckState.Checked)
        self.nobody_button = self._button("Nobod&y", "Choose no annotator", Qt.CheckState.Unchecked)
        self._note = small_print("", self)
        self._is_of_people = False
        self._who_by_choice = Who.EVERYONE
        for who, title in _WHO.items():
            self.who.addItem(title, who)
        for annotator in annotators:
            self._add(annotator)
        self.who.currentIndexChanged.connect(self._on_who)
        self.annotators.itemChanged.connect(lambda _: self.changed.emit())
        self._show_offered()

    @property
    def asked_for(self) -> Who:
        """The kind of annotators."""
        return Who(self.who.currentData())

    @property
    def names(self) -> tuple[str, ...]:
        """Of those that are chosen; none where all of the kind are."""
        offered, chosen = list(self._offered()), list(self._chosen())
        return () if len(chosen) == len(offered) else tuple(item.data(_NAME) for item in chosen)

    @property
    def is_nobody(self) -> bool:
        """Whether there is no work that could be meant."""
        is_somebody_there = any(True for _ in self._offered()) or self.asked_for is not Who.EVERYONE
        return is_somebody_there and not any(True for _ in self._chosen())

    def set_of_people(self, is_of_people: bool) -> None:
        """What has votes is people's work that is done, whatever else there is, and leaves no choice."""
        self._is_of_people = is_of_people
        self.who.setEnabled(not is_of_people)
        who = Who.ANNOTATORS if is_of_people else self._who_by_choice
        with QSignalBlocker(self.who):
            self.who.setCurrentIndex(self.who.findData(who))
        self._show_offered()

    def add_to(self, form: QFormLayout) -> None:
        """Puts the rows into the form: the kind, the annotators, and what is to be said of them."""
        beside = QVBoxLayout()
        for button in (self.all_button, self.nobody_button):
            beside.addWidget(button)
        beside.addStretch(1)
        choosing = QHBoxLayout(self)
        choosing.setContentsMargins(0, 0, 0, 0)
        choosing.addWidget(self.annotators, 1)
        choosing.addLayout(beside)
        form.addRow("&Work of", self.who)
        form.addRow("", self)
        form.addRow("", self._note)

    def fields(self) -> Iterator[QWidget]:
        """In the order in which the keyboard goes through them."""
        yield from (self.who, self.annotators, self.all_button, self.nobody_button)

    def _button(self, text: str, name: str, state: Qt.CheckState) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(name)
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._check_all, state))
        return button

    def _add(self, annotator: Annotator) -> None:
        kind = _KINDS.get(annotator.kind)
        item = QListWidgetItem(f"{annotator.name} ({kind})" if kind else annotator.name, self.annotators)
        item.setData(_KIND, annotator.kind)
        item.setData(_NAME, annotator.name)
        item.setCheckState(Qt.CheckState.Checked)

    def _items(self) -> Iterator[QListWidgetItem]:
        return (self.annotators.item(row) for row in range(self.annotators.count()))

    def _offered(self) -> Iterator[QListWidgetItem]:
        return (item for item in self._items() if not item.isHidden())

    def _chosen(self) -> Iterator[QListWidgetItem]:
        return (item for item in self._offered() if item.checkState() is Qt.CheckState.Checked)

    def _on_who(self) -> None:
        self._who_by_choice = self.asked_for
        self._show_offered()
        self.changed.emit()

    def _show_offered(self) -> None:
        kinds = self.asked_for.kinds
        for item in self._items():
            item.setHidden(bool(kinds) and item.data(_KIND) not in kinds)
        self._note.setText(self._remark())
        self._note.setVisible(bool(self._note.text()))

    def _remark(self) -> str:
        if self.asked_for.kinds and not any(True for _ in self._offered()):
            return "There is no such work in this project yet."
        return "Made of what people have finished; nothing else has a vote." if self._is_of_people else ""

    def _check_all(self, state: Qt.CheckState) -> None:
        """All that are offered."""
        with QSignalBlocker(self.annotators):
            for item in self._offered():
                item.setCheckState(state)
        self.changed.emit()
