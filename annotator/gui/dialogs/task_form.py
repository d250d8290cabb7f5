"""One task of the scheme: what is asked, of what, with which labels, by whom and toward what."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from annotator.domain.annotation import RefKind
from annotator.domain.scheme import About, EvidenceRule, Scale
from annotator.gui.dialogs.field_form import FieldForm
from annotator.gui.dialogs.record_model import Column, ColumnKind, Record
from annotator.gui.dialogs.record_table import RecordTable
from annotator.gui.dialogs.scheme_check import Plain
from annotator.gui.label_bar import FlowLayout

_ABOUT = {
    About.PAIR.value: "a holder and a target",
    About.ENTITY.value: "each entity",
    About.SEGMENT.value: "each sentence",
    About.ARTICLE.value: "the whole article",
}
_SCALES = {Scale.NOMINAL.value: "names", Scale.ORDINAL.value: "steps of a scale"}
_EVIDENCE = {
    EvidenceRule.REQUIRED.value: "has to be given",
    EvidenceRule.OPTIONAL.value: "can be given",
    EvidenceRule.NONE.value: "is not asked for",
}
_KINDS = {
    RefKind.ENTITY: "entities",
    RefKind.MENTION: "mentions",
    RefKind.AUTHOR: "the author",
    RefKind.UNLISTED: "somebody not listed",
    RefKind.GENERAL: "people in general",
    RefKind.NONE: "nobody",
    RefKind.TOPIC: "topics",
    RefKind.CLAIM: "claims",
    RefKind.ARTICLE: "the article",
    RefKind.SEGMENT: "sentences",
}
_LABELS = (
    Column("name", "Name", "As it is exported"),
    Column("title", "Title", "As it is shown"),
    Column("verb", "Reads as", "“Pashinyan is against a diplomatic solution”"),
    Column("colour", "Colour", "", ColumnKind.COLOUR),
    Column("key", "Key", "What gives this label"),
    Column("value", "Value", "Its place on a scale"),
    Column("description", "When to use it"),
)


class TaskForm(QWidget):
    """Shows a task as plain values and gives it back as such."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = FieldForm(self._on_changed, self)
        self._lines = {
            key: self.form.add_line(key, title, hint)
            for key, title, hint in (
                ("name", "Name", "as it is exported"),
                ("title", "Title", "as it is shown"),
                ("key", "Key", "what starts it"),
                ("description", "Question", "what is asked"),
            )
        }
        self._choices = {
            "about": self.form.add_choice("about", "Is about", _ABOUT),
            "scale": self.form.add_choice("scale", "Labels are", _SCALES),
            "evidence": self.form.add_choice("evidence", "Evidence", _EVIDENCE),
        }
        self._checks = {
            "required": self.form.add_check("required", "Has to be answered before an article is done"),
            "multiple": self.form.add_check("multiple", "Takes several labels"),
            "anchored": self.form.add_check("anchored", "Each answer belongs to one sentence"),
        }
        self._kinds = {
            key: KindBoxes(title, self) for key, title in (("holders", "Holders"), ("targets", "Targets"))
        }
        for key, boxes in self._kinds.items():
            self.form.add_field(key, key.capitalize(), boxes)
            boxes.changed.connect(self._on_changed)
        self._entity_labels = self.form.add_line("entity_labels", "Asked of", "every label, or PERSON, ORG")
        self.labels = RecordTable("Labels of the task", _LABELS, self)
        self.labels.changed.connect(self._on_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self.form)
        heading = QLabel("Labels", self)
        heading.setBuddy(self.labels.table)
        layout.addWidget(heading)
        layout.addWidget(self.labels, 1)

    def line(self, key: str) -> QLineEdit:
        return self._lines[key]

    def choice(self, key: str) -> QComboBox:
        return self._choices[key]

    def set_task(self, task: Mapping[str, object]) -> None:
        """Shows the task without announcing it."""
        for key, line in self._lines.items():
            line.setText(_text(task.get(key)))
        for key, box in self._choices.items():
            box.setCurrentIndex(max(0, box.findData(task.get(key))))
        for key, check in self._checks.items():
            check.setChecked(bool(task.get(key)))
        for key, boxes in self._kinds.items():
            boxes.set_kinds(_texts(task.get(key)))
        self._entity_labels.setText(", ".join(_texts(task.get("entity_labels"))))
        labels = task.get("labels")
        self.labels.set_records(
            {column.key: _text(label.get(column.key)) for column in _LABELS}
            for label in (labels if isinstance(labels, list) else [])
            if isinstance(label, dict)
        )
        self._show_what_matters()

    def task(self) -> Plain:
        """What the form says, as plain values."""
        plain: Plain = {key: line.text().strip() for key, line in self._lines.items()}
        plain["key"] = plain["key"] or None
        plain |= {key: str(box.currentData()) for key, box in self._choices.items()}
        plain |= {key: check.isChecked() for key, check in self._checks.items()}
        for key, boxes in self._kinds.items():
            plain[key] = [*boxes.kinds]
        names = (name.strip() for name in self._entity_labels.text().split(","))
        plain["entity_labels"] = [name for name in names if name]
        plain["labels"] = [_label(record) for record in self.labels.records]
        return plain

    def set_faults(self, faults: Mapping[tuple[str | int, ...], str]) -> None:
        """Faults by their place inside the task."""
        self.form.set_faults({str(place[0]): said for place, said in faults.items() if len(place) == 1})
        cells = {
            (int(place[1]), str(place[2])): said
            for place, said in faults.items()
            if len(place) == 3 and place[0] == "labels"
        }
        if ("labels",) in faults:
            cells[0, "name"] = faults["labels",]
        self.labels.set_faults(cells)

    def _show_what_matters(self) -> None:
        about = self._choices["about"].currentData()
        is_pair = about == About.PAIR.value
        for key in ("holders", "targets", "evidence", "anchored"):
            self.form.show_row(key, shown=is_pair)
        self.form.show_row("entity_labels", shown=about == About.ENTITY.value)
        for key in ("required", "multiple"):
            self.form.show_row(key, shown=not is_pair)

    def _on_changed(self) -> None:
        self._show_what_matters()
        self.changed.emit()


class KindBoxes(QWidget):
    """Which kinds of thing a holder or target can be."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.fontMetrics().height() // 2)
        self._order: dict[str, int] = {}
        self._boxes = {kind: QCheckBox(title, self) for kind, title in _KINDS.items()}
        for box in self._boxes.values():
            box.setAccessibleName(f"{name}: {box.text()}")
            box.clicked.connect(self._on_clicked)
            row.addWidget(box)

    @property
    def kinds(self) -> tuple[str, ...]:
        """In the order they were given in; what was added comes last."""
        chosen = [kind.value for kind, box in self._boxes.items() if box.isChecked()]
        return tuple(sorted(chosen, key=lambda kind: self._order.get(kind, len(self._order))))

    def set_kinds(self, kinds: Iterable[str]) -> None:
        self._order = {kind: place for place, kind in enumerate(kinds)}
        for kind, box in self._boxes.items():
            box.setChecked(kind.value in self._order)

    def _on_clicked(self, _checked: bool = False) -> None:
        self.changed.emit()


def _label(record: Record) -> Plain:
    """Empty fields that may be missing are; a value that is no number stays text, to be found faulty."""
    plain: Plain = {key: text for key, text in record.items() if key not in ("colour", "key", "value")}
    plain["name"] = record.get("name", "")
    plain["colour"], plain["key"] = record.get("colour") or None, record.get("key") or None
    value = record.get("value") or None
    plain["value"] = value.replace(",", ".") if value else None
    return plain


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []
