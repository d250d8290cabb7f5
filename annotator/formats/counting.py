"""How a file counts its offsets: code points, UTF-16 units, bytes, graphemes; found out by what it quotes."""

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from operator import itemgetter
from typing import Protocol

import regex

from annotator.domain.tokens import Offsets, tokens

_GRAPHEME = regex.compile(r"\X")
_SPACE = regex.compile(r"\s+")
_NO_PLACE = -1
ONLY_SPACES_DIFFER = "quotes differ from the text in white space"
_FEWEST_CUT = 3
"""Spans without quotes that it takes to believe that ends are inclusive, or that bytes or graphemes count."""


class Unit(StrEnum):
    CODE_POINTS = "code points"
    UTF16 = "UTF-16 units"
    BYTES = "bytes of UTF-8"
    GRAPHEMES = "graphemes"


class LineEnd(StrEnum):
    """What a line end counts as, where that is not what stands in the text."""

    AS_IT_IS = "as it is"
    TWO = "every line end as two"
    ONE = "CR and LF together as one"


@dataclass(frozen=True, slots=True)
class Counting:
    """A way to count: what is counted, what a line end is, and whether an end is the last one inside."""

    unit: Unit = Unit.CODE_POINTS
    line_end: LineEnd = LineEnd.AS_IT_IS
    is_inclusive: bool = False

    def __str__(self) -> str:
        parts = [self.unit.value]
        if self.line_end is not LineEnd.AS_IT_IS:
            parts.append(self.line_end.value)
        if self.is_inclusive:
            parts.append("the end the last one inside")
        return ", ".join(parts)


CODE_POINTS = Counting()
UTF16 = Counting(Unit.UTF16)
_ALL = tuple(
    Counting(unit, line_end, is_inclusive)
    for is_inclusive, line_end, unit in product((False, True), LineEnd, Unit)
)


class Claim(Protocol):
    """Stretches of a text as a file counts them, and what it says stands there."""

    @property
    def pieces(self) -> tuple[Offsets, ...]: ...
    @property
    def quote(self) -> str | None: ...


Converter = Callable[[int, int], Offsets | None]
"""From a file's start and end to half-open code points; None where that is no stretch of the text."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A counting that makes every span fit, and what speaks for it where it is not the usual one."""

    counting: Counting
    converter: Converter
    because: str = ""


def find_counting(
    text: str, claims: Sequence[Claim], usual: Counting, known: Iterable[Counting] = ()
) -> Counted | str:
    """How the offsets of a record count, or the sentence that says why they cannot be trusted.

    The usual counting is tried first, then those `known` from the same file, then all others. Quotes decide;
    letters may differ from the text in white space and composition, but not otherwise. Where nothing is
    quoted, a counting other than the usual one is believed only if that one cuts words and the other never.
    """
    if not claims:
        return Counted(usual, converter(text, usual))
    quoted = any(claim.quote is not None for claim in claims)
    for exactly in (True, False) if quoted else (True,):
        for counting in dict.fromkeys((usual, *known, *_countings_that_differ(text))):
            if counting.is_inclusive and not quoted and len(claims) < _FEWEST_CUT:
                continue
            convert = converter(text, counting)
            if all(_fits(text, claim, convert, exactly=exactly) for claim in claims):
                if not quoted and counting == usual:
                    return _without_quotes(text, claims, Counted(counting, convert))
                return Counted(counting, convert, _because(counting, usual, exactly=exactly, quoted=quoted))
    return _misfit(text, claims, converter(text, usual))


def converter(text: str, counting: Counting) -> Converter:
    """What turns offsets counted that way into code points of the text."""
    more = 1 if counting.is_inclusive else 0
    places = _places(text, counting)
    length = len(text)

    def convert(start: int, end: int) -> Offsets | None:
        if places is None:
            first, last = start, end + more
        else:
            first, last = places.get(start, _NO_PLACE), places.get(end + more, _NO_PLACE)
        return (first, last) if 0 <= first < last <= length else None

    return convert


def _places(text: str, counting: Counting) -> Mapping[int, int] | None:
    """The code point at each offset that a character begins at; None where both are the same."""
    if _counts_as_python_does(text, counting):
        return None
    places: dict[int, int] = {}
    count = 0
    for place, width in _widths(text, counting):
        # Of those at the same offset the first: a CR that counts nothing goes with the LF after it.
        places.setdefault(count, place)
        count += width
    places.setdefault(count, len(text))
    return places


def _counts_as_python_does(text: str, counting: Counting) -> bool:
    if counting.unit is not Unit.CODE_POINTS and not text.isascii():
        return False
    if counting.unit is Unit.GRAPHEMES and "\r\n" in text:
        # One grapheme.
        return False
    return counting.line_end is LineEnd.AS_IT_IS or not _has_line_ends(text, counting.line_end)


def _has_line_ends(text: str, line_end: LineEnd) -> bool:
    return "\n" in text if line_end is LineEnd.TWO else "\r\n" in text


def _widths(text: str, counting: Counting) -> Iterator[Offsets]:
    """Each character's first code point and how much it counts."""
    if counting.unit is Unit.GRAPHEMES:
        for match in _GRAPHEME.finditer(text):
            yield match.start(), _line_end(text, match.start(), counting.line_end) or 1
        return
    for place, character in enumerate(text):
        width = _line_end(text, place, counting.line_end)
        if width is None:
            width = _width(character, counting.unit)
        yield place, width


def _line_end(text: str, place: int, line_end: LineEnd) -> int | None:
    """What the character counts if it is of a line end that counts otherwise; else None."""
    if line_end is LineEnd.ONE and text.startswith("\r\n", place):
        return 0
    if line_end is LineEnd.TWO and text[place] == "\n" and text[place - 1 : place] != "\r":
        return 2
    return None


def _width(character: str, unit: Unit) -> int:
    code = ord(character)
    if unit is Unit.UTF16:
        return 2 if code > 0xFFFF else 1
    if unit is Unit.BYTES:
        return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
    return 1


def _countings_that_differ(text: str) -> Iterator[Counting]:
    """Those that give other offsets in this text than the ones before them."""
    is_ascii, has_crlf, has_lf = text.isascii(), "\r\n" in text, "\n" in text
    for counting in _ALL:
        if is_ascii and counting.unit not in (Unit.CODE_POINTS, *((Unit.GRAPHEMES,) if has_crlf else ())):
            continue
        if counting.line_end is LineEnd.ONE and not has_crlf:
            continue
        if counting.line_end is LineEnd.TWO and not has_lf:
            continue
        yield counting


def _fits(text: str, claim: Claim, convert: Converter, *, exactly: bool) -> bool:
    slices = []
    for start, end in claim.pieces:
        offsets = convert(start, end)
        if offsets is None:
            return False
        slices.append(text[offsets[0] : offsets[1]])
    if claim.quote is None or claim.quote == " ".join(slices):
        return True
    return not exactly and _plain(" ".join(slices)) == _plain(claim.quote)


def _plain(text: str) -> str:
    """Each white space one space; some tools write a line end in a quote as a backslash and an n."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text.replace("\\n", "\n")))


def _because(counting: Counting, usual: Counting, *, exactly: bool, quoted: bool) -> str:
    if counting == usual:
        return "" if exactly else ONLY_SPACES_DIFFER
    if not quoted:
        return "otherwise some lie outside of the text or inside a character"
    return "then every quote is what stands there" + ("" if exactly else ", but for white space")


def _without_quotes(text: str, claims: Sequence[Claim], usual: Counted) -> Counted:
    """The usual counting, unless it cuts words where another one never does."""
    cut = _cut(text, claims, usual.converter, _is_inside)
    if not cut:
        return usual
    for counting in _countings_that_differ(text):
        is_rare = counting.is_inclusive or counting.unit in (Unit.BYTES, Unit.GRAPHEMES)
        if counting == usual.counting or (is_rare and len(cut) < _FEWEST_CUT):
            continue
        convert = converter(text, counting)
        if all(_fits(text, claim, convert, exactly=True) for claim in claims) and not _cut(
            text, claims, convert, _is_elsewhere
        ):
            return Counted(counting, convert, "then they begin and end where words do")
    return usual


def _cut(
    text: str,
    claims: Sequence[Claim],
    convert: Converter,
    is_cut: Callable[[Sequence[Offsets], Offsets], bool],
) -> list[Offsets]:
    """The stretches that cut words."""
    words = tokens(text)
    return [
        offsets
        for claim in claims
        for piece in claim.pieces
        if (offsets := convert(*piece)) and is_cut(words, offsets)
    ]


def _is_inside(words: Sequence[Offsets], offsets: Offsets) -> bool:
    """Whether it begins or ends inside of a word; white space at its edges is often marked along with one."""
    for edge in offsets:
        before = bisect_left(words, edge, key=itemgetter(0)) - 1
        if before >= 0 and edge < words[before][1]:
            return True
    return False


def _is_elsewhere(words: Sequence[Offsets], offsets: Offsets) -> bool:
    """Whether it does not begin and end exactly where words do."""
    start, end = offsets
    first, last = bisect_left(words, start, key=itemgetter(0)), bisect_left(words, end, key=itemgetter(1))
    return first == len(words) or words[first][0] != start or last == len(words) or words[last][1] != end


def _misfit(text: str, claims: Sequence[Claim], convert: Converter) -> str:
    """The first that does not fit by the usual counting, in a sentence."""
    for claim in claims:
        if _fits(text, claim, convert, exactly=False):
            continue
        start, end = claim.pieces[0][0], claim.pieces[-1][1]
        offsets = convert(start, end)
        if offsets is None:
            length = f"{len(text):,} characters"
            return f"There is nothing at {start}-{end} of a text of {length}, however one counts."
        stands = text[offsets[0] : offsets[1]]
        return (
            f"“{_short(claim.quote or '')}” is said to stand at {start}-{end}, where the text has "
            f"“{_short(stands)}”, however one counts."
        )
    return "Its offsets fit the text in no one way of counting."


def _short(quote: str) -> str:
    quote = " ".join(quote.split())
    return quote if len(quote) <= 60 else f"{quote[:59]}…"
