"""The painter of overlays: brackets and tags, each told from the others by letters, dashes and colour."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.gui.text.look import Typography
from annotator.gui.text.overlay_shapes import TAG_PAD, Bracket, Tag
from annotator.gui.text.scene import Inks

# Lengths of dashes and gaps in pixels, by tone.
_DASHES: Sequence[Sequence[float]] = ((), (7, 3), (2, 2), (9, 2, 2, 2), (4, 2), (12, 3, 2, 3, 2, 3))
_THIN = 1.5
_THICK = 3.0
_TICK = 3.0


def paint_bracket(
    painter: QPainter, bracket: Bracket, down: float, typography: Typography, inks: Inks
) -> None:
    """Paints the bracket so far down the page; those that are current stronger."""
    ink = inks.tone(bracket.overlay.tone)
    thickness = _THICK if bracket.overlay.is_current else _THIN
    y = down + bracket.top + thickness / 2
    painter.setPen(_pen(ink, thickness, _DASHES[bracket.overlay.tone % len(_DASHES)]))
    for left, right in bracket.bars:
        painter.drawLine(QPointF(left, y), QPointF(right, y))
    painter.setPen(_pen(ink, 1.0, (1, 3)))
    for left, right in bracket.gaps:
        painter.drawLine(QPointF(left, y), QPointF(right, y))
    _paint_ticks(painter, bracket, down, thickness, ink)
    if bracket.tag is not None:
        _paint_tag(
            painter, bracket.tag, down, typography, ink, inks.page if bracket.overlay.is_current else None
        )


def _paint_ticks(painter: QPainter, bracket: Bracket, down: float, thickness: float, ink: QColor) -> None:
    """They stand within the text that they end, so that those of neighbours do not meet."""
    for x in bracket.ticks:
        is_left = any(abs(x - left) < 1 for left, _ in bracket.bars)
        left = x if is_left else x - thickness
        painter.fillRect(QRectF(left, down + bracket.top - _TICK, thickness, _TICK + thickness), ink)


def _paint_tag(
    painter: QPainter, tag: Tag, down: float, typography: Typography, ink: QColor, reversed_ink: QColor | None
) -> None:
    """Letters in the ink, or on a ground of it if another ink for them is given; the label beside them."""
    box = QRectF(tag.box.left, tag.box.top + down, tag.box.right - tag.box.left, tag.box.bottom - tag.box.top)
    if reversed_ink is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(box, 2, 2)
    painter.setPen(reversed_ink or ink)
    painter.setFont(typography.name_font(is_strong=True))
    painter.drawText(QPointF(tag.box.left + TAG_PAD, down + tag.baseline), tag.text)
    if tag.label:
        painter.setPen(ink)
        painter.setFont(typography.name_font(is_strong=False))
        painter.drawText(QPointF(tag.label_left, down + tag.baseline), tag.label)


def _pen(colour: QColor, thickness: float, dashes: Sequence[float]) -> QPen:
    pen = QPen(colour, thickness)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashes:
        # Qt counts them in widths of the pen.
        pen.setDashPattern([length / thickness for length in dashes])
    return pen
