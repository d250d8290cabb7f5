"""The options of a type-ahead list: title, what it is, and the keys of a command."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.commands.desk import Option
from annotator.gui.panels.row_paint import paint_line, small_font

Index = QModelIndex | QPersistentModelIndex
OPTION = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()


@dataclass(frozen=True)
class PaletteOption(Option):
    """A command among the options; one that is not possible just now is shown and cannot be chosen."""

    keys: str = ""
    is_possible: bool = True


class OptionModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._options: list[Option] = []

    @property
    def options(self) -> tuple[Option, ...]:
        return tuple(self._options)

    def set_options(self, options: list[Option]) -> None:
        self.beginResetModel()
        self._options = options
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._options)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not self.hasIndex(index.row(), index.column()):
            return Qt.ItemFlag.NoItemFlags
        if not is_possible(self._options[index.row()]):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not self.hasIndex(index.row(), index.column()):
            return None
        option = self._options[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return option.title
            case Qt.ItemDataRole.ToolTipRole:
                return option.detail or option.title
            case Qt.ItemDataRole.AccessibleTextRole:
                keys = option.keys if isinstance(option, PaletteOption) else ""
                return ", ".join(part for part in (option.title, option.detail, keys) if part)
            case _ if role == OPTION:
                return option
            case _:
                return None


def is_possible(option: Option) -> bool:
    return not isinstance(option, PaletteOption) or option.is_possible


class OptionDelegate(QStyledItemDelegate):
    """The title, its detail after it in small type, keys at the end."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        metrics = QFontMetricsF(option.font)
        return QSize(int(20 * metrics.averageCharWidth()), int(1.65 * metrics.height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown: Option | None = index.data(OPTION)
        if shown is None:
            return
        palette = option.palette
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        group = QPalette.ColorGroup.Active if is_possible(shown) else QPalette.ColorGroup.Disabled
        text = palette.color(group, QPalette.ColorRole.Text)
        faint = text if is_chosen else palette.color(QPalette.ColorRole.PlaceholderText)
        painter.save()
        if is_chosen:
            painter.fillRect(option.rect, palette.color(QPalette.ColorRole.Highlight))
        em = QFontMetricsF(option.font).height()
        area = QRectF(option.rect).adjusted(0.5 * em, 0, -0.5 * em, 0)
        small = small_font(option.font)
        keys = shown.keys if isinstance(shown, PaletteOption) else ""
        painter.setFont(small)
        painter.setPen(faint)
        paint_line(painter, area, keys, is_rtl=False, at_right=True)
        area.setRight(area.right() - QFontMetricsF(small).horizontalAdvance(keys) - 0.5 * em)
        painter.setFont(option.font)
        painter.setPen(text)
        paint_line(painter, area, shown.title, at_right=False)
        area.setLeft(area.left() + QFontMetricsF(option.font).horizontalAdvance(shown.title) + 0.8 * em)
        if area.width() > 2 * em:
            painter.setFont(small)
            painter.setPen(faint)
            paint_line(painter, area, shown.detail, at_right=False)
        painter.restore()
