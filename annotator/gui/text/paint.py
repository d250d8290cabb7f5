"""The painters of the article, back to front. They paint what a scene says, and decide nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QRegion

from annotator.domain.tokens import Offsets
from annotator.gui.text.drags import DragKind
from annotator.gui.text.layout import Line, SetParagraph
from annotator.gui.text.overlay_paint import paint_bracket
from annotator.gui.text.scene import Arrow, Scene
from annotator.gui.text.shapes import NOTHING, Box, LineShapes, Shape, boxes_of

_HANDLE = 3.0
_ARROW_HEAD = 9.0


@dataclass(frozen=True)
class Row:
    """A line that is to be painted, and what is drawn on it; `top` is its paragraph's, in page pixels."""

    index: int
    set_paragraph: SetParagraph
    line: Line
    top: float
    drawn: LineShapes

    def boxes(self, start: int, end: int, *, grown: float = 0.0) -> Iterator[QRectF]:
        """The boxes around `[start, end)` on this line, in page pixels."""
        if start < self.line.end and self.line.start < end:
            for box in boxes_of(self.set_paragraph, self.line, start, end, grown=grown):
                yield self.rect(box)

    def rect(self, box: Box) -> QRectF:
        return QRectF(box.left, box.top + self.top, box.right - box.left, box.bottom - box.top)


def rows_of(scene: Scene, region: QRegion, left: int, down: int) -> list[Row]:
    """The lines that the region touches; `left` and `down` are where the page's corner lies in it."""
    bounds = region.boundingRect()
    page = scene.page
    rows: list[Row] = []
    for index in page.settle(bounds.top() - down, bounds.bottom() - down + 1):
        set_paragraph, top = page.set_paragraph(index), page.tops[index]
        shapes = scene.shapes(index)
        for line in set_paragraph.lines:
            area = QRectF(-left, top + line.top, bounds.right() + 1, line.bottom - line.top)
            if region.intersects(area.translated(left, down).toAlignedRect()):
                rows.append(Row(index, set_paragraph, line, top, shapes.get(line.number, NOTHING)))
    return rows


def paint(painter: QPainter, scene: Scene, rows: list[Row]) -> None:
    """Paints the rows; the painter's origin is the page's corner."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for layer in _LAYERS:
        layer(painter, scene, rows)


def _paint_evidence(painter: QPainter, scene: Scene, rows: list[Row]) -> None:
    em = scene.page.typography.em
    for row in rows:
        for start, end in _touching(row, scene.evidence):
            is_rtl = row.set_paragraph.paragraph.is_rtl
            for left, right in row.set_paragraph.stretches(row.line, start, end):
                area = QRectF(left, row.top + row.line.top, right - left, row.line.bottom - row.line.top)
                painter.fillRect(area, scene.inks.evidence)
            x = row.set_paragraph.width + em * 0.7 if is_rtl else -em * 0.7 - 4
            bar = QRectF(x, row.top + row.line.top, 4, row.line.bottom - row.line.top)
            painter.fillRect(bar, scene.inks.evidence_bar)


def _paint_tints(painter: QPainter, scene: Scene, rows: list[Row]) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    radius = scene.page.typography.em * 0.15
    for row in rows:
        for shape in row.drawn.shapes:
            ink = scene.inks.label(shape.mark.mention.label)
            painter.setBrush(ink.tint if shape.mark.is_decided else ink.tint_light)
            for box in shape.boxes:
                rect = row.rect(box)
                painter.drawRoundedRect(rect, radius, radius)
                for open_side in _open_sides(shape, box, rect, radius):
                    painter.drawRect(open_side)


def _paint_hits(painter: QPainter, scene: Scene, rows: list[Row]) -> None:
    if not scene.hits.spans:
        return
    for row in rows:
        for span in scene.hits.between(row.line.start, row.line.end):
            painter.setPen(QPen(scene.inks.hit_line, 2.0 if span == scene.hits.current_span else 1.0))
            painter.setBrush(scene.inks.hit)
            for rect in row.boxes(*span):
                painter.drawRect(rect)


def _paint_selection(painter: QPainter, scene: Scene, rows: list[Row]) -> None:
    span = scene.selection.span
    if span is None:
        return
    for row in rows:
        for rect in row.boxes(*span, grown=1.0):
            painter.fillRect(rect, scene.inks.selection)


def _paint_underlines(painter: QPainter, scene: Scene, rows: list[Row]) -> None:
    thickness = scene.page.typography.line
    for row in rows:
        for shape in row.drawn.shapes:
            colour = scene.inks.label(shape.mark.mention.label).line
            y = row.top + shape.underline
            for box in shape.boxes:
                if shape.mark.is_decided:
                    painter.fillRect(QRectF(box.left, y, box.right - box.left, thickness), colour)
                else:
                    painter.setPen(_dashes(colour, thickness))
                    painter.drawLine(
                        QPointF(box.left, y + thickness / 2), QPointF(box.right, y + thickness / 2)
                    )
        for connector in row.drawn.connectors:
            painter.setPen(_dashes(scene.inks.label(connector.mark.mention.label).line, 1.0, 3.0))
            y = row.top + connector.y
            painter.drawLine(QPointF(connector.left, y), QPointF(connector.right, y))


def _paint_text(painter: QPainter, scene: Scene, rows: list[Row]) -> None:
    for row in rows:
        painter.setPen(scene.inks.muted if row.set_paragraph.face.is_muted else scene.inks.text)
        row.set_paragraph.draw_line(painter, row.line, 0, row.top)


def _paint_names(painter: QPainter, scene: Scene, rows: list[Row]) -> None:
    for row in rows:
        is_crossed = _reaches_down(scene.shapes(row.index).get(row.line.number - 1, NOTHING))
        for name in row.drawn.names:
            if is_crossed:
                painter.fillRect(row.rect(name.box), scene.inks.page)
            painter.setFont(scene.page.typography.name_font(is_strong=name.mark.is_decided))
            painter.setPen(scene.inks.label(name.mark.mention.label).text)
            painter.drawText(QPointF(name.left, row.top + name.baseline), name.text)


def _paint_same_entity(painter: QPainter, scene: Scene, rows: list[Row]) -> None:
    entity = scene.selection.entity_id
    if entity is None:
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for row in rows:
        for shape in row.drawn.shapes:
            mention = shape.mark.mention
            if mention.entity == entity and mention.id != scene.selection.mention_id:
                painter.setPen(QPen(scene.inks.label(mention.label).line, 1.0))
                for box in shape.boxes:
                    painter.drawRoundedRect(row.rect(box).adjusted(-0.5, -0.5, 0.5, 0.5), 3, 3)


def _paint_preview(painter: QPainter, scene: Scene, rows: list[Row]) -> None:
    """Where “all of these” would act."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_dashes(scene.inks.warning if scene.preview_removes else scene.inks.ring, 1.5, 3.0))
    for row in rows:
        for start, end in _preview_on(row, scene):
            for rect in row.boxes(start, end, grown=0.5):
                painter.drawRoundedRect(rect.adjusted(-2, 0, 2, 2), 3, 3)


def _paint_strikes(painter: QPainter, scene: Scene, rows: list[Row]) -> None:
    """What “all of these” would remove is struck out."""
    if not scene.preview_removes:
        return
    for row in rows:
        y = row.top + row.line.baseline - row.set_paragraph.face.rise * 0.35
        for start, end in _preview_on(row, scene):
            for rect in row.boxes(start, end):
                painter.fillRect(QRectF(rect.left(), y, rect.width(), 1.5), scene.inks.warning)


def _paint_rings(painter: QPainter, scene: Scene, rows: list[Row]) -> None:
    """Around the current mention and where a stance would go; or around where an edge is dragged to."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(scene.inks.ring, 2.0))
    moved = scene.drag if scene.drag and scene.drag.kind is DragKind.EDGE else None
    for row in rows:
        if moved:
            for rect in row.boxes(moved.start, moved.end, grown=1.0):
                painter.drawRoundedRect(rect.adjusted(-1.5, -1, 1.5, 1), 3, 3)
            continue
        for shape in row.drawn.shapes:
            if shape.mention_id == scene.selection.mention_id or _is_goal(scene, shape):
                for box in shape.boxes:
                    painter.drawRoundedRect(row.rect(box).adjusted(-1.5, -0.5, 1.5, 1), 3, 3)


def _paint_handles(painter: QPainter, scene: Scene, rows: list[Row]) -> None:
    """Where the edges of the current mention can be taken hold of."""
    if scene.drag is not None or scene.selection.mention_id is None:
        return
    painter.setPen(QPen(scene.inks.page, 1.0))
    painter.setBrush(scene.inks.ring)
    for row in rows:
        for shape in row.drawn.shapes:
            if shape.mention_id == scene.selection.mention_id:
                top, bottom = shape.boxes[0].top + row.top, shape.boxes[0].bottom + row.top + 1
                if shape.start_x is not None:
                    painter.drawEllipse(QPointF(shape.start_x, top), _HANDLE, _HANDLE)
                if shape.end_x is not None:
                    painter.drawEllipse(QPointF(shape.end_x, bottom), _HANDLE, _HANDLE)


def _paint_overlays(painter: QPainter, scene: Scene, rows: list[Row]) -> None:
    if scene.brackets is None:
        return
    for row in rows:
        for bracket in scene.brackets(row.index).get(row.line.number, ()):
            paint_bracket(painter, bracket, row.top, scene.page.typography, scene.inks)


def _paint_caret(painter: QPainter, scene: Scene, rows: list[Row]) -> None:
    """Thin and grey while a mention is current or the keys go elsewhere."""
    if not scene.caret_is_on:
        return
    selection = scene.selection
    place = scene.page.place(selection.caret)
    for row in rows:
        if row.index == place.paragraph and row.line.number == place.line.number:
            is_quiet = selection.mention_id is not None or not scene.has_focus
            face = row.set_paragraph.face
            top = row.top + row.line.baseline - face.rise - 1
            x = row.set_paragraph.caret_x(selection.caret)
            width = 1.0 if is_quiet else 2.0
            caret = QRectF(x - width / 2, top, width, face.rise + face.fall + 2)
            painter.fillRect(caret, scene.inks.muted if is_quiet else scene.inks.text)


def _paint_arrow(painter: QPainter, scene: Scene, _rows: list[Row]) -> None:
    if scene.arrow is None:
        return
    path = _arrow_path(scene.arrow)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(scene.inks.page, 5.0))
    painter.drawPath(path)
    painter.setPen(QPen(scene.inks.ring, 2.0))
    painter.drawPath(path)
    _paint_head(painter, path, scene.inks.ring)


# Outlines lie behind the text, or they would hide the full stop after a name.
_LAYERS = (
    _paint_evidence,
    _paint_tints,
    _paint_hits,
    _paint_selection,
    _paint_underlines,
    _paint_same_entity,
    _paint_rings,
    _paint_preview,
    _paint_text,
    _paint_names,
    _paint_overlays,
    _paint_strikes,
    _paint_handles,
    _paint_caret,
    _paint_arrow,
)


def _touching(row: Row, spans: Iterable[Offsets]) -> Iterator[Offsets]:
    return (span for span in spans if span[0] < row.line.end and row.line.start < span[1])


def _preview_on(row: Row, scene: Scene) -> Iterator[Offsets]:
    return _touching(row, ((place.start, place.end) for place in scene.preview))


def _reaches_down(drawn: LineShapes) -> bool:
    """Whether mentions are nested so deeply that their lines cross the names of the next line."""
    return any(shape.mark.level > 1 for shape in drawn.shapes)


def _is_goal(scene: Scene, shape: Shape) -> bool:
    drag = scene.drag
    return drag is not None and drag.kind is DragKind.STANCE and drag.to_id == shape.mention_id


def _open_sides(shape: Shape, box: Box, rect: QRectF, radius: float) -> Iterator[QRectF]:
    """The sides at which the mention goes on elsewhere: they are not rounded."""
    real = [x for x in (shape.start_x, shape.end_x) if x is not None]
    if not any(abs(x - box.left) < 1 for x in real):
        yield QRectF(rect.left(), rect.top(), radius, rect.height())
    if not any(abs(x - box.right) < 1 for x in real):
        yield QRectF(rect.right() - radius, rect.top(), radius, rect.height())


def _dashes(colour: QColor, thickness: float, length: float = 2.0) -> QPen:
    pen = QPen(colour, thickness)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([length / 1.0, 1.5])
    return pen


def _arrow_path(arrow: Arrow) -> QPainterPath:
    """A shallow arc above the straight line."""
    path = QPainterPath(QPointF(arrow.from_x, arrow.from_y))
    lift = min(40.0, 0.2 * abs(arrow.to_x - arrow.from_x) + 10.0)
    middle_x = (arrow.from_x + arrow.to_x) / 2
    path.quadTo(QPointF(middle_x, min(arrow.from_y, arrow.to_y) - lift), QPointF(arrow.to_x, arrow.to_y))
    return path


def _paint_head(painter: QPainter, path: QPainterPath, colour: QColor) -> None:
    painter.save()
    painter.translate(path.pointAtPercent(1.0))
    painter.rotate(-path.angleAtPercent(1.0))
    head = QPainterPath(QPointF(0, 0))
    head.lineTo(-_ARROW_HEAD, -_ARROW_HEAD / 2)
    head.lineTo(-_ARROW_HEAD, _ARROW_HEAD / 2)
    head.closeSubpath()
    painter.fillPath(head, colour)
    painter.restore()
