"""Colours are readable in both themes, and labels keep apart for people who see fewer hues."""

import math
from itertools import combinations

import pytest

from annotator.domain.scheme import EntityLabel, Scheme
from annotator.gui.palette import (
    DARK,
    DEFAULT_COLOURS,
    LIGHT,
    Theme,
    contrast,
    label_colour,
    label_colours,
    tone,
)

READABLE = 4.5
SEEN = 3.0
# Viénot, Brettel and Mollon's (1999) projections of linear RGB for people without one kind of cone.
PROTANOPIA = ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0))
DEUTERANOPIA = ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0))
FULL_SIGHT = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
Sight = tuple[tuple[float, float, float], ...]

both_themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def linear(colour: str) -> list[float]:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def lab(colour: str, sight: Sight) -> tuple[float, float, float]:
    """CIE L*a*b* of the colour as it is seen."""
    seen = [sum(weight * c for weight, c in zip(row, linear(colour), strict=True)) for row in sight]
    red, green, blue = (min(1.0, max(0.0, c)) for c in seen)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def scheme(*colours: str | None) -> Scheme:
    labels = tuple(EntityLabel(name=f"L{n}", colour=colour) for n, colour in enumerate(colours))
    return Scheme(name="s", version="1", entity_labels=labels)


@both_themes
def test_text_is_readable_on_everything_it_may_stand_on(theme: Theme) -> None:
    for ground in (theme.page, theme.window, theme.selection, theme.evidence, theme.hit):
        assert contrast(theme.text, ground) >= 7
        assert contrast(theme.muted, ground) >= READABLE
    assert contrast(theme.on_ring, theme.ring) >= READABLE


@both_themes
@pytest.mark.parametrize("colour", [*DEFAULT_COLOURS, "#000000", "#ffffff", "#ff0000", "#00ff00", "#0000ff"])
def test_text_is_readable_on_every_tint(theme: Theme, colour: str) -> None:
    label = label_colour(colour, theme)
    for tint in (label.tint, label.tint_light):
        assert contrast(theme.text, tint) >= READABLE
        assert contrast(theme.muted, tint) >= READABLE
        assert contrast(label.text, tint) >= READABLE
    assert contrast(label.text, theme.page) >= READABLE
    assert contrast(label.line, theme.page) >= SEEN


@both_themes
def test_what_has_to_be_noticed_stands_out_from_the_page(theme: Theme) -> None:
    for colour in (theme.ring, theme.evidence_bar, theme.hit_line, theme.warning, theme.good):
        assert contrast(colour, theme.page) >= SEEN


@both_themes
@pytest.mark.parametrize("sight", [FULL_SIGHT, PROTANOPIA, DEUTERANOPIA])
def test_the_first_eight_labels_keep_apart_whoever_looks(theme: Theme, sight: Sight) -> None:
    lines = [label_colour(colour, theme).line for colour in DEFAULT_COLOURS[:8]]
    nearest = min(math.dist(lab(a, sight), lab(b, sight)) for a, b in combinations(lines, 2))
    # A difference of 2.3 can just be seen side by side; these are looked at across a page.
    assert nearest > 12


@both_themes
def test_a_decided_tint_is_stronger_than_that_of_a_proposal(theme: Theme) -> None:
    for colour in DEFAULT_COLOURS:
        label = label_colour(colour, theme)
        assert contrast(label.tint, theme.page) > contrast(label.tint_light, theme.page)


def test_labels_without_a_colour_get_one_that_no_other_has() -> None:
    colours = label_colours(scheme(None, DEFAULT_COLOURS[0], None), LIGHT)
    assert len({colour.line for colour in colours.values()}) == 3


def test_a_scheme_of_forty_labels_has_a_colour_for_each() -> None:
    assert len(label_colours(scheme(*[None] * 40), DARK)) == 40


@both_themes
def test_readings_are_readable_in_their_tones_and_no_default_label_has_them(theme: Theme) -> None:
    labels = [label_colour(colour, theme) for colour in DEFAULT_COLOURS]
    for number in range(6):
        colour = tone(number, theme)
        assert contrast(colour, theme.page) >= READABLE
        for label in labels:
            assert math.dist(lab(colour, FULL_SIGHT), lab(label.line, FULL_SIGHT)) > 5
    assert tone(6, theme) == tone(0, theme)


@both_themes
@pytest.mark.parametrize("sight", [FULL_SIGHT, PROTANOPIA, DEUTERANOPIA])
def test_tones_keep_apart_whoever_looks(theme: Theme, sight: Sight) -> None:
    tones = [lab(tone(number, theme), sight) for number in range(6)]
    assert min(math.dist(a, b) for a, b in combinations(tones, 2)) > 12
