"""The way into reviewing, its rules and reports, and what annotators may see of it."""

from annotator.commands.command import Group, Scope, always, command
from annotator.commands.desk import Desk, Page

WINDOW = Scope.WINDOW


@command("review.start", "Review conflicts", Group.REVIEW, "Ctrl+R", scope=WINDOW, when=always)
def start(desk: Desk) -> None:
    """Settles what enough annotators agree on, then shows the conflicts one by one; Ctrl+R goes back."""
    desk.show(Page.REVIEW)


@command("review.rules", "Rules of reviewing…", Group.REVIEW, scope=WINDOW, when=always)
def rules(desk: Desk) -> None:
    """Sets what is settled in advance, and what annotators may see of others and of the outcome."""
    desk.show(Page.REVIEW_RULES)


@command("review.feedback", "Reports to annotators…", Group.REVIEW, scope=WINDOW, when=always)
def feedback(desk: Desk) -> None:
    """Writes a private page for each annotator: what was changed, and why."""
    desk.show(Page.FEEDBACK)


@command("review.others", "Others’ marks", Group.REVIEW, "Ctrl+Shift+M", scope=WINDOW)
def others(desk: Desk) -> None:
    """Shows the marks of the other annotators in the article, if the project allows it."""
    desk.show(Page.OTHERS)


@command("review.outcome", "What became of my marks", Group.REVIEW, "Ctrl+Shift+W", scope=WINDOW)
def outcome(desk: Desk) -> None:
    """Shows in the article what was decided otherwise than you marked it, if the project allows it."""
    desk.show(Page.OUTCOME)


COMMANDS = (start, rules, feedback, others, outcome)
