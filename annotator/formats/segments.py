"""The parts of an article's text: title, dateline, paragraphs, subheadings, captions."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from annotator.domain.article import SegmentKind
from annotator.formats.dateline import dateline_alone, dateline_at_head


class Piece(NamedTuple):
    """A stretch of the text, `[start, end)`, and what it is."""

    kind: SegmentKind
    start: int
    end: int


_Block = tuple[int, int, bool]
"""Where a line starts and ends, or lines that were one before they were wrapped, and whether it is prose:
long, or ending as a sentence does."""

_LONGEST_TITLE = 200
_LONGEST_SHORT_LINE = 120
_LONGEST_QUESTION = 60
_LONGEST_CAPTION = 400
_LONGEST_CREDIT = 60
_SHORTEST_LONGEST_LINE = 40
_SHORTEST_WRAPPED = 0.6  # of the longest line of the paragraph

_STOPS = ".!?…؟。！？:;,،؛"
_QUESTION_MARKS = "?؟？"
_HEADLINE_ENDS = ("?", "؟", "？", "!", "！")
_CLOSING = "\"'”’»)]"
_MARKED = re.compile(r"(?P<mark>[-–—]{1,3}|\*{1,3}|={1,4}|_{1,2})\s*\S.*(?P=mark)|#{1,6}\s+\S.*")
_MARKS = "#*=_ "
_ORNAMENT = re.compile(r"[\W_]+")
_LIST_ITEM = re.compile(r"(?:[-–—•*·►▪]|\d{1,3}[.)])\s")
_CREDIT = r"(?:AFP|AP|Reuters|REUTERS|Getty(?:\s+Images)?|EPA|EFE|dpa|ANSA|Xinhua|Anadolu|TASS|Alamy)"
_CAPTION_HEAD = re.compile(
    r"(?:FILE(?:\s+PHOTO)?|(?:File\s+)?[Pp]hoto(?:\s+d[’']archives)?|Image|Picture|Caption|Foto|Imagen|Bild|"
    r"Légende|صورة|الصورة)\s*(?::|[–—-]\s)"
)
_CAPTION_TAIL = re.compile(
    rf"(?:\([Pp]hoto(?:\s+by\s+|\s*:\s*)[^()\n]+\)|(?:©|/)\s*{_CREDIT}(?:\s+Images)?)\.?$"
)


def segments(text: str, title: str | None = None) -> list[Piece]:
    """In order, none empty, none overlapping. `title` is what a record says: then no other line is one."""
    blocks = _blocks(text)
    last_prose = max((number for number, (_, _, is_prose) in enumerate(blocks) if is_prose), default=-1)
    pieces: list[Piece] = []
    if blocks and _is_title(text, blocks[0], last_prose, title):
        pieces.append(Piece(SegmentKind.TITLE, blocks[0][0], blocks[0][1]))
    has_begun = False
    for number in range(len(pieces), len(blocks)):
        start, end, _ = blocks[number]
        opening = [] if has_begun else _opening(text, blocks[number])
        if opening:
            pieces += opening
            has_begun = len(opening) > 1
            continue
        if end - start > _LONGEST_CAPTION:
            kind = SegmentKind.PARAGRAPH
        else:
            kind = _kind(text[start:end], blocks, number, last_prose, has_begun=has_begun)
        has_begun = has_begun or kind is SegmentKind.PARAGRAPH
        pieces.append(Piece(kind, start, end))
    return pieces


def _opening(text: str, block: _Block) -> list[Piece]:
    """A dateline of its own, or one and the paragraph it opens; nothing if the block has none."""
    start, end, is_prose = block
    alone = dateline_alone(text[start:end])
    if alone:
        return [Piece(SegmentKind.DATELINE, start, start + len(alone))]
    head = dateline_at_head(text, start, end) if is_prose else None
    if head is None:
        return []
    return [Piece(SegmentKind.DATELINE, start, head[0]), Piece(SegmentKind.PARAGRAPH, head[1], end)]


def _kind(
    line: str, blocks: Sequence[_Block], number: int, last_prose: int, *, has_begun: bool
) -> SegmentKind:
    if _is_caption(line):
        return SegmentKind.CAPTION
    if len(line) > _LONGEST_SHORT_LINE:
        return SegmentKind.PARAGRAPH
    if _ORNAMENT.fullmatch(line):
        return SegmentKind.OTHER
    if _MARKED.fullmatch(line):
        return SegmentKind.SUBHEADING
    if last_prose < 0 or _LIST_ITEM.match(line):
        return SegmentKind.PARAGRAPH
    is_prose = blocks[number][2] and not (line[-1] in _QUESTION_MARKS and len(line) <= _LONGEST_QUESTION)
    if has_begun and not is_prose and _is_between_prose(blocks, number):
        return SegmentKind.SUBHEADING
    if blocks[number][2] or (has_begun and number < last_prose):
        return SegmentKind.PARAGRAPH
    return SegmentKind.OTHER


def _is_caption(line: str) -> bool:
    if _CAPTION_HEAD.match(line):
        return True
    tail = line[-_LONGEST_CREDIT:]
    has_credit = "/" in tail or "©" in tail or ("(" in tail and "hoto" in tail)
    return has_credit and _CAPTION_TAIL.search(tail) is not None


def _is_between_prose(blocks: Sequence[_Block], number: int) -> bool:
    return blocks[number - 1][2] and number + 1 < len(blocks) and blocks[number + 1][2]


def _is_title(text: str, block: _Block, last_prose: int, title: str | None) -> bool:
    first = text[block[0] : block[1]]
    if title is not None:
        return _plain_title(first) == _plain_title(title)
    return (
        last_prose > 0
        and len(first) <= _LONGEST_TITLE
        and (first.rstrip(_CLOSING)[-1:] in _HEADLINE_ENDS or not block[2])
        and dateline_alone(first) is None
    )


def _plain_title(title: str) -> str:
    return " ".join(title.casefold().split()).strip(_MARKS)


def _blocks(text: str) -> list[_Block]:
    blocks: list[_Block] = []
    together: list[tuple[int, int]] = []
    offset = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            start = offset if bare is line else offset + len(line) - len(line.lstrip())
            together.append((start, start + len(bare)))
        elif together:
            blocks += _blocks_of(text, together)
            together = []
        offset += len(line) + 1
    return blocks + _blocks_of(text, together)


def _blocks_of(text: str, lines: list[tuple[int, int]]) -> list[_Block]:
    """Lines without a blank one between them are a paragraph each, unless one was wrapped into them."""
    if len(lines) > 1 and _is_wrapped(text, lines):
        lines = [(lines[0][0], lines[-1][1])]
    return [
        (start, end, end - start > _LONGEST_SHORT_LINE or _is_stopped(text[start:end]))
        for start, end in lines
    ]


def _is_wrapped(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    longest = max(end - start for start, end in lines)
    if not _SHORTEST_LONGEST_LINE <= longest <= _LONGEST_SHORT_LINE:
        return False
    before_last = lines[:-1]
    if any(end - start < _SHORTEST_WRAPPED * longest for start, end in before_last):
        return False
    if any(_LIST_ITEM.match(text, start) or _MARKED.match(text, start) for start, _ in lines):
        return False
    return sum(_is_stopped(text[start:end]) for start, end in before_last) * 2 < len(before_last)


def _is_stopped(line: str) -> bool:
    return line.rstrip(_CLOSING)[-1:] in _STOPS


def headline(text: str, pieces: Sequence[Piece]) -> str | None:
    """The title segment on one line, without marks around it."""
    title = _first(text, pieces, SegmentKind.TITLE)
    return " ".join(line.strip() for line in title.split("\n")).strip(_MARKS) or None if title else None


def dateline(text: str, pieces: Sequence[Piece]) -> str | None:
    return _first(text, pieces, SegmentKind.DATELINE)


def _first(text: str, pieces: Sequence[Piece], kind: SegmentKind) -> str | None:
    return next((text[start:end] for found, start, end in pieces if found is kind), None)
