"""Rows with an id as a Qt model that follows another list of rows by as few changes as there are."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex

from annotator.gui.panels.row_changes import Added, Moved, Removed, row_changes

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class _Row(Protocol):
    @property
    def id(self) -> str: ...


RowT = TypeVar("RowT", bound=_Row)


class RowsModel(QAbstractListModel, Generic[RowT]):
    """The list of frozen rows is the truth; views keep their place and selection while it changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[RowT] = []

    @property
    def rows(self) -> tuple[RowT, ...]:
        return tuple(self._rows)

    def row(self, index: Index) -> RowT:
        return self._rows[index.row()]

    def index_of(self, id_: str | None) -> QModelIndex:
        """Where the row with the id stands; an invalid index if there is none."""
        for at, row in enumerate(self._rows):
            if row.id == id_:
                return self.index(at)
        return QModelIndex()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def reset_rows(self, rows: Sequence[RowT]) -> None:
        """Another article: nothing of what was shown matters any more."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def set_rows(self, rows: Sequence[RowT]) -> None:
        """The same article after a step."""
        fresh = {row.id: row for row in rows}
        for change in row_changes([row.id for row in self._rows], [row.id for row in rows]):
            match change:
                case Removed(at):
                    self.beginRemoveRows(ROOT, at, at)
                    del self._rows[at]
                    self.endRemoveRows()
                case Added(at, id_):
                    self.beginInsertRows(ROOT, at, at)
                    self._rows.insert(at, fresh[id_])
                    self.endInsertRows()
                case Moved(at, to):
                    self.beginMoveRows(ROOT, at, at, ROOT, to + 1 if to > at else to)
                    self._rows.insert(to, self._rows.pop(at))
                    self.endMoveRows()
        for at, row in enumerate(rows):
            if self._rows[at] != row:
                self._rows[at] = row
                self.dataChanged.emit(self.index(at), self.index(at))
