"""Whether what stands in the scheme editor is a scheme, and if not, what is wrong in which field."""

from collections.abc import Mapping

from pydantic import JsonValue, ValidationError
from pydantic_core import ErrorDetails

from annotator.domain.scheme import Fault, FaultyScheme, Scheme

Plain = dict[str, JsonValue]

_SENTENCES = {
    "string_too_short": "This cannot be empty.",
    "missing": "This cannot be empty.",
    "too_short": "There has to be at least one.",
    "string_pattern_mismatch": "A colour is written like #0072b2.",
    "float_type": "This has to be a number.",
    "float_parsing": "This has to be a number.",
    "enum": "Choose one of the list.",
    "literal_error": "Choose one of the list.",
}


def plain_of(scheme: Scheme) -> Plain:
    """The scheme as the editor takes it apart."""
    return scheme.model_dump(mode="json")


def check(plain: Mapping[str, JsonValue]) -> tuple[Scheme | None, tuple[Fault, ...]]:
    """The scheme, or everything that keeps this from being one."""
    try:
        return Scheme.model_validate(plain), ()
    except ValidationError as error:
        found = tuple(fault for details in error.errors() for fault in _faults(details))
        return None, tuple(dict.fromkeys(found))


def next_version(version: str) -> str:
    """The version after this one: its last number counted up."""
    head = version.rstrip("0123456789")
    number = version[len(head) :]
    return f"{head}{int(number) + 1}" if number else f"{version}.1"


def _faults(error: ErrorDetails) -> tuple[Fault, ...]:
    if error["type"] == "value_error":
        faulty = error.get("ctx", {}).get("error")
        if isinstance(faulty, FaultyScheme):
            return tuple(((*error["loc"], *place), sentence) for place, sentence in faulty.faults)
    return ((error["loc"], _SENTENCES.get(error["type"], f"{error['msg']}.")),)
