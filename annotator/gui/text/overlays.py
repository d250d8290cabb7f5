"""Overlays: how others read a place of the article, as it is shown over what the annotation says. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.tokens import Offsets


@dataclass(frozen=True, slots=True)
class Overlay:
    """A bracket under `[start, end)`; `pieces` if it is in several. Several may share a place."""

    start: int
    end: int
    tag: str
    """The key of the reading, or of all that share it: "A", "A B"."""
    tone: int = 0
    """Number of its colour and dashes, which no label has."""
    label: str = ""
    title: str = ""
    """Whose reading it is, for those who rest on it."""
    is_current: bool = False
    pieces: tuple[Offsets, ...] = ()

    @property
    def spans(self) -> tuple[Offsets, ...]:
        return self.pieces or ((self.start, self.end),)

    @property
    def said(self) -> str:
        """Tag, label and whose it is: “A: PERSON (Anna, Ben)”."""
        label = f": {self.label}" if self.label else ""
        return f"{self.tag}{label}" + (f" ({self.title})" if self.title else "")


def overlays_at(overlays: Iterable[Overlay], start: int, end: int) -> tuple[Overlay, ...]:
    """Those that touch `[start, end)`, or hold the place between two characters if it is empty."""
    return tuple(
        overlay
        for overlay in overlays
        if any(_touches(first, last, start, end) for first, last in overlay.spans)
    )


def _touches(first: int, last: int, start: int, end: int) -> bool:
    return first <= start <= last if start == end else first < end and start < last
