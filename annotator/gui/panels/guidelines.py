"""The guidelines beside the text: the labels with colours and keys, then what the team wrote."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QDesktopServices,
    QFont,
    QShowEvent,
    QTextBlock,
    QTextCursor,
    QTextFormat,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget

from annotator.domain.scheme import Scheme
from annotator.gui.palette import LIGHT, Theme, label_colours
from annotator.gui.panels.label_marks import mark_of, task_label_colours, title_of

_HEADINGS = {1: 1.3, 2: 1.15, 3: 1.0}
_OPENED_OUTSIDE = ("http", "https", "mailto")


class GuidelinesPanel(QWidget):
    """Shows a scheme; links open in the browser of the desktop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Guidelines")
        self._scheme: Scheme | None = None
        self._is_stale = True
        self._theme = LIGHT
        self._key_of: Callable[[str], str] = lambda _: ""
        self.page = QTextBrowser(self)
        self.page.setAccessibleName("Text of the guidelines")
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(open_outside)
        self.page.document().setDocumentMargin(self.fontMetrics().height() * 0.8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)
        self.setFocusProxy(self.page)

    def set_scheme(self, scheme: Scheme, key_of: Callable[[str], str] = lambda _: "") -> None:
        """Shows the scheme; `key_of` gives the key that a label's command has just now."""
        self._scheme, self._key_of = scheme, key_of
        self._show()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._show()

    def _show(self) -> None:
        """Sets the page; not before somebody looks."""
        self._is_stale = not self.isVisible()
        if self._scheme is None or self._is_stale:
            return
        scroll = self.page.verticalScrollBar().value()
        show_markdown(
            self.page,
            self._scheme.guidelines,
            self._theme,
            before=labels_html(self._scheme, self._theme, self._key_of),
        )
        self.page.verticalScrollBar().setValue(scroll)


def show_markdown(page: QTextBrowser, markdown: str, theme: Theme, *, before: str = "") -> None:
    """Sets the Markdown in calm sizes, after some HTML of our own."""
    document = page.document()
    document.setDefaultStyleSheet(f"a {{ color: {theme.ring}; }}")
    document.setMarkdown(markdown)
    block = document.begin()
    while block.isValid():
        _calm(block, document.defaultFont())
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _rule(frame, theme)
    if before:
        cursor = QTextCursor(document)
        cursor.insertHtml(before)
        cursor.insertBlock()
    page.moveCursor(QTextCursor.MoveOperation.Start)


def labels_html(scheme: Scheme, theme: Theme, key_of: Callable[[str], str]) -> str:
    """Every label with its colour, key and description, as the scheme says."""
    colours = label_colours(scheme, theme)
    parts = [f"<h3>{escape(scheme.title or scheme.name)}</h3>", _small(scheme.description, theme)]
    rows = [
        _row(
            "●",
            colours[label.name].line,
            key_of(f"label.{label.name}") or label.key,
            label.name,
            label.title,
            label.description,
            theme,
        )
        for label in scheme.entity_labels
    ]
    parts.append(_table(rows))
    for task in scheme.tasks:
        parts += (f"<h4>{escape(task.title or task.name)}</h4>", _small(task.description, theme))
        tints = task_label_colours(task, theme)
        parts.append(
            _table(
                [
                    _row(
                        mark_of(label),
                        tints[label.name].text,
                        label.key,
                        title_of(label),
                        "",
                        label.description,
                        theme,
                    )
                    for label in task.labels
                ]
            )
        )
    return "".join(parts) + "<p></p>"


def _row(
    mark: str, colour: str, key: str | None, name: str, title: str, description: str, theme: Theme
) -> str:
    more = f" · {escape(title)}" if title and title.casefold() != name.casefold() else ""
    said = f'<br><span style="color:{theme.muted}">{escape(description)}</span>' if description else ""
    return (
        f'<tr><td style="color:{colour}"><b>{escape(mark)}</b></td>'
        f"<td><b>{escape((key or '').upper())}</b></td>"
        f"<td><b>{escape(name)}</b>{more}{said}</td></tr>"
    )


def _table(rows: list[str]) -> str:
    return f'<table cellpadding="3" cellspacing="0">{"".join(rows)}</table>'


def _small(text: str, theme: Theme) -> str:
    return f'<p style="color:{theme.muted}">{escape(text)}</p>' if text else ""


def _calm(block: QTextBlock, font: QFont) -> None:
    """Headings a little larger than the text: this stands beside an article."""
    level = block.blockFormat().headingLevel()
    if not level:
        return
    pieces = block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        letters = piece.charFormat()
        # Qt's own step for headings would be multiplied with the size.
        letters.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
        letters.setFontPointSize(font.pointSizeF() * _HEADINGS.get(level, 1.0))
        letters.setFontWeight(QFont.Weight.DemiBold)
        cursor = QTextCursor(block)
        cursor.setPosition(piece.position())
        cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(letters)
        pieces += 1


def _rule(table: QTextTable, theme: Theme) -> None:
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderBrush(QBrush(QColor(theme.border)))
    shape.setBorderCollapse(True)
    shape.setCellPadding(4)
    table.setFormat(shape)


def open_outside(url: QUrl) -> None:
    """Opens the link if it belongs to a browser or a mail program."""
    if is_opened_outside(url):
        QDesktopServices.openUrl(url)


def is_opened_outside(url: QUrl) -> bool:
    """Whether it is a web page or a mail address: guidelines come from others and may link to any file."""
    return url.scheme() in _OPENED_OUTSIDE
