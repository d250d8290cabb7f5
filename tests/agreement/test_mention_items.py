"""What several annotators marked becomes one item for each thing, classed by how they differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.alignment import Match, align
from annotator.agreement.conflict import Difference
from annotator.agreement.items import items_of
from annotator.agreement.mention_items import aligned_mentions
from annotator.agreement.reading import ReadArticle, Reading, ReadMention
from annotator.agreement.table import Layer
from tests.agreement.voices import SCHEME, Mark, items, said, says, span, the_conflict

TOLL: Mark = ("Mira Toll", "PERSON", "toll")


def test_what_all_marked_alike_is_one_agreed_item() -> None:
    (item,) = items(says("Anna", TOLL), says("Ben", TOLL), says("Cleo", TOLL), layer=Layer.MENTIONS)
    assert said(item) == [(("Anna", "Ben", "Cleo"), "PERSON 0-9")]
    assert (item.difference, item.share, item.impact) == (Difference.NONE, 1.0, 0.0)


@pytest.mark.parametrize(
    ("mark", "difference"),
    [
        (("Toll", "PERSON", "toll"), Difference.BOUNDARY),
        (("Mira Toll", "ORG", "toll"), Difference.LABEL),
        (("Toll", "ORG", "toll"), Difference.BOUNDARY_AND_LABEL),
        (("Ben Ore", "PERSON", "toll"), Difference.MISSING),
    ],
)
def test_a_difference_is_called_what_it_is(mark: Mark, difference: Difference) -> None:
    found = items(says("Anna", TOLL), says("Ben", mark), layer=Layer.MENTIONS)
    assert {item.difference for item in found} == {difference}


def test_whoever_read_the_article_and_marked_nothing_says_nothing() -> None:
    item = the_conflict(says("Anna", TOLL), says("Ben"))
    assert item.difference is Difference.MISSING
    assert said(item) == [(("Anna",), "PERSON 0-9"), (("Ben",), "nothing")]
    assert item.variants[1].items == ((),)


def test_whoever_has_not_annotated_says_nothing_not_even_that_there_is_nothing() -> None:
    (item,) = items(says("Anna", TOLL), layer=Layer.MENTIONS)
    assert said(item) == [(("Anna",), "PERSON 0-9")]
    assert not item.is_conflict


def test_nested_mentions_that_both_marked_are_two_agreed_items() -> None:
    both: tuple[Mark, ...] = (("Varon Council", "ORG", "council"), ("Varon", "GPE", "varon"))
    found = items(says("Anna", *both), says("Ben", *both), layer=Layer.MENTIONS)
    assert [item.difference for item in found] == [Difference.NONE, Difference.NONE]


def test_of_nested_mentions_the_one_that_others_lack_is_missing() -> None:
    council, varon = ("Varon Council", "ORG", "council"), ("Varon", "GPE", "varon")
    anna, ben, cleo = says("Anna", council, varon), says("Ben", varon), says("Cleo", council)
    outer, inner = items(anna, ben, cleo, layer=Layer.MENTIONS)
    assert said(outer)[0] == (("Anna", "Cleo"), "ORG 17-30")
    assert said(inner)[0] == (("Anna", "Ben"), "GPE 17-22")
    assert {outer.difference, inner.difference} == {Difference.MISSING}


def test_three_boundaries_of_one_name_are_one_item() -> None:
    item = the_conflict(
        says("Anna", ("Varon Council", "ORG", "c")),
        says("Ben", ("the Varon Council", "ORG", "c")),
        says("Cleo", ("Council", "ORG", "c")),
        layer=Layer.MENTIONS,
    )
    assert item.difference is Difference.BOUNDARY
    assert (item.start, item.end) == span("the Varon Council")
    # Each of the three pairs disagrees.
    assert item.impact == 3.0


def test_where_as_many_marked_nothing_as_something_the_question_is_whether_it_is_there() -> None:
    anna, ben = says("Anna", ("Varon Council", "ORG", "c")), says("Ben", ("Council", "ORG", "c"))
    assert the_conflict(anna, ben, says("Cleo"), layer=Layer.MENTIONS).difference is Difference.BOUNDARY
    item = the_conflict(anna, ben, says("Cleo"), says("Dan"), layer=Layer.MENTIONS)
    assert item.difference is Difference.MISSING
    assert said(item)[0] == (("Cleo", "Dan"), "nothing")


def test_most_votes_stand_first_and_nothing_is_last_among_equals() -> None:
    item = the_conflict(says("Anna"), says("Ben", TOLL), layer=Layer.MENTIONS)
    assert [names for names, _ in said(item)] == [("Ben",), ("Anna",)]
    item = the_conflict(says("Anna"), says("Ben", TOLL), says("Cleo"), layer=Layer.MENTIONS)
    assert [names for names, _ in said(item)] == [("Anna", "Cleo"), ("Ben",)]


def test_the_same_marked_twice_by_one_is_one_answer_with_both_ids() -> None:
    (item,) = items(says("Anna", TOLL, TOLL), says("Ben", TOLL), layer=Layer.MENTIONS)
    assert item.variants[0].items == (("m1", "m2"), ("m1",))


def test_a_label_the_scheme_does_not_have_is_an_answer_like_any_other() -> None:
    item = the_conflict(
        says("Anna", TOLL), says("Ben", ("Mira Toll", "WIZARD", "toll")), layer=Layer.MENTIONS
    )
    assert (item.difference, [variant.labels for variant in item.variants]) == (
        Difference.LABEL,
        [("PERSON",), ("WIZARD",)],
    )


def test_pieces_count_and_not_only_what_lies_between() -> None:
    whole = ReadMention("m1", 0, 20, "ORG", None)
    pieces = whole._replace(pieces=((0, 5), (10, 20)))
    article = ReadArticle("a1", 30, (Reading("Anna", (whole,)), Reading("Ben", (pieces,))))
    (item,) = items_of(article, SCHEME)
    assert item.difference is Difference.BOUNDARY
    assert [variant.said for variant in item.variants] == ["ORG 0-20", "ORG 0-5 and 10-20"]


def test_a_mention_in_the_gap_of_another_is_another_thing() -> None:
    pieces = ReadMention("m1", 0, 20, "ORG", None, ((0, 5), (10, 20)))
    inside = ReadMention("m1", 6, 9, "ORG", None)
    article = ReadArticle("a1", 30, (Reading("Anna", (pieces,)), Reading("Ben", (inside,))))
    assert [item.difference for item in items_of(article, SCHEME)] == [Difference.MISSING] * 2


_MENTIONS = st.builds(
    lambda start, length, label: ReadMention("m", start, start + length, label, None),
    st.integers(0, 24),
    st.integers(1, 6),
    st.sampled_from(["PERSON", "ORG"]),
)


def _reading(name: str, mentions: list[ReadMention]) -> Reading:
    different = {(m.start, m.end, m.label): m for m in mentions}
    ordered = sorted(different.values(), key=lambda m: (m.start, -m.end, m.label))
    return Reading(name, tuple(m._replace(id=f"m{n}") for n, m in enumerate(ordered)))


@st.composite
def _readings(draw: st.DrawFn, most: int) -> list[Reading]:
    count = draw(st.integers(1, most))
    return [_reading(f"A{n:02}", draw(st.lists(_MENTIONS, max_size=7))) for n in range(count)]


@given(_readings(25))
def test_every_mention_is_in_one_thing_where_everybody_stands_once(readings: list[Reading]) -> None:
    things = aligned_mentions(readings)
    placed = sorted((name, one.id) for thing in things for name, ones in thing.items() for one in ones)
    assert placed == sorted((reading.annotator, one.id) for reading in readings for one in reading.mentions)
    assert all(len(ones) == 1 for thing in things for ones in thing.values())


@given(_readings(2))
def test_two_readings_are_paired_as_they_are_aligned_for_the_measures(readings: list[Reading]) -> None:
    if len(readings) < 2:
        return
    a, b = readings
    found = {
        tuple(thing[name][0].id if name in thing else None for name in ("A00", "A01"))
        for thing in aligned_mentions(readings)
    }
    aligned = align(a.mentions, b.mentions)
    wanted = {
        (None if i is None else a.mentions[i].id, None if j is None else b.mentions[j].id)
        for _, i, j in aligned
    }
    assert found == wanted
    kinds = sorted(match for match, *_ in aligned if match is Match.EXACT)
    agreed = [i for i in items_of(ReadArticle("a", 40, tuple(readings)), SCHEME) if not i.is_conflict]
    assert len([item for item in agreed if item.layer is Layer.MENTIONS]) == len(kinds)


@given(_readings(8))
def test_neither_the_order_of_readings_nor_ids_matter(readings: list[Reading]) -> None:
    turned = [
        Reading(one.annotator, tuple(m._replace(id=f"x{m.id}") for m in one.mentions))
        for one in reversed(readings)
    ]
    first, second = (items_of(ReadArticle("a", 40, tuple(ones)), SCHEME) for ones in (readings, turned))
    assert [item.id for item in first] == [item.id for item in second]
    assert [said(item) for item in first] == [said(item) for item in second]
