"""Records of text as a table that is edited in place: labels, answers, topics."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from annotator.gui.panels.rows_model import ROOT

Index = QModelIndex | QPersistentModelIndex
FAULT = Qt.ItemDataRole.UserRole
Record = dict[str, str]


class ColumnKind(StrEnum):
    TEXT = "text"
    COLOUR = "colour"
    CHOICE = "choice"


@dataclass(frozen=True)
class Column:
    """A field of the records: its key, how it is headed, and how it is edited."""

    key: str
    title: str
    hint: str = ""
    kind: ColumnKind = ColumnKind.TEXT
    choices: tuple[str, ...] = ()


class RecordModel(QAbstractTableModel):
    """Empty text stands for a field that is not set."""

    def __init__(self, columns: tuple[Column, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self._records: list[Record] = []
        self._faults: Mapping[tuple[int, str], str] = {}

    @property
    def records(self) -> list[Record]:
        return [dict(record) for record in self._records]

    def set_records(self, records: Iterable[Mapping[str, str]]) -> None:
        self.beginResetModel()
        self._records = [dict(record) for record in records]
        self._faults = {}
        self.endResetModel()

    def set_faults(self, faults: Mapping[tuple[int, str], str]) -> None:
        """What is wrong in which cell."""
        if faults == self._faults:
            return
        self._faults = faults
        if self._records:
            last = self.index(len(self._records) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [FAULT])

    def add(self, record: Record, at: int) -> None:
        self.beginInsertRows(ROOT, at, at)
        self._records.insert(at, record)
        self.endInsertRows()

    def remove(self, at: int) -> None:
        self.beginRemoveRows(ROOT, at, at)
        del self._records[at]
        self.endRemoveRows()

    def move(self, at: int, to: int) -> None:
        self.beginMoveRows(ROOT, at, at, ROOT, to + 1 if to > at else to)
        self._records.insert(to, self._records.pop(at))
        self.endMoveRows()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not self.hasIndex(index.row(), index.column()):
            return None
        column = self.columns[index.column()]
        text = self._records[index.row()].get(column.key, "")
        fault = self._faults.get((index.row(), column.key))
        match role:
            case Qt.ItemDataRole.DisplayRole if column.kind is ColumnKind.COLOUR:
                return text or "automatic"
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return text
            case Qt.ItemDataRole.DecorationRole if column.kind is ColumnKind.COLOUR:
                return QColor(text) if QColor.isValidColorName(text) else None
            case Qt.ItemDataRole.ToolTipRole:
                return fault or text or column.hint
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.title}: {text or 'empty'}" + (f". {fault}" if fault else "")
            case _ if role == FAULT:
                return fault
            case _:
                return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.hasIndex(index.row(), index.column()):
            return False
        self._records[index.row()][self.columns[index.column()].key] = str(value).strip()
        self.dataChanged.emit(index, index)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and not 0 <= section < len(self.columns):
            return None
        if orientation is Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return self.columns[section].hint if role == Qt.ItemDataRole.ToolTipRole else None
