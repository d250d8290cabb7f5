"""A view on a bench, used as a person would: by pressing, moving and letting go at phrases of the text."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation, Decision, Entity, Judgement, Mention
from annotator.domain.article import Article, Direction, Segment
from annotator.gui.text.look import Look
from annotator.gui.text.page import ArticlePage
from annotator.gui.text.view import ArticleView
from annotator.workbench.history import History
from annotator.workbench.selection import Selection
from annotator.workbench.workbench import Workbench
from tests.builders import ANNA, SCHEME

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


def span_of(text: str, phrase: str) -> tuple[int, int]:
    start = text.index(phrase)
    return start, start + len(phrase)


def marked(text: str, *phrases: tuple[str, str]) -> tuple[Mention, ...]:
    """A mention m1, m2, ... of each phrase with its label; same phrases are one entity."""
    entities: dict[str, str] = {}
    return tuple(
        Mention(
            id=f"m{number}",
            start=span_of(text, phrase)[0],
            end=span_of(text, phrase)[1],
            label=label,
            entity=entities.setdefault(phrase, f"e{number}"),
            decision=Decision.UNTOUCHED,
        )
        for number, (phrase, label) in enumerate(phrases, start=1)
    )


def annotation_of(mentions: Sequence[Mention], judgements: Sequence[Judgement] = ()) -> Annotation:
    ids = {mention.entity: mention.label for mention in mentions if mention.entity}
    return Annotation(
        article_id="a1",
        annotator=ANNA,
        scheme=SCHEME.id,
        mentions={mention.id: mention for mention in mentions},
        entities={id_: Entity(id=id_, name=id_, label=label) for id_, label in ids.items()},
        judgements={judgement.id: judgement for judgement in judgements},
    )


class About(TypedDict, total=False):
    """What else is known of the article and said about it."""

    direction: Direction
    segments: Sequence[Segment]
    title: str
    source: str
    judgements: Sequence[Judgement]


def bench_with(text: str, mentions: Sequence[Mention] = (), **about: Unpack[About]) -> Workbench:
    """A bench with the text open on it."""
    article = Article(
        id="a1",
        text=text,
        direction=about.get("direction"),
        segments=tuple(about.get("segments", ())),
        title=about.get("title"),
        source=about.get("source"),
    )
    bench = Workbench(ANNA, SCHEME)
    bench.open(article, annotation_of(mentions, about.get("judgements", ())), History(), 0)
    return bench


class ShownView:
    """The view in a window of 900 by 700 pixels with nothing selected, and what it asked for."""

    def __init__(self, bench: Workbench, look: Look, qtbot: QtBot) -> None:
        self.bench = bench
        self.view = ArticleView(bench, look)
        self.marked: list[str] = []
        self.resized: list[tuple[str, str]] = []
        self.dropped: list[tuple[str, str]] = []
        self.menus: list[tuple[int, object]] = []
        self.zoomed: list[int] = []
        self.view.marked.connect(lambda start, end: self.marked.append(self.text[start:end]))
        self.view.mention_resized.connect(lambda id_, s, e: self.resized.append((id_, self.text[s:e])))
        self.view.mention_dropped.connect(lambda one, other: self.dropped.append((one, other)))
        self.view.context_requested.connect(lambda _at, offset, id_: self.menus.append((offset, id_)))
        self.view.zoom_requested.connect(self.zoomed.append)
        qtbot.addWidget(self.view)
        self.view.resize(900, 700)
        with qtbot.waitExposed(self.view):
            self.view.show()
        self.view.setFocus()
        bench.select(Selection())

    @property
    def text(self) -> str:
        return self.bench.article.text

    @property
    def viewport(self) -> QWidget:
        return self.view.viewport()

    @property
    def page(self) -> ArticlePage:
        page = self.view.article_page
        assert page is not None
        return page

    @property
    def selected(self) -> str | None:
        span = self.bench.selection.span
        return None if span is None else self.text[span[0] : span[1]]

    def on_screen(self) -> QImage:
        """What is really there, without painting it anew."""
        return self.view.screen().grabWindow(self.view.winId()).toImage()

    def point(self, offset: int) -> QPoint:
        """Where a caret at the offset would stand, at the height of the letters."""
        left, down = self.view.corner
        place = self.page.place(offset)
        face = self.page.set_paragraph(place.paragraph).face
        y = self.page.tops[place.paragraph] + place.line.baseline - face.rise / 2
        return QPoint(left + round(self.page.caret_x(offset)), down + round(y))

    def in_phrase(self, phrase: str) -> QPoint:
        """A point within the phrase, away from its edges."""
        start, end = span_of(self.text, phrase)
        return self.point((start + end) // 2)

    def click(self, point: QPoint, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        QTest.mouseClick(self.viewport, LEFT, keys, point)

    def double_click(self, point: QPoint) -> None:
        QTest.mouseDClick(self.viewport, LEFT, NO_KEY, point)
        QTest.mouseRelease(self.viewport, LEFT, NO_KEY, point)

    def press(self, point: QPoint, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        QTest.mousePress(self.viewport, LEFT, keys, point)

    def release(self, point: QPoint, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        QTest.mouseRelease(self.viewport, LEFT, keys, point)

    def move(self, point: QPoint, keys: Qt.KeyboardModifier = NO_KEY, *, pressed: bool = True) -> None:
        position, on_screen = QPointF(point), QPointF(self.viewport.mapToGlobal(point))
        buttons = LEFT if pressed else Qt.MouseButton.NoButton
        event = QMouseEvent(
            QEvent.Type.MouseMove, position, on_screen, Qt.MouseButton.NoButton, buttons, keys
        )
        QApplication.sendEvent(self.viewport, event)

    def drag(self, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        """Presses at the one point, goes to the other half by half, and lets go there."""
        self.press(start, keys)
        self.move((start + end) / 2, keys)
        self.move(end, keys)
        self.release(end, keys)
