"""The one registry of commands: what the scheme and the key profile make of them."""

from collections.abc import Mapping
from typing import Literal

from annotator.commands import articles, caret, grouping, history, marking, stances, window
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


def all_commands(scheme: Scheme, profile: KeyProfile = "default") -> tuple[Command, ...]:
    """Every command there is, in the order of the menus, with the keys of the profile."""
    found = (
        *window.COMMANDS,
        *history.COMMANDS,
        *marking.COMMANDS,
        *marking.label_commands(scheme),
        *grouping.COMMANDS,
        *stances.task_commands(scheme),
        *stances.COMMANDS,
        *articles.COMMANDS,
        *caret.COMMANDS,
    )
    changed = PROFILES[profile]
    return tuple(c.with_keys(changed[c.id]) if c.id in changed else c for c in found)


def key_conflicts(commands: tuple[Command, ...]) -> dict[str, list[str]]:
    """Keys that several commands claim, with the commands' ids; empty when all is well."""
    claims: dict[str, list[str]] = {}
    for command in commands:
        for key in command.keys:
            claims.setdefault(key.casefold(), []).append(command.id)
    return {key: ids for key, ids in claims.items() if len(ids) > 1}
