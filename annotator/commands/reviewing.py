"""Reviewing conflicts by key: going about in their list, why they are decided as they are, and all keys."""

from collections.abc import Callable
from dataclasses import replace

from annotator.agreement.ordering import Order
from annotator.commands import deciding, review_start
from annotator.commands.command import Group, Scope, command
from annotator.commands.deciding import all_decided, has_conflict, is_reviewing, item_of, review_of
from annotator.commands.desk import Desk, Option, Page
from annotator.domain.edits.mentions import count
from annotator.domain.edits.rulings import explain_ruling
from annotator.domain.guidelines import with_sentence
from annotator.domain.refused import Refused
from annotator.domain.ruling import ErrorCategory
from annotator.domain.scheme import Scheme
from annotator.workbench.review import CATEGORY_WORDS, Reasons

WINDOW = Scope.WINDOW


@command("review.leave", "End reviewing", Group.REVIEW, "Ctrl+R", scope=WINDOW, when=is_reviewing)
def leave(desk: Desk) -> None:
    """Goes back to annotating; everything that was decided is stored."""
    desk.end_review()


@command("review.refresh", "Compare anew", Group.REVIEW, "F5", scope=WINDOW, when=is_reviewing)
def refresh(desk: Desk) -> None:
    """Makes the list of conflicts anew: annotators may have changed their minds since."""
    desk.show(Page.REVIEW)


# Going about


@command("review.next", "Next conflict", Group.REVIEW, "Down", "Tab", ".", when=is_reviewing)
def next_conflict(desk: Desk) -> None:
    """Shows the next conflict of the list, decided or not."""
    _go(desk, review_of(desk).neighbour(1), "The list ends here.")


@command("review.previous", "Previous conflict", Group.REVIEW, "Up", "Shift+Tab", ",", when=is_reviewing)
def previous_conflict(desk: Desk) -> None:
    """Shows the conflict before this one."""
    _go(desk, review_of(desk).neighbour(-1), "The list begins here.")


@command("review.next_open", "Next open conflict", Group.REVIEW, "Space", "Ctrl+J", when=is_reviewing)
def next_open(desk: Desk) -> None:
    """Leaves this one open and shows the next that is not decided."""
    review = review_of(desk)
    following = review.next_open()
    if following is not None and review.current is not None and following == review.current.item_id:
        raise Refused("This is the last open conflict of the list.")
    _go(desk, following, all_decided(review))


@command("review.all", "List all conflicts", Group.REVIEW, "L", when=is_reviewing)
def list_all(desk: Desk) -> None:
    """Lists every conflict again, instead of those behind a number of the agreement page."""
    review = review_of(desk)
    review.narrow(None)
    open_ones = len(review.rows) - review.decided
    desk.say(f"{count(len(review.rows), 'conflict')} listed, {open_ones:,} to decide.")
    following = review.next_open()
    if following is not None and (review.current is None or review.current.decided is not None):
        desk.open_conflict(following)


@command("review.order", "Order of the list…", Group.REVIEW, "O", when=is_reviewing)
def order(desk: Desk) -> None:
    """Puts the conflicts in order of what settling them brings, of labels, of annotators or of articles."""
    options = [Option(one.value, ORDER_WORDS[one]) for one in Order]
    desk.choose("Order of the conflicts", options, lambda id_: review_of(desk).sort(Order(id_)))


# Why


@command("review.category", "Why…", Group.REVIEW, "W", when=has_conflict)
def category(desk: Desk) -> None:
    """Says what kind of error it was; goes with the decision that follows, or the one that stands."""
    options = [Option(one.value, words) for one, words in CATEGORY_WORDS.items()]

    def then(id_: str) -> None:
        _explain(desk, lambda reasons: replace(reasons, category=ErrorCategory(id_)))

    desk.choose("Why the others said something else", options, then)


@command("review.note", "Reason…", Group.REVIEW, "R", "Shift+N", when=has_conflict)
def note(desk: Desk) -> None:
    """Writes the reason; goes with the decision that follows, or the one that stands. Annotators read it."""

    def then(text: str) -> None:
        _explain(desk, lambda reasons: replace(reasons, note=text.strip() or None))

    desk.ask("Reason", _standing(desk).note or "", then)


@command("review.guideline", "Sentence for the guidelines…", Group.REVIEW, "G", when=has_conflict)
def guideline(desk: Desk) -> None:
    """Makes a sentence of the guidelines of this decision; they get a new version."""

    def stored(scheme: Scheme) -> None:
        desk.say(f"The guidelines say so from version {scheme.guidelines_version} on.")

    desk.ask(
        "Sentence for the guidelines",
        _standing(desk).note or "",
        lambda text: desk.use_scheme(with_sentence(desk.workbench.scheme, text), stored),
    )


@command("review.names", "Hide or show names", Group.REVIEW, "Shift+H", when=is_reviewing)
def names(desk: Desk) -> None:
    """Hides who gave which answer, so that it does not count, or shows it again."""
    review = review_of(desk)
    review.set_anonymous(is_anonymous=not review.is_anonymous)
    desk.say("Names are hidden." if review.is_anonymous else "Names are shown.")


def _explain(desk: Desk, changed: Callable[[Reasons], Reasons]) -> None:
    """Changes the reasons of the decision that stands, or keeps them for the one that follows."""
    review, bench = review_of(desk), desk.workbench
    item = item_of(desk)
    if item.id not in bench.annotation.rulings:
        review.set_reasons(changed(review.reasons))
        return
    reasons = changed(_standing(desk))
    step = explain_ruling(bench.annotation, item.id, note=reasons.note, category=reasons.category)
    bench.do(step, select=bench.selection)


def _standing(desk: Desk) -> Reasons:
    """The reasons of the decision that stands, or those that are kept for the one to come."""
    ruling = desk.workbench.annotation.rulings.get(item_of(desk).id)
    return review_of(desk).reasons if ruling is None else Reasons(ruling.note, ruling.category)


def _go(desk: Desk, item_id: str | None, otherwise: str) -> None:
    if item_id is None:
        raise Refused(otherwise)
    desk.open_conflict(item_id)


ORDER_WORDS = {
    Order.IMPACT: "What settling them brings, most first",
    Order.LABEL: "Label",
    Order.PAIR: "Who disagrees with whom",
    Order.ARTICLE: "Article, in order of reading",
}
DECIDING = (
    leave,
    *deciding.answer_commands(),
    deciding.union,
    deciding.neither,
    deciding.both,
    deciding.edit,
    deciding.decide_alike,
    category,
    note,
    guideline,
    next_open,
    next_conflict,
    previous_conflict,
    order,
    list_all,
    names,
    refresh,
    review_start.rules,
    review_start.feedback,
)
EDITING = (deciding.edited, deciding.stop_editing, leave)
"""While the reviewer makes an answer of their own."""
