"""The lines of brat's standoff files as values, and names as brat allows them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.tokens import Offsets
from annotator.formats.json_values import Unreadable, as_offsets


@dataclass(frozen=True, slots=True)
class TextBound:
    """`T1 Person 0 4;9 13 Mira`: a type and a span in pieces, as the file counts."""

    id: str
    type: str
    pieces: tuple[Offsets, ...]
    quote: str | None


@dataclass(frozen=True, slots=True)
class Relation:
    """`R1 opposes Arg1:T1 Arg2:T2`."""

    id: str
    type: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Event:
    """`E1 Attack:T3 Agent:T1 Target:E2`: what triggers it and who has which role."""

    id: str
    type: str
    trigger: str
    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Equivalence:
    """`* Coref T1 T4 T7`."""

    type: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attribute:
    """`A1 Polarity T1 Negative`, or without a value."""

    id: str
    name: str
    target: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Normalisation:
    """`N1 Reference T1 Wikidata:Q76 Barack Obama`."""

    target: str
    reference: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Remark:
    """`#1 AnnotatorNotes T1 free text`."""

    type: str
    target: str
    text: str


Meaning = TextBound | Relation | Event | Equivalence | Attribute | Normalisation | Remark


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands and what it means; None where that is nothing known."""

    text: str
    meaning: Meaning | None


_NUMBERS = r"\d{1,15} +\d{1,15}"
_TEXT_BOUND = re.compile(
    rf"(T[^\t]*)\t(\S[^\t]*?) +({_NUMBERS}(?: *; *{_NUMBERS})*) *(?:\t([^\t]*)(?:\t.*)?)?"
)
_RELATION = re.compile(r"(R[^\t]*)\t(\S+)\s+[^\s:]+:(\S+)\s+[^\s:]+:(\S+)\s*")
_EVENT = re.compile(r"(E[^\t]*)\t(\S+):(\S+)((?:\s+[^\s:]+:\S+)*)\s*")
_EQUIVALENCE = re.compile(r"\*\s(\S+)((?:\s+\S+)+)\s*")
_ATTRIBUTE = re.compile(r"([AM][^\t]*)\t(\S+)\s+(\S+)(?:\s+(\S.*?))?\s*")
_NORMALISATION = re.compile(r"N[^\t]*\t\S+ +(\S+) +(\S[^\t]*?) *(?:\t(.*))?")
_BIONLP_NORMALISATION = re.compile(
    r"N[^\t]*\t\S+ +(?:Annotation:(?P<a>\S+) +Referent:(?P<r>\S+)"
    r"|Referent:(?P<r2>\S+) +Annotation:(?P<a2>\S+))\s*"
)
_REMARK = re.compile(r"#[^\t]*\t(\S+) +(\S+) *(?:\t(.*))?")


def brat_lines(content: str) -> Iterator[Line]:
    """The lines that are not blank; raises Unreadable at a text-bound annotation whose span is none."""
    for number, line in enumerate(content.split("\n"), 1):
        text = line.removesuffix("\r")
        if text.strip():
            try:
                yield Line(text, _meaning(text))
            except Unreadable as wrong:
                raise Unreadable(f"Line {number}: {wrong.reason}") from None


def _meaning(line: str) -> Meaning | None:
    read = _READERS.get(line[0])
    return None if read is None else read(line)


def _text_bound(line: str) -> TextBound:
    match = _TEXT_BOUND.fullmatch(line)
    if match is None:
        raise Unreadable(f"“{' '.join(line.split())[:40]}” has no type, start and end.")
    id_, type_, spans, quote = match.groups()
    pieces = []
    for span in spans.split(";"):
        start, end = map(int, span.split())
        pieces.append(as_offsets(start, end))
    return TextBound(id_, type_, tuple(pieces), quote or None)


def _relation(line: str) -> Relation | None:
    match = _RELATION.fullmatch(line)
    return None if match is None else Relation(*match.groups())


def _event(line: str) -> Event | None:
    match = _EVENT.fullmatch(line)
    if match is None:
        return None
    roles = (part.partition(":") for part in match[4].split())
    return Event(match[1], match[2], match[3], tuple((role, id_) for role, _, id_ in roles))


def _equivalence(line: str) -> Equivalence | None:
    match = _EQUIVALENCE.fullmatch(line)
    return None if match is None else Equivalence(match[1], tuple(match[2].split()))


def _attribute(line: str) -> Attribute | None:
    match = _ATTRIBUTE.fullmatch(line)
    return None if match is None else Attribute(match[1], match[2], match[3], match[4])


def _normalisation(line: str) -> Normalisation | None:
    match = _BIONLP_NORMALISATION.fullmatch(line)
    if match is not None:
        return Normalisation(match["a"] or match["a2"], match["r"] or match["r2"], None)
    match = _NORMALISATION.fullmatch(line)
    return None if match is None else Normalisation(match[1], match[2], (match[3] or "").strip() or None)


def _remark(line: str) -> Remark | None:
    match = _REMARK.fullmatch(line)
    return None if match is None else Remark(match[1], match[2], match[3] or "")


_READERS = {
    "T": _text_bound,
    "R": _relation,
    "E": _event,
    "*": _equivalence,
    "A": _attribute,
    "M": _attribute,
    "N": _normalisation,
    "#": _remark,
}


_BREAKS = frozenset("\n\r\t")
_NOT_ALLOWED = re.compile(r"[^A-Za-z0-9_-]|_(?=x)")
_ESCAPED = re.compile(r"_x([0-9a-f]{1,6})_")
_LAST_CHARACTER, _SURROGATES = 0x10FFFF, range(0xD800, 0xE000)


def brat_name(name: str) -> str:
    """The name in the characters that brat allows in types; `name_in` finds it again."""
    return _NOT_ALLOWED.sub(lambda match: f"_x{ord(match[0]):x}_", name)


def name_in(type_: str) -> str:
    """The name that was written as a type."""
    return _ESCAPED.sub(_character, type_)


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if code > _LAST_CHARACTER or code in _SURROGATES else chr(code)


def joined(text: str, pieces: Sequence[Offsets]) -> tuple[Offsets, ...]:
    """The pieces without the cuts that brat makes where lines end in a span, which are no gaps."""
    together = [pieces[0]]
    for start, end in pieces[1:]:
        between = text[together[-1][1] : start]
        if start == together[-1][1] or (_BREAKS & set(between) and not between.strip()):
            together[-1] = together[-1][0], end
        else:
            together.append((start, end))
    return tuple(together)


def text_bounds(lines: Iterable[Line]) -> list[TextBound]:
    """The spans among the lines; raises Unreadable where two have one id."""
    found: dict[str, TextBound] = {}
    for line in lines:
        if isinstance(line.meaning, TextBound):
            if line.meaning.id in found:
                raise Unreadable(f"Two of its spans have the id {line.meaning.id}.")
            found[line.meaning.id] = line.meaning
    return list(found.values())
