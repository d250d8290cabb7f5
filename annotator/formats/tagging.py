"""Tags on tokens: which of them make a mention in any of the usual schemes, and the tags for mentions."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from annotator.formats.writer import Tagging

OUTSIDE = "O"
UNTYPED = "MENTION"
"""The label of tags that say where mentions are and not what."""

_TAG = re.compile(r"([BIMELSUW])(?:[-_](\S(?:.*\S)?))?")
_BETWEEN = re.compile(r"[|\s]+")
_BEGIN, _INSIDE, _END, _SINGLE = "B", "IM", "EL", "SUW"
_MOST_NESTED = 50
_WORST = 0.1
"""Of the mentions of a file, how many may break the rules of its scheme before that is in doubt."""


class Tag(NamedTuple):
    """What one tag says: its letter, and the label, which is empty where tags have none."""

    letter: str
    label: str


class TaggedSpan(NamedTuple):
    """From the first to the last token of it, counted from 0, both inside."""

    first: int
    last: int
    label: str


Pair = tuple[str, str]
"""Two cells of a column one after another; "" is the beginning or the end of a sentence."""


@lru_cache(maxsize=1 << 14)
def tags_of(cell: str) -> tuple[Tag, ...] | None:
    """The tags in a cell, several where mentions nest (“B-PER|B-OCC”); none for O; None if it is no tag."""
    if cell == OUTSIDE:
        return ()
    parts = [part for part in _BETWEEN.split(cell) if part != OUTSIDE]
    matches = [_TAG.fullmatch(part) for part in parts]
    if len(parts) > _MOST_NESTED:
        return None
    if not parts or None in matches:
        matches = [_TAG.fullmatch(cell)]
    if None in matches:
        return None
    return tuple(Tag(match[1], match[2] or "") for match in matches if match is not None)


class Decoder:
    """Finds mentions in the tags of a sentence, by the one reading that all schemes have in common.

    A mention begins where its tag says so or where nothing of its label is open, and ends where its tag says
    so or where its label stops. `says_inside` makes labels without letters stand for the inside of a mention.
    """

    def __init__(self, *, says_inside: bool = False) -> None:
        self._says_inside = says_inside

    def tags(self, cell: str) -> tuple[Tag, ...]:
        """The tags in the cell; raises ValueError if there are none in it."""
        tags = tags_of(cell)
        if self._says_inside and not tags and cell != OUTSIDE:
            return (Tag("I", cell),)
        if tags is None:
            raise ValueError(cell)
        return tags

    def spans(self, cells: Sequence[str]) -> list[TaggedSpan]:
        """The mentions in order of their beginnings, longest first; raises ValueError at what is no tag."""
        found: list[TaggedSpan] = []
        still_open: list[TaggedSpan] = []
        for index, cell in enumerate(cells):
            if cell == OUTSIDE and not still_open:
                continue
            going_on: list[TaggedSpan] = []
            for letter, label in self.tags(cell):
                span = None if letter in _BEGIN or letter in _SINGLE else _taken(still_open, label)
                span = TaggedSpan(index if span is None else span.first, index, label)
                (found if letter in _END or letter in _SINGLE else going_on).append(span)
            found += still_open
            still_open = going_on
        return sorted(found + still_open, key=lambda span: (span.first, -span.last))


def _taken(still_open: list[TaggedSpan], label: str) -> TaggedSpan | None:
    """The outermost open mention of the label, which is no longer among them then."""
    for index, span in enumerate(still_open):
        if span.label == label:
            return still_open.pop(index)
    return None


def letters_of(pairs: Mapping[Pair, int]) -> frozenset[str]:
    """The letters whose rules hold in a column, from its cells by twos.

    B has rules only where it opens mentions: in some files (IOB1) it merely parts a mention from the one
    before it, and I opens the others.
    """
    letters = frozenset(tag.letter for _, cell in pairs for tag in tags_of(cell) or ())
    if letters & set(_END + _SINGLE) or any(_opens(pair) for pair in pairs):
        return letters
    return letters - set(_BEGIN)


def doubt(pairs: Mapping[Pair, int]) -> str | None:
    """Why a column's tags cannot be trusted, from its cells by twos; None where one scheme explains them."""
    letters = letters_of(pairs)
    for alike in (_INSIDE, _END, _SINGLE):
        both = sorted(letters & set(alike))
        if len(both) > 1:
            return f"Its tags mix the letters {' and '.join(both)}, which mean the same in different schemes."
    labels = {bool(tag.label) for _, cell in pairs for tag in tags_of(cell) or ()}
    if len(labels) > 1:
        return "Some of its tags name a label and some do not."
    if not letters & set(_END + _SINGLE):
        # With B and I alone the schemes differ in where a B has to be, and never in where mentions are.
        return None
    return _too_often_broken(pairs, letters)


def _too_often_broken(pairs: Mapping[Pair, int], letters: frozenset[str]) -> str | None:
    mentions = sum(
        number
        for (_, cell), number in pairs.items()
        for tag in tags_of(cell) or ()
        if tag.letter in _BEGIN + _SINGLE
    )
    broken = Counter({pair: number for pair, number in pairs.items() if breaks(pair, letters)})
    if broken.total() <= mentions * _WORST:
        return None
    (before, after), _ = broken.most_common(1)[0]
    return (
        f"Its tags fit no scheme: {before or 'the beginning of a sentence'} is followed by "
        f"{after or 'the end of a sentence'}."
    )


def broken(cells: Sequence[str], letters: frozenset[str]) -> Iterator[int]:
    """The tokens at which a mention goes on that has not begun, or stops without its end."""
    for index, pair in enumerate(pairs_of(cells)):
        if pair[0] != pair[1] and breaks(pair, letters):
            yield min(index, len(cells) - 1)


def breaks(pair: Pair, letters: frozenset[str]) -> bool:
    """Whether a mention goes on between these two that has not begun, or stops without its end."""
    before, after = _labels(pair[0], _BEGIN + _INSIDE), _labels(pair[1], _INSIDE + _END)
    if before == after:
        return False
    if after - before and letters & set(_BEGIN):
        return True
    # Where no letter is for single tokens, a B by itself is one.
    ends = before if letters & set(_SINGLE) else _labels(pair[0], _INSIDE)
    return bool(ends - after and letters & set(_END))


def _opens(pair: Pair) -> bool:
    """Whether a B stands where no mention of its label goes before it."""
    return bool(_labels(pair[1], _BEGIN) - _labels(pair[0], _BEGIN + _INSIDE))


@lru_cache(maxsize=1 << 14)
def _labels(cell: str, letters: str) -> frozenset[str]:
    """The labels of the tags with these letters."""
    return frozenset(tag.label for tag in tags_of(cell) or () if tag.letter in letters)


def pairs_of(cells: Sequence[str]) -> Iterator[Pair]:
    """The cells of a sentence by twos, from its beginning to its end."""
    return zip(("", *cells), (*cells, ""), strict=True)


def tags_for(length: int, spans: Iterable[TaggedSpan], tagging: Tagging) -> list[str]:
    """A tag for each of so many tokens; the spans must not overlap."""
    tags = [OUTSIDE] * length
    for first, last, label in spans:
        tags[first : last + 1] = [f"I-{label}"] * (last + 1 - first)
        tags[first] = f"B-{label}"
        if tagging is Tagging.BIOES:
            tags[last] = f"E-{label}" if last > first else f"S-{label}"
    return tags
