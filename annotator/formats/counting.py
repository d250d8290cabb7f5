"""How a file counts its offsets: code points, UTF-16 units, bytes, graphemes; found out by what it quotes."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
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


_LINE_END_WIDTHS = {"\r": 0, "\n": 2}
_UNEVEN_LETTERS = {Unit.CODE_POINTS: "", Unit.UTF16: "[\U00010000-\U0010ffff]", Unit.BYTES: r"[^\x00-\x7f]"}
_UNEVEN_LINE_ENDS = {LineEnd.AS_IT_IS: "", LineEnd.TWO: r"(?<!\r)\n", LineEnd.ONE: r"\r(?=\n)"}
# What counts other than one; where nothing does, a pattern that nothing matches.
_UNEVEN = {
    (unit, line_end): re.compile("|".join(filter(None, (letters, ends))) or r"(?!)")
    for (unit, letters), (line_end, ends) in product(_UNEVEN_LETTERS.items(), _UNEVEN_LINE_ENDS.items())
}


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
    place_of = _place_of(text, counting)
    length = len(text)

    def convert(start: int, end: int) -> Offsets | None:
        first, last = place_of(start), place_of(end + more)
        return (first, last) if 0 <= first < last <= length else None

    return convert


def _place_of(text: str, counting: Counting) -> Callable[[int], int]:
    """What turns a count into the code point that begins there, if there is one."""
    uneven = [*_uneven(text, counting)]
    if not uneven:
        return _same
    befores: list[int] = []
    moved = 0
    for start, end, width in uneven:
        befores.append(start + moved)
        moved += width - (end - start)

    def place(count: int) -> int:
        number = bisect_right(befores, count) - 1
        if number < 0:
            return count
        start, end, width = uneven[number]
        further = count - befores[number]
        # A CR that counts nothing goes with the LF after it.
        return start if further == 0 else _NO_PLACE if further < width else end + further - width

    return place


def _uneven(text: str, counting: Counting) -> Iterator[tuple[int, int, int]]:
    """Start and end of each character that counts other than its code points do, and how much it counts."""
    if counting.unit is Unit.GRAPHEMES:
        for match in _GRAPHEME.finditer(text):
            start, end = match.span()
            width = 2 if counting.line_end is LineEnd.TWO and match[0] == "\n" else 1
            if end - start != width:
                yield start, end, width
        return
    for found in _UNEVEN[counting.unit, counting.line_end].finditer(text):
        yield found.start(), found.end(), _width(found[0], counting.unit)


def _width(character: str, unit: Unit) -> int:
    """Of a character that is uneven."""
    if character in _LINE_END_WIDTHS:
        return _LINE_END_WIDTHS[character]
    if unit is Unit.UTF16:
        return 2
    code = ord(character)
    return 2 if code < 0x800 else 3 if code < 0x10000 else 4


def _same(count: int) -> int:
    return count


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
