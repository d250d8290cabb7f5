"""Files as a tool writes them with a few values changed, which readers are to take or to refuse."""

import copy
from collections.abc import Iterator

from hypothesis import strategies as st

_VALUES: st.SearchStrategy[object] = st.sampled_from(
    [
        *(None, True, False, 0, -1, 3.5, 10**30, 2**63, 1e308, float("nan")),
        *("7" * 5_000, "", "x", "0", "a\u0000b", "1.0", "😀😀", "/text()[1]"),
        *([], {}, [1], {"a": 1}, [[]], [None], {"start": 1}),
    ]
)
_Path = tuple[str | int, ...]


@st.composite
def changed(draw: st.DrawFn, value: object) -> object:
    """The JSON value with one to three of the values in it taken out, repeated or replaced."""
    made = copy.deepcopy(value)
    for _ in range(draw(st.integers(1, 3))):
        places = list(_places(made, ()))
        if places:
            _change(draw, made, draw(st.sampled_from(places)))
    return made


def _places(value: object, path: _Path) -> Iterator[_Path]:
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from _places(one, (*path, key))


def _change(draw: st.DrawFn, value: object, path: _Path) -> None:
    *before, last = path
    for key in before:
        value = value[str(key)] if isinstance(value, dict) else _item(value, key)
    how = draw(st.sampled_from(("take out", "replace", "repeat")))
    if isinstance(value, dict):
        if how == "take out":
            del value[last]
        else:
            value[last] = copy.deepcopy(draw(_VALUES))
    elif isinstance(value, list) and isinstance(last, int):
        if how == "take out":
            del value[last]
        elif how == "repeat":
            value.append(copy.deepcopy(value[last]))
        else:
            value[last] = copy.deepcopy(draw(_VALUES))


def _item(value: object, number: str | int) -> object:
    assert isinstance(value, list)
    return value[int(number)]
