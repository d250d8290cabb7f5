"""Ids of a letter and a number, as mentions, entities and the like get them: m1, m2."""

import re
from collections.abc import Iterable

# Ids that came from elsewhere may have any number of digits; what is counted up to never reaches such.
_NUMBER = re.compile(r"[0-9]{1,15}")


def highest_number(letter: str, ids: Iterable[str]) -> int:
    """The highest number behind the letter, 0 where there is none."""
    numbers = (id_.removeprefix(letter) for id_ in ids if id_.startswith(letter))
    return max((int(number) for number in numbers if _NUMBER.fullmatch(number)), default=0)
