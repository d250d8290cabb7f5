"""Exporting: where to, in which format, whose work, and what the format could not hold."""

from collections.abc import Iterator, Sequence
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

from annotator.domain.annotation import Annotator
from annotator.gui.dialogs.path_line import PathLine, to_save
from annotator.gui.dialogs.requests import ExportRequest
from annotator.gui.dialogs.small_print import small_print
from annotator.gui.dialogs.work_dialog import WorkDialog, number_of
from annotator.project import ExportResult, Who
from annotator.project.catalogue import Format

_KIND = Qt.ItemDataRole.UserRole
_WHO = {
    Who.EVERYONE: "everybody",
    Who.ANNOTATORS: "people alone",
    Who.GOLD: "gold: what was adjudicated",
    Who.AGGREGATES: "aggregates",
}


class ExportDialog(WorkDialog):
    """One row for each annotation; all annotators of the kind that is chosen unless some are."""

    def __init__(
        self,
        formats: Sequence[Format],
        annotators: Sequence[Annotator],
        suggested: Path,
        parent: QWidget | None = None,
    ) -> None:
        """`suggested` is where the file might go."""
        super().__init__("Export", "Export", parent)
        self.out = PathLine("File to write", to_save("Export to", "All files (*)"), self)
        self.format = QComboBox(self)
        self._said = small_print("", self)
        self.who = QComboBox(self)
        self.annotators = QListWidget(self)
        self._note = small_print("", self)
        self.only_done = QCheckBox("Only articles that are done", self)
        self._who_by_choice = Who.EVERYONE
        self._formats = {format_.name: format_ for format_ in formats}
        self.out.set_path(str(suggested))
        for name in self._formats:
            self.format.addItem(name, name)
        for who, title in _WHO.items():
            self.who.addItem(title, who)
        for annotator in annotators:
            item = QListWidgetItem(annotator.name, self.annotators)
            item.setData(_KIND, annotator.kind)
            item.setCheckState(Qt.CheckState.Checked)
        self._lay_out()
        self.format.currentIndexChanged.connect(self._on_format)
        self.who.currentIndexChanged.connect(self._on_who)
        self.out.changed.connect(self.refresh)
        self.annotators.itemChanged.connect(self._on_annotators)
        self._on_format()

    def request(self) -> ExportRequest | None:
        offered = [item for item in self._items() if not item.isHidden()]
        chosen = [item for item in offered if item.checkState() is Qt.CheckState.Checked]
        is_nobody = not chosen and (offered or self._asked_for is not Who.EVERYONE)
        if not self.out.path or is_nobody:
            return None
        return ExportRequest(
            Path(self.out.path),
            self._format.name,
            () if len(chosen) == len(offered) else tuple(item.text() for item in chosen),
            self._asked_for,
            self.only_done.isChecked() and self.only_done.isEnabled(),
        )

    def show_result(self, result: ExportResult) -> None:
        headline = f"{number_of(result.rows, 'row')} written to {self.out.path}."
        if result.losses:
            headline += f" {number_of(len(result.losses), 'thing')} the format cannot hold:"
        rows = [(loss.article, loss.what, loss.why) for loss in result.losses]
        self.show_outcome(headline, ("Article", "What", "Why"), rows)

    @property
    def _format(self) -> Format:
        return self._formats[str(self.format.currentData())]

    @property
    def _asked_for(self) -> Who:
        return Who(self.who.currentData())

    def _items(self) -> Iterator[QListWidgetItem]:
        return (self.annotators.item(row) for row in range(self.annotators.count()))

    def _lay_out(self) -> None:
        self.format.setAccessibleName("Format")
        self.who.setAccessibleName("Whose work")
        self.annotators.setAccessibleName("Annotators")
        self.only_done.setAccessibleName("Only articles that are done")
        form = QFormLayout(self.form)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("To", self.out)
        form.addRow("Format", self.format)
        form.addRow("", self._said)
        form.addRow("Work of", self.who)
        form.addRow("", self.annotators)
        form.addRow("", self._note)
        form.addRow("", self.only_done)

    def _on_format(self) -> None:
        self._said.setText(self._format.title)
        # What has votes is people's work that is done, whatever else there is, and leaves no choice.
        who = Who.ANNOTATORS if self._format.is_of_people else self._who_by_choice
        for choice in (self.who, self.only_done):
            choice.setEnabled(not self._format.is_of_people)
        suffixes = {suffix for format_ in self._formats.values() for suffix in format_.suffixes}
        out = Path(self.out.path)
        if self._format.suffixes and out.suffix in suffixes:
            self.out.set_path(str(out.with_suffix(self._format.suffixes[0])))
        self.who.setCurrentIndex(self.who.findData(who))
        self._on_who()

    def _on_who(self) -> None:
        if not self._format.is_of_people:
            self._who_by_choice = self._asked_for
        kinds = self._asked_for.kinds
        for item in self._items():
            item.setHidden(bool(kinds) and item.data(_KIND) not in kinds)
        self._note.setText(self._remark())
        self._note.setVisible(bool(self._note.text()))
        self.refresh()

    def _remark(self) -> str:
        if self._asked_for.kinds and all(item.isHidden() for item in self._items()):
            return "There is no such work in this project yet."
        return (
            "Made of what people have finished; nothing else has a vote." if self._format.is_of_people else ""
        )

    def _on_annotators(self, _item: QListWidgetItem) -> None:
        self.refresh()
