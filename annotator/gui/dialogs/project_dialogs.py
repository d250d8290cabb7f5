"""New project, open project: a file or the address of a database."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.dialogs.fitting import fit
from annotator.gui.dialogs.path_line import PathLine, to_open, to_save
from annotator.gui.dialogs.requests import NewProjectRequest
from annotator.gui.dialogs.small_print import small_print

_KINDS = "Projects (*.annotator);;All files (*)"
_ADDRESS = "postgresql://name@server/database"


class NewProjectDialog(QDialog):
    """Where it is to be, and which scheme it begins with."""

    wanted = Signal(NewProjectRequest)

    def __init__(self, schemes: Mapping[str, str], suggested: str, parent: QWidget | None = None) -> None:
        """`schemes` are the shipped ones by name, with what each is for."""
        super().__init__(parent)
        self.setWindowTitle("New project")
        self.setAccessibleName("New project")
        self._schemes = schemes
        self.where = PathLine("File of the project", to_save("New project", _KINDS), self)
        self.where.set_path(suggested)
        self.scheme = QComboBox(self)
        self.scheme.setAccessibleName("Scheme")
        for name in schemes:
            self.scheme.addItem(name, name)
        self.scheme.addItem("From a file…", None)
        self.file = PathLine("File of the scheme", to_open("Scheme", "Schemes (*.yaml *.yml)"), self)
        self._said = small_print("", self)
        self.make_button = QPushButton("Make", self)
        self._lay_out()
        self.scheme.currentIndexChanged.connect(self._refresh)
        for line in (self.where, self.file):
            line.changed.connect(self._refresh)
        self._refresh()

    def request(self) -> NewProjectRequest | None:
        """None while something is missing."""
        scheme = self.scheme.currentData() or self.file.path
        return NewProjectRequest(self.where.path, scheme) if self.where.path and scheme else None

    def accept(self) -> None:
        request = self.request()
        if request is not None:
            self.wanted.emit(request)
            super().accept()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("File", self.where)
        form.addRow("", small_print(f"Or the address of a database a team shares: {_ADDRESS}", self))
        form.addRow("Scheme", self.scheme)
        form.addRow("", self.file)
        form.addRow("", self._said)
        form.addRow("", small_print("The scheme can be changed at any time.", self))
        self.make_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(_buttons(self, self.make_button))
        fit(self, 36)

    def _refresh(self) -> None:
        name = self.scheme.currentData()
        self.file.setVisible(name is None)
        self._said.setText(self._schemes.get(str(name), ""))
        self.make_button.setEnabled(self.request() is not None)


class OpenProjectDialog(QDialog):
    """A file, an address, or one that was open lately."""

    wanted = Signal(str)

    def __init__(self, recent: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Open project")
        self.setAccessibleName("Open project")
        self.where = PathLine("Project", to_open("Open project", _KINDS), self)
        self.where.line.setPlaceholderText(f"A file, or {_ADDRESS}")
        self.recent = QListWidget(self)
        self.recent.setAccessibleName("Recent projects")
        for where in recent:
            QListWidgetItem(where, self.recent).setToolTip(where)
        self.open_button = QPushButton("Open", self)
        self.open_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self.where)
        if recent:
            heading = QLabel("Recent", self)
            heading.setBuddy(self.recent)
            layout.addWidget(heading)
        self.recent.setVisible(bool(recent))
        layout.addWidget(self.recent, 1)
        layout.addWidget(_buttons(self, self.open_button))
        self.recent.currentTextChanged.connect(self.where.set_path)
        self.recent.itemDoubleClicked.connect(self._on_double_clicked)
        self.where.changed.connect(self._refresh)
        fit(self, 36)
        self._refresh()

    def accept(self) -> None:
        if self.where.path:
            self.wanted.emit(self.where.path)
            super().accept()

    def _on_double_clicked(self, item: QListWidgetItem) -> None:
        self.where.set_path(item.text())
        self.accept()

    def _refresh(self) -> None:
        self.open_button.setEnabled(bool(self.where.path))


def _buttons(dialog: QDialog, accepting: QPushButton) -> QDialogButtonBox:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, parent=dialog)
    buttons.addButton(accepting, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons
