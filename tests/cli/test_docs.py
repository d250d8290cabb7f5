"""README's table of commands says what the command line does."""

import re
from pathlib import Path

import pytest

from annotator.cli.command_line import COMMANDS, Listed
from tests.cli.conftest import Annotator

_README = Path(__file__).parents[2] / "README.md"
_ROW = re.compile(r"^\| `annotator(?: (?P<name>[a-z]+))?(?P<usage>[^`]*)` \|", re.MULTILINE)


def _rows() -> dict[str | None, str]:
    """What follows each command in the table; the window’s row has no name."""
    return {row["name"]: row["usage"] for row in _ROW.finditer(_README.read_text(encoding="utf-8"))}


def test_readme_lists_every_command_and_no_other() -> None:
    assert list(_rows()) == [None, *(command.name for command in COMMANDS)]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_what_readme_says_follows_a_command_is_in_its_help(annotator: Annotator, command: Listed) -> None:
    help_ = annotator(command.name, "--help").out
    words = re.findall(r"--[a-z-]+|\b[A-Z_]{2,}\b", _rows()[command.name])
    assert [word for word in words if word not in help_] == []
