"""What the tests of the panels share: a bench with a marked article, and a list of what was refused."""

import os

import pytest

from tests.gui.panels.desk import Desk

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def desk() -> Desk:
    return Desk()
