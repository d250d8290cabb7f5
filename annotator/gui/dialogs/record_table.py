"""A table of records with buttons to add, remove and order them, and the faults said below it."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QColorDialog,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.dialogs.record_model import FAULT, Column, ColumnKind, Record, RecordModel
from annotator.gui.palette import DEFAULT_COLOURS

Index = QModelIndex | QPersistentModelIndex


class RecordTable(QWidget):
    """Announces that something changed; whoever listens reads the records."""

    changed = Signal()

    def __init__(self, name: str, columns: tuple[Column, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._is_showing = False
        self.model = RecordModel(columns, self)
        self.table = QTableView(self)
        self._fault = QLabel(self)
        self._buttons = {
            title: QPushButton(title, self) for title in ("Add", "Remove", "Move up", "Move down")
        }
        self._set_up_table(name)
        self._lay_out()
        self.model.dataChanged.connect(self._on_data_changed)
        self.table.clicked.connect(self._on_clicked)
        self._buttons["Add"].clicked.connect(self.add)
        self._buttons["Remove"].clicked.connect(self.remove)
        self._buttons["Move up"].clicked.connect(lambda: self.move_row(-1))
        self._buttons["Move down"].clicked.connect(lambda: self.move_row(1))

    @property
    def records(self) -> list[Record]:
        return self.model.records

    def set_records(self, records: Iterable[Mapping[str, str]]) -> None:
        """Shows the records without announcing it."""
        self.model.set_records(records)
        self._say_faults({})

    def set_faults(self, faults: Mapping[tuple[int, str], str]) -> None:
        """Marks the cells, and says the first of the faults below the table."""
        self._is_showing = True
        self.model.set_faults(faults)
        self._is_showing = False
        self._say_faults(faults)

    @property
    def fault(self) -> str:
        """What is said below the table."""
        return self._fault.text()

    def add(self) -> None:
        """A new record below the current one, its first field being edited."""
        at = self.table.currentIndex().row() + 1 or self.model.rowCount()
        self.model.add({}, at)
        self.table.setCurrentIndex(self.model.index(at, 0))
        self.changed.emit()
        self.table.edit(self.model.index(at, 0))

    def remove(self) -> None:
        at = self.table.currentIndex().row()
        if at >= 0:
            self.model.remove(at)
            self.changed.emit()

    def move_row(self, places: int) -> None:
        at = self.table.currentIndex().row()
        to = at + places
        if at >= 0 and 0 <= to < self.model.rowCount():
            self.model.move(at, to)
            self.changed.emit()

    def go_to(self, row: int, key: str) -> None:
        """Brings the cell into sight."""
        keys = [column.key for column in self.model.columns]
        if row < self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(row, keys.index(key) if key in keys else 0))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_up_table(self, name: str) -> None:
        table = self.table
        table.setAccessibleName(name)
        table.setModel(self.model)
        table.setItemDelegate(RecordDelegate(self.model.columns, table))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        trigger = QAbstractItemView.EditTrigger
        table.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        letters = table.fontMetrics().averageCharWidth()
        widths = {"key": 6, "value": 7, "colour": 14, "kind": 9, "is_value": 9}
        for number, column in enumerate(self.model.columns):
            table.setColumnWidth(number, letters * widths.get(column.key, 20))
        head.setSectionResizeMode(len(self.model.columns) - 1, QHeaderView.ResizeMode.Stretch)
        height = int(1.7 * table.fontMetrics().height())
        table.verticalHeader().setMinimumSectionSize(height)
        table.verticalHeader().setDefaultSectionSize(height)
        table.setMinimumHeight(5 * height)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for button in self._buttons.values():
            button.setAutoDefault(False)
            button.setAccessibleName(f"{button.text()}: {self.accessibleName()}")
            row.addWidget(button)
        row.addStretch(1)
        self._fault.setWordWrap(True)
        self._fault.setAccessibleName("Fault in the table")
        self._fault.setForegroundRole(QPalette.ColorRole.BrightText)
        self._fault.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._fault)
        layout.addLayout(row)

    def _say_faults(self, faults: Mapping[tuple[int, str], str]) -> None:
        titles = {column.key: column.title for column in self.model.columns}
        said = [f"Row {row + 1}, {titles.get(key, key)}: {fault}" for (row, key), fault in faults.items()]
        self._fault.setText("\n".join(said[:3]))
        self._fault.setVisible(bool(said))

    def _on_data_changed(self) -> None:
        if not self._is_showing:
            self.changed.emit()

    def _on_clicked(self, index: QModelIndex) -> None:
        if self.model.columns[index.column()].kind is ColumnKind.COLOUR:
            menu = self.colour_menu(index)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.table.viewport().mapToGlobal(self.table.visualRect(index).bottomLeft()))

    def colour_menu(self, index: QModelIndex) -> QMenu:
        """Colours that can be told apart, any other, or one that is chosen by the program."""
        menu = QMenu(self)
        for colour in DEFAULT_COLOURS:
            action = menu.addAction(_swatch(colour), colour)
            action.triggered.connect(lambda _=False, colour=colour: self.model.setData(index, colour))
        menu.addSeparator()
        menu.addAction("Other…").triggered.connect(lambda: self._ask_colour(index))
        menu.addAction("Automatic").triggered.connect(lambda: self.model.setData(index, ""))
        return menu

    def _ask_colour(self, index: QModelIndex) -> None:
        now = str(self.model.data(index, Qt.ItemDataRole.EditRole))
        chosen = QColorDialog.getColor(QColor(now or DEFAULT_COLOURS[0]), self)
        if chosen.isValid():
            self.model.setData(index, chosen.name())


class RecordDelegate(QStyledItemDelegate):
    """Fields with a list of values get a box; faulty cells a frame in the colour of warnings."""

    def __init__(self, columns: tuple[Column, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = columns

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._columns[index.column()]
        if column.kind is not ColumnKind.CHOICE:
            editor = super().createEditor(parent, option, index)
            editor.setAccessibleName(column.title)
            return editor
        box = QComboBox(parent)
        box.setAccessibleName(column.title)
        box.addItems(list(column.choices))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole)))
        else:
            super().setEditorData(editor, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.data(FAULT):
            painter.save()
            painter.setPen(QPen(option.palette.brightText().color(), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
            painter.restore()


def _swatch(colour: str) -> QIcon:
    picture = QPixmap(QSize(32, 32))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(QColor(colour)))
    painter.drawRoundedRect(picture.rect().adjusted(2, 2, -2, -2), 8, 8)
    painter.end()
    return QIcon(picture)
