"""Mentions found by where they lie are those that a look at all of them finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.mention_places import MentionPlaces
from tests.builders import mention

SPANS = st.tuples(st.integers(0, 60), st.integers(1, 12) | st.just(50)).map(lambda one: (one[0], sum(one)))


@settings(deadline=None)
@given(st.lists(SPANS, max_size=25), st.lists(SPANS, max_size=10), SPANS)
def test_those_that_touch_a_stretch_are_found_whether_they_came_first_or_later(
    first: list[tuple[int, int]], later: list[tuple[int, int]], stretch: tuple[int, int]
) -> None:
    mentions = [mention(f"m{n}", *span) for n, span in enumerate([*first, *later])]
    places = MentionPlaces(mentions[: len(first)])
    for one in mentions[len(first) :]:
        places.add(one)

    found = places.touching(*stretch)

    start, end = stretch
    assert sorted(found) == sorted(one.id for one in mentions if one.start < end and start < one.end)
    starts = {one.id: one.start for one in mentions}
    assert [starts[id_] for id_ in found] == sorted(starts[id_] for id_ in found)
