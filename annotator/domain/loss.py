"""What got lost on the way into or out of a format, as a value: named, so that nobody has to find out."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Loss:
    """Something of one article that a format, or the program, cannot hold, and why."""

    article: str
    what: str
    why: str
