"""What needs a look, in groups: long lines wrap, keys walk through them, and all can be copied."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from annotator.gui.outcomes import Group

_MARGIN = 1
_WIDEST = 18
"""Characters of a column beside the first."""


class FindingsTree(QTreeWidget):
    """Groups that open and close; the first column takes the room that the others leave."""

    def __init__(
        self, name: str, columns: Sequence[str], parent: QWidget, *, numbers: Sequence[int] = ()
    ) -> None:
        """`numbers` are the columns that hold figures."""
        super().__init__(parent)
        self._numbers = numbers
        self._groups: Sequence[Group] = ()
        self.setAccessibleName(name)
        self.setHeaderLabels(list(columns))
        self.setItemDelegate(_Wrapping(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionsMovable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 4)
        item = self.headerItem()
        for column in numbers:
            item.setTextAlignment(column, _RIGHT)

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Puts the groups in the place of what is shown."""
        self.clear()
        self._groups = groups
        items = [self._item(group) for group in groups]
        self.addTopLevelItems(items)
        for item, group in zip(items, groups, strict=True):
            for row in range(item.childCount()):
                self.setFirstColumnSpanned(row, self.indexFromItem(item), True)
            item.setExpanded(group.is_open)
        most = _WIDEST * self.fontMetrics().averageCharWidth()
        for column in range(1, self.columnCount()):
            needed = max(self.sizeHintForColumn(column), self.header().sectionSizeHint(column))
            self.setColumnWidth(column, min(needed, most))

    def told(self) -> str:
        """All that is shown, also in groups that are closed, a line each."""
        return "\n".join(_told(self._groups))

    def copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self.told())

    def _item(self, group: Group) -> QTreeWidgetItem:
        item = QTreeWidgetItem(list(group.cells))
        item.setToolTip(0, group.cells[0])
        for column in self._numbers:
            item.setTextAlignment(column, _RIGHT)
        item.addChildren([QTreeWidgetItem([line]) for line in group.lines])
        return item

    def _copy_chosen(self) -> None:
        chosen = sorted(self.selectedIndexes(), key=lambda index: self.visualRect(index).top())
        lines: dict[int, list[str]] = {}
        for index in chosen:
            lines.setdefault(self.visualRect(index).top(), []).append(index.data() or "")
        QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in lines.values()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy_chosen()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Other widths, other heights of what wraps.
        self.scheduleDelayedItemsLayout()


def _told(groups: Sequence[Group]) -> Iterator[str]:
    for group in groups:
        yield "\t".join(group.cells)
        yield from (f"\t{line}" for line in group.lines)


class _Wrapping(QStyledItemDelegate):
    """Gives lines under a group as many rows of type as they need."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if index.parent().isValid():
            option.features |= QStyleOptionViewItem.ViewItemFeature.WrapText
            option.textElideMode = Qt.TextElideMode.ElideRight

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        if not index.parent().isValid():
            return size
        room = self._view.viewport().width() - 2 * self._view.indentation() - 4 * _MARGIN
        flags = Qt.TextFlag.TextWordWrap
        needed = option.fontMetrics.boundingRect(QRect(0, 0, max(room, 1), 1 << 16), flags, str(index.data()))
        return QSize(size.width(), needed.height() + 2 * _MARGIN)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
