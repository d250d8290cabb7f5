"""A UIMA CAS: a text and structures over it that point at each other, read from XMI and JSON."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

import orjson
from pydantic import JsonValue

from annotator.domain.tokens import Offsets
from annotator.formats.cas_types import STRING, STRUCTURE_ARRAY, Types, types_in_json
from annotator.formats.json_values import (
    LARGEST_INTEGER,
    Record,
    Unreadable,
    as_object,
    int_of,
    int_or_none,
    list_or_empty,
    object_or_empty,
    text_of,
    text_or_none,
)
from annotator.formats.plain_xml import is_newer, structures_in, without_stand_ins

INITIAL_VIEW = "_InitialView"
_XMI, _CAS = "{http://www.omg.org/XMI}", "{http:///uima/cas.ecore}"
_ID = f"{_XMI}id"
_VIEW, _SOFA, _NULL = (f"{_CAS}{name}" for name in ("View", "Sofa", "NULL"))
_POINTERS = frozenset(("Governor", "Dependent", "governor", "dependent", "first", "next", "target", "source"))
"""Features that point at structures, where no type system says so."""
_OF_PLACE = ("sofa", "begin", "end")
_IDS = re.compile(r"\d{1,9}(?: +\d{1,9})*")
_MOST_DIGITS = 9
_OF_TOKENS = 1 + len(_OF_PLACE)
_ELEMENTS = "elements"
_PRIMITIVE = re.compile(r"uima\.cas\.(?:String|Boolean|Byte|Short|Integer|Long|Float|Double)")
_JSON_PLACE = frozenset(("%ID", "%TYPE", "@sofa", "begin", "end", "^begin", "^end"))
_Shown = str | int | float | bool


class Structure(NamedTuple):
    """A feature structure: its text and place, values as text, pointers by id, arrays of texts."""

    id: int
    type: str
    sofa: int | None = None
    begin: int | None = None
    end: int | None = None
    values: Mapping[str, str] = {}
    pointers: Mapping[str, Sequence[int]] = {}
    several: Mapping[str, Sequence[str]] = {}

    @property
    def place(self) -> Offsets | None:
        """Where it begins and ends as its file counts; None for what has no place."""
        return None if self.begin is None or self.end is None else (self.begin, self.end)


@dataclass(frozen=True, slots=True)
class Cas:
    """The text of the first view, with its structures; `members` are those in its index, if that is told."""

    text: str
    structures: Mapping[int, Structure]
    types: Types
    members: frozenset[int] | None = None

    def pointed_at(self, structure: Structure, feature: str) -> Sequence[Structure]:
        """What the feature points at; of an array its elements."""
        found: list[Structure] = []
        for id_ in structure.pointers.get(feature, ()):
            one = self.structures.get(id_)
            if one is not None and _is_array(one.type):
                elements = one.pointers.get(_ELEMENTS, ())
                found += (self.structures[id_] for id_ in elements if id_ in self.structures)
            elif one is not None:
                found.append(one)
        return found

    def texts(self, structure: Structure, feature: str) -> Sequence[str]:
        """The texts that the feature has, in the structure or in an array that it points at."""
        if feature in structure.several:
            return structure.several[feature]
        arrays = (self.structures.get(id_) for id_ in structure.pointers.get(feature, ()))
        return [text for one in arrays if one is not None for text in one.several.get(_ELEMENTS, ())]


def cas_in_xmi(content: bytes, types: Types) -> Cas:
    """The CAS of an XMI file, whose type system may be unknown; raises Unreadable."""
    newer = is_newer(content)
    structures: dict[int, Structure] = {}
    sofas: dict[int, tuple[str, str]] = {}
    members: dict[int, frozenset[int]] = {}
    for element in structures_in(content):
        name, attributes = element.tag, element.attrib
        if name == _VIEW:
            sofa = _whole_number(attributes.get("sofa", "0"))
            members[sofa] = frozenset(_ids(attributes.get("members", "")))
        elif name == _SOFA:
            text = attributes.get("sofaString", "")
            text = without_stand_ins(text) if newer else text
            sofas[_id_of(element)] = attributes.get("sofaID", ""), text
        elif name != _NULL and not name.startswith(_XMI):
            structure = _structure(element, types, newer=newer)
            if structure.id in structures:
                raise Unreadable(f"Two of its structures have the id {structure.id}.")
            structures[structure.id] = structure
    return _of_first_view(sofas, members, structures, types)


def cas_in_json(content: bytes) -> Cas:
    """The CAS of a JSON file; what points at what is looked up when all is read. Raises Unreadable."""
    try:
        record = as_object(orjson.loads(content), "the file")
    except orjson.JSONDecodeError as error:
        raise Unreadable(f"It is not valid JSON: {error}.") from None
    types = types_in_json(object_or_empty(record, "%TYPES"))
    structures: dict[int, Structure] = {}
    sofas: dict[int, tuple[str, str]] = {}
    for id_, one in _json_structures(record):
        if text_of(one, "%TYPE") == "uima.cas.Sofa":
            sofas[id_] = text_or_none(one, "sofaID") or "", text_or_none(one, "sofaString") or ""
        elif id_ in structures:
            raise Unreadable(f"Two of its structures have the id {id_}.")
        else:
            structures[id_] = _json_structure(id_, one)
    members: dict[int, frozenset[int]] = {}
    for name, view in object_or_empty(record, "%VIEWS").items():
        listed = list_or_empty(as_object(view, name), "%MEMBERS")
        members[int_of(as_object(view, name), "%SOFA")] = frozenset(
            one for one in listed if isinstance(one, int) and not isinstance(one, bool)
        )
    return _of_first_view(sofas, members, structures, types)


def _of_first_view(
    sofas: Mapping[int, tuple[str, str]],
    members: Mapping[int, frozenset[int]],
    structures: Mapping[int, Structure],
    types: Types,
) -> Cas:
    """The CAS without what is over the texts of other views."""
    with_text = [id_ for id_, (_, text) in sofas.items() if text]
    if not with_text:
        raise Unreadable("It has no text.")
    sofa = next((id_ for id_ in with_text if sofas[id_][0] == INITIAL_VIEW), with_text[0])
    own = {id_: one for id_, one in structures.items() if one.sofa in (None, sofa)}
    return Cas(sofas[sofa][1], own, types, members.get(sofa) or None)


def _structure(element: Element, types: Types, *, newer: bool) -> Structure:
    attributes = element.attrib
    id_, type_ = _id_of(element), _type_name(element.tag)
    sofa, begin, end = attributes.get("sofa"), attributes.get("begin"), attributes.get("end")
    place = (
        None if sofa is None else _whole_number(sofa),
        None if begin is None else _whole_number(begin),
        None if end is None else _whole_number(end),
    )
    # Tokens, which are most of the structures, have an id and a place and nothing else.
    if len(attributes) + place.count(None) == _OF_TOKENS and not len(element):
        return Structure(id_, type_, *place)
    values: dict[str, str] = {}
    pointers: dict[str, Sequence[int]] = {}
    ranges = types.features(type_)
    for key, value in attributes.items():
        if key in _OF_PLACE or key.startswith(_XMI):
            continue
        if _is_pointer(type_, key, value, ranges):
            pointers[key] = tuple(_ids(value))
        else:
            values[key] = without_stand_ins(value) if newer else value
    several: dict[str, Sequence[str]] = {}
    for child in element:
        feature = child.tag.rpartition("}")[2]
        several[feature] = (*several.get(feature, ()), child.text or "")
    return Structure(id_, type_, *place, values, pointers, several)


def _is_pointer(type_: str, feature: str, value: str, ranges: Mapping[str, str]) -> bool:
    if feature == _ELEMENTS and type_ == STRUCTURE_ARRAY:
        points = True
    elif feature in ranges:
        points = ranges[feature] != STRING and not _PRIMITIVE.fullmatch(ranges[feature])
    else:
        points = feature in _POINTERS
    return points and _IDS.fullmatch(value) is not None


@lru_cache(maxsize=1024)
def _type_name(element: str) -> str:
    """As UIMA names types: the namespace is a path of packages."""
    space, _, name = element.rpartition("}")
    package = space.removeprefix("{").removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    return name if package in ("", "uima.noNamespace") else f"{package}.{name}"


def _id_of(element: Element) -> int:
    return _whole_number(element.attrib.get(_ID, ""))


def _ids(value: str) -> Iterator[int]:
    return (_whole_number(one) for one in value.split())


@lru_cache(maxsize=1 << 15)
def _whole_number(text: str) -> int:
    if not (len(text) <= _MOST_DIGITS and text.isascii() and text.isdecimal()):
        raise Unreadable(f"“{text[:40]}” is no id of a structure.")
    return int(text)


def _json_structures(record: Record) -> Iterable[tuple[int, Record]]:
    """With their ids, whether they are listed or, as in early versions, keyed by them."""
    listed = record.get("%FEATURE_STRUCTURES")
    if isinstance(listed, dict):
        for key, value in listed.items():
            yield _whole_number(key), as_object(value, key)
        return
    for number, value in enumerate(list_or_empty(record, "%FEATURE_STRUCTURES"), 1):
        one = as_object(value, f"%FEATURE_STRUCTURES: {number}")
        yield int_of(one, "%ID"), one


def _json_structure(id_: int, record: Record) -> Structure:
    values: dict[str, str] = {}
    pointers: dict[str, Sequence[int]] = {}
    several: dict[str, Sequence[str]] = {}
    for key, value in record.items():
        if key in _JSON_PLACE or value is None:
            continue
        if key == "%ELEMENTS" and isinstance(value, list):
            texts = [one for one in value if isinstance(one, str)]
            if texts:
                several[_ELEMENTS] = texts
            else:
                pointers[_ELEMENTS] = [*_pointed_at(value)]
        elif key.startswith("@"):
            pointers[key[1:]] = [*_pointed_at(value if isinstance(value, list) else [value])]
        elif not key.startswith("%") and isinstance(value, _Shown):
            values[key.lstrip("#^")] = _as_text(value)
        elif not key.startswith("%") and isinstance(value, list):
            several[key] = [_as_text(one) for one in value if isinstance(one, _Shown)]
    return Structure(
        id_,
        text_of(record, "%TYPE"),
        int_or_none(record, "@sofa"),
        _offset_of(record, "begin"),
        _offset_of(record, "end"),
        values,
        pointers,
        several,
    )


def _offset_of(record: Record, key: str) -> int | None:
    """The offset, which is an anchor where a file says so of features that are moved with the text."""
    value = record.get(key, record.get(f"^{key}"))
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_INTEGER:
        raise Unreadable(f"“{key}” of a structure is no offset.")
    return value


def _pointed_at(ids: Iterable[JsonValue]) -> Iterator[int]:
    return (one for one in ids if isinstance(one, int) and not isinstance(one, bool))


def _as_text(value: _Shown) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else f"{value}"


def _is_array(type_: str) -> bool:
    return type_ == STRUCTURE_ARRAY or type_.endswith("[]")
