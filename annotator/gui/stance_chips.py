"""Holder, label and target of a stance in the making, as chips in a row."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from annotator.gui.palette import LIGHT, LabelColour, Theme
from annotator.gui.panels.row_paint import bold_font, paint_line
from annotator.workbench.stance_entry import Field

_PROMPTS = {Field.HOLDER: "who?", Field.LABEL: "which label?", Field.TARGET: "toward what?"}
_NAMES = {Field.HOLDER: "Holder", Field.LABEL: "Label", Field.TARGET: "Target"}


class FieldChip(QAbstractButton):
    """What the field is, or what is asked for; the asked one is ringed and shows what was typed."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._theme = LIGHT
        self._colour: LabelColour | None = None
        self._is_asked = False
        self._is_filled = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_value(None, typed="", is_asked=False)

    def show_value(
        self, value: str | None, *, typed: str, is_asked: bool, colour: LabelColour | None = None
    ) -> None:
        self._is_asked, self._is_filled, self._colour = is_asked, value is not None, colour
        self.setText(f"{typed}▏" if is_asked and typed else value or _PROMPTS[self.field])
        said = value or typed or "asked" if is_asked else value or "not chosen yet"
        self.setAccessibleName(f"{_NAMES[self.field]}: {said}")
        self.setToolTip(f"{_NAMES[self.field]}: click to choose")
        self.updateGeometry()
        self.update()

    @property
    def is_asked(self) -> bool:
        return self._is_asked

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(bold_font(self.font()))
        width = metrics.horizontalAdvance(self.text()) + 1.4 * metrics.height()
        return QSize(int(min(width, 26 * metrics.averageCharWidth())), int(1.75 * metrics.height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(int(4 * QFontMetricsF(self.font()).height()), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(QColor(self._colour.tint if self._colour else theme.page))
        pen = QPen(QColor(theme.ring if self._is_asked else theme.border), 2 if self._is_asked else 1)
        if not self._is_filled and not self._is_asked:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(rect, rect.height() / 3, rect.height() / 3)
        painter.setFont(bold_font(self.font()) if self._is_filled else self.font())
        is_prompt = self.text() == _PROMPTS[self.field]
        painter.setPen(QColor(theme.muted if is_prompt else theme.text))
        em = QFontMetricsF(self.font()).height()
        paint_line(painter, rect.adjusted(0.55 * em, 0, -0.3 * em, 0), self.text(), at_right=False)
