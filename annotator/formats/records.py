"""One record of a file that holds many, or one value that may be no record."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue


@dataclass(frozen=True, slots=True)
class FoundValue:
    """A value of any kind and where in which file it stands."""

    file: str
    where: str
    value: JsonValue


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A record and where in which file it stands."""

    file: str
    where: str
    values: Mapping[str, JsonValue]
