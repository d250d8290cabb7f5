"""How long the program takes from its start to an article that can be worked on, against a bare window."""

import os
from pathlib import Path

from annotator.project import create_project
from tests.benchmarks.long_articles import marked_article
from tests.benchmarks.measuring import run
from tests.benchmarks.rounds import Rounds
from tests.builders import SCHEME, annotated
from tests.filling import fill

BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.show()
QTimer.singleShot(0, application.quit)
application.exec()
"""
PROGRAM = """
import gc
gc.disable()  # as the program does until its window is open
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from annotator.gui.program import Program
application = QApplication([])
program = Program(application)
program.flow.arrived.connect(lambda _: QTimer.singleShot(0, application.quit))
program.open(sys.argv[1])
program.show()
application.exec()
"""


def test_start_to_usable_window_against_a_bare_window(tmp_path: Path, benchmark: Rounds) -> None:
    place = tmp_path / "start.annotator"
    made = marked_article(500, 60)
    with create_project(str(place), SCHEME) as project:
        fill(project, annotated(made.article, made.annotation))
    env = {
        "QT_QPA_PLATFORM": "offscreen",
        **os.environ,
        "XDG_CONFIG_HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
    }
    bare: list[float] = []
    ours: list[float] = []

    def both() -> None:
        bare.append(run(["-c", BARE], env=env).seconds)
        ours.append(run(["-c", PROGRAM, str(place)], env=env).seconds)

    benchmark.pedantic(both, rounds=7, warmup_rounds=1)
    benchmark.extra_info["bare window ms"] = round(1000 * min(bare))
    benchmark.extra_info["usable window ms"] = round(1000 * min(ours))
    benchmark.extra_info["times a bare window"] = round(min(ours) / min(bare), 1)
