"""The whole article on one long page: every paragraph's place, laid out when it is needed.

Paragraphs that were not needed yet have estimated heights; what changes by laying them out is told, so
that whoever looks at the page can stay where they are.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple

from PySide6.QtGui import QColor

from annotator.domain.article import Article, SegmentKind
from annotator.gui.text.layout import Line, SetParagraph
from annotator.gui.text.look import Face, Typography
from annotator.gui.text.masthead import Masthead
from annotator.gui.text.paragraphs import Paragraph, Paragraphs


class Place(NamedTuple):
    """A line on the page: its paragraph's index, the line, and its top and bottom in page pixels."""

    paragraph: int
    line: Line
    top: float
    bottom: float


RoomBelow = Callable[[int, SetParagraph], Mapping[int, float]]
"""For the paragraph of an index: how many pixels more are wanted below its lines, by their numbers."""


def _no_room(_index: int, _set_paragraph: SetParagraph) -> Mapping[int, float]:
    return {}


class ArticlePage:
    """The article set in a column of the width; x and y are in pixels from the column's top left corner."""

    def __init__(self, article: Article, typography: Typography, width: float) -> None:
        self.article = article
        self.typography = typography
        self.width = width
        self.paragraphs = Paragraphs(article)
        self.masthead = Masthead(article, typography, width)
        self._muted = QColor(typography.look.theme.muted)
        self._set: list[SetParagraph | None] = [None] * len(self.paragraphs)
        self._heights = [self._estimate(index) for index in range(len(self.paragraphs))]
        self._tops: list[float] | None = None
        self._unset = iter(range(len(self.paragraphs)))
        self._room_below: RoomBelow = _no_room

    # Vertical places

    @property
    def height(self) -> float:
        return self.tops[-1]

    @property
    def tops(self) -> list[float]:
        """Where each paragraph begins, and where the last one ends."""
        if self._tops is None:
            self._tops = list(accumulate(self._heights, initial=self.masthead.height))
        return self._tops

    def paragraph_at(self, y: float) -> int:
        """The index of the nearest paragraph."""
        return min(max(0, bisect_right(self.tops, y) - 1), len(self.paragraphs) - 1)

    def set_paragraph(self, index: int) -> SetParagraph:
        """The paragraph with its lines; laid out now if it was not before."""
        there = self._set[index]
        if there is None:
            there = self._set[index] = self._lay_out(index)
            if there.height != self._heights[index]:
                self._heights[index] = there.height
                self._tops = None
        return there

    def settle(self, top: float, bottom: float) -> range:
        """Lays out all that stands between; its paragraphs. Their tops are right afterwards."""
        first = self.paragraph_at(top)
        index = first
        while index < len(self.paragraphs) and (index == first or self.tops[index] < bottom):
            self.set_paragraph(index)
            index += 1
        return range(first, index)

    def settle_next(self) -> bool:
        """Lays out one more paragraph, in order; False when none is left."""
        for index in self._unset:
            if self._set[index] is None:
                self.set_paragraph(index)
                return True
        return False

    def make_room(self, room_below: RoomBelow) -> None:
        """Asks for room below lines wherever a paragraph is laid out from now on."""
        self._room_below = room_below

    def forget(self, indexes: Iterable[int]) -> None:
        """These paragraphs are laid out anew when they are needed; until then they are as high as before."""
        for index in indexes:
            self._set[index] = None
        self._unset = iter(range(len(self.paragraphs)))

    # Offsets and points

    def place(self, offset: int) -> Place:
        """The line on which a caret at the offset stands."""
        index = self.paragraphs.index_at(offset)
        return self._place(index, self.set_paragraph(index).line_of(offset))

    def caret_x(self, offset: int) -> float:
        return self.set_paragraph(self.paragraphs.index_at(offset)).caret_x(offset)

    def place_at(self, y: float) -> Place:
        """The nearest line."""
        index = self.paragraph_at(y)
        line = self.set_paragraph(index).line_at(y - self.tops[index])
        return self._place(index, line)

    def offset_at(self, x: float, y: float) -> int:
        """The nearest place between two characters."""
        place = self.place_at(y)
        return self.set_paragraph(place.paragraph).offset_at(place.line, x)

    def is_below(self, y: float) -> bool:
        """Whether the text ends above."""
        return y >= self.height

    def character_at(self, x: float, y: float) -> int:
        """The character that is drawn nearest to the point, not the place between two."""
        place = self.place_at(y)
        return self.set_paragraph(place.paragraph).character_at(place.line, x)

    def place_of_line(self, paragraph: int, number: int) -> Place:
        return self._place(paragraph, self.set_paragraph(paragraph).lines[number])

    def places_between(self, start: int, end: int, among: range | None = None) -> Iterator[Place]:
        """The lines on which `[start, end)` is seen, top to bottom; only in paragraphs `among` if given."""
        touched = self.paragraphs.between(start, end)
        if among is not None:
            touched = range(max(touched.start, among.start), min(touched.stop, among.stop))
        for index in touched:
            for line in self.set_paragraph(index).lines_between(start, end):
                yield self._place(index, line)

    def neighbour(self, place: Place, lines: int) -> Place:
        """The line so many further down, blank ones not counted; the last there is if there are fewer."""
        step = 1 if lines > 0 else -1
        for _ in range(abs(lines)):
            following = self._next(place, step)
            if following is None:
                return place
            place = following
        return place

    def _next(self, place: Place, step: int) -> Place | None:
        lines = self.set_paragraph(place.paragraph).lines
        number = place.line.number + step
        if 0 <= number < len(lines):
            return self._place(place.paragraph, lines[number])
        index = place.paragraph + step
        while 0 <= index < len(self.paragraphs) and self.paragraphs[index].is_blank:
            index += step
        if not 0 <= index < len(self.paragraphs):
            return None
        return self._place(index, self.set_paragraph(index).lines[0 if step > 0 else -1])

    def _place(self, index: int, line: Line) -> Place:
        top = self.tops[index]
        return Place(index, line, top + line.top, top + line.bottom)

    def _lay_out(self, index: int) -> SetParagraph:
        paragraph = self.paragraphs[index]
        found = SetParagraph(paragraph, self.article.text, self._face(index), self.width, self._muted)
        room = self._room_below(index, found)
        if room:
            found.make_room(room)
        return found

    def _face(self, index: int) -> Face:
        paragraph = self.paragraphs[index]
        if paragraph.is_blank:
            is_first = index == 0 or not self.paragraphs[index - 1].is_blank
            return self.typography.blank_face(is_first=is_first)
        return self.typography.face(paragraph.kind, is_rtl=paragraph.is_rtl)

    def _estimate(self, index: int) -> float:
        paragraph: Paragraph = self.paragraphs[index]
        face = self._face(index)
        if paragraph.is_blank:
            return face.pitch
        scale = 1.6 if paragraph.kind is SegmentKind.TITLE else 1.0
        characters = (paragraph.end - paragraph.start) * scale * self.typography.column / self.width
        lines = max(1, math.ceil(characters / self.typography.look.measure))
        return face.space_before + lines * face.pitch
