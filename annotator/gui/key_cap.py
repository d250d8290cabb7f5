"""A key as it is written, and as it is drawn beside what it does."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeySequence, QPainter

from annotator.gui.palette import Theme


def written(key: str) -> str:
    """A key sequence as it is written on this system’s keyboards; both Enter keys are Enter."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")


def key_cap_width(text: str, font: QFont) -> float:
    """How wide the cap of the key is in small type beside text in this font."""
    metrics = QFontMetricsF(_cap_font(font))
    return max(metrics.horizontalAdvance(text) + 0.7 * metrics.height(), 1.3 * metrics.height())


def paint_key_cap(
    painter: QPainter, left: float, middle: float, text: str, font: QFont, theme: Theme
) -> None:
    """Draws the cap from its left edge on, around the middle of a line."""
    small = _cap_font(font)
    height = 1.25 * QFontMetricsF(small).height()
    rect = QRectF(left, middle - height / 2, key_cap_width(text, font), height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(theme.border))
    painter.setBrush(QColor(theme.window))
    painter.drawRoundedRect(rect, height / 4, height / 4)
    painter.setPen(QColor(theme.text))
    painter.setFont(small)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _cap_font(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.82)
    return small
