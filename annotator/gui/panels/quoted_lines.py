"""A few lines of quoted text, cut short where they end; always equally high, so that nothing jumps."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui.panels.row_paint import reads_right_to_left


class QuotedLines(QWidget):
    """Shows text in its own direction, in the colour of small print."""

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        """Runs of white space become one space each."""
        self._text = " ".join(text.split())
        self.setAccessibleName(self._text)
        self.setToolTip(self._text)
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(20 * metrics.averageCharWidth(), self._lines * metrics.lineSpacing())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        is_rtl = reads_right_to_left(self._text)
        direction = Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight
        option = QTextOption(Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(direction)
        metrics = QFontMetrics(self.font())
        layout = QTextLayout(self._text, self.font())
        layout.setTextOption(option)
        layout.beginLayout()
        for number in range(self._lines):
            line = layout.createLine()
            if not line.isValid():
                break
            top = number * metrics.lineSpacing()
            line.setLineWidth(self.width())
            if number < self._lines - 1:
                line.draw(painter, QPointF(0, top))
                continue
            # The text of Qt counts UTF-16 units, so the rest is cut from its bytes.
            rest = self._text.encode("utf-16-le")[2 * line.textStart() :].decode("utf-16-le")
            elided = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(
                0,
                top,
                self.width(),
                metrics.lineSpacing(),
                option.alignment() | Qt.AlignmentFlag.AlignAbsolute,
                elided,
            )
        layout.endLayout()
