"""What a point hits, and what a drag from one to another means."""

from annotator.gui.text.drags import Drag, DragKind, drag_of
from annotator.gui.text.hits import HitKind, HitTarget, hit, next_outward
from annotator.gui.text.marks import Mark
from annotator.gui.text.shapes import Box, LineShapes, Name, Shape
from tests.builders import mention

TEXT = "Mira Toll met Ilen Marr in Varon."
MIRA, MIRA_TOLL, VARON = mention("in", 0, 4), mention("out", 0, 9), mention("far", 27, 32)


def shape(id_: str, left: float, right: float, length: int) -> Shape:
    mark = Mark(mention(id_, 0, length), 0)
    return Shape(mark, 0, (Box(left, 10, right, 30),), 28, left, right, left)


LINE = LineShapes(
    shapes=(shape("out", 0, 100, 20), shape("in", 0, 40, 8)),
    names=(Name(Mark(mention("named", 0, 5), 0), 0, "ORG", 200, 8, Box(200, 0, 220, 9)),),
)


def text_at(offset: int, *ids: str) -> HitTarget:
    return HitTarget(HitKind.MENTION if ids else HitKind.TEXT, offset, ids)


def test_the_innermost_mention_comes_first() -> None:
    assert hit(LINE, 20, 20, 3, None).mention_ids == ("in", "out")
    assert hit(LINE, 60, 20, 3, None).mention_ids == ("out",)


def test_beside_the_mentions_is_text() -> None:
    assert hit(LINE, 150, 20, 7, None) == HitTarget(HitKind.TEXT, 7)


def test_a_name_stands_for_its_mention() -> None:
    assert hit(LINE, 210, 5, 7, None).mention_ids == ("named",)


def test_only_the_current_mention_has_edges() -> None:
    assert hit(LINE, 98, 20, 3, None).kind is HitKind.MENTION
    assert hit(LINE, 98, 20, 3, "out").kind is HitKind.END_EDGE
    assert hit(LINE, 2, 20, 3, "out").kind is HitKind.START_EDGE


def test_an_edge_is_also_taken_hold_of_from_just_outside() -> None:
    assert hit(LINE, 103, 20, 3, "out").kind is HitKind.END_EDGE


def test_a_narrow_mention_has_an_edge_on_either_half() -> None:
    narrow = LineShapes((shape("thin", 10, 14, 1),))
    assert hit(narrow, 11, 20, 0, "thin").kind is HitKind.START_EDGE
    assert hit(narrow, 13.5, 20, 0, "thin").kind is HitKind.END_EDGE


def test_clicks_go_outwards_and_round() -> None:
    assert next_outward(("in", "out"), None) == "in"
    assert next_outward(("in", "out"), "in") == "out"
    assert next_outward(("in", "out"), "out") == "in"


def drag(began: HitTarget, now: HitTarget, *, is_exact: bool = False, is_text: bool = False) -> Drag | None:
    return drag_of(began, now, (MIRA, MIRA_TOLL, VARON), TEXT, is_exact=is_exact, is_text=is_text)


def test_a_drag_over_text_selects_whole_words() -> None:
    assert drag(text_at(12), text_at(16)) == Drag(DragKind.TEXT, 10, 18)


def test_a_drag_to_the_left_ends_at_the_left() -> None:
    assert drag(text_at(16), text_at(12)) == Drag(DragKind.TEXT, 10, 18, is_backwards=True)


def test_a_drag_within_white_space_means_nothing() -> None:
    assert drag(text_at(9), text_at(10)) is None


def test_a_drag_that_came_back_means_nothing() -> None:
    assert drag(text_at(12), text_at(12)) is None


def test_from_mention_to_mention_is_a_stance() -> None:
    found = drag(text_at(2, "in", "out"), text_at(30, "far"))
    assert found == Drag(DragKind.STANCE, 27, 32, from_id="in", to_id="far")


def test_it_is_text_when_text_is_asked_for() -> None:
    assert drag(text_at(2, "in"), text_at(30, "far"), is_text=True) == Drag(DragKind.TEXT, 0, 32)


def test_within_overlapping_mentions_it_is_text() -> None:
    assert drag(text_at(2, "in", "out"), text_at(7, "out")) == Drag(DragKind.TEXT, 0, 9)


def test_an_edge_goes_to_the_nearest_word() -> None:
    held = HitTarget(HitKind.END_EDGE, 4, ("in",))
    assert drag(held, text_at(8)) == Drag(DragKind.EDGE, 0, 9, from_id="in")
    assert drag(held, text_at(6)) == Drag(DragKind.EDGE, 0, 4, from_id="in")
    assert drag(held, text_at(7), is_exact=True) == Drag(DragKind.EDGE, 0, 7, from_id="in")


def test_an_edge_beyond_the_last_word_stays_at_the_text() -> None:
    held = HitTarget(HitKind.END_EDGE, 32, ("far",))
    assert drag(held, text_at(33)) == Drag(DragKind.EDGE, 27, 33, from_id="far")


def test_an_edge_does_not_pass_the_other() -> None:
    held = HitTarget(HitKind.START_EDGE, 27, ("far",))
    assert drag(held, text_at(33)) is None
