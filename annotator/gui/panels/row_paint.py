"""How rows of every list are painted: background, one line of text, small type."""

import unicodedata

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from annotator.gui.palette import Theme

_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def reads_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction goes from right to left."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction == "L":
            return False
        if direction in _RIGHT_TO_LEFT:
            return True
    return False


def small_font(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.86)
    return small


def bold_font(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def paint_background(
    painter: QPainter, option: QStyleOptionViewItem, theme: Theme, *, is_current: bool = False
) -> None:
    """Selected rows on the selection's colour, what is open with a bar, the row with the keyboard ringed."""
    rect = QRectF(option.rect)
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, QColor(theme.selection))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, hover_colour(theme))
    if is_current:
        bar = max(3.0, rect.height() / 14)
        left = option.direction is Qt.LayoutDirection.LeftToRight
        x = rect.left() if left else rect.right() - bar
        painter.fillRect(QRectF(x, rect.top(), bar, rect.height()), QColor(theme.ring))
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QColor(theme.ring))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))


def hover_colour(theme: Theme) -> QColor:
    colour = QColor(theme.selection)
    colour.setAlphaF(0.28)
    return colour


def paint_line(
    painter: QPainter,
    rect: QRectF,
    text: str,
    *,
    is_rtl: bool | None = None,
    at_right: bool | None = None,
) -> None:
    """One line in the painter's font and pen, cut short with an ellipsis; it begins at its own side."""
    if is_rtl is None:
        is_rtl = reads_right_to_left(text)
    if at_right is None:
        at_right = is_rtl
    side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute | side)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)
    elided = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, elided, option)
