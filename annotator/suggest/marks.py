"""A mark: a stretch of text somebody or something proposes as a mention, on its way to becoming one."""

from enum import IntEnum
from typing import NamedTuple

NAMES = frozenset(
    ("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "MISC", "PLACE")
)
"""Labels of things that have names; MISC is some models’ own, PLACE is a GPE or a LOC."""


class Evidence(IntEnum):
    """What a mark rests on, weakest first."""

    MODEL = 0
    CONTEXT = 1
    LIST = 2
    PATTERN = 3


class Mark(NamedTuple):
    """`canonical` is the name under which a list knows it, None where no list does."""

    start: int
    end: int
    label: str
    evidence: Evidence = Evidence.MODEL
    canonical: str | None = None
