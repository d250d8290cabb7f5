"""The entities of the article: counted, named, merged, and the way to each of their mentions."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import Mention
from annotator.domain.edits import entities as edits
from annotator.gui.palette import LIGHT, Theme, label_colours
from annotator.gui.panels.attempt import Attempt
from annotator.gui.panels.empty_state import EmptyState
from annotator.gui.panels.entity_delegate import EntityDelegate
from annotator.gui.panels.entity_model import EntityModel
from annotator.gui.panels.entity_rows import (
    EntityOrder,
    EntityRow,
    entity_rows,
    place_of,
    touches_entities,
    walked,
)
from annotator.workbench.selection import Selection
from annotator.workbench.workbench import Taken, Workbench

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EntitiesPanel(QWidget):
    """Lists what the workbench's annotation has; choosing an entity goes to its mentions in the text."""

    def __init__(
        self,
        workbench: Workbench,
        attempt: Attempt,
        parent: QWidget | None = None,
        *,
        context_menu: Callable[[QPoint], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Entities")
        self._bench = workbench
        self._attempt = attempt
        self._context_menu = context_menu
        self._theme = LIGHT
        self._order = EntityOrder.MENTIONS
        # Kept from when the rows were last made: a fresh annotation would have to sort all mentions anew.
        self._mentions_of: Mapping[str, tuple[Mention, ...]] = {}
        self._model = EntityModel(self)
        self._delegate = EntityDelegate(self)
        self.filter = QLineEdit(self)
        self.order = QToolButton(self)
        self.list = QListView(self)
        self._empty = EmptyState("No entities yet", self)
        self._empty.set_hint(
            "Mark a name in the text: it becomes an entity, and further mentions of the name join it."
        )
        self._set_up_head()
        self._set_up_list()
        self._lay_out()
        self._listen()
        self.set_theme(LIGHT)
        self._on_opened()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._delegate.theme = theme
        self._delegate.colours = label_colours(self._bench.scheme, theme)
        self._empty.set_theme(theme)
        self.list.viewport().update()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the entities, as shown."""
        return tuple(row.name for row in self._model.rows)

    @property
    def model(self) -> EntityModel:
        return self._model

    # Putting it together

    def _set_up_head(self) -> None:
        self.filter.setPlaceholderText("Filter entities")
        self.filter.setAccessibleName("Filter entities")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._show_rows)
        self.filter.installEventFilter(self)
        self.order.setAutoRaise(True)
        self.order.clicked.connect(self._on_order_clicked)
        self._say_order()

    def _set_up_list(self) -> None:
        view = self.list
        view.setAccessibleName("Entities of the article")
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setModel(self._model)
        view.setItemDelegate(self._delegate)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        trigger = QAbstractItemView.EditTrigger
        view.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed)
        view.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        view.setDragDropOverwriteMode(True)
        view.setDefaultDropAction(Qt.DropAction.LinkAction)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_context_menu)
        view.installEventFilter(self)

    def _lay_out(self) -> None:
        gap = self.fontMetrics().height() // 2
        head = QHBoxLayout()
        head.setContentsMargins(gap, gap, gap, gap)
        head.setSpacing(gap // 2)
        head.addWidget(self.filter, 1)
        head.addWidget(self.order)
        for text, name, places in (("‹", "Previous mention", -1), ("›", "Next mention", 1)):
            head.addWidget(self._walk_button(text, name, places))
        self._pages = QStackedLayout()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(self._pages, 1)
        self.setFocusProxy(self.list)

    def _walk_button(self, text: str, name: str, places: int) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAutoRaise(True)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} of the entity")
        button.clicked.connect(lambda: self.walk(places))
        return button

    def _listen(self) -> None:
        self._model.rename_wanted.connect(self._on_rename_wanted)
        self._model.merge_wanted.connect(self._on_merge_wanted)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.list.clicked.connect(self._on_clicked)
        self._bench.opened.connect(self._on_opened)
        self._bench.changed.connect(self._on_changed)
        self._bench.selection_changed.connect(self._on_selection_changed)
        self._bench.scheme_changed.connect(self._on_scheme_changed)

    # What a person does

    def walk(self, places: int) -> None:
        """Goes to the next or an earlier mention of the chosen entity."""
        index = self.list.currentIndex()
        if index.isValid():
            self._go_to(self._model.row(index).id, places)

    def _go_to(self, entity_id: str, places: int) -> None:
        selection = self._bench.selection
        mention_id = walked(self._mentions_of.get(entity_id, ()), selection.mention_id, places)
        if mention_id is not None:
            self._bench.select_mention(mention_id)
        else:
            self._bench.select(replace(selection, mention_id=None, entity_id=entity_id))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if watched is self.list and event.key() in _ENTER:
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.walk(-1 if back else 1)
                return True
            if watched is self.filter and event.key() in (*_ENTER, Qt.Key.Key_Down):
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _on_current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and self._model.row(index).id != self._bench.selection.entity_id:
            self._go_to(self._model.row(index).id, 0)

    def _on_clicked(self, index: QModelIndex) -> None:
        """An entity that is current while none of its mentions is: the click goes to the first."""
        if self._bench.selection.mention_id is None:
            self._go_to(self._model.row(index).id, 0)

    def _on_rename_wanted(self, entity_id: str, name: str) -> None:
        bench = self._bench
        self._attempt(lambda: bench.do(edits.rename_entity(bench.annotation, entity_id, name)))

    def _on_merge_wanted(self, into_id: str, other_id: str) -> None:
        bench = self._bench

        def merge() -> None:
            bench.do(edits.merge_entities(bench.annotation, into_id, [other_id]))
            bench.select_entity(into_id)

        self._attempt(merge)

    def _on_order_clicked(self) -> None:
        is_counted = self._order is EntityOrder.MENTIONS
        self._order = EntityOrder.TEXT if is_counted else EntityOrder.MENTIONS
        self._say_order()
        self._show_rows()

    def _say_order(self) -> None:
        self.order.setText("Count" if self._order is EntityOrder.MENTIONS else "Text")
        self.order.setToolTip(f"{self._order.value}; click to change")
        self.order.setAccessibleName(f"Order: {self._order.value}")

    def _on_context_menu(self, where: QPoint) -> None:
        if self._context_menu is not None and self.list.indexAt(where).isValid():
            self._context_menu(self.list.viewport().mapToGlobal(where))

    # What the workbench announces

    def _on_opened(self) -> None:
        self.filter.clear()
        self._model.reset_rows(self._rows())
        self._after_rows()

    def _on_changed(self, taken: Taken) -> None:
        if touches_entities(taken.step):
            self._show_rows()

    def _on_scheme_changed(self) -> None:
        self.set_theme(self._theme)

    def _on_selection_changed(self, _selection: Selection) -> None:
        self._follow()

    def _show_rows(self) -> None:
        self._model.set_rows(self._rows())
        self._after_rows()

    def _rows(self) -> tuple[EntityRow, ...]:
        if not self._bench.is_open:
            self._mentions_of = {}
            return ()
        self._mentions_of = self._bench.annotation.mentions_of
        return entity_rows(
            self._bench.annotation,
            self._order,
            filtered_by=self.filter.text(),
            value_labels=self._bench.scheme.value_labels,
        )

    def _after_rows(self) -> None:
        is_empty = not self._model.rowCount() and not self.filter.text()
        self._pages.setCurrentWidget(self._empty if is_empty else self.list)
        self._follow()

    def _follow(self) -> None:
        """Chooses the entity that is current on the workbench."""
        selection = self._bench.selection
        index = self._model.index_of(selection.entity_id)
        if index.isValid():
            mentions = self._mentions_of.get(selection.entity_id or "", ())
            self._model.set_place(selection.entity_id, place_of(mentions, selection.mention_id))
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)
        else:
            self._model.set_place(None, None)
            self.list.setCurrentIndex(QModelIndex())
