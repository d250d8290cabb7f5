"""What is left of one annotator's mentions where none may overlap another."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.alignment import shared_length
from annotator.agreement.layers import top_layer
from annotator.agreement.reading import ReadMention
from tests.agreement.published import in_pieces, mentions
from tests.agreement.test_alignment import A_READING


@given(A_READING)
def test_no_two_mentions_of_a_layer_overlap(reading: list[ReadMention]) -> None:
    layer = top_layer(reading)
    assert not any(shared_length(one, other) for one, other in combinations(layer.mentions, 2))
    assert len(layer.mentions) + layer.left_out == len(reading)


@given(A_READING)
def test_whatever_is_left_out_overlaps_something_that_is_not(reading: list[ReadMention]) -> None:
    layer = top_layer(reading)
    left = list(reading)
    for mention in layer.mentions:
        left.remove(mention)
    assert all(any(shared_length(one, kept) for kept in layer.mentions) for one in left)


@given(A_READING)
def test_a_layer_taken_again_stays_as_it_is(reading: list[ReadMention]) -> None:
    once = top_layer(reading)
    assert top_layer(once.mentions) == (once.mentions, 0)


@given(st.lists(st.integers(1, 5), max_size=6))
def test_mentions_that_do_not_overlap_all_stay(lengths: list[int]) -> None:
    edges = [sum(lengths[:n]) for n in range(len(lengths) + 1)]
    reading = mentions(*((start, end, "ORG") for start, end in pairwise(edges)))
    assert top_layer(reading) == (reading, 0)


def test_the_longest_mention_stays_and_what_is_nested_in_it_is_counted() -> None:
    reading = mentions((0, 30, "ORG"), (5, 10, "GPE"), (12, 20, "PERSON"), (40, 44, "GPE"))
    assert top_layer(reading) == ((reading[0], reading[3]), 2)


def test_a_mention_fits_between_the_pieces_of_another() -> None:
    reading = (in_pieces("ORG", (0, 5), (20, 25)), *mentions((8, 12, "GPE")))
    assert top_layer(reading) == (reading, 0)
