"""The frame of what pops up at the top of the window: one line to type in, and a list below it or none."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

_LETTERS_WIDE = 64


class Popup(QWidget):
    """Lies over the window until something is chosen, Escape is pressed or the focus goes elsewhere."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self._window = parent
        self._over = parent
        self.setAccessibleName(title)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self._focused_before: QWidget | None = None
        self._is_closing = False
        self.heading = QLabel(title, self)
        self.heading.setWordWrap(True)
        self.line = QLineEdit(self)
        self.line.setAccessibleName(title)
        self.heading.setBuddy(self.line)
        self.line.installEventFilter(self)
        gap = self.fontMetrics().height() // 2
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(gap, gap, gap, gap)
        self.column.setSpacing(gap // 2)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.line)
        self.hide()

    def open_over(self, widget: QWidget) -> None:
        """Shows itself at the top of the widget, in the middle; the keyboard goes to its line."""
        self._focused_before = QApplication.focusWidget()
        self._over = widget
        self.place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self.line.selectAll()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        self._over.installEventFilter(self)

    def place(self) -> None:
        """Takes the size its content wants, as far as there is room."""
        over, window = self._over, self._window
        corner = over.mapTo(window, QPoint(0, 0)) if over is not window else QPoint(0, 0)
        wanted = _LETTERS_WIDE * QFontMetrics(self.font()).averageCharWidth()
        width = min(wanted, max(window.width() - 16, 1))
        left = corner.x() + (over.width() - width) // 2
        left = max(8, min(left, window.width() - width - 8))
        height = self.column.totalHeightForWidth(width)
        if height < 0:
            height = self.column.totalSizeHint().height()
        top = corner.y() + min(24, over.height() // 12)
        self.setGeometry(left, top, width, min(height, window.height() - top - 8))

    def leave(self) -> None:
        """Goes away; the keyboard goes back to where it was."""
        if self._is_closing:
            return
        self._is_closing = True
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._on_focus_changed)
        self._over.removeEventFilter(self)
        focused = QApplication.focusWidget()
        has_focus = focused is not None and (focused is self or self.isAncestorOf(focused))
        self.hide()
        if has_focus and self._focused_before is not None:
            self._focused_before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()

    def take(self) -> None:
        """Enter was pressed."""
        raise NotImplementedError

    def on_key(self, _event: QKeyEvent) -> bool:
        """Whether the key was for the popup and not for the line."""
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take()
                return True
            return self.on_key(event)
        if watched is not self.line and event.type() is QEvent.Type.Resize and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        # None: another program has the keyboard, and the popup may wait.
        if now is not None and now is not self and not self.isAncestorOf(now):
            self.leave()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(self.palette().color(QPalette.ColorRole.Accent)))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
