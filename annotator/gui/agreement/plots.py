"""The plots beside the agreement table: two in sight at a time, chosen by tab or key, about one selection."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSplitter, QTabWidget, QVBoxLayout, QWidget

from annotator.agreement.ordering import ConflictFilter
from annotator.agreement.table import AgreementTable
from annotator.domain.scheme import Scheme
from annotator.gui.agreement.chart import Chart, Kind, Mark, Shown
from annotator.gui.agreement.chart_plot import ChartPlot
from annotator.gui.agreement.charts import by_label, by_pair, confusion, over_time, reliability
from annotator.gui.key_cap import written
from annotator.gui.palette import Theme
from annotator.gui.panels.empty_state import EmptyState
from annotator.gui.panels.row_paint import bold_font, small_font

ChartOf = Callable[[AgreementTable, Shown, Scheme], Chart]
Tabs = tuple[tuple[str, ChartOf], ...]
_UPPER: Tabs = (("By label", by_label), ("Over time", over_time), ("Reliability", reliability))
_LOWER: Tabs = (("Confusion", confusion), ("By pair", by_pair))
_HOW = "Arrow keys go from mark to mark; Enter or a click opens the conflicts behind one."
_NOTHING = Chart(Kind.BARS, "Nothing measured yet")


class Plots(QSplitter):
    """Two plots in sight, each of several: above one with bars and dots, below one with cells."""

    opened = Signal(ConflictFilter)
    label_chosen = Signal(str)
    """Keys went to a mark of this label."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setAccessibleName("Plots")
        self.setChildrenCollapsible(False)
        self.bars = PlotTabs("Upper plots", _UPPER, self)
        self.grids = PlotTabs("Lower plots", _LOWER, self)
        number = 0
        for tabs in (self.bars, self.grids):
            self.addWidget(tabs)
            tabs.opened.connect(self.opened)
            tabs.label_chosen.connect(self.label_chosen)
            for tab in range(tabs.count()):
                number += 1
                self._add_key(f"Alt+{number}", tabs, tab)
        self.setSizes([1, 1])

    def show_plots(self, table: AgreementTable, shown: Shown, scheme: Scheme) -> None:
        """Shows the figures that belong to the selection, its label highlighted."""
        for tabs in (self.bars, self.grids):
            tabs.show_plots(table, shown, scheme)

    def set_theme(self, theme: Theme) -> None:
        for tabs in (self.bars, self.grids):
            tabs.set_theme(theme)

    def _add_key(self, key: str, tabs: "PlotTabs", tab: int) -> None:
        shortcut = QShortcut(QKeySequence(key), self.parentWidget() or self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(partial(tabs.go_to, tab))
        tabs.setTabToolTip(tab, written(key))


class PlotTabs(QTabWidget):
    """Draws only the plot in sight; the others follow when they are looked at."""

    opened = Signal(ConflictFilter)
    label_chosen = Signal(str)

    def __init__(self, name: str, tabs: Tabs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self._asked: tuple[AgreementTable, Shown, Scheme] | None = None
        self._charts = tuple(chart_of for _, chart_of in tabs)
        self._pages = tuple(self._page(title) for title, _ in tabs)
        self.currentChanged.connect(self._draw)

    @property
    def page(self) -> "PlotPage":
        """The plot in sight with what is said of it."""
        return self._pages[self.currentIndex()]

    def show_plots(self, table: AgreementTable, shown: Shown, scheme: Scheme) -> None:
        self._asked = (table, shown, scheme)
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        for page in self._pages:
            page.set_theme(theme)

    def go_to(self, number: int) -> None:
        """Brings a plot to the front and gives it the keyboard."""
        self.setCurrentIndex(number)
        goal = self.tabBar() if self.page.plot.chart.is_empty else self.page.plot
        goal.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _page(self, title: str) -> "PlotPage":
        page = PlotPage(self)
        page.plot.opened.connect(self.opened)
        page.plot.current_changed.connect(self._on_mark)
        self.addTab(page, title)
        return page

    def _draw(self) -> None:
        if self._asked is None:
            return
        self.page.show_chart(self._charts[self.currentIndex()](*self._asked))
        self.page.plot.set_label(self._asked[1].label)
        self.page.show_current()

    def _on_mark(self, mark: Mark) -> None:
        self.page.show_current()
        if mark.label is not None:
            self.label_chosen.emit(mark.label)


class PlotPage(QWidget):
    """A plot with its title above and what is said of the current mark below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._legend, self._said = QLabel(self), QLabel(self), QLabel(self)
        for label in (self._title, self._legend, self._said):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setFont(bold_font(self.font()))
        self._legend.setForegroundRole(self._legend.palette().ColorRole.PlaceholderText)
        self._legend.setFont(small_font(self.font()))
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._said.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.plot = ChartPlot(_NOTHING, self)
        self.plot.pointed.connect(self._say)
        self._empty = EmptyState("Nothing to draw", self)
        self._scroll = self._scrolled()
        layout = QVBoxLayout(self)
        gap = self.fontMetrics().height() // 2
        layout.setContentsMargins(gap, gap, gap, gap)
        for widget in (self._title, self._legend):
            layout.addWidget(widget)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._said)
        self.setFocusProxy(self.plot)
        self.show_chart(_NOTHING)
        self._say("")

    def set_theme(self, theme: Theme) -> None:
        self.plot.set_theme(theme)
        self._empty.set_theme(theme)

    def show_chart(self, chart: Chart) -> None:
        """Shows the chart, or why there is nothing to draw."""
        if chart != self.plot.chart:
            self.plot.set_chart(chart)
        self._title.setText(chart.title)
        self._legend.setText(chart.legend)
        self._legend.setVisible(bool(chart.legend))
        self._empty.set_hint(chart.hint)
        self._empty.setVisible(chart.is_empty)
        self._scroll.setVisible(not chart.is_empty)
        self._said.setVisible(not chart.is_empty)

    def show_current(self) -> None:
        """Scrolls to the current mark, and no further: what stands above the columns stays if it can."""
        rect = self.plot.current_rect
        if not rect.isEmpty():
            middle = rect.center().toPoint()
            half = rect.size().toSize() / 2
            self._scroll.verticalScrollBar().setValue(0)
            self._scroll.ensureVisible(0, middle.y(), 0, half.height() + 2)

    def _say(self, said: str) -> None:
        self._said.setText(said or _HOW)

    @property
    def said(self) -> str:
        """What stands below the plot about the current mark."""
        return self._said.text()

    def _scrolled(self) -> QScrollArea:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.plot)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        # Another chart, or another size: only now is it known how far there is to scroll.
        area.verticalScrollBar().rangeChanged.connect(self.show_current)
        return area
