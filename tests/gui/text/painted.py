"""What a view paints, as it happens."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent, QRegion

from annotator.gui.text.view import ArticleView


class Painted(QObject):
    """How often the view painted since this was made, and which part of it."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self.times = 0
        self.region = QRegion()
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.times += 1
            self.region = self.region.united(event.region())
        return False
