"""The main window: puts the panels around the article and remembers sizes; it owns nothing else."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QByteArray, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QStyle, QTabWidget, QVBoxLayout, QWidget

from annotator.gui.find_bar import FindBar
from annotator.gui.label_bar import LabelBar
from annotator.gui.palette import Theme
from annotator.gui.panels.attempt import Attempt
from annotator.gui.panels.entities import EntitiesPanel
from annotator.gui.panels.guidelines import GuidelinesPanel
from annotator.gui.panels.matrix import MatrixPanel
from annotator.gui.panels.open_points import OpenPointsBar
from annotator.gui.panels.questions import QuestionsPanel
from annotator.gui.panels.queue import QueuePanel
from annotator.gui.panels.stances import StancesPanel
from annotator.gui.stance_bar import StanceBar
from annotator.gui.status_line import StatusLine
from annotator.gui.text.look import Look
from annotator.gui.text.view import ArticleView
from annotator.workbench.workbench import Workbench

_COLUMNS = (250, 720, 390)
_FEWEST_EMS = 20


class MainWindow(QMainWindow):
    """Queue, article and panels side by side; the start page takes their place when nothing is open."""

    closing = Signal(QCloseEvent)
    activated = Signal()
    entity_menu_wanted = Signal(QPoint)
    """Where on the screen a menu about the chosen entity is wanted."""
    stance_menu_wanted = Signal(QPoint)

    def __init__(
        self, workbench: Workbench, look: Look, theme: Theme, attempt: Attempt, key_of: Callable[[str], str]
    ) -> None:
        super().__init__()
        self.setWindowTitle("Stance Annotator")
        self.resize(1360, 860)
        self.article = ArticleView(workbench, look, self)
        self.queue = QueuePanel(self)
        self.entities = EntitiesPanel(workbench, attempt, context_menu=self.entity_menu_wanted.emit)
        self.stances = StancesPanel(
            workbench, attempt, key_of=key_of, context_menu=self.stance_menu_wanted.emit
        )
        self.matrix = MatrixPanel(workbench, attempt)
        self.questions = QuestionsPanel(workbench, attempt)
        self.guidelines = GuidelinesPanel()
        self.open_points = OpenPointsBar(workbench, attempt, key_of=key_of)
        self.stance_bar = StanceBar(workbench, attempt)
        self.find_bar = FindBar(self)
        self.labels = LabelBar(self)
        self.status_line = StatusLine(self)
        self.setStatusBar(self.status_line)
        self.tabs = self._panels()
        self._left = QStackedWidget(self)
        self.centre_column = QVBoxLayout()
        self._splitter = self._columns()
        self.pages = QStackedWidget(self)
        self._page_panes: Callable[[], tuple[QWidget, ...]] | None = None
        self._columns_before: list[int] | None = None
        self.pages.addWidget(self._splitter)
        self.setCentralWidget(self.pages)
        self.open_points.questions_wanted.connect(lambda: self.show_panel(self.questions))
        # The stance bar stands in for the labels, whose keys it has; low windows need the room.
        self._workbench, self._has_labels = workbench, True
        workbench.entry_changed.connect(self._show_labels)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Gives the parts that paint themselves the colours of the theme."""
        for part in (
            self.queue,
            self.entities,
            self.stances,
            self.matrix,
            self.questions,
            self.guidelines,
            self.open_points,
            self.stance_bar,
        ):
            part.set_theme(theme)

    def show_page(
        self, page: QWidget | None, *, panes: Callable[[], tuple[QWidget, ...]] | None = None
    ) -> None:
        """Shows the page instead of the panels; None shows the panels again. F6 goes round its panes."""
        self._page_panes = panes
        if page is not None and self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page if page is not None else self._splitter)

    def show_panel(self, panel: QWidget) -> None:
        """Brings the panel to the front and gives it the keyboard."""
        self.tabs.show()
        self.tabs.setCurrentWidget(panel)
        panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_has_labels(self, *, has_labels: bool) -> None:
        """Shows the bar of labels, or takes it away while labels have no keys."""
        self._has_labels = has_labels
        self._show_labels()

    def _show_labels(self) -> None:
        self.labels.setVisible(self._has_labels and self._workbench.stance_entry is None)

    def show_reviewing(self, conflicts: QWidget, decision: QWidget) -> None:
        """The conflicts in place of the queue, and the one in sight before the other panels."""
        if self._left.indexOf(conflicts) < 0:
            self._left.addWidget(conflicts)
        self._left.setCurrentWidget(conflicts)
        self.tabs.insertTab(0, decision, "Conflict")
        self.tabs.setCurrentIndex(0)
        self._columns_before = self._splitter.sizes()
        self._make_room_for_tabs()

    def _make_room_for_tabs(self) -> None:
        """So that none has to be scrolled to, as long as the article keeps what it needs."""
        left, centre, right = self._splitter.sizes()
        to_spare = centre - self._fewest_pixels
        missing = max(0, min(self.tabs.tabBar().sizeHint().width() - right, to_spare))
        self._splitter.setSizes([left, centre - missing, right + missing])

    def show_annotating(self) -> None:
        """The queue again, and the panels of annotating alone."""
        self._left.setCurrentWidget(self.queue)
        if self.tabs.widget(0) is not self.entities:
            self.tabs.removeTab(0)
        if self._columns_before is not None:
            self._splitter.setSizes(self._columns_before)
            self._columns_before = None

    def toggle_queue(self) -> None:
        if self._left.isAncestorOf(self.focusWidget()):
            self.article.setFocus(Qt.FocusReason.OtherFocusReason)
        self._left.setVisible(self._left.isHidden())

    def show_queue(self) -> None:
        self._left.show()

    def toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def panes(self) -> tuple[QWidget, ...]:
        """The parts of the window that F6 goes round."""
        if self._page_panes is not None:
            return self._page_panes()
        panes = (self._left.currentWidget(), self.article, self.tabs.currentWidget())
        return tuple(pane for pane in panes if pane and pane.isVisible())

    def geometry_state(self) -> dict[str, str]:
        """Sizes and positions, to be remembered."""
        return {
            "window": bytes(self.saveGeometry().toBase64().data()).decode(),
            "columns": bytes(self._splitter.saveState().toBase64().data()).decode(),
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Sizes and positions as they were remembered."""
        if "window" in state:
            self.restoreGeometry(QByteArray.fromBase64(state["window"].encode()))
        if "columns" in state:
            self._splitter.restoreState(QByteArray.fromBase64(state["columns"].encode()))
        self.resize(self.size().boundedTo(self._room_on_screen()))
        if "columns" not in state:
            total = min(self.width(), sum(_COLUMNS))
            self._splitter.setSizes([column * total // sum(_COLUMNS) for column in _COLUMNS])

    @property
    def _fewest_pixels(self) -> int:
        """How narrow the article may become."""
        return _FEWEST_EMS * self.fontMetrics().height()

    def _room_on_screen(self) -> QSize:
        """How large the window can be with its title and borders around it."""
        title = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        return self.screen().availableSize() - QSize(title // 2, 2 * title)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()

    def _panels(self) -> QTabWidget:
        tabs = QTabWidget(self)
        tabs.setDocumentMode(True)
        tabs.tabBar().setDrawBase(False)
        tabs.setAccessibleName("Panels")
        for panel, title in (
            (self.entities, "Entities"),
            (self.stances, "Stances"),
            (self.matrix, "Matrix"),
            (self.questions, "Questions"),
            (self.guidelines, "Guidelines"),
        ):
            tabs.addTab(panel, title)
        return tabs

    def _columns(self) -> QSplitter:
        centre = QWidget(self)
        column = self.centre_column
        centre.setLayout(column)
        # On a small screen, or a scaled one, the panels give way before the article does.
        centre.setMinimumWidth(self._fewest_pixels)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        column.addWidget(self.article, 1)
        column.addWidget(self.open_points)
        column.addWidget(self.stance_bar)
        column.addWidget(self.labels)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setAccessibleName("Columns")
        self._left.addWidget(self.queue)
        for widget in (self._left, centre, self.tabs):
            splitter.addWidget(widget)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes(list(_COLUMNS))
        splitter.setChildrenCollapsible(False)
        return splitter
