"""The article view: shows what is on the workbench, repaints what a step touches, passes on the mouse."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QBasicTimer, QEvent, QPoint, QPointF, QRect, Qt, QTimer, QTimerEvent, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.domain.edits.mentions import Deed
from annotator.domain.tokens import Offsets
from annotator.gui.text.area import PageArea
from annotator.gui.text.caret import CaretMoves
from annotator.gui.text.drags import Drag, DragKind
from annotator.gui.text.hits import HitKind, HitTarget
from annotator.gui.text.look import Look
from annotator.gui.text.marked_page import MarkedPage
from annotator.gui.text.overlaid_page import OverlaidPage
from annotator.gui.text.overlays import Overlay, overlays_at
from annotator.gui.text.page import Place
from annotator.gui.text.paint import paint, rows_of
from annotator.gui.text.pointer import Pointer, Requests
from annotator.gui.text.scene import Arrow, Inks, Scene, SearchHits
from annotator.gui.text.shapes import Box
from annotator.gui.text.spoken import description_of, say, tooltip_at
from annotator.workbench.selection import Selection
from annotator.workbench.workbench import Taken, Workbench

_WHEEL_NOTCH = 120
_AUTO_SCROLL_MS = 30
# Said when the keys pause, not at each of them: whoever goes through a row of mentions hears the last.
_ANNOUNCE_MS = 80


class ArticleView(PageArea):
    """The article that is open on the workbench, to read and to mark.

    Selecting is done on the workbench at once; edits are asked for by signals, because commands make them.
    """

    marked = Signal(int, int)
    """Text was dragged over or double-clicked, to be marked with the active label: start, end."""
    mention_resized = Signal(str, int, int)
    """A mention's edge was dragged: its id, start, end."""
    mention_dropped = Signal(str, str)
    """A mention was dragged onto another one: both ids."""
    context_requested = Signal(QPoint, int, object)
    """A menu is wanted: where on the screen, at which offset, and the id of the mention there or None."""
    zoom_requested = Signal(int)
    """Ctrl and the wheel: steps, up is larger."""

    def __init__(self, workbench: Workbench, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._bench = workbench
        self._inks = Inks(workbench.scheme, look.theme)
        self._marked: MarkedPage | None = None
        self._overlays: tuple[Overlay, ...] = ()
        self._overlaid: OverlaidPage | None = None
        self._moves: CaretMoves | None = None
        self._shown = Selection()
        self._evidence: tuple[Offsets, ...] = ()
        self._search = SearchHits()
        self._drag: Drag | None = None
        self._arrow: Arrow | None = None
        requests = Requests(self.marked.emit, self.mention_resized.emit, self.mention_dropped.emit)
        self._pointer = Pointer(self, workbench, requests)
        self._blink, self._caret_is_on = QBasicTimer(), True
        self._auto_scroll = QBasicTimer()
        self._wheel = 0
        self._announce = QTimer(self, singleShot=True, interval=_ANNOUNCE_MS)
        self._announce.timeout.connect(self._say_current)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Article")
        self._listen()
        self._on_opened()

    # What commands ask about lines

    def vertical(self, offset: int, lines: int) -> int:
        """The offset so many lines further down, up if negative, in the column where the caret began."""
        return self._moves.vertical(offset, lines) if self._moves else offset

    def line_start(self, offset: int) -> int:
        return self._moves.line_start(offset) if self._moves else offset

    def line_end(self, offset: int) -> int:
        return self._moves.line_end(offset) if self._moves else offset

    def page(self, offset: int, pages: int) -> int:
        """The offset so many screens further down, up if negative; two lines stay in view."""
        step = max(1, self.viewport().height() - 2 * self.verticalScrollBar().singleStep())
        return self._moves.page(offset, pages * step) if self._moves else offset

    # What the window asks for

    def set_hits(self, spans: Sequence[Offsets], current: int | None = None) -> None:
        """Shows where a searched text was found, in order; the current place comes into view."""
        before, self._search = self._search, SearchHits(tuple(spans), current)
        self._update_spans((*before.spans, *spans))
        if self._search.current_span is not None:
            self.bring_into_view(self._search.current_span[0])

    @property
    def overlays(self) -> tuple[Overlay, ...]:
        return self._overlays

    def set_overlays(self, overlays: Sequence[Overlay]) -> None:
        """Shows how others read the open article; opening another one takes them away.

        Lines of text make room for what is under them; the first one that gets overlays stays where it is.
        """
        before, self._overlays = self._overlays, tuple(overlays)
        if self._overlaid is None or self._marked is None or before == self._overlays:
            return
        state = self._overlaid.state(self.visible())
        with self.line_kept(self._offset_to_keep()):
            self._marked.forget(self._overlaid.exchange(self._overlays))
            # Painting asks for it, wherever it is; then it is too late to keep anything in place.
            self._marked.page.place(self._bench.selection.caret)
        self.lay_out_again()
        places = self._overlaid.changed_since(state)
        if places is None:
            self.viewport().update()
        else:
            self._update_lines(places)
        self._announce.start()

    def overlay_rects(self, tag: str) -> tuple[QRect, ...]:
        """Where the brackets with the tag are drawn in the viewport; nothing while they are out of view."""
        left, down = self.corner
        boxes = self._overlaid.boxes(tag, self.visible()) if self._overlaid else ()
        return tuple(_in_pixels(box, left, down) for box in boxes)

    def caret_rect(self) -> QRect:
        """Where the caret stands in the viewport; for what pops up beside it."""
        if self._marked is None:
            return QRect()
        caret, page = self._bench.selection.caret, self._marked.page
        place, (left, down) = page.place(caret), self.corner
        return QRect(
            left + round(page.caret_x(caret)), down + round(place.top), 1, round(place.bottom - place.top)
        )

    def mention_rects(self, mention_id: str) -> tuple[QRect, ...]:
        """Where a mention is drawn in the viewport, in order of reading; nothing while it is out of view."""
        left, down = self.corner
        boxes = self._marked.boxes(mention_id, self.visible()) if self._marked else ()
        return tuple(_in_pixels(box, left, down) for box in boxes)

    def _offset_to_keep(self) -> int:
        """Where the first overlay in view begins, else the line at the top."""
        page, in_view = self.article_page, self.visible()
        if page is None:
            return 0
        begins = (overlay.start for overlay in self._overlays)
        at_top = page.place_at(self.verticalScrollBar().value()).line.start
        return next((offset for offset in begins if page.paragraphs.index_at(offset) in in_view), at_top)

    # What the mouse moves over

    def target_at(self, point: QPointF) -> HitTarget:
        """What is under a point of the viewport."""
        if self._marked is None:
            return HitTarget(HitKind.TEXT, 0)
        return self._marked.target(*self.on_page(point), self._bench.selection.mention_id)

    def character_at(self, point: QPointF) -> int | None:
        """The character under a point of the viewport; None below the text."""
        x, y = self.on_page(point)
        if self._marked is None or self._marked.page.is_below(y):
            return None
        return self._marked.page.character_at(x, y)

    def show_drag(self, drag: Drag | None, point: QPointF) -> None:
        """Shows what letting go at the point would do: an arrow, or an edge that moves."""
        is_shown = any(d is not None and d.kind is not DragKind.TEXT for d in (drag, self._drag))
        self._drag, self._arrow = drag, None
        if drag is not None and drag.kind is DragKind.STANCE and drag.from_id is not None:
            self._arrow = self._arrow_from(drag.from_id, point)
        if is_shown:
            self.viewport().update()

    def _arrow_from(self, mention_id: str, point: QPointF) -> Arrow:
        """From the mention, or from above where it was scrolled out of view."""
        (x, y), (left, down) = self.on_page(point), self.corner
        rects = self.mention_rects(mention_id)
        if not rects:
            return Arrow(x, -down, x, y)
        return Arrow(rects[0].center().x() - left, rects[0].top() - down, x, y)

    # What happens on the workbench

    def _listen(self) -> None:
        bench = self._bench
        bench.opened.connect(self._on_opened)
        bench.changed.connect(self._on_changed)
        bench.selection_changed.connect(self._on_selection_changed)
        bench.preview_changed.connect(self._on_preview_changed)
        bench.entry_changed.connect(self._on_entry_changed)
        bench.scheme_changed.connect(self._on_scheme_changed)

    def _on_opened(self) -> None:
        self._pointer.cancel()
        self._search = SearchHits()
        self._shown, self._evidence = self._bench.selection, ()
        self._overlays = ()
        self.show_article(self._bench.article if self._bench.is_open else None)
        if self._shown != Selection():
            self.bring_into_view(self._shown.caret)
        self._refresh_evidence()
        self._announce.start()

    def page_changed(self) -> None:
        page = self.article_page
        self._inks = Inks(self._bench.scheme, self.look.theme)
        self._moves = CaretMoves(page) if page else None
        self._marked = MarkedPage(page, self._bench.annotation.mentions.values()) if page else None
        self._overlaid = OverlaidPage(page, self._overlays) if page else None

    def _on_changed(self, taken: Taken) -> None:
        """Repaints the lines that look different after the step, and nothing else."""
        if self._marked is not None:
            self._update_lines(self._marked.follow(taken.step, self.visible()))
            self._refresh_evidence()
            self._announce.start()

    def _on_selection_changed(self, selection: Selection) -> None:
        before, self._shown = self._shown, selection
        if self._marked is None or selection == before:
            return
        self._update_lines(self._marked.emphasis_moved(before, selection, self.visible()))
        self._refresh_evidence()
        self._begin_blinking()
        if not self._pointer.is_pressed:
            self.bring_into_view(selection.caret)
        if selection.mention_id != before.mention_id or self._overlays:
            self._announce.start()

    def _on_preview_changed(self) -> None:
        self.viewport().update()

    def _on_entry_changed(self) -> None:
        self._refresh_evidence()

    def _on_scheme_changed(self) -> None:
        self._inks = Inks(self._bench.scheme, self.look.theme)
        self.viewport().update()

    def _refresh_evidence(self) -> None:
        """The evidence of the stance in the making, else of the current judgement."""
        entry, judgement = self._bench.stance_entry, self._bench.current_judgement
        evidence: tuple[Offsets, ...] = ()
        if entry is not None:
            evidence = (entry.evidence,) if entry.evidence else ()
        elif judgement is not None:
            evidence = tuple((span.start, span.end) for span in judgement.evidence)
        if evidence != self._evidence:
            before, self._evidence = self._evidence, evidence
            self._update_spans((*before, *evidence))

    # Painting

    def _update_lines(self, places: Iterable[Place]) -> None:
        for place in places:
            self.viewport().update(self.line_area(place))

    def _update_spans(self, spans: Iterable[Offsets]) -> None:
        if self._marked is not None:
            self._update_lines(self._marked.lines_of(spans, self.visible()))

    def _update_caret(self) -> None:
        if self._marked is not None:
            self._update_lines([self._marked.page.place(self._bench.selection.caret)])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._inks.page)
        if self._marked is None:
            return
        left, down = self.corner
        scene = self._scene(self._marked)
        rows = rows_of(scene, event.region(), left, down)
        painter.translate(left, down)
        if event.rect().top() - down < scene.page.masthead.height:
            scene.page.masthead.draw(painter)
        paint(painter, scene, rows)

    def _scene(self, marked: MarkedPage) -> Scene:
        preview = self._bench.preview
        return Scene(
            page=marked.page,
            inks=self._inks,
            shapes=marked.shapes,
            selection=self._bench.selection,
            evidence=self._evidence,
            hits=self._search,
            preview=preview.places if preview else (),
            preview_removes=preview is not None and preview.deed.deed is Deed.REMOVE,
            drag=self._drag,
            arrow=self._arrow,
            brackets=self._overlaid.brackets if self._overlaid and self._overlays else None,
            has_focus=self.hasFocus(),
            caret_is_on=self._caret_is_on,
        )

    def _begin_blinking(self) -> None:
        """The caret is seen at once wherever it goes, and blinks as the system says, if it says so."""
        self._caret_is_on = True
        flash = QGuiApplication.styleHints().cursorFlashTime()
        if flash > 0 and self.hasFocus() and self._bench.selection.mention_id is None:
            self._blink.start(flash // 2, self)
        else:
            self._blink.stop()

    def _say_current(self) -> None:
        """Tells assistive technology what is current."""
        at_caret: tuple[Overlay, ...] = ()
        if self._overlays and self._bench.is_open:
            mention, caret = self._bench.current_mention, self._bench.selection.caret
            span = (mention.start, mention.end) if mention else (caret, caret)
            at_caret = overlays_at(self._overlays, *span)
        before, after = self.accessibleDescription(), description_of(self._bench, at_caret)
        if after != before:
            self.setAccessibleDescription(after)
            say(self, after)

    # Qt

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._marked is not None and event.button() is Qt.MouseButton.LeftButton:
            self._pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._marked is None:
            return
        if not self._pointer.is_pressed:
            self._show_cursor(self.target_at(event.position()))
            return
        self._pointer.move(event)
        if self.viewport().rect().contains(event.position().toPoint()):
            self._auto_scroll.stop()
        elif not self._auto_scroll.isActive():
            self._auto_scroll.start(_AUTO_SCROLL_MS, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._auto_scroll.stop()
        if self._marked is not None and event.button() is Qt.MouseButton.LeftButton:
            self._pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._marked is not None and event.button() is Qt.MouseButton.LeftButton:
            self._pointer.double_click(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Makes current what is under the pointer, and asks for a menu there."""
        if self._marked is None:
            return
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            selection = self._bench.selection
            below = self.viewport().mapToGlobal(self.caret_rect().bottomLeft())
            self.context_requested.emit(below, selection.caret, selection.mention_id)
            return
        offset = self._pointer.point_out(QPointF(event.pos()))
        self.context_requested.emit(event.globalPos(), offset, self._bench.selection.mention_id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._wheel += event.angleDelta().y()
        steps = int(self._wheel / _WHEEL_NOTCH)
        self._wheel -= steps * _WHEEL_NOTCH
        if steps:
            self.zoom_requested.emit(steps)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys belong to commands; the scroll area's own would scroll away from the caret."""
        event.ignore()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._marked is not None:
            tip = tooltip_at(
                self.target_at(QPointF(event.pos())).mention_id,
                self._overlaid.at(*self.on_page(QPointF(event.pos()))) if self._overlaid else (),
                self._bench,
            )
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._begin_blinking()
        self._update_caret()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._begin_blinking()
        self._update_caret()

    def timerEvent(self, event: QTimerEvent) -> None:
        if event.timerId() == self._blink.timerId():
            self._caret_is_on = not self._caret_is_on
            self._update_caret()
        elif event.timerId() == self._auto_scroll.timerId():
            self._scroll_while_dragging()
        else:
            super().timerEvent(event)

    def _show_cursor(self, target: HitTarget) -> None:
        shape = Qt.CursorShape.IBeamCursor
        if target.is_edge:
            shape = Qt.CursorShape.SizeHorCursor
        elif target.kind is HitKind.MENTION:
            shape = Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)

    def _scroll_while_dragging(self) -> None:
        """The further out the pointer is, the faster."""
        point = self.viewport().mapFromGlobal(QCursor.pos())
        beyond = min(0, point.y()) + max(0, point.y() - self.viewport().height())
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + beyond // 2)
        self._pointer.move_to(QPointF(point))


def _in_pixels(box: Box, left: int, down: int) -> QRect:
    return QRect(
        QPoint(left + round(box.left), down + round(box.top)),
        QPoint(left + round(box.right) - 1, down + round(box.bottom) - 1),
    )
