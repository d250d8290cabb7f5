"""Running a piece of Python in a process of its own: how long it took and how much memory it had at most."""

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_CHILD = Path(__file__).with_name("child.py")


@dataclass(frozen=True)
class Run:
    """`seconds` on the clock, `peak` the most memory in MB, `out` what it printed."""

    seconds: float
    peak: float
    out: str


def run(arguments: Sequence[str], *, env: dict[str, str] | None = None) -> Run:
    """Runs Python with the arguments; it must succeed."""
    before = time.perf_counter()
    # A process in between, because the peak of children is kept for the largest that ever was.
    done = subprocess.run(
        [sys.executable, str(_CHILD), sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env=env,
    )
    seconds = time.perf_counter() - before
    *lines, peak = done.stdout.splitlines()
    return Run(seconds, float(peak), "\n".join(lines))
