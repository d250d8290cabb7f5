"""A button that says how many of some things are chosen, and opens the list to choose from."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

_ID = Qt.ItemDataRole.UserRole
_MOST_ROWS = 14
_ROW_EMS = 1.5


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be chosen; what is usual is chosen to begin with."""

    id: str
    title: str
    is_usual: bool = True
    remark: str = ""
    """What choosing it does not bring, as “nothing finished”; said beside it and counted on the button."""


class CheckButton(QPushButton):
    """The list stays open while one chooses: Space checks, Esc closes."""

    changed = Signal()

    def __init__(self, noun: str, parent: QWidget | None = None) -> None:
        """The noun names what is chosen, in the plural: "Labels"."""
        super().__init__(parent)
        self._noun = noun
        self._choices: tuple[Choice, ...] = ()
        self._popup = QFrame(self, Qt.WindowType.Popup)
        self._popup.setFrameShape(QFrame.Shape.StyledPanel)
        self.list = QListWidget(self._popup)
        self.list.setAccessibleName(noun)
        self.list.setUniformItemSizes(True)
        layout = QVBoxLayout(self._popup)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.list)
        self.list.itemChanged.connect(self._on_item_changed)
        self.list.itemActivated.connect(self._popup.hide)
        self.list.installEventFilter(self)
        self.clicked.connect(self.open)
        self._say()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offers these; what was chosen stays so if it is among them, what is new is chosen if usual."""
        if tuple(choices) == self._choices:
            return
        known = {choice.id: choice.id in self.chosen for choice in self._choices}
        self._choices = tuple(choices)
        self.list.blockSignals(True)
        self.list.clear()
        for choice in choices:
            item = QListWidgetItem(_written(choice), self.list)
            item.setData(_ID, choice.id)
            item.setSizeHint(QSize(0, self._row_height))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_chosen = known.get(choice.id, choice.is_usual)
            item.setCheckState(Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self._say()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc is for the list while it is open, and not for what lies below."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if isinstance(event, QKeyEvent) and event.type() in kinds and event.key() == Qt.Key.Key_Escape:
            event.accept()
            if event.type() is QEvent.Type.KeyPress:
                self._popup.hide()
            return True
        return super().eventFilter(watched, event)

    @property
    def _row_height(self) -> int:
        return round(_ROW_EMS * self.fontMetrics().height())

    @property
    def chosen(self) -> Collection[str]:
        """The ids of what is chosen, in the order of the list."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [str(item.data(_ID)) for item in items if item.checkState() is Qt.CheckState.Checked]

    @property
    def is_usual(self) -> bool:
        """Whether exactly what is usual is chosen."""
        return list(self.chosen) == [choice.id for choice in self._choices if choice.is_usual]

    def open(self) -> None:
        """Opens the list below the button."""
        metrics, em = self.fontMetrics(), self.fontMetrics().height()
        rows = min(_MOST_ROWS, max(1, self.list.count()))
        widest = max((metrics.horizontalAdvance(_written(choice)) for choice in self._choices), default=0)
        self._popup.resize(max(self.width(), widest + 4 * em), rows * self._row_height + em // 2)
        self._popup.move(self.mapToGlobal(QPoint(0, self.height())))
        self._popup.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)

    def _on_item_changed(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        count, total = len(self.chosen), len(self._choices)
        said = "all" if count == total else f"{count} of {total}"
        remarks = Counter(
            choice.remark for choice in self._choices if choice.remark and choice.id in self.chosen
        )
        said += "".join(f", {number} with {remark}" for remark, number in remarks.items())
        self.setText(f"{self._noun}: {said} ▾")
        self.setAccessibleName(f"{self._noun}: {said}")


def _written(choice: Choice) -> str:
    return f"{choice.title}, {choice.remark}" if choice.remark else choice.title
