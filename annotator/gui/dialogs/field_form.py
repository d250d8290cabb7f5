"""Fields with names and, beside each, what is wrong with it."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)


class FieldForm(QFormLayout):
    """Lines and boxes by the key of the field they hold."""

    def __init__(self, changed: Callable[[], None], parent: QWidget) -> None:
        super().__init__()
        self._parent = parent
        self._changed = changed
        self._fields: dict[str, QWidget] = {}
        self._faults: dict[str, QLabel] = {}
        self.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def add_line(self, key: str, title: str, hint: str = "") -> QLineEdit:
        line = QLineEdit(self._parent)
        line.setPlaceholderText(hint)
        line.textEdited.connect(self._on_changed)
        self.add_field(key, title, line)
        return line

    def add_choice(self, key: str, title: str, choices: Mapping[str, str]) -> QComboBox:
        """A box of values with their titles."""
        box = QComboBox(self._parent)
        for value, shown in choices.items():
            box.addItem(shown, value)
        box.activated.connect(self._on_changed)
        self.add_field(key, title, box)
        return box

    def add_check(self, key: str, title: str) -> QCheckBox:
        box = QCheckBox(title, self._parent)
        box.clicked.connect(self._on_changed)
        self.add_field(key, "", box, name=title)
        return box

    def add_field(self, key: str, title: str, field: QWidget, *, name: str = "") -> None:
        """Any other widget; its fault stands below it."""
        field.setAccessibleName(name or title)
        fault = QLabel(self._parent)
        fault.setWordWrap(True)
        fault.setForegroundRole(QPalette.ColorRole.BrightText)
        fault.setAccessibleName(f"Fault in {name or title}")
        fault.hide()
        self._fields[key], self._faults[key] = field, fault
        both = QWidget(self._parent)
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(field)
        column.addWidget(fault)
        both.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        label = QLabel(title, self._parent)
        label.setBuddy(field)
        self.addRow(label, both)

    def field(self, key: str) -> QWidget | None:
        return self._fields.get(key)

    def fault(self, key: str) -> str:
        return self._faults[key].text()

    def set_faults(self, faults: Mapping[str, str]) -> None:
        for key, label in self._faults.items():
            label.setText(faults.get(key, ""))
            label.setVisible(key in faults)

    def show_row(self, key: str, *, shown: bool) -> None:
        """Fields that mean nothing for this task stay away."""
        both = self._fields[key].parentWidget()
        if both is not None:
            self.setRowVisible(both, shown)

    def _on_changed(self) -> None:
        self._changed()
