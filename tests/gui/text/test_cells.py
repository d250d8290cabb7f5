"""Characters on a line: which is pointed at, and where ranges of them are seen."""

from annotator.gui.text.cells import Cell, caret_x, cell_at, cells_of, offset_at, stretches

# “ab” runs to the right, then “cd” to the left: on the line they stand as a b d c.
MIXED = (
    Cell(0, 1, 0, 10, is_rtl=False),
    Cell(1, 2, 10, 20, is_rtl=False),
    Cell(2, 3, 30, 40, is_rtl=True),
    Cell(3, 4, 20, 30, is_rtl=True),
)


def test_a_point_hits_the_nearer_side_of_a_character() -> None:
    assert [offset_at(MIXED, x) for x in (2, 8, 12)] == [0, 1, 1]


def test_sides_are_the_other_way_round_from_right_to_left() -> None:
    assert [offset_at(MIXED, x) for x in (38, 32, 28, 22)] == [2, 3, 3, 4]


def test_points_beyond_the_ends_hit_the_ends() -> None:
    assert (offset_at(MIXED, -50), offset_at(MIXED, 500)) == (0, 2)


def test_the_character_pointed_at_is_the_one_drawn_there() -> None:
    assert [cell_at(MIXED, x).start for x in (19, 21, 31)] == [1, 3, 2]


def test_a_caret_stands_before_the_character_that_follows() -> None:
    assert [caret_x(MIXED, offset, at_margin=0) for offset in range(5)] == [0, 10, 40, 30, 20]


def test_a_caret_on_an_empty_line_stands_at_the_margin() -> None:
    assert caret_x((), 7, at_margin=120) == 120


def test_a_range_across_directions_is_seen_in_two_stretches() -> None:
    assert stretches(MIXED, 1, 3) == ((10, 20), (30, 40))


def test_touching_characters_are_one_stretch() -> None:
    assert stretches(MIXED, 0, 4) == ((0, 40),)


def test_the_letters_of_a_ligature_share_its_width() -> None:
    ligature = [Cell(0, 1, 20, 40, is_rtl=True), Cell(1, 2, 20, 20, is_rtl=True)]
    assert [(cell.left, cell.right) for cell in cells_of(ligature)] == [(30, 40), (20, 30)]


def test_an_invisible_mark_takes_no_width_from_its_neighbour() -> None:
    marked = [Cell(0, 1, 20, 40, is_rtl=True), Cell(1, 2, 20, 20, is_rtl=True, is_letter=False)]
    assert cells_of(marked) == tuple(marked)
