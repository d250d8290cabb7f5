"""One reading of what annotators read differently, as a card: its key, who gave it, what it says."""

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QTextDocument,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.gui.palette import LIGHT, LabelColour, Theme, tone
from annotator.gui.panels.quoted_span import in_quotes, quoted_span, shortened
from annotator.gui.panels.row_paint import (
    bold_font,
    hover_colour,
    paint_line,
    reads_right_to_left,
    small_font,
)

_QUOTE_LINES = 3
_EVIDENCE_SHOWN = 3
_EVIDENCE_LETTERS = 160
_NOTHING = "Nothing here"


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows; texts are as they stand in the article."""

    letter: str
    """The key that takes it."""
    who: str
    """Names, or how many there are."""
    share: float
    """The part of all annotators, from 0 to 1."""
    before: str = ""
    marked: str = ""
    after: str = ""
    label: str = ""
    colour: LabelColour | None = None
    """Of the label in the theme that is shown."""
    sentence: str = ""
    """A judgement in words: “Varon is against the dam”; of a card that is nothing, what it does not say."""
    evidence: tuple[str, ...] = ()
    is_nothing: bool = False
    is_chosen: bool = False
    tone: int = 0
    """Of its overlay in the article."""
    is_rtl: bool | None = None
    """Which way its paragraph runs; if it is not known, the quote's first letter says."""

    @property
    def percent(self) -> str:
        return f"{round(100 * self.share)}%"

    @property
    def spoken(self) -> str:
        """All that the card shows, for the ear."""
        says = (self.sentence or _NOTHING,) if self.is_nothing else self._says
        parts = (self.letter, self.who, self.percent, *says, "chosen" if self.is_chosen else "")
        return ", ".join(part for part in parts if part)

    @property
    def _says(self) -> tuple[str, ...]:
        quotes = (self.marked, *self.evidence)
        return (self.label, self.sentence, *(in_quotes(shortened(quote, 80)) for quote in quotes if quote))


class ReadingCard(QAbstractButton):
    """A card that can be clicked; in the frame of what is chosen if it is."""

    def __init__(self, card: Card, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = card
        self._theme = theme
        self._document: tuple[int, QTextDocument] | None = None
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_card(card, theme)

    @property
    def card(self) -> Card:
        return self._card

    def show_card(self, card: Card, theme: Theme) -> None:
        self._card, self._theme, self._document = card, theme, None
        self.setChecked(card.is_chosen)
        self.setText(card.letter)
        self.setAccessibleName(card.spoken)
        self.setToolTip("\n".join((card.who, *card.evidence)))
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """What is chosen is said by whoever shows the card, not by a click."""

    def sizeHint(self) -> QSize:
        width = int(18 * self._em)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(int(9 * self._em), int(4 * self._em))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return int(self._body_top + self._body(width).size().height() + self._pad) + 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if not event.isAutoRepeat():
                self.click()
        else:
            # The button's own arrows would go to any other button; those of the cards know their order.
            event.ignore()

    # What it looks like

    @property
    def _em(self) -> float:
        return QFontMetricsF(self.font()).height()

    @property
    def _pad(self) -> float:
        return 0.6 * self._em

    @property
    def _body_top(self) -> float:
        return self._pad + 2.1 * self._em

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_head(painter)
        self._paint_share(painter)
        painter.translate(self._pad, self._body_top)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, QColor(self._theme.text))
        context.clip = QRectF(0, 0, self.width() - 2 * self._pad, self.height() - self._body_top - 2)
        painter.setClipRect(context.clip)
        self._body(self.width()).documentLayout().draw(painter, context)

    def _paint_ground(self, painter: QPainter) -> None:
        theme, rect = self._theme, QRectF(self.rect())
        painter.setPen(QPen(QColor(theme.border), 1.0))
        painter.setBrush(QColor(theme.page))
        if self._card.is_chosen:
            painter.setPen(QPen(QColor(theme.ring), 2.5))
        elif self.hasFocus():
            painter.setPen(QPen(QColor(theme.muted), 1.0))
        painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 6, 6)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(hover_colour(theme))
            painter.drawRoundedRect(rect.adjusted(3.5, 3.5, -3.5, -3.5), 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.ring), 1.0, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(rect.adjusted(4.5, 4.5, -4.5, -4.5), 4, 4)

    def _paint_head(self, painter: QPainter) -> None:
        """Its key on its tone, who gave it, and a tick if it is chosen."""
        em, theme = self._em, self._theme
        painter.setFont(bold_font(self.font()))
        metrics = QFontMetricsF(painter.font())
        side = max(1.35 * em, metrics.horizontalAdvance(self._card.letter) + 0.6 * em)
        key = QRectF(self._pad, self._pad, side, 1.35 * em)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone(self._card.tone, theme)))
        painter.drawRoundedRect(key, 3, 3)
        painter.setPen(QColor(theme.page))
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, self._card.letter)
        right = self.width() - self._pad
        if self._card.is_chosen:
            _paint_tick(painter, QRectF(right - em, self._pad + 0.2 * em, em, em), QColor(theme.ring))
            right -= 1.3 * em
        painter.setFont(self.font())
        painter.setPen(QColor(theme.text))
        left = key.right() + 0.5 * em
        paint_line(
            painter, QRectF(left, key.top(), right - left, key.height()), self._card.who, at_right=False
        )

    def _paint_share(self, painter: QPainter) -> None:
        em, theme = self._em, self._theme
        painter.setFont(small_font(self.font()))
        metrics = QFontMetricsF(painter.font())
        number = metrics.horizontalAdvance("100%")
        middle = self._pad + 1.68 * em
        right = self.width() - self._pad
        painter.setPen(QColor(theme.muted))
        words = QRectF(right - number, middle - metrics.height() / 2, number, metrics.height())
        painter.drawText(
            words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._card.percent
        )
        bar = QRectF(self._pad, middle - 2, max(0.0, words.left() - 0.5 * em - self._pad), 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.border))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setBrush(QColor(tone(self._card.tone, theme)))
        bar.setWidth(bar.width() * min(1.0, max(0.0, self._card.share)))
        painter.drawRoundedRect(bar, 2, 2)

    def _body(self, width: int) -> QTextDocument:
        """What the card says, set in the width; kept until one of them changes."""
        if self._document is None or self._document[0] != width:
            document = QTextDocument()
            document.setDocumentMargin(0)
            document.setDefaultFont(self.font())
            room = width - 2 * self._pad
            letters = int(_QUOTE_LINES * room / QFontMetricsF(self.font()).averageCharWidth())
            document.setHtml(self._html(max(1, letters - 8)))
            document.setTextWidth(max(1.0, room))
            self._document = (width, document)
        return self._document[1]

    def _html(self, letters: int) -> str:
        card, theme = self._card, self._theme
        if card.is_nothing:
            return _paragraph(
                f"<i>{escape(card.sentence or _NOTHING)}</i>", card.sentence, f"color:{theme.muted}"
            )
        small = f"color:{theme.muted}; font-size:{small_font(self.font()).pointSizeF()}pt"
        parts = [self._label_html(), self._quote_html(letters)]
        if card.sentence:
            parts.append(_paragraph(escape(card.sentence), card.sentence, f"color:{theme.text}"))
        for quote in card.evidence[:_EVIDENCE_SHOWN]:
            words = in_quotes(shortened(quote, _EVIDENCE_LETTERS))
            parts.append(_paragraph(escape(words), words, small))
        more = len(card.evidence) - _EVIDENCE_SHOWN
        if more > 0:
            parts.append(_paragraph(f"and {more} more", "", small))
        return "".join(parts)

    def _label_html(self) -> str:
        card, theme = self._card, self._theme
        if not card.label:
            return ""
        tint = card.colour.tint if card.colour else theme.window
        line = card.colour.line if card.colour else theme.muted
        words = escape(card.label)
        chip = (
            f'<span style="color:{line}; background-color:{tint}">▌</span>'
            f'<span style="color:{theme.text}; background-color:{tint}; font-weight:600">{words}&nbsp;</span>'
        )
        return _paragraph(chip, "", "")

    def _quote_html(self, letters: int) -> str:
        card, theme = self._card, self._theme
        if not card.marked:
            return ""
        quote = quoted_span(card.before, card.marked, card.after, letters)
        tint = card.colour.tint if card.colour else theme.selection
        marked = (
            f'<span style="color:{theme.text}; background-color:{tint}; font-weight:600; '
            f'text-decoration:underline">{escape(quote.marked)}</span>'
        )
        whole = f"{escape(quote.before)}{marked}{escape(quote.after)}"
        is_rtl = card.is_rtl
        if is_rtl is None:
            is_rtl = reads_right_to_left(card.before + card.marked + card.after)
        return _paragraph(whole, "", f"color:{theme.muted}", is_rtl=is_rtl)


def _paragraph(html: str, words: str, style: str, *, is_rtl: bool | None = None) -> str:
    """In the direction of the words, unless it is known."""
    if is_rtl is None:
        is_rtl = reads_right_to_left(words)
    # At one size Arabic letters look smaller than Latin ones, and their marks need room.
    direction, spacing = ("rtl", 118) if is_rtl else ("ltr", 100)
    if is_rtl:
        html = f"<big>{html}</big>"
    return f'<p dir="{direction}" style="margin:0 0 3px 0; line-height:{spacing}%; {style}">{html}</p>'


def _paint_tick(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    painter.save()
    painter.setPen(QPen(colour, rect.width() / 7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    corners = ((0.15, 0.55), (0.42, 0.82), (0.88, 0.2))
    painter.drawPolyline(
        [QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height()) for x, y in corners]
    )
    painter.restore()
