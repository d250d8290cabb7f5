"""How long a key takes in the whole window, with every panel listening: until painted, and until “Saved”."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest
from PySide6.QtCore import QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.gui.program import Program
from annotator.project import create_project
from annotator.settings import Settings, save_settings
from tests.benchmarks.long_articles import marked_article
from tests.benchmarks.rounds import Rounds
from tests.builders import ANNA, SCHEME, annotated
from tests.filling import fill

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
PRESSES = 300


@pytest.fixture(params=[(500, 60), (20_000, 2_000)], ids=["500 words", "20,000 words"])
def program(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qapp: QApplication,
    qtbot: QtBot,
) -> Iterator[Program]:
    """The program with an article of so many words and mentions open."""
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    save_settings(Settings(annotator=ANNA.name))
    place = str(tmp_path / "window.annotator")
    made = marked_article(*request.param)
    with create_project(place, SCHEME) as project:
        fill(project, annotated(made.article, made.annotation))
    program = Program(qapp)
    with qtbot.waitSignal(program.flow.arrived):
        program.open(place)
    program.show()
    qtbot.waitUntil(lambda: program.window.article.is_settled, timeout=20_000)
    # What is imported ahead in the first seconds would otherwise fall into the measurement.
    assert program.pages.work.is_running is False
    program.actions.run("mention.next")
    yield program
    program.window.close()


def test_a_key_in_the_whole_window(program: Program, qapp: QApplication, benchmark: Rounds) -> None:
    painted: list[float] = []
    saved: list[float] = []
    view, status = program.window.article, program.window.status_line

    def press() -> None:
        mention = program.workbench.current_mention
        key = "2" if mention is not None and mention.label == "PERSON" else "1"
        before = time.perf_counter()
        QTest.keyClicks(view, key)
        qapp.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        painted.append(1000 * (time.perf_counter() - before))
        while status.saved_text != "Saved":
            qapp.processEvents()
        saved.append(1000 * (time.perf_counter() - before))
        program.actions.run("mention.next")
        qapp.processEvents()

    benchmark.pedantic(press, rounds=PRESSES, warmup_rounds=5)
    for name, times in (("painted", painted), ("saved", saved)):
        benchmark.extra_info[f"{name} p50 ms"] = round(median(times), 2)
        benchmark.extra_info[f"{name} p99 ms"] = round(quantiles(times, n=100)[98], 2)
