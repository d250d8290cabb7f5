"""Deciding conflicts by key: each answer, all of them, none; with the reason; then the next one."""

from dataclasses import dataclass

import pytest

from annotator.commands.registry import KeyProfile, Mode, all_commands, key_conflicts
from annotator.domain.annotation import Annotation, Status
from annotator.domain.refused import Refused
from annotator.domain.ruling import ErrorCategory, Outcome, Ruling
from annotator.workbench.review import Review
from tests.commands.desks import RecordingDesk
from tests.workbench.reviews import CONFLICTS, reviewing

EDGES, LABEL, ONE_MARKED = CONFLICTS


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


@pytest.fixture
def reviewer() -> Reviewer:
    desk = RecordingDesk()
    desk.workbench, review = reviewing()
    return Reviewer(desk, review)


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
    assert reviewer.review.decided == 0  # the review follows what its flow tells it
    reviewer.review.follow(reviewer.gold)
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
        reviewer.review.follow(reviewer.gold)
    assert reviewer.status == Status.DONE
    assert reviewer.desk.said[-1] == "Every conflict of the list is decided."

    reviewer.press("Ctrl+Z")
    assert reviewer.status == Status.IN_PROGRESS
    assert len(reviewer.gold.rulings) == len(CONFLICTS) - 1


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


def test_the_ends_of_the_list_are_said(reviewer: Reviewer) -> None:
    reviewer.review.go_to(reviewer.review.rows[-1].item_id)
    with pytest.raises(Refused, match="ends here"):
        reviewer.press("Down")
