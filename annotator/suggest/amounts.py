"""Amounts and dates by their words, for languages whose models know names alone."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import regex

from annotator.suggest.marks import Mark

_BEGIN = r"(?<![\p{L}\p{M}\p{N}])"
_END = r"(?![\p{L}\p{M}\p{N}])"
_SPACE = r"[^\S\n]+"
# Thousands are parted by a point, a comma or a space that three digits follow.
_DIGITS = r"\p{Nd}{1,3}(?:[.,٬\u00a0\u202f ]\p{Nd}{3}(?!\p{Nd}))+|\p{Nd}+(?:[.,٫]\p{Nd}+)?"
_YEAR = r"(?:1[5-9]|20)\d\d"


class Amounts:
    """Finds the amounts and dates of one language; `words` has those of each section of its file."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._pattern = regex.compile(_pattern(words), regex.IGNORECASE)

    def marks(self, text: str) -> Iterator[Mark]:
        """What is an amount or a date, in order."""
        for match in self._pattern.finditer(text):
            if match.lastgroup:
                yield Mark(*match.span(), match.lastgroup)


def amounts_for(folder: Path, language: str) -> Amounts | None:
    """The amounts of the language, if there is a file for it."""
    file = folder / f"{language}.txt"
    if not file.exists():
        return None
    words: dict[str, list[str]] = defaultdict(list)
    section = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line.strip() and not line.startswith("#"):
            words[section] += line.split(", ")
    return Amounts(words)


def _pattern(words: Mapping[str, Sequence[str]]) -> str:
    """One expression; of what begins at one place, the longer and more telling comes first."""
    scale = rf"(?:{_SPACE}{_any(words['scale'])}{_END})?"
    number = rf"(?:{_any(words['about'])}{_SPACE})?(?:{_any(words['number'])}{_END}|{_DIGITS}){scale}"
    link = rf"(?:{_any(words['link'])}[^\S\n]*)?"
    units = (
        rf"(?P<{label}>{number}[^\S\n]*{link}{_any(words[label])}{_END})"
        for label in ("PERCENT", "MONEY", "QUANTITY", "TIME", "DATE")
    )
    month = rf"{link}{_any(words['month'])}{_END}(?:{_SPACE}{link}{_YEAR}{_END})?"
    day = rf"\p{{Nd}}{{1,2}}(?:er|º|\.)?{_SPACE}{month}"
    which = rf"(?:{_SPACE}{_any(words['which'])}{_END})?"
    dates = (
        rf"(?P<DATE>{_any(words['weekday'])}{_END}(?:,?{_SPACE}{day}|{which}))",
        rf"(?P<DATE>{day}|{month}|{_any(words['date'])}{_END})",
    )
    year = rf"(?P<DATE>{_YEAR}(?![.,]?\p{{N}}){_END})"
    # Alone, the shortest number words are too often something else.
    alone = [word for word in words["number"] if len(word) > 3]
    cardinal = rf"(?P<CARDINAL>(?:{_any(words['about'])}{_SPACE})?(?:{_any(alone)}|{_DIGITS}){_END}{scale})"
    return rf"{_BEGIN}(?:{'|'.join((*units, *dates, year, cardinal))})"


def _any(words: Sequence[str]) -> str:
    """One of the words, the longest that fits; nothing at all where there are none."""
    escaped = (regex.escape(word).replace("'", "['’]") for word in sorted(words, key=len, reverse=True))
    return rf"(?:{'|'.join(escaped)})" if words else r"(?!)"
