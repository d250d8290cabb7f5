"""How reliable each annotator is: right where truth is known, and silent where there is no telling."""

from typing import get_args

import pytest

from annotator.agreement.label_models import METHODS, Method
from annotator.agreement.polls import Polls
from annotator.agreement.questions import Question
from annotator.agreement.reliability import EXISTENCE, LABEL, reliability
from annotator.agreement.table import Layer, Reliability, Standing
from tests.agreement.polled import mention_question, polls_of, question, random_polls

SEES = {"Anna": 0.95, "Ben": 0.8, "Cem": 0.9}
KNOWS = {"Anna": 0.95, "Ben": 0.9, "Cem": 0.5}


def _mentions(polls: Polls, measure: str, *, method: Method = "dawid-skene") -> dict[str, Reliability]:
    rows = reliability(polls, method=method, resamples=60)
    return {row.annotator: row for row in rows if row.layer is Layer.MENTIONS and row.measure == measure}


@pytest.mark.parametrize("method", METHODS)
def test_every_method_ranks_annotators_by_how_often_they_are_right(method: Method) -> None:
    rows = _mentions(random_polls(4, SEES, KNOWS, 60), LABEL, method=method)
    values = {name: row.value for name, row in rows.items()}
    assert sorted(values, key=lambda name: values[name] or 0) == ["Cem", "Ben", "Anna"]


def test_the_estimate_comes_near_the_truth_and_the_interval_holds_it() -> None:
    rows = _mentions(random_polls(9, SEES, KNOWS, 150), LABEL)
    # Whoever guesses among three labels is right by chance now and then.
    truth = {name: knows + (1 - knows) / 3 for name, knows in KNOWS.items()}
    for name, row in rows.items():
        assert row.value == pytest.approx(truth[name], abs=0.03)
        assert row.interval is not None
        assert row.value is not None
        assert row.interval.low <= row.value <= row.interval.high
        assert row.interval.high - row.interval.low < 0.06


def test_who_misses_mentions_is_found_apart_from_who_mislabels_them() -> None:
    polls = random_polls(2, {"Anna": 0.97, "Ben": 0.6, "Cem": 0.97}, dict.fromkeys(SEES, 0.95), 80)
    existence, label = _mentions(polls, EXISTENCE), _mentions(polls, LABEL)
    assert min(existence, key=lambda name: existence[name].value or 0) == "Ben"
    assert label["Ben"].value == pytest.approx(label["Anna"].value, abs=0.03)


def test_the_same_seed_gives_the_same_numbers() -> None:
    polls = random_polls(1, SEES, KNOWS, 12)
    assert reliability(polls, resamples=30, seed=5) == reliability(polls, resamples=30, seed=5)


def test_below_ten_articles_there_is_a_value_and_no_interval() -> None:
    for row in _mentions(random_polls(1, SEES, KNOWS, 9), EXISTENCE).values():
        assert row.standing is Standing.MEASURED
        assert (row.interval, row.no_interval) == (None, "fewer than 10 articles")
    for row in _mentions(random_polls(1, SEES, KNOWS, 10), EXISTENCE).values():
        assert row.interval is not None


def _why(polls: Polls, measure: str = LABEL) -> dict[str, tuple[Standing, str]]:
    rows = _mentions(polls, measure).values()
    assert all(row.value is None and row.interval is None for row in rows)
    return {row.annotator: (row.standing, row.why) for row in rows}


def test_a_single_annotator_and_two_of_them_are_not_measured_and_it_says_why() -> None:
    (alone,) = _why(polls_of(*[[mention_question(Anna="ORG")]] * 12)).values()
    assert alone == (Standing.NOT_MEASURED, "There is nobody to compare with.")
    two = _why(polls_of(*[[mention_question(Anna="ORG", Ben="PERSON")]] * 12))
    assert {standing for standing, _ in two.values()} == {Standing.NOT_MEASURED}
    assert all("Of two annotators no model can tell" in why for _, why in two.values())


def test_annotators_of_different_articles_are_not_measured() -> None:
    polls = polls_of(
        [mention_question(Anna="ORG")], [mention_question(Ben="PERSON")], [mention_question(Cem="")]
    )
    assert {standing for standing, _ in _why(polls).values()} == {Standing.NOT_MEASURED}


def test_who_shares_articles_with_one_other_alone_is_not_measured_while_the_rest_is() -> None:
    polls = random_polls(3, SEES, KNOWS, 12)
    polls.add(["Anna", "Dora"], [mention_question(Anna="ORG", Dora="PERSON")])
    rows = _mentions(polls, LABEL)
    assert rows["Dora"].standing is Standing.NOT_MEASURED
    assert "one other annotator" in rows["Dora"].why
    assert rows["Anna"].standing is Standing.MEASURED


def test_unanimity_on_one_label_is_undefined_and_never_perfect() -> None:
    polls = polls_of(*[[mention_question(Anna="ORG", Ben="ORG", Cem="ORG")]] * 12)
    for measure in (EXISTENCE, LABEL):
        assert {standing for standing, _ in _why(polls, measure).values()} == {Standing.UNDEFINED}


def test_a_task_nobody_answered_is_not_measured() -> None:
    rows = reliability(random_polls(1, SEES, KNOWS, 10), resamples=10)
    stances = [row for row in rows if row.task == "stance"]
    assert len(stances) == 6
    assert {(row.standing, row.value, row.n) for row in stances} == {(Standing.NOT_MEASURED, None, 0)}


def test_nothing_read_gives_no_rows() -> None:
    assert reliability(polls_of()) == ()


def _topics(**labels: tuple[str, ...]) -> Question:
    return question(Layer.JUDGEMENTS, "topics", labels)


def test_in_a_task_that_takes_several_labels_each_is_chosen_or_not() -> None:
    both, one = ("trade", "war"), ("war",)
    polls = polls_of(
        *[[_topics(Anna=both, Ben=both, Cem=one)]] * 6, *[[_topics(Anna=one, Ben=one, Cem=one)]] * 6
    )
    rows = {row.annotator: row for row in reliability(polls, resamples=20) if row.task == "topics"}
    assert {row.measure for row in rows.values()} == {LABEL}
    assert (rows["Cem"].value or 1) < (rows["Anna"].value or 0)
    assert rows["Anna"].n == 18


def test_more_annotators_than_anybody_has_make_no_trouble() -> None:
    names = [f"annotator {number}" for number in range(25)]
    polls = random_polls(6, dict.fromkeys(names, 0.9), dict.fromkeys(names, 0.8), 12)
    rows = _mentions(polls, LABEL)
    assert [rows[name].standing for name in names] == [Standing.MEASURED] * 25


def test_the_methods_are_those_that_can_be_asked_for() -> None:
    assert get_args(Method) == METHODS
