"""Records of one text come together, whatever stands between them, in bounded memory."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.sentence_records import gathered, meta_of


def text_of(record: tuple[str, int]) -> str:
    return record[0]


@given(texts=st.lists(st.sampled_from("abcd")))
def test_all_records_of_a_text_are_one_list_in_the_order_of_first_ones(texts: list[str]) -> None:
    records = [(text, number) for number, text in enumerate(texts)]
    groups = list(gathered(records, text_of))
    assert [group[0][0] for group in groups] == list(dict.fromkeys(texts))
    assert all(group == [one for one in records if one[0] == group[0][0]] for group in groups)


@given(texts=st.lists(st.sampled_from("abcd"), max_size=30), window=st.integers(1, 3_000))
def test_a_small_window_loses_nothing_and_holds_little(texts: list[str], window: int) -> None:
    asked = 0

    def records() -> list[tuple[str, int]]:
        return [(text, number) for number, text in enumerate(texts)]

    found = []
    for group in gathered(records(), text_of, window):
        found += group
        asked = max(asked, len(group))
    assert sorted(found, key=lambda one: one[1]) == records()
    assert asked <= window // 500 + 1


def test_what_records_have_beside_their_text_is_kept_once_each() -> None:
    assert meta_of([{"id": 1}]) == {"id": 1}
    assert meta_of([{"id": 1}, {}, {"id": 1}]) == {"id": 1}
    assert meta_of([{"id": 1}, {"id": 2}]) == {"records": [{"id": 1}, {"id": 2}]}
    assert meta_of([{}, {}]) == {}
