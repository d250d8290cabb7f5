"""What a format could not hold, told before anything is written."""

from collections import Counter

from PySide6.QtWidgets import QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from annotator.gui.dialogs.work_dialog import number_of
from annotator.project import ExportResult

_COLUMNS = ("What", "Article")
_MOST_A_REASON = 100
_LOOKING = "Looking for what the format cannot hold …"


class ExportLosses(QWidget):
    """A sentence on rows and losses, and the losses by their reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headline = QLabel(self)
        self.headline.setWordWrap(True)
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName("What the format cannot hold")
        self.tree.setHeaderLabels(list(_COLUMNS))
        self.tree.setUniformRowHeights(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.headline)
        layout.addWidget(self.tree, 1)
        self.clear()

    def clear(self) -> None:
        self._say("")
        self.setVisible(False)

    def show_looking(self) -> None:
        self._say(_LOOKING)
        self.setVisible(True)

    def show_failure(self, sentence: str) -> None:
        self._say(sentence)

    def show_counted(self, result: ExportResult) -> None:
        rows = number_of(result.rows, "row")
        if not result.losses:
            self._say(f"{rows}, and nothing would be lost.")
            return
        self._say(f"{rows}; {number_of(len(result.losses), 'thing')} the format cannot hold:")
        reasons = Counter(loss.why for loss in result.losses)
        for reason, number in reasons.most_common():
            item = QTreeWidgetItem(self.tree, [f"{number:,} times: {reason}", ""])
            losses = [loss for loss in result.losses if loss.why == reason]
            for loss in losses[:_MOST_A_REASON]:
                QTreeWidgetItem(item, [loss.what, loss.article]).setToolTip(0, loss.what)
            if number > _MOST_A_REASON:
                QTreeWidgetItem(item, [f"and {number - _MOST_A_REASON:,} more"])
        self.tree.setVisible(True)
        self.tree.setColumnWidth(0, self.width() * 3 // 4)

    def _say(self, sentence: str) -> None:
        self.headline.setText(sentence)
        self.tree.clear()
        self.tree.setVisible(False)
