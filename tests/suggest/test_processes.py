"""Work in several processes."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count

import pytest

from annotator.domain.refused import Refused
from annotator.suggest.processes import in_processes


def make_doubling() -> Callable[[int], tuple[int, int]]:
    return doubled


def doubled(number: int) -> tuple[int, int]:
    return 2 * number, os.getpid()


def make_refusing(sentence: str) -> Callable[[int], int]:
    raise Refused(sentence)


def make_dying() -> Callable[[int], int]:
    return os._exit


def test_results_come_in_order_from_several_processes() -> None:
    results = list(in_processes(make_doubling, range(7), 2))
    assert [number for number, _ in results] == [0, 2, 4, 6, 8, 10, 12]
    processes = {process for _, process in results}
    assert len(processes) == 2
    assert os.getpid() not in processes


def test_closing_stops_endless_work_without_reading_on() -> None:
    asked: list[int] = []

    def endless() -> Iterator[int]:
        for number in count():
            asked.append(number)
            yield number

    results = in_processes(make_doubling, endless(), 2)
    assert next(results)[0] == 0
    results.close()
    assert len(asked) <= 4


def test_what_a_process_refuses_is_refused() -> None:
    with pytest.raises(Refused, match="no such pipeline"):
        list(in_processes(partial(make_refusing, "no such pipeline"), range(3), 2))


def test_a_process_that_dies_is_told_in_a_sentence() -> None:
    with pytest.raises(Refused, match="fewer processes"):
        list(in_processes(make_dying, [1], 1))


def test_no_input_starts_nothing() -> None:
    assert list(in_processes(make_doubling, [], 2)) == []
