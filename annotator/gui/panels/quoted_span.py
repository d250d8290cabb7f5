"""A span quoted in as much of the text around it as there is room for. Pure."""

from typing import NamedTuple

_ELLIPSIS = "…"
_OPENING, _CLOSING = "“«„‹", "”»“›"
_LEAST_AROUND = 12
"""Letters of the text on either side that are worth showing beside a long span."""


class QuotedSpan(NamedTuple):
    """White space is one space; what was cut off is an ellipsis."""

    before: str
    marked: str
    after: str


def quoted_span(before: str, marked: str, after: str, room: int) -> QuotedSpan:
    """The span in about so many letters of text, cut between words where there are any.

    A span that alone is longer loses its middle: where it begins and ends is what readings differ in.
    """
    before, marked, after = _one_line(before), " ".join(marked.split()), _one_line(after)
    marked = _without_middle(marked, max(2 * _LEAST_AROUND, room - 2 * _LEAST_AROUND))
    left = max(2 * _LEAST_AROUND, room - len(marked))
    # What the one side does not need is the other one's.
    for_before = max(left // 2, left - len(after))
    for_after = left - min(len(before), for_before)
    return QuotedSpan(_end_of(before, for_before), marked, _beginning_of(after, for_after))


def shortened(text: str, room: int) -> str:
    """The beginning of the text, in one line, if it is longer."""
    return _beginning_of(" ".join(text.split()), room)


def in_quotes(text: str) -> str:
    """The text in quotation marks, unless it comes in its own."""
    has_own = len(text) > 1 and text[0] in _OPENING and text[-1] in _CLOSING
    return text if has_own else f"“{text.removeprefix('“').removesuffix('”')}”"


def _one_line(text: str) -> str:
    """Spaces at the ends stay: there the span touches no word."""
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + words + (" " if text[-1].isspace() else "")


def _end_of(text: str, room: int) -> str:
    if len(text) <= room:
        return text.lstrip()
    kept = text[len(text) - room :]
    space = kept.find(" ", 0, len(kept) - 1)
    return _ELLIPSIS + kept[space + 1 :]


def _beginning_of(text: str, room: int) -> str:
    if len(text) <= room:
        return text.rstrip()
    kept = text[:room]
    space = kept.rfind(" ", 1)
    return (kept[:space] if space > 0 else kept) + _ELLIPSIS


def _without_middle(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    half = (room - 3) // 2
    return f"{_beginning_of(text, half)} {_end_of(text, half).removeprefix(_ELLIPSIS)}"
