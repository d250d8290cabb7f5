"""The article view follows the workbench: what it paints, repaints, scrolls to and says."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPointF, QRect
from PySide6.QtGui import QAccessible, QHelpEvent, QImage, QRegion
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Decision, Judgement, Span
from annotator.domain.article import Direction, Segment, SegmentKind
from annotator.domain.edits.mentions import (
    accept_mention,
    add_mention,
    delete_mention,
    places_for_all,
    relabel_mention,
    resize_mention,
)
from annotator.gui.palette import DARK, LIGHT, label_colours
from annotator.gui.text.look import Look
from annotator.workbench.history import History
from annotator.workbench.selection import Selection
from annotator.workbench.workbench import Preview
from tests.builders import SCHEME
from tests.gui.text.conftest import Show
from tests.gui.text.desk import ShownView, annotation_of, bench_with, marked, span_of
from tests.gui.text.painted import Painted
from tests.gui.text.samples import ARABIC, ENGLISH, MIXED

PERSON = label_colours(SCHEME, LIGHT)["PERSON"]
LONG = "\n\n".join(
    f"Paragraph {number}. " + "All of them waited for the boats to come. " * 9 for number in range(300)
)
TWO = (("Mira Toll", "PERSON"), ("Varon Harbour Authority", "ORG"))


def colours(shown: ShownView, rect: QRect) -> set[str]:
    """Every colour that is seen in the rectangle."""
    image: QImage = shown.viewport.grab(rect).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def around(shown: ShownView, mention_id: str, by: int = 0) -> QRect:
    return shown.view.mention_rects(mention_id)[0].adjusted(-by, -by, by, by)


def test_a_mention_is_tinted_in_the_colour_of_its_label(show: Show) -> None:
    shown = show(mentions=TWO)
    assert PERSON.tint_light in colours(shown, around(shown, "m1"))


def test_a_decided_mention_is_drawn_stronger_and_with_a_solid_line(show: Show) -> None:
    shown = show(mentions=TWO)
    bottom = around(shown, "m1")
    bottom.setTop(bottom.bottom() - 1)
    assert len(colours(shown, bottom)) > 1
    shown.bench.do(accept_mention(shown.bench.annotation, "m1"))
    shown.bench.select(Selection())
    assert PERSON.tint in colours(shown, around(shown, "m1"))
    assert colours(shown, bottom) == {PERSON.line}


def test_the_current_mention_has_a_ring(show: Show) -> None:
    shown = show(mentions=TWO)
    assert LIGHT.ring not in colours(shown, around(shown, "m1", by=3))
    shown.bench.select_mention("m1")
    assert LIGHT.ring in colours(shown, around(shown, "m1", by=3))


def test_a_deleted_mention_leaves_nothing_behind(show: Show) -> None:
    shown, bare = show(mentions=TWO), show(mentions=TWO[1:])
    bare.view.clearFocus()
    shown.bench.do(delete_mention(shown.bench.annotation, "m1"))
    shown.bench.select(Selection())
    assert shown.viewport.grab().toImage() == bare.viewport.grab().toImage()


def test_undoing_everything_looks_as_if_nothing_had_happened(show: Show) -> None:
    shown = show(mentions=TWO)
    before = shown.viewport.grab().toImage()
    bench = shown.bench
    bench.do(relabel_mention(bench.annotation, "m1", "GPE"))
    bench.do(add_mention(bench.annotation, bench.article, *span_of(ENGLISH, "Prime Minister Mira"), "ORG"))
    bench.do(resize_mention(bench.annotation, bench.article, "m2", *span_of(ENGLISH, "Harbour")))
    for _ in range(3):
        bench.undo()
    bench.select(Selection())
    assert shown.viewport.grab().toImage() == before


def test_a_step_repaints_only_the_lines_that_it_changes(show: Show) -> None:
    shown = show(mentions=TWO)
    shown.bench.select_mention("m1")
    QApplication.processEvents()
    painted = Painted(shown.view)
    shown.bench.do(relabel_mention(shown.bench.annotation, "m1", "GPE"))
    QApplication.processEvents()
    line = shown.view.line_area(shown.page.place(shown.bench.selection.caret))
    assert not painted.region.isEmpty()
    assert painted.region.subtracted(QRegion(line)).isEmpty()


def test_going_to_another_mention_repaints_their_two_lines(show: Show) -> None:
    shown = show(mentions=TWO)
    shown.bench.select_mention("m1")
    QApplication.processEvents()
    painted = Painted(shown.view)
    shown.bench.select_mention("m2")
    QApplication.processEvents()
    assert painted.region.boundingRect().height() < 4 * shown.view.line_area(shown.page.place(0)).height()


def test_what_is_repainted_is_all_that_changed(show: Show) -> None:
    """The screen after partial repaints is the same as one painted anew."""
    shown = show(mentions=TWO)
    bench = shown.bench
    before = shown.on_screen()
    steps: list[Callable[[], None]] = [
        lambda: bench.select_mention("m1"),
        lambda: bench.do(relabel_mention(bench.annotation, "m1", "ORG")),
        lambda: bench.do(
            add_mention(bench.annotation, bench.article, *span_of(ENGLISH, "Minister Mira"), "GPE")
        ),
        lambda: bench.select(Selection(*span_of(ENGLISH, "ships of the Ostrian fleet"))),
        lambda: bench.select(bench.selection.with_caret(len(ENGLISH), extend=True)),
        lambda: bench.do(delete_mention(bench.annotation, "m1")),
        bench.undo,
    ]
    for step in steps:
        step()
        QApplication.processEvents()
        repainted = shown.on_screen()
        shown.viewport.repaint()
        assert repainted == shown.on_screen() != before


def test_other_mentions_of_the_current_entity_are_outlined(show: Show) -> None:
    text = "Varon waits. Varon sleeps."
    first, second = marked(text, ("Varon", "GPE"), ("Varon sleeps", "GPE"))
    second = second.model_copy(update={"entity": first.entity, "decision": Decision.ACCEPTED})
    shown = show(text)
    shown.bench.open(shown.bench.article, annotation_of([first, second]), History(), 0)
    shown.bench.select(Selection())
    before = colours(shown, around(shown, "m2", by=2))
    shown.bench.select_mention("m1")
    assert colours(shown, around(shown, "m2", by=2)) != before


def test_the_evidence_of_the_current_judgement_is_shown_with_a_bar(show: Show) -> None:
    start, end = span_of(ENGLISH, "“We will wait,”")
    judgement = Judgement(id="j1", task="stance", evidence=(Span(start=start, end=end),))
    shown = show(judgements=[judgement])
    line = shown.view.line_area(shown.page.place(start))
    assert LIGHT.evidence_bar not in colours(shown, line)
    shown.bench.select_judgement("j1")
    assert {LIGHT.evidence_bar, LIGHT.evidence} <= colours(shown, line)


def test_places_of_all_of_these_are_outlined_until_it_is_done(show: Show) -> None:
    shown = show(mentions=[("Varon", "GPE")])
    bench = shown.bench
    bench.do(relabel_mention(bench.annotation, "m1", "ORG"))
    deed = bench.last_deed
    assert deed is not None
    places = places_for_all(bench.annotation, bench.article, deed)
    before = shown.viewport.grab().toImage()
    bench.show_preview(Preview(deed, places))
    assert len(places) == 2
    assert shown.viewport.grab().toImage() != before
    bench.end_preview()
    assert shown.viewport.grab().toImage() == before


def test_search_hits_are_shown_and_the_current_one_comes_into_view(show: Show) -> None:
    shown = show(LONG)
    spans = [span_of(LONG, f"Paragraph {number}.") for number in range(300)]
    shown.view.set_hits(spans, 250)
    place = shown.view.line_area(shown.page.place(spans[250][0]))
    assert shown.viewport.rect().contains(place)
    assert {LIGHT.hit, LIGHT.hit_line} <= colours(shown, place)
    shown.view.set_hits([])
    assert LIGHT.hit not in colours(shown, place)


def test_a_far_mention_comes_into_view_with_lines_around_it(show: Show) -> None:
    shown = show(LONG, [("Paragraph 290.", "ORG")])
    shown.bench.select_mention("m1")
    (rect,) = shown.view.mention_rects("m1")
    assert 30 < rect.top() < shown.viewport.height() - 60


def test_what_is_read_stays_in_place_while_the_rest_is_laid_out(show: Show, qtbot: QtBot) -> None:
    shown = show(LONG, [("Paragraph 290.", "ORG")])
    shown.bench.select_mention("m1")
    assert not shown.view.is_settled
    before = shown.view.mention_rects("m1")
    qtbot.waitUntil(lambda: shown.view.is_settled)
    assert shown.view.mention_rects("m1") == before


def test_the_end_of_a_long_article_can_be_scrolled_to(show: Show, qtbot: QtBot) -> None:
    shown = show(LONG)
    qtbot.waitUntil(lambda: shown.view.is_settled)
    bar = shown.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = shown.view.line_area(shown.page.place(len(LONG)))
    assert shown.viewport.rect().contains(last.center())


def test_scrolling_by_hand_is_not_taken_back(show: Show) -> None:
    shown = show(LONG, [("Paragraph 0.", "ORG")])
    shown.bench.select_mention("m1")
    shown.view.verticalScrollBar().setValue(3000)
    shown.bench.do(relabel_mention(shown.bench.annotation, "m1", "GPE"))
    assert shown.view.verticalScrollBar().value() == 3000


def test_another_article_begins_at_its_top(show: Show) -> None:
    shown = show(LONG)
    shown.view.verticalScrollBar().setValue(3000)
    other = bench_with(ENGLISH)
    shown.bench.open(other.article, other.annotation, History(), 0)
    assert shown.view.verticalScrollBar().value() == 0
    assert shown.text == ENGLISH


def test_an_article_opens_where_something_is_left_to_look_at(show: Show) -> None:
    shown = show()
    other = bench_with(LONG, marked(LONG, ("Paragraph 290.", "ORG")))
    shown.bench.open(other.article, other.annotation, History(), 0)
    (rect,) = shown.view.mention_rects("m1")
    assert shown.viewport.rect().contains(rect)


def test_putting_the_article_away_leaves_an_empty_page(show: Show) -> None:
    shown = show()
    shown.bench.close()
    assert colours(shown, shown.viewport.rect()) == {LIGHT.page}
    assert shown.view.mention_rects("m1") == ()
    assert (shown.view.vertical(0, 1), shown.view.line_end(3)) == (0, 3)


def test_another_size_keeps_the_place(show: Show) -> None:
    shown = show(LONG)
    bar = shown.view.verticalScrollBar()
    bar.setValue(4000)
    top = shown.view.target_at(QPointF(400, 40)).offset
    shown.view.set_look(Look(size=22, theme=DARK))
    assert abs(shown.view.target_at(QPointF(400, 40)).offset - top) < 200
    assert DARK.page in colours(shown, QRect(0, 0, 9, 9))


def test_a_narrow_window_sets_shorter_lines(show: Show) -> None:
    shown = show()
    lines = len(shown.page.set_paragraph(2).lines)
    shown.view.resize(420, 600)
    QApplication.processEvents()
    assert shown.page.width < 420
    assert len(shown.page.set_paragraph(2).lines) > lines


@pytest.mark.parametrize("text", [ENGLISH, ARABIC, MIXED])
def test_down_and_up_come_back_to_the_same_place(text: str, show: Show) -> None:
    shown = show(text)
    start = shown.page.set_paragraph(0).lines[0].start + 9
    there = shown.view.vertical(start, 1)
    assert shown.view.vertical(there, -1) == start


def test_down_keeps_its_column_over_a_short_line(show: Show) -> None:
    shown = show("A long enough first line here\nshort\nAnother long enough line here")
    first = shown.view.vertical(20, 1)
    assert first == 35
    x = shown.page.caret_x(shown.view.vertical(first, 1))
    assert abs(x - shown.page.caret_x(20)) < 12


def test_down_skips_blank_lines_and_ends_at_the_end(show: Show) -> None:
    shown = show("One\n\n\nTwo")
    assert shown.view.vertical(1, 1) == 7
    assert shown.view.vertical(7, 1) == 9
    assert shown.view.vertical(1, -1) == 0


def test_the_end_of_a_broken_line_is_still_on_it(show: Show) -> None:
    shown = show()
    offset = ENGLISH.index("On Monday")
    end = shown.view.line_end(offset)
    assert shown.page.place(end).line == shown.page.place(offset).line
    assert shown.view.line_start(end) == offset


def test_a_page_further_is_about_a_screen_further(show: Show) -> None:
    shown = show(LONG)
    there = shown.view.page(0, 1)
    assert 300 < shown.page.place(there).top < 700
    assert shown.view.page(there, -1) < 80


def test_selected_text_of_any_kind_can_be_painted(show: Show) -> None:
    shown = show("👩‍👩‍👧 e\u0301 \u200f لا 🇦🇲🇦🇿 \t\x00 end\n\n\u2028x")
    for end in range(len(shown.text) + 1):
        shown.bench.select(Selection(0, end))
        shown.viewport.grab()


def test_a_right_to_left_article_begins_at_the_right(show: Show) -> None:
    shown = show(ARABIC, [("رئيس", "PERSON")], direction=Direction.RTL)
    (rect,) = shown.view.mention_rects("m1")
    assert rect.left() > shown.viewport.width() / 2


def test_the_title_and_source_stand_above_a_text_without_one(show: Show) -> None:
    bare, headed = show(ENGLISH), show(ENGLISH, title="Harbour closed", source="Ostrian Press")
    assert headed.page.tops[0] > bare.page.tops[0]
    own = Segment(kind=SegmentKind.TITLE, start=0, end=ENGLISH.index("\n"))
    assert show(ENGLISH, title="Harbour closed", segments=[own]).page.tops[0] == bare.page.tops[0]


def test_a_screen_reader_is_told_the_current_mention(show: Show, qtbot: QtBot) -> None:
    QAccessible.setActive(True)
    shown = show(mentions=TWO)
    shown.bench.select_mention("m1")
    said = "Mira Toll, PERSON, not looked at yet, 2 of 2"
    qtbot.waitUntil(lambda: shown.view.accessibleDescription() == said)
    shown.bench.do(relabel_mention(shown.bench.annotation, "m1", "GPE"))
    qtbot.waitUntil(lambda: "GPE, relabelled" in shown.view.accessibleDescription())
    assert shown.view.accessibleName() == "Article"
    QAccessible.setActive(False)


def test_resting_on_a_mention_tells_what_it_is(show: Show) -> None:
    shown = show(mentions=TWO)
    point = shown.in_phrase("Mira Toll")
    event = QHelpEvent(QEvent.Type.ToolTip, point, shown.viewport.mapToGlobal(point))
    QApplication.sendEvent(shown.viewport, event)
    assert QToolTip.text().split("\n") == ["Mira Toll: PERSON", "e1 (PERSON), 1 mention", "not looked at yet"]


def test_the_caret_is_where_the_letters_are(show: Show) -> None:
    shown = show()
    offset = ENGLISH.index("ships")
    shown.bench.select(Selection(offset, offset))
    assert shown.view.target_at(QPointF(shown.view.caret_rect().center())).offset == offset
