"""Checking files of export rows, which needs no project."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.bad_input import BadInput
from annotator.formats.check import checked_lines
from annotator.project.jobs import Job, Progress

_LINES_A_STEP = 200


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How many rows were looked at, and everything that is wrong, in the order of files and lines."""

    rows: int
    faults: tuple[BadInput, ...]


def check_files(paths: Sequence[Path]) -> Job[CheckResult]:
    """Checks every line of every file."""
    rows, faults = 0, list[BadInput]()
    for path in paths:
        for number, line in enumerate(checked_lines(path), start=1):
            rows += line.is_row
            faults += line.faults
            if number % _LINES_A_STEP == 0:
                yield Progress(rows, None, f"rows of {path.name}")
    return CheckResult(rows, tuple(faults))
