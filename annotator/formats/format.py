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
    takes: tuple[str, ...] = ()
    """Which of a writer’s options make a difference to it: tagging, context."""
    is_folder: bool = False
    """It is written as a folder of files, or a zip archive of them."""
    has_own_tokens: bool = False
    """It holds tokens, the program’s or those the article came with: whoever trains makes no others."""
    is_of_people: bool = False
    """It puts side by side what people say about an article, so that nobody else's work is in it."""
