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


# None of these can be led astray by long lines: parts that may be long are cut by hand.
_NUMBER = re.compile(r"[0-9]{1,15}")
_PAIR = re.compile(r"([^\s:]+):(\S+)")
_USUAL_SPAN = re.compile(r"([^\s;]{1,200}) ([0-9]{1,15}) ([0-9]{1,15})")
_BIONLP_NORMALISATION = re.compile(
    r"\S+ +(?:Annotation:(?P<a>\S+) +Referent:(?P<r>\S+)|Referent:(?P<r2>\S+) +Annotation:(?P<a2>\S+))"
)


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
    id_, _, rest = line.partition("\t")
    return None if read is None or not rest else read(id_, rest)


def _text_bound(id_: str, rest: str) -> TextBound:
    data, _, quoted = rest.partition("\t")
    usual = _USUAL_SPAN.fullmatch(data)
    if usual is not None and "\t" not in quoted:
        return TextBound(id_, usual[1], (as_offsets(int(usual[2]), int(usual[3])),), quoted or None)
    words = data.replace(";", " ; ").split()
    pieces: list[Offsets] = []
    while len(words) > _TWO and all(map(_NUMBER.fullmatch, words[-2:])):
        pieces.append(as_offsets(int(words[-2]), int(words[-1])))
        del words[-2:]
        if words[-1] != ";":
            break
        words.pop()
    if not pieces or ";" in words:
        raise Unreadable(f"“{id_} {' '.join(data.split())[:40]}” has no type, start and end.")
    # After another tab there may be a comment.
    return TextBound(id_, " ".join(words), tuple(reversed(pieces)), quoted.partition("\t")[0] or None)


def _relation(id_: str, rest: str) -> Relation | None:
    match rest.split():
        case [type_, first, second]:
            ends = _PAIR.fullmatch(first), _PAIR.fullmatch(second)
            if ends[0] is not None and ends[1] is not None:
                return Relation(id_, type_, ends[0][2], ends[1][2])
    return None


def _event(id_: str, rest: str) -> Event | None:
    pairs = [_PAIR.fullmatch(word) for word in rest.split()]
    known = [(pair[1], pair[2]) for pair in pairs if pair is not None]
    if not known or len(known) < len(pairs):
        return None
    return Event(id_, *known[0], tuple(known[1:]))


def _equivalence(_id: str, rest: str) -> Equivalence | None:
    type_, *ids = rest.split() or [""]
    return Equivalence(type_, tuple(ids)) if ids else None


def _attribute(id_: str, rest: str) -> Attribute | None:
    words = rest.split(maxsplit=2)
    if len(words) < _TWO:
        return None
    return Attribute(id_, words[0], words[1], words[2].rstrip() if len(words) > _TWO else None)


def _normalisation(_id: str, rest: str) -> Normalisation | None:
    data, _, name = rest.partition("\t")
    match = _BIONLP_NORMALISATION.fullmatch(data.strip())
    if match is not None:
        return Normalisation(match["a"] or match["a2"], match["r"] or match["r2"], None)
    words = data.split(maxsplit=2)
    return Normalisation(words[1], words[2].rstrip(), name.strip() or None) if len(words) > _TWO else None


def _remark(_id: str, rest: str) -> Remark | None:
    data, _, text = rest.partition("\t")
    match data.split():
        case [type_, target]:
            return Remark(type_, target, text)
    return None


_TWO = 2
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
