"""A review keeps its place: order, what is decided, what is picked and noted."""

import pytest

from annotator.agreement.conflict_row import ConflictRow
from annotator.agreement.ordering import ConflictFilter, Order
from annotator.domain.annotation import Annotation
from annotator.domain.refused import Refused
from annotator.domain.ruling import ErrorCategory, Outcome, Ruling
from annotator.workbench.review import Reasons, Review
from tests.workbench.reviews import CONFLICTS, reviewing

EDGES = CONFLICTS[0].id


def _quotes(review: Review) -> list[str]:
    return [row.item_id for row in review.rows]


def _decided(gold: Annotation, *item_ids: str) -> Annotation:
    rulings = {
        id_: Ruling(
            id=id_,
            layer="mentions",
            difference="label",
            start=0,
            end=1,
            outcome=Outcome.NEITHER,
            answers=(),
            by="Rita",
        )
        for id_ in item_ids
    }
    return gold.model_copy(update={"rulings": rulings})


def test_what_gold_says_is_decided_and_open_again_once_it_is_taken_back() -> None:
    bench, review = reviewing()
    told: list[str] = []
    review.row_changed.connect(told.append)
    first = review.rows[0].item_id

    review.follow(_decided(bench.annotation, first))
    assert (review.decided, review.rows[0].decided) == (1, Outcome.NEITHER)
    review.follow(bench.annotation)
    assert (review.decided, review.rows[0].decided) == (0, None)
    assert told == [first, first]


def test_the_next_open_conflict_is_looked_for_after_the_current_one_and_then_from_the_top() -> None:
    bench, review = reviewing()
    first, second, third = _quotes(review)

    review.go_to(second)
    review.follow(_decided(bench.annotation, third))
    assert review.next_open() == first
    review.follow(_decided(bench.annotation, first, second, third))
    assert review.next_open() is None


def test_the_list_has_two_ends() -> None:
    _, review = reviewing()
    first, *_, last = _quotes(review)
    review.go_to(first)
    assert review.neighbour(-1) is None
    review.go_to(last)
    assert review.neighbour(1) is None


def test_another_order_keeps_what_is_current_and_decided() -> None:
    bench, review = reviewing()
    second = _quotes(review)[1]
    review.go_to(second)
    review.follow(_decided(bench.annotation, second))

    review.sort(Order.LABEL)

    assert review.current is not None
    assert review.current.item_id == second
    assert review.decided == 1
    assert sorted(_quotes(review)) == sorted(item.id for item in CONFLICTS)


def test_a_narrowed_list_says_what_it_holds_and_shows_all_again_with_what_was_decided_meanwhile() -> None:
    bench, review = reviewing()
    review.narrow(ConflictFilter(label="ORG"))
    assert review.narrowed_to == ConflictFilter(label="ORG")
    shown = _quotes(review)
    assert 0 < len(shown) < len(CONFLICTS)

    review.follow(_decided(bench.annotation, *shown))
    review.narrow(None)

    assert len(review.rows) == len(CONFLICTS)
    assert {row.item_id for row in review.rows if row.decided} == set(shown)


def test_a_conflict_that_is_no_longer_listed_is_current_no_longer_and_that_is_told() -> None:
    _, review = reviewing()
    told: list[ConflictRow | None] = []
    review.current_changed.connect(lambda: told.append(review.current))
    review.go_to(EDGES)
    told.clear()
    review.narrow(ConflictFilter(label="ORG"))
    assert told == [None]
    review.go_to(review.rows[0].item_id)
    review.sort(Order.ARTICLE)
    assert told == [None, review.current]


def test_what_is_picked_and_noted_goes_with_its_conflict_alone() -> None:
    _, review = reviewing()
    first, second, _ = _quotes(review)
    review.toggle(0)
    review.set_reasons(Reasons("Capitals stand for states.", ErrorCategory.SLIP))
    assert review.chosen == {0}

    review.go_to(second)
    assert (review.chosen, review.reasons) == (frozenset(), Reasons())
    review.go_to(first)
    assert (review.chosen, review.reasons) == (frozenset(), Reasons())


def test_an_answer_that_is_not_there_cannot_be_picked() -> None:
    _, review = reviewing()
    with pytest.raises(Refused, match="no such answer"):
        review.toggle(9)
