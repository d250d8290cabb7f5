"""The queue as a Qt model: the rows of one search, of which one group is shown."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.annotation import Status
from annotator.gui.panels.queue_rows import UNFINISHED, QueueGroup, Tally, is_in, spoken, tally
from annotator.project import QueueRow

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
IS_CURRENT = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()


class QueueModel(QAbstractListModel):
    """Shows the rows of a group. The open article stays in sight until another is opened."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[QueueRow] = []
        self._shown: list[int] = []
        self._place: dict[str, int] = {}
        self._tally = Tally()
        self._group = QueueGroup.ALL
        self._current: str | None = None

    @property
    def tally(self) -> Tally:
        return self._tally

    @property
    def current(self) -> str | None:
        """The article that is open."""
        return self._current

    @property
    def total(self) -> int:
        """How many articles the search found, shown or not."""
        return len(self._rows)

    @property
    def article_ids(self) -> frozenset[str]:
        """The articles the search found, shown or not."""
        return frozenset(self._place)

    def set_rows(self, rows: Iterable[QueueRow]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self._place = {row.article_id: number for number, row in enumerate(self._rows)}
        self._tally = tally(self._rows)
        self._show_group()
        self.endResetModel()

    def set_group(self, group: QueueGroup) -> None:
        self.beginResetModel()
        self._group = group
        self._show_group()
        self.endResetModel()

    def set_current(self, article_id: str | None) -> None:
        """Another article is open; the one before goes if it is no longer of the group."""
        left, self._current = self._current, article_id
        for id_ in (left, article_id):
            if id_ in self._place:
                self._settle(self._place[id_])

    def update_row(self, article_id: str, status: Status, flagged: bool) -> None:
        number = self._place.get(article_id)
        if number is None:
            return
        row = self._rows[number]
        self._tally[row.status, row.flagged] -= 1
        self._tally[status, flagged] += 1
        self._rows[number] = replace(row, status=status, flagged=flagged)
        self._settle(number)

    def index_of(self, article_id: str | None) -> QModelIndex:
        """Where the article stands; an invalid index if it is not shown."""
        number = self._place.get(article_id or "")
        if number is None:
            return QModelIndex()
        at = bisect_left(self._shown, number)
        return self.index(at) if self._shown[at : at + 1] == [number] else QModelIndex()

    def neighbour(self, places: int) -> str | None:
        """The article so many places after the open one in what is shown; None past the ends."""
        if not self._shown:
            return None
        number = self._place.get(self._current or "")
        if number is None:
            return self._rows[self._shown[0 if places > 0 else -1]].article_id
        at = bisect_left(self._shown, number)
        is_shown = self._shown[at : at + 1] == [number]
        to = at + places - (0 if is_shown or places < 0 else 1)
        return self._rows[self._shown[to]].article_id if 0 <= to < len(self._shown) else None

    def next_unfinished(self) -> str | None:
        """The next article to do after the open one, then from the top; of the group if it has such."""
        group = self._group if self._group in (QueueGroup.TO_DO, QueueGroup.FLAGGED) else QueueGroup.ALL
        here = self._place.get(self._current or "", -1)
        count = len(self._rows)
        for number in chain(range(here + 1, count), range(here)):
            row = self._rows[number]
            if row.status in UNFINISHED and is_in(group, row.status, flagged=row.flagged):
                return row.article_id
        return None

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not self.hasIndex(index.row(), index.column()):
            return None
        row = self._rows[self._shown[index.row()]]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(row)
            case _ if role == ROW:
                return row
            case _ if role == IS_CURRENT:
                return row.article_id == self._current
            case _:
                return None

    def row(self, index: Index) -> QueueRow:
        return self._rows[self._shown[index.row()]]

    def _show_group(self) -> None:
        if self._group is QueueGroup.ALL:
            self._shown = list(range(len(self._rows)))
            return
        self._shown = [number for number in range(len(self._rows)) if self._belongs(number)]

    def _belongs(self, number: int) -> bool:
        row = self._rows[number]
        return is_in(self._group, row.status, flagged=row.flagged) or row.article_id == self._current

    def _settle(self, number: int) -> None:
        """Adds, removes or repaints the one row."""
        at = bisect_left(self._shown, number)
        is_shown = self._shown[at : at + 1] == [number]
        if not self._belongs(number):
            if is_shown:
                self.beginRemoveRows(_ROOT, at, at)
                del self._shown[at]
                self.endRemoveRows()
        elif is_shown:
            self.dataChanged.emit(self.index(at), self.index(at))
        else:
            self.beginInsertRows(_ROOT, at, at)
            self._shown.insert(at, number)
            self.endInsertRows()
