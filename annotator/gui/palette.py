"""Every colour of the window: the light and the dark theme, and the tints of labels in each.

Colours are `#rrggbb`. A label's own colour gives hue and strength; how light it comes out is the theme's
business, so that text stays readable on it, and its lightness among the labels is kept, because that is
what people who see fewer hues tell them apart by.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from annotator.domain.scheme import Scheme

DEFAULT_COLOURS = (
    "#6990e7",
    "#cb7826",
    "#52bf9f",
    "#905b79",
    "#efe271",
    "#8af1ff",
    "#3f398d",
    "#7f2303",
    "#d05a9c",
    "#7a8a3a",
    "#a070d8",
    "#7d8792",
)
"""For labels without a colour. In both themes the first eight keep apart for colour-blind people."""
_TONES = ("#1a00a1", "#aa3f4e", "#850081", "#3e7b00", "#650233", "#492f02")
_DARK_TONES = ("#32c364", "#10c6f9", "#e7d91c", "#15f5d8", "#16c18d", "#98b224")


@dataclass(frozen=True)
class Theme:
    """What every part of the window is painted with."""

    name: str
    is_dark: bool
    page: str
    """Behind the article."""
    window: str
    """Behind everything else."""
    border: str
    text: str
    muted: str
    """Small print: what helps and is not read."""
    selection: str
    ring: str
    """Around what is current; also links and focus."""
    on_ring: str
    """Text on a surface of the ring's colour."""
    evidence: str
    evidence_bar: str
    hit: str
    hit_line: str
    warning: str
    good: str


LIGHT = Theme(
    name="light",
    is_dark=False,
    page="#fffefb",
    window="#f4f3ef",
    border="#d9d6cd",
    text="#1f1e1b",
    muted="#5d5a53",
    selection="#b9d4f6",
    ring="#0b57c4",
    on_ring="#ffffff",
    evidence="#f6efd9",
    evidence_bar="#b98a10",
    hit="#ffe873",
    hit_line="#8a6a00",
    warning="#b3261e",
    good="#1d6b3c",
)
DARK = Theme(
    name="dark",
    is_dark=True,
    page="#1b1c1f",
    window="#232529",
    border="#3b3e45",
    text="#e4e2dc",
    muted="#b5b2aa",
    selection="#22456f",
    ring="#7db2ff",
    on_ring="#10141a",
    evidence="#322c1b",
    evidence_bar="#d9b23f",
    hit="#524400",
    hit_line="#ffd84d",
    warning="#ff8a80",
    good="#7fd49a",
)


@dataclass(frozen=True)
class LabelColour:
    """The colours of one label in one theme."""

    tint: str
    """Behind the text of a mention that was decided on."""
    tint_light: str
    """Behind a proposal nobody has looked at."""
    line: str
    text: str
    """The label's name, readable on the page and on its tint."""


def tone(number: int, theme: Theme) -> str:
    """The colour of a reading by its number, from the first again after the last; no default label has it.

    It is readable as small type on the page, and each keeps apart from the others for colour-blind people.
    """
    tones = _DARK_TONES if theme.is_dark else _TONES
    return tones[number % len(tones)]


def label_colours(scheme: Scheme, theme: Theme) -> Mapping[str, LabelColour]:
    """The colours of every entity label; those without one get the defaults in order."""
    free = iter(
        colour
        for colour in DEFAULT_COLOURS * (1 + len(scheme.entity_labels) // len(DEFAULT_COLOURS))
        if colour not in {label.colour for label in scheme.entity_labels}
    )
    return {
        label.name: label_colour(label.colour or next(free, DEFAULT_COLOURS[-1]), theme)
        for label in scheme.entity_labels
    }


def label_colour(colour: str, theme: Theme) -> LabelColour:
    """What one colour of a scheme becomes in the theme."""
    lightness, chroma, hue = _oklch(colour)
    rank = min(1.0, max(0.0, (lightness - 0.40) / 0.50))
    if theme.is_dark:
        tint, tint_light = (0.335 + 0.035 * rank, 0.45 * chroma), (0.275 + 0.015 * rank, 0.28 * chroma)
        line = (0.62 + 0.30 * rank, min(chroma, 0.13))
        text = (max(0.78, line[0]), 0.6 * chroma)
    else:
        tint, tint_light = (0.885 + 0.045 * rank, 0.50 * chroma), (0.958 + 0.015 * rank, 0.22 * chroma)
        line = (0.36 + 0.28 * rank, chroma)
        text = (min(0.46, line[0]), 0.85 * chroma)
    return LabelColour(
        *(_hex(lightness, chroma, hue) for lightness, chroma in (tint, tint_light, line, text))
    )


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG defines it, from 1 to 21."""
    low, high = sorted(_luminance(colour) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> tuple[float, float, float]:
    """Linear sRGB from 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _unbent(red), _unbent(green), _unbent(blue)


def _unbent(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _oklch(colour: str) -> tuple[float, float, float]:
    """Lightness, strength and hue as eyes find them equal (Ottosson's Oklab, in polar form)."""
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """The nearest colour a screen can show: strength gives way, lightness and hue stay."""
    while True:
        channels = _channels(lightness, chroma, hue)
        if chroma <= 0 or all(-0.0005 <= channel <= 1.0005 for channel in channels):
            return "#" + "".join(f"{_bent(channel):02x}" for channel in channels)
        chroma = max(0.0, chroma - 0.004)


def _channels(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _bent(channel: float) -> int:
    channel = min(1.0, max(0.0, channel))
    curved = 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
    return round(255 * curved)
