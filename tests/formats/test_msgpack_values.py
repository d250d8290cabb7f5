"""Counting the values of a MessagePack without making them."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.msgpack_values import has_more_values

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | st.text(st.characters(codec="utf-8"))
    | st.binary(),
    lambda inner: (
        st.lists(inner, max_size=20)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=20)
    ),
)


def packed(value: object) -> bytes:
    """In the longer of the forms that each kind of value has."""
    match value:
        case None | bool():
            return b"\xc0" if value is None else b"\xc3" if value else b"\xc2"
        case int():
            return b"\xd3" + struct.pack(">q", value)
        case float():
            return b"\xcb" + struct.pack(">d", value)
        case str():
            return b"\xdb" + struct.pack(">I", len(value.encode())) + value.encode()
        case bytes():
            return b"\xc5" + struct.pack(">H", len(value)) + value
        case list():
            return b"\xdd" + struct.pack(">I", len(value)) + b"".join(map(packed, value))
        case dict():
            items = b"".join(packed(key) + packed(inner) for key, inner in value.items())
            return b"\xdf" + struct.pack(">I", len(value)) + items
    raise AssertionError


def number_of_values(value: object) -> int:
    if isinstance(value, dict):
        return 1 + sum(1 + number_of_values(inner) for inner in value.values())
    return 1 + sum(map(number_of_values, value)) if isinstance(value, list) else 1


@given(value=VALUES)
def test_values_are_counted_exactly(value: object) -> None:
    data = packed(value)
    number = number_of_values(value)
    assert not has_more_values(data, number)
    assert has_more_values(data, number - 1)


@given(data=st.binary())
def test_any_bytes_are_counted(data: bytes) -> None:
    assert not has_more_values(data, 2**40)


@pytest.mark.parametrize("data", [b"\xdd\xff\xff\xff\xff", b"\xdf\xff\xff\xff\xff", b"\x91" * 100])
def test_what_is_only_said_to_be_there_counts(data: bytes) -> None:
    assert has_more_values(data, 50)


@pytest.mark.parametrize(
    ("data", "number"),
    [
        (b"\x07", 1),
        (b"\xe0", 1),
        (b"\xa3abc", 1),
        (b"\x93\x01\xa1a\xc0", 4),
        (b"\x82\xa1a\x01\xa1b\x91\x02", 6),
        (b"\xdc\x00\x02\xca\x00\x00\x00\x00\xcd\x00\x01", 3),
        (b"\xde\x00\x01\xd9\x01a\xc4\x02xy", 3),
        (b"\x92\xd4\x01x\xc7\x02\x01xy", 3),
    ],
)
def test_short_forms_are_counted_exactly(data: bytes, number: int) -> None:
    for whole in (data, b"\x92" + data + b"\xc3"):
        counted = number if whole is data else number + 2
        assert not has_more_values(whole, counted)
        assert has_more_values(whole, counted - 1)
