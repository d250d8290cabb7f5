"""The report on agreement: where to, and whether the annotators' names stand in it."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFormLayout, QWidget

from annotator.gui.dialogs.path_line import PathLine, to_save
from annotator.gui.dialogs.requests import ReportRequest
from annotator.gui.dialogs.small_print import small_print
from annotator.gui.dialogs.work_dialog import WorkDialog
from annotator.gui.outcomes import number_of
from annotator.project import ReportResult


class ReportDialog(WorkDialog):
    """One page that stands by itself: the numbers in sight, their plots and the worst conflicts."""

    def __init__(self, suggested: Path, parent: QWidget | None = None) -> None:
        """`suggested` is where the file might go."""
        super().__init__("Report on agreement", "&Write", parent)
        self.out = PathLine("File to write", to_save("Report to", "Pages (*.html);;All files (*)"), self)
        self.out.set_path(str(suggested))
        self.anonymous = QCheckBox("With&out the annotators’ names", self)
        said = small_print(
            "Numbers, plots and the worst conflicts with what each annotator said. It opens in any browser "
            "and prints well.",
            self,
        )
        form = QFormLayout(self.form)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&To", self.out)
        form.addRow("", self.anonymous)
        form.addRow("", said)
        self.set_order(self.out.line, self.out.find_button, self.anonymous, first=self.out.line)
        self.out.changed.connect(self.refresh)
        self.refresh()

    def request(self) -> ReportRequest | None:
        if not self.out.path:
            return None
        return ReportRequest(Path(self.out.path), anonymous=self.anonymous.isChecked())

    def show_result(self, result: ReportResult) -> None:
        told = f"It tells {number_of(result.told, 'conflict')} of {result.conflicts:,}."
        self.show_outcome(f"Written to {result.out}. {told}")
