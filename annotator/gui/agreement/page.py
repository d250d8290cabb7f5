"""The agreement page: choices above, the table at the left, plots at the right, both about one selection."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.agreement.ordering import ConflictFilter
from annotator.agreement.table import AgreementTable
from annotator.agreement.wish import MeasureWish
from annotator.domain.scheme import Scheme
from annotator.gui.agreement import figure_words as words
from annotator.gui.agreement.charts import Shown
from annotator.gui.agreement.choices import Choices, SearchFound
from annotator.gui.agreement.figure_rows import FigureRow, pairs_of
from annotator.gui.agreement.figure_table import FigureTable
from annotator.gui.agreement.plots import Plots
from annotator.gui.palette import Theme
from annotator.gui.panels.empty_state import EmptyState
from annotator.gui.panels.row_paint import bold_font
from annotator.gui.panels.rule import Rule
from annotator.project import AnnotatorStatus, Progress

_DETAIL_LINES = 6
"""How much of what is said of a figure is in sight."""


class AgreementPage(QWidget):
    """Shows the table it is given; says what is to be measured and which conflicts are wanted."""

    wanted = Signal(MeasureWish)
    stopped = Signal()
    """Measuring is to stop."""
    conflicts_wanted = Signal(ConflictFilter)
    report_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Agreement")
        self._table: AgreementTable | None = None
        self._kept_keys: frozenset[str] = frozenset()
        self._task_titles: dict[str, str] = {}
        self.back = QPushButton("← Article", self)
        self.back.setToolTip("Back to the article (Esc)")
        self.report = QPushButton("Report…", self)
        self.report.setToolTip("Writes all of this as one page to keep, send or print")
        self.choices = Choices(self)
        self.who = QComboBox(self)
        self.who.setAccessibleName("Between which annotators")
        self.table = FigureTable(self)
        self.plots = Plots(self)
        self.conflicts = QPushButton("Conflicts", self)
        self.conflicts.setToolTip("Shows the conflicts behind the figure (Enter)")
        self.work = MeasuringLine(self)
        self._headline, self._details = QLabel(self), QLabel(self)
        self._empty = EmptyState("Nothing measured yet", self)
        self._lay_out()
        self._listen()

    # What the window says

    def set_choices(
        self, people: Sequence[AnnotatorStatus], scheme: Scheme, search: SearchFound | None
    ) -> None:
        """What can be chosen from; what was chosen before stays so."""
        self.choices.set_people(people)
        self.choices.set_scheme(scheme)
        self.choices.set_search(search)
        self._task_titles = {task.name: task.title or task.name for task in scheme.tasks}

    def measure(self) -> None:
        """Asks for what is chosen now, or says why that cannot be measured."""
        self._on_wish(self.choices.wish)

    def show_progress(self, progress: Progress | None) -> None:
        """How far measuring is; None while it begins. What was measured before stays in sight."""
        self.work.show_progress(progress)
        if self._table is None:
            self._empty.set_title("Measuring…")
            self._empty.set_hint("The articles are read and compared; nothing waits for it.")

    def show_table(self, table: AgreementTable) -> None:
        """Shows what was measured."""
        self.work.end()
        self._table = table
        self._headline.setText(words.headline(table))
        left_out = words.left_out_lines(table.left_out)
        self._headline.setToolTip("\n".join(("Left out:", *left_out)) if left_out else "")
        self._fill_who(table)
        is_empty = not table.figures
        self._pages.setCurrentWidget(self._empty if is_empty else self._numbers)
        self._empty.set_title("Nothing to compare")
        self._empty.set_hint(
            "\n".join(("At least two annotators have to finish the same article.", *left_out))
        )
        self._show_between()

    def show_failure(self, sentence: str) -> None:
        """Says why there are no numbers; those from before stay in sight."""
        self.work.end(sentence)
        if self._table is None:
            self._empty.set_title("Nothing measured")
            self._empty.set_hint(sentence)

    def forget(self) -> None:
        """Another project is open: nothing of what was measured matters any more."""
        self._table = None
        self.work.end()
        self._headline.clear()
        self._pages.setCurrentWidget(self._empty)

    def keep_from_window(self, keys: Iterable[str]) -> None:
        """Keys that change the article, which nobody sees while this page is up, do nothing here."""
        self._kept_keys = frozenset(QKeySequence(key).toString() for key in keys)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and QKeySequence(event.keyCombination()).toString() in self._kept_keys
        ):
            event.accept()
            return True
        return super().event(event)

    def set_theme(self, theme: Theme) -> None:
        self.table.set_theme(theme)
        self.plots.set_theme(theme)
        self._empty.set_theme(theme)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """The parts of the page that F6 goes round."""
        return (self.table, self.plots.bars.page.plot, self.plots.grids.page.plot, self.choices.annotators)

    @property
    def details(self) -> str:
        """What stands below the table about the current figure."""
        return self._details.text()

    # Putting it together

    def _lay_out(self) -> None:
        gap = self.fontMetrics().height() // 2
        self._numbers = self._columns(gap)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._numbers)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(gap, gap, gap, gap)
        top.setSpacing(gap // 2)
        top.addLayout(self._first_row())
        top.addWidget(self._headline)
        top.addWidget(self.work)
        layout.addLayout(top)
        layout.addWidget(Rule(self))
        layout.addLayout(self._pages, 1)
        self._headline.setWordWrap(True)
        self.setFocusProxy(self.table)

    def _first_row(self) -> QHBoxLayout:
        title = QLabel("Agreement", self)
        title.setFont(bold_font(self.font()))
        row = QHBoxLayout()
        row.setSpacing(self.fontMetrics().height() // 2)
        row.addWidget(self.back)
        row.addWidget(title)
        row.addSpacing(self.fontMetrics().height())
        row.addWidget(self.choices)
        row.addStretch(1)
        row.addWidget(self.report)
        return row

    def _columns(self, gap: int) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setAccessibleName("Numbers and plots")
        splitter.addWidget(self._left_column(gap))
        splitter.addWidget(self.plots)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([740, 560])
        splitter.setStretchFactor(0, 4)
        splitter.setStretchFactor(1, 3)
        return splitter

    def _left_column(self, gap: int) -> QWidget:
        column = QWidget(self)
        between = QHBoxLayout()
        between.setContentsMargins(gap, gap // 2, gap, gap // 2)
        between.setSpacing(gap)
        label = QLabel("Between", self)
        label.setBuddy(self.who)
        between.addWidget(label)
        between.addWidget(self.who)
        between.addStretch(1)
        between.addWidget(self.conflicts)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(between)
        layout.addWidget(Rule(self))
        layout.addWidget(self.table, 1)
        layout.addWidget(Rule(self))
        layout.addWidget(self._detail_area(gap))
        return column

    def _detail_area(self, gap: int) -> QScrollArea:
        self._details.setWordWrap(True)
        self._details.setTextFormat(Qt.TextFormat.PlainText)
        self._details.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._details.setContentsMargins(gap, gap // 2, gap, gap // 2)
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        area = QScrollArea(self)
        area.setAccessibleName("About the chosen figure")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self._details)
        area.setFixedHeight(_DETAIL_LINES * self.fontMetrics().lineSpacing() + gap)
        return area

    def _listen(self) -> None:
        self.back.clicked.connect(self.left)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)
        self.report.clicked.connect(self.report_wanted)
        self.choices.wanted.connect(self._on_wish)
        self.work.stop.clicked.connect(self.stopped)
        self.who.currentIndexChanged.connect(self._show_between)
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(self._on_figure)
        self.plots.opened.connect(self._on_opened)
        self.plots.label_chosen.connect(self.table.choose_label)
        self.conflicts.clicked.connect(self.table.open_conflicts)

    # What happens

    def _on_wish(self, wish: MeasureWish) -> None:
        if self.choices.trouble:
            self.show_failure(self.choices.trouble)
        else:
            self.wanted.emit(wish)

    def _on_opened(self, wanted: ConflictFilter) -> None:
        """Of some annotators alone, what lies between them is wanted, and not what others said."""
        some = self.choices.wish.choice.annotators
        self.conflicts_wanted.emit(
            wanted if wanted.annotators or not some else replace(wanted, annotators=some)
        )

    def _fill_who(self, table: AgreementTable) -> None:
        """Everybody together and each pair; the pair that was chosen stays so."""
        before = self.who.currentData()
        self.who.blockSignals(True)
        self.who.clear()
        for annotators in pairs_of(table):
            self.who.addItem(words.who_text(annotators, table.annotators), annotators)
        self.who.setCurrentIndex(max(0, self.who.findData(before)))
        self.who.blockSignals(False)

    def _show_between(self) -> None:
        who = self.who.currentData()
        if self._table is not None and who is not None:
            self.table.show_figures(self._table, tuple(who), self._task_titles)

    def _on_figure(self) -> None:
        figure = self.table.figure
        if figure is None or self._table is None:
            self._details.clear()
            return
        self.conflicts.setEnabled(isinstance(self.table.row, FigureRow))
        lines = (self.table.figures.sentence(figure), *words.detail_lines(figure))
        self._details.setText("\n".join(lines))
        self.plots.show_plots(self._table, Shown.of(figure), self._task_titles)


class MeasuringLine(QWidget):
    """How far measuring is, with a button that stops it; or why nothing came of it. Else hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName("Progress of measuring")
        self._bar.setTextVisible(False)
        self.stop = QPushButton("Stop", self)
        self.stop.setAccessibleName("Stop measuring")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._said, 1)
        row.addWidget(self._bar, 1)
        row.addWidget(self.stop)
        self.hide()

    @property
    def said(self) -> str:
        return self._said.text()

    def show_progress(self, progress: Progress | None) -> None:
        """How far it is; None while it begins."""
        if progress is None:
            self._said.setText("Measuring…")
            self._bar.setMaximum(0)
        else:
            total = f" of {progress.total:,}" if progress.total else ""
            self._said.setText(f"Measuring: {progress.what} {progress.done:,}{total}")
            self._bar.setMaximum(progress.total or 0)
            self._bar.setValue(progress.done)
        self._show(is_measuring=True)

    def end(self, sentence: str = "") -> None:
        """Measuring is over; the sentence says why nothing came of it."""
        self._said.setText(sentence)
        self._show(is_measuring=False)

    def _show(self, *, is_measuring: bool) -> None:
        self._bar.setVisible(is_measuring)
        self.stop.setVisible(is_measuring)
        self.setVisible(is_measuring or bool(self._said.text()))
