"""Exporting: where to, in which format, whose work, and what the format could not hold."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import Annotator
from annotator.domain.refused import Refused
from annotator.domain.splitting import shares_in
from annotator.gui.dialogs.export_losses import ExportLosses
from annotator.gui.dialogs.path_line import PathLine, to_save
from annotator.gui.dialogs.previewed_dialog import PreviewedDialog
from annotator.gui.dialogs.requests import ExportRequest
from annotator.gui.dialogs.small_print import small_print
from annotator.gui.dialogs.work_dialog import number_of
from annotator.project import ExportResult, Who
from annotator.project.catalogue import Format

_KIND = Qt.ItemDataRole.UserRole
_SHARES = "train=.8,dev=.1,test=.1"
_LINES_SAID = 4
_PLAIN_TAGGING, _PLAIN_CONTEXT = "bio", "sentence"
_TAGGING = {"bio": "Begin and inside (BIO)", "bioes": "Also end and single (BIOES)"}
_CONTEXT = {
    "sentence": "The sentences it stands in",
    "neighbours": "Three sentences on each side as well",
    "article": "The whole article",
}
_WHO = {
    Who.EVERYONE: "everybody",
    Who.ANNOTATORS: "people alone",
    Who.GOLD: "gold: what was adjudicated",
    Who.AGGREGATES: "aggregates",
}


class ExportDialog(PreviewedDialog):
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
        self.tagging = QComboBox(self)
        self.context = QComboBox(self)
        self.is_divided = QCheckBox("Divide by article, with a manifest and a dataset card", self)
        self.shares = QLineEdit(_SHARES, self)
        self.seed = QSpinBox(self)
        self.stop_on_loss = QCheckBox("Write nothing if anything would be lost", self)
        self.losses = ExportLosses(self)
        self._seed_title = QLabel("Seed", self)
        self._fault = small_print("", self)
        self._who_by_choice = Who.EVERYONE
        self._formats = {format_.name: format_ for format_ in formats}
        self.out.set_path(str(suggested))
        for name in self._formats:
            self.format.addItem(name, name)
        for tagging, title in _TAGGING.items():
            self.tagging.addItem(title, tagging)
        for context, title in _CONTEXT.items():
            self.context.addItem(title, context)
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
        self.is_divided.toggled.connect(self._on_divided)
        self.shares.textChanged.connect(self.refresh)
        for changed in (
            self.format.currentIndexChanged,
            self.who.currentIndexChanged,
            self.annotators.itemChanged,
            self.only_done.toggled,
            self.tagging.currentIndexChanged,
            self.context.currentIndexChanged,
        ):
            changed.connect(self.ask_for_preview)
        self._on_format()
        self._on_divided()
        em = self.fontMetrics().height()
        self.resize(42 * em, 38 * em)

    def request(self) -> ExportRequest | None:
        offered = [item for item in self._items() if not item.isHidden()]
        chosen = [item for item in offered if item.checkState() is Qt.CheckState.Checked]
        is_nobody = not chosen and (offered or self._asked_for is not Who.EVERYONE)
        if not self.out.path or is_nobody or self._wrong_shares():
            return None
        return ExportRequest(
            Path(self.out.path),
            self._format.name,
            () if len(chosen) == len(offered) else tuple(item.text() for item in chosen),
            self._asked_for,
            self.only_done.isChecked() and self.only_done.isEnabled(),
            self.tagging.currentData() if "tagging" in self._format.takes else _PLAIN_TAGGING,
            self.context.currentData() if "context" in self._format.takes else _PLAIN_CONTEXT,
            self.shares.text().strip() if self.is_divided.isChecked() else "",
            self.seed.value() if self.is_divided.isChecked() else 0,
            self.is_divided.isChecked(),
            self.stop_on_loss.isChecked(),
        )

    def show_result(self, result: ExportResult) -> None:
        headline = f"{number_of(result.rows, 'row')} written to {self.out.path}."
        if result.losses:
            headline += f" {number_of(len(result.losses), 'thing')} the format cannot hold:"
        rows = [(loss.article, loss.what, loss.why) for loss in result.losses]
        self.show_outcome(headline, ("Article", "What", "Why"), rows)

    def clear_preview(self) -> None:
        self.losses.clear()

    def show_looking(self) -> None:
        self.losses.show_looking()

    def show_preview(self, preview: object) -> None:
        if isinstance(preview, ExportResult):
            self.losses.show_counted(preview)

    def show_preview_failure(self, sentence: str) -> None:
        self.losses.show_failure(sentence)

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
        self.tagging.setAccessibleName("Tags")
        self.context.setAccessibleName("Text around a stance")
        self.is_divided.setAccessibleName("Divide by article")
        self.shares.setAccessibleName("Shares of the parts")
        self.seed.setAccessibleName("Seed")
        self.stop_on_loss.setAccessibleName("Write nothing if anything would be lost")
        self.seed.setRange(0, 1_000_000)
        dividing = QHBoxLayout()
        dividing.addWidget(self.shares, 1)
        dividing.addWidget(self._seed_title)
        dividing.addWidget(self.seed)
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        # As much as most formats need, so that nothing moves when another one is chosen.
        self._said.setFixedHeight(_LINES_SAID * self.fontMetrics().lineSpacing())
        form = QFormLayout()
        self._rows = form
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("To", self.out)
        form.addRow("Format", self.format)
        form.addRow("", self._said)
        form.addRow("Work of", self.who)
        form.addRow("", self.annotators)
        form.addRow("", self._note)
        form.addRow("", self.only_done)
        form.addRow("Tags", self.tagging)
        form.addRow("Text around", self.context)
        form.addRow("", self.is_divided)
        form.addRow("Shares", dividing)
        form.addRow("", self._fault)
        form.addRow("", self.stop_on_loss)
        self.annotators.setMaximumHeight(6 * self.fontMetrics().height())
        layout = QVBoxLayout(self.form)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        layout.addWidget(self.losses, 1)

    def _on_format(self) -> None:
        said = self._format
        self._said.setText(f"{said.title}. Cannot hold: {said.cannot_hold}")
        self._said.setToolTip(f"Holds: {said.holds}\nCannot hold: {said.cannot_hold}")
        self._rows.setRowVisible(self.tagging, "tagging" in said.takes)
        self._rows.setRowVisible(self.context, "context" in said.takes)
        # What has votes is people's work that is done, whatever else there is, and leaves no choice.
        who = Who.ANNOTATORS if self._format.is_of_people else self._who_by_choice
        for choice in (self.who, self.only_done):
            choice.setEnabled(not self._format.is_of_people)
        suffixes = {suffix for format_ in self._formats.values() for suffix in format_.suffixes}
        out = Path(self.out.path)
        if out.suffix in suffixes or not out.suffix:
            self.out.set_path(str(out.with_suffix(self._suffix)))
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

    @property
    def _suffix(self) -> str:
        """Of the file; a folder has none."""
        if self._format.is_folder or self.is_divided.isChecked() or not self._format.suffixes:
            return ""
        return self._format.suffixes[0]

    def _wrong_shares(self) -> str:
        """What is wrong with the shares; nothing where it is not divided."""
        if not self.is_divided.isChecked():
            return ""
        try:
            shares_in(self.shares.text())
        except Refused as refused:
            return refused.sentence
        return ""

    def _on_divided(self) -> None:
        for widget in (self.shares, self.seed, self._seed_title):
            widget.setEnabled(self.is_divided.isChecked())
        out = Path(self.out.path)
        suffixes = {suffix for format_ in self._formats.values() for suffix in format_.suffixes}
        if out.suffix in suffixes or not out.suffix:
            self.out.set_path(str(out.with_suffix(self._suffix)))
        self.refresh()

    def refresh(self) -> None:
        fault = self._wrong_shares()
        self._fault.setText(fault)
        self._rows.setRowVisible(self._fault, bool(fault))
        super().refresh()

    def _on_annotators(self, _item: QListWidgetItem) -> None:
        self.refresh()
