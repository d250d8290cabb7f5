"""Undo and redo: without limit, across articles and restarts."""

from annotator.commands.command import Group, Scope, command
from annotator.commands.desk import Desk
from annotator.workbench.workbench import Workbench


def _can_redo(workbench: Workbench) -> bool:
    return workbench.is_open and workbench.history.next is not None


@command("edit.undo", "Undo", Group.EDIT, "Ctrl+Z", scope=Scope.WINDOW)
def undo(desk: Desk) -> None:
    """Takes the last step back. With nothing left here, goes to the article you changed before."""
    bench = desk.workbench
    if bench.history.has_own_work:
        name = bench.history.last.name if bench.history.last else ""
        bench.undo()
        desk.say(f"Undone: {name}.")
    else:
        desk.open_last_changed()


@command("edit.redo", "Redo", Group.EDIT, "Ctrl+Shift+Z", "Ctrl+Y", scope=Scope.WINDOW, when=_can_redo)
def redo(desk: Desk) -> None:
    """Takes again what was undone."""
    bench = desk.workbench
    name = bench.history.next.name if bench.history.next else ""
    bench.redo()
    desk.say(f"Redone: {name}.")


@command("edit.clear", "Back to the beginning", Group.EDIT, scope=Scope.WINDOW)
def clear(desk: Desk) -> None:
    """Takes every step in this article back, also the model's proposals; redo brings them again."""
    bench = desk.workbench
    while bench.history.last is not None:
        bench.undo()


COMMANDS = (undo, redo, clear)
