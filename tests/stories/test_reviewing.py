"""A reviewer at the window: from the first conflict to the last by keyboard alone, and back again."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.agreement.ordering import ConflictFilter
from annotator.agreement.table import Layer
from annotator.domain.annotation import GOLD, Annotation, Annotator, Status
from annotator.domain.article import Article
from annotator.domain.guidelines import with_sentence
from annotator.domain.log import How, LogEntry
from annotator.domain.review_rules import ReviewRules
from annotator.domain.ruling import Outcome
from annotator.gui.program import Program
from annotator.project import create_project, open_project, run_to_end
from annotator.workbench.review import Review
from tests import builders
from tests.builders import TEXT
from tests.commands.desks import SCHEME
from tests.stories.conftest import Open, is_saved, project_of, rest

OTHER = "The Varon council met again. Nobody spoke of the dam."
MINUTE = 60_000
CLAIMS = {
    builders.ANNA: (("Mira Toll", "PERSON"), ("Monday", "ORG")),
    builders.BEN: (("Mira Toll", "ORG"),),
}
"""Where two people differ twice in an article."""
CLEO = Annotator(name="Cleo")


def said(annotator: Annotator, article: Article, *marks: tuple[str, str]) -> Annotation:
    """Marks the words where they stand first."""
    mentions = [
        builders.mention(f"m{n}", at := article.text.index(words), at + len(words), label, f"e{n}")
        for n, (words, label) in enumerate(marks, start=1)
    ]
    return builders.annotation(annotator, article.id, *mentions, status=Status.DONE)


@pytest.fixture
def disputed(home: Path) -> str:
    """Three annotators finished two articles and do not agree on four things."""
    first, second = Article(id="a1", text=TEXT), Article(id="a2", text=OTHER)
    articles = [
        builders.annotated(
            first,
            said(builders.ANNA, first, ("Mira Toll", "PERSON"), ("Varon", "GPE"), ("Monday", "ORG")),
            said(builders.BEN, first, ("Mira Toll", "PERSON"), ("Varon", "ORG")),
            said(CLEO, first, ("Toll", "PERSON"), ("Varon", "GPE")),
        ),
        builders.annotated(
            second,
            said(builders.ANNA, second, ("The Varon council", "ORG")),
            said(builders.BEN, second, ("The Varon council", "ORG")),
            said(CLEO, second, ("Varon", "GPE")),
        ),
    ]
    path = str(home / "disputed.annotator")
    with create_project(path, SCHEME) as project:
        run_to_end(project.import_articles(articles))
    return path


def press(program: Program, keys: str) -> None:
    """Types into the article."""
    QTest.keyClicks(program.window.article, keys)


def begin(qtbot: QtBot, program: Program) -> Review:
    """Begins reviewing with its key; the first conflict is there with its answers."""
    QTest.keyClick(program.window.article, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: has_conflict(program), timeout=MINUTE)
    review = program.workbench.review
    assert review is not None
    return review


def has_conflict(program: Program) -> bool:
    review = program.workbench.review
    return review is not None and review.item is not None


def decide(qtbot: QtBot, program: Program, key: str) -> None:
    """Presses the key of an answer and waits for what comes next."""
    qtbot.waitUntil(lambda: has_conflict(program))
    press(program, key)


def is_in_sight(review: Review, item_id: str) -> bool:
    return review.item is not None and review.item.id == item_id


def undo(qtbot: QtBot, program: Program) -> None:
    program.actions.run("edit.undo")
    # Which article was changed before, then that article, then what is said in it.
    for _ in range(3):
        rest(qtbot, program)
    QApplication.processEvents()


def gold_of(where: str, article_id: str) -> Annotation:
    with open_project(where) as project:
        record = project.load(article_id, GOLD).record
    assert record is not None
    return record.annotation


def test_every_conflict_is_decided_by_keys_and_gold_is_what_was_decided(
    open_program: Open, qtbot: QtBot, disputed: str
) -> None:
    program = open_program(disputed)
    review = begin(qtbot, program)
    assert (len(review.rows), review.decided) == (4, 0)
    assert "to decide" in program.window.status_line.said
    qtbot.waitUntil(lambda: bool(program.window.article.overlays))

    for _ in range(4):
        decide(qtbot, program, "a")
    qtbot.waitUntil(lambda: program.window.status_line.said == "Every conflict of the list is decided.")
    qtbot.waitUntil(lambda: is_saved(program))
    assert program.pages.reviewing.conflicts.said == "4 of 4 decided"

    first, second = gold_of(disputed, "a1"), gold_of(disputed, "a2")
    assert [(m.quote(TEXT), m.label) for m in first.ordered_mentions] == [
        ("Mira Toll", "PERSON"),
        ("Varon", "GPE"),
    ]
    assert [m.quote(OTHER) for m in second.ordered_mentions] == ["The Varon council"]
    assert {first.progress.status, second.progress.status} == {Status.DONE}
    rulings = [*first.rulings.values(), *second.rulings.values()]
    assert len(rulings) == 4
    assert {(ruling.outcome, ruling.by) for ruling in rulings} == {(Outcome.TAKEN, "anna")}


def test_a_list_narrowed_while_reviewing_begins_with_its_first_conflict(
    open_program: Open, qtbot: QtBot, disputed: str
) -> None:
    program = open_program(disputed)
    review = begin(qtbot, program)
    program.pages.reviewing.review(ConflictFilter(Layer.MENTIONS, label="PERSON"))
    qtbot.waitUntil(lambda: has_conflict(program))
    assert review.current == review.rows[0]
    assert len(review.rows) == 1
    assert program.pages.reviewing.decision.question.startswith("1 of 1 · Mention")
    assert program.window.status_line.said == "1 conflict listed; 1 conflict to decide."
    decide(qtbot, program, "a")
    qtbot.waitUntil(lambda: program.pages.reviewing.conflicts.said == "1 of 1 decided")


def test_labels_are_offered_only_while_their_keys_mean_them(
    open_program: Open, qtbot: QtBot, disputed: str
) -> None:
    program = open_program(disputed)
    begin(qtbot, program)
    assert not program.window.labels.isVisible()
    program.use_scheme(with_sentence(program.workbench.scheme, "A town is a place."))
    assert not program.window.labels.isVisible()
    press(program, "e")
    assert program.window.labels.isVisible()


def test_undo_goes_back_through_the_whole_queue_and_through_a_restart(
    open_program: Open, qtbot: QtBot, disputed: str
) -> None:
    program = open_program(disputed)
    review = begin(qtbot, program)
    for key in "anvu":
        decide(qtbot, program, key)
    qtbot.waitUntil(lambda: review.decided == 4)
    qtbot.waitUntil(lambda: is_saved(program))
    program.window.close()

    again = open_program(disputed)
    review = begin(qtbot, again)
    assert review.decided == 4
    for _ in range(12):
        if not review.decided:
            break
        undo(qtbot, again)
    assert review.decided == 0
    qtbot.waitUntil(lambda: is_saved(again))
    assert not gold_of(disputed, "a1").rulings
    assert not gold_of(disputed, "a2").rulings


def test_undo_takes_decisions_back_in_the_order_they_were_made_and_nothing_that_was_settled(
    open_program: Open, qtbot: QtBot, disputed: str
) -> None:
    both = ("Varon", "GPE")
    third, fourth = Article(id="a3", text=f"Again: {TEXT}"), Article(id="a4", text=f"Once more: {TEXT}")
    more = [
        builders.annotated(one, *(said(who, one, both, *marks) for who, marks in CLAIMS.items()))
        for one in (third, fourth)
    ]
    with open_project(disputed) as project:
        run_to_end(project.import_articles(more))
    program = open_program(disputed)
    review = begin(qtbot, program)
    in_third, in_fourth = (
        [row.item_id for row in review.rows if row.article_id == one.id] for one in (third, fourth)
    )
    order = [in_third[0], in_fourth[0], in_third[1], in_fourth[1]]
    for item_id in order:
        program.desk.open_conflict(item_id)
        qtbot.waitUntil(partial(is_in_sight, review, item_id))
        press(program, "a")

    def is_open_again(item_id: str) -> bool:
        row = review.row_of(item_id)
        return row is not None and row.decided is None

    for left, item_id in reversed([*enumerate(order)]):
        for _ in range(2):
            if not is_open_again(item_id):
                undo(qtbot, program)
        qtbot.waitUntil(partial(is_in_sight, review, item_id))
        assert [is_open_again(id_) for id_ in order] == [n >= left for n in range(len(order))]
    for _ in range(4):
        undo(qtbot, program)
    qtbot.waitUntil(lambda: program.window.status_line.said == "There is nothing left to undo.")
    qtbot.waitUntil(lambda: is_saved(program))
    assert [m.label for m in gold_of(disputed, "a3").ordered_mentions] == ["GPE"]
    assert [m.label for m in gold_of(disputed, "a4").ordered_mentions] == ["GPE"]


def test_what_another_window_took_back_is_open_in_the_list(
    open_program: Open, qtbot: QtBot, disputed: str
) -> None:
    program = open_program(disputed)
    review = begin(qtbot, program)
    assert review.item is not None
    item = review.item
    press(program, "a")
    qtbot.waitUntil(lambda: is_saved(program))
    program.desk.open_conflict(item.id)
    qtbot.waitUntil(partial(is_in_sight, review, item.id))
    assert review.decided == 1
    with open_project(disputed) as project:
        *_, last = project.load(item.article_id, GOLD).log
        back = last.parsed().inverse()
        entry = LogEntry(last.revision + 1, last.at, "Eve", How.UNDO, back.model_dump_json().encode())
        project.save(item.article_id, GOLD, entry)

    program.window.activated.emit()

    qtbot.waitUntil(lambda: review.decided == 0)
    assert not program.pages.reviewing.decision.standing


def test_ending_the_review_gives_the_desk_back_as_it_was(
    open_program: Open, qtbot: QtBot, disputed: str
) -> None:
    program = open_program(disputed)
    before = program.workbench.annotator
    begin(qtbot, program)
    decide(qtbot, program, "a")

    with qtbot.waitSignal(program.flow.arrived):
        program.actions.run("review.leave")

    assert program.workbench.annotator == before
    assert program.workbench.review is None
    assert program.window.queue.isVisible()
    assert program.window.labels.isVisible()
    assert not program.window.article.overlays
    press(program, "1")
    qtbot.waitUntil(lambda: is_saved(program))
    with open_project(disputed) as project:
        assert len(project.load(program.workbench.article.id, before).log) == 1


def test_an_answer_of_ones_own_is_made_in_the_article(
    open_program: Open, qtbot: QtBot, disputed: str
) -> None:
    program = open_program(disputed)
    review = begin(qtbot, program)
    assert review.item is not None
    item = review.item
    press(program, "e")
    assert program.window.labels.isVisible()
    program.window.article.marked.emit(item.start, item.end)
    QTest.keyClick(program.window.article, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: review.decided == 1)
    qtbot.waitUntil(lambda: is_saved(program))
    assert gold_of(disputed, item.article_id).rulings[item.id].outcome is Outcome.EDITED


def test_nothing_to_compare_is_said_and_changes_nothing(open_program: Open, qtbot: QtBot, where: str) -> None:
    program = open_program()
    program.actions.run("review.start")
    qtbot.waitUntil(lambda: "nothing to compare" in program.window.status_line.said, timeout=MINUTE)
    assert program.workbench.review is None
    with open_project(where) as project:
        assert GOLD not in project.annotators()


def test_annotators_see_others_marks_only_once_the_project_says_so(
    open_program: Open, qtbot: QtBot, disputed: str
) -> None:
    program = open_program(disputed)
    view, line = program.window.article, program.window.status_line

    program.actions.run("review.others")
    qtbot.waitUntil(lambda: line.said == "This project does not show annotators one another’s marks.")
    assert not view.overlays

    project_of(program).set_review_rules(ReviewRules(shows_others=True), lambda: None)
    program.actions.run("review.others")
    qtbot.waitUntil(lambda: len(view.overlays) == 5)
    program.actions.run("review.others")
    assert not view.overlays


def test_annotators_see_what_became_of_their_marks_once_the_project_says_so(
    open_program: Open, qtbot: QtBot, disputed: str
) -> None:
    program = open_program(disputed)
    begin(qtbot, program)
    for _ in range(4):
        decide(qtbot, program, "a")
    qtbot.waitUntil(lambda: is_saved(program))
    with qtbot.waitSignal(program.flow.arrived):
        program.actions.run("review.leave")
    with qtbot.waitSignal(program.flow.arrived):
        program.take_over("Ben")
    with qtbot.waitSignal(program.flow.arrived):
        program.window.queue.opened.emit("a1")
    view, line = program.window.article, program.window.status_line

    program.actions.run("review.outcome")
    qtbot.waitUntil(lambda: line.said == "This project does not show annotators what became of their marks.")
    project_of(program).set_review_rules(ReviewRules(shows_outcome=True), lambda: None)
    program.actions.run("review.outcome")
    qtbot.waitUntil(lambda: bool(view.overlays))

    at = TEXT.index("Varon")
    assert [(overlay.start, overlay.label) for overlay in view.overlays] == [(at, "GPE")]
