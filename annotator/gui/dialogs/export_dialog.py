"""Exporting: where to, in which format, whose work, and what the format could not hold."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from annotator.gui.dialogs.path_line import PathLine, to_save
from annotator.gui.dialogs.requests import ExportRequest
from annotator.gui.dialogs.small_print import small_print
from annotator.gui.dialogs.work_dialog import WorkDialog, number_of
from annotator.project import ExportResult


class ExportDialog(WorkDialog):
    """One row for each annotation; all annotators unless some are chosen."""

    def __init__(
        self,
        formats: Mapping[str, str],
        annotators: Sequence[str],
        suggested: Path,
        parent: QWidget | None = None,
    ) -> None:
        """`formats` are names with a sentence on what each holds; `suggested` is where it might go."""
        super().__init__("Export", "Export", parent)
        self.out = PathLine("File to write", to_save("Export to", "All files (*)"), self)
        self.format = QComboBox(self)
        self._said = small_print("", self)
        self.annotators = QListWidget(self)
        self.only_done = QCheckBox("Only articles that are done", self)
        self._formats = formats
        self.out.set_path(str(suggested))
        for name in formats:
            self.format.addItem(name, name)
        for name in annotators:
            item = QListWidgetItem(name, self.annotators)
            item.setCheckState(Qt.CheckState.Checked)
        self._lay_out()
        self.format.currentIndexChanged.connect(self._on_format)
        self.out.changed.connect(self.refresh)
        self.annotators.itemChanged.connect(self._on_annotators)
        self._on_format()

    def request(self) -> ExportRequest | None:
        chosen = self._chosen()
        if not self.out.path or (self.annotators.count() and not chosen):
            return None
        everybody = len(chosen) == self.annotators.count()
        return ExportRequest(
            Path(self.out.path),
            str(self.format.currentData()),
            () if everybody else chosen,
            self.only_done.isChecked(),
        )

    def show_result(self, result: ExportResult) -> None:
        headline = f"{number_of(result.rows, 'row')} written to {self.out.path}."
        if result.losses:
            headline += f" {number_of(len(result.losses), 'thing')} the format cannot hold:"
        rows = [(loss.article, loss.what, loss.why) for loss in result.losses]
        self.show_outcome(headline, ("Article", "What", "Why"), rows)

    def _chosen(self) -> tuple[str, ...]:
        items = (self.annotators.item(row) for row in range(self.annotators.count()))
        return tuple(item.text() for item in items if item.checkState() is Qt.CheckState.Checked)

    def _lay_out(self) -> None:
        self.format.setAccessibleName("Format")
        self.annotators.setAccessibleName("Annotators")
        self.only_done.setAccessibleName("Only articles that are done")
        form = QFormLayout(self.form)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("To", self.out)
        form.addRow("Format", self.format)
        form.addRow("", self._said)
        form.addRow("Work of", self.annotators)
        form.addRow("", self.only_done)

    def _on_format(self) -> None:
        self._said.setText(self._formats.get(str(self.format.currentData()), ""))
        self.refresh()

    def _on_annotators(self, _item: QListWidgetItem) -> None:
        self.refresh()
