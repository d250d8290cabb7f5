"""A dialog in three pages: what is wanted, how far it is, what came of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.panels.row_paint import bold_font


class WorkDialog(QDialog):
    """Announces what is to be done and shows what it is told; the window does the work.

    It can be closed while the work goes on, and shows the work again when it is opened.
    """

    started = Signal(object)
    """The request of the dialog."""
    stopped = Signal()

    def __init__(self, title: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.form = QWidget(self)
        self.begin_button = QPushButton(verb, self)
        self.begin_button.setDefault(True)
        self.stop_button = QPushButton("Stop", self)
        self.again_button = QPushButton("Once more", self)
        self.work = _WorkPage(self.stop_button, self)
        self.outcome = ResultPage(self.again_button, self)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._form_page())
        self._pages.addWidget(self.work)
        self._pages.addWidget(self.outcome)
        self.begin_button.clicked.connect(self._on_begin)
        self.stop_button.clicked.connect(self._on_stop)
        self.again_button.clicked.connect(self.show_form)
        self.outcome.close_button.clicked.connect(self.accept)
        em = self.fontMetrics().height()
        self.resize(34 * em, 27 * em)

    # What the window says

    def set_progress(self, done: int, total: int | None, what: str) -> None:
        """How far the work is; the total is None while nobody knows it."""
        self.work.set_progress(done, total, what)
        self._pages.setCurrentWidget(self.work)

    def show_outcome(self, headline: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """What came of the work, and a row for everything that needs a look."""
        self.outcome.show_outcome(headline, columns, rows)
        self._pages.setCurrentWidget(self.outcome)

    def show_failure(self, sentence: str) -> None:
        """The work could not be done."""
        self.show_outcome(sentence, (), ())

    def show_form(self) -> None:
        self._pages.setCurrentIndex(0)

    # What the dialogs fill in

    def request(self) -> object | None:
        """What is wanted; None while something is missing."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Work can begin once nothing is missing."""
        self.begin_button.setEnabled(self.request() is not None)

    def _form_page(self) -> QWidget:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.addWidget(self.form, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=page)
        buttons.addButton(self.begin_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        return page

    def _on_begin(self) -> None:
        request = self.request()
        if request is not None:
            self.set_progress(0, None, "Starting")
            self.started.emit(request)

    def _on_stop(self) -> None:
        self.work.say_stopping()
        self.stopped.emit()


class _WorkPage(QWidget):
    """A bar, what is counted, and a way to stop."""

    def __init__(self, stop: QPushButton, parent: QWidget) -> None:
        super().__init__(parent)
        self._stop = stop
        self._what = QLabel(self)
        self._what.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName("Progress")
        self._bar.setTextVisible(False)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(stop)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self._what)
        layout.addWidget(self._bar)
        layout.addStretch(1)
        layout.addLayout(row)

    def set_progress(self, done: int, total: int | None, what: str) -> None:
        said = f"{done:,} of {total:,} {what}" if total else f"{done:,} {what}"
        self._what.setText(said if done or total else f"{what} …")
        self._bar.setRange(0, total or 0)
        self._bar.setValue(done)
        self._stop.setEnabled(True)

    @property
    def said(self) -> str:
        return self._what.text()

    def say_stopping(self) -> None:
        """What is done by then stays done."""
        self._what.setText("Stopping; what is done so far stays done.")
        self._stop.setEnabled(False)


class ResultPage(QWidget):
    """A headline, and a table of what was refused or lost."""

    def __init__(self, again: QPushButton, parent: QWidget) -> None:
        super().__init__(parent)
        self.headline = QLabel(self)
        self.headline.setWordWrap(True)
        self.headline.setFont(bold_font(self.font()))
        self.headline.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.table = QTableWidget(self)
        self.table.setAccessibleName("Details")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.close_button = QPushButton("Close", self)
        self.close_button.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(again)
        row.addStretch(1)
        row.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.headline)
        layout.addWidget(self.table, 1)
        layout.addStretch(0)
        layout.addLayout(row)

    def show_outcome(self, headline: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.headline.setText(headline)
        self.table.setVisible(bool(rows))
        self.table.setColumnCount(len(columns))
        self.table.setHorizontalHeaderLabels(list(columns))
        self.table.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(number, column, item)
        if columns:
            head = self.table.horizontalHeader()
            head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
            head.setSectionResizeMode(len(columns) - 1, QHeaderView.ResizeMode.Stretch)
            self.table.resizeColumnsToContents()


def number_of(number: int, noun: str) -> str:
    """ "1 article", "10,000 articles"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
