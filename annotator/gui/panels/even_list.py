"""A list whose rows are all equally high, so that what a row says never moves another."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QListView, QWidget

Index = QModelIndex | QPersistentModelIndex


class EvenList(QListView):
    """Paints a row that changed anew; Qt's own list would lay out all of its rows again for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)

    def dataChanged(self, first: Index, last: Index, _roles: Sequence[int] = ()) -> None:
        for row in range(first.row(), last.row() + 1):
            self.update(first.sibling(row, first.column()))
