"""Deciding conflicts: one key for each answer, for all and for none, or for all alike; then the next one."""

from collections.abc import Iterable, Sequence

from annotator.agreement.alike import stands_for
from annotator.agreement.conflict import Difference, Item
from annotator.agreement.deciding import Decision, decide, decide_all, letter, record_edit
from annotator.agreement.places import place_of
from annotator.commands.command import Command, Group, Scope, command
from annotator.commands.desk import Desk
from annotator.domain.annotation import Annotation, Status
from annotator.domain.edits.progress import set_status
from annotator.domain.refused import Refused
from annotator.domain.ruling import Outcome
from annotator.domain.scheme import About, Scheme
from annotator.domain.steps import Step, apply
from annotator.project.reviewing import ArticleReview
from annotator.workbench.review import Review
from annotator.workbench.selection import Selection
from annotator.workbench.workbench import Workbench

WINDOW = Scope.WINDOW
_LETTERED = 4
"""How many answers have a letter of their own for a key; the letters after D mean something else here."""
_NUMBERED = 9


def is_reviewing(bench: Workbench) -> bool:
    """Whether a review is under way."""
    return bench.review is not None


def has_conflict(bench: Workbench) -> bool:
    """Whether a conflict is in sight with its answers."""
    return bench.review is not None and bench.review.item is not None


@command("review.union", "Union", Group.REVIEW, "U", when=has_conflict)
def union(desk: Desk) -> None:
    """Takes from the first start to the last end of all answers; of stances and answers, all together."""
    if _takes_one_label(item_of(desk), desk.workbench.scheme):
        raise Refused("This takes one label: take an answer, or V if the text allows several.")
    _decide(desk, Outcome.UNION, ())


@command("review.neither", "Neither", Group.REVIEW, "N", when=has_conflict)
def neither(desk: Desk) -> None:
    """Decides that none of the answers is right; this is recorded, so it is no gap."""
    _decide(desk, Outcome.NEITHER, ())


@command("review.both", "Both are valid", Group.REVIEW, "V", when=has_conflict)
def both(desk: Desk) -> None:
    """Decides that the text allows several answers: those picked with Shift and their letter, else all."""
    review = review_of(desk)
    something = [n for n, variant in enumerate(review.variants) if not variant.is_nothing]
    _decide(desk, Outcome.BOTH_VALID, sorted(review.chosen) or something)


@command("review.edit", "Edit myself", Group.REVIEW, "E", when=has_conflict)
def edit(desk: Desk) -> None:
    """Lets the article be edited with all the ordinary keys; Ctrl+Enter makes that the decision."""
    item, article = item_of(desk), article_of(desk)
    review_of(desk).set_editing(is_editing=True)
    _select_place(desk.workbench, item, article)
    desk.say("Edit the article as usual. Ctrl+Enter: that is the decision. Ctrl+Esc: decide otherwise.")


@command("review.edited", "This is the decision", Group.REVIEW, "Ctrl+Return", "Ctrl+Enter", scope=WINDOW)
def edited(desk: Desk) -> None:
    """Records what you made of the place as the decision, and shows the next conflict."""
    review, bench = review_of(desk), desk.workbench
    item, article = item_of(desk), article_of(desk)
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
        said=article.said,
    )
    if not any(change.after.made for change in step.changes if change.kind == "ruling" and change.after):
        raise Refused("Nothing stands here yet: make your answer first, or Ctrl+Esc and then N for neither.")
    review.set_editing(is_editing=False)
    _take(desk, item, step)


@command("review.alike", "Same for all alike", Group.REVIEW, "Shift+Return", "Shift+Enter", when=is_reviewing)
def decide_alike(desk: Desk) -> None:
    """Decides the same on every open conflict of the article about the same words, answered the same by all.

    What is repeated is the decision on the conflict in sight, or on the one before if that is still open.
    """
    review, bench = review_of(desk), desk.workbench
    article, example = article_of(desk), review.example(bench.annotation)
    if example is None:
        raise Refused("Decide one conflict first; those of its article that are alike can follow it.")
    ruling = bench.annotation.rulings[example.id]
    repeated = stands_for(example, ruling)
    if repeated is None:
        raise Refused("An answer of your own cannot be repeated elsewhere; decide those alike by its key.")
    waiting = review.waiting_alike(bench.annotation)
    if not waiting:
        raise Refused("No open conflict of this article is like that one.")
    outcome, variants = repeated
    decision = Decision(
        outcome=outcome,
        variants=variants,
        by=review.reviewer,
        note=ruling.note,
        category=ruling.category,
    )
    step = decide_all(
        bench.annotation,
        bench.article,
        waiting,
        article.annotations,
        bench.scheme,
        decision,
        said=article.said,
    )
    _take_all(desk, waiting, step, f"{len(waiting):,} more like it decided the same way")


@command("review.stop_editing", "Decide otherwise", Group.REVIEW, "Ctrl+Escape", scope=WINDOW)
def stop_editing(desk: Desk) -> None:
    """Gives the keys back to deciding; what you edited stays until it is undone."""
    review_of(desk).set_editing(is_editing=False)


def _takes_one_label(item: Item, scheme: Scheme) -> bool:
    """Whether all the answers together would be more than the question has room for."""
    task = None if item.task is None else scheme.task(item.task)
    is_single = task is not None and task.about is not About.PAIR and not task.multiple
    return is_single and item.difference is Difference.LABEL


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
        lambda desk: take(desk, number),
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
        lambda desk: review_of(desk).toggle(number),
        f"Picks answer {name} as one of several that are valid, or drops it again.",
        in_menu=False,
    )


def take(desk: Desk, number: int) -> None:
    """Decides that the answer is right, by its place among them, and shows the next conflict."""
    _decide(desk, Outcome.TAKEN, (number,))


def _decide(desk: Desk, what: Outcome, variants: Iterable[int]) -> None:
    review, bench = review_of(desk), desk.workbench
    if review.is_editing:
        raise Refused("You are editing: Ctrl+Enter makes that the decision, Ctrl+Esc decides otherwise.")
    item, article = item_of(desk), article_of(desk)
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
        said=article.said,
    )
    _take(desk, item, step)


def _take(desk: Desk, item: Item, step: Step) -> None:
    """Takes the step that decides the conflict, and offers to decide those alike with it."""
    review_of(desk).remember_decided(item.id)
    _take_all(desk, (item,), step, f"{step.name[0].upper()}{step.name[1:]}")


def _take_all(desk: Desk, items: Sequence[Item], step: Step, said: str) -> None:
    """Takes the step, marks the article done with its last conflict, and shows the next one."""
    with review_of(desk).announcing_once():
        _take_and_go_on(desk, items, step, said)


def _take_and_go_on(desk: Desk, items: Sequence[Item], step: Step, said: str) -> None:
    review, bench = review_of(desk), desk.workbench
    is_last = not review.has_open(bench.annotation, besides={item.id for item in items})
    bench.do(_finishing(bench.annotation, step) if is_last else step, select=bench.selection)
    here = review.current
    # Those alike with the conflict before may leave the one in sight open.
    is_open = here is not None and here.item_id not in bench.annotation.rulings
    following = here.item_id if here is not None and is_open else review.next_open()
    if following is None:
        desk.say(all_decided(review) if len(items) == 1 else f"{said}. {all_decided(review)}")
        return
    more = len(review.waiting_alike(bench.annotation)) if len(items) == 1 else 0
    offered = f" {more:,} more like it: Shift+Enter." if more else ""
    desk.say(f"{said}.{offered} {len(review.rows) - review.decided:,} to go.")
    desk.open_conflict(following)


def all_decided(review: Review) -> str:
    """What is said at the end of the list."""
    narrowed = " L lists all conflicts again." if review.narrowed_to else ""
    return f"Every conflict of the list is decided.{narrowed}"


def _finishing(gold: Annotation, step: Step) -> Step:
    """The step together with what marks the article done: one undo takes both back."""
    done = set_status(apply(gold, step), Status.DONE)
    return Step(name=step.name, changes=(*step.changes, *done.changes))


def _select_place(bench: Workbench, item: Item, article: ArticleReview) -> None:
    """What stands in gold for the conflict is current; else the words it is about are selected."""
    gold, ruling = bench.annotation, bench.annotation.rulings.get(item.id)
    for id_ in () if ruling is None else ruling.made:
        if id_ in gold.mentions:
            bench.select_mention(id_)
            return
        if id_ in gold.judgements:
            bench.select_judgement(id_)
    start, end = place_of(item, article.annotations)
    if (start, end) != (0, len(bench.article.text)):
        bench.select(Selection(start, end, judgement_id=bench.selection.judgement_id))


def review_of(desk: Desk) -> Review:
    """The review under way; refused outside of it."""
    if desk.workbench.review is None:
        raise Refused("Begin reviewing first.")
    return desk.workbench.review


def article_of(desk: Desk) -> ArticleReview:
    """What everybody says about the open article; refused until it is read."""
    article = review_of(desk).article
    if article is None:
        raise Refused("The article is still being read.")
    return article


def item_of(desk: Desk) -> Item:
    """The conflict in sight; refused where there is none."""
    item = review_of(desk).item
    if item is None:
        raise Refused("Choose a conflict first.")
    return item
