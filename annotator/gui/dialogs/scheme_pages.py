"""The pages of the scheme editor: names and versions, entity labels, tasks, topics, guidelines."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.dialogs.field_form import FieldForm
from annotator.gui.dialogs.record_model import Column, ColumnKind
from annotator.gui.dialogs.record_table import RecordTable
from annotator.gui.dialogs.scheme_check import Plain
from annotator.gui.dialogs.small_print import small_print
from annotator.gui.dialogs.task_form import TaskForm

Faults = Mapping[tuple[str | int, ...], str]
"""Sentences by the place of the field, from the page's own top."""
PREVIEW_MILLISECONDS = 250


class NamesPage(QWidget):
    """What the scheme is called, and its versions."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = FieldForm(self._on_changed, self)
        self.lines = {
            key: self.form.add_line(key, title, hint)
            for key, title, hint in (
                ("name", "Name", "short, as it is exported"),
                ("title", "Title", "as it is shown"),
                ("description", "What it is for", ""),
                ("version", "Version", ""),
                ("guidelines_version", "Version of the guidelines", ""),
            )
        }
        layout = QVBoxLayout(self)
        layout.addLayout(self.form)
        layout.addWidget(
            small_print(
                "A changed scheme is stored as a new version; annotations remember under which version of "
                "the guidelines they were finished.",
                self,
            )
        )
        layout.addStretch(1)

    def set_plain(self, plain: Plain) -> None:
        for key, line in self.lines.items():
            line.setText(str(plain.get(key) or ""))

    def plain(self) -> Plain:
        return {key: line.text().strip() for key, line in self.lines.items()}

    def set_faults(self, faults: Faults) -> None:
        self.form.set_faults({str(place[0]): said for place, said in faults.items()})

    def _on_changed(self) -> None:
        self.changed.emit()


class RecordsPage(QWidget):
    """One table: the entity labels, or the topics."""

    changed = Signal()

    def __init__(
        self, name: str, said: str, columns: tuple[Column, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self.table = RecordTable(name, columns, self)
        self.table.changed.connect(self.changed)
        self._fault = QLabel(self)
        self._fault.hide()
        layout = QVBoxLayout(self)
        layout.addWidget(small_print(said, self))
        layout.addWidget(self.table, 1)
        layout.addWidget(self._fault)

    def set_records(self, records: object) -> None:
        rows = records if isinstance(records, list) else []
        self.table.set_records(
            {column.key: _shown(row.get(column.key)) for column in self._columns}
            for row in rows
            if isinstance(row, dict)
        )

    def records(self) -> list[Plain]:
        return [
            {column.key: _meant(column.key, record.get(column.key, "")) for column in self._columns}
            for record in self.table.records
        ]

    def set_faults(self, faults: Faults) -> None:
        cells = {(int(p[0]), str(p[1])): said for p, said in faults.items() if len(p) == 2}
        self.table.set_faults(cells)
        self._fault.setText(faults.get((), ""))
        self._fault.setVisible(() in faults)


class TasksPage(QWidget):
    """The tasks in a list, and the chosen one beside it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks: list[Plain] = []
        self.list = QListWidget(self)
        self.list.setAccessibleName("Tasks")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.task = TaskForm(self)
        self._buttons = [QPushButton(title, self) for title in ("Add", "Remove", "Move up", "Move down")]
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName("The chosen task")
        area.setWidget(self.task)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        for button, function in zip(
            self._buttons,
            (self.add, self.remove, lambda: self.move_task(-1), lambda: self.move_task(1)),
            strict=True,
        ):
            button.setAutoDefault(False)
            button.setAccessibleName(f"{button.text()} task")
            button.clicked.connect(function)
            left.addWidget(button)
        layout = QHBoxLayout(self)
        layout.addLayout(left, 2)
        layout.addWidget(area, 5)
        self.list.currentRowChanged.connect(self._on_row_changed)
        self.task.changed.connect(self._on_task_changed)

    def set_tasks(self, tasks: object) -> None:
        self._tasks = (
            [dict(task) for task in tasks if isinstance(task, dict)] if isinstance(tasks, list) else []
        )
        self._fill(0)

    def tasks(self) -> list[Plain]:
        return [dict(task) for task in self._tasks]

    def set_faults(self, faults: Faults) -> None:
        """Marks the tasks in the list, and the fields of the chosen one."""
        here = self.list.currentRow()
        faulty = {int(place[0]) for place in faults if place}
        for row in range(self.list.count()):
            self.list.item(row).setText(_title(self._tasks[row]) + ("  !" if row in faulty else ""))
        self.task.set_faults({p[1:]: said for p, said in faults.items() if p and p[0] == here})

    def go_to(self, row: int) -> None:
        self.list.setCurrentRow(row)

    def follow_label(self, old: str, new: str | None) -> None:
        """An entity label was renamed, or removed: tasks that are asked of it follow."""
        for task in self._tasks:
            asked = task.get("entity_labels")
            if isinstance(asked, list) and old in asked:
                followed = [new if name == old else name for name in asked]
                task["entity_labels"] = [name for name in followed if name is not None]
        row = self.list.currentRow()
        if row >= 0:
            self.task.set_task(self._tasks[row])

    def add(self) -> None:
        """A new task at the end, about a holder and a target like most."""
        self._tasks.append(
            {
                "name": "",
                "about": "pair",
                "holders": ["entity", "author"],
                "targets": ["entity", "topic"],
                "evidence": "optional",
                "labels": [],
            }
        )
        self._fill(len(self._tasks) - 1)
        self.changed.emit()
        self.task.line("name").setFocus()

    def remove(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            del self._tasks[row]
            self._fill(max(0, row - 1))
            self.changed.emit()

    def move_task(self, places: int) -> None:
        row = self.list.currentRow()
        to = row + places
        if row >= 0 and 0 <= to < len(self._tasks):
            self._tasks.insert(to, self._tasks.pop(row))
            self._fill(to)
            self.changed.emit()

    def _fill(self, row: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for task in self._tasks:
            QListWidgetItem(_title(task), self.list).setToolTip(_title(task))
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        self._on_row_changed(self.list.currentRow())

    def _on_row_changed(self, row: int) -> None:
        self.task.setVisible(row >= 0)
        if row >= 0:
            self.task.set_task(self._tasks[row])
        self.changed.emit()

    def _on_task_changed(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            self._tasks[row] = {**self._tasks[row], **self.task.task()}
            self.list.item(row).setText(_title(self._tasks[row]))
            self.changed.emit()


class GuidelinesPage(QWidget):
    """Markdown, and how it will look."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName("Guidelines in Markdown")
        self.text.setTabChangesFocus(True)
        self.preview = QTextBrowser(self)
        self.preview.setAccessibleName("How the guidelines look")
        self.preview.setOpenLinks(False)
        splitter = QSplitter(self)
        splitter.addWidget(self.text)
        splitter.addWidget(self.preview)
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.addWidget(small_print("Written in Markdown; shown beside the article.", self))
        layout.addWidget(splitter, 1)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(PREVIEW_MILLISECONDS)
        self._typing.timeout.connect(self._show_preview)
        self.text.textChanged.connect(self._on_text_changed)

    def set_text(self, text: str) -> None:
        self.text.setPlainText(text)
        self._show_preview()

    def plain_text(self) -> str:
        return self.text.toPlainText()

    def _on_text_changed(self) -> None:
        self._typing.start()
        self.changed.emit()

    def _show_preview(self) -> None:
        at = self.preview.verticalScrollBar().value()
        self.preview.setMarkdown(self.text.toPlainText())
        self.preview.verticalScrollBar().setValue(at)


ENTITY_LABELS = (
    Column("name", "Name", "As it is exported"),
    Column("title", "Title", "As it is shown"),
    Column("colour", "Colour", "", ColumnKind.COLOUR),
    Column("key", "Key", "What gives this label"),
    Column(
        "is_value", "A value", "Dates, numbers, amounts: lists put them last", ColumnKind.CHOICE, ("", "yes")
    ),
    Column("description", "What it is for"),
)
TOPICS = (
    Column("id", "Id", "As it is exported"),
    Column("name", "Name", "As it is shown"),
    Column("kind", "Kind", "A claim is a sentence one can agree with", ColumnKind.CHOICE, ("topic", "claim")),
    Column("description", "What is meant"),
)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value) if value else ""


def _meant(key: str, text: str) -> str | bool | None:
    """What the text of a cell stands for; empty keys and colours are none."""
    if key == "is_value":
        return text == "yes"
    if key == "kind":
        return text or "topic"
    return text or (None if key in ("colour", "key") else "")


def _title(task: Plain) -> str:
    return str(task.get("title") or task.get("name") or "new task")
