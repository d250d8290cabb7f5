"""The look of the pages: every colour of text can be read on whatever it stands on, in light and in dark."""

import re

import pytest

from annotator.agreement.table import AgreementTable
from annotator.reports.agreement_page import About, agreement_html
from tests.reports.colours import contrast
from tests.reports.pages import parsed, texts

_TEXT = ("ink", "muted", "mark", "good", "changed", "open")


def _looks() -> list[dict[str, str]]:
    """The named colours of the light look, then those of the dark one."""
    html = agreement_html(AgreementTable((), 0, ()), [], About("p", "s", "2024-05-17T09:30", "x"))
    (css,) = texts(parsed(html), "//style")
    found = [
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{(.*?)\}", css)
    ]
    assert len(found) == 2
    return found


@pytest.mark.parametrize("look", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("text", _TEXT)
@pytest.mark.parametrize("behind", ["page", "soft"])
def test_text_can_be_read(look: int, text: str, behind: str) -> None:
    colours = _looks()[look]
    assert contrast(colours[text], colours[behind]) >= 4.5


@pytest.mark.parametrize("look", [0, 1], ids=["light", "dark"])
def test_the_marked_place_can_be_read(look: int) -> None:
    colours = _looks()[look]
    assert contrast(colours["ink"], colours["marked"]) >= 4.5
