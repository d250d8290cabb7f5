"""What the tests of the article view share: a bench with an article on it, and a view that shows it."""

import os
from collections.abc import Sequence
from typing import Protocol, Unpack

import pytest
from pytestqt.qtbot import QtBot

from annotator.gui.text.look import Look
from tests.gui.text.desk import About, ShownView, bench_with, marked
from tests.gui.text.samples import ENGLISH

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


class Show(Protocol):
    """Shows a text with mentions, each a phrase of it and its label."""

    def __call__(
        self,
        text: str = ENGLISH,
        mentions: Sequence[tuple[str, str]] = (),
        look: Look | None = None,
        **about: Unpack[About],
    ) -> ShownView: ...


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def show_text(
        text: str = ENGLISH,
        mentions: Sequence[tuple[str, str]] = (),
        look: Look | None = None,
        **about: Unpack[About],
    ) -> ShownView:
        return ShownView(bench_with(text, marked(text, *mentions), **about), look or Look(), qtbot)

    return show_text
