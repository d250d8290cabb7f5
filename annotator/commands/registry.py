"""The one registry of commands: what the scheme and the key profile make of them."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Literal

from annotator.commands import articles, caret, grouping, history, marking, review_start, stances, window
from annotator.commands.command import Command
from annotator.domain.scheme import Scheme

KeyProfile = Literal["default", "prodigy", "label_studio"]

# What people who come from other tools have in their fingers. A command that loses its keys to another
# one is given what stands here; all others keep theirs.
PROFILES: Mapping[KeyProfile, Mapping[str, tuple[str, ...]]] = {
    "default": {},
    "prodigy": {
        "article.done": ("A", "Ctrl+Return", "Ctrl+Enter"),
        "article.skip": ("Space", "Ctrl+Space"),
        "edit.undo": ("Backspace", "Ctrl+Z"),
        "mention.all": ("Shift+A",),
        "help.manual": ("H", "F1"),
    },
    "label_studio": {
        "article.done": ("Ctrl+Return", "Ctrl+Enter", "Alt+A"),
        "article.skip": ("Ctrl+Space",),
        "mention.delete": ("Backspace", "Delete"),
        "mention.next": ("Alt+.", "."),
        "task.stance": ("Alt+R", "S"),
        "mention.cancel": ("Escape",),
    },
}


class Mode(Enum):
    """What the desk is for just now, and so what its keys mean."""

    ANNOTATING = auto()
    DECIDING = auto()
    """Reviewing: each key is an answer to the conflict in sight."""
    EDITING = auto()
    """Reviewing: the article is edited, to be the decision."""


def all_commands(
    scheme: Scheme, profile: KeyProfile = "default", mode: Mode = Mode.ANNOTATING
) -> tuple[Command, ...]:
    """Every command of the mode, in the order of the menus, with the keys of the profile."""
    found = (*window.COMMANDS, *history.COMMANDS, *_of_mode(scheme, mode))
    changed = PROFILES[profile]
    return tuple(c.with_keys(changed[c.id]) if c.id in changed else c for c in found)


def every_command(scheme: Scheme, profile: KeyProfile = "default") -> tuple[Command, ...]:
    """The commands of all modes, each once: what the manual tells."""
    by_id = {command.id: command for mode in Mode for command in all_commands(scheme, profile, mode)}
    return tuple(by_id.values())


def _of_mode(scheme: Scheme, mode: Mode) -> tuple[Command, ...]:
    editing = (
        *marking.COMMANDS,
        *marking.label_commands(scheme),
        *grouping.COMMANDS,
        *stances.task_commands(scheme),
        *stances.COMMANDS,
    )
    if mode is Mode.ANNOTATING:
        return (*editing, *articles.COMMANDS, *review_start.COMMANDS, *caret.COMMANDS)
    # Only those who review pay for what comparing needs.
    from annotator.commands import reviewing

    if mode is Mode.DECIDING:
        return (*reviewing.DECIDING, articles.find, *caret.PAGING)
    return (*editing, *reviewing.EDITING, articles.find, *caret.COMMANDS)


def key_conflicts(commands: tuple[Command, ...]) -> dict[str, list[str]]:
    """Keys that several commands claim, with the commands' ids; empty when all is well."""
    claims: dict[str, list[str]] = {}
    for command in commands:
        for key in command.keys:
            claims.setdefault(key.casefold(), []).append(command.id)
    return {key: ids for key, ids in claims.items() if len(ids) > 1}
