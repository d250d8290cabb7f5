"""Exporting: where to, in which format, whose work, and what the format could not hold."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import Annotator
from annotator.domain.refused import Refused
from annotator.domain.splitting import shares_in
from annotator.gui.dialogs.annotator_choice import AnnotatorChoice
from annotator.gui.dialogs.export_losses import ExportLosses
from annotator.gui.dialogs.path_line import PathLine, to_save
from annotator.gui.dialogs.previewed_dialog import PreviewedDialog
from annotator.gui.dialogs.requests import ExportRequest
from annotator.gui.dialogs.small_print import small_print
from annotator.gui.outcomes import ExportOutcome, Group, ReadinessOutcome, number_of
from annotator.project.catalogue import Format

_SHARES = "train=.8,dev=.1,test=.1"
_LINES_SAID = 5
_VERB = "&Export"
_PLAIN_TAGGING, _PLAIN_CONTEXT = "bio", "sentence"
_TAGGING = {"bio": "Begin and inside (BIO)", "bioes": "Also end and single (BIOES)"}
_CONTEXT = {
    "sentence": "The sentences it stands in",
    "neighbours": "Three sentences on each side as well",
    "article": "The whole article",
}


class ExportDialog(PreviewedDialog):
    """One row for each annotation; all annotators of the kind that is chosen unless some are."""

    folder_wanted = Signal(Path)
    """Somebody wants to see what was written, in this folder."""

    def __init__(
        self,
        formats: Sequence[Format],
        annotators: Sequence[Annotator],
        suggested: Path,
        parent: QWidget | None = None,
    ) -> None:
        """`suggested` is where the file might go."""
        super().__init__("Export", _VERB, parent)
        self.out = PathLine("File to write", to_save("Export to", "All files (*)"), self)
        self.format = QComboBox(self)
        self._said = small_print("", self)
        self.place = QLabel(self)
        """What is to be said of the place where it goes."""
        self.folder_button = QPushButton("Open the &folder", self)
        self.whose = AnnotatorChoice(annotators, self)
        self.only_done = QCheckBox("&Only articles that are done", self)
        self.tagging = QComboBox(self)
        self.context = QComboBox(self)
        self.is_divided = QCheckBox("&Divide by article, with a manifest and a dataset card", self)
        self.shares = QLineEdit(_SHARES, self)
        self.seed = QSpinBox(self)
        self.stop_on_loss = QCheckBox("Write &nothing if anything would be lost", self)
        self.losses = ExportLosses(self)
        self._seed_title = QLabel("&Seed", self)
        self._fault = small_print("", self)
        self._formats = {format_.name: format_ for format_ in formats}
        self.out.set_path(str(suggested))
        self._fill_choices()
        self._lay_out()
        self._listen()
        self._on_format()
        self._on_divided()
        self.set_order(*self._fields(), first=self.out.line)
        em = self.fontMetrics().height()
        self.resize(46 * em, 42 * em)

    def request(self) -> ExportRequest | None:
        if not self.out.path or self.whose.is_nobody or self._wrong_shares() or self._is_taken():
            return None
        return ExportRequest(
            Path(self.out.path),
            self._format.name,
            self.whose.names,
            self.whose.asked_for,
            self.only_done.isChecked() and self.only_done.isEnabled(),
            self.tagging.currentData() if "tagging" in self._format.takes else _PLAIN_TAGGING,
            self.context.currentData() if "context" in self._format.takes else _PLAIN_CONTEXT,
            self.shares.text().strip() if self.is_divided.isChecked() else "",
            self.seed.value() if self.is_divided.isChecked() else 0,
            self.is_divided.isChecked(),
            self.stop_on_loss.isChecked(),
        )

    def show_result(self, outcome: ExportOutcome) -> None:
        files = f" in {number_of(outcome.files, 'file')}" if outcome.files > 1 else ""
        headline = f"{number_of(outcome.rows, 'row')}{files} written to {self.out.path}."
        if outcome.lost:
            headline += f" {number_of(outcome.lost, 'thing')} the format cannot hold:"
        self.show_outcome(headline, outcome.groups)
        self.folder_button.show()

    def show_outcome(self, headline: str, groups: Sequence[Group] = ()) -> None:
        self.folder_button.hide()
        super().show_outcome(headline, groups)

    def show_form(self) -> None:
        super().show_form()
        # What was written is there now.
        self.refresh()

    def ask_for_preview(self) -> None:
        self.losses.forget()
        super().ask_for_preview()

    def clear_preview(self) -> None:
        self.losses.clear()

    def show_looking(self, so_far: str = "") -> None:
        self.losses.show_looking(so_far)

    def show_preview(self, preview: object) -> None:
        if isinstance(preview, ExportOutcome):
            self.losses.show_counted(preview)
        elif isinstance(preview, ReadinessOutcome):
            self.losses.show_readiness(preview)

    def show_preview_failure(self, sentence: str) -> None:
        self.losses.show_failure(sentence)

    @property
    def _format(self) -> Format:
        return self._formats[str(self.format.currentData())]

    def _fields(self) -> Iterator[QWidget]:
        """In the order in which the keyboard goes through them."""
        yield from (self.out.line, self.out.find_button, self.format, *self.whose.fields())
        yield from (self.only_done, self.tagging, self.context)
        yield from (self.is_divided, self.shares, self.seed, self.stop_on_loss, self.losses.tree)

    def _fill_choices(self) -> None:
        for format_ in self._formats.values():
            self.format.addItem(f"{format_.name} – {format_.title.removesuffix('.')}", format_.name)
        for tagging, title in _TAGGING.items():
            self.tagging.addItem(title, tagging)
        for context, title in _CONTEXT.items():
            self.context.addItem(title, context)

    def _listen(self) -> None:
        self.format.currentIndexChanged.connect(self._on_format)
        self.out.changed.connect(self.refresh)
        self.whose.changed.connect(self.refresh)
        self.folder_button.clicked.connect(self._on_folder)
        self.is_divided.toggled.connect(self._on_divided)
        self.shares.textChanged.connect(self.refresh)
        for changed in (
            self.format.currentIndexChanged,
            self.whose.changed,
            self.only_done.toggled,
            self.tagging.currentIndexChanged,
            self.context.currentIndexChanged,
        ):
            changed.connect(self.ask_for_preview)

    def _lay_out(self) -> None:
        self.format.setAccessibleName("Format")
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
        self._seed_title.setBuddy(self.seed)
        self.place.setWordWrap(True)
        self.place.setForegroundRole(QPalette.ColorRole.BrightText)
        self.format.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.folder_button.setAutoDefault(False)
        self.outcome.add_button(self.folder_button)
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        # As much as most formats need, so that nothing moves when another one is chosen.
        self._said.setFixedHeight(_LINES_SAID * self.fontMetrics().lineSpacing())
        form = QFormLayout()
        self._rows = form
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&To", self.out)
        form.addRow("", self.place)
        form.addRow("&Format", self.format)
        form.addRow("", self._said)
        self.whose.add_to(form)
        form.addRow("", self.only_done)
        form.addRow("T&ags", self.tagging)
        form.addRow("Te&xt around", self.context)
        form.addRow("", self.is_divided)
        shares = QLabel("S&hares", self)
        shares.setBuddy(self.shares)
        form.addRow(shares, dividing)
        form.addRow("", self._fault)
        form.addRow("", self.stop_on_loss)
        layout = QVBoxLayout(self.form)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        layout.addWidget(self.losses, 1)

    def _on_format(self) -> None:
        said = self._format
        holds = f"Holds: {said.holds}\n" if said.holds else ""
        self._said.setText(f"{holds}Cannot hold: {said.cannot_hold}")
        self._said.setToolTip(self._said.text())
        self._rows.setRowVisible(self.tagging, "tagging" in said.takes)
        self._rows.setRowVisible(self.context, "context" in said.takes)
        self.only_done.setEnabled(not said.is_of_people)
        self.whose.set_of_people(said.is_of_people)
        self._set_suffix()

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
        self._set_suffix()

    def _set_suffix(self) -> None:
        """Of a file that is called as some format usually is, or has no suffix."""
        suffixes = {suffix for format_ in self._formats.values() for suffix in format_.suffixes}
        out = Path(self.out.path)
        if out.suffix in suffixes or not out.suffix:
            self.out.set_path(str(out.with_suffix(self._suffix)))
        self.refresh()

    def _is_taken(self) -> bool:
        """Whether files of other people are where the folder would be."""
        out = Path(self.out.path)
        return bool(self.out.path) and self._makes_folder and out.is_dir() and any(out.iterdir())

    @property
    def _makes_folder(self) -> bool:
        is_archive = Path(self.out.path).suffix.lower() == ".zip"
        return (self._format.is_folder or self.is_divided.isChecked()) and not is_archive

    def _said_of_place(self) -> str:
        """What should be known of the place before anything is written there."""
        out = Path(self.out.path).expanduser()
        if not self.out.path:
            return ""
        if self._is_taken():
            return "There is something in this folder already; choose another name, or empty the folder."
        if out.is_file() and not self._makes_folder:
            return "There is a file of this name already; it will be replaced."
        if not out.parent.is_dir():
            return f"There is no folder {out.parent}."
        return ""

    def refresh(self) -> None:
        fault = self._wrong_shares()
        said = self._said_of_place()
        self.place.setText(said)
        self._rows.setRowVisible(self.place, bool(said))
        self.begin_button.setText(f"{_VERB} and replace" if said.endswith("replaced.") else _VERB)
        self._fault.setText(fault)
        self._rows.setRowVisible(self._fault, bool(fault))
        super().refresh()

    def _on_folder(self) -> None:
        out = Path(self.out.path).absolute()
        self.folder_wanted.emit(out if out.is_dir() else out.parent)
