"""Lists to choose from by typing, and a line to fill in: what commands ask for."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from annotator.commands.command import Command
from annotator.commands.desk import Option
from annotator.gui.dialogs.matching import matching
from annotator.gui.dialogs.option_list import OptionDelegate, OptionModel, PaletteOption, is_possible
from annotator.gui.dialogs.popup import Popup
from annotator.gui.key_cap import written
from annotator.workbench.workbench import Workbench

_MOST_ROWS = 12
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _MOST_ROWS - 1,
    Qt.Key.Key_PageUp: 1 - _MOST_ROWS,
}


class TypeAhead(Popup):
    """Options that fit what is typed; Enter or a click chooses and gives the id to `then`."""

    def __init__(
        self, parent: QWidget, title: str, options: Sequence[Option], then: Callable[[str], None]
    ) -> None:
        super().__init__(parent, title)
        self._options = options
        self._then = then
        self._model = OptionModel(self)
        self.list = QListView(self)
        self.list.setAccessibleName(f"{title}: choices")
        self.list.setModel(self._model)
        self.list.setItemDelegate(OptionDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._on_clicked)
        rows = min(_MOST_ROWS, max(1, len(options)))
        self.list.setFixedHeight(rows * int(1.65 * QFontMetrics(self.list.font()).height()) + 2)
        self.column.addWidget(self.list)
        self.line.setPlaceholderText("Type to narrow the list")
        self.line.textChanged.connect(self._on_typed)
        self._on_typed("")

    @property
    def shown(self) -> tuple[Option, ...]:
        """The options that fit what was typed, best first."""
        return self._model.options

    def take(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self.shown) and is_possible(self.shown[row]):
            chosen = self.shown[row].id
            self.leave()
            self._then(chosen)

    def on_key(self, event: QKeyEvent) -> bool:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self.shown:
            return False
        self._go(step)
        return True

    def _go(self, step: int) -> None:
        """Moves to the next option that can be chosen in the direction of the step, round and round."""
        count, row = len(self.shown), self.list.currentIndex().row()
        if abs(step) > 1:
            row = max(0, min(row + step, count - 1))
            step = 1 if step < 0 else -1
            candidates = range(row, row + step * count, step)
        else:
            candidates = range(row + step, row + step * (count + 1), step)
        for candidate in candidates:
            if is_possible(self.shown[candidate % count]):
                self._choose_row(candidate % count)
                return

    def _choose_row(self, row: int) -> None:
        self.list.setCurrentIndex(self._model.index(row))
        self.list.scrollTo(self._model.index(row))

    def _on_typed(self, typed: str) -> None:
        self._model.set_options(matching(self._options, typed))
        first = next((row for row, option in enumerate(self.shown) if is_possible(option)), None)
        if first is not None:
            self._choose_row(first)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self.take()


class LineAsk(Popup):
    """A line of text to fill in; Enter gives it to `then`."""

    def __init__(self, parent: QWidget, title: str, text: str, then: Callable[[str], None]) -> None:
        super().__init__(parent, title)
        self._then = then
        self.line.setText(text)
        self.line.setPlaceholderText("Enter keeps it, Esc leaves it as it was")

    def take(self) -> None:
        text = self.line.text()
        self.leave()
        self._then(text)


def palette_options(commands: Iterable[Command], workbench: Workbench) -> tuple[PaletteOption, ...]:
    """Every command a person may look for, those that are possible just now first."""
    options = [
        PaletteOption(
            command.id,
            command.title,
            command.group.value,
            keys=written(command.keys[0]) if command.keys else "",
            is_possible=command.when(workbench),
        )
        for command in commands
        if command.in_menu and command.id != "view.palette"
    ]
    return tuple(sorted(options, key=lambda option: not option.is_possible))
