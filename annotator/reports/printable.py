"""Text as a page can hold it, whatever stands in a name or an article."""

import regex

# HTML and XML have no way to write these, and UTF-8 has none for halves of surrogate pairs.
_CANNOT_BE_WRITTEN = regex.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_INSTEAD = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """The text with a replacement character, one for one, for what no page can hold."""
    return _CANNOT_BE_WRITTEN.sub(_INSTEAD, text)


def shortened(text: str, letters: int) -> str:
    """The text on one line, cut with an ellipsis where it is longer than so many code points."""
    words = " ".join(printable(text).split())
    return words if len(words) <= letters else f"{words[: letters - 1].rstrip()}…"
