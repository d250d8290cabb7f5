"""Deciding conflicts: one key for each answer, for all and for none, with the reason; then the next one."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from annotator.agreement.conflict import Item
from annotator.agreement.deciding import Decision, decide, letter, record_edit
from annotator.agreement.ordering import Order
from annotator.commands import review_start
from annotator.commands.command import Command, Group, Scope, command
from annotator.commands.desk import Desk, Option, Page
from annotator.domain.annotation import Annotation, Status
from annotator.domain.edits.progress import set_status
from annotator.domain.edits.rulings import explain_ruling
from annotator.domain.guidelines import with_sentence
from annotator.domain.refused import Refused
from annotator.domain.ruling import ErrorCategory, Outcome
from annotator.domain.scheme import Scheme
from annotator.domain.steps import Step, apply
from annotator.project.reviewing import ArticleReview
from annotator.workbench.review import CATEGORY_WORDS, Reasons, Review
from annotator.workbench.workbench import Workbench

WINDOW = Scope.WINDOW
_LETTERED = 4
"""How many answers have a letter of their own for a key; the letters after D mean something else here."""
_NUMBERED = 9


def is_reviewing(bench: Workbench) -> bool:
    return bench.review is not None


def has_conflict(bench: Workbench) -> bool:
    return bench.review is not None and bench.review.item is not None


@command("review.leave", "End reviewing", Group.REVIEW, "Ctrl+R", scope=WINDOW, when=is_reviewing)
def leave(desk: Desk) -> None:
    """Goes back to annotating; everything that was decided is stored."""
    desk.end_review()


@command("review.refresh", "Compare anew", Group.REVIEW, "F5", scope=WINDOW, when=is_reviewing)
def refresh(desk: Desk) -> None:
    """Makes the list of conflicts anew: annotators may have changed their minds since."""
    desk.show(Page.REVIEW)


# Deciding


@command("review.union", "Union", Group.REVIEW, "U", when=has_conflict)
def union(desk: Desk) -> None:
    """Takes from the first start to the last end of all answers; of stances and answers, all together."""
    _decide(desk, Outcome.UNION, ())


@command("review.neither", "Neither", Group.REVIEW, "N", when=has_conflict)
def neither(desk: Desk) -> None:
    """Decides that none of the answers is right; this is recorded, so it is no gap."""
    _decide(desk, Outcome.NEITHER, ())


@command("review.both", "Both are valid", Group.REVIEW, "V", when=has_conflict)
def both(desk: Desk) -> None:
    """Decides that the text allows several answers: those picked with Shift and their letter, else all."""
    review = _review(desk)
    something = [n for n, variant in enumerate(review.variants) if not variant.is_nothing]
    _decide(desk, Outcome.BOTH_VALID, sorted(review.chosen) or something)


@command("review.edit", "Edit myself", Group.REVIEW, "E", when=has_conflict)
def edit(desk: Desk) -> None:
    """Lets the article be edited with all the ordinary keys; Ctrl+Enter makes that the decision."""
    _item(desk)
    _review(desk).set_editing(is_editing=True)
    desk.say("Edit the article as usual. Ctrl+Enter: that is the decision. Ctrl+Esc: decide otherwise.")


@command("review.edited", "This is the decision", Group.REVIEW, "Ctrl+Return", "Ctrl+Enter", scope=WINDOW)
def edited(desk: Desk) -> None:
    """Records what you made of the place as the decision, and shows the next conflict."""
    review, bench = _review(desk), desk.workbench
    item, article = _item(desk), _article(desk)
    reasons = review.reasons
    step = record_edit(
        bench.annotation,
        bench.article,
        item,
        article.annotations,
        bench.scheme,
        by=review.reviewer,
        note=reasons.note,
        category=reasons.category,
        items=article.items,
    )
    review.set_editing(is_editing=False)
    _take(desk, item, step)


@command("review.stop_editing", "Decide otherwise", Group.REVIEW, "Ctrl+Escape", scope=WINDOW)
def stop_editing(desk: Desk) -> None:
    """Gives the keys back to deciding; what you edited stays until it is undone."""
    _review(desk).set_editing(is_editing=False)


# Going about


@command("review.next", "Next conflict", Group.REVIEW, "Down", "Tab", ".", when=is_reviewing)
def next_conflict(desk: Desk) -> None:
    """Shows the next conflict of the list, decided or not."""
    _go(desk, _review(desk).neighbour(1), "The list ends here.")


@command("review.previous", "Previous conflict", Group.REVIEW, "Up", "Shift+Tab", ",", when=is_reviewing)
def previous_conflict(desk: Desk) -> None:
    """Shows the conflict before this one."""
    _go(desk, _review(desk).neighbour(-1), "The list begins here.")


@command("review.next_open", "Next open conflict", Group.REVIEW, "Space", "Ctrl+J", when=is_reviewing)
def next_open(desk: Desk) -> None:
    """Leaves this one open and shows the next that is not decided."""
    _go(desk, _review(desk).next_open(), "Every conflict of the list is decided.")


@command("review.order", "Order of the list…", Group.REVIEW, "O", when=is_reviewing)
def order(desk: Desk) -> None:
    """Puts the conflicts in order of what settling them brings, of labels, of annotators or of articles."""
    options = [Option(one.value, ORDER_WORDS[one]) for one in Order]
    desk.choose("Order of the conflicts", options, lambda id_: _review(desk).sort(Order(id_)))


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
    review = _review(desk)
    review.set_anonymous(is_anonymous=not review.is_anonymous)
    desk.say("Names are hidden." if review.is_anonymous else "Names are shown.")


def answer_commands() -> tuple[Command, ...]:
    """A command to take and one to pick for each answer that has a key."""
    return tuple(made(n) for n in range(_NUMBERED) for made in (_taking, _picking))


def _taking(number: int) -> Command:
    name = letter(number)
    keys = (name, str(number + 1)) if number < _LETTERED else (str(number + 1),)
    return Command(
        f"review.take_{number + 1}",
        f"Take {name}",
        Group.REVIEW,
        keys,
        Scope.ARTICLE,
        has_conflict,
        lambda desk: _decide(desk, Outcome.TAKEN, (number,)),
        f"Decides that answer {name} is right, and shows the next conflict.",
        in_menu=number < _LETTERED,
    )


def _picking(number: int) -> Command:
    name = letter(number)
    return Command(
        f"review.pick_{number + 1}",
        f"Pick {name}",
        Group.REVIEW,
        (f"Shift+{name}",) if number < _LETTERED else (f"Alt+{number + 1}",),
        Scope.ARTICLE,
        has_conflict,
        lambda desk: _review(desk).toggle(number),
        f"Picks answer {name} as one of several that are valid, or drops it again.",
        in_menu=False,
    )


def _decide(desk: Desk, what: Outcome, variants: Iterable[int]) -> None:
    review, bench = _review(desk), desk.workbench
    item, article = _item(desk), _article(desk)
    reasons = review.reasons
    decision = Decision(
        outcome=what,
        variants=tuple(variants),
        by=review.reviewer,
        note=reasons.note,
        category=reasons.category,
    )
    step = decide(
        bench.annotation,
        bench.article,
        item,
        article.annotations,
        bench.scheme,
        decision,
        items=article.items,
    )
    _take(desk, item, step)


def _take(desk: Desk, item: Item, step: Step) -> None:
    """Takes the step, marks the article done with its last conflict, and shows the next one."""
    review, bench = _review(desk), desk.workbench
    is_last = not review.has_open(item.article_id, besides=item.id)
    bench.do(_finishing(bench.annotation, step) if is_last else step, select=bench.selection)
    following = review.next_open()
    if following is None:
        desk.say("Every conflict of the list is decided.")
        return
    desk.say(f"{step.name[0].upper()}{step.name[1:]}. {len(review.rows) - review.decided} to go.")
    desk.open_conflict(following)


def _finishing(gold: Annotation, step: Step) -> Step:
    """The step together with what marks the article done: one undo takes both back."""
    done = set_status(apply(gold, step), Status.DONE)
    return Step(name=step.name, changes=(*step.changes, *done.changes))


def _explain(desk: Desk, changed: Callable[[Reasons], Reasons]) -> None:
    """Changes the reasons of the decision that stands, or keeps them for the one that follows."""
    review, bench = _review(desk), desk.workbench
    item = _item(desk)
    if item.id not in bench.annotation.rulings:
        review.set_reasons(changed(review.reasons))
        return
    reasons = changed(_standing(desk))
    step = explain_ruling(bench.annotation, item.id, note=reasons.note, category=reasons.category)
    bench.do(step, select=bench.selection)


def _standing(desk: Desk) -> Reasons:
    """The reasons of the decision that stands, or those that are kept for the one to come."""
    ruling = desk.workbench.annotation.rulings.get(_item(desk).id)
    return _review(desk).reasons if ruling is None else Reasons(ruling.note, ruling.category)


def _go(desk: Desk, item_id: str | None, otherwise: str) -> None:
    if item_id is None:
        raise Refused(otherwise)
    desk.open_conflict(item_id)


def _review(desk: Desk) -> Review:
    if desk.workbench.review is None:
        raise Refused("Begin reviewing first.")
    return desk.workbench.review


def _article(desk: Desk) -> ArticleReview:
    article = _review(desk).article
    if article is None:
        raise Refused("The article is still being read.")
    return article


def _item(desk: Desk) -> Item:
    item = _review(desk).item
    if item is None:
        raise Refused("Choose a conflict first.")
    return item


ORDER_WORDS = {
    Order.IMPACT: "What settling them brings, most first",
    Order.LABEL: "Label",
    Order.PAIR: "Who disagrees with whom",
    Order.ARTICLE: "Article, in order of reading",
}
DECIDING = (
    leave,
    *answer_commands(),
    union,
    neither,
    both,
    edit,
    category,
    note,
    guideline,
    next_open,
    next_conflict,
    previous_conflict,
    order,
    names,
    refresh,
    review_start.rules,
    review_start.feedback,
)
EDITING = (edited, stop_editing, leave)
"""While the reviewer makes an answer of their own."""
