"""The stances as holders by targets: what was judged, what was not, answered by one key a cell."""

from html import escape

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QLabel,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.commands import stances as commands
from annotator.domain.annotation import Ref
from annotator.domain.scheme import About, Task
from annotator.gui.palette import LIGHT, Theme
from annotator.gui.panels.attempt import Attempt
from annotator.gui.panels.empty_state import EmptyState
from annotator.gui.panels.entity_rows import touches_entities
from annotator.gui.panels.label_marks import mark_of, task_label_colours, title_of
from annotator.gui.panels.matrix_answer import answer_cell, chosen_of, take_back
from annotator.gui.panels.matrix_grid import Grid, grid
from annotator.gui.panels.matrix_model import MatrixModel
from annotator.gui.panels.matrix_paint import HolderHeader, MatrixDelegate, MatrixTable, UprightHeader
from annotator.gui.panels.rule import Rule
from annotator.workbench.selection import Selection
from annotator.workbench.workbench import Taken, Workbench


class MatrixPanel(QWidget):
    """One task about pairs at a time; arrows move, a label's key answers, Enter asks for it as a stance."""

    def __init__(self, workbench: Workbench, attempt: Attempt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Matrix of stances")
        self._bench = workbench
        self._attempt = attempt
        self._theme = LIGHT
        self._is_stale = True
        self._followed: str | None = None
        self.tasks = QComboBox(self)
        self.table = MatrixTable(self)
        self._model = MatrixModel(self)
        self._delegate = MatrixDelegate(self._model, self)
        self._columns, self._rows = UprightHeader(self.table), HolderHeader(self.table)
        self._says = QLabel(self)
        self._legend = QLabel(self)
        self._empty = EmptyState("Nothing to judge yet", self)
        self._empty.set_hint("Once the article has entities, they stand here as holders and targets.")
        self._set_up_table()
        self._lay_out()
        self._listen()
        self.set_theme(LIGHT)
        self._on_scheme_changed()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._delegate.theme = self._columns.theme = self._rows.theme = theme
        self._empty.set_theme(theme)
        self._explain()
        self.table.viewport().update()

    @property
    def task(self) -> Task | None:
        """The task that is shown."""
        return self._bench.scheme.task(str(self.tasks.currentData()))

    @property
    def model(self) -> MatrixModel:
        return self._model

    @property
    def says(self) -> str:
        """What stands below the matrix about the current cell."""
        return self._says.text()

    # Putting it together

    def _set_up_table(self) -> None:
        table = self.table
        table.setAccessibleName("Holders by targets")
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setModel(self._model)
        table.setItemDelegate(self._delegate)
        table.setHorizontalHeader(self._columns)
        table.setVerticalHeader(self._rows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.installEventFilter(self)
        table.doubleClicked.connect(self._begin)
        self.tasks.setAccessibleName("Task")
        for label in (self._says, self._legend):
            label.setWordWrap(True)

    def _lay_out(self) -> None:
        matrix = QWidget(self)
        layout = QVBoxLayout(matrix)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tasks)
        layout.addWidget(self.table, 1)
        layout.addWidget(Rule(self))
        below = QVBoxLayout()
        gap = self.fontMetrics().height() // 2
        below.setContentsMargins(gap, gap // 2, gap, gap // 2)
        below.setSpacing(gap // 2)
        below.addWidget(self._says)
        below.addWidget(self._legend)
        layout.addLayout(below)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(matrix)
        self._pages.addWidget(self._empty)
        self._matrix = matrix
        self.setFocusProxy(self.table)

    def _listen(self) -> None:
        self.tasks.currentIndexChanged.connect(self._on_task_chosen)
        self.table.selectionModel().currentChanged.connect(self._on_current_changed)
        self._model.modelReset.connect(self._size_cells)
        self._bench.opened.connect(self._on_opened)
        self._bench.changed.connect(self._on_changed)
        self._bench.selection_changed.connect(self._on_selection_changed)
        self._bench.scheme_changed.connect(self._on_scheme_changed)

    def _size_cells(self) -> None:
        side = int(1.75 * QFontMetrics(self.table.font()).height())
        for header in (self._columns, self._rows):
            header.setMinimumSectionSize(side)
            header.setDefaultSectionSize(side)
        self._rows.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_cells()

    # What a person does

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        index, task = self.table.currentIndex(), self.task
        if not index.isValid() or task is None:
            return False
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            cell = self._model.grid.cell(index.row(), index.column())
            self._attempt(lambda: take_back(self._bench, cell))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._begin(index)
        else:
            return self._on_label_key(index, task, event.text())
        return True

    def _on_label_key(self, index: QModelIndex, task: Task, key: str) -> bool:
        pressed = key.casefold()
        label = next((x for x in task.labels if pressed and (x.key or "").casefold() == pressed), None)
        if label is None:
            return False
        cell = self._model.grid.cell(index.row(), index.column())
        holder, target = self._refs(index)
        self._attempt(lambda: answer_cell(self._bench, task, holder, target, cell, label.name))
        return True

    def _begin(self, index: QModelIndex) -> None:
        """Asks for the stance of the cell's holder toward its target, with evidence."""
        task = self.task
        if task is not None and not self._model.grid.is_itself(index.row(), index.column()):
            holder, target = self._refs(index)
            self._attempt(lambda: commands.start(self._bench, task, holder=holder, target=target))

    def _refs(self, index: QModelIndex) -> tuple[Ref, Ref]:
        shown = self._model.grid
        return shown.holders[index.row()], shown.targets[index.column()]

    def _on_current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        self._columns.viewport().update()
        self._rows.viewport().update()
        self._say_cell()
        if index.isValid():
            cell = self._model.grid.cell(index.row(), index.column())
            if cell:
                self._followed = chosen_of(self._bench, cell).id
                self._bench.select_judgement(self._followed)

    def _on_task_chosen(self, _index: int) -> None:
        self._explain()
        self._refresh()

    # What the workbench announces

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._refresh()

    def _on_opened(self) -> None:
        self._followed = None
        self._refresh()

    def _on_changed(self, taken: Taken) -> None:
        says_something = any(change.kind == "judgement" for change in taken.step.changes)
        if says_something or touches_entities(taken.step):
            self._refresh()

    def _on_scheme_changed(self) -> None:
        chosen = self.tasks.currentData()
        self.tasks.blockSignals(True)
        self.tasks.clear()
        for task in self._bench.scheme.tasks_about(About.PAIR):
            self.tasks.addItem(task.title or task.name, task.name)
        self.tasks.setCurrentIndex(max(0, self.tasks.findData(chosen)))
        self.tasks.setVisible(self.tasks.count() > 1)
        self.tasks.blockSignals(False)
        self._explain()
        self._refresh()

    def _on_selection_changed(self, selection: Selection) -> None:
        if selection.judgement_id == self._followed or self._is_stale:
            return
        self._followed = selection.judgement_id
        judgement = self._bench.current_judgement
        place = self._model.grid.place_of(judgement) if judgement else None
        if place is not None:
            self.table.setCurrentIndex(self._model.index(*place))

    def _refresh(self) -> None:
        """Shows what the annotation says now; not before somebody looks."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        task = self.task
        was = self.table.currentIndex()
        here = self._refs(was) if was.isValid() else None
        shown = Grid()
        if self._bench.is_open and task is not None:
            shown = grid(self._bench.annotation, self._bench.scheme, task)
        self._model.set_grid(shown, task)
        if here is not None and not self.table.currentIndex().isValid():
            self._go_back_to(*here)
        self._pages.setCurrentWidget(self._matrix if self._model.rowCount() else self._empty)
        self._say_cell()

    def _go_back_to(self, holder: Ref, target: Ref) -> None:
        shown = self._model.grid
        if holder in shown.holders and target in shown.targets:
            place = shown.holders.index(holder), shown.targets.index(target)
            self.table.setCurrentIndex(self._model.index(*place))

    def _say_cell(self) -> None:
        index, task = self.table.currentIndex(), self.task
        if not index.isValid() or task is None:
            self._says.setText("Arrows move, a label’s key answers.")
            return
        said = self._model.sentence(index.row(), index.column())
        if not self._model.grid.is_itself(index.row(), index.column()):
            said += ". Enter asks for it with evidence."
        # The mark keeps the sentence from turning round when it begins with an Arabic or Hebrew name.
        self._says.setText(f"\N{LEFT-TO-RIGHT MARK}{said[:1].upper()}{said[1:]}")

    def _explain(self) -> None:
        """The labels with their keys and marks, and what an empty cell means."""
        task = self.task
        if task is None:
            self._legend.clear()
            return
        colours = task_label_colours(task, self._theme)
        self._delegate.colours = colours
        parts = [
            f'<span style="background:{colours[label.name].tint}; color:{self._theme.text}">'
            f"&nbsp;<b>{escape(mark_of(label))}</b>&nbsp;</span>&nbsp;"
            + escape(f"{title_of(label)} ({label.key.upper()})" if label.key else title_of(label)).replace(
                " ", "&nbsp;"
            )
            for label in task.labels
        ]
        parts.append("·&nbsp;&nbsp;not&nbsp;judged")
        self._legend.setText("&nbsp;&nbsp; ".join(parts))
