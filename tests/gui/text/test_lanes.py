"""Nested and overlapping spans get levels of their own, and names get room."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.text.lanes import levels, place_names

_SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 15)).map(lambda pair: (pair[0], sum(pair))), max_size=14
).map(lambda spans: sorted(spans, key=lambda span: (span[0], -span[1])))


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def test_a_span_alone_lies_nearest_the_text() -> None:
    assert levels([(3, 5)]) == (0,)


def test_what_encloses_lies_further_out() -> None:
    assert levels([(0, 10), (0, 4), (5, 9)]) == (1, 0, 0)


def test_spans_that_cross_lie_apart() -> None:
    assert levels([(0, 6), (4, 9)]) == (1, 0)


def test_neighbours_that_only_touch_share_a_level() -> None:
    assert levels([(0, 4), (4, 9)]) == (0, 0)


def test_one_crowded_place_does_not_push_out_another() -> None:
    assert levels([(0, 9), (1, 8), (2, 7), (20, 25)]) == (2, 1, 0, 0)


@given(_SPANS)
def test_spans_that_overlap_never_share_a_level(spans: list[tuple[int, int]]) -> None:
    found = levels(spans)
    for i, one in enumerate(spans):
        for j in range(i):
            assert not overlap(one, spans[j]) or found[i] != found[j]


@given(_SPANS)
def test_whatever_encloses_another_span_lies_further_out(spans: list[tuple[int, int]]) -> None:
    found = levels(spans)
    for i, inner in enumerate(spans):
        for j in range(i):
            outer = spans[j]
            if outer[0] <= inner[0] and inner[1] <= outer[1]:
                assert found[j] > found[i]


def test_names_stand_where_they_want_to_when_there_is_room() -> None:
    rooms = place_names([(10.0, 20.0), (100.0, 20.0)], 200.0, gap=4, least=8)
    assert [(room.left, room.width) for room in rooms if room] == [(10.0, 20.0), (100.0, 20.0)]


def test_a_name_is_cut_before_the_next_one() -> None:
    rooms = place_names([(10.0, 50.0), (40.0, 20.0)], 200.0, gap=4, least=8)
    assert [(room.left, room.width) for room in rooms if room] == [(10.0, 26.0), (40.0, 20.0)]


def test_names_of_nested_mentions_stand_side_by_side() -> None:
    rooms = place_names([(10.0, 20.0), (10.0, 20.0)], 200.0, gap=4, least=8)
    assert [(room.left, room.width) for room in rooms if room] == [(10.0, 20.0), (34.0, 20.0)]


def test_a_name_without_room_is_left_out() -> None:
    rooms = place_names([(10.0, 20.0), (10.0, 20.0), (30.0, 20.0)], 200.0, gap=4, least=12)
    assert [room is not None for room in rooms] == [True, False, True]


@given(
    st.lists(st.tuples(st.floats(0, 500), st.floats(1, 90)), max_size=12).map(sorted),
    st.floats(1, 8),
    st.floats(1, 30),
)
def test_names_never_run_into_each_other_or_over_the_end(
    wanted: list[tuple[float, float]], gap: float, least: float
) -> None:
    rooms = [room for room in place_names(wanted, 520.0, gap=gap, least=least) if room]
    for room, following in pairwise(rooms):
        assert room.left + room.width <= following.left + 0.001
    assert all(room.left + room.width <= 520.001 for room in rooms)
