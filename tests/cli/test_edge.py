"""Exit statuses, and one sentence for whatever goes wrong."""

import json
import logging
import signal
from pathlib import Path

import pytest

from annotator.cli import edge
from annotator.cli.command_line import COMMANDS, Listed
from annotator.cli.outcome import Stopped, Window
from annotator.cli.progress import finish
from annotator.domain.refused import Refused
from annotator.project.jobs import Job, Progress
from tests.cli.conftest import Annotator, OpenedWindows


def test_help_lists_every_command(annotator: Annotator) -> None:
    help_ = annotator("--help")
    assert help_.status == 0
    for command in COMMANDS:
        assert f" {command.name} " in help_.out


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_help_with_an_example_and_a_json_option(
    annotator: Annotator, command: Listed
) -> None:
    help_ = annotator(command.name, "--help")
    assert help_.status == 0
    assert command.summary.split(",")[0].rstrip(".") in help_.out
    assert f"annotator {command.name}" in help_.out.split("Usage")[1].partition("\n")[2]
    assert "--json" in help_.out


def test_without_a_command_the_window_opens_on_no_project(
    annotator: Annotator, windows: OpenedWindows
) -> None:
    assert annotator().status == 0
    assert windows.opened == [Window(None, as_json=False)]


def test_the_version_is_said(annotator: Annotator) -> None:
    assert annotator("--version").out.startswith("stance-annotator ")
    assert set(annotator("--version", "--json").json) == {"version"}


@pytest.mark.parametrize(
    "arguments",
    [("imprt",), ("import",), ("export", "a", "b", "--only", "some"), ("--frob",), ("status", "a", "b")],
)
def test_what_is_not_understood_is_one_sentence_and_exit_status_2(
    annotator: Annotator, arguments: tuple[str, ...]
) -> None:
    ran = annotator(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert ". See annotator" in ran.err
    assert "Value error" not in ran.err


def test_a_slip_of_the_fingers_is_told_what_was_meant(annotator: Annotator) -> None:
    assert "Did you mean 'import'?" in annotator("imprt").err


def test_with_json_a_refusal_is_an_object_too(annotator: Annotator) -> None:
    ran = annotator("status", "nowhere.annotator", "--json")
    assert ran.status == 2
    assert ran.json == {"error": ran.err.strip()}


def test_an_unexpected_error_is_logged_and_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    def broken(window: Window) -> int:
        raise RuntimeError("the screen is made of cheese\nand more about cheese")

    with caplog.at_level(logging.ERROR):
        status = edge.run([], broken, log=tmp_path / "annotator.log")
    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert "made of cheese" in err
    assert str(tmp_path / "annotator.log") in err
    assert err.count("\n") == 1
    assert caplog.records[0].exc_info is not None


def test_what_the_window_refuses_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def refusing(window: Window) -> int:
        raise Refused("There is no screen here.")

    assert edge.run([], refusing, log=tmp_path) == 2
    assert capsys.readouterr().err == "There is no screen here.\n"


def test_ctrl_c_stops_a_job_between_two_steps_and_keeps_what_is_done() -> None:
    kept: list[int] = []

    def job() -> Job[str]:
        for number in range(10):
            if number == 3:
                signal.raise_signal(signal.SIGINT)
            kept.append(number)
            yield Progress(number, 10, "numbers")
        return "all"

    with pytest.raises(Stopped, match="Some are kept"):
        finish(job(), when_stopped="Some are kept.")
    assert kept == [0, 1, 2, 3]


def test_what_ctrl_c_breaks_inside_a_job_is_a_stop_and_no_refusal() -> None:
    def job() -> Job[str]:
        yield Progress(0, None, "")
        signal.raise_signal(signal.SIGINT)
        raise Refused("A process ended by itself.")

    with pytest.raises(Stopped, match="Some are kept"):
        finish(job(), when_stopped="Some are kept.")


def test_a_second_ctrl_c_does_not_wait_for_the_step_to_end() -> None:
    def job() -> Job[str]:
        yield Progress(0, None, "")
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        return "never"

    with pytest.raises(KeyboardInterrupt):
        finish(job(), when_stopped="")


def test_a_job_that_ends_gives_its_result_and_ctrl_c_its_old_meaning_back() -> None:
    before = signal.getsignal(signal.SIGINT)

    def job() -> Job[str]:
        yield Progress(1, 1, "")
        return "done"

    assert finish(job(), when_stopped="") == "done"
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_outside_a_job_is_a_stop_too(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def interrupted(window: Window) -> int:
        signal.raise_signal(signal.SIGINT)
        return 0

    assert edge.run(["--json"], interrupted, log=tmp_path) == 130
    out, err = capsys.readouterr()
    assert json.loads(out) == {"error": err.strip()}
