"""One paragraph set in lines: where its code points stand, and which of them is at a point.

All positions are in pixels from the paragraph's own top left corner, all offsets in code points of the
article, so that nothing here changes when the paragraph moves down the page.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import regex
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from annotator.domain.tokens import previous_character
from annotator.gui.offsets import QtOffsets
from annotator.gui.text.cells import Cell, caret_x, cell_at, cells_of, offset_at, stretches
from annotator.gui.text.look import Face
from annotator.gui.text.paragraphs import Paragraph, shown

_GRAPHEME = regex.compile(r"\X")
_LIGATURE = 3
"""Letters that may be drawn as one."""
# Right-to-left letters, marks that combine, invisible ones, and emoji: where these are, Qt's own answer to
# where a caret stands differs from where the characters are drawn.
_NOT_PLAIN = regex.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010000-\U0010ffff\p{M}\p{Cf}]",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph: its code points and where it stands."""

    number: int
    start: int
    end: int
    visible_end: int
    """Before the white space at which the line was broken: the last place a caret is seen on it."""
    top: float
    baseline: float
    bottom: float


class SetParagraph:
    """A paragraph laid out in a width; made once, and never again for an edit."""

    def __init__(
        self, paragraph: Paragraph, text: str, face: Face, width: float, part_colour: QColor | None = None
    ) -> None:
        self.paragraph = paragraph
        self.face = face
        self.width = width
        self._text = text[paragraph.start : paragraph.end]
        self._qt = QtOffsets(self._text)
        self._is_plain = not paragraph.is_rtl and not _NOT_PLAIN.search(self._text)
        self._layout = QTextLayout(shown(self._text), face.font)
        self._layout.setCacheEnabled(True)
        self._layout.setTextOption(_option(is_rtl=paragraph.is_rtl))
        if paragraph.parts and part_colour is not None:
            self._layout.setFormats(
                [self._part_format(part.start, part.end, part_colour) for part in paragraph.parts]
            )
        self._qt_lines = self._break_lines()
        self.lines, self.height = self._stand({})
        self._line_tops = [line.top for line in self.lines]
        self._cells: dict[int, tuple[Cell, ...]] = {}

    def make_room(self, below: Mapping[int, float]) -> None:
        """Moves lines down, so that so many pixels are free below each line of these numbers."""
        self.lines, self.height = self._stand(below)
        self._line_tops = [line.top for line in self.lines]
        for line, qt_line in zip(self.lines, self._qt_lines, strict=True):
            qt_line.setPosition(QPointF(0, line.baseline - qt_line.ascent()))

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_of(self, offset: int) -> Line:
        """The line that holds the offset; where a line was broken, the one that begins there."""
        return self.lines[max(0, bisect_right(self._line_starts, offset) - 1)]

    def line_at(self, y: float) -> Line:
        """The nearest line."""
        return self.lines[max(0, bisect_right(self._line_tops, y) - 1)]

    def lines_between(self, start: int, end: int) -> tuple[Line, ...]:
        """The lines on which something of `[start, end)` is seen."""
        return tuple(line for line in self.lines if line.start < end and start < line.end)

    def stretches(self, line: Line, start: int, end: int) -> tuple[tuple[float, float], ...]:
        """From where to where `[start, end)` is seen on the line; several places if directions mix."""
        start, end = max(start, line.start), min(end, line.visible_end)
        if start >= end:
            return ()
        if self._is_plain:
            return ((self._plain_x(line, start), self._plain_x(line, end)),)
        return stretches(self._cells_around(line, start, end), start, end)

    def edges(self, line: Line, start: int, end: int) -> tuple[float, float]:
        """Where the first and the last code point of `[start, end)` on the line begin and end to the eye."""
        start, end = max(start, line.start), min(end, line.visible_end)
        if self._is_plain or start >= end:
            return self._plain_x(line, start), self._plain_x(line, max(start, end))
        cells = [c for c in self._cells_around(line, start, end) if c.start < end and start < c.end]
        return cells[0].leading, cells[-1].trailing

    def caret_x(self, offset: int) -> float:
        """Where a caret at the offset stands on its line."""
        line = self.line_of(offset)
        if self._is_plain:
            return self._plain_x(line, min(max(offset, line.start), line.end))
        return caret_x(self._visible_cells(line), offset, at_margin=self._margin)

    def offset_at(self, line: Line, x: float) -> int:
        """The place between two characters that is nearest to the point on the line."""
        cells = self._visible_cells(line)
        return offset_at(cells, x) if cells else line.start

    def character_at(self, line: Line, x: float) -> int:
        """The character of the line that is drawn nearest to the point."""
        cells = self._visible_cells(line)
        return cell_at(cells, x).start if cells else line.start

    def cells(self, line: Line) -> tuple[Cell, ...]:
        """The characters of the line as they stand on it, in the order of the text."""
        if line.number not in self._cells:
            self._cells[line.number] = cells_of(self._graphemes(line, line.start, line.end))
        return self._cells[line.number]

    def draw_line(self, painter: QPainter, line: Line, left: float, top: float) -> None:
        """Draws the text of the line in the painter's pen; the point is the paragraph's corner."""
        self._qt_lines[line.number].draw(painter, QPointF(left, top))

    def _visible_cells(self, line: Line) -> Sequence[Cell]:
        """Without the white space at which the line is broken: that stands anywhere."""
        return [cell for cell in self.cells(line) if cell.start < line.visible_end]

    def _cells_around(self, line: Line, start: int, end: int) -> tuple[Cell, ...]:
        """At least the characters of `[start, end)`, and as much around them as a ligature may reach."""
        if line.number in self._cells:
            return self._cells[line.number]
        begin = self.paragraph.start
        for _ in range(_LIGATURE):
            start = begin + previous_character(self._text, start - begin)
        return cells_of(self._graphemes(line, max(start, line.start), end + _LIGATURE))

    @property
    def _margin(self) -> float:
        return self.width if self.paragraph.is_rtl else 0.0

    def _plain_x(self, line: Line, offset: int) -> float:
        position = self._qt.to_qt(offset - self.paragraph.start)
        # Its stub says no more than `object`: it is the place, and the position that it stands for.
        x, _ = cast(tuple[float, int], self._qt_lines[line.number].cursorToX(position))
        return x

    def _break_lines(self) -> list[QTextLine]:
        lines: list[QTextLine] = []
        top = self.face.space_before
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(self.width)
            line.setPosition(QPointF(0, top + self.face.baseline - line.ascent()))
            lines.append(line)
            top += self.face.pitch
        self._layout.endLayout()
        return lines

    def _stand(self, room_below: Mapping[int, float]) -> tuple[tuple[Line, ...], float]:
        """Where the lines stand, and where the last one ends."""
        lines: list[Line] = []
        top = self.face.space_before
        for number, qt_line in enumerate(self._qt_lines):
            lines.append(self._line(number, qt_line, top, self.face.pitch + room_below.get(number, 0.0)))
            top = lines[-1].bottom
        return tuple(lines), top

    def _line(self, number: int, line: QTextLine, top: float, pitch: float) -> Line:
        first = self._qt.from_qt(line.textStart())
        last = self._qt.from_qt(line.textStart() + line.textLength())
        visible = first + len(self._text[first:last].rstrip()) if number + 1 < len(self._qt_lines) else last
        start = self.paragraph.start
        return Line(
            number=number,
            start=start + first,
            end=start + last,
            visible_end=start + max(first, visible),
            top=top,
            baseline=top + self.face.baseline,
            bottom=top + pitch,
        )

    def _graphemes(self, line: Line, start: int, end: int) -> list[Cell]:
        """The characters that begin in `[start, end)`, each whole, where Qt draws them."""
        begin, qt_line = self.paragraph.start, self._qt_lines[line.number]
        found: list[Cell] = []
        for match in _GRAPHEME.finditer(self._text, start - begin, line.end - begin):
            first, last = match.span()
            if first >= end - begin:
                break
            position = self._qt.to_qt(first)
            runs = qt_line.glyphRuns(position, self._qt.to_qt(last) - position)
            boxes = [run.boundingRect() for run in runs]
            left = min((box.left() for box in boxes), default=found[-1].trailing if found else self._margin)
            right = max((box.right() for box in boxes), default=left)
            is_rtl = runs[0].isRightToLeft() if runs else self.paragraph.is_rtl
            found.append(
                Cell(begin + first, begin + last, left, max(left, right), is_rtl, match[0].isalpha())
            )
        return found

    def _part_format(self, start: int, end: int, colour: QColor) -> QTextLayout.FormatRange:
        part = QTextLayout.FormatRange()
        part.start = self._qt.to_qt(start - self.paragraph.start)
        part.length = self._qt.to_qt(end - self.paragraph.start) - part.start
        look = QTextCharFormat()
        look.setForeground(colour)
        look.setFontCapitalization(QFont.Capitalization.SmallCaps)
        part.format = look
        return part


def _option(*, is_rtl: bool) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)
    # Qt does not turn the alignment round by itself outside of a document.
    option.setAlignment(Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft)
    return option
