"""Tags are read back as the mentions they were made for, in every scheme; what fits no scheme is doubted."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.tagging import (
    Decoder,
    Tag,
    TaggedSpan,
    broken,
    doubt,
    letters_of,
    pairs_of,
    tags_for,
    tags_of,
)
from annotator.formats.writer import Tagging


@st.composite
def flat_spans(draw: st.DrawFn) -> tuple[int, list[TaggedSpan]]:
    spans: list[TaggedSpan] = []
    reached = 0
    for _ in range(draw(st.integers(0, 6))):
        first = reached + draw(st.integers(0, 2))
        last = first + draw(st.integers(0, 3))
        spans.append(TaggedSpan(first, last, draw(st.sampled_from(["PER", "LOC", "creative-work", "B"]))))
        reached = last + 1
    return reached + draw(st.integers(0, 2)), spans


def letters_in(cells: list[str]) -> frozenset[str]:
    return letters_of(Counter(pairs_of(cells)))


@given(made=flat_spans(), tagging=st.sampled_from(Tagging))
def test_what_is_tagged_is_read_back(made: tuple[int, list[TaggedSpan]], tagging: Tagging) -> None:
    length, spans = made
    cells = tags_for(length, spans, tagging)
    assert len(cells) == length
    assert Decoder().spans(cells) == spans
    assert doubt(Counter(pairs_of(cells))) is None
    assert not list(broken(cells, letters_in(cells)))


@given(made=flat_spans())
def test_the_older_scheme_in_which_b_only_parts_mentions_is_read_alike(
    made: tuple[int, list[TaggedSpan]],
) -> None:
    length, spans = made
    cells = tags_for(length, spans, Tagging.BIO)
    older = [
        cell.replace("B-", "I-", 1)
        if cell.startswith("B-") and (not before or before[2:] != cell[2:])
        else cell
        for before, cell in zip(["", *cells], cells, strict=False)
    ]
    assert Decoder().spans(older) == spans
    assert doubt(Counter(pairs_of(older))) is None


@pytest.mark.parametrize(
    ("cell", "tags"),
    [
        ("O", ()),
        ("B-PER", (Tag("B", "PER"),)),
        ("B_PER", (Tag("B", "PER"),)),
        ("S", (Tag("S", ""),)),
        ("B-a-b", (Tag("B", "a-b"),)),
        ("I-ORG B-GPE", (Tag("I", "ORG"), Tag("B", "GPE"))),
        ("I-ORG|O", (Tag("I", "ORG"),)),
        ("B-creative work", (Tag("B", "creative work"),)),
        ("", None),
        ("0", None),
        ("PER", None),
        ("B-", None),
        ("b-PER", None),
    ],
)
def test_what_is_a_tag_and_what_is_none(cell: str, tags: tuple[Tag, ...] | None) -> None:
    assert tags_of(cell) == tags


def test_of_nested_mentions_of_one_label_the_outer_one_goes_on_longer() -> None:
    cells = ["B-ORG", "I-ORG|B-ORG", "I-ORG|I-ORG", "I-ORG"]
    assert Decoder().spans(cells) == [TaggedSpan(0, 3, "ORG"), TaggedSpan(1, 2, "ORG")]


def test_a_few_faults_among_many_tags_are_borne_and_found() -> None:
    good = ["B-PER", "E-PER", "S-LOC"] * 20
    cells = [*good, "B-PER", "O", "E-LOC"]
    assert doubt(Counter(pairs_of(cells))) is None
    assert list(broken(cells, letters_in(cells))) == [61, 62]


def test_a_mention_that_stops_in_the_middle_of_a_file_of_ends_is_a_fault() -> None:
    assert doubt(Counter(pairs_of(["B-PER", "E-PER", "B-PER", "I-PER", "O", "S-LOC"]))) == (
        "Its tags fit no scheme: I-PER is followed by O."
    )
