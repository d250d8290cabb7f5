"""Undo and redo: without limit, across articles and restarts."""

from typing import TYPE_CHECKING

from annotator.agreement.gold_history import is_settling
from annotator.commands.command import Group, Scope, command
from annotator.commands.desk import Desk
from annotator.workbench.workbench import Workbench

if TYPE_CHECKING:
    # What comparing needs is only loaded by those who review.
    from annotator.workbench.review import Review


def _can_redo(workbench: Workbench) -> bool:
    return workbench.is_open and workbench.history.next is not None


@command("edit.undo", "Undo", Group.EDIT, "Ctrl+Z", scope=Scope.WINDOW)
def undo(desk: Desk) -> None:
    """Takes the last step back. With nothing left here, goes to the article you changed before."""
    bench = desk.workbench
    if bench.review is not None and bench.is_open and _go_back(desk, bench.review):
        return
    if not bench.history.has_own_work:
        desk.open_last_changed()
        return
    while bench.history.last is not None and is_settling(bench.history.last):
        bench.undo()
    name = bench.history.last.name if bench.history.last else ""
    bench.undo()
    desk.say(f"Undone: {name}.")


def _go_back(desk: Desk, review: "Review") -> bool:
    """Goes to the conflict the reviewer worked on last, if that is in another article."""
    last = review.done_elsewhere(desk.workbench.article.id)
    if last is None:
        return False
    if review.place_of(last) is None:
        review.narrow(None)
    desk.open_conflict(last)
    desk.say("Back at the conflict before: Ctrl+Z takes back what you decided on it.")
    return True


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
