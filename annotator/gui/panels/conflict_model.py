"""The list of conflicts as a Qt model over the review."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.agreement.conflict_row import ConflictRow
from annotator.domain.scheme import Scheme
from annotator.gui.panels.conflict_rows import heading, small_print, spoken
from annotator.workbench.review import Review

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
IS_CURRENT = Qt.ItemDataRole.UserRole + 1
SMALL_PRINT = Qt.ItemDataRole.UserRole + 2
_ROOT = QModelIndex()


class ConflictModel(QAbstractListModel):
    """The review is the truth; the model tells Qt what of it changed."""

    def __init__(self, scheme: Scheme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scheme = scheme
        self._review: Review | None = None
        self._current: str | None = None

    def set_review(self, review: Review | None, scheme: Scheme) -> None:
        """Shows the conflicts of the review, with the titles of the scheme."""
        self.beginResetModel()
        self._review, self.scheme = review, scheme
        self._current = None
        self.endResetModel()

    def reset(self) -> None:
        """The list was made anew or put into another order."""
        self.beginResetModel()
        self.endResetModel()

    def update(self, item_id: str | None) -> None:
        """The conflict was decided, is open again, or is current now."""
        index = self.index_of(item_id)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def set_current(self, item_id: str | None) -> None:
        left, self._current = self._current, item_id
        self.update(left)
        self.update(item_id)

    def index_of(self, item_id: str | None) -> QModelIndex:
        """Where the conflict stands; an invalid index if it is not listed."""
        place = None if self._review is None else self._review.place_of(item_id)
        return QModelIndex() if place is None else self.index(place)

    def row(self, index: Index) -> ConflictRow | None:
        if self._review is None or not self.hasIndex(index.row(), index.column()):
            return None
        return self._review.rows[index.row()]

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() or self._review is None else len(self._review.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return heading(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(row, self.scheme)
            case _ if role == ROW:
                return row
            case _ if role == SMALL_PRINT:
                return small_print(row, self.scheme)
            case _ if role == IS_CURRENT:
                return row.item_id == self._current
            case _:
                return None
