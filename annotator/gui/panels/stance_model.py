"""The stances as a Qt model."""

from PySide6.QtCore import Qt

from annotator.gui.panels.rows_model import Index, RowsModel
from annotator.gui.panels.stance_rows import StanceRow

ROW = Qt.ItemDataRole.UserRole


class StanceModel(RowsModel[StanceRow]):
    """Holds rows as values, in the order of their evidence."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not self.hasIndex(index.row(), index.column()):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.sentence
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join((row.sentence, *row.remarks, *((row.quote,) if row.quote else ())))
        return row if role == ROW else None
