"""Taking over the desk: who sits here now."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.dialogs.fitting import fit
from annotator.gui.dialogs.small_print import small_print


class TakeOverDialog(QDialog):
    """A name, typed or completed from those who have worked here."""

    taken_over = Signal(str)

    def __init__(self, known: Sequence[str], current: str | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Take over the desk")
        self.setAccessibleName("Take over the desk")
        self.name = QLineEdit(current or "", self)
        self.name.setAccessibleName("Who are you?")
        self.name.setMinimumWidth(28 * self.fontMetrics().averageCharWidth())
        completer = QCompleter(self)
        completer.setModel(QStringListModel(list(known), completer))
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.name.setCompleter(completer)
        self.name.selectAll()
        form = QFormLayout()
        form.addRow("Who are you?", self.name)
        self.sit_button = QPushButton("Sit down", self)
        self.sit_button.setDefault(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, parent=self)
        buttons.addButton(self.sit_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(
            small_print(
                "Everything you do from now on carries this name. The work of others stays as it is; you "
                "see your own.",
                self,
            )
        )
        layout.addWidget(buttons)
        fit(self, 24)
        self.name.textChanged.connect(self._on_text_changed)
        self._on_text_changed(self.name.text())

    def accept(self) -> None:
        name = self.name.text().strip()
        if name:
            self.taken_over.emit(name)
            super().accept()

    def _on_text_changed(self, text: str) -> None:
        self.sit_button.setEnabled(bool(text.strip()))
