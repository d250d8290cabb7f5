"""Somebody who answers the questions that the window waits for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox


@contextmanager
def answering(answer: Callable[[QMessageBox], None]) -> Iterator[list[str]]:
    """Answers every message box that comes; gives what they say."""
    said: list[str] = []
    seen: set[QMessageBox] = set()

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox) and box not in seen:
            seen.add(box)
            said.append(box.text())
            answer(box)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(5)
    yield said
    timer.stop()


def clicking(button: QMessageBox.StandardButton) -> Callable[[QMessageBox], None]:
    return lambda box: box.button(button).click()
