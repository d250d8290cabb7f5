"""The small mark that says how far an article is: an empty, half full or full circle, a dash."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.domain.annotation import Status
from annotator.gui.palette import Theme


def paint_status(painter: QPainter, rect: QRectF, status: Status, theme: Theme) -> None:
    """Paints the mark to fill the square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(theme.good if status is Status.DONE else theme.muted)
    width = max(1.25, rect.width() / 9)
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    circle = rect.adjusted(width, width, -width, -width)
    match status:
        case Status.NOT_STARTED:
            painter.drawEllipse(circle)
        case Status.IN_PROGRESS:
            painter.drawEllipse(circle)
            painter.setBrush(colour)
            painter.drawPie(circle, -90 * 16, 180 * 16)
        case Status.DONE:
            painter.setBrush(colour)
            painter.drawEllipse(circle)
            _tick(painter, circle, QColor(theme.window), width)
        case Status.SKIPPED:
            middle = circle.center().y()
            painter.drawLine(QPointF(circle.left(), middle), QPointF(circle.right(), middle))
    painter.restore()


def _tick(painter: QPainter, circle: QRectF, colour: QColor, width: float) -> None:
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    left, top, size = circle.left(), circle.top(), circle.width()
    corners = ((0.28, 0.52), (0.44, 0.68), (0.73, 0.34))
    painter.drawPolyline([QPointF(left + x * size, top + y * size) for x, y in corners])


def paint_flag(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """An exclamation mark in a disc: the article wants a second look."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.warning))
    painter.drawEllipse(rect)
    painter.setBrush(QColor(theme.window))
    middle, size = rect.center().x(), rect.height()
    bar = size * 0.13
    painter.drawRoundedRect(
        QRectF(middle - bar / 2, rect.top() + 0.20 * size, bar, 0.38 * size), bar / 2, bar / 2
    )
    painter.drawEllipse(QPointF(middle, rect.top() + 0.74 * size), bar * 0.62, bar * 0.62)
    painter.restore()
