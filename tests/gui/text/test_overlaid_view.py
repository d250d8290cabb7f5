"""The article view shows how others read the article, moves no more than it must, and says it."""

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QAccessible, QHelpEvent, QRegion
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from annotator.domain.edits.mentions import relabel_mention
from annotator.gui.palette import DARK, LIGHT, Theme, tone
from annotator.gui.text.look import Look
from annotator.gui.text.overlays import Overlay
from annotator.workbench.history import History
from annotator.workbench.selection import Selection
from tests.gui.text.conftest import Show
from tests.gui.text.desk import ShownView, bench_with, span_of
from tests.gui.text.painted import Painted
from tests.gui.text.samples import ENGLISH

LONG = "\n\n".join(
    f"Paragraph {number}. " + "All of them waited for the boats to come. " * 9 for number in range(300)
)
TOLL = (("Mira Toll", "PERSON"),)


def over(text: str, phrase: str, tag: str = "A", *, label: str = "ORG", is_current: bool = False) -> Overlay:
    start, end = span_of(text, phrase)
    return Overlay(start, end, tag, ord(tag[0]) - ord("A"), label, "Anna, Ben", is_current)


def colours_under(shown: ShownView, tag: str) -> set[str]:
    image = shown.viewport.grab(shown.view.overlay_rects(tag)[0]).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def top_of(shown: ShownView, offset: int) -> int:
    return shown.view.line_area(shown.page.place(offset)).top()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_an_overlay_is_drawn_in_its_tone_below_its_text(show: Show, theme: Theme) -> None:
    shown = show(mentions=TOLL, look=Look(theme=theme))
    shown.view.set_overlays([over(ENGLISH, "Minister Mira Toll", "B")])
    assert tone(1, theme) in colours_under(shown, "B")
    (rect,) = shown.view.overlay_rects("B")
    (mention,) = shown.view.mention_rects("m1")
    assert rect.top() > mention.bottom()
    assert rect.left() < mention.left()


def test_the_current_one_is_drawn_stronger(show: Show) -> None:
    shown = show()
    shown.view.set_overlays([over(ENGLISH, "Mira Toll")])
    before = shown.viewport.grab().toImage()
    shown.view.set_overlays([over(ENGLISH, "Mira Toll", is_current=True)])
    assert shown.viewport.grab().toImage() != before


def test_overlays_of_one_place_are_told_apart_without_colour(show: Show) -> None:
    """In grey, and but for their tags, two brackets still look different."""
    shown = show()
    lines = []
    for number in (0, 1):
        shown.view.set_overlays([Overlay(*span_of(ENGLISH, "Prime Minister"), "A", number)])
        (rect,) = shown.view.overlay_rects("A")
        strip = shown.viewport.grab(rect).toImage()
        ground = strip.pixelColor(strip.width() // 2, strip.height() - 1)
        lines.append([strip.pixelColor(x, 0) != ground for x in range(strip.width())])
    assert lines[0] != lines[1]


def test_taking_the_overlays_away_leaves_nothing_behind(show: Show) -> None:
    shown = show(mentions=TOLL)
    before = shown.viewport.grab().toImage()
    shown.view.set_overlays([over(ENGLISH, "Mira Toll"), over(ENGLISH, "“We will wait,”", "B")])
    assert shown.viewport.grab().toImage() != before
    shown.view.set_overlays([])
    assert shown.viewport.grab().toImage() == before


def test_what_is_repainted_is_all_that_changed(show: Show) -> None:
    """The screen after partial repaints is the same as one painted anew."""
    shown = show(mentions=TOLL)
    bench = shown.bench
    a, b = over(ENGLISH, "Mira Toll"), over(ENGLISH, "Minister Mira", "B")
    for overlays in ([a], [a, b], [b, a], [over(ENGLISH, "Mira Toll", label="GPE"), b], [b], []):
        shown.view.set_overlays(overlays)
        QApplication.processEvents()
        bench.do(relabel_mention(bench.annotation, "m1", "ORG" if len(overlays) % 2 else "GPE"))
        QApplication.processEvents()
        repainted = shown.on_screen()
        shown.viewport.repaint()
        assert repainted == shown.on_screen()


def test_another_tag_at_the_same_place_repaints_its_line_alone(show: Show) -> None:
    shown = show()
    shown.view.set_overlays([over(ENGLISH, "Mira Toll")])
    QApplication.processEvents()
    painted = Painted(shown.view)
    shown.view.set_overlays([over(ENGLISH, "Mira Toll", "B")])
    QApplication.processEvents()
    line = shown.view.line_area(shown.page.place(ENGLISH.index("Mira Toll")))
    assert not painted.region.isEmpty()
    assert painted.region.subtracted(QRegion(line)).isEmpty()


def test_the_same_overlays_again_repaint_nothing(show: Show) -> None:
    shown = show()
    shown.view.set_overlays([over(ENGLISH, "Mira Toll")])
    QApplication.processEvents()
    painted = Painted(shown.view)
    shown.view.set_overlays([over(ENGLISH, "Mira Toll")])
    QApplication.processEvents()
    assert painted.times == 0


def test_the_line_that_gets_overlays_stays_where_it_is(show: Show) -> None:
    shown = show(LONG)
    first, second = LONG.index("Paragraph 40."), LONG.index("Paragraph 41.")
    shown.view.show_span(first, second)
    shown.view.set_overlays([over(LONG, "Paragraph 40."), over(LONG, "Paragraph 40.", "B")])
    before = top_of(shown, second)
    shown.view.set_overlays([over(LONG, "Paragraph 41.")])
    assert top_of(shown, second) == before


def test_marks_follow_lines_that_move(show: Show) -> None:
    shown = show(mentions=(("crown", "ORG"),))
    crown = ENGLISH.index("crown")
    before = shown.view.mention_rects("m1")[0].top()
    distance = before - top_of(shown, crown)
    shown.view.set_overlays([over(ENGLISH, "On Monday"), over(ENGLISH, "On Monday", "B")])
    after = shown.view.mention_rects("m1")[0].top()
    assert after > before + 20
    assert after - top_of(shown, crown) == distance


def test_overlays_everywhere_keep_what_is_read_in_place(show: Show, qtbot: QtBot) -> None:
    shown = show(LONG)
    qtbot.waitUntil(lambda: shown.view.is_settled)
    here = LONG.index("Paragraph 150.")
    shown.view.show_span(here, here + 10)
    before = top_of(shown, here)
    everywhere = [over(LONG, f"Paragraph {n}.", tag) for n in range(300) for tag in "ABC"]
    shown.view.set_overlays([over(LONG, "Paragraph 150."), *everywhere])
    assert top_of(shown, here) == before
    qtbot.waitUntil(lambda: shown.view.is_settled)
    assert top_of(shown, here) == before
    bar = shown.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert shown.viewport.rect().contains(shown.point(len(LONG)))


def test_another_article_has_no_overlays(show: Show) -> None:
    shown = show()
    shown.view.set_overlays([over(ENGLISH, "Mira Toll")])
    other = bench_with("Short.")
    shown.bench.open(other.article, other.annotation, History(), 0)
    assert shown.view.overlays == ()
    assert shown.view.overlay_rects("A") == ()


def test_another_size_keeps_the_overlays(show: Show) -> None:
    shown = show()
    shown.view.set_overlays([over(ENGLISH, "Mira Toll")])
    shown.view.set_look(Look(size=22, theme=DARK))
    assert tone(0, DARK) in colours_under(shown, "A")


def test_overlays_beyond_the_text_and_without_an_article_do_no_harm(show: Show) -> None:
    shown = show()
    shown.view.set_overlays([Overlay(len(ENGLISH) - 3, len(ENGLISH) + 40, "A"), Overlay(9_000, 9_010, "B")])
    assert len(shown.view.overlay_rects("A")) == 1
    shown.bench.close()
    shown.view.set_overlays([over(ENGLISH, "Mira Toll")])
    shown.view.show_span(3, 9)
    assert shown.view.overlay_rects("A") == ()


def test_a_span_out_of_sight_comes_to_the_middle(show: Show) -> None:
    shown = show(LONG)
    for number in (250, 20, 299):
        start, end = span_of(LONG, f"Paragraph {number}.")
        shown.view.show_span(start, end)
        third = shown.viewport.height() / 3
        assert third < top_of(shown, start) < 2 * third


def test_a_span_that_is_seen_stays_where_it_is(show: Show) -> None:
    shown = show(LONG)
    shown.view.verticalScrollBar().setValue(2000)
    offset = shown.view.target_at(shown.viewport.rect().center().toPointF()).offset
    before = top_of(shown, offset)
    shown.view.show_span(offset, offset + 5)
    assert top_of(shown, offset) == before


def test_of_a_span_longer_than_the_window_the_beginning_is_shown(show: Show) -> None:
    shown = show(LONG)
    start = LONG.index("Paragraph 100.")
    shown.view.show_span(start, LONG.index("Paragraph 200."))
    assert 0 < top_of(shown, start) < shown.viewport.height() / 3


def test_the_first_line_can_be_shown_without_air_above(show: Show) -> None:
    shown = show(LONG)
    shown.view.verticalScrollBar().setValue(5000)
    shown.view.show_span(0, 5)
    assert shown.view.verticalScrollBar().value() == 0


def tip_at(shown: ShownView, point: QPoint) -> list[str]:
    event = QHelpEvent(QEvent.Type.ToolTip, point, shown.viewport.mapToGlobal(point))
    QApplication.sendEvent(shown.viewport, event)
    return QToolTip.text().split("\n")


def test_resting_on_an_overlay_tells_whose_it_is(show: Show) -> None:
    shown = show(mentions=TOLL)
    shown.view.set_overlays([over(ENGLISH, "Mira Toll"), over(ENGLISH, "Mira Toll", "B", label="GPE")])
    (rect,) = shown.view.overlay_rects("B")
    assert tip_at(shown, rect.center()) == ["B: GPE (Anna, Ben)"]
    on_text = tip_at(shown, shown.in_phrase("Mira Toll"))
    assert on_text[0] == "Mira Toll: PERSON"
    assert set(on_text[-2:]) == {"A: ORG (Anna, Ben)", "B: GPE (Anna, Ben)"}


def test_a_long_reason_is_told_in_several_lines(show: Show) -> None:
    shown = show()
    start, end = span_of(ENGLISH, "Mira Toll")
    shown.view.set_overlays([Overlay(start, end, "A", title="the office belongs to the name " * 9)])
    lines = tip_at(shown, shown.in_phrase("Mira Toll"))
    assert len(lines) > 2
    assert max(len(line) for line in lines) <= 90


def test_a_screen_reader_is_told_the_overlays_at_the_caret(show: Show, qtbot: QtBot) -> None:
    QAccessible.setActive(True)
    shown = show(mentions=TOLL)
    shown.view.set_overlays([over(ENGLISH, "Minister Mira"), over(ENGLISH, "ships", "B C", label="")])
    shown.bench.select_mention("m1")
    said = "Mira Toll, PERSON, not looked at yet, 1 of 1, read as A: ORG (Anna, Ben)"
    qtbot.waitUntil(lambda: shown.view.accessibleDescription() == said)
    offset = ENGLISH.index("ships")
    shown.bench.select(Selection(offset, offset))
    qtbot.waitUntil(lambda: shown.view.accessibleDescription().endswith(", read as B C (Anna, Ben)"))
    shown.view.set_overlays([])
    qtbot.waitUntil(lambda: "read as" not in shown.view.accessibleDescription())
    QAccessible.setActive(False)
