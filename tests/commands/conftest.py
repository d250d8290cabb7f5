"""A fresh desk for each test."""

import pytest

from tests.commands.desks import RecordingDesk


@pytest.fixture
def desk() -> RecordingDesk:
    return RecordingDesk()
