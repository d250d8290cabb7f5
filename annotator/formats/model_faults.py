"""Pydantic's errors in words for people who never heard of pydantic."""

from collections.abc import Mapping, Sequence

from pydantic_core import ErrorDetails, to_json

from annotator.domain.scheme import COLOUR
from annotator.formats.row_shape import SHA256

_WANTED: Mapping[str, str] = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a finite number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "an object",
    "model_type": "an object",
    "string_too_short": "text that is not empty",
}
_LIKE: Mapping[str, str] = {SHA256: "a SHA-256 in hexadecimal", COLOUR: "a colour such as #0072b2"}


def wanted(error: ErrorDetails) -> str:
    """What the value should have been."""
    ctx = error.get("ctx", {})
    match error["type"]:
        case "enum" | "literal_error":
            expected = str(ctx["expected"]).replace("'", "")
            return f"one of {expected}" if " or " in expected else expected
        case "greater_than_equal":
            return f"{ctx['ge']} or more"
        case "string_pattern_mismatch":
            return _LIKE[ctx["pattern"]]
        case "too_short":
            return f"a list of {ctx['min_length']} or more"
        case "too_long":
            return f"a list of {ctx['max_length']} or less"
        case kind:
            return _WANTED.get(kind, f"something else: {error['msg']}")


def is_echo(error: ErrorDetails) -> bool:
    """Whether a list is called too short only because pydantic did not count its faulty items."""
    return error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]


def shown(value: object) -> str:
    """A value short enough to stand in a sentence."""
    match value:
        case dict():
            return "an object"
        case list():
            return f"a list of {len(value)}"
        case str():
            return f"“{shortened(value)}”"
        case _:
            return to_json(value).decode()


def shortened(text: str) -> str:
    """The beginning of a text, with what nobody can see written as an escape."""
    head = text if len(text) <= 40 else f"{text[:39]}…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in head)


def listed(names: Sequence[str]) -> str:
    """ "“a”, “b” and “c”"."""
    quoted = [f"“{name}”" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
