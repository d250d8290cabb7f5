"""The conflicts of a review as a list: what is decided, what is open, in the order the reviewer wants."""

from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.agreement.ordering import Order
from annotator.commands.reviewing import ORDER_WORDS
from annotator.domain.scheme import Scheme
from annotator.gui.palette import Theme
from annotator.gui.panels.conflict_delegate import ConflictDelegate
from annotator.gui.panels.conflict_model import ConflictModel
from annotator.gui.panels.conflict_rows import narrowed_words
from annotator.gui.panels.empty_state import EmptyState
from annotator.gui.panels.even_list import EvenList
from annotator.gui.panels.row_paint import bold_font
from annotator.gui.panels.rule import Rule
from annotator.workbench.review import Review


class ConflictsPanel(QWidget):
    """Listens to a review; announces which conflict is to be opened."""

    opened = Signal(str)
    all_wanted = Signal()
    """The whole list is wanted again instead of what a cell of the table stands for."""

    def __init__(self, scheme: Scheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Conflicts")
        self._review: Review | None = None
        self._model = ConflictModel(scheme, self)
        self._delegate = ConflictDelegate(self)
        self.list = EvenList(self)
        self.order = QComboBox(self)
        self._title = QLabel(self)
        self._progress = QProgressBar(self)
        self._narrowed = QLabel(self)
        self.all_button = QToolButton(self)
        self._left_out = QLabel(self)
        self._empty = EmptyState("Nothing to decide", self)
        self._pages = QStackedLayout()
        self._set_up()
        self._lay_out()

    @property
    def said(self) -> str:
        """How far the review is, in words."""
        return self._title.text()

    def set_review(self, review: Review | None, scheme: Scheme) -> None:
        """Shows the conflicts of the review, with the titles of the scheme; None leaves the list empty."""
        if self._review is not None:
            self._review.rows_changed.disconnect(self._on_rows)
            self._review.row_changed.disconnect(self._on_row)
            self._review.current_changed.disconnect(self._on_current)
        self._review = review
        self._model.set_review(review, scheme)
        if review is not None:
            review.rows_changed.connect(self._on_rows)
            review.row_changed.connect(self._on_row)
            review.current_changed.connect(self._on_current)
            self._on_rows()

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self._empty.set_theme(theme)
        for label in (self._left_out, self._narrowed):
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, theme.muted)
            label.setPalette(palette)
        self.list.viewport().update()

    def _set_up(self) -> None:
        self._title.setFont(bold_font(self.font()))
        self._progress.setTextVisible(False)
        self._progress.setMaximumHeight(6)
        self._progress.setAccessibleName("How many conflicts are decided")
        self.order.setAccessibleName("Order of the conflicts")
        self.order.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for one in Order:
            self.order.addItem(ORDER_WORDS[one], one.value)
        self.order.activated.connect(self._on_order)
        for label in (self._left_out, self._narrowed):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.all_button.setText("Show all")
        self.all_button.clicked.connect(partial(self.all_wanted.emit))
        view = self.list
        view.setAccessibleName("Conflicts")
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setModel(self._model)
        view.setItemDelegate(self._delegate)
        view.setMouseTracking(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.clicked.connect(self._open)
        view.installEventFilter(self)
        self._empty.set_hint("Everything the annotators said is the same, or decided.")

    def _lay_out(self) -> None:
        gap = self.fontMetrics().height() // 2
        top = QVBoxLayout()
        top.setContentsMargins(gap, gap, gap, gap)
        top.setSpacing(gap)
        narrowed = QHBoxLayout()
        narrowed.addWidget(self._narrowed, 1)
        narrowed.addWidget(self.all_button)
        for widget in (self._title, self._progress, self.order):
            top.addWidget(widget)
        top.addLayout(narrowed)
        top.addWidget(self._left_out)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(Rule(self))
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._empty)
        layout.addLayout(self._pages, 1)
        self.setFocusProxy(self.list)

    # What happens

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _open(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if row is not None:
            self.opened.emit(row.item_id)

    def _on_order(self, place: int) -> None:
        if self._review is not None:
            self._review.sort(Order(self.order.itemData(place)))

    def _on_rows(self) -> None:
        if self._review is None:
            return
        self._model.reset()
        self.order.setCurrentIndex(self.order.findData(self._review.order.value))
        narrowed = self._review.narrowed_to
        self._narrowed.setText("" if narrowed is None else narrowed_words(narrowed, self._model.scheme))
        self._narrowed.setVisible(narrowed is not None)
        self.all_button.setVisible(narrowed is not None)
        more = self._review.left_out
        self._left_out.setText(f"{more:,} more follow once some of these are decided." if more else "")
        self._left_out.setVisible(bool(more))
        self._pages.setCurrentWidget(self.list if self._review.rows else self._empty)
        self._count()
        self._on_current()

    def _on_row(self, item_id: str) -> None:
        self._model.update(item_id)
        self._count()

    def _on_current(self) -> None:
        if self._review is None:
            return
        current = None if self._review.current is None else self._review.current.item_id
        self._model.set_current(current)
        index = self._model.index_of(current)
        if index.isValid():
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(index, select)
            self.list.scrollTo(index)

    def _count(self) -> None:
        if self._review is None:
            return
        decided, total = self._review.decided, len(self._review.rows)
        self._title.setText(f"{decided:,} of {total:,} decided")
        self._progress.setMaximum(max(total, 1))
        self._progress.setValue(decided)
