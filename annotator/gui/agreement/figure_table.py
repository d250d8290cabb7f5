"""The agreement table: keys go through it, open measures into labels, and open the conflicts behind."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from annotator.agreement.ordering import ConflictFilter
from annotator.agreement.table import AgreementTable, Figure, Standing
from annotator.domain.scheme import NO_SCHEME, Scheme
from annotator.gui.agreement.behind import behind
from annotator.gui.agreement.figure_delegate import FigureDelegate
from annotator.gui.agreement.figure_model import Column, FigureModel
from annotator.gui.agreement.figure_rows import FigureRow, GroupRow, MeasureKey, Row, SectionRow, measure_of
from annotator.gui.palette import Theme

_EMPTY = AgreementTable((), 0, ())
_MEASURE = 10.0
"""How many ems the measure has at least; it has what the others leave."""
_WIDTHS = {Column.VALUE: 5.8, Column.INTERVAL: 13.0, Column.COUNTED: 8.6, Column.LEFT_OUT: 4.2}
_NARROW = {Column.VALUE: 5.8, Column.INTERVAL: 7.0, Column.COUNTED: 7.2, Column.LEFT_OUT: 3.4}
"""Where there is less room: intervals are only written, not painted."""


class FigureTable(QTableView):
    """Right and Left open and close a measure; Enter, or a click on a number, opens what lies behind it."""

    opened = Signal(ConflictFilter)
    current_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Agreement in numbers")
        self._table = _EMPTY
        self._who: tuple[str, ...] = ()
        self._opened: set[MeasureKey] = set()
        self._scheme = NO_SCHEME
        self._place: tuple[MeasureKey, str | None] | None = None
        self.figures = FigureModel(self)
        self._delegate = FigureDelegate(self.figures, self)
        self.setModel(self.figures)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self.clicked.connect(self._on_clicked)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.viewport().update()

    def show_figures(self, table: AgreementTable, who: tuple[str, ...], scheme: Scheme | None = None) -> None:
        """Shows the figures between those annotators; what is opened and current stays so."""
        self._table, self._who = table, who
        self._scheme = self._scheme if scheme is None else scheme
        self._show_rows()

    @property
    def figure(self) -> Figure | None:
        """The current figure; of a measure taken of labels alone, its first."""
        match self.figures.row(self.currentIndex()):
            case FigureRow(figure):
                return figure
            case GroupRow(measure):
                return next(
                    (
                        f
                        for f in self._table.figures
                        if measure_of(f) == measure and f.annotators == self._who
                    ),
                    None,
                )
            case _:
                return None

    @property
    def row(self) -> Row | None:
        """The current row."""
        return self.figures.row(self.currentIndex())

    def choose_label(self, label: str | None) -> None:
        """Makes the row of the label current, of the measure that is; opens the measure for it."""
        figure = self.figure
        if figure is None or figure.label == label:
            return
        measure = measure_of(figure)
        if not any(measure_of(f) == measure and f.label == label for f in self._table.figures):
            return
        if label is not None and measure not in self._opened:
            self._opened.add(measure)
        self._place = (measure, label)
        self._show_rows()

    def open_conflicts(self) -> None:
        """Asks for the conflicts behind the current figure."""
        row = self.row
        if isinstance(row, FigureRow) and row.figure.standing is not Standing.NOT_MEASURED:
            self.opened.emit(behind(row.figure, self._table.annotators))

    # Keys and clicks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = held == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
        elif plain and event.key() == Qt.Key.Key_Right:
            self._set_open(is_open=True)
        elif plain and event.key() == Qt.Key.Key_Left:
            self._set_open(is_open=False)
        elif plain and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to_end(is_first=event.key() == Qt.Key.Key_Home)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        em = self.fontMetrics().height()
        is_narrow = self.viewport().width() < em * (_MEASURE + sum(_WIDTHS.values()))
        for column, ems in (_NARROW if is_narrow else _WIDTHS).items():
            self.setColumnWidth(column, round(ems * em))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        current = self.currentIndex()
        if self.hasFocus() and current.isValid():
            first = self.visualRect(current.siblingAtColumn(0))
            last = self.visualRect(current.siblingAtColumn(len(Column) - 1))
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._delegate.theme.ring))
            painter.drawRect(first.united(last).adjusted(0, 0, -1, -1))

    def _go_to_end(self, *, is_first: bool) -> None:
        """To the first or last row; above the first its heading comes into sight."""
        rows = self.figures.rows
        numbers = [number for number, row in enumerate(rows) if not isinstance(row, SectionRow)]
        if numbers:
            number = numbers[0] if is_first else numbers[-1]
            self.setCurrentIndex(self.figures.index(number, Column.VALUE))
            self.scrollTo(self.figures.index(0 if is_first else number, Column.VALUE))

    def _on_enter(self) -> None:
        if isinstance(self.row, GroupRow):
            self._set_open(is_open=not self.row.is_open)
        else:
            self.open_conflicts()

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.figures.row(index)
        if index.column() in (Column.VALUE, Column.INTERVAL):
            self.open_conflicts()
        elif index.column() == Column.MEASURE and not isinstance(row, SectionRow | None) and _can_open(row):
            self._set_open(is_open=not row.is_open)

    def _on_current_changed(self, current: QModelIndex) -> None:
        match self.figures.row(current):
            case FigureRow(figure):
                self._place = (measure_of(figure), figure.label)
            case GroupRow(measure):
                self._place = (measure, None)
            case _:
                return
        self.viewport().update()
        self.current_changed.emit()

    def _set_open(self, *, is_open: bool) -> None:
        """Opens or closes the measure of the current row; closed from a label, the measure is current."""
        if self._place is None:
            return
        measure, _ = self._place
        if is_open and not _can_open(self.row):
            return
        if is_open is (measure in self._opened):
            return
        if is_open:
            self._opened.add(measure)
        else:
            self._opened.discard(measure)
            self._place = (measure, None)
        self._show_rows()

    # Rows

    def _show_rows(self) -> None:
        place, before = self._place, self.verticalScrollBar().value()
        self.clearSpans()
        self.figures.set_rows(self._table, self._who, self._opened, self._scheme)
        for number, row in enumerate(self.figures.rows):
            if isinstance(row, SectionRow):
                self.setSpan(number, 0, 1, len(Column))
        self.verticalScrollBar().setValue(before)
        self._choose(place)

    def _choose(self, place: tuple[MeasureKey, str | None] | None) -> None:
        """Makes the row current that was, or its measure, or the first."""
        number = None if place is None else self.figures.row_of(*place)
        if number is None and place is not None:
            number = self.figures.row_of(place[0], None)
        rows = self.figures.rows
        if number is None:
            number = next((n for n, row in enumerate(rows) if not isinstance(row, SectionRow)), None)
        if number is None:
            self._place = None
            self.current_changed.emit()
            return
        self.setCurrentIndex(self.figures.index(number, Column.VALUE))
        self.scrollTo(self.figures.index(number, Column.VALUE))

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows, head = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        em = self.fontMetrics().height()
        rows.setDefaultSectionSize(round(1.55 * em))
        rows.setMinimumSectionSize(1)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(Column.MEASURE, QHeaderView.ResizeMode.Stretch)
        head.setMinimumSectionSize(3 * em)


def _can_open(row: Row | None) -> bool:
    return isinstance(row, GroupRow) or (isinstance(row, FigureRow) and row.can_open)
