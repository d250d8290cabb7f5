"""How the article looks: what a person may set, and the faces, sizes and distances that follow from it."""

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF, QGuiApplication

from annotator.domain.article import SegmentKind
from annotator.gui.palette import DARK, LIGHT, Theme
from annotator.settings import Settings

# The first that is there is taken. Those for Arabic and Hebrew stand behind the Latin ones in every chain,
# and before them where the paragraph runs right to left, so that digits and marks match its letters.
_READING = (
    "Charter",
    "Source Serif 4",
    "Noto Serif",
    "Georgia",
    "Cambria",
    "Liberation Serif",
    "DejaVu Serif",
)
_RIGHT_TO_LEFT = ("Noto Naskh Arabic", "Amiri", "Geeza Pro", "Sakkal Majalla", "Noto Serif Hebrew")
# At one size Arabic letters look smaller than Latin ones.
_RIGHT_TO_LEFT_SCALE = 1.15
_SAMPLE = "bdhklt gjpqy ABTX"
_NAME_AIR = 4.5
"""Pixels between a name and the letters below it."""
_LINES_BELOW = 1.5
"""How many lines under mentions have room below the letters."""
_ACCENTED_SAMPLE = "ÉÅÜ gjpqy"
_RIGHT_TO_LEFT_SAMPLE = "أ إ ك ط ل ج ع ي م"


@dataclass(frozen=True)
class Look:
    """What a person may set about the article's look; `size` is in points, `measure` in characters."""

    theme: Theme = LIGHT
    family: str | None = None
    size: float = 15.0
    line_spacing: float = 1.75
    measure: int = 70

    @classmethod
    def of(cls, settings: Settings, *, is_dark: bool, zoom: float = 1.0) -> Self:
        return cls(
            theme=DARK if is_dark else LIGHT,
            family=settings.font_family,
            size=settings.font_size * zoom,
            line_spacing=settings.line_spacing,
            measure=settings.measure,
        )


@dataclass(frozen=True)
class Face:
    """How one kind of paragraph is set; all distances are in pixels, `rise` and `fall` from the base line."""

    font: QFont
    is_muted: bool
    rise: float
    """To the top of the letters."""
    fall: float
    """To the bottom of the letters."""
    above: float
    """From the top of a line to the top of its letters: where labels are written."""
    pitch: float
    """From one base line to the next."""
    space_before: float

    @property
    def baseline(self) -> float:
        """From the top of a line."""
        return self.above + self.rise


@dataclass(frozen=True)
class _Style:
    """A kind of paragraph, relative to the body: its size, the space before it in sizes, its cut."""

    scale: float = 1.0
    space_before: float = 0.35
    is_bold: bool = False
    is_italic: bool = False
    is_muted: bool = False


_STYLES: Mapping[SegmentKind, _Style] = {
    SegmentKind.TITLE: _Style(scale=1.6, space_before=0.5, is_bold=True),
    SegmentKind.DATELINE: _Style(scale=0.92, is_muted=True),
    SegmentKind.PARAGRAPH: _Style(),
    SegmentKind.SUBHEADING: _Style(scale=1.12, space_before=0.9, is_bold=True),
    SegmentKind.CAPTION: _Style(scale=0.9, is_italic=True, is_muted=True),
    SegmentKind.OTHER: _Style(is_muted=True),
}


class Typography:
    """The faces of one look, made once and kept: Qt takes its time to find fonts."""

    def __init__(self, look: Look, *, has_accented_capitals: bool = False) -> None:
        self.look = look
        self._sample = _ACCENTED_SAMPLE if has_accented_capitals else _SAMPLE
        self._faces: dict[tuple[SegmentKind, bool], Face] = {}
        there = set(QFontDatabase.families())
        wanted = (look.family,) if look.family else ()
        self._reading = [family for family in (*wanted, *_READING) if family in there]
        self._right_to_left = [family for family in _RIGHT_TO_LEFT if family in there]
        body = self._font(_Style(), is_rtl=False)
        self.em = float(QFontInfo(body).pixelSize())
        self.meta_font = self._small(0.72, QFont.Weight.Normal)
        self._strong_name = self._small(0.5, QFont.Weight.DemiBold)
        self._plain_name = self._small(0.5, QFont.Weight.Normal)
        self._strong_metrics = QFontMetricsF(self._strong_name)
        self._plain_metrics = QFontMetricsF(self._plain_name)
        self._name_widths: dict[tuple[str, bool], float] = {}
        self.name_rise = -self._strong_metrics.tightBoundingRect("EGX").top()
        """How high the labels' names are."""
        self.line = max(2.0, round(self.em * 0.09))
        """How thick the line under a mention is."""
        self.lane = self.line + 1.0
        """How far apart the lines of nested mentions are."""
        self.overlay_lane = self.line + self.name_rise + 7.0
        """How far apart overlays are: a line, what is written under it, and air."""
        self._first_blank, self._further_blank = (self._new_blank(scale) for scale in (0.55, 0.15))
        self.column = round(self.look.measure * _average_width(body))

    def face(self, kind: SegmentKind, *, is_rtl: bool) -> Face:
        key = (kind, is_rtl)
        if key not in self._faces:
            self._faces[key] = self._new_face(_STYLES[kind], is_rtl=is_rtl)
        return self._faces[key]

    def blank_face(self, *, is_first: bool) -> Face:
        """A blank line between two paragraphs; further ones after it hardly take room."""
        return self._first_blank if is_first else self._further_blank

    def name_width(self, label: str, *, is_strong: bool) -> float:
        """How wide the name of a label is when it is written above a mention."""
        key = (label, is_strong)
        if key not in self._name_widths:
            # Half a pixel more, or Qt finds that the whole name does not fit the width of the whole name.
            self._name_widths[key] = self._name_metrics(is_strong).horizontalAdvance(label) + 0.5
        return self._name_widths[key]

    def cut_name(self, label: str, width: float, *, is_strong: bool) -> str:
        """As much of the name as there is room for."""
        if width >= self.name_width(label, is_strong=is_strong):
            return label
        return self._name_metrics(is_strong).elidedText(label, Qt.TextElideMode.ElideRight, width)

    def name_font(self, *, is_strong: bool) -> QFont:
        return self._strong_name if is_strong else self._plain_name

    def _name_metrics(self, is_strong: bool) -> QFontMetricsF:
        return self._strong_metrics if is_strong else self._plain_metrics

    def _new_face(self, style: _Style, *, is_rtl: bool) -> Face:
        font = self._font(style, is_rtl=is_rtl)
        metrics = QFontMetricsF(font)
        box = metrics.tightBoundingRect(_RIGHT_TO_LEFT_SAMPLE if is_rtl else self._sample)
        rise, fall = float(math.ceil(-box.top())), float(math.ceil(box.bottom()))
        above = self.name_rise + _NAME_AIR
        # Two lines under each other must have room above the next line's names, whatever spacing is set.
        needed = above + rise + fall + _LINES_BELOW * self.lane
        pitch = round(max(needed, self.look.line_spacing * QFontInfo(font).pixelSize() * _tightened(style)))
        return Face(
            font=font,
            is_muted=style.is_muted,
            rise=rise,
            fall=fall,
            above=float(round(above + (pitch - needed) / 2)),
            pitch=float(pitch),
            space_before=round(style.space_before * self.em),
        )

    def spare(self, face: Face) -> float:
        """How much further apart the lines stand than mentions need."""
        return face.pitch - (self.name_rise + _NAME_AIR + face.rise + face.fall + _LINES_BELOW * self.lane)

    def _new_blank(self, scale: float) -> Face:
        body = self.face(SegmentKind.PARAGRAPH, is_rtl=False)
        pitch = float(round(self.em * scale))
        return replace(body, rise=pitch, fall=0.0, above=0.0, pitch=pitch, space_before=0.0)

    def _font(self, style: _Style, *, is_rtl: bool) -> QFont:
        font = QFont()
        families = [*self._reading, *self._right_to_left]
        if is_rtl:
            families = [*self._right_to_left, *self._reading]
        font.setFamilies(families or [QGuiApplication.font().family()])
        font.setStyleHint(QFont.StyleHint.Serif)
        font.setPointSizeF(self.look.size * style.scale * (_RIGHT_TO_LEFT_SCALE if is_rtl else 1.0))
        font.setBold(style.is_bold)
        font.setItalic(style.is_italic)
        return font

    def _small(self, scale: float, weight: QFont.Weight) -> QFont:
        font = QFont(QGuiApplication.font())
        font.setPixelSize(max(8, round(self.em * scale)))
        font.setWeight(weight)
        return font


def has_accented_capitals(text: str) -> bool:
    """Whether some letters stand higher than capitals, so that more room is needed above the line."""
    return any(char.isupper() and unicodedata.decomposition(char) for char in set(text))


def _tightened(style: _Style) -> float:
    """Large type needs less space between its lines."""
    return 0.8 if style.scale > 1.3 else 1.0


def _average_width(font: QFont) -> float:
    """Of a letter of running text."""
    sample = "the people of the town had heard of it long before, and said so to each other in the streets"
    return QFontMetricsF(font).horizontalAdvance(sample) / len(sample)
