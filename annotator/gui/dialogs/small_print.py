"""Words that help and are quieter than the rest."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


def small_print(text: str, parent: QWidget | None = None, *, indent: float = 0) -> QLabel:
    """A label in the muted colour that wraps; the indent is counted in line heights."""
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    label.setIndent(int(indent * label.fontMetrics().height()))
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label
