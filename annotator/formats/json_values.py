"""What stands under a key of other tools' JSON as the type it has to be, or the sentence why it is not."""

from collections.abc import Mapping, Sequence
from math import isfinite

import orjson
from pydantic import JsonValue

from annotator.domain.tokens import Offsets

Record = Mapping[str, JsonValue]

LARGEST_INTEGER = (1 << 53) - 1
"""Beyond it JSON's numbers are not exact, and nothing that is counted gets there."""
_SHOWN = 40


class Unreadable(Exception):  # noqa: N818 - an answer about one record
    """Says in one sentence what is wrong with a record; whoever reads the record makes a refusal of it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def text_of(record: Record, key: str) -> str:
    """The text under the key."""
    value = record.get(key)
    if isinstance(value, str):
        return value
    raise _misfit(key, _present(record, key), "a text")


def text_or_none(record: Record, key: str) -> str | None:
    """The text under the key; None if the key is missing or null."""
    value = record.get(key)
    if value is None or isinstance(value, str):
        return value
    raise _misfit(key, value, "a text")


def id_of(record: Record, key: str) -> str:
    """The id under the key as text, which files give as text or as a whole number."""
    value = record.get(key)
    if isinstance(value, str) and value:
        return value
    if value == "" or isinstance(value, bool | list | dict):
        raise _misfit(key, value, "an id")
    return str(int_of(record, key))


def id_or_none(record: Record, key: str) -> str | None:
    """The id under the key as text; None if the key is missing, null or an empty text."""
    return None if record.get(key) in (None, "") else id_of(record, key)


def int_of(record: Record, key: str) -> int:
    """The whole number under the key; 3.0 is one too, for tables make such of it."""
    value = record.get(key)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise _misfit(key, _present(record, key), "a whole number")
    if abs(value) > LARGEST_INTEGER:
        raise Unreadable(f"“{key}” is a number beyond {LARGEST_INTEGER:,}.")
    return value


def int_or_none(record: Record, key: str) -> int | None:
    """The whole number under the key; None if the key is missing or null."""
    return None if record.get(key) is None else int_of(record, key)


def number_of(record: Record, key: str) -> float:
    """The number under the key, which is never NaN or infinite."""
    value = _present(record, key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _misfit(key, value, "a number")
    if isinstance(value, int) and abs(value) > LARGEST_INTEGER:
        raise Unreadable(f"“{key}” is a number beyond {LARGEST_INTEGER:,}.")
    if not isfinite(value):
        raise Unreadable(f"“{key}” is a number without end.")
    return float(value)


def number_or_none(record: Record, key: str) -> float | None:
    """The number under the key; None if the key is missing or null."""
    return None if record.get(key) is None else number_of(record, key)


def flag_of(record: Record, key: str) -> bool:
    """Whether the key says true (or 1); a missing key and null say false."""
    value = record.get(key)
    if value is None:
        return False
    if value not in (True, False):
        raise _misfit(key, value, "true or false")
    return bool(value)


def list_of(record: Record, key: str) -> Sequence[JsonValue]:
    """The list under the key."""
    value = record.get(key)
    if isinstance(value, list):
        return value
    raise _misfit(key, _present(record, key), "a list")


def list_or_empty(record: Record, key: str) -> Sequence[JsonValue]:
    """The list under the key; an empty one if the key is missing or null."""
    return () if record.get(key) is None else list_of(record, key)


def object_of(record: Record, key: str) -> Record:
    """The object under the key."""
    return as_object(_present(record, key), key)


def object_or_empty(record: Record, key: str) -> Record:
    """The object under the key; an empty one if the key is missing or null."""
    value = record.get(key)
    return {} if value is None else as_object(value, key)


def objects_of(record: Record, key: str) -> Sequence[Record]:
    """The list of objects under the key."""
    return [as_object(value, f"{key}: {number}") for number, value in enumerate(list_of(record, key), 1)]


def objects_or_empty(record: Record, key: str) -> Sequence[Record]:
    """The list of objects under the key; an empty one if the key is missing or null."""
    return () if record.get(key) is None else objects_of(record, key)


def texts_of(record: Record, key: str) -> Sequence[str]:
    """The list of texts under the key."""
    return [as_text(value, f"{key}: {number}") for number, value in enumerate(list_of(record, key), 1)]


def texts_or_empty(record: Record, key: str) -> Sequence[str]:
    """The list of texts under the key; an empty one if the key is missing or null."""
    return () if record.get(key) is None else texts_of(record, key)


def offsets_of(record: Record, start: str = "start", end: str = "end") -> Offsets:
    """The start and end under the two keys, in order and not negative, as the file counts them."""
    return as_offsets(int_of(record, start), int_of(record, end))


def as_offsets(start: int, end: int) -> Offsets:
    """The two as a stretch of a text, which does not begin before it nor end before it begins."""
    if not 0 <= start <= end:
        raise Unreadable(f"{start}-{end} is no stretch of a text.")
    return start, end


def as_object(value: JsonValue, where: str) -> Record:
    """The value, which stands at `where`, as an object."""
    if not isinstance(value, dict):
        raise _misfit(where, value, "an object with keys and values")
    return value


def as_text(value: JsonValue, where: str) -> str:
    """The value, which stands at `where`, as text."""
    if not isinstance(value, str):
        raise _misfit(where, value, "a text")
    return value


def _present(record: Record, key: str) -> JsonValue:
    value = record.get(key)
    if value is None:
        raise Unreadable(f"“{key}” is missing.")
    return value


def _misfit(where: str, value: JsonValue, wanted: str) -> Unreadable:
    return Unreadable(f"“{where}” is not {wanted}: {_shown(value)}.")


def _shown(value: JsonValue) -> str:
    """The value as it stands in the file, cut short; what is large is only named."""
    if isinstance(value, dict):
        return "it is an object"
    if isinstance(value, list):
        return "it is a list"
    if isinstance(value, str):
        return f"“{value}”" if len(value) <= _SHOWN else f"“{value[:_SHOWN]}…”"
    # Whole numbers of any size come out of JSON, orjson writes none beyond 64 bits.
    return f"{value:.6g}" if isinstance(value, float) else _plain(value)


def _plain(value: bool | int | None) -> str:
    if isinstance(value, int) and abs(value) > LARGEST_INTEGER:
        return "a huge number"
    return orjson.dumps(value).decode()
