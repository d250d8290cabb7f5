"""Running the command line: in this process for speed, in one of its own where that is the point."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

from annotator.cli import edge
from annotator.cli.outcome import Window


@dataclass(frozen=True)
class Ran:
    """What a run of the program came to."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object on standard output."""
        data = json.loads(self.out)
        assert isinstance(data, dict)
        return data


class Annotator(Protocol):
    """Runs the program with these arguments."""

    def __call__(self, *arguments: str | Path) -> Ran: ...


@dataclass
class OpenedWindows:
    """Stands where the window would be opened, and keeps what it was opened on."""

    opened: list[Window]

    def __call__(self, window: Window) -> int:
        self.opened.append(window)
        return 0


@pytest.fixture(autouse=True)
def _home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture
def windows() -> OpenedWindows:
    return OpenedWindows([])


@pytest.fixture
def annotator(capsys: pytest.CaptureFixture[str], windows: OpenedWindows, tmp_path: Path) -> Annotator:
    """The program, in this process."""

    def ran(*arguments: str | Path) -> Ran:
        status = edge.run([str(a) for a in arguments], windows, log=tmp_path / "annotator.log")
        out, err = capsys.readouterr()
        return Ran(status, out, err)

    return ran


@pytest.fixture
def process() -> Callable[..., Ran]:
    """The program, in a process of its own; `environment` is added to this one’s."""

    def ran(*arguments: str | Path, environment: Mapping[str, str] | None = None) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "annotator", *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **(environment or {})},
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return ran
