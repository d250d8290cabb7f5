"""Shades of one colour between the page and full strength, and text that stays readable on them."""

from annotator.gui.palette import Theme, contrast

_FAINTEST = 0.06
_STRONGEST_ON_LIGHT, _STRONGEST_ON_DARK = 0.72, 0.46
"""How much of the colour the strongest shade has: as much as leaves text readable on every shade."""


def blend(one: str, other: str, part: float) -> str:
    """The colour that lies the part, 0 to 1, of the way from one to the other."""
    channels = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in channels)


def shade(theme: Theme, strength: float, *, differs: bool = False) -> str:
    """How a cell is filled: blue for agreement, amber for what differs; colour-blind people see both."""
    colour = theme.evidence_bar if differs else theme.ring
    strongest = _STRONGEST_ON_DARK if theme.is_dark else _STRONGEST_ON_LIGHT
    part = _FAINTEST + (strongest - _FAINTEST) * min(1.0, max(0.0, strength))
    return blend(theme.page, colour, part if strength > 0 else 0.0)


def ink(theme: Theme, background: str) -> str:
    """The colour of text that is easier to read on the background."""
    return max((theme.text, theme.page), key=lambda colour: contrast(colour, background))


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue
