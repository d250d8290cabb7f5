"""The stances of the article as sentences, in the order of their evidence."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QMenu,
    QStackedLayout,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.commands import stances as commands
from annotator.domain.annotation import Judgement
from annotator.domain.edits import judgements as edits
from annotator.domain.scheme import About, Task
from annotator.domain.sentences import sentence_at
from annotator.gui.palette import LIGHT, Theme
from annotator.gui.panels.attempt import Attempt
from annotator.gui.panels.empty_state import EmptyState
from annotator.gui.panels.label_marks import task_label_colours, title_of
from annotator.gui.panels.stance_delegate import StanceDelegate
from annotator.gui.panels.stance_model import StanceModel
from annotator.gui.panels.stance_rows import StanceRow, stance_row
from annotator.workbench.selection import Selection
from annotator.workbench.stance_entry import Field, StanceEntry
from annotator.workbench.workbench import Taken, Workbench


class StancesPanel(QWidget):
    """Lists the stances; choosing one shows its evidence, its parts are changed by double click or key."""

    def __init__(
        self,
        workbench: Workbench,
        attempt: Attempt,
        key_of: Callable[[str], str],
        parent: QWidget | None = None,
        *,
        context_menu: Callable[[QPoint], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Stances")
        self._bench = workbench
        self._attempt = attempt
        self._key_of = key_of
        self._context_menu = context_menu
        self._theme = LIGHT
        self._model = StanceModel(self)
        self._delegate = StanceDelegate(self)
        self.list = StanceList(self)
        self._empty = EmptyState("No stances yet", self)
        self._set_up_list()
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._empty)
        self.setFocusProxy(self.list)
        self._listen()
        self.set_theme(LIGHT)
        self._on_opened()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        colours = {
            (task.name, name): colour
            for task in self._bench.scheme.tasks
            for name, colour in task_label_colours(task, theme).items()
        }
        self._delegate.set_look(theme, colours)
        self._empty.set_theme(theme)
        self.list.viewport().update()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The stances as they read, in order."""
        return tuple(row.sentence for row in self._model.rows)

    @property
    def hint(self) -> str:
        """What the empty list teaches."""
        return self._empty.hint

    def _set_up_list(self) -> None:
        view = self.list
        view.setAccessibleName("Stances of the article")
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setModel(self._model)
        view.setItemDelegate(self._delegate)
        view.setMouseTracking(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_context_menu)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def _listen(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self._bench.opened.connect(self._on_opened)
        self._bench.changed.connect(self._on_changed)
        self._bench.selection_changed.connect(self._on_selection_changed)
        self._bench.scheme_changed.connect(self._on_scheme_changed)

    # What a person does

    def edit(self, judgement_id: str, field: Field | None = None) -> None:
        """Asks for one part of the stance again, or for all of them."""
        judgement = self._bench.annotation.judgements.get(judgement_id)
        task = self._bench.scheme.task(judgement.task) if judgement else None
        if judgement is not None and task is not None:
            self._bench.set_stance_entry(_entry(self._bench, judgement, task, field))

    def field_at(self, where: QPointF) -> Field | None:
        """Which part of a sentence is there, in the coordinates of the list."""
        index = self.list.indexAt(where.toPoint())
        if not index.isValid():
            return None
        return self._delegate.field_at(self.list.option_at(index), index, where)

    def label_menu(self, judgement_id: str) -> QMenu:
        """The labels the stance can have."""
        menu = QMenu(self)
        judgement = self._bench.annotation.judgements[judgement_id]
        task = self._bench.scheme.task(judgement.task)
        for label in task.labels if task else ():
            action = menu.addAction(title_of(label))
            action.setCheckable(True)
            action.setChecked(label.name == judgement.label)
            action.triggered.connect(partial(self._relabel, judgement_id, label.name))
        return menu

    def _relabel(self, judgement_id: str, label: str, _checked: bool = False) -> None:
        judgement = self._bench.annotation.judgements.get(judgement_id)
        if judgement is not None and judgement.label != label:
            self._attempt(lambda: commands.change(self._bench, judgement, label=label))

    def _delete(self, judgement_id: str) -> None:
        bench = self._bench
        self._attempt(lambda: bench.do(edits.delete_judgement(bench.annotation, judgement_id)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and watched is self.list:
            return event.type() is QEvent.Type.KeyPress and self._on_key(event)
        if (
            isinstance(event, QMouseEvent)
            and watched is self.list.viewport()
            and event.type() is QEvent.Type.MouseButtonDblClick
        ):
            self._on_double_click(event.position())
            return True
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        index = self.list.currentIndex()
        if not index.isValid():
            return False
        row = self._model.row(index)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._delete(row.id)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit(row.id)
        else:
            return self._on_label_key(row, event.text())
        return True

    def _on_label_key(self, row: StanceRow, key: str) -> bool:
        task = self._bench.scheme.task(row.task)
        for label in task.labels if task and key else ():
            if (label.key or "").casefold() == key.casefold():
                self._relabel(row.id, label.name)
                return True
        return False

    def _on_double_click(self, where: QPointF) -> None:
        index = self.list.indexAt(where.toPoint())
        if not index.isValid():
            return
        field = self.field_at(where)
        if field is Field.LABEL:
            menu = self.label_menu(self._model.row(index).id)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.list.viewport().mapToGlobal(where.toPoint()))
        else:
            self.edit(self._model.row(index).id, field)

    def _on_context_menu(self, where: QPoint) -> None:
        if self._context_menu is not None and self.list.indexAt(where).isValid():
            self._context_menu(self.list.viewport().mapToGlobal(where))

    def _on_current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and self._model.row(index).id != self._bench.selection.judgement_id:
            self._bench.select_judgement(self._model.row(index).id)

    # What the workbench announces

    def _on_opened(self) -> None:
        self._model.reset_rows(self._rows())
        self._after_rows()

    def _on_changed(self, taken: Taken) -> None:
        if any(change.kind == "judgement" for change in taken.step.changes):
            self._model.set_rows(self._rows())
            self._after_rows()

    def _on_scheme_changed(self) -> None:
        self.set_theme(self._theme)
        self._on_opened()

    def _on_selection_changed(self, _selection: Selection) -> None:
        self._follow()

    def _rows(self) -> tuple[StanceRow, ...]:
        bench = self._bench
        if not bench.is_open:
            return ()
        ordered = commands.ordered_judgements(bench)
        return tuple(stance_row(judgement, bench.article, bench.scheme) for judgement in ordered)

    def _after_rows(self) -> None:
        has_rows = bool(self._model.rowCount())
        if not has_rows:
            self._teach()
        self._pages.setCurrentWidget(self.list if has_rows else self._empty)
        self._follow()

    def _teach(self) -> None:
        task = next(iter(self._bench.scheme.tasks_about(About.PAIR)), None)
        if task is None:
            self._empty.set_hint("The scheme of this project has no task about a holder and a target.")
            return
        key = self._key_of(f"task.{task.name}")
        begin = f"{key} starts one" if key else "The Stance menu starts one"
        self._empty.set_hint(
            f"{begin}: who holds it, the label, and toward what. "
            "Dragging from one mention to another does the same."
        )

    def _follow(self) -> None:
        """Chooses the stance that is current on the workbench."""
        index = self._model.index_of(self._bench.selection.judgement_id)
        self.list.setCurrentIndex(index)
        if index.isValid():
            self.list.scrollTo(index)


class StanceList(QListView):
    """A list of rows as high as their words need in its width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Qt lays a list out anew when its height changes; here the width makes words wrap.
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def option_at(self, index: QModelIndex) -> QStyleOptionViewItem:
        """What the delegate paints the row with."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        return option


def _entry(workbench: Workbench, judgement: Judgement, task: Task, field: Field | None) -> StanceEntry:
    """Asks for one field and keeps the others, or for all three anew."""
    first = judgement.evidence[0] if judgement.evidence else None
    evidence = (first.start, first.end) if first else None
    sentence = sentence_at(workbench.article.text, first.start) if first else None
    if field is None:
        return StanceEntry(task, sentence, evidence, editing=judgement.id)
    return StanceEntry(
        task,
        sentence,
        evidence,
        holder=judgement.holder,
        label=judgement.label,
        target=judgement.target,
        field=field,
        editing=judgement.id,
    )
