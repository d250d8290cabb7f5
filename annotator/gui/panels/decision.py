"""The conflict in sight: what is in question, every answer to it, and the keys that decide."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.agreement.conflict import Item
from annotator.agreement.table import Layer
from annotator.domain.ruling import Ruling
from annotator.domain.scheme import Scheme
from annotator.gui.palette import LIGHT, Theme
from annotator.gui.panels.conflict_rows import DIFFERENCE_WORDS
from annotator.gui.panels.empty_state import EmptyState
from annotator.gui.panels.reading_cards import ReadingCards
from annotator.gui.panels.row_paint import bold_font
from annotator.gui.panels.rule import Rule
from annotator.gui.panels.variant_cards import cards_of
from annotator.workbench.review import CATEGORY_WORDS, OUTCOME_WORDS, Review
from annotator.workbench.workbench import Workbench

_DECIDING = (
    ("review.union", "Union"),
    ("review.neither", "Neither"),
    ("review.both", "Both valid"),
    ("review.edit", "Edit myself"),
)
_EXPLAINING = (
    ("review.category", "Why…"),
    ("review.note", "Reason…"),
    ("review.guideline", "Guideline…"),
)
_ALIKE = "review.alike"
_EDITING = (("review.edited", "This is the decision"), ("review.stop_editing", "Decide otherwise"))
"""In place of the others while the article is edited."""


class DecisionPanel(QWidget):
    """Listens to the workbench and its review; the buttons run commands by their ids."""

    command_wanted = Signal(str)
    taken = Signal(int)
    """The card of an answer was clicked: its place among the answers."""

    def __init__(
        self, workbench: Workbench, key_of: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Conflict")
        self._bench = workbench
        self._key_of = key_of
        self._theme = LIGHT
        self._review: Review | None = None
        self._question = QLabel(self)
        self._standing = QLabel(self)
        self._reasons = QLabel(self)
        self._empty = EmptyState("No conflict is chosen", self)
        self.cards = ReadingCards(self)
        self._buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self.cards.taken.connect(self.taken)

    @property
    def question(self) -> str:
        """What is in question, in words."""
        return self._question.text()

    @property
    def standing(self) -> str:
        """What is decided about it, in words; empty while it is open."""
        return self._standing.text()

    @property
    def reasons(self) -> str:
        """The reasons kept for the decision to come, in words."""
        return self._reasons.text()

    def button(self, command_id: str) -> QPushButton:
        return self._buttons[command_id]

    def set_review(self, review: Review | None) -> None:
        """Shows the conflicts of the review from now on."""
        if self._review is not None:
            self._review.rows_changed.disconnect(self._show)
            self._review.current_changed.disconnect(self._show)
            self._review.mode_changed.disconnect(self._show)
        self._review = review
        if review is not None:
            review.rows_changed.connect(self._show)
            review.current_changed.connect(self._show)
            review.mode_changed.connect(self._show)
        self.show_keys()
        self._show()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.cards.set_theme(theme)
        self._empty.set_theme(theme)
        palette = self._reasons.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.muted)
        self._reasons.setPalette(palette)
        self._show()

    def show_keys(self) -> None:
        """Writes the keys on the buttons as they are just now."""
        for id_, title in (*_DECIDING, *_EXPLAINING, *_EDITING):
            self._write(id_, title)

    def _write(self, command_id: str, title: str) -> None:
        key = self._key_of(command_id)
        self._buttons[command_id].setText(f"{title}  {key}" if key else title)

    def _lay_out(self) -> None:
        gap = self.fontMetrics().height() // 2
        self._question.setFont(bold_font(self.font()))
        for label in (self._question, self._standing, self._reasons):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        grid = QGridLayout()
        grid.setSpacing(gap // 2)
        for row, commands in enumerate((_DECIDING[:2], _DECIDING[2:], _EXPLAINING[:2], _EXPLAINING[2:])):
            for column, (id_, title) in enumerate(commands):
                grid.addWidget(self._new_button(id_, title), row, column)
        for row, (id_, title) in enumerate((*_EDITING, (_ALIKE, "Same for all alike")), start=4):
            grid.addWidget(self._new_button(id_, title), row, 0, 1, 2)
        self._body = QWidget(self)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(gap, gap, gap, gap)
        body.setSpacing(gap)
        body.addWidget(self._question)
        body.addWidget(self._standing)
        body.addWidget(self.cards, 1)
        body.addWidget(Rule(self))
        body.addWidget(self._reasons)
        body.addLayout(grid)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body, 1)
        layout.addWidget(self._empty, 1)
        self.setFocusProxy(self.cards)
        self._empty.set_hint("The list on the left holds what the annotators read differently.")

    def _new_button(self, command_id: str, title: str) -> QPushButton:
        button = QPushButton(title, self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(title)
        button.clicked.connect(partial(self._on_clicked, command_id))
        self._buttons[command_id] = button
        return button

    def _on_clicked(self, command_id: str, _checked: bool = False) -> None:
        self.command_wanted.emit(command_id)

    def _show(self) -> None:
        review = self._review
        item = None if review is None else review.item
        self._body.setVisible(item is not None)
        self._empty.setVisible(item is None)
        if review is None or item is None:
            self._say_why_empty(review)
            return
        ruling = self._bench.annotation.rulings.get(item.id) if self._bench.is_open else None
        self._question.setText(_question(review, item, self._bench.scheme))
        self._standing.setText("" if ruling is None else _standing(ruling))
        self._standing.setVisible(ruling is not None)
        self._reasons.setText("" if ruling is not None else _kept(review))
        self._reasons.setVisible(bool(self._reasons.text()))
        self.cards.set_cards(cards_of(review, item, ruling, self._bench.scheme, self._theme))
        self._show_buttons(review)

    def _show_buttons(self, review: Review) -> None:
        """Those whose commands there are in this mode; that of the alike only where some wait."""
        for id_, _ in (*_DECIDING, *_EXPLAINING):
            self._buttons[id_].setVisible(not review.is_editing)
        for id_, _ in _EDITING:
            self._buttons[id_].setVisible(review.is_editing)
        waiting = len(review.waiting_alike(self._bench.annotation)) if self._bench.is_open else 0
        self._buttons[_ALIKE].setVisible(waiting > 0 and not review.is_editing)
        if waiting:
            self._write(_ALIKE, _alike(review, waiting))

    def _say_why_empty(self, review: Review | None) -> None:
        if review is not None and review.current is not None and review.article is not None:
            self._empty.set_title("This has changed")
            self._empty.set_hint("Somebody changed their mind since the list was made; F5 makes it anew.")
        elif review is not None and review.current is not None:
            self._empty.set_title("Reading…")
            self._empty.set_hint("")
        else:
            self._empty.set_title("No conflict is chosen")
            self._empty.set_hint("The list on the left holds what the annotators read differently.")


def _question(review: Review, item: Item, scheme: Scheme) -> str:
    """What is in question: the task by its title, or the kind of thing, and how the answers differ."""
    kind = "Mention" if item.layer is Layer.MENTIONS else "Entity"
    about = kind if item.task is None else scheme.task_title(item.task)
    place = 1 + (review.place_of(item.id) or 0)
    return f"{place:,} of {len(review.rows):,} · {about}: {DIFFERENCE_WORDS[item.difference]}?"


def _standing(ruling: Ruling) -> str:
    """What is decided, by whom and why."""
    said = f"{OUTCOME_WORDS[ruling.outcome].capitalize()} by {ruling.by}"
    reasons = [CATEGORY_WORDS[ruling.category]] if ruling.category else []
    reasons += [ruling.note] if ruling.note else []
    return f"{said}: {'; '.join(reasons)}" if reasons else f"{said}."


def _kept(review: Review) -> str:
    reasons = [CATEGORY_WORDS[review.reasons.category]] if review.reasons.category else []
    reasons += [review.reasons.note] if review.reasons.note else []
    return f"Goes with the decision: {'; '.join(reasons)}" if reasons else ""


def _alike(review: Review, waiting: int) -> str:
    """How many can be decided like the conflict in sight, or like the one before it if this one is open."""
    is_current = review.current is not None and review.current.decided is not None
    return f"{waiting:,} more like {'this' if is_current else 'the last'}"
