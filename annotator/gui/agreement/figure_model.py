"""The agreement table as a Qt model: a row for each section, measure and label."""

from collections.abc import Collection
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.agreement.table import AgreementTable, Figure, Standing
from annotator.domain.scheme import NO_SCHEME, Scheme
from annotator.gui.agreement import figure_words as words
from annotator.gui.agreement.figure_rows import FigureRow, GroupRow, MeasureKey, Row, SectionRow, rows_of

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()


class Column(IntEnum):
    MEASURE = 0
    VALUE = 1
    INTERVAL = 2
    COUNTED = 3
    LEFT_OUT = 4


_TITLES = ("Measure", "Value", "Interval", "Counted on", "Left out")


class FigureModel(QAbstractTableModel):
    """Adapts the rows of a table between some annotators."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._everybody: tuple[str, ...] = ()
        self._scheme = NO_SCHEME
        self.low = 0.0
        """Where the axis of the painted intervals begins."""

    def set_rows(
        self,
        table: AgreementTable,
        who: tuple[str, ...],
        opened: Collection[MeasureKey],
        scheme: Scheme,
    ) -> None:
        """Shows the figures between those annotators, with a row a label for the measures that are opened."""
        self.beginResetModel()
        self._rows = rows_of(table, who, opened, scheme)
        self._everybody, self._scheme = table.annotators, scheme
        self.low = _low([row.figure for row in self._rows if isinstance(row, FigureRow)])
        self.endResetModel()

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def row(self, index: Index) -> Row | None:
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    def row_of(self, measure: MeasureKey, label: str | None) -> int | None:
        """Where the figure of the measure and label stands, if it is shown."""
        for number, row in enumerate(self._rows):
            match row:
                case FigureRow(figure) if (figure.layer, figure.task, figure.measure) == measure:
                    if figure.label == label:
                        return number
                case GroupRow(of_group) if of_group == measure and label is None:
                    return number
        return None

    def sentence(self, figure: Figure) -> str:
        """The figure in a sentence."""
        return words.sentence(figure, self._everybody, self._scheme)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.row(index), SectionRow):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None or index.column() not in tuple(Column):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return _text(row, Column(index.column()), self._scheme)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return self.told(row)
            case _ if role == ROW:
                return row
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(_TITLES):
            if role == Qt.ItemDataRole.DisplayRole:
                return _TITLES[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                at_right = section in (Column.VALUE, Column.LEFT_OUT)
                side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def told(self, row: Row) -> str:
        """All there is to say about the row: the figure in a sentence, then what stands behind it."""
        match row:
            case FigureRow(figure):
                return "\n".join((self.sentence(figure), *words.detail_lines(figure)))
            case GroupRow(_, labels):
                return f"Taken of single labels alone, of {labels} of them: Right opens them."
            case SectionRow(title):
                return title


def _text(row: Row, column: Column, scheme: Scheme) -> str:
    match row:
        case SectionRow(title):
            return title if column is Column.MEASURE else ""
        case GroupRow((_, _, measure)):
            return measure if column is Column.MEASURE else ""
        case FigureRow(figure) if figure.label is not None and column is Column.MEASURE:
            return scheme.label_title(figure.task, figure.label)
        case FigureRow(figure):
            return _figure_text(figure, column)


def _figure_text(figure: Figure, column: Column) -> str:
    match column:
        case Column.MEASURE:
            return figure.measure
        case Column.VALUE:
            return words.value_text(figure)
        case Column.INTERVAL:
            return words.interval_text(figure)
        case Column.COUNTED:
            return words.counted_briefly(figure)
        case Column.LEFT_OUT:
            return words.left_out_text(figure.left_out)


def _low(figures: Collection[Figure]) -> float:
    """0, or less where something is below chance, so that all bars of the table share one axis."""
    lowest = [f.value for f in figures if f.standing is Standing.MEASURED and f.value is not None]
    lowest += [figure.interval.low for figure in figures if figure.interval is not None]
    least = min(lowest, default=0.0)
    return 0.0 if least >= 0 else -0.5 if least >= -0.5 else -1.0
