"""Pre-highlighting: which pipeline proposes mentions, and in which articles."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QWidget

from annotator.gui.dialogs.path_line import PathLine, to_open
from annotator.gui.dialogs.requests import SuggestRequest
from annotator.gui.dialogs.work_dialog import WorkDialog
from annotator.gui.outcomes import number_of
from annotator.project import SuggestResult

_BEST = "The best installed for each article’s language"


class SuggestDialog(WorkDialog):
    """A pipeline is chosen from those installed, or named by its path."""

    def __init__(self, pipelines: Sequence[str], chosen: str | None, parent: QWidget | None = None) -> None:
        super().__init__("Pre-highlight", "Pre-&highlight", parent)
        self.pipeline = QComboBox(self)
        self.pipeline.setEditable(True)
        self.pipeline.addItems([_BEST, *pipelines])
        self.pipeline.setCurrentText(chosen or _BEST)
        self.redo = QCheckBox("Also a&rticles that have proposals already", self)
        self.patterns = PathLine(
            "File with patterns", to_open("Patterns", "Patterns (*.jsonl);;All files (*)"), self
        )
        self.patterns.line.setPlaceholderText("None")
        said = QLabel(
            "Proposals are drawn lighter than what a person decided. What anybody has already begun to "
            "annotate stays as it is.",
            self,
        )
        said.setWordWrap(True)
        self.pipeline.setAccessibleName("Pipeline")
        self.redo.setAccessibleName("Also articles that have proposals already")
        form = QFormLayout(self.form)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(said)
        form.addRow("&Pipeline", self.pipeline)
        form.addRow("P&atterns", self.patterns)
        form.addRow("", self.redo)
        self.set_order(
            self.pipeline, self.patterns.line, self.patterns.find_button, self.redo, first=self.pipeline
        )
        self.pipeline.currentTextChanged.connect(self._on_changed)
        self.refresh()

    def request(self) -> SuggestRequest | None:
        named = self.pipeline.currentText().strip()
        if not named:
            return None
        return SuggestRequest(
            None if named == _BEST else named,
            self.redo.isChecked(),
            Path(self.patterns.path) if self.patterns.path else None,
        )

    def show_result(self, result: SuggestResult) -> None:
        if not result.articles:
            self.show_outcome("Every article has proposals already.")
            return
        mentions, articles = number_of(result.mentions, "mention"), number_of(result.articles, "article")
        self.show_outcome(f"{result.pipeline} proposed {mentions} in {articles}.")

    def _on_changed(self, _text: str) -> None:
        self.refresh()
