"""What stands above the article and cannot be marked: its title, where the text has none, and its source."""

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QPainter

from annotator.domain.article import Article, Direction, SegmentKind
from annotator.gui.text.layout import SetParagraph
from annotator.gui.text.look import Typography
from annotator.gui.text.paragraphs import Paragraph, direction_of, runs_right_to_left

_SEPARATOR = "  ·  "
# Each part is isolated, or a date among Arabic letters would be turned round.
_ISOLATE, _POP = "\u2068", "\u2069"


def source_line(article: Article) -> str:
    """Source, date and author, as far as they are known."""
    known = (article.source, article.published, article.author)
    parts = (" ".join(part.split()) for part in known if part)
    return _SEPARATOR.join(f"{_ISOLATE}{part}{_POP}" for part in parts if part)


def title_above(article: Article) -> str:
    """The article's title if it has one and the text does not say it itself."""
    title = " ".join((article.title or "").split())
    has_own = any(segment.kind is SegmentKind.TITLE for segment in article.segments)
    return "" if has_own else title


class Masthead:
    """Laid out once per page; `height` is what it takes of the page, margins included."""

    def __init__(self, article: Article, typography: Typography, width: float) -> None:
        self._typography = typography
        self._width = width
        self._source = source_line(article)
        self._is_rtl = direction_of(article) is Direction.RTL
        title = title_above(article)
        self._title = _set_title(title, typography, width) if title else None
        self._metrics = QFontMetricsF(typography.meta_font)
        source_height = self._metrics.lineSpacing() * 1.4 if self._source else 0.0
        title_height = self._title.height + typography.em * 0.4 if self._title else 0.0
        self._source_top = typography.em * 1.2
        self._title_top = self._source_top + source_height
        self.height = float(round(self._title_top + title_height + typography.em * 0.3))

    def draw(self, painter: QPainter) -> None:
        theme = self._typography.look.theme
        if self._source:
            self._draw_source(painter)
        if self._title:
            painter.setPen(QColor(theme.text))
            for line_of_title in self._title.lines:
                self._title.draw_line(painter, line_of_title, 0, self._title_top)

    def _draw_source(self, painter: QPainter) -> None:
        painter.save()
        # What Qt calls left is right then.
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if self._is_rtl else Qt.LayoutDirection.LeftToRight
        )
        painter.setFont(self._typography.meta_font)
        painter.setPen(QColor(self._typography.look.theme.muted))
        box = QRectF(0, self._source_top, self._width, self._metrics.lineSpacing())
        line = self._metrics.elidedText(self._source, Qt.TextElideMode.ElideRight, self._width)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
        painter.restore()


def _set_title(title: str, typography: Typography, width: float) -> SetParagraph:
    is_rtl = runs_right_to_left(title)
    paragraph = Paragraph(0, len(title), SegmentKind.TITLE, is_rtl)
    face = typography.face(SegmentKind.TITLE, is_rtl=is_rtl)
    # Nothing is written above its lines, so they stand as close as lines of a headline do.
    pitch = round(1.25 * QFontInfo(face.font).pixelSize())
    return SetParagraph(paragraph, title, replace(face, above=0.0, pitch=float(pitch)), width)
