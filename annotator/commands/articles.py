"""Finishing, skipping, flagging and noting the article, and going to others."""

from annotator.commands.command import Group, Scope, always, command
from annotator.commands.desk import Desk, Page
from annotator.domain.annotation import Status
from annotator.domain.edits import progress as edits
from annotator.domain.refused import Refused
from annotator.domain.still_open import still_open

WINDOW = Scope.WINDOW


@command("article.done", "Done, next article", Group.ARTICLE, "Ctrl+Return", "Ctrl+Enter", scope=WINDOW)
def finish(desk: Desk) -> None:
    """Marks the article done and opens the next; what is still open is said first, and once more goes on."""
    bench = desk.workbench
    if bench.stance_entry is not None:
        raise Refused("Finish the stance first, or leave it with Esc.")
    points = still_open(bench.annotation, bench.article, bench.scheme)
    if points and not bench.open_points:
        bench.show_open_points(points)
        desk.say("Still open: " + " ".join(point.sentence for point in points[:2]) + " Ctrl+Enter goes on.")
        return
    step = edits.set_status(bench.annotation, Status.DONE, guidelines_version=bench.scheme.guidelines_version)
    bench.do(step, select=bench.selection)
    desk.open_next_unfinished()


@command("article.skip", "Skip, next article", Group.ARTICLE, "Ctrl+Space", scope=WINDOW)
def skip(desk: Desk) -> None:
    """Marks the article skipped, which is not the same as empty, and opens the next."""
    bench = desk.workbench
    bench.do(edits.set_status(bench.annotation, Status.SKIPPED), select=bench.selection)
    desk.open_next_unfinished()


@command("article.reopen", "Reopen", Group.ARTICLE, "Ctrl+Shift+O", scope=WINDOW)
def reopen(desk: Desk) -> None:
    """Takes “done” or “skipped” back."""
    bench = desk.workbench
    bench.do(edits.set_status(bench.annotation, Status.IN_PROGRESS), select=bench.selection)


@command("article.flag", "Flag", Group.ARTICLE, "F")
def flag(desk: Desk) -> None:
    """Flags the article for a second look, or takes the flag away."""
    bench = desk.workbench
    flagged = not bench.annotation.progress.flagged
    bench.do(edits.set_flag(bench.annotation, flagged=flagged), select=bench.selection)
    desk.say("Flagged." if flagged else "The flag is gone.")


@command("article.note", "Note…", Group.ARTICLE, "Shift+N")
def note(desk: Desk) -> None:
    """Writes a note on the article, for yourself and for reviewers."""
    bench = desk.workbench
    desk.ask(
        "Note on this article",
        bench.annotation.progress.note or "",
        lambda text: bench.do(edits.set_note(bench.annotation, text), select=bench.selection),
    )


@command("go.next", "Next article", Group.GO, "Ctrl+PgDown", "Alt+Right", scope=WINDOW, when=always)
def next_article(desk: Desk) -> None:
    """Opens the next article of the queue as it is shown."""
    desk.open_neighbour(1)


@command("go.previous", "Previous article", Group.GO, "Ctrl+PgUp", "Alt+Left", scope=WINDOW, when=always)
def previous_article(desk: Desk) -> None:
    """Opens the article before this one in the queue."""
    desk.open_neighbour(-1)


@command("go.next_unfinished", "Next unfinished article", Group.GO, "Ctrl+J", scope=WINDOW, when=always)
def next_unfinished(desk: Desk) -> None:
    """Opens the next article that is neither done nor skipped."""
    desk.open_next_unfinished()


@command("go.find", "Find in article", Group.GO, "Ctrl+F", scope=WINDOW)
def find(desk: Desk) -> None:
    """Searches the article as you type; Enter goes to the next hit."""
    desk.show(Page.FIND)


@command("go.search", "Search the project", Group.GO, "Ctrl+Shift+F", scope=WINDOW, when=always)
def search(desk: Desk) -> None:
    """Searches titles and texts of all articles."""
    desk.show(Page.SEARCH)


COMMANDS = (
    finish,
    skip,
    reopen,
    flag,
    note,
    next_article,
    previous_article,
    next_unfinished,
    find,
    search,
)
