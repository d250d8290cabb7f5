"""A command: a named user action. Menus, keys, palette, manual and tests all read the same value."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.commands.desk import Desk
from annotator.workbench.workbench import Workbench


class Group(StrEnum):
    """The menu a command stands in, in the order of the menu bar."""

    PROJECT = "Project"
    EDIT = "Edit"
    MENTION = "Mention"
    LABEL = "Label"
    ENTITY = "Entity"
    STANCE = "Stance"
    ARTICLE = "Article"
    REVIEW = "Review"
    GO = "Go"
    VIEW = "View"
    HELP = "Help"


class Scope(StrEnum):
    """Where its keys work: while the article has the focus, or anywhere in the window."""

    ARTICLE = "article"
    WINDOW = "window"


Condition = Callable[[Workbench], bool]
Function = Callable[[Desk], None]


@dataclass(frozen=True)
class Command:
    """`keys` are portable key sequences ("Ctrl+Return"); `when` says whether it is possible just now."""

    id: str
    title: str
    group: Group
    keys: tuple[str, ...]
    scope: Scope
    when: Condition
    run: Function
    manual: str
    """One or two sentences for the manual and the tooltips."""
    in_menu: bool = True

    def with_keys(self, keys: tuple[str, ...]) -> "Command":
        return replace(self, keys=keys)


def always(_: Workbench) -> bool:
    return True


def is_open(workbench: Workbench) -> bool:
    return workbench.is_open


def has_mention(workbench: Workbench) -> bool:
    return workbench.current_mention is not None


def has_selected_text(workbench: Workbench) -> bool:
    return workbench.is_open and workbench.selection.span is not None


def has_entity(workbench: Workbench) -> bool:
    return workbench.is_open and workbench.selection.entity_id is not None


def has_judgement(workbench: Workbench) -> bool:
    return workbench.current_judgement is not None


def command(
    id_: str,
    title: str,
    group: Group,
    *keys: str,
    scope: Scope = Scope.ARTICLE,
    when: Condition = is_open,
    in_menu: bool = True,
) -> Callable[[Function], Command]:
    """Makes a command of a function; the function's docstring is what the manual says."""

    def made(function: Function) -> Command:
        manual = " ".join((function.__doc__ or "").split())
        if not manual:
            raise ValueError(f"the command {id_} has no docstring, so the manual would not explain it")
        return Command(id_, title, group, keys, scope, when, function, manual, in_menu)

    return made
