"""However much is lost, all of it can be told, and memory holds little of it."""

import tracemalloc
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.loss import Loss, kinds_of
from annotator.project import Losses

_WORDS = st.text(st.characters(exclude_categories=()), max_size=20)


def _many(number: int) -> Iterator[Loss]:
    return (Loss(f"a{one}", f"the mention “Toll {one}” (PERSON)", "it is nested") for one in range(number))


@given(st.lists(st.builds(Loss, _WORDS, _WORDS, _WORDS), max_size=5), st.integers(1, 700))
def test_what_was_added_comes_back_in_order_be_it_in_memory_or_not(some: list[Loss], times: int) -> None:
    losses = Losses()
    for _ in range(times):
        losses.add(some)
    assert list(losses) == some * times
    assert len(losses) == len(some) * times
    assert losses.kinds() == kinds_of(some * times)


def test_each_can_be_asked_for_by_its_place() -> None:
    losses = Losses(_many(2_500))
    assert [losses[place].article for place in (0, 999, 1_000, 2_499, -1)] == [
        *("a0", "a999", "a1000", "a2499", "a2499")
    ]
    assert losses[998:1_002] == list(_many(1_002))[998:]


def test_memory_does_not_grow_with_their_number() -> None:
    tracemalloc.start()
    losses = Losses(_many(200_000))
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 2_500_000
    assert losses.kinds()[0].times == 200_000
