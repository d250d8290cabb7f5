"""The bar in which a stance is made: holder, label, target, one or two keys each, over its evidence."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.commands import stances as commands
from annotator.domain.refused import Refused
from annotator.gui.palette import LIGHT, Theme
from annotator.gui.panels.attempt import Attempt
from annotator.gui.panels.label_marks import task_label_colours, title_of
from annotator.gui.panels.quoted_lines import QuotedLines
from annotator.gui.panels.row_paint import small_font
from annotator.gui.stance_chips import FieldChip
from annotator.gui.stance_choices import ChoiceList
from annotator.workbench.stance_entry import Choice, Field, StanceEntry, choices
from annotator.workbench.workbench import Workbench

_FIELDS = (Field.HOLDER, Field.LABEL, Field.TARGET)


class StanceBar(QWidget):
    """Shows itself while a stance is in the making and has the keyboard then."""

    ended = Signal()
    """The stance was added or left; the article can have the keyboard back."""

    def __init__(self, workbench: Workbench, attempt: Attempt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Stance in the making")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._bench = workbench
        self._attempt = attempt
        self._theme = LIGHT
        self._title = QLabel(self)
        self._chips = {field: FieldChip(field, self) for field in _FIELDS}
        self._quote = QuotedLines(2, self)
        self._refusal = QuotedLines(1, self)
        self._leave = QToolButton(self)
        self.list = ChoiceList(self)
        self._lay_out()
        self.list.picked.connect(self._on_picked)
        for field, chip in self._chips.items():
            chip.clicked.connect(partial(self._ask, field))
        self._leave.clicked.connect(self._end)
        self._bench.entry_changed.connect(self._on_entry_changed)
        self._bench.opened.connect(self._on_entry_changed)
        self.set_theme(LIGHT)
        self.hide()

    def chip(self, field: Field) -> FieldChip:
        return self._chips[field]

    @property
    def offered(self) -> tuple[Choice, ...]:
        """The choices for the field that is asked."""
        return self.list.choices

    @property
    def refusal(self) -> str:
        """Why the last key was refused, if it was."""
        return self._refusal.text

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for chip in self._chips.values():
            chip.set_theme(theme)
        self.list.set_theme(theme)
        for label, colour in ((self._quote, theme.muted), (self._refusal, theme.warning)):
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
            label.setPalette(palette)
        self.update()

    def _lay_out(self) -> None:
        gap = self.fontMetrics().height() // 2
        row = QHBoxLayout()
        row.setSpacing(gap)
        row.addWidget(self._title)
        for field in _FIELDS:
            row.addWidget(self._chips[field])
        row.addStretch(1)
        self._leave.setText("Esc")
        self._leave.setToolTip("Leaves the stance unmade")
        self._leave.setAccessibleName("Leave the stance")
        self._leave.setAutoRaise(True)
        self._leave.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(self._leave)
        for label in (self._quote, self._refusal):
            label.setFont(small_font(self.font()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(gap, gap, gap, gap)
        layout.setSpacing(gap)
        layout.addLayout(row)
        layout.addWidget(self._quote)
        layout.addWidget(self._refusal)
        layout.addWidget(self.list)

    # What a person does

    def event(self, event: QEvent) -> bool:
        # Tab takes the choice here, as in every type-ahead list; it must not move the focus away.
        if isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            if event.type() is QEvent.Type.KeyPress:
                self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self._end()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab:
                self._take()
            case Qt.Key.Key_Down:
                self.list.go(1)
            case Qt.Key.Key_Up:
                self.list.go(-1)
            case Qt.Key.Key_Left | Qt.Key.Key_Backtab:
                self._ask_beside(-1)
            case Qt.Key.Key_Right:
                self._ask_beside(1)
            case Qt.Key.Key_Backspace:
                self._try(lambda: commands.go_back(self._bench))
            case _:
                self._type(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        for letter in event.commitString():
            self._try(partial(commands.type_key, self._bench, letter))
        event.accept()

    def _type(self, event: QKeyEvent) -> None:
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if held or not event.text().isprintable() or not event.text():
            event.ignore()
            return
        self._try(lambda: commands.type_key(self._bench, event.text()))

    def _take(self) -> None:
        choice = self.list.chosen
        if choice is not None:
            self._try(lambda: commands.choose(self._bench, choice))

    def _on_picked(self, row: int) -> None:
        choice = self.list.choices[row]
        self._try(lambda: commands.choose(self._bench, choice))

    def _ask(self, field: Field, _checked: bool = False) -> None:
        """Asks for the field again, whatever was chosen for it."""
        entry = self._bench.stance_entry
        if entry is not None:
            self._bench.set_stance_entry(replace(entry, field=field, typed=""))

    def _ask_beside(self, places: int) -> None:
        entry = self._bench.stance_entry
        if entry is not None:
            at = _FIELDS.index(entry.field) + places
            self._ask(_FIELDS[max(0, min(at, len(_FIELDS) - 1))])

    def _end(self) -> None:
        self._bench.set_stance_entry(None)

    def _try(self, function: Callable[[], None]) -> None:
        """A refusal is said here too: this is where the eyes are."""

        def told() -> None:
            try:
                function()
            except Refused as refused:
                self._refusal.set_text(refused.sentence)
                self._refusal.show()
                raise

        self._refusal.set_text("")
        self._refusal.hide()
        self._attempt(told)

    # What the workbench announces

    def _on_entry_changed(self) -> None:
        entry = self._bench.stance_entry
        if entry is None:
            if not self.isHidden():
                self.hide()
                self.ended.emit()
            return
        if self.isHidden():
            self._refusal.set_text("")
            self._refusal.hide()
            self.show()
        self._show_entry(entry)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_entry(self, entry: StanceEntry) -> None:
        task = entry.task
        self._title.setText(f"{'Change' if entry.editing else 'New'} {(task.title or task.name).lower()}")
        label = task.label(entry.label) if entry.label is not None else None
        values = {
            Field.HOLDER: entry.holder.name if entry.holder else None,
            Field.LABEL: (label.verb or title_of(label)) if label else entry.label,
            Field.TARGET: entry.target.name if entry.target else None,
        }
        colours = task_label_colours(task, self._theme)
        for field, chip in self._chips.items():
            chip.show_value(
                values[field],
                typed=entry.typed,
                is_asked=field is entry.field,
                colour=colours.get(entry.label or "") if field is Field.LABEL else None,
            )
        self._quote.setVisible(entry.evidence is not None)
        if entry.evidence is not None:
            self._quote.set_text(f"“{self._bench.article.text[slice(*entry.evidence)]}”")
        offered = choices(entry, self._bench.annotation, self._bench.scheme)
        self.list.set_choices(offered, _place_of_value(entry, offered))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.window))
        painter.fillRect(0, 0, self.width(), 2, QColor(self._theme.ring))


def _place_of_value(entry: StanceEntry, offered: tuple[Choice, ...]) -> int:
    """Which choice is what the field already is; the first if none."""
    for number, choice in enumerate(offered):
        if entry.field is Field.LABEL:
            if choice.label == entry.label:
                return number
        else:
            value = entry.holder if entry.field is Field.HOLDER else entry.target
            if value is not None and choice.ref == value:
                return number
    return 0
