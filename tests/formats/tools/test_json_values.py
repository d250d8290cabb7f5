"""What other tools' JSON holds is taken as the type it has to be, or refused with a sentence."""

from collections.abc import Callable

import pytest
from hypothesis import given
from pydantic import JsonValue

from annotator.formats.json_values import (
    Record,
    Unreadable,
    flag_of,
    id_of,
    id_or_none,
    int_of,
    int_or_none,
    list_of,
    list_or_empty,
    number_of,
    number_or_none,
    object_of,
    object_or_empty,
    objects_of,
    objects_or_empty,
    offsets_of,
    text_of,
    text_or_none,
    texts_of,
    texts_or_empty,
)
from tests.domain.generated import JSON

NEEDED = [text_of, id_of, int_of, number_of, list_of, object_of, objects_of, texts_of]
OPTIONAL = [
    *(text_or_none, id_or_none, int_or_none, number_or_none, flag_of),
    *(list_or_empty, object_or_empty, objects_or_empty, texts_or_empty),
]


@pytest.mark.parametrize("read", NEEDED)
@pytest.mark.parametrize("record", [{}, {"key": None}])
def test_what_has_to_be_there_and_is_not_is_refused_by_its_key(
    read: Callable[[Record, str], object], record: Record
) -> None:
    with pytest.raises(Unreadable) as refused:
        read(record, "key")
    assert refused.value.reason == "“key” is missing."


@pytest.mark.parametrize("read", OPTIONAL)
@pytest.mark.parametrize("record", [{}, {"key": None}])
def test_what_may_be_missing_is_nothing_where_it_is(
    read: Callable[[Record, str], object], record: Record
) -> None:
    assert not read(record, "key")


@pytest.mark.parametrize(
    ("read", "value", "taken"),
    [
        (text_of, "a", "a"),
        (text_of, "", ""),
        (id_of, "a", "a"),
        (id_of, 7, "7"),
        (id_of, 7.0, "7"),
        (id_or_none, "", None),
        (int_of, 3.0, 3),
        (int_of, -3, -3),
        (number_of, 3, 3.0),
        (flag_of, True, True),
        (flag_of, 0, False),
        (objects_of, [{"a": 1}], [{"a": 1}]),
        (texts_of, ["a"], ["a"]),
    ],
)
def test_values_are_taken_as_what_they_mean(
    read: Callable[[Record, str], object], value: JsonValue, taken: object
) -> None:
    assert read({"key": value}, "key") == taken


@pytest.mark.parametrize(
    ("read", "value", "reason"),
    [
        (text_of, 7, "“key” is not a text: 7."),
        (text_of, [1], "“key” is not a text: it is a list."),
        (id_of, "", "“key” is not an id: “”."),
        (id_of, True, "“key” is not an id: true."),
        (id_of, 1.5, "“key” is not a whole number: 1.5."),
        (int_of, True, "“key” is not a whole number: true."),
        (int_of, "7", "“key” is not a whole number: “7”."),
        (int_of, 10**40, "“key” is a number beyond 9,007,199,254,740,991."),
        (int_of, 1e300, "“key” is a number beyond 9,007,199,254,740,991."),
        (number_of, float("nan"), "“key” is a number without end."),
        (number_of, 10**400, "“key” is a number beyond 9,007,199,254,740,991."),
        (number_of, "x" * 50, f"“key” is not a number: “{'x' * 40}…”."),
        (flag_of, "yes", "“key” is not true or false: “yes”."),
        (flag_of, 10**40, "“key” is not true or false: a huge number."),
        (list_of, {"a": 1}, "“key” is not a list: it is an object."),
        (objects_of, [{}, 1], "“key: 2” is not an object with keys and values: 1."),
        (texts_of, ["a", None], "“key: 2” is not a text: null."),
    ],
)
def test_values_of_another_type_are_refused_as_they_stand(
    read: Callable[[Record, str], object], value: JsonValue, reason: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        read({"key": value}, "key")
    assert refused.value.reason == reason


def test_offsets_are_a_stretch_of_a_text() -> None:
    assert offsets_of({"start": 2, "end": 2.0}) == (2, 2)
    for start, end in ((-1, 2), (3, 2)):
        with pytest.raises(Unreadable, match=f"{start}-{end} is no stretch of a text"):
            offsets_of({"a": start, "b": end}, "a", "b")


@given(JSON)
def test_any_value_is_taken_or_refused_in_a_sentence(value: JsonValue) -> None:
    def reason(read: Callable[[Record, str], object]) -> str:
        try:
            read({"key": value}, "key")
        except Unreadable as refused:
            return refused.reason
        return "Taken."

    assert all(reason(read).endswith(".") for read in (*NEEDED, *OPTIONAL))
