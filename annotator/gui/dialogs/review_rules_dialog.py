"""The rules of reviewing: what is settled in advance, and what annotators may see."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.review_rules import ReviewRules
from annotator.gui.dialogs.fitting import fit
from annotator.gui.dialogs.small_print import small_print


class ReviewRulesDialog(QDialog):
    """Announces the rules once they are agreed to; they hold for everybody in the project."""

    wanted = Signal(ReviewRules)

    def __init__(self, rules: ReviewRules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Rules of reviewing")
        self.threshold = QSpinBox(self)
        self.others = QCheckBox("Annotators may see one another’s marks", self)
        self.outcome = QCheckBox("Annotators may see what became of their marks", self)
        self.threshold.setRange(51, 100)
        self.threshold.setSuffix(" %")
        self.threshold.setValue(round(100 * rules.threshold))
        self.threshold.setAccessibleName("Share of the annotators that settles an answer in advance")
        self.others.setChecked(rules.shows_others)
        self.outcome.setChecked(rules.shows_outcome)
        self._lay_out()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(QLabel("Settled in advance if", self), self.threshold)
        advice = small_print(
            "of those who finished the article give the same answer: 100 % asks for all of them, 66 % for "
            "two of three. The rest comes to the reviewer.",
            self,
        )
        form.addRow("", advice)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.others)
        layout.addWidget(
            small_print(
                "Off is the better choice while they annotate: who sees others agrees with them.", self
            )
        )
        layout.addWidget(self.outcome)
        layout.addWidget(buttons)
        fit(self, 34)

    def accept(self) -> None:
        super().accept()
        self.wanted.emit(
            ReviewRules(
                threshold=self.threshold.value() / 100,
                shows_others=self.others.isChecked(),
                shows_outcome=self.outcome.isChecked(),
            )
        )
