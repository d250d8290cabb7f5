"""Cells of every shade keep their text readable, in both themes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.agreement.shades import blend, ink, shade
from annotator.gui.palette import DARK, LIGHT, Theme, contrast

READABLE = 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@given(strength=st.floats(0, 1), differs=st.booleans())
def test_text_is_readable_on_every_shade(theme: Theme, strength: float, differs: bool) -> None:
    background = shade(theme, strength, differs=differs)
    assert contrast(ink(theme, background), background) >= READABLE


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_more_is_farther_from_the_page(theme: Theme) -> None:
    for differs in (False, True):
        shades = [contrast(shade(theme, step / 10, differs=differs), theme.page) for step in range(11)]
        assert shades == sorted(shades)
        assert shades[0] == 1.0


def test_blending_goes_from_one_colour_to_the_other() -> None:
    assert blend("#000000", "#ffffff", 0) == "#000000"
    assert blend("#000000", "#ffffff", 1) == "#ffffff"
    assert blend("#000000", "#ff8000", 0.5) == "#804000"
