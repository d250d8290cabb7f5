"""The scrolled area that shows one long page: where on the screen it is, and laying out ahead of reading."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QElapsedTimer, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from annotator.domain.article import Article
from annotator.gui.text.look import Look, Typography, has_accented_capitals
from annotator.gui.text.page import ArticlePage, Place

_SLICE_MS = 4
_LEAST_COLUMN = 120
_REACH = 8
"""Pixels by which rings, handles and the lines under deeply nested mentions stand out of a line."""


def span_goal(first: Place, last: Place, top: int, height: int) -> int | None:
    """Where to scroll to from `top` so that the lines are in view; None if they are, with some air.

    Lines that were out of view come to its middle; of those that do not fit, the first are shown.
    """
    length = last.bottom - first.top
    air = min((first.bottom - first.top) / 2, max(0.0, (height - length) / 2))
    if length > height:
        return None if first.top - height / 3 < top <= first.top else round(first.top - height / 6)
    if top <= max(0.0, first.top - air) and last.bottom + air <= top + height:
        return None
    return round(max(0.0, (first.top + last.bottom - height) / 2))


def scroll_goal(place: Place, top: int, height: int) -> int | None:
    """Where to scroll to from `top` so that the line has lines around it; None if it has them already."""
    pitch = place.bottom - place.top
    context = min(4 * pitch, height / 4)
    if top <= max(0, place.top - pitch) and place.bottom + pitch <= top + height:
        return None
    is_far = place.bottom < top - height or place.top > top + 2 * height
    if is_far:
        return round(place.top - height / 3)
    return round(place.top - context) if place.top - pitch < top else round(place.bottom + context - height)


class PageArea(QAbstractScrollArea):
    """An article's page in a centred column; what is seen is laid out at once, the rest in idle slices."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._look = look
        self._typographies: dict[bool, Typography] = {}
        self._page: ArticlePage | None = None
        self._keeps_place = False
        self._idle = QTimer(self)
        self._idle.timeout.connect(self._settle_slice)

    @property
    def look(self) -> Look:
        return self._look

    @property
    def article_page(self) -> ArticlePage | None:
        """The page that is shown; None while no article is open."""
        return self._page

    @property
    def is_settled(self) -> bool:
        """Whether every paragraph is laid out, so that the scroll bar is exact."""
        return not self._idle.isActive()

    def set_look(self, look: Look) -> None:
        """Another theme, size, spacing or measure; what was read stays in view."""
        if look == self._look:
            return
        self._look = look
        self._typographies.clear()
        if self._page is not None:
            self._reflow()

    def show_article(self, article: Article | None) -> None:
        """Puts the article's page up, at its top; None leaves an empty page."""
        self._page = self._new_page(article) if article is not None else None
        self.page_changed()
        self.verticalScrollBar().setValue(0)
        self._settle_view()
        self._idle.start(0)
        self.viewport().update()

    def page_changed(self) -> None:
        """There is another page: what was made for the old one is worth nothing."""

    # Coordinates: the page's corner is what the viewport is scrolled to

    @property
    def corner(self) -> tuple[int, int]:
        """Where the page's column begins in the viewport."""
        if self._page is None:
            return 0, 0
        return round((self.viewport().width() - self._page.width) / 2), -self.verticalScrollBar().value()

    def on_page(self, point: QPointF) -> tuple[float, float]:
        left, down = self.corner
        return point.x() - left, point.y() - down

    def line_area(self, place: Place) -> QRect:
        """The whole width of the viewport at the line, with what stands out of it."""
        down = self.corner[1]
        top = int(place.top) + down - _REACH
        return QRect(0, top, self.viewport().width(), int(place.bottom - place.top) + 2 * _REACH + 1)

    def visible(self) -> range:
        """The indexes of the paragraphs in view."""
        if self._page is None:
            return range(0)
        top = self.verticalScrollBar().value()
        return self._page.settle(top, top + self.viewport().height())

    def bring_into_view(self, offset: int) -> None:
        """Scrolls, only if it must, so that the line of the offset is seen with some lines around it."""
        page = self._page
        if page is not None:
            self._scroll_to(lambda top, height: scroll_goal(page.place(offset), top, height))

    def show_span(self, start: int, end: int) -> None:
        """Scrolls, only if it must, so that `[start, end)` is seen well: to the middle if it was not."""
        page = self._page
        if page is not None:
            last = max(start, end - 1)
            self._scroll_to(lambda top, height: span_goal(page.place(start), page.place(last), top, height))

    def _scroll_to(self, goal_from: Callable[[int, int], int | None]) -> None:
        bar = self.verticalScrollBar()
        # What is laid out on arrival may push the line away a little; then once more.
        for _ in range(3):
            goal = goal_from(bar.value(), self.viewport().height())
            self._update_range()
            if goal is None or min(max(goal, 0), bar.maximum()) == bar.value():
                return
            bar.setValue(goal)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._page is not None and self._column_width() != self._page.width:
            self._reflow()
        self._settle_view()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Every scroll: what comes into view is laid out before it is painted."""
        if self._keeps_place:
            return
        self._settle_view()
        self.viewport().update()

    def _new_page(self, article: Article) -> ArticlePage:
        return ArticlePage(article, self._typography(article), self._column_width())

    def _typography(self, article: Article) -> Typography:
        accented = has_accented_capitals(article.text)
        if accented not in self._typographies:
            self._typographies[accented] = Typography(self._look, has_accented_capitals=accented)
        return self._typographies[accented]

    def _column_width(self) -> int:
        """The measure, or what the window leaves of it."""
        some = next(iter(self._typographies.values()), None)
        if some is None:
            some = self._typographies[False] = Typography(self._look)
        margins = 2 * round(some.em * 1.6)
        return max(_LEAST_COLUMN, min(some.column, self.viewport().width() - margins))

    def _reflow(self) -> None:
        """Sets the article anew; the line that was at the top stays there."""
        if self._page is None:
            return
        bar = self.verticalScrollBar()
        offset = self._page.place_at(bar.value()).line.start if bar.value() else None
        self._page = self._new_page(self._page.article)
        self.page_changed()
        if offset is not None:
            place = self._page.place(offset)
            self._update_range()
            bar.setValue(int(place.top))
        self._settle_view()
        self._idle.start(0)
        self.viewport().update()

    def _settle_view(self) -> None:
        """Lays out what is seen; the heights of what is below may change by it, not those above."""
        self.visible()
        self._update_range()

    def _update_range(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        length = 0.0
        if self._page is not None:
            length = self._page.height + 3 * self._page.typography.em
        bar.setRange(0, max(0, round(length) - height))
        bar.setPageStep(height)
        bar.setSingleStep(round(self._look.size * 2.5))

    def _settle_slice(self) -> None:
        """Lays out a few more paragraphs, and lets the window breathe."""
        page = self._page
        clock = QElapsedTimer()
        clock.start()
        with self._place_kept():
            while page is not None and clock.elapsed() < _SLICE_MS:
                if not page.settle_next():
                    self._idle.stop()
                    break
        if page is None:
            self._idle.stop()

    def lay_out_again(self) -> None:
        """Paragraphs want to be set anew: those in view at once, the rest in idle slices."""
        self._settle_view()
        self._idle.start(0)

    @contextmanager
    def line_kept(self, offset: int) -> Iterator[None]:
        """The line of the offset stays where it is in the viewport, although lines above it move."""
        page, bar = self._page, self.verticalScrollBar()
        if page is None:
            yield
            return
        below = page.place(offset).top - bar.value()
        yield
        self._keeps_place = True
        # Scrolling brings paragraphs into view above the line that may turn out taller or shorter.
        for _ in range(3):
            self._settle_view()
            bar.setValue(round(page.place(offset).top - below))
        self._keeps_place = False

    @contextmanager
    def _place_kept(self) -> Iterator[None]:
        """What is in view stays where it is, although paragraphs above it turn out taller or shorter."""
        page, bar = self._page, self.verticalScrollBar()
        if page is None:
            yield
            return
        first = page.paragraph_at(bar.value())
        below = bar.value() - page.tops[first]
        yield
        self._keeps_place = True
        self._update_range()
        bar.setValue(round(page.tops[first] + below))
        self._keeps_place = False
