"""The entities as a Qt model: renamed in place, merged by dropping one on another."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt, Signal

from annotator.gui.panels.entity_rows import EntityRow
from annotator.gui.panels.rows_model import Index, RowsModel

ROW = Qt.ItemDataRole.UserRole
PLACE = Qt.ItemDataRole.UserRole + 1
ENTITY_MIME = "application/x-stance-annotator-entity"


class EntityModel(RowsModel[EntityRow]):
    """Holds rows as values; announces what a person wants done to them."""

    rename_wanted = Signal(str, str)
    """The id of an entity, and its new name."""
    merge_wanted = Signal(str, str)
    """The id of the entity that stays, and of the one that goes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._current: str | None = None
        self._place: int | None = None

    def set_place(self, entity_id: str | None, place: int | None) -> None:
        """Which of its mentions of the current entity is the current one."""
        if (entity_id, place) == (self._current, self._place):
            return
        touched = {self._current, entity_id}
        self._current, self._place = entity_id, place
        for id_ in touched:
            index = self.index_of(id_)
            if index.isValid():
                self.dataChanged.emit(index, index)

    # What Qt asks

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not self.hasIndex(index.row(), index.column()):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return row.name
            case Qt.ItemDataRole.ToolTipRole:
                return f"{row.name} = {row.canonical}" if row.canonical else row.name
            case Qt.ItemDataRole.AccessibleTextRole:
                mentions = "1 mention" if row.count == 1 else f"{row.count} mentions"
                return f"{row.name}, {row.label}, {mentions}"
            case _ if role == ROW:
                return row
            case _ if role == PLACE:
                return self._place if row.id == self._current else None
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag
        if not index.isValid():
            return flags.NoItemFlags
        return (
            flags.ItemIsEnabled
            | flags.ItemIsSelectable
            | flags.ItemIsEditable
            | flags.ItemIsDragEnabled
            | flags.ItemIsDropEnabled
            | flags.ItemNeverHasChildren
        )

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not self.hasIndex(index.row(), index.column()):
            return False
        row = self._rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or not isinstance(value, str) or value.strip() == row.name:
            return False
        self.rename_wanted.emit(row.id, value)
        return True

    def supportedDropActions(self) -> Qt.DropAction:
        # A link, not a move: after a move Qt would take the dragged row out of the model by itself.
        return Qt.DropAction.LinkAction

    def mimeTypes(self) -> list[str]:
        return [ENTITY_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(ENTITY_MIME, self._rows[indexes[0].row()].id.encode())
        return data

    def canDropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, parent: Index
    ) -> bool:
        return data.hasFormat(ENTITY_MIME) and parent.isValid() and _dragged(data) != self.row(parent).id

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        self.merge_wanted.emit(self.row(parent).id, _dragged(data))
        return True


def _dragged(data: QMimeData) -> str:
    return bytes(data.data(ENTITY_MIME).data()).decode()
