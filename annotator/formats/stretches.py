"""The stretches of an article that trainers get as rows: paragraphs or sentences; none cuts a mention."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

import orjson

from annotator.domain.records import StoredArticle
from annotator.formats.stored_json import JsonSpan

S = TypeVar("S", bound=JsonSpan)

_LINE_END = re.compile("\n")
# What tokens never begin with; str.strip would take more, and tokens with it.
_WHITE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


class Stretch(NamedTuple, Generic[S]):
    """From start to end without white space at its edges, and the spans inside."""

    start: int
    end: int
    spans: list[S]


def paragraph_starts(article: StoredArticle) -> Sequence[int]:
    """Where paragraphs, titles and the like begin, and what stands between them."""
    segments: list[JsonSpan] = orjson.loads(article.segments)
    if segments:
        return sorted({offset for one in segments for offset in (one["start"], one["end"])})
    return [match.end() for match in _LINE_END.finditer(article.text)]


def stretches(text: str, starts: Iterable[int], spans: Sequence[S]) -> Iterator[Stretch[S]]:
    """The text cut at these places, but for places inside of a span; stretches of white space are left out.

    The spans have to be in order of their starts. One that holds the white space at an edge widens the
    stretch.
    """
    cuts = [0, *_uncrossed(sorted({start for start in starts if 0 < start < len(text)}), spans), len(text)]
    reached = 0
    for start, end in pairwise(cuts):
        inside: list[S] = []
        while reached < len(spans) and spans[reached]["start"] < end:
            inside.append(spans[reached])
            reached += 1
        piece = text[start:end]
        bare = piece.strip(_WHITE)
        if not bare and not inside:
            continue
        first = start + len(piece) - len(piece.lstrip(_WHITE)) if bare else end
        last = first + len(bare)
        if not bare:
            last = start
        for span in inside:
            first, last = min(first, span["start"]), max(last, span["end"])
        yield Stretch(first, last, inside)


def _uncrossed(cuts: list[int], spans: Iterable[JsonSpan]) -> list[int]:
    crossed: set[int] = set()
    for span in spans:
        crossed.update(cuts[bisect_right(cuts, span["start"]) : bisect_right(cuts, span["end"] - 1)])
    return [cut for cut in cuts if cut not in crossed] if crossed else cuts
