"""How a stance is painted: the label's mark, the sentence, the evidence and remarks in small type."""

from collections.abc import Mapping
from html import escape

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui.palette import LIGHT, LabelColour, Theme
from annotator.gui.panels.row_paint import (
    bold_font,
    paint_background,
    reads_right_to_left,
    small_font,
)
from annotator.gui.panels.stance_model import ROW
from annotator.gui.panels.stance_rows import StanceRow
from annotator.workbench.stance_entry import Field

Index = QModelIndex | QPersistentModelIndex


class StanceDelegate(QStyledItemDelegate):
    """Sets each stance as a small document, kept until width, font, colours or the stance change."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._colours: Mapping[tuple[str, str], LabelColour] = {}
        self._documents: dict[tuple[StanceRow, int, str, bool], QTextDocument] = {}

    def set_look(self, theme: Theme, colours: Mapping[tuple[str, str], LabelColour]) -> None:
        """`colours` are those of each task's labels, by task and label."""
        self._theme, self._colours = theme, colours
        self._documents.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: StanceRow | None = index.data(ROW)
        if row is None:
            return QSize()
        width = _width(option)
        em = QFontMetricsF(option.font).height()
        height = self._document(row, option.font, width).size().height() + 0.9 * em
        return QSize(width, int(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: StanceRow | None = index.data(ROW)
        if row is None:
            return
        em = QFontMetricsF(option.font).height()
        painter.save()
        paint_background(painter, option, self._theme)
        painter.setPen(QColor(self._theme.border))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        self._paint_mark(painter, option, row, em)
        painter.translate(_text_left(option, em), option.rect.top() + 0.45 * em)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, QColor(self._theme.text))
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        document = self._document(row, option.font, _width(option), is_chosen=is_chosen)
        document.documentLayout().draw(painter, context)
        painter.restore()

    def field_at(self, option: QStyleOptionViewItem, index: Index, where: QPointF) -> Field | None:
        """Which part of the sentence is there, in the coordinates of the view."""
        row: StanceRow | None = index.data(ROW)
        if row is None:
            return None
        em = QFontMetricsF(option.font).height()
        inside = where - QPointF(_text_left(option, em), option.rect.top() + 0.45 * em)
        anchor = self._document(row, option.font, _width(option)).documentLayout().anchorAt(inside)
        return Field(anchor) if anchor else None

    def _paint_mark(self, painter: QPainter, option: QStyleOptionViewItem, row: StanceRow, em: float) -> None:
        colour = self._colours.get((row.task, row.label or ""))
        rect = QRectF(option.rect.left() + 0.55 * em, option.rect.top() + 0.5 * em, 1.15 * em, 1.15 * em)
        paint_mark(painter, rect, row.mark, colour, self._theme, option.font)

    def _document(self, row: StanceRow, font: QFont, width: int, *, is_chosen: bool = False) -> QTextDocument:
        key = (row, width, font.key(), is_chosen)
        document = self._documents.get(key)
        if document is None:
            if len(self._documents) > 400:
                self._documents.clear()
            document = self._documents[key] = self._set(row, font, width, is_chosen=is_chosen)
        return document

    def _set(self, row: StanceRow, font: QFont, width: int, *, is_chosen: bool) -> QTextDocument:
        em = QFontMetricsF(font).height()
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # The verb is the scheme's, in its language; the names around it stand in the order it asks for.
        is_rtl = reads_right_to_left(row.verb)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)
        document.setDefaultTextOption(option)
        document.setHtml(self._html(row, small_font(font).pointSizeF(), is_chosen=is_chosen))
        document.setTextWidth(width - 2.7 * em)
        return document

    def _html(self, row: StanceRow, small: float, *, is_chosen: bool) -> str:
        theme = self._theme
        colour = self._colours.get((row.task, row.label or ""))
        verb_colour = colour.text if colour else theme.muted
        parts = [
            f'<p style="margin:0">{_part(Field.HOLDER, _capital(row.holder), theme.text)} '
            f"<i>{_part(Field.LABEL, row.verb, verb_colour, bold=False)}</i> "
            f"{_part(Field.TARGET, row.target, theme.text)}</p>"
        ]
        # Muted type would be too faint on the selection's colour.
        style = f"margin:2px 0 0 0; color:{theme.text if is_chosen else theme.muted}; font-size:{small}pt"
        if row.quote:
            direction = "rtl" if reads_right_to_left(row.quote) else "ltr"
            parts.append(f'<p dir="{direction}" style="{style}">“{escape(row.quote.strip("“”"))}”</p>')
        if row.remarks:
            parts.append(f'<p style="{style}"><b>{escape(" · ".join(row.remarks))}</b></p>')
        return "".join(parts)


def paint_mark(
    painter: QPainter, rect: QRectF, mark: str, colour: LabelColour | None, theme: Theme, font: QFont
) -> None:
    """The mark of a label in a disc of its colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(colour.line if colour else theme.border))
    painter.setBrush(QColor(colour.tint if colour else theme.window))
    painter.drawRoundedRect(rect, rect.height() / 3, rect.height() / 3)
    painter.setPen(QColor(theme.text))
    painter.setFont(bold_font(font))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, mark)
    painter.restore()


def _part(field: Field, words: str, colour: str, *, bold: bool = True) -> str:
    weight = 600 if bold else 400
    style = f"color:{colour}; text-decoration:none; font-weight:{weight}"
    return f'<a href="{field.value}" style="{style}">{escape(words)}</a>'


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _text_left(option: QStyleOptionViewItem, em: float) -> float:
    return option.rect.left() + 2.1 * em


def _width(option: QStyleOptionViewItem) -> int:
    """Of the view: while sizes are asked for, the option has no rectangle yet."""
    view = option.widget
    return view.viewport().width() if isinstance(view, QAbstractScrollArea) else option.rect.width()
