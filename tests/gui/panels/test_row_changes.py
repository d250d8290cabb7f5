"""Rows become other rows by few changes, each of which fits what is there then."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.panels.row_changes import Added, Moved, Removed, row_changes

ids = st.lists(st.sampled_from("abcdefghij"), unique=True)


def applied(old: list[str], new: list[str]) -> list[str]:
    now = list(old)
    for change in row_changes(old, new):
        match change:
            case Removed(at):
                del now[at]
            case Added(at, id_):
                now.insert(at, id_)
            case Moved(at, to):
                assert at != to
                now.insert(to, now.pop(at))
    return now


@given(ids, ids)
def test_the_changes_make_the_new_rows_of_the_old(old: list[str], new: list[str]) -> None:
    assert applied(old, new) == new


@given(ids)
def test_the_same_rows_need_no_change(rows: list[str]) -> None:
    assert list(row_changes(rows, rows)) == []


def test_a_row_that_goes_down_is_one_move() -> None:
    assert list(row_changes("abcde", "bcdea")) == [Moved(0, 4)]


def test_a_row_that_goes_up_is_one_move() -> None:
    assert list(row_changes("abcde", "eabcd")) == [Moved(4, 0)]
