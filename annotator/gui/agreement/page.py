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
from annotator.domain.scheme import NO_SCHEME, Scheme
from annotator.gui.agreement import figure_words as words
from annotator.gui.agreement.chart import Shown
from annotator.gui.agreement.choices import Choices, SearchFound
from annotator.gui.agreement.figure_rows import FigureRow, pairs_of
from annotator.gui.agreement.figure_table import FigureTable
from annotator.gui.agreement.measuring_line import MeasuringLine
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
        self._pairs: tuple[tuple[str, ...], ...] = ()
        self._kept_keys: frozenset[str] = frozenset()
        self._scheme = NO_SCHEME
        self.back = QPushButton("← Article", self)
        self.back.setToolTip("Back to the article (Esc)")
        self.report = QPushButton("Report…", self)
        self.report.setEnabled(False)
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
        self._scheme = scheme

    def measure(self) -> None:
        """Asks for what is chosen now, or says why that cannot be measured."""
        self._on_wish(self.choices.wish)

    def show_progress(self, progress: Progress | None) -> None:
        """How far measuring is; None while it begins. What was measured before stays in sight."""
        self.work.show_progress(progress)
        if self._table is None:
            self._empty.set_title("Measuring…")
            self._empty.set_hint(
                "The articles are read and compared. Go on with something else meanwhile, if you like."
            )

    def show_table(self, table: AgreementTable) -> None:
        """Shows what was measured."""
        self.work.end()
        self._table = table
        self.report.setEnabled(bool(table.figures))
        left_out = words.left_out_lines(table.left_out)
        self._headline.setText(
            " ".join((words.headline(table), f"Left out: {'; '.join(left_out)}." if left_out else ""))
        )
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
        self.work.end("" if self._table is None else sentence)
        if self._table is None:
            self._empty.set_title("Nothing measured")
            self._empty.set_hint(sentence)

    def forget(self) -> None:
        """Another project is open: nothing of what was measured matters any more."""
        self._table = None
        self.report.setEnabled(False)
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

    @property
    def is_measuring(self) -> bool:
        """Whether the page says that it is being measured."""
        return not self.work.stop.isHidden() and not self.work.isHidden()

    @property
    def hint(self) -> str:
        """What the page says in place of numbers."""
        return self._empty.hint

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
        before = self._between
        self._pairs = pairs_of(table)
        self.who.blockSignals(True)
        self.who.clear()
        self.who.addItems([words.who_text(annotators, table.annotators) for annotators in self._pairs])
        self.who.setCurrentIndex(self._pairs.index(before) if before in self._pairs else 0)
        self.who.blockSignals(False)

    @property
    def _between(self) -> tuple[str, ...]:
        at = self.who.currentIndex()
        return self._pairs[at] if 0 <= at < len(self._pairs) else ()

    def _show_between(self) -> None:
        if self._table is not None:
            self.table.show_figures(self._table, self._between, self._scheme)

    def _on_figure(self) -> None:
        figure, row = self.table.figure, self.table.row
        if figure is None or row is None or self._table is None:
            self._details.clear()
            return
        is_figure = isinstance(row, FigureRow)
        self.conflicts.setEnabled(is_figure)
        self._details.setText(self.table.figures.told(row))
        shown = Shown.of(figure)
        self.plots.show_plots(self._table, shown if is_figure else replace(shown, label=None), self._scheme)
