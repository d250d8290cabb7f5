"""The readings of one conflict as cards, side by side where there is room, else below each other."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from annotator.gui.palette import LIGHT, Theme
from annotator.gui.panels.reading_card import Card, ReadingCard

_LEAST_WIDTH = 15
"""Of a card, in heights of a line."""
_GAP = 4


def columns_for(number: int, width: int, least: int) -> int:
    """How many cards stand side by side so that each is at least so wide, in rows as even as can be."""
    most = max(1, min(number, width // max(1, least)))
    rows = -(-number // most) if number else 1
    return max(1, -(-number // rows))


class ReadingCards(QScrollArea):
    """One of the cards has the keyboard: arrows go to the others, Enter takes it."""

    taken = Signal(int)
    """A card was clicked or entered: its place among the cards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Readings")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme = LIGHT
        self._columns = 1
        self._page = QWidget()
        self._cards: list[ReadingCard] = []
        self.setWidget(self._page)

    @property
    def cards(self) -> tuple[ReadingCard, ...]:
        return tuple(self._cards)

    @property
    def columns(self) -> int:
        """How many cards stand side by side."""
        return self._columns

    def set_theme(self, theme: Theme) -> None:
        """The colours of labels come with the cards: set them anew after this."""
        self._theme = theme
        for card in self._cards:
            card.show_card(card.card, theme)

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Shows these; the keyboard stays at its place, or goes to the one that is chosen if it was away."""
        had_focus = self._focused() is not None
        for widget in self._cards[len(cards) :]:
            widget.hide()
            widget.deleteLater()
        del self._cards[len(cards) :]
        for number, card in enumerate(cards):
            if number < len(self._cards):
                self._cards[number].show_card(card, self._theme)
            else:
                self._add(card)
        self._arrange()
        self._point_at(self._current(), with_focus=had_focus)

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(2 * _LEAST_WIDTH * em, min(self._page.height(), 16 * em) if self._cards else 6 * em)

    def minimumSizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(10 * em, 6 * em)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self._focused()
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: self._columns,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Home: -len(self._cards),
            Qt.Key.Key_End: len(self._cards),
        }
        step = steps.get(Qt.Key(event.key()))
        if here is None or step is None:
            event.ignore()
            return
        goal = here + step
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            goal = min(max(goal, 0), len(self._cards) - 1)
        if 0 <= goal < len(self._cards):
            self._point_at(goal, with_focus=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.set_theme(self._theme)
            self._arrange()

    def _add(self, card: Card) -> None:
        widget = ReadingCard(card, self._theme, self._page)
        widget.clicked.connect(partial(self._on_clicked, len(self._cards)))
        self._cards.append(widget)
        widget.show()

    def _on_clicked(self, number: int, _checked: bool = False) -> None:
        self._point_at(number, with_focus=self._focused() is not None)
        self.taken.emit(number)

    def _focused(self) -> int | None:
        return next((number for number, card in enumerate(self._cards) if card.hasFocus()), None)

    def _current(self) -> int:
        """The card that has the keyboard, else the chosen one, else the first."""
        focused = self._focused()
        if focused is not None:
            return focused
        return next((number for number, card in enumerate(self._cards) if card.card.is_chosen), 0)

    def _point_at(self, number: int, *, with_focus: bool) -> None:
        """Tab comes to this card alone; the arrows reach the others."""
        for other, card in enumerate(self._cards):
            is_here = other == number
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_here else Qt.FocusPolicy.ClickFocus)
        if not self._cards:
            self.setFocusProxy(self._page)
            return
        self.setFocusProxy(self._cards[number])
        self.ensureWidgetVisible(self._cards[number], 0, _GAP)
        if with_focus:
            self._cards[number].setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        """Rows of cards of one width, each row as high as its highest card."""
        width = self.viewport().width()
        self._columns = columns_for(len(self._cards), width, _LEAST_WIDTH * self.fontMetrics().height())
        each = max(1, (width - _GAP * (self._columns + 1)) // self._columns)
        top = _GAP
        for first in range(0, len(self._cards), self._columns):
            row = self._cards[first : first + self._columns]
            height = max(card.heightForWidth(each) for card in row)
            for number, card in enumerate(row):
                card.setGeometry(_GAP + number * (each + _GAP), top, each, height)
            top += height + _GAP
        self._page.resize(width, top)
        self.updateGeometry()
