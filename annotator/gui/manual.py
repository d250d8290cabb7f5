"""The manual: the shipped text, with every key taken from the commands, so that it is never wrong."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from annotator.commands.command import Command, Group
from annotator.gui.key_cap import written
from annotator.settings import shipped

_KEYS = "{keys}"
_KEY = re.compile(r"\{key:([\w.]+)\}")


def manual_file() -> Path:
    return shipped("resources", "manual", "manual.md")


def manual_text(commands: Sequence[Command]) -> str:
    """The manual in Markdown, with the keys of these commands."""
    return with_keys(manual_file().read_text(encoding="utf-8"), commands)


def with_keys(text: str, commands: Sequence[Command]) -> str:
    """The text with `{keys}` and every `{key:command.id}` filled in.

    A command that has no key, or that this scheme has not, is named by its menu.
    """
    by_id = {command.id: command for command in commands}

    def filled(match: re.Match[str]) -> str:
        command = by_id.get(match[1])
        if command is None:
            return "its key"
        if not command.keys:
            return f"{command.group.value} > {command.title}"
        return f"`{written(command.keys[0])}`"

    return _KEY.sub(filled, text).replace(_KEYS, key_table(commands))


def key_table(commands: Iterable[Command]) -> str:
    """Every command with its keys and what it does, a table for each menu, in Markdown."""
    by_group: dict[Group, list[Command]] = {}
    for command in commands:
        by_group.setdefault(command.group, []).append(command)
    parts = []
    for group in Group:
        if group in by_group:
            rows = "\n".join(_row(command) for command in by_group[group])
            parts.append(f"### {group.value}\n\n| keys | command | does |\n|---|---|---|\n{rows}\n")
    return "\n".join(parts)


def _row(command: Command) -> str:
    keys = ", ".join(dict.fromkeys(f"`{written(key)}`" for key in command.keys))
    return f"| {_cell(keys)} | {_cell(command.title)} | {_cell(command.manual)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
