"""Where the caret goes by line and by page; blinking is the view's business."""

from annotator.gui.text.page import ArticlePage, Place


class CaretMoves:
    """Moves over one page. Going up and down keeps to the column in which it began."""

    def __init__(self, page: ArticlePage) -> None:
        self._page = page
        self._column: float | None = None
        self._arrived: int | None = None

    def vertical(self, offset: int, lines: int) -> int:
        """The offset so many lines further down, up if negative; beyond the last line the end of the text."""
        place = self._page.place(offset)
        x = self._x(offset)
        goal = self._page.neighbour(place, lines)
        if goal == place and lines:
            return self._arrive(0 if lines < 0 else len(self._page.article.text), x)
        return self._arrive(self._offset_on(goal, x), x)

    def page(self, offset: int, distance: float) -> int:
        """The offset so many pixels further down (up if negative)."""
        place = self._page.place(offset)
        x = self._x(offset)
        goal = self._page.place_at(place.top + distance + 1)
        if self._page.paragraphs[goal.paragraph].is_blank:
            goal = self._page.neighbour(goal, 1 if distance > 0 else -1)
        if goal == place:
            return self.vertical(offset, 1 if distance > 0 else -1)
        return self._arrive(self._offset_on(goal, x), x)

    def line_start(self, offset: int) -> int:
        return self._page.place(offset).line.start

    def line_end(self, offset: int) -> int:
        """Before the white space at which the line is broken, so that the caret stays on it."""
        return self._page.place(offset).line.visible_end

    def _x(self, offset: int) -> float:
        if self._column is not None and offset == self._arrived:
            return self._column
        return self._page.caret_x(offset)

    def _arrive(self, offset: int, column: float) -> int:
        self._arrived, self._column = offset, column
        return offset

    def _offset_on(self, place: Place, x: float) -> int:
        return self._page.set_paragraph(place.paragraph).offset_at(place.line, x)
