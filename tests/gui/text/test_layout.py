"""Where code points stand on the page, and which of them is at a point: there and back again."""

from itertools import pairwise

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from annotator.domain.article import Article, Direction, Segment, SegmentKind
from annotator.gui.text.look import Look, Typography
from annotator.gui.text.page import ArticlePage
from tests.domain.generated import TEXTS
from tests.gui.text.samples import ARABIC, ENGLISH, MIXED

WIDTH = 420
quickly = settings(max_examples=60, deadline=None)


@pytest.fixture(scope="module")
def typography(qapp: object) -> Typography:
    return Typography(Look())


def page(text: str, typography: Typography, direction: Direction | None = None) -> ArticlePage:
    return ArticlePage(Article(id="a", text=text, direction=direction), typography, WIDTH)


def graphemes(text: str) -> set[int]:
    return {match.start() for match in regex.finditer(r"\X", text)} | {len(text)}


def sides(found: ArticlePage, offset: int) -> list[float]:
    """Where a place between two characters is seen: behind the one and before the other.

    These are two different places where directions meet.
    """
    place = found.place(offset)
    cells = found.set_paragraph(place.paragraph).cells(place.line)
    behind = [cell.trailing for cell in cells if cell.end == offset]
    before = [cell.leading for cell in cells if cell.start <= offset < cell.end]
    return [*behind, *before] or [found.caret_x(offset)]


def assert_hits_come_back(found: ArticlePage) -> None:
    """A click where a caret stands puts it on that line, where it looks the same."""
    for offset in range(len(found.article.text) + 1):
        place, x = found.place(offset), found.caret_x(offset)
        hit = found.offset_at(x, (place.top + place.bottom) / 2)
        assert place.line.start <= hit <= place.line.end
        if place.line.start <= offset <= place.line.visible_end and hit < place.line.end:
            assert any(abs(side - x) < 0.51 for side in sides(found, hit))


@pytest.mark.parametrize("text", [ENGLISH, ARABIC, MIXED])
@pytest.mark.parametrize("direction", [None, Direction.LTR, Direction.RTL])
def test_a_click_where_a_caret_stands_finds_it(
    text: str, direction: Direction | None, typography: Typography
) -> None:
    assert_hits_come_back(page(text, typography, direction))


def test_in_plain_text_a_click_finds_the_very_offset(typography: Typography) -> None:
    found = page(ENGLISH, typography)
    for offset in sorted(graphemes(ENGLISH)):
        place = found.place(offset)
        if place.line.start <= offset <= place.line.visible_end:
            assert found.offset_at(found.caret_x(offset), place.top + 5) == offset


@quickly
@given(text=TEXTS, direction=st.sampled_from([None, Direction.LTR, Direction.RTL]))
def test_in_any_text_a_click_where_a_caret_stands_finds_it(
    text: str, direction: Direction | None, typography: Typography
) -> None:
    assert_hits_come_back(page(text, typography, direction))


@quickly
@given(text=TEXTS, x=st.floats(-50, WIDTH + 50), y=st.floats(-50, 400))
def test_no_click_cuts_a_character_in_two(text: str, x: float, y: float, typography: Typography) -> None:
    found = page(text, typography)
    paragraph = found.paragraphs[found.paragraph_at(y)]
    line = text[paragraph.start : paragraph.end]
    assert found.offset_at(x, y) - paragraph.start in graphemes(line)


@quickly
@given(text=TEXTS, data=st.data())
def test_a_range_is_seen_where_its_characters_are(
    text: str, data: st.DataObject, typography: Typography
) -> None:
    """Asked for alone or after the whole line was, the answer is the same."""
    fresh, known = page(text, typography), page(text, typography)
    for index in range(len(fresh.paragraphs)):
        for line in fresh.set_paragraph(index).lines:
            start = data.draw(st.integers(line.start, line.end))
            end = data.draw(st.integers(start, line.end))
            known.set_paragraph(index).cells(line)
            alone = fresh.set_paragraph(index).stretches(line, start, end)
            assert alone == known.set_paragraph(index).stretches(line, start, end)


@quickly
@given(text=TEXTS)
def test_lines_hold_every_offset_once(text: str, typography: Typography) -> None:
    found = page(text, typography)
    for index, paragraph in enumerate(found.paragraphs):
        lines = found.set_paragraph(index).lines
        assert (lines[0].start, lines[-1].end) == (paragraph.start, paragraph.end)
        assert all(line.end == following.start for line, following in pairwise(lines))


def test_a_mention_across_directions_has_several_boxes_on_one_line(typography: Typography) -> None:
    text = "Karim قال al-Najjar"
    found = page(text, typography, Direction.RTL).set_paragraph(0)
    (line,) = found.lines
    assert len(found.stretches(line, 3, 7)) == 2


def test_right_to_left_text_begins_at_the_right(typography: Typography) -> None:
    found = page("مرحبا بكم", typography, Direction.RTL)
    assert found.caret_x(0) == pytest.approx(WIDTH)
    assert found.caret_x(4) < found.caret_x(1)


def test_both_letters_of_an_arabic_ligature_can_be_pointed_at(typography: Typography) -> None:
    found = page("لا", typography)
    assert found.caret_x(0) > found.caret_x(1) > found.caret_x(2)


def test_a_byte_order_mark_at_the_head_of_a_line_moves_nothing(typography: Typography) -> None:
    found = page("\ufeffVaron", typography)
    assert found.set_paragraph(0).lines[0].end == 6
    assert found.caret_x(6) == pytest.approx(page("Varon", typography).caret_x(5), abs=0.51)


def test_invisible_characters_move_nothing(typography: Typography) -> None:
    plain, strewn = page("Varon waits", typography), page("Va\u200bron\x00 wai\x1bts", typography)
    assert strewn.caret_x(strewn.article.text.index("s")) == pytest.approx(plain.caret_x(10), abs=0.51)


def test_a_title_is_larger_than_a_paragraph(typography: Typography) -> None:
    segments = (Segment(kind=SegmentKind.TITLE, start=0, end=4), Segment(kind="paragraph", start=5, end=9))
    found = ArticlePage(Article(id="a", text="Head\nBody", segments=segments), typography, WIDTH)
    assert found.caret_x(4) > found.caret_x(9)


def test_heights_are_estimated_until_they_are_known(typography: Typography) -> None:
    lazy, eager = (page("word " * 60 + "\n\n" + "word " * 300, typography) for _ in range(2))
    while eager.settle_next():
        pass
    assert lazy.height == pytest.approx(eager.height, rel=0.25)
    lazy.settle(0, 10_000)
    assert lazy.height == eager.height


def test_the_whole_measure_fits_the_column(qtbot: QtBot) -> None:
    typography = Typography(Look(measure=70))
    found = ArticlePage(Article(id="a", text=ENGLISH), typography, typography.column)
    lengths = [line.end - line.start for line in found.set_paragraph(2).lines[:-1]]
    assert all(55 <= length <= 85 for length in lengths)
