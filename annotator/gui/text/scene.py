"""What is to be painted just now, as one value: the page, its marks, and what stands out among them."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Self

from PySide6.QtGui import QColor

from annotator.domain.edits.mentions import Occurrence
from annotator.domain.scheme import Scheme
from annotator.domain.tokens import Offsets
from annotator.gui.palette import LabelColour, Theme, label_colours, tone
from annotator.gui.text.drags import Drag
from annotator.gui.text.overlay_shapes import Brackets
from annotator.gui.text.page import ArticlePage
from annotator.gui.text.shapes import Shapes
from annotator.workbench.selection import Selection


@dataclass(frozen=True)
class LabelInk:
    """The colours of a label, ready for Qt."""

    tint: QColor
    tint_light: QColor
    line: QColor
    text: QColor

    @classmethod
    def of(cls, colour: LabelColour) -> Self:
        return cls(*(QColor(c) for c in (colour.tint, colour.tint_light, colour.line, colour.text)))


class Inks:
    """Every colour the article is painted in."""

    def __init__(self, scheme: Scheme, theme: Theme) -> None:
        self._labels: Mapping[str, LabelInk] = {
            name: LabelInk.of(colour) for name, colour in label_colours(scheme, theme).items()
        }
        # A label that the scheme no longer has, or never had.
        self._unknown = LabelInk(*(QColor(c) for c in (theme.border, theme.window, theme.muted, theme.muted)))
        self.page = QColor(theme.page)
        self.text = QColor(theme.text)
        self.muted = QColor(theme.muted)
        self.selection = QColor(theme.selection)
        self.ring = QColor(theme.ring)
        self.evidence = QColor(theme.evidence)
        self.evidence_bar = QColor(theme.evidence_bar)
        self.hit = QColor(theme.hit)
        self.hit_line = QColor(theme.hit_line)
        self.warning = QColor(theme.warning)
        self._theme = theme

    def label(self, name: str) -> LabelInk:
        return self._labels.get(name, self._unknown)

    def tone(self, number: int) -> QColor:
        return QColor(tone(number, self._theme))


@dataclass(frozen=True)
class SearchHits:
    """Where a searched text was found, in order, and which place is the current one."""

    spans: tuple[Offsets, ...] = ()
    current: int | None = None

    @property
    def current_span(self) -> Offsets | None:
        return None if self.current is None else self.spans[self.current]

    def between(self, start: int, end: int) -> tuple[Offsets, ...]:
        """The places that touch `[start, end)`."""
        first = bisect_right(self.spans, start, key=lambda span: span[1])
        return self.spans[first : bisect_left(self.spans, end, key=lambda span: span[0])]


@dataclass(frozen=True)
class Arrow:
    """The arrow of a stance that is being dragged: from a mention to the pointer, in page pixels."""

    from_x: float
    from_y: float
    to_x: float
    to_y: float


@dataclass(frozen=True)
class Scene:
    """Everything the painters read; they decide nothing."""

    page: ArticlePage
    inks: Inks
    shapes: Callable[[int], Shapes]
    selection: Selection = field(default_factory=Selection)
    evidence: tuple[Offsets, ...] = ()
    hits: SearchHits = SearchHits()
    preview: tuple[Occurrence, ...] = ()
    preview_removes: bool = False
    drag: Drag | None = None
    arrow: Arrow | None = None
    brackets: Callable[[int], Brackets] | None = None
    """Of overlays, by paragraph; None while there are none."""
    has_focus: bool = False
    caret_is_on: bool = True
