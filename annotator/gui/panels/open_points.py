"""What is still open, said before an article is called done; each point leads to what it is about."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.still_open import OpenKind, OpenPoint
from annotator.gui.palette import LIGHT, Theme
from annotator.gui.panels.attempt import Attempt
from annotator.gui.panels.row_paint import bold_font
from annotator.workbench.workbench import Workbench

_MOST_ROWS = 5


class OpenPointsBar(QWidget):
    """Shows itself while there is something to say; finishing again goes on all the same."""

    questions_wanted = Signal()
    """A point about an unanswered question was chosen: the questions should be in sight."""

    def __init__(
        self,
        workbench: Workbench,
        attempt: Attempt,
        parent: QWidget | None = None,
        *,
        key_of: Callable[[str], str] = lambda _: "Ctrl+Enter",
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Still open")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._bench = workbench
        self._attempt = attempt
        self._key_of = key_of
        self._theme = LIGHT
        self._title = QLabel("Still open", self)
        self._title.setFont(bold_font(self.font()))
        self._advice = QLabel(self)
        self.close_button = QToolButton(self)
        self.list = QListWidget(self)
        self._lay_out()
        self.list.itemClicked.connect(self._on_chosen)
        self.list.itemActivated.connect(self._on_chosen)
        self.close_button.clicked.connect(self._on_closed)
        self._bench.open_points_changed.connect(self._on_points_changed)
        self._bench.opened.connect(self._on_points_changed)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(self.list.item(row).text() for row in range(self.list.count()))

    def choose(self, row: int) -> None:
        """Goes to what the point is about; again, to its next mention."""
        point = self._bench.open_points[row]
        self._attempt(lambda: self._go_to(point))
        if point.kind is OpenKind.UNANSWERED:
            self.questions_wanted.emit()

    def _lay_out(self) -> None:
        gap = self.fontMetrics().height() // 2
        self._advice.setWordWrap(True)
        self.close_button.setText("×")
        self.close_button.setAutoRaise(True)
        self.close_button.setAccessibleName("Close")
        self.close_button.setToolTip("Goes on working on the article")
        self.list.setAccessibleName("Open points")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QHBoxLayout()
        head.setSpacing(gap)
        head.addWidget(self._title)
        head.addWidget(self._advice, 1)
        head.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(gap, gap, gap, gap)
        layout.setSpacing(gap // 2)
        layout.addLayout(head)
        layout.addWidget(self.list)

    def _on_points_changed(self) -> None:
        points = self._bench.open_points
        self.list.clear()
        for point in points:
            item = QListWidgetItem(point.sentence, self.list)
            item.setToolTip(point.sentence)
        rows = min(_MOST_ROWS, max(1, len(points)))
        height = max(self.list.sizeHintForRow(0), QFontMetrics(self.list.font()).height())
        self.list.setFixedHeight(rows * height + 2)
        self._advice.setText(f"{self._key_of('article.done') or 'Ctrl+Enter'} goes on all the same.")
        self.setVisible(bool(points))

    def _go_to(self, point: OpenPoint) -> None:
        bench = self._bench
        ids = [id_ for id_ in point.mention_ids if id_ in bench.annotation.mentions]
        if not ids and point.entity_id is not None:
            ids = [mention.id for mention in bench.annotation.mentions_of.get(point.entity_id, ())]
        if ids:
            at = bench.selection.mention_id
            bench.select_mention(ids[(ids.index(at) + 1) % len(ids)] if at in ids else ids[0])
        elif point.entity_id in bench.annotation.entities:
            bench.select(replace(bench.selection, mention_id=None, entity_id=point.entity_id))

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.choose(self.list.row(item))

    def _on_closed(self) -> None:
        self._bench.show_open_points(())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.window))
        painter.fillRect(0, 0, self.width(), 2, QColor(self._theme.evidence_bar))
