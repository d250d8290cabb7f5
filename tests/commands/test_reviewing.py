"""Deciding conflicts by key: each answer, all of them, none; with the reason; then the next one."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from annotator.agreement.conflict import Difference
from annotator.agreement.ordering import ConflictFilter
from annotator.commands.deciding import take
from annotator.commands.registry import KeyProfile, Mode, all_commands, key_conflicts
from annotator.domain.annotation import Annotation, Annotator, Judgement, Ref, RefKind, Status
from annotator.domain.refused import Refused
from annotator.domain.ruling import ErrorCategory, Outcome, Ruling
from annotator.workbench.review import Review
from tests import builders
from tests.commands.desks import RecordingDesk
from tests.workbench.reviews import ANNOTATIONS, CONFLICTS, THRICE, reviewing

EDGES, LABEL, ONE_MARKED = CONFLICTS
TOLL = builders.mention("m1", 0, 9, "PERSON", "e1")


def about_toll(who: Annotator, label: str) -> Annotation:
    """Somebody says how much the article is about Toll."""
    toll = Ref(kind=RefKind.ENTITY, id="e1", name="Mira Toll")
    answer = Judgement(id="j1", task="salience", label=label, target=toll)
    marked = builders.annotation(who, "a1", TOLL, status=Status.DONE)
    return marked.model_copy(update={"judgements": {"j1": answer}})


@dataclass
class Reviewer:
    """Presses keys of the reviewing modes at a desk without a window."""

    desk: RecordingDesk
    review: Review

    def press(self, key: str) -> None:
        mode = Mode.EDITING if self.review.is_editing else Mode.DECIDING
        commands = all_commands(self.desk.workbench.scheme, mode=mode)
        next(command for command in commands if key in command.keys).run(self.desk)

    @property
    def gold(self) -> Annotation:
        return self.desk.workbench.annotation

    def ruling(self, item_id: str) -> Ruling:
        return self.gold.rulings[item_id]

    @property
    def status(self) -> str:
        return self.gold.progress.status.value

    @property
    def marked(self) -> list[tuple[str, str]]:
        return self.desk.marked


def sitting_down(annotations: Mapping[str, Annotation]) -> Reviewer:
    """Somebody reviews the article; the list follows what is decided, as it does in the window."""
    desk = RecordingDesk()
    desk.workbench, review = reviewing(annotations)
    desk.workbench.changed.connect(lambda _taken: review.follow(desk.workbench.annotation))
    return Reviewer(desk, review)


@pytest.fixture
def reviewer() -> Reviewer:
    return sitting_down(ANNOTATIONS)


@pytest.fixture
def repeating() -> Reviewer:
    """Three conflicts that ask the same about Varon, and one of another kind."""
    return sitting_down(THRICE)


@pytest.mark.parametrize("mode", Mode)
def test_no_key_means_two_things_in_any_mode(mode: Mode) -> None:
    desk = RecordingDesk()
    profiles: tuple[KeyProfile, ...] = ("default", "prodigy", "label_studio")
    for profile in profiles:
        assert key_conflicts(all_commands(desk.workbench.scheme, profile, mode)) == {}


def test_a_letter_takes_its_answer_and_shows_the_next_conflict(reviewer: Reviewer) -> None:
    reviewer.review.go_to(LABEL.id)

    reviewer.press("A")

    assert reviewer.marked == [("Varon", "GPE")]
    ruling = reviewer.ruling(LABEL.id)
    assert (ruling.outcome, ruling.by) == (Outcome.TAKEN, "Rita")
    assert [(answer.annotators, answer.stands) for answer in ruling.answers] == [
        (("Anna", "Cleo"), True),
        (("Ben",), False),
    ]
    assert reviewer.desk.asked_for == [f"conflict {ONE_MARKED.id}"]


def test_the_digit_is_the_same_key_for_those_who_use_digits(reviewer: Reviewer) -> None:
    reviewer.review.go_to(LABEL.id)
    reviewer.press("2")
    assert reviewer.marked == [("Varon", "ORG")]


def test_a_question_that_takes_one_label_has_no_union() -> None:
    people = {builders.ANNA: "main", builders.BEN: "other"}
    reviewer = sitting_down({who.name: about_toll(who, label) for who, label in people.items()})
    with pytest.raises(Refused, match="This takes one label"):
        reviewer.press("U")
    assert not reviewer.gold.rulings
    reviewer.press("V")
    assert [ruling.outcome for ruling in reviewer.gold.rulings.values()] == [Outcome.BOTH_VALID]


def test_union_reaches_from_the_first_start_to_the_last_end(reviewer: Reviewer) -> None:
    reviewer.review.go_to(EDGES.id)
    reviewer.press("U")
    assert reviewer.marked == [("Mira Toll", "PERSON")]
    assert reviewer.ruling(EDGES.id).outcome is Outcome.UNION


def test_neither_is_a_decision_and_no_gap(reviewer: Reviewer) -> None:
    reviewer.review.go_to(LABEL.id)
    reviewer.press("N")
    assert reviewer.marked == []
    assert reviewer.ruling(LABEL.id).outcome is Outcome.NEITHER
    assert reviewer.review.decided == 1


def test_both_readings_can_be_valid(reviewer: Reviewer) -> None:
    reviewer.review.go_to(LABEL.id)
    reviewer.press("V")
    assert reviewer.marked == [("Varon", "GPE"), ("Varon", "ORG")]
    assert all(answer.stands for answer in reviewer.ruling(LABEL.id).answers)


def test_a_reason_before_the_decision_goes_with_it(reviewer: Reviewer) -> None:
    reviewer.review.go_to(LABEL.id)
    reviewer.desk.answers = ["guidelines_unclear", " A town acts for itself. "]
    reviewer.press("W")
    reviewer.press("R")
    reviewer.press("A")

    ruling = reviewer.ruling(LABEL.id)
    assert ruling.category is ErrorCategory.GUIDELINES_UNCLEAR
    assert ruling.note == "A town acts for itself."


def test_a_reason_after_the_decision_changes_it_and_is_undone_by_itself(reviewer: Reviewer) -> None:
    reviewer.review.go_to(LABEL.id)
    reviewer.press("A")
    reviewer.review.go_to(LABEL.id)
    reviewer.desk.answers = ["Looked at again."]

    reviewer.press("R")
    assert reviewer.ruling(LABEL.id).note == "Looked at again."
    reviewer.press("Ctrl+Z")
    assert reviewer.ruling(LABEL.id).note is None


def test_undo_takes_a_decision_back_with_all_it_made(reviewer: Reviewer) -> None:
    before = reviewer.gold
    for item in CONFLICTS:
        reviewer.review.go_to(item.id)
        reviewer.press("A")
    for _ in CONFLICTS:
        reviewer.press("Ctrl+Z")
    assert reviewer.gold == before


def test_the_last_decision_finishes_the_article_in_one_step(reviewer: Reviewer) -> None:
    for item in CONFLICTS:
        reviewer.review.go_to(item.id)
        reviewer.press("A")
    assert reviewer.status == Status.DONE
    assert reviewer.desk.said[-1] == "Every conflict of the list is decided."

    reviewer.press("Ctrl+Z")
    assert reviewer.status == Status.IN_PROGRESS
    assert len(reviewer.gold.rulings) == len(CONFLICTS) - 1


def test_an_answer_of_ones_own_has_to_be_made_before_it_is_the_decision(reviewer: Reviewer) -> None:
    reviewer.review.go_to(LABEL.id)
    reviewer.press("E")
    with pytest.raises(Refused, match="make your answer first"):
        reviewer.press("Ctrl+Return")
    assert reviewer.review.is_editing
    assert not reviewer.gold.rulings


def test_an_answer_of_ones_own_is_made_with_the_ordinary_keys(reviewer: Reviewer) -> None:
    reviewer.review.go_to(LABEL.id)
    reviewer.press("E")
    reviewer.desk.select("Varon")
    reviewer.press("1")
    reviewer.press("Ctrl+Return")

    assert reviewer.marked == [("Varon", "PERSON")]
    ruling = reviewer.ruling(LABEL.id)
    assert ruling.outcome is Outcome.EDITED
    assert not any(answer.stands for answer in ruling.answers)
    assert not reviewer.review.is_editing


def test_a_decision_becomes_a_sentence_of_the_guidelines(reviewer: Reviewer) -> None:
    reviewer.review.go_to(LABEL.id)
    reviewer.desk.answers = ["A town that decides is GPE."]
    reviewer.press("G")
    scheme = reviewer.desk.workbench.scheme
    assert "- A town that decides is GPE." in scheme.guidelines
    assert scheme.guidelines_version == "2"


def test_names_can_be_hidden(reviewer: Reviewer) -> None:
    reviewer.press("Shift+H")
    assert reviewer.review.is_anonymous
    reviewer.press("Shift+H")
    assert not reviewer.review.is_anonymous


def test_a_letter_without_an_answer_is_refused(reviewer: Reviewer) -> None:
    reviewer.review.go_to(LABEL.id)
    with pytest.raises(Refused, match="no such answer"):
        reviewer.press("D")


def test_the_last_open_conflict_is_not_taken_for_decided(reviewer: Reviewer) -> None:
    for item in (EDGES, LABEL):
        reviewer.review.go_to(item.id)
        reviewer.press("A")
    reviewer.review.go_to(ONE_MARKED.id)
    with pytest.raises(Refused, match="last open conflict"):
        reviewer.press("Space")


def test_the_ends_of_the_list_are_said(reviewer: Reviewer) -> None:
    reviewer.review.go_to(reviewer.review.rows[-1].item_id)
    with pytest.raises(Refused, match="ends here"):
        reviewer.press("Down")


def varon_at(review: Review) -> list[str]:
    return [row.item_id for row in review.rows if row.difference is Difference.LABEL]


def test_those_alike_follow_the_decision_before_in_one_step(repeating: Reviewer) -> None:
    first, *others = varon_at(repeating.review)
    repeating.review.go_to(first)
    repeating.desk.answers = ["guidelines_unclear", "A council acts."]
    repeating.press("W")
    repeating.press("R")
    repeating.press("B")
    assert repeating.desk.said[-1] == "Take B’s label. 2 more like it: Shift+Enter. 3 to go."
    after_one = repeating.gold

    repeating.press("Shift+Return")

    assert repeating.marked == [("Varon", "ORG")] * 3
    assert repeating.desk.said[-1] == "2 more like it decided the same way. 1 to go."
    rulings = [repeating.ruling(id_) for id_ in others]
    assert {(r.outcome, r.category, r.note, r.by) for r in rulings} == {
        (Outcome.TAKEN, ErrorCategory.GUIDELINES_UNCLEAR, "A council acts.", "Rita")
    }
    open_one = repeating.review.current
    assert open_one is not None
    assert open_one.difference is Difference.MISSING
    repeating.press("Ctrl+Z")
    assert repeating.gold == after_one


def test_those_alike_follow_the_conflict_in_sight_once_it_is_decided(repeating: Reviewer) -> None:
    first, second, _ = varon_at(repeating.review)
    missing = next(
        row.item_id for row in repeating.review.rows if row.item_id not in varon_at(repeating.review)
    )
    repeating.review.go_to(second)
    repeating.press("V")
    repeating.review.go_to(missing)
    repeating.press("N")
    repeating.review.go_to(second)

    repeating.press("Shift+Return")

    assert repeating.review.decided == 4
    assert repeating.ruling(first).outcome is Outcome.BOTH_VALID
    assert len(repeating.marked) == 6
    assert repeating.status == Status.DONE
    assert repeating.desk.said[-1].endswith("Every conflict of the list is decided.")


def test_without_a_decision_or_without_any_alike_it_is_said(repeating: Reviewer, reviewer: Reviewer) -> None:
    with pytest.raises(Refused, match="Decide one conflict first"):
        repeating.press("Shift+Return")
    reviewer.review.go_to(LABEL.id)
    reviewer.press("A")
    with pytest.raises(Refused, match="No open conflict"):
        reviewer.press("Shift+Return")


def test_an_answer_of_ones_own_is_not_repeated(repeating: Reviewer) -> None:
    repeating.review.go_to(varon_at(repeating.review)[0])
    repeating.press("E")
    repeating.press("1")
    repeating.press("Ctrl+Return")
    with pytest.raises(Refused, match="answer of your own"):
        repeating.press("Shift+Return")
    assert len(repeating.gold.rulings) == 1


def test_editing_begins_with_the_words_in_question_selected(reviewer: Reviewer) -> None:
    reviewer.review.go_to(LABEL.id)
    reviewer.press("E")
    reviewer.press("1")
    assert reviewer.marked == [("Varon", "PERSON")]


def test_editing_a_decided_conflict_begins_with_what_stands_for_it(reviewer: Reviewer) -> None:
    reviewer.review.go_to(LABEL.id)
    reviewer.press("A")
    reviewer.review.go_to(LABEL.id)
    reviewer.press("E")
    current = reviewer.desk.workbench.current_mention
    assert current is not None
    assert current.label == "GPE"
    reviewer.press("2")
    reviewer.press("Ctrl+Return")
    assert reviewer.marked == [("Varon", "ORG")]


def test_an_article_with_conflicts_that_are_not_listed_is_not_done(reviewer: Reviewer) -> None:
    reviewer.review.narrow(ConflictFilter(differences=frozenset({Difference.LABEL})))
    reviewer.review.go_to(LABEL.id)
    reviewer.press("A")
    assert reviewer.status == Status.IN_PROGRESS


def test_all_conflicts_can_be_listed_again_once_those_behind_a_number_are_decided(
    reviewer: Reviewer,
) -> None:
    reviewer.review.narrow(ConflictFilter(differences=frozenset({Difference.LABEL})))
    reviewer.review.go_to(LABEL.id)
    reviewer.press("A")
    with pytest.raises(Refused, match="L lists all conflicts again"):
        reviewer.press("Space")

    reviewer.press("L")

    assert len(reviewer.review.rows) == 3
    assert reviewer.desk.said[-1] == "3 conflicts listed, 2 to decide."
    assert reviewer.review.current is not None
    assert reviewer.review.current.decided is None


def test_while_an_answer_is_made_no_card_decides(reviewer: Reviewer) -> None:
    reviewer.review.go_to(LABEL.id)
    reviewer.press("E")
    with pytest.raises(Refused, match="Ctrl\\+Enter"):
        take(reviewer.desk, 0)
    assert not reviewer.gold.rulings
