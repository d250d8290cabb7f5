"""How far everybody is: articles, mentions, stances and working time of each annotator."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import AnnotatorKind, Status
from annotator.gui.outcomes import number_of
from annotator.gui.panels.row_paint import bold_font
from annotator.project import AnnotatorStatus, ProjectStatus

COLUMNS = (
    "Annotator",
    "To do",
    "In progress",
    "Done",
    "Skipped",
    "Flagged",
    "Mentions",
    "Judgements",
    "Time",
    "An article",
)
_KINDS = {
    AnnotatorKind.ADJUDICATED: "adjudicated",
    AnnotatorKind.AGGREGATE: "aggregate",
}


class StatisticsDialog(QDialog):
    """A row for each annotator; shows what it is given."""

    def __init__(self, status: ProjectStatus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Progress")
        self.setAccessibleName("Progress")
        self._headline = QLabel(self)
        self._headline.setFont(bold_font(self.font()))
        self.table = QTableWidget(0, len(COLUMNS), self)
        self.table.setAccessibleName("Annotators")
        self.table.setHorizontalHeaderLabels(list(COLUMNS))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        buttons.rejected.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addWidget(self._headline)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        em = self.fontMetrics().height()
        self.resize(52 * em, 20 * em)
        self.show_status(status)

    def show_status(self, status: ProjectStatus) -> None:
        people = number_of(len(status.annotators), "annotator")
        self._headline.setText(f"{number_of(status.articles, 'article')}, {people}")
        self.table.setRowCount(len(status.annotators))
        for row, annotator in enumerate(status.annotators):
            for column, text in enumerate(cells(annotator, status.articles)):
                item = QTableWidgetItem(text)
                side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)


def cells(annotator: AnnotatorStatus, articles: int) -> tuple[str, ...]:
    """The row of an annotator, in the order of `COLUMNS`."""
    by_status = annotator.by_status
    begun = sum(by_status.get(status, 0) for status in Status if status is not Status.NOT_STARTED)
    done = by_status.get(Status.DONE, 0)
    kind = _KINDS.get(annotator.kind)
    if annotator.kind is AnnotatorKind.MODEL:
        # A model neither begins nor finishes an article.
        return (f"{annotator.name} (model)", *["–"] * 5, f"{annotator.mentions:,}", "–", "–", "–")
    numbers = (
        articles - begun,
        by_status.get(Status.IN_PROGRESS, 0),
        done,
        by_status.get(Status.SKIPPED, 0),
        annotator.flagged,
        annotator.mentions,
        annotator.judgements,
    )
    each = annotator.active_seconds / begun if begun else 0.0
    return (
        f"{annotator.name} ({kind})" if kind else annotator.name,
        *(f"{number:,}" for number in numbers),
        clock(annotator.active_seconds),
        clock(each),
    )


def clock(seconds: float) -> str:
    """ "2:31", "1:02:31"; a dash for no time at all."""
    if seconds < 1:
        return "–"
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
