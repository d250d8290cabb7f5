"""Unexpected errors: the log has all of them, the person gets one dialog, and work goes on."""

import logging
import sys
import threading
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.unexpected import UnexpectedErrors


@pytest.fixture
def errors(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[UnexpectedErrors]:
    """In the place that the program gives it."""
    errors = UnexpectedErrors()
    monkeypatch.setattr(sys, "excepthook", errors.on_error)
    monkeypatch.setattr(threading, "excepthook", errors.on_thread_error)
    yield errors
    for box in boxes():
        box.close()
    QCoreApplication.sendPostedEvents()
    QApplication.processEvents()


def boxes() -> list[QMessageBox]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible()]


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [str(record.exc_info[1]) for record in caplog.records if record.exc_info]


def fail(message: str) -> None:
    raise KeyError(message)


def fail_elsewhere() -> None:
    raise ValueError("elsewhere")


def test_an_error_is_logged_with_its_place_and_told_in_one_dialog(
    errors: UnexpectedErrors, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    QTimer.singleShot(0, lambda: fail("nothing there"))
    qtbot.waitUntil(lambda: len(boxes()) == 1)
    assert "KeyError: 'nothing there'" in boxes()[0].text()
    assert logged(caplog) == ["'nothing there'"]
    assert "in fail" in caplog.text


def test_an_error_that_comes_again_and_again_is_told_once(
    errors: UnexpectedErrors, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    again = QTimer()
    again.timeout.connect(lambda: fail(f"number {len(logged(caplog))}"))
    again.start(1)
    qtbot.waitUntil(lambda: len(logged(caplog)) >= 20)
    (box,) = boxes()
    box.close()
    before = len(logged(caplog))
    qtbot.waitUntil(lambda: len(logged(caplog)) >= before + 20)
    assert boxes() == []
    again.stop()


def test_several_errors_at_once_do_not_heap_up_dialogs_but_each_is_told_when_it_comes_again(
    errors: UnexpectedErrors, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    QTimer.singleShot(0, lambda: fail("first"))
    QTimer.singleShot(0, fail_elsewhere)
    qtbot.waitUntil(lambda: len(logged(caplog)) == 2)
    qtbot.waitUntil(lambda: bool(boxes()))
    QApplication.processEvents()
    (box,) = boxes()
    box.close()
    QTimer.singleShot(0, fail_elsewhere)
    qtbot.waitUntil(lambda: any("elsewhere" in one.text() for one in boxes()))


class Unpaintable(QWidget):
    """Every attempt to show it fails."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.update()
        raise RuntimeError("cannot be painted")


def test_an_error_in_painting_leaves_a_window_that_can_be_closed(
    errors: UnexpectedErrors, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    widget = Unpaintable()
    widget.show()
    qtbot.waitUntil(lambda: len(logged(caplog)) >= 5)
    qtbot.waitUntil(lambda: len(boxes()) == 1)
    boxes()[0].close()
    assert widget.close()
    widget.deleteLater()


def test_an_error_in_a_thread_is_logged_and_shows_nothing(
    errors: UnexpectedErrors, caplog: pytest.LogCaptureFixture
) -> None:
    thread = threading.Thread(target=fail_elsewhere)
    thread.start()
    thread.join()
    assert logged(caplog) == ["elsewhere"]
    QApplication.processEvents()
    assert boxes() == []


def test_the_dialog_says_where_the_log_is(
    errors: UnexpectedErrors, qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    handler = RotatingFileHandler(tmp_path / "annotator.log", delay=True)
    logging.getLogger().addHandler(handler)
    try:
        QTimer.singleShot(0, fail_elsewhere)
        qtbot.waitUntil(lambda: len(boxes()) == 1)
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    assert str(tmp_path / "annotator.log") in boxes()[0].text()
