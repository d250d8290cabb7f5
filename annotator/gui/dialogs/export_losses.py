"""What a format could not hold and what will not train well, told before anything is written."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from annotator.gui.dialogs.findings import FindingsTree
from annotator.gui.dialogs.small_print import small_print
from annotator.gui.outcomes import ExportOutcome, Group, ReadinessOutcome, number_of

_COLUMNS = ("Before anything is written", "Number")
_LOOKING = "Looking for what the format cannot hold …"
_LOOKING_ON = "Looking for what will not train well …"


class ExportLosses(QWidget):
    """A sentence on rows and losses, one on what will not train well, and both by their reasons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headline = QLabel(self)
        self.headline.setWordWrap(True)
        self.readiness = small_print("", self)
        self.tree = FindingsTree(
            "What would be lost, and what will not train well", _COLUMNS, self, numbers=(1,)
        )
        self._losses: tuple[Group, ...] = ()
        self._is_counted = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.headline)
        layout.addWidget(self.readiness)
        layout.addWidget(self.tree, 1)
        self.clear()

    def clear(self) -> None:
        self._begin("")
        self.setVisible(False)

    def show_looking(self, so_far: str = "") -> None:
        if self._is_counted:
            self._say_of_readiness(f"{_LOOKING_ON} {so_far}".rstrip())
            return
        self._begin(f"{_LOOKING} {so_far}".rstrip())
        self.setVisible(True)

    def forget(self) -> None:
        """What was counted is not true any more."""
        self._is_counted = False

    def show_failure(self, sentence: str) -> None:
        if self._is_counted:
            self._say_of_readiness(sentence)
        else:
            self._begin(sentence)

    def show_counted(self, outcome: ExportOutcome) -> None:
        rows = number_of(outcome.rows, "row")
        lost = f"; {number_of(outcome.lost, 'thing')} the format cannot hold:" if outcome.lost else ""
        self.headline.setText(f"{rows}{lost or ', and nothing would be lost.'}")
        self._losses, self._is_counted = outcome.groups, True
        self._say_of_readiness(_LOOKING_ON)
        self._show(outcome.groups)

    def show_readiness(self, outcome: ReadinessOutcome) -> None:
        self._say_of_readiness(_readiness_in_words(outcome))
        self._show((*self._losses, *outcome.groups))

    def _begin(self, sentence: str) -> None:
        self._is_counted = False
        self.headline.setText(sentence)
        self._say_of_readiness("")
        self._show(())

    def _say_of_readiness(self, sentence: str) -> None:
        self.readiness.setText(sentence)
        self.readiness.setVisible(bool(sentence))

    def _show(self, groups: tuple[Group, ...]) -> None:
        self.tree.show_groups(groups)


def _readiness_in_words(outcome: ReadinessOutcome) -> str:
    if not outcome.annotations:
        return "Nobody’s work among it is done yet; what will not train well is said of finished work."
    looked_at = number_of(outcome.annotations, "finished annotation")
    if not outcome.findings:
        return f"In {looked_at} nothing was found that will not train well."
    return f"In {looked_at}, {number_of(outcome.findings, 'thing')} will not train well, as listed below."
