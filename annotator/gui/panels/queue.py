"""The queue: the articles of the project as this annotator sees them, searched and sorted into groups."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QMenu,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import Status
from annotator.gui.palette import Theme
from annotator.gui.panels.empty_state import EmptyState
from annotator.gui.panels.queue_delegate import QueueDelegate
from annotator.gui.panels.queue_groups import QueueGroups
from annotator.gui.panels.queue_model import QueueModel
from annotator.gui.panels.queue_rows import QueueGroup, number_in
from annotator.gui.panels.rule import Rule
from annotator.project import QueueRow

SEARCH_MILLISECONDS = 180
"""How long typing has to rest before the search begins."""
_BULK = (("Mark done", Status.DONE), ("Skip", Status.SKIPPED), ("Reopen", Status.IN_PROGRESS))


class QueuePanel(QWidget):
    """Shows rows it is given; announces what is searched for, opened and marked."""

    search_changed = Signal(str)
    opened = Signal(str)
    status_wanted = Signal(list, Status)
    """The ids of the chosen articles, and the status they are to have."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Queue")
        self._model = QueueModel(self)
        self._delegate = QueueDelegate(self)
        self.search = QLineEdit(self)
        self.groups = QueueGroups(self)
        self.list = QListView(self)
        self._empty = EmptyState("", self)
        self._typing = QTimer(self, singleShot=True, interval=SEARCH_MILLISECONDS)
        self._typing.timeout.connect(self._announce_search)
        self._set_up_search()
        self._set_up_list()
        self._lay_out()
        self.groups.chosen.connect(self._on_group_chosen)
        self._show_empty_or_list()

    # What the window says

    def set_rows(self, rows: Iterable[QueueRow]) -> None:
        """Shows what the search found; the open article is chosen again if it is among them."""
        self._model.set_rows(rows)
        self._after_reset()

    def set_current(self, article_id: str | None) -> None:
        """Marks the article that is open and brings it into sight."""
        self._model.set_current(article_id)
        self._choose_current(article_id)
        self.groups.set_tally(self._model.tally)

    def update_row(self, article_id: str, status: Status, flagged: bool) -> None:
        self._model.update_row(article_id, status, flagged)
        self.groups.set_tally(self._model.tally)
        self._show_empty_or_list()

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.groups.set_theme(theme)
        self._empty.set_theme(theme)
        self.list.viewport().update()

    # What the window asks

    def neighbour(self, places: int) -> str | None:
        """The article so many places further down, as shown."""
        return self._model.neighbour(places)

    def next_unfinished(self) -> str | None:
        return self._model.next_unfinished()

    @property
    def shown(self) -> int:
        """How many articles are shown."""
        return self._model.rowCount()

    @property
    def finished(self) -> int:
        """How many of the articles found are done or skipped."""
        return self.found - number_in(QueueGroup.TO_DO, self._model.tally)

    @property
    def found(self) -> int:
        """How many articles the search found."""
        return self._model.total

    @property
    def found_ids(self) -> frozenset[str]:
        """Which articles the search found."""
        return self._model.article_ids

    # Putting it together

    def _set_up_search(self) -> None:
        self.search.setPlaceholderText("Search articles")
        self.search.setAccessibleName("Search articles")
        self.search.setClearButtonEnabled(True)
        self.search.textEdited.connect(self._typing.start)
        self.search.textChanged.connect(self._on_text_changed)
        self.search.returnPressed.connect(self._announce_search)
        self.search.installEventFilter(self)

    def _set_up_list(self) -> None:
        view = self.list
        view.setAccessibleName("Articles")
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setModel(self._model)
        view.setItemDelegate(self._delegate)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_context_menu)
        view.clicked.connect(self._on_clicked)
        view.installEventFilter(self)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        top = QVBoxLayout()
        gap = self.fontMetrics().height() // 2
        top.setContentsMargins(gap, gap, gap, gap)
        top.addWidget(self.search)
        layout.addLayout(top)
        layout.addWidget(self.groups)
        layout.addWidget(Rule(self))
        self._pages = QStackedLayout()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._empty)
        layout.addLayout(self._pages, 1)
        self.setFocusProxy(self.list)

    # What happens

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
                Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
            )
            if watched is self.list and enter:
                self._open(self.list.currentIndex())
                return True
            if watched is self.search and event.key() == Qt.Key.Key_Down:
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _on_text_changed(self, text: str) -> None:
        if not text:
            self._announce_search()

    def _announce_search(self) -> None:
        self._typing.stop()
        self.search_changed.emit(self.search.text().strip())

    def _on_group_chosen(self, group: QueueGroup) -> None:
        self._model.set_group(group)
        self._after_reset()

    def _after_reset(self) -> None:
        self.groups.set_tally(self._model.tally)
        self._show_empty_or_list()
        self._choose_current(self._model.current)

    def _choose_current(self, article_id: str | None) -> None:
        index = self._model.index_of(article_id)
        if index.isValid():
            # Keys that open articles hold Ctrl, which must not add to what is selected.
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(index, select)
            self.list.scrollTo(index)

    def _on_clicked(self, index: QModelIndex) -> None:
        if QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._model.row(index).article_id)

    def _on_context_menu(self, where: QPoint) -> None:
        chosen = [self._model.row(index).article_id for index in self.list.selectedIndexes()]
        if not chosen:
            return
        menu = self.bulk_menu(chosen)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.viewport().mapToGlobal(where))

    def bulk_menu(self, article_ids: list[str]) -> QMenu:
        """What can be done to all the chosen articles at once."""
        menu = QMenu(self)
        number = len(article_ids)
        menu.addSection("1 article" if number == 1 else f"{number:,} articles")
        for title, status in _BULK:
            menu.addAction(title).triggered.connect(partial(self._want_status, article_ids, status))
        return menu

    def _want_status(self, article_ids: list[str], status: Status, _checked: bool = False) -> None:
        self.status_wanted.emit(article_ids, status)

    def _show_empty_or_list(self) -> None:
        if self._model.rowCount():
            self._pages.setCurrentWidget(self.list)
            return
        self._pages.setCurrentWidget(self._empty)
        if self.search.text():
            self._empty.set_title("Nothing found")
            self._empty.set_hint("No title, source or text holds these words.")
        elif self._model.total:
            self._empty.set_title("Nothing here")
            self._empty.set_hint("No article of the queue belongs to this group just now.")
        else:
            self._empty.set_title("No articles yet")
            self._empty.set_hint("Import brings articles in from files and folders.")
