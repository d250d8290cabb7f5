"""Code points to Qt’s UTF-16 and back."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.offsets import QtOffsets, qt_length
from tests.domain.generated import TEXTS


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(TEXTS)
def test_every_offset_counts_the_units_before_it(text: str) -> None:
    offsets = QtOffsets(text)
    assert [offsets.to_qt(offset) for offset in range(len(text) + 1)] == [
        units(text[:offset]) for offset in range(len(text) + 1)
    ]


@given(TEXTS)
def test_every_offset_comes_back(text: str) -> None:
    offsets = QtOffsets(text)
    for offset in range(len(text) + 1):
        assert offsets.from_qt(offsets.to_qt(offset)) == offset


@given(TEXTS)
def test_every_unit_belongs_to_the_code_point_that_holds_it(text: str) -> None:
    offsets = QtOffsets(text)
    for position in range(units(text)):
        offset = offsets.from_qt(position)
        assert offsets.to_qt(offset) <= position < offsets.to_qt(offset + 1)


@given(st.text())
def test_the_length_is_what_qt_finds(text: str) -> None:
    assert qt_length(text) == units(text)


def test_within_a_surrogate_pair_stands_the_whole_character() -> None:
    offsets = QtOffsets("a😀😀b")
    assert [offsets.from_qt(position) for position in range(7)] == [0, 1, 1, 2, 2, 3, 4]
