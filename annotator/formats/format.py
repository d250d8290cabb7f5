"""What there is to say of a format."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """A format by name: what it is, and in one sentence each what it can hold and what it cannot."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    reads: bool
    writes: bool
    cannot_hold: str
    holds: str = ""
    is_of_people: bool = False
    """It puts side by side what people say about an article, so that nobody else's work is in it."""
