"""The questions about entities as a compact table, answered by a label's key or from a menu."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotator.domain.scheme import Task
from annotator.gui.palette import LIGHT, LabelColour, Theme
from annotator.gui.panels.answer_buttons import NOT_JUDGED
from annotator.gui.panels.entity_answers import LABELS, Answers, AnswersModel
from annotator.gui.panels.label_marks import task_label_colours, title_of
from annotator.gui.panels.row_paint import bold_font, paint_line

Index = QModelIndex | QPersistentModelIndex
_HEAD = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
_HEAD_LINES = 3


class EntityQuestions(QTableView):
    """Arrows move, a label's key answers, Enter or a click shows the labels, Delete takes back."""

    answered = Signal(int, str, str)
    """The row of the entity, the task, and the label or `NOT_JUDGED`."""
    entity_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Questions about entities")
        self._model = AnswersModel(self)
        self._delegate = AnswerDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setDefaultAlignment(_HEAD)
        head.setHighlightSections(False)
        self.clicked.connect(self._on_clicked)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self._size_rows()

    @property
    def answers(self) -> Answers:
        return self._model.answers

    def set_answers(self, answers: Answers) -> None:
        here = self.currentIndex()
        self._model.set_answers(answers)
        self._delegate.tasks = answers.tasks
        self._size_head()
        if here.isValid() and not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(here.row(), here.column()))

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.viewport().update()

    def choose_entity(self, entity_id: str | None) -> None:
        """Goes to the entity's row, in the column that is current."""
        ids = [entity.id for entity in self.answers.entities]
        if entity_id in ids:
            column = max(1, self.currentIndex().column())
            self.setCurrentIndex(self._model.index(ids.index(entity_id), column))

    def menu_of(self, index: Index) -> QMenu | None:
        """The labels the cell can have, and “not judged”; None where nothing is asked."""
        labels = index.data(LABELS)
        if index.column() == 0 or labels is None:
            return None
        task = self.answers.tasks[index.column() - 1]
        menu = QMenu(self)
        for label in task.labels:
            key = f"\t{label.key.upper()}" if label.key else ""
            self._add(menu, index, task, label.name, title_of(label) + key, is_on=label.name in labels)
        menu.addSeparator()
        self._add(menu, index, task, NOT_JUDGED, "not judged", is_on=not labels)
        return menu

    def _add(self, menu: QMenu, index: Index, task: Task, label: str, text: str, *, is_on: bool) -> None:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(is_on)
        action.triggered.connect(partial(self._announce, index.row(), task.name, label))

    def _announce(self, row: int, task: str, label: str, _checked: bool = False) -> None:
        self.answered.emit(row, task, label)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        labels = index.data(LABELS) if index.isValid() and index.column() > 0 else None
        if labels is not None and self._on_key(index, event):
            return
        super().keyPressEvent(event)

    def _on_key(self, index: QModelIndex, event: QKeyEvent) -> bool:
        task = self.answers.tasks[index.column() - 1]
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._show_menu(index)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.answered.emit(index.row(), task.name, NOT_JUDGED)
        else:
            key = event.text().casefold()
            label = next((x for x in task.labels if key and (x.key or "").casefold() == key), None)
            if label is None:
                return False
            self.answered.emit(index.row(), task.name, label.name)
        return True

    def _on_clicked(self, index: QModelIndex) -> None:
        self._show_menu(index)

    def _show_menu(self, index: QModelIndex) -> None:
        menu = self.menu_of(index)
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))

    def _on_current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.entity_chosen.emit(self.answers.entities[index.row()].id)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._size_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_head()

    def _size_head(self) -> None:
        """High enough for the longest question in the width of its column, up to three lines."""
        head, metrics = self.horizontalHeader(), QFontMetrics(bold_font(self.font()))
        lines = 1
        for column in range(self._model.columnCount()):
            room = QRect(0, 0, max(1, head.sectionSize(column) - metrics.height()), 10_000)
            title = str(self._model.headerData(column, Qt.Orientation.Horizontal))
            needed = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, title).height()
            lines = max(lines, round(needed / metrics.lineSpacing()))
        head.setFixedHeight(int(min(lines, _HEAD_LINES) * metrics.lineSpacing() + 0.6 * metrics.height()))

    def _size_rows(self) -> None:
        height = int(1.75 * QFontMetrics(self.font()).height())
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)


class AnswerDelegate(QStyledItemDelegate):
    """An answer on its label's colour; “not judged” faint; stripes where the question is not asked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tasks: tuple[Task, ...] = ()
        self._theme = LIGHT

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, theme = QRectF(option.rect), self._theme
        em = QFontMetricsF(option.font).height()
        inner = rect.adjusted(0.4 * em, 0, -0.4 * em, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        painter.setPen(QColor(theme.text))
        labels: tuple[str, ...] | None = index.data(LABELS)
        if index.column() == 0:
            paint_line(painter, inner, str(index.data()), at_right=False)
        elif labels is None:
            painter.fillRect(rect, QBrush(QColor(theme.border), Qt.BrushStyle.BDiagPattern))
        elif labels:
            self._paint_answer(painter, rect, em, index)
            paint_line(painter, inner.adjusted(0.35 * em, 0, -0.35 * em, 0), str(index.data()))
        else:
            painter.setPen(QColor(theme.muted))
            words = "·  not judged"
            has_room = QFontMetricsF(option.font).horizontalAdvance(words) < inner.width() - 0.4 * em
            paint_line(painter, inner.adjusted(0.35 * em, 0, 0, 0), words if has_room else "·")
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.ring), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -2, -2), 3, 3)
        painter.restore()

    def _paint_answer(self, painter: QPainter, rect: QRectF, em: float, index: Index) -> None:
        task = self.tasks[index.column() - 1]
        colours: Mapping[str, LabelColour] = task_label_colours(task, self._theme)
        colour = colours.get(index.data(LABELS)[0])
        painter.save()
        painter.setPen(QColor(colour.line if colour else self._theme.border))
        painter.setBrush(QColor(colour.tint if colour else self._theme.window))
        pill = rect.adjusted(0.3 * em, 0.22 * em, -0.3 * em, -0.25 * em)
        painter.drawRoundedRect(pill, pill.height() / 3, pill.height() / 3)
        painter.restore()
