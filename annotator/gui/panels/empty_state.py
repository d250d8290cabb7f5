"""What a list says while it is empty: one line that names the thing, one that says how it begins."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from annotator.gui.palette import Theme


class EmptyState(QWidget):
    """Stands in the middle of an empty panel and teaches."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(title, self)
        self._hint = QLabel(self)
        for label in (self._title, self._hint):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
        font = self._title.font()
        font.setWeight(font.Weight.DemiBold)
        self._title.setFont(font)
        layout = QVBoxLayout(self)
        margin = 2 * self.fontMetrics().height()
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.addStretch(2)
        layout.addWidget(self._title)
        layout.addWidget(self._hint)
        layout.addStretch(3)

    def set_hint(self, hint: str) -> None:
        self._hint.setText(hint)
        self._hint.setAccessibleName(hint)

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self._title.setAccessibleName(title)

    @property
    def hint(self) -> str:
        return self._hint.text()

    def set_theme(self, theme: Theme) -> None:
        palette = self._hint.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.muted)
        self._hint.setPalette(palette)
        self._title.setPalette(palette)
