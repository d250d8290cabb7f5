"""Overlays have brackets in lanes of their own, below their text, and their tags can always be read."""

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.article import Article, Direction
from annotator.gui.text.look import Look, Typography
from annotator.gui.text.overlaid_page import OverlaidPage
from annotator.gui.text.overlay_shapes import MOST_LANES, Bracket
from annotator.gui.text.overlays import Overlay, overlays_at
from annotator.gui.text.page import ArticlePage
from tests.gui.text.desk import span_of
from tests.gui.text.samples import ARABIC, ENGLISH, MIXED

WIDTH = 420
quickly = settings(max_examples=60, deadline=None)


@pytest.fixture(scope="module")
def typography(qapp: object) -> Typography:
    return Typography(Look())


def overlaid(text: str, typography: Typography, overlays: Sequence[Overlay]) -> OverlaidPage:
    page = ArticlePage(Article(id="a", text=text), typography, WIDTH)
    found = OverlaidPage(page, overlays)
    page.settle(0, 100_000)
    return found


def brackets(found: OverlaidPage) -> list[tuple[int, int, Bracket]]:
    """All of them, each with its paragraph and line."""
    return [
        (index, number, bracket)
        for index in range(len(found.page.paragraphs))
        for number, on_line in found.brackets(index).items()
        for bracket in on_line
    ]


def over(text: str, phrase: str, tag: str = "A", label: str = "ORG") -> Overlay:
    return Overlay(*span_of(text, phrase), tag, tone=ord(tag[0]) - ord("A"), label=label, title="Anna")


def meet(one: Bracket, other: Bracket) -> bool:
    """Whether their boxes have more in common than an edge."""
    a, b = one.box, other.box
    return a.left < b.right - 1 and b.left < a.right - 1 and a.top < b.bottom - 0.5 and b.top < a.bottom - 0.5


@st.composite
def some_overlays(draw: st.DrawFn, text: str, most: int) -> list[Overlay]:
    starts = draw(st.lists(st.integers(0, len(text) - 1), max_size=most))
    return [
        Overlay(start, min(len(text), start + draw(st.integers(1, 90))), tag, number, label)
        for number, start in enumerate(starts)
        for tag, label in [draw(st.sampled_from((("A", "ORG"), ("B C", "PERSON"), ("A B C D", "EVENT"))))]
    ]


TEXTS = pytest.mark.parametrize("text", [ENGLISH, ARABIC, MIXED], ids=["english", "arabic", "mixed"])


@TEXTS
def test_brackets_and_tags_never_run_into_each_other(text: str, typography: Typography) -> None:
    @quickly
    @given(some_overlays(text, MOST_LANES))
    def check(overlays: list[Overlay]) -> None:
        found = brackets(overlaid(text, typography, overlays))
        for (*line, one), (*other_line, other) in combinations(found, 2):
            assert line != other_line or not meet(one, other)

    check()


@TEXTS
def test_brackets_stay_below_their_text_and_above_the_next_line(text: str, typography: Typography) -> None:
    @quickly
    @given(some_overlays(text, 25))
    def check(overlays: list[Overlay]) -> None:
        page = overlaid(text, typography, overlays)
        for index, number, bracket in brackets(page):
            line = page.page.set_paragraph(index).lines[number]
            face = page.page.set_paragraph(index).face
            assert bracket.top > line.baseline + face.fall
            # The names of the next line begin so far below its top.
            assert bracket.box.bottom <= line.bottom + face.above - typography.name_rise - 4

    check()


@TEXTS
def test_an_overlay_is_seen_on_every_line_of_its_text(text: str, typography: Typography) -> None:
    whole = Overlay(0, len(text), "A")
    page = overlaid(text, typography, [whole])
    lines = {
        (index, line.number)
        for index, paragraph in enumerate(page.page.paragraphs)
        for line in page.page.set_paragraph(index).lines
        if not paragraph.is_blank
    }
    found = brackets(page)
    assert {(index, number) for index, number, _ in found} == lines
    assert sum(len(bracket.ticks) for _, _, bracket in found) == 2
    assert all(bracket.tag and bracket.tag.text == "A" for _, _, bracket in found)


def test_what_encloses_lies_further_out(typography: Typography) -> None:
    inner, outer = over(ENGLISH, "Mira Toll"), over(ENGLISH, "Minister Mira Toll had", "B")
    tops = {b.overlay.tag: b.top for _, _, b in brackets(overlaid(ENGLISH, typography, [outer, inner]))}
    assert tops["A"] < tops["B"]


def test_of_equal_spans_the_first_lies_nearest_the_text(typography: Typography) -> None:
    same = [over(ENGLISH, "Mira Toll", tag) for tag in "ABC"]
    found = {b.overlay.tag: b.top for _, _, b in brackets(overlaid(ENGLISH, typography, same))}
    assert sorted(found, key=found.__getitem__) == ["A", "B", "C"]


def test_lines_without_overlays_stand_as_close_as_ever(typography: Typography) -> None:
    bare = overlaid(ENGLISH, typography, []).page
    page = overlaid(ENGLISH, typography, [over(ENGLISH, "ships of the Ostrian fleet")]).page
    grown = [
        (index, line.number)
        for index in range(len(page.paragraphs))
        for line, before in zip(page.set_paragraph(index).lines, bare.set_paragraph(index).lines, strict=True)
        if line.bottom - line.top != before.bottom - before.top
    ]
    place = page.place(ENGLISH.index("ships"))
    assert grown[0] == (place.paragraph, place.line.number)
    assert len(grown) <= 2


def test_where_lines_stand_far_apart_anyway_nothing_moves(qapp: object) -> None:
    wide = Typography(Look(line_spacing=3.0))
    bare = overlaid(ENGLISH, wide, []).page
    assert overlaid(ENGLISH, wide, [over(ENGLISH, "Mira Toll")]).page.height == bare.height


def test_the_places_of_letters_are_still_found_on_lines_that_moved(typography: Typography) -> None:
    page = overlaid(ENGLISH, typography, [over(ENGLISH, "Monday"), over(ENGLISH, "Mira Toll")]).page
    for offset in range(ENGLISH.index("On Monday"), ENGLISH.index("crown")):
        place = page.place(offset)
        assert page.place_at(place.top + 1) == page.place_at(place.bottom - 1) == place
        assert page.offset_at(page.caret_x(offset), place.top + 5) == offset


def test_a_crowd_of_readings_moves_closer_together_with_a_row_of_tags(typography: Typography) -> None:
    crowd = [over(ENGLISH, "Mira Toll", chr(ord("A") + number)) for number in range(12)]
    found = [bracket for _, _, bracket in brackets(overlaid(ENGLISH, typography, crowd))]
    tags = [bracket.tag for bracket in found if bracket.tag]
    assert {tag.text for tag in tags} == {chr(ord("A") + number) for number in range(12)}
    assert len({tag.baseline for tag in tags}) == 1
    for one, other in combinations(tags, 2):
        assert one.box.right <= other.box.left or other.box.right <= one.box.left
    assert max(b.bottom for b in found) < min(tag.box.top for tag in tags)


def test_a_label_that_would_run_into_the_next_tag_is_cut(typography: Typography) -> None:
    overlays = [over("Toll of Varon", "Toll", "A", "ORGANISATION"), over("Toll of Varon", "Varon", "B")]
    first, second = (b for _, _, b in brackets(overlaid("Toll of Varon", typography, overlays)))
    assert first.top == second.top
    assert first.tag is not None
    assert first.tag.label.endswith("…")
    assert second.tag is not None
    assert second.tag.label == "ORG"


def test_a_tag_of_many_names_is_cut_and_stays_on_the_page(typography: Typography) -> None:
    names = Overlay(*span_of(ENGLISH, "crown"), ", ".join(["Annabella", "Bartholomew"] * 12))
    ((_, _, bracket),) = brackets(overlaid(ENGLISH, typography, [names]))
    assert bracket.tag is not None
    assert bracket.tag.text.startswith("Annabella")
    assert bracket.tag.text.endswith("…")
    assert bracket.tag.box.left >= 0
    assert bracket.tag.box.right <= WIDTH + typography.em


def test_pieces_are_joined_and_each_has_its_ends(typography: Typography) -> None:
    start, end = span_of(ENGLISH, "On Monday")
    overlay = Overlay(start, end, "A", pieces=((start, start + 2), (end - 6, end)))
    ((_, _, bracket),) = brackets(overlaid(ENGLISH, typography, [overlay]))
    assert (len(bracket.bars), len(bracket.gaps), len(bracket.ticks)) == (2, 1, 4)


def test_from_right_to_left_the_tag_stands_at_the_right(typography: Typography) -> None:
    page = ArticlePage(Article(id="a", text=ARABIC, direction=Direction.RTL), typography, WIDTH)
    ((_, _, bracket),) = brackets(OverlaidPage(page, [over(ARABIC, "رئيس الوزراء")]))
    assert bracket.tag is not None
    assert abs(bracket.tag.box.right - bracket.bars[-1][1]) < 1
    assert bracket.tag.label_left < bracket.tag.box.left


def test_a_point_on_a_bracket_hits_it_alone_and_a_point_on_the_text_all(typography: Typography) -> None:
    same = [over(ENGLISH, "Mira Toll", tag) for tag in "AB"]
    page = overlaid(ENGLISH, typography, same)
    for index, _, bracket in brackets(page):
        x, top = bracket.bars[0][0] + 20, page.page.tops[index]
        assert page.at(x, top + bracket.top) == (bracket.overlay,)
        assert bracket.tag is not None
        assert page.at(bracket.tag.box.left + 2, top + bracket.tag.baseline - 2) == (bracket.overlay,)
        assert set(page.at(x, top + bracket.text_bottom - 3)) == set(same)
    assert page.at(5, 5) == page.at(5, 100_000) == ()


def test_overlays_at_a_caret_are_those_that_hold_or_touch_it() -> None:
    one, pieces = Overlay(4, 9, "A"), Overlay(0, 20, "B", pieces=((0, 3), (15, 20)))
    assert overlays_at([one, pieces], 9, 9) == (one,)
    assert overlays_at([one, pieces], 3, 3) == (pieces,)
    assert overlays_at([one, pieces], 12, 12) == ()
    assert overlays_at([one, pieces], 8, 16) == (one, pieces)
    assert overlays_at([one, pieces], 9, 12) == ()
