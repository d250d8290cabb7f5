"""Work beside the window: the database lane keeps its order, jobs in processes always say how they ended."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.refused import Refused
from annotator.gui.background import DatabaseLane, JobFunction, JobProcess
from annotator.gui.long_work import LongWork
from annotator.project import Progress, Project, create_project, open_project
from tests.builders import ANNA, SCHEME, annotated, article
from tests.filling import fill
from tests.gui import jobs

_SECOND = 1_000


# The database lane


@pytest.fixture
def lane(qapp: QApplication, tmp_path: Path) -> Iterator[DatabaseLane]:
    """A lane on a project with one article, whose opening has been asked for."""
    where = str(tmp_path / "lane.annotator")
    with create_project(where, SCHEME) as project:
        fill(project, annotated(article()))
    lane = DatabaseLane(lambda: open_project(where))
    lane.start(lambda _: None, _raise)
    yield lane
    lane.close()


def test_what_is_asked_of_the_database_is_done_and_answered_in_order(
    lane: DatabaseLane, qtbot: QtBot
) -> None:
    done: list[int] = []
    answers: list[int] = []

    def ask(number: int) -> Callable[[Project], int]:
        def answer(_: Project) -> int:
            done.append(number)
            return number

        return answer

    for number in range(200):
        lane.ask(ask(number), answers.append, _raise)
    qtbot.waitUntil(lambda: len(answers) == 200)
    assert (done, answers) == (list(range(200)), list(range(200)))


def test_answers_come_on_the_windows_thread_and_work_is_done_on_another(
    lane: DatabaseLane, qtbot: QtBot
) -> None:
    threads: list[int] = []

    def then(worked_in: int) -> None:
        threads.extend([worked_in, threading.get_ident()])

    lane.ask(lambda _: threading.get_ident(), then, _raise)
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] != threading.get_ident()
    assert threads[1] == threading.get_ident()


def test_a_request_that_fails_says_so_and_the_next_is_done_all_the_same(
    lane: DatabaseLane, qtbot: QtBot
) -> None:
    failures: list[Exception] = []
    answers: list[int] = []
    lane.ask(lambda project: project.load("not there", ANNA), _never, failures.append)
    lane.ask(lambda _: 1 // 0, _never, failures.append)
    lane.ask(lambda project: project.revision_of("a1", ANNA), answers.append, _raise)
    qtbot.waitUntil(lambda: bool(answers))
    assert [type(failure) for failure in failures] == [Refused, ZeroDivisionError]
    assert answers == [0]


def test_a_project_that_cannot_be_opened_says_so_and_closing_then_does_not_wait(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    lane = DatabaseLane(lambda: open_project(str(tmp_path / "missing.annotator")))
    failures: list[Exception] = []
    lane.start(_never, failures.append)
    lane.ask(lambda _: 1, _never, _raise)
    qtbot.waitUntil(lambda: bool(failures))
    assert str(failures[0]) == f"There is no project at {tmp_path / 'missing.annotator'}."
    lane.close()


def test_closing_finishes_what_was_asked_and_drops_the_answers(lane: DatabaseLane, qtbot: QtBot) -> None:
    done: list[int] = []
    for number in range(50):
        lane.ask(partial(_note, done, number), _never, _raise)
    lane.close()
    assert done == list(range(50))
    QApplication.processEvents()


# Jobs in processes of their own


class Heard:
    """All that a job announces, in order."""

    def __init__(self, begin: JobFunction) -> None:
        self.process = JobProcess(begin)
        self.said: list[object] = []
        self.process.progressed.connect(self.said.append)
        self.process.finished.connect(lambda result: self.said.append(("finished", result)))
        self.process.failed.connect(lambda sentence: self.said.append(("failed", sentence)))
        self.process.ended.connect(lambda: self.said.append("ended"))

    def hear_out(self, qtbot: QtBot) -> list[object]:
        with qtbot.waitSignal(self.process.ended, timeout=60 * _SECOND):
            self.process.start()
        return self.said


def test_a_job_tells_its_progress_then_its_result_then_that_it_has_ended(
    qapp: QApplication, qtbot: QtBot
) -> None:
    heard = Heard(partial(jobs.counting, 3))
    said = [*heard.hear_out(qtbot)]
    assert said == [*(Progress(n, 3, "numbers") for n in range(3)), ("finished", 3), "ended"]
    heard.process.stop()
    QApplication.processEvents()
    assert heard.said == said, "stopping what has ended says nothing"


def test_a_refusal_in_a_job_arrives_as_its_sentence(qapp: QApplication, qtbot: QtBot) -> None:
    said = Heard(jobs.refusing).hear_out(qtbot)
    assert said[1:] == [("failed", "There is no such pipeline."), "ended"]


def test_a_fault_in_a_job_arrives_as_a_sentence_and_the_log_has_the_place(
    qapp: QApplication, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    said = Heard(jobs.faulty).hear_out(qtbot)
    assert said[1:] == [
        ("failed", "It did not work, by a fault of the program: KeyError: 'nothing there'"),
        "ended",
    ]
    assert "in faulty" in caplog.text


def test_a_job_whose_process_is_killed_has_failed_and_says_so(
    qapp: QApplication, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    said = Heard(jobs.dying).hear_out(qtbot)
    assert said[0] == Progress(0, 1, "numbers")
    assert said[1:] == [
        (
            "failed",
            "The work was broken off from outside (status -9), perhaps for want of memory. "
            "What it had done by then is kept.",
        ),
        "ended",
    ]
    assert "broken off" in caplog.text


def test_a_stopped_job_closes_in_good_order_and_finishes_without_result(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    out = tmp_path / "lines"
    heard = Heard(partial(jobs.writing, out))
    heard.process.progressed.connect(heard.process.stop)
    said = heard.hear_out(qtbot)
    assert said[-2:] == [("finished", None), "ended"]
    assert out.read_text().splitlines()[-1] == "closed"


def test_ctrl_c_in_the_terminal_is_left_to_the_window(qapp: QApplication, qtbot: QtBot) -> None:
    assert Heard(jobs.interrupted).hear_out(qtbot)[-2:] == [("finished", "went on"), "ended"]


# One at a time


def test_a_second_job_is_refused_while_the_first_goes_on_and_begins_after_it(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    work = LongWork()
    results: list[object] = []
    with qtbot.waitSignal(work.progressed, timeout=60 * _SECOND):
        work.start(partial(jobs.writing, tmp_path / "lines"), results.append, _never)
    with pytest.raises(Refused, match="still going on"):
        work.start(partial(jobs.counting, 1), _never, _never)
    with qtbot.waitSignal(work.ended, timeout=60 * _SECOND):
        work.stop()
    with qtbot.waitSignal(work.ended, timeout=60 * _SECOND):
        work.start(partial(jobs.counting, 1), results.append, _never)
    assert results == [None, 1]
    assert not work.is_running


def test_quitting_stops_the_job_that_runs_and_waits_for_it(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    out = tmp_path / "lines"
    work = LongWork()
    with qtbot.waitSignal(work.progressed, timeout=60 * _SECOND):
        work.start(partial(jobs.writing, out), _never, _never)
    work.close()
    assert out.read_text().splitlines()[-1] == "closed"
    with qtbot.assertNotEmitted(work.ended):
        QApplication.processEvents()


def test_quitting_does_not_wait_for_ever_for_a_job_that_does_not_hear(
    qapp: QApplication, qtbot: QtBot
) -> None:
    process = JobProcess(jobs.deaf)
    with qtbot.waitSignal(process.progressed, timeout=60 * _SECOND):
        process.start()
    process.quit(patience_seconds=0.05)
    assert process.pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)


CONSOLE_SCRIPT = """\
#!{python}
import sys
from tests.gui.test_background import work_as_the_program
if __name__ == '__main__':
    sys.exit(work_as_the_program())
"""


def work_as_the_program() -> int:
    """What the installed program does: a window's event loop, and a job beside it."""
    application = QApplication(sys.argv[:1])
    work = LongWork()
    work.ended.connect(application.quit)
    work.start(partial(jobs.counting, 2), lambda result: print_(f"finished {result}"), print_)
    return application.exec()


def print_(text: str) -> None:
    sys.stdout.write(text)


def test_a_job_begins_also_where_the_program_is_an_installed_console_script(tmp_path: Path) -> None:
    """A script as pip writes it has no suffix and is no module; the new process has to find its way."""
    script = tmp_path / "annotator"
    script.write_text(CONSOLE_SCRIPT.format(python=sys.executable))
    script.chmod(0o755)
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run([script], env=env, capture_output=True, text=True, timeout=60, check=False)
    assert (ran.stdout, ran.stderr, ran.returncode) == ("finished 2", "", 0)


def _raise(error: Exception) -> None:
    raise error


def _never(_: object) -> None:
    raise AssertionError("nobody asked for this answer")


def _note(done: list[int], number: int, _: Project) -> None:
    done.append(number)
