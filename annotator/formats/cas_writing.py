"""Writing a CAS: the structures that layers come to, as XMI and as JSON."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import orjson

from annotator.domain.article import SegmentKind
from annotator.domain.loss import Loss
from annotator.domain.tokens import Offsets
from annotator.formats.cas import INITIAL_VIEW
from annotator.formats.cas_layers import DOCUMENT_META
from annotator.formats.cas_types import (
    DEPENDENT,
    DIV,
    DIV_TYPE,
    DOCUMENT,
    FIRST,
    GOVERNOR,
    HEADING,
    NEXT,
    PARAGRAPH,
    SENTENCE,
    TOKEN,
    Types,
    chain_of,
    types_as_json,
)
from annotator.formats.layer_files import LayerFile
from annotator.formats.utf16 import has_astral, utf16_of

_DIVISIONS = {
    SegmentKind.PARAGRAPH: PARAGRAPH,
    SegmentKind.TITLE: HEADING,
    SegmentKind.SUBHEADING: HEADING,
}
_SOFA = 1
_ESCAPES = {
    '"': "&quot;",
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "\n": "&#10;",
    "\r": "&#13;",
    "\t": "&#9;",
}
_ESCAPED = re.compile(r"[\"&<>\n\r\t]")
_CONTROLS = bytes([*range(0x9), 0xB, 0xC, *range(0xE, 0x20)])
_NO_CHARACTERS = "\ufffe\uffff"
_NOT_IN_XML = re.compile(f"[{re.escape(_CONTROLS.decode())}{_NO_CHARACTERS}]")
_REPLACEMENT = "\ufffd"


class Made(NamedTuple):
    """A structure to be written; `place` in UTF-16 units."""

    id: int
    type: str
    place: tuple[int, int] | None
    values: Mapping[str, str] = {}
    pointers: Mapping[str, int] = {}


class MadeTokens(NamedTuple):
    """The tokens of a sentence, which are most of all structures; their ids go on from `first`."""

    first: int
    places: Sequence[Offsets]


Structures = Sequence[Made | MadeTokens]


def structures_of(file: LayerFile) -> Structures:
    """The structures of one file in the order of their ids, which go on from 2; the text itself has 1."""
    return [*_Making(file).structures()]


class _Making:
    def __init__(self, file: LayerFile) -> None:
        self._file = file
        self._is_plain = not has_astral(file.article.text)
        self._count = utf16_of(file.article.text)
        self._last = _SOFA

    def structures(self) -> Iterator[Made | MadeTokens]:
        article, layered = self._file.article, self._file.layered
        about = {"documentTitle": article.title, "documentId": article.id, "language": article.language}
        values = {name: value for name, value in about.items() if value} | _document(article.meta)
        yield Made(self._next(), DOCUMENT, self._place(0, len(article.text)), values)
        yield from self._divisions()
        for line in self._file.lines:
            yield Made(self._next(), SENTENCE, self._place(line[0][0], line[-1][1]))
            yield MadeTokens(self._last + 1, line if self._is_plain else [self._place(*one) for one in line])
            self._last += len(line)
        ids: dict[int, int] = {}
        for span in layered.spans:
            ids[span.id] = self._next()
            yield Made(ids[span.id], span.layer, self._place(span.start, span.end), span.features)
        places = {span.id: (span.start, span.end) for span in layered.spans}
        for relation in layered.relations:
            ends = {GOVERNOR: ids[relation.source], DEPENDENT: ids[relation.target]}
            place = self._place(*places[relation.target])
            yield Made(self._next(), relation.layer, place, relation.features, ends)
        yield from self._chains()

    def _chains(self) -> Iterator[Made]:
        for chain in self._file.layered.chains:
            head = self._next()
            yield Made(head, chain_of(chain.layer), None, {}, {FIRST: head + 1})
            for number, link in enumerate(chain.links, 1):
                id_ = self._next()
                following = {NEXT: id_ + 1} if number < len(chain.links) else {}
                yield Made(id_, chain.layer, self._place(link.start, link.end), link.features, following)

    def _divisions(self) -> Iterator[Made]:
        for one in orjson.loads(self._file.article.segments):
            kind = SegmentKind(one["kind"])
            values = {} if kind in (SegmentKind.PARAGRAPH, SegmentKind.SUBHEADING) else {DIV_TYPE: kind.value}
            place = self._place(one["start"], one["end"])
            yield Made(self._next(), _DIVISIONS.get(kind, DIV), place, values)

    def _next(self) -> int:
        self._last += 1
        return self._last

    def _place(self, start: int, end: int) -> tuple[int, int]:
        return self._count(start), self._count(end)


def _document(meta: bytes) -> dict[str, str]:
    """What the document was called where it came from."""
    if f'"{DOCUMENT_META}"'.encode() not in meta:
        return {}
    kept = orjson.loads(meta).get(DOCUMENT_META)
    return {key: one for key, one in kept.items() if isinstance(one, str)} if isinstance(kept, dict) else {}


def as_xmi(file: LayerFile, structures: Structures, losses: list[Loss]) -> bytes:
    """The file in XMI; characters that XML cannot hold are named and replaced."""
    names = _ElementNames()
    rows: list[str] = []
    for made in structures:
        rows += names.token_rows(made) if isinstance(made, MadeTokens) else [names.row(made)]
    members = " ".join(map(str, _ids(structures)))
    content = "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"'
            f'{names.spaces()} xmi:version="2.0">',
            '<cas:NULL xmi:id="0"/>',
            *rows,
            f'<cas:Sofa xmi:id="{_SOFA}" sofaNum="1" sofaID="{INITIAL_VIEW}" mimeType="text"'
            f" sofaString={_attribute(file.article.text)}/>",
            f'<cas:View sofa="{_SOFA}" members="{members}"/>',
            "</xmi:XMI>",
            "",
        )
    )
    encoded = content.encode()
    if _fits_xml(content, encoded):
        return encoded
    content, number = _NOT_IN_XML.subn(_REPLACEMENT, content)
    what = f"{number:,} control characters" if number > 1 else "a control character"
    losses.append(Loss(file.article.id, what, "XML cannot hold such; a replacement stands there"))
    return content.encode()


def _fits_xml(content: str, encoded: bytes) -> bool:
    """Whether it has no character that XML cannot hold; this says it sooner than looking for them does."""
    has_controls = len(encoded.translate(None, _CONTROLS)) < len(encoded)
    return not has_controls and not any(map(content.__contains__, _NO_CHARACTERS))


class _ElementNames:
    """The names of elements in XMI: a prefix for each package, in the order in which they are needed."""

    def __init__(self) -> None:
        self._prefixes: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def row(self, made: Made) -> str:
        """The structure as an element."""
        id_, type_, place, values, pointers = made
        row = f'<{self._name(type_)} xmi:id="{id_}" sofa="{_SOFA}"'
        if place is not None:
            row += f' begin="{place[0]}" end="{place[1]}"'
        row += "".join([f" {key}={_attribute(value)}" for key, value in values.items()])
        row += "".join([f' {key}="{other}"' for key, other in pointers.items()])
        return f"{row}/>"

    def token_rows(self, made: MadeTokens) -> list[str]:
        """Each token as an element."""
        name = self._name(TOKEN)
        return [
            f'<{name} xmi:id="{id_}" sofa="{_SOFA}" begin="{start}" end="{end}"/>'
            for id_, (start, end) in enumerate(made.places, made.first)
        ]

    def spaces(self) -> str:
        """The declarations of all prefixes so far."""
        return "".join(
            f' xmlns:{prefix}="http:///{package.replace(".", "/")}.ecore"'
            for package, prefix in self._prefixes.items()
        )

    def _name(self, type_: str) -> str:
        if type_ not in self._names:
            package, _, name = type_.rpartition(".")
            prefix = self._prefixes.setdefault(package, f"ns{len(self._prefixes) + 1}")
            self._names[type_] = f"{prefix}:{name}"
        return self._names[type_]


def as_json(file: LayerFile, structures: Structures, types: Types) -> bytes:
    """The file in CAS JSON 0.4.0, with its types."""
    sofa = {
        "%ID": _SOFA,
        "%TYPE": "uima.cas.Sofa",
        "sofaNum": 1,
        "sofaID": INITIAL_VIEW,
        "mimeType": "text",
        "sofaString": file.article.text,
    }
    content = {
        "%TYPES": types_as_json(types),
        "%FEATURE_STRUCTURES": [sofa, *(record for made in structures for record in _records(made))],
        "%VIEWS": {INITIAL_VIEW: {"%SOFA": _SOFA, "%MEMBERS": [*_ids(structures)]}},
    }
    return orjson.dumps(content)


def _records(made: Made | MadeTokens) -> Sequence[dict[str, object]]:
    if isinstance(made, MadeTokens):
        return [
            {"%ID": id_, "%TYPE": TOKEN, "@sofa": _SOFA, "begin": start, "end": end}
            for id_, (start, end) in enumerate(made.places, made.first)
        ]
    record: dict[str, object] = {"%ID": made.id, "%TYPE": made.type, "@sofa": _SOFA}
    if made.place is not None:
        record["begin"], record["end"] = made.place
    record.update(made.values)
    record.update((f"@{feature}", id_) for feature, id_ in made.pointers.items())
    return [record]


def _ids(structures: Structures) -> range:
    last = structures[-1]
    end = last.first + len(last.places) if isinstance(last, MadeTokens) else last.id + 1
    return range(_SOFA + 1, end)


def _attribute(value: str) -> str:
    return f'"{_ESCAPED.sub(lambda match: _ESCAPES[match[0]], value)}"'
