"""The matrix of stances as a Qt model."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.annotation import Judgement
from annotator.domain.scheme import Task
from annotator.gui.panels.label_marks import mark_of, title_of
from annotator.gui.panels.matrix_grid import Grid
from annotator.gui.panels.rows_model import ROOT
from annotator.gui.panels.stance_rows import name_of

Index = QModelIndex | QPersistentModelIndex
CELL = Qt.ItemDataRole.UserRole


class MatrixModel(QAbstractTableModel):
    """Adapts a grid; a cell's data is the judgements in it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid = Grid()
        self._task: Task | None = None

    @property
    def grid(self) -> Grid:
        return self._grid

    def set_grid(self, grid: Grid, task: Task | None) -> None:
        """Keeps the cells where rows and columns stay the same."""
        same_axes = (grid.holders, grid.targets) == (self._grid.holders, self._grid.targets)
        if same_axes and task == self._task:
            self._grid = grid
            if not (grid.holders and grid.targets):
                return
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._grid, self._task = grid, task
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._grid.holders)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._grid.targets)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not self.hasIndex(index.row(), index.column()):
            return None
        cell = self._grid.cell(index.row(), index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return " ".join(self.marks(cell))
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self.sentence(index.row(), index.column())
            case _ if role == CELL:
                return cell
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        roles = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        )
        if role not in roles:
            return None
        refs = self._grid.holders if orientation is Qt.Orientation.Vertical else self._grid.targets
        # A header still asks for the sections of the grid before while the model is being reset.
        return name_of(refs[section]) if 0 <= section < len(refs) else None

    def marks(self, cell: Sequence[Judgement]) -> tuple[str, ...]:
        """The marks of the labels in the cell, each once."""
        return tuple(dict.fromkeys(self._mark(judgement) for judgement in cell))

    def labels(self, cell: Sequence[Judgement]) -> Mapping[str, str]:
        """The label of each mark."""
        return {self._mark(judgement): judgement.label or "" for judgement in cell}

    def sentence(self, row: int, column: int) -> str:
        """What the cell says, in words."""
        holder, target = name_of(self._grid.holders[row]), name_of(self._grid.targets[column])
        if self._grid.is_itself(row, column):
            return f"{holder} toward itself: nothing to judge"
        cell = self._grid.cell(row, column)
        if not cell:
            return f"{holder} toward {target}: not judged"
        said = ", ".join(dict.fromkeys(self._title(judgement) for judgement in cell))
        return f"{holder} toward {target}: {said.lower()}"

    def _mark(self, judgement: Judgement) -> str:
        label = self._task.label(judgement.label) if self._task and judgement.label is not None else None
        return mark_of(label) if label else "?"

    def _title(self, judgement: Judgement) -> str:
        label = self._task.label(judgement.label) if self._task and judgement.label is not None else None
        return title_of(label) if label else "undecided"
