"""A dialog in three pages: what is wanted, how far it is, what came of it."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.dialogs.findings import FindingsTree
from annotator.gui.dialogs.small_print import small_print
from annotator.gui.outcomes import Group
from annotator.gui.panels.row_paint import bold_font
from annotator.project import Progress


class WorkDialog(QDialog):
    """Announces what is to be done and shows what it is told; the window does the work.

    It can be closed while the work goes on, and shows the work again when it is opened.
    """

    started = Signal(object)
    """The request of the dialog."""
    stopped = Signal()

    def __init__(self, title: str, verb: str, parent: QWidget | None = None) -> None:
        """`verb` is what the button that begins says, with its key."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.form = QWidget(self)
        self.begin_button = QPushButton(verb, self)
        self.close_button = QPushButton("&Close", self)
        self.stop_button = QPushButton("&Stop", self)
        self.again_button = QPushButton("Once &more", self)
        self.work = _WorkPage(self.stop_button, self)
        self.outcome = ResultPage(self.again_button, self)
        self._pages = QStackedLayout(self)
        self._page = self._form_page()
        """The one that is shown."""
        self._first_page = self._page
        self._pages.addWidget(self._first_page)
        self._pages.addWidget(self.work)
        self._pages.addWidget(self.outcome)
        self.begin_button.setDefault(True)
        self.begin_button.clicked.connect(self._on_begin)
        self.stop_button.clicked.connect(self._on_stop)
        self.again_button.clicked.connect(self.show_form)
        for closing in (self.close_button, self.work.close_button):
            closing.clicked.connect(self.reject)
        self.outcome.close_button.clicked.connect(self.accept)
        em = self.fontMetrics().height()
        self.resize(34 * em, 27 * em)

    # What the window says

    def set_progress(self, progress: Progress) -> None:
        """How far the work is."""
        self.work.set_progress(progress)
        self._turn_to(self.work)

    def show_outcome(self, headline: str, groups: Sequence[Group] = ()) -> None:
        """What came of the work, and all that needs a look."""
        self.outcome.show_outcome(headline, groups)
        self._turn_to(self.outcome)

    def show_failure(self, sentence: str) -> None:
        """The work could not be done."""
        self.show_outcome(sentence)

    def show_stopped(self) -> None:
        """The work was stopped before its end."""
        self.show_outcome("Stopped. What was done by then is kept.")

    def show_form(self) -> None:
        self._turn_to(self._first_page)

    # What the dialogs fill in

    def request(self) -> object | None:
        """What is wanted; None while something is missing."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Work can begin once nothing is missing."""
        self.begin_button.setEnabled(self.request() is not None)

    def set_order(self, *fields: QWidget, first: QWidget) -> None:
        """Tab goes through the fields and then the buttons; the keyboard begins at the first."""
        for one, next_one in pairwise((*fields, self.begin_button, self.close_button)):
            self.setTabOrder(one, next_one)
        self.form.setFocusProxy(first)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Scaled screens may be smaller than what is good to read.
        self.resize(self.size().boundedTo(self.screen().availableSize()))
        self._page.setFocus()

    def _turn_to(self, page: QWidget) -> None:
        """Shows the page; the keyboard follows once, and stays where it is put."""
        if self._page is page:
            return
        self._page = page
        self._pages.setCurrentWidget(page)
        # A dialog has one default button, whatever pages it has.
        default = self.outcome.close_button if page is self.outcome else self.begin_button
        default.setDefault(True)
        page.setFocus()

    def _form_page(self) -> QWidget:
        page = QWidget(self)
        page.setFocusProxy(self.form)
        layout = QVBoxLayout(page)
        layout.addWidget(self.form, 1)
        buttons = QDialogButtonBox(page)
        buttons.addButton(self.begin_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.close_button, QDialogButtonBox.ButtonRole.RejectRole)
        layout.addWidget(buttons)
        return page

    def _on_begin(self) -> None:
        request = self.request()
        if request is not None:
            self.set_progress(Progress(0, None, "Starting"))
            self.started.emit(request)

    def _on_stop(self) -> None:
        self.work.say_stopping()
        self.stopped.emit()


class _WorkPage(QWidget):
    """A bar, what is counted, and a way to stop."""

    def __init__(self, stop: QPushButton, parent: QWidget) -> None:
        super().__init__(parent)
        self._stop = stop
        self.close_button = QPushButton("&Close", self)
        # Not on a button: whoever began with Enter must not stop with its second stroke.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Work in progress")
        self._stop.setAutoDefault(False)
        self.close_button.setAutoDefault(False)
        self._what = QLabel(self)
        self._what.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName("Progress")
        self._bar.setTextVisible(False)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(stop)
        row.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self._what)
        layout.addWidget(self._bar)
        layout.addWidget(
            small_print("The work goes on when this is closed; the bottom of the window tells how far.", self)
        )
        layout.addStretch(1)
        layout.addLayout(row)

    def set_progress(self, progress: Progress) -> None:
        self._what.setText(str(progress))
        self._bar.setRange(0, progress.total or 0)
        self._bar.setValue(progress.done)
        self._stop.setEnabled(True)

    @property
    def said(self) -> str:
        return self._what.text()

    def say_stopping(self) -> None:
        """What is done by then stays done."""
        self._what.setText("Stopping; what is done so far stays done.")
        self._stop.setEnabled(False)


class ResultPage(QWidget):
    """A headline, what can be done now, and the list of what was refused or lost."""

    def __init__(self, again: QPushButton, parent: QWidget) -> None:
        super().__init__(parent)
        self.headline = QLabel(self)
        self.headline.setWordWrap(True)
        self.headline.setFont(bold_font(self.font()))
        self.headline.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.advice = small_print("", self)
        self.list = FindingsTree("Details", ("What needs a look", "Number"), self, numbers=(1,))
        self.copy_button = QPushButton("Co&py the list", self)
        self.close_button = QPushButton("&Close", self)
        self.setFocusProxy(self.close_button)
        self.copy_button.clicked.connect(self.list.copy_all)
        self.copy_button.setToolTip("To paste it elsewhere; Ctrl+C copies the lines that are selected")
        self._row = QHBoxLayout()
        self._row.addWidget(again)
        self._row.addWidget(self.copy_button)
        self._row.addStretch(1)
        self._row.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.headline)
        layout.addWidget(self.advice)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)
        layout.addLayout(self._row)

    def add_button(self, button: QPushButton) -> None:
        """Puts a button of the dialog beside those that are there."""
        self._row.insertWidget(self._row.count() - 2, button)

    def show_outcome(self, headline: str, groups: Sequence[Group]) -> None:
        self.headline.setText(headline)
        self.list.show_groups(groups)
        for shown in (self.list, self.copy_button):
            shown.setVisible(bool(groups))
        self.say("")

    def say(self, advice: str) -> None:
        """What can be done with what came of it."""
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
