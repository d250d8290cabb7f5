"""The mouse on the article: what is selected, and which edits are asked for."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Mention
from annotator.gui.text.look import Look
from tests.gui.text.conftest import Show
from tests.gui.text.desk import ShownView, bench_with, marked, span_of
from tests.gui.text.samples import ARABIC, ENGLISH

ALT, SHIFT, CTRL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
NESTED = (("Prime Minister Mira Toll", "PERSON"), ("Mira Toll", "PERSON"), ("Varon Harbour Authority", "ORG"))


def test_a_click_in_plain_text_places_the_caret(show: Show) -> None:
    shown = show()
    offset = ENGLISH.index("ships") + 2
    shown.click(shown.point(offset))
    assert shown.bench.selection.caret == offset
    assert shown.marked == []


def test_a_click_on_a_mention_makes_it_current(show: Show) -> None:
    shown = show(mentions=NESTED)
    shown.click(shown.in_phrase("Varon Harbour Authority"))
    assert shown.bench.selection.mention_id == "m3"
    assert shown.bench.selection.entity_id == "e3"


def test_clicking_again_goes_outwards_and_then_in_again(show: Show) -> None:
    shown = show(mentions=NESTED)
    point = shown.in_phrase("Mira Toll")
    found = []
    for _ in range(3):
        shown.click(point)
        found.append(shown.bench.selection.mention_id)
    assert found == ["m2", "m1", "m2"]


def test_a_click_with_alt_places_the_caret_in_a_mention(show: Show) -> None:
    shown = show(mentions=NESTED)
    shown.click(shown.in_phrase("Mira Toll"), ALT)
    assert shown.bench.selection.mention_id is None


def test_a_drag_marks_whole_words(show: Show) -> None:
    shown = show()
    start, end = span_of(ENGLISH, "ships of the Ostrian fleet")
    shown.drag(shown.point(start + 2), shown.point(end - 3))
    assert shown.marked == ["ships of the Ostrian fleet"]
    assert shown.selected == "ships of the Ostrian fleet"


def test_a_drag_backwards_marks_the_same(show: Show) -> None:
    shown = show()
    start, end = span_of(ENGLISH, "ships of the")
    shown.drag(shown.point(end - 1), shown.point(start + 1))
    assert shown.marked == ["ships of the"]
    assert shown.bench.selection.caret == start


@pytest.mark.parametrize("keys", [ALT, CTRL])
def test_a_drag_with_alt_or_ctrl_marks_to_the_character(show: Show, keys: Qt.KeyboardModifier) -> None:
    shown = show()
    start, end = span_of(ENGLISH, "ips of the Ost")
    shown.drag(shown.point(start), shown.point(end), keys)
    assert shown.marked == ["ips of the Ost"]


def test_a_drag_over_several_lines_marks_them(show: Show) -> None:
    shown = show()
    start, end = span_of(ENGLISH, "Varon Harbour Authority said that ships of the Ostrian fleet may not land")
    shown.drag(shown.point(start + 1), shown.point(end - 1))
    assert shown.marked == [ENGLISH[start:end]]


def test_a_shaky_click_marks_nothing(show: Show) -> None:
    shown = show()
    point = shown.in_phrase("ships")
    shown.drag(point, point + QPoint(2, 1))
    assert shown.marked == []


def test_a_double_click_marks_the_word_under_the_pointer(show: Show) -> None:
    shown = show()
    shown.double_click(shown.in_phrase("envoys"))
    assert shown.marked == ["envoys"]


def test_a_double_click_at_the_end_of_a_name_leaves_its_possessive_out(show: Show) -> None:
    text = "They read Toll’s letter"
    shown = show(text)
    just_before = shown.point(text.index("’")) - QPoint(2, 0)
    shown.double_click(just_before)
    assert shown.marked == ["Toll"]


def test_a_double_click_on_a_marked_word_asks_for_nothing(show: Show) -> None:
    shown = show(mentions=[("envoys", "PERSON")])
    shown.double_click(shown.in_phrase("envoys"))
    assert shown.marked == []
    assert shown.bench.selection.mention_id == "m1"


def test_a_double_click_marks_a_word_within_a_mention(show: Show) -> None:
    shown = show(mentions=[("Varon Harbour Authority", "ORG")])
    shown.double_click(shown.in_phrase("Harbour"))
    assert shown.marked == ["Harbour"]


def test_an_emoji_of_several_code_points_is_marked_whole(show: Show) -> None:
    shown = show()
    start = ENGLISH.index("👩")
    shown.double_click(shown.point(start) + QPoint(4, 0))
    assert shown.marked == ["👩‍👩‍👧"]


def test_shift_and_a_click_select_up_to_there_without_marking(show: Show) -> None:
    shown = show()
    start, end = span_of(ENGLISH, "ships of the Ostrian fleet")
    shown.click(shown.point(start))
    shown.click(shown.point(end - 2), SHIFT)
    assert (shown.selected, shown.marked) == ("ships of the Ostrian fleet", [])


def test_from_one_mention_to_another_is_a_stance(show: Show) -> None:
    shown = show(mentions=NESTED)
    shown.drag(shown.in_phrase("Mira Toll"), shown.in_phrase("Varon Harbour Authority"))
    assert shown.dropped == [("m2", "m3")]
    assert (shown.marked, shown.selected) == ([], None)


def test_with_alt_a_drag_between_mentions_marks_text(show: Show) -> None:
    shown = show(mentions=NESTED)
    shown.drag(shown.in_phrase("Harbour"), shown.in_phrase("Minister"), ALT)
    assert shown.dropped == []
    assert len(shown.marked) == 1


def test_from_a_name_into_the_mention_around_it_is_a_selection(show: Show) -> None:
    shown = show(mentions=NESTED)
    shown.drag(shown.in_phrase("Mira Toll"), shown.in_phrase("Prime"))
    assert shown.dropped == []
    assert shown.marked == ["Prime Minister Mira"]


def test_from_a_mention_into_plain_text_is_a_selection(show: Show) -> None:
    shown = show(mentions=NESTED)
    shown.drag(shown.in_phrase("Authority"), shown.in_phrase("ships"))
    assert shown.marked == ["Authority said that ships"]


def edge(shown: ShownView, mention_id: str, *, at_start: bool) -> QPoint:
    rects = shown.view.mention_rects(mention_id)
    rect = rects[0] if at_start else rects[-1]
    return QPoint(rect.left() if at_start else rect.right() + 1, rect.center().y())


def test_dragging_the_end_of_the_current_mention_resizes_it_by_words(show: Show) -> None:
    shown = show(mentions=[("Harbour", "ORG")])
    shown.bench.select_mention("m1")
    shown.drag(edge(shown, "m1", at_start=False), shown.in_phrase("Authority") + QPoint(15, 0))
    assert shown.resized == [("m1", "Harbour Authority")]


def test_dragging_its_start_with_alt_resizes_it_by_characters(show: Show) -> None:
    shown = show(mentions=[("Harbour", "ORG")])
    shown.bench.select_mention("m1")
    shown.drag(edge(shown, "m1", at_start=True), shown.point(ENGLISH.index("on Harbour")), ALT)
    assert shown.resized == [("m1", "on Harbour")]


def test_an_edge_that_was_put_back_asks_for_nothing(show: Show) -> None:
    shown = show(mentions=[("Harbour", "ORG")])
    shown.bench.select_mention("m1")
    held = edge(shown, "m1", at_start=False)
    shown.drag(held, held + QPoint(9, 0))
    assert shown.resized == []


def test_an_edge_never_passes_the_other_one(show: Show) -> None:
    shown = show(mentions=[("Harbour", "ORG")])
    shown.bench.select_mention("m1")
    shown.drag(edge(shown, "m1", at_start=False), shown.in_phrase("Monday"))
    assert shown.resized == []


def test_the_edges_of_another_mention_cannot_be_dragged(show: Show) -> None:
    shown = show(mentions=[("Harbour", "ORG")])
    shown.drag(edge(shown, "m1", at_start=False), shown.in_phrase("Authority"))
    assert shown.resized == []


def test_the_pointer_says_what_it_would_do(show: Show) -> None:
    shown = show(mentions=[("Harbour", "ORG")])
    found = []
    for point in (shown.in_phrase("ships"), shown.in_phrase("Harbour")):
        shown.move(point, pressed=False)
        found.append(shown.viewport.cursor().shape())
    shown.bench.select_mention("m1")
    shown.move(edge(shown, "m1", at_start=True), pressed=False)
    found.append(shown.viewport.cursor().shape())
    assert found == [
        Qt.CursorShape.IBeamCursor,
        Qt.CursorShape.PointingHandCursor,
        Qt.CursorShape.SizeHorCursor,
    ]


def context(shown: ShownView, point: QPoint) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, shown.viewport.mapToGlobal(point))
    QApplication.sendEvent(shown.viewport, event)


def test_a_right_click_on_a_mention_makes_it_current_and_asks_for_a_menu(show: Show) -> None:
    shown = show(mentions=NESTED)
    context(shown, shown.in_phrase("Mira Toll"))
    assert [mention_id for _, mention_id in shown.menus] == ["m2"]
    assert shown.bench.selection.mention_id == "m2"


def test_a_right_click_in_selected_text_keeps_it(show: Show) -> None:
    shown = show()
    start, end = span_of(ENGLISH, "ships of the Ostrian fleet")
    shown.drag(shown.point(start), shown.point(end))
    context(shown, shown.in_phrase("Ostrian fleet"))
    assert shown.selected == "ships of the Ostrian fleet"
    assert [mention_id for _, mention_id in shown.menus] == [None]


def test_ctrl_and_the_wheel_ask_for_another_size(show: Show) -> None:
    shown = show()
    point = QPointF(200, 200)
    for turn in (60, 60, -120):
        event = QWheelEvent(
            point,
            point,
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            CTRL,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(shown.viewport, event)
    assert shown.zoomed == [1, -1]


def test_arabic_is_marked_by_the_word_too(show: Show) -> None:
    shown = show(ARABIC)
    shown.double_click(shown.in_phrase("الأوروبي"))
    start, end = span_of(ARABIC, "كريم النجار (Karim al-Najjar")
    shown.drag(shown.point(start + 1), shown.in_phrase("Najjar"))
    assert shown.marked == ["الأوروبي", ARABIC[start:end]]


def test_a_mention_of_mixed_directions_is_hit_in_all_its_boxes(show: Show) -> None:
    shown = show(ARABIC, [("النجار (Karim", "PERSON")])
    rects = shown.view.mention_rects("m1")
    assert len(rects) > 1
    for rect in rects:
        assert shown.view.target_at(QPointF(rect.center())).mention_ids == ("m1",)


def test_the_pieces_of_a_mention_are_hit_and_the_gap_is_not(qtbot: QtBot) -> None:
    (whole,) = marked(ENGLISH, ("Varon Harbour Authority", "ORG"))
    pieces = (span_of(ENGLISH, "Varon Harb")[0], ENGLISH.index(" Harbour")), span_of(ENGLISH, "Authority")
    torn: Mention = whole.model_copy(update={"fragments": pieces})
    bench = bench_with(ENGLISH, [torn])
    shown = ShownView(bench, Look(), qtbot)
    shown.click(shown.in_phrase("Authority"))
    assert bench.selection.mention_id == "m1"
    shown.click(shown.in_phrase("Harbour"))
    assert bench.selection.mention_id is None


def test_nothing_is_marked_on_the_empty_page_below_the_text(show: Show) -> None:
    shown = show()
    below = QPoint(shown.point(3).x(), shown.viewport.height() - 20)
    shown.double_click(below)
    shown.drag(below, below + QPoint(120, 0))
    assert shown.marked == []
    shown.click(below)
    assert shown.bench.selection.caret == len(shown.text)
