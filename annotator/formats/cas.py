"""A UIMA CAS: a text and structures over it that point at each other, read from XMI and JSON."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import orjson
from pydantic import JsonValue

from annotator.formats.cas_types import STRING, STRING_ARRAY, STRUCTURE_ARRAY, Types, types_in_json
from annotator.formats.json_values import (
    Record,
    Unreadable,
    as_object,
    int_of,
    list_or_empty,
    object_or_empty,
    text_of,
    text_or_none,
)
from annotator.formats.plain_xml import Element, is_newer, structures_in, without_stand_ins

INITIAL_VIEW = "_InitialView"
_XMI, _CAS = "http://www.omg.org/XMI", "http:///uima/cas.ecore"
_POINTERS = frozenset(("Governor", "Dependent", "governor", "dependent", "first", "next", "target", "source"))
"""Features that point at structures, where no type system says so."""
_OFFSETS = ("begin", "end")
_IDS = re.compile(r"\d{1,9}(?: +\d{1,9})*")
_ELEMENTS = "elements"
_PRIMITIVE = re.compile(r"uima\.cas\.(?:String|Boolean|Byte|Short|Integer|Long|Float|Double)")
_Shown = str | int | float | bool


@dataclass(slots=True)
class Structure:
    """A feature structure: values as text, pointers by id, and arrays of texts."""

    id: int
    type: str
    values: dict[str, str] = field(default_factory=dict)
    pointers: dict[str, Sequence[int]] = field(default_factory=dict)
    several: dict[str, Sequence[str]] = field(default_factory=dict)


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
    elements = structures_in(content)
    newer = is_newer(content)
    structures: dict[int, Structure] = {}
    sofas: dict[int, tuple[str, str]] = {}
    members: dict[int, frozenset[int]] = {}
    for element in elements:
        space, _, name = element.name.rpartition(" ")
        if space == _CAS and name == "View":
            sofa = _whole_number(element.attributes.get("sofa", "0"))
            members[sofa] = frozenset(_ids(element.attributes.get("members", "")))
        elif space == _CAS and name == "Sofa":
            text = element.attributes.get("sofaString", "")
            text = without_stand_ins(text) if newer else text
            sofas[_id_of(element)] = element.attributes.get("sofaID", ""), text
        elif not (space == _CAS and name == "NULL") and space != _XMI:
            structure = _structure(element, _type_name(space, name), types, newer=newer)
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
    # A type system that says nothing of sofas leaves them among the values.
    own = {id_: one for id_, one in structures.items() if one.pointers.get("sofa", (sofa,)) == (sofa,)}
    return Cas(sofas[sofa][1], own, types, members.get(sofa) or None)


def _structure(element: Element, type_: str, types: Types, *, newer: bool) -> Structure:
    structure = Structure(_id_of(element), type_)
    ranges = types.features(type_)
    for key, value in element.attributes.items():
        if key in _OFFSETS:
            structure.values[key] = value
        elif key.startswith(_XMI):
            continue
        elif _is_pointer(type_, key, value, ranges):
            structure.pointers[key] = tuple(_ids(value))
        else:
            structure.values[key] = without_stand_ins(value) if newer else value
    for child in element.children:
        feature = child.name.rpartition(" ")[2]
        structure.several[feature] = (*structure.several.get(feature, ()), child.text)
    return structure


def _is_pointer(type_: str, feature: str, value: str, ranges: Mapping[str, str]) -> bool:
    if feature == "sofa" or (feature == _ELEMENTS and type_ == STRUCTURE_ARRAY):
        points = True
    elif feature in ranges:
        points = ranges[feature] != STRING and not _PRIMITIVE.fullmatch(ranges[feature])
    else:
        points = feature in _POINTERS
    return points and _IDS.fullmatch(value) is not None


@lru_cache(maxsize=1024)
def _type_name(space: str, name: str) -> str:
    """As UIMA names types: the namespace is a path of packages."""
    package = space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    return name if package in ("", "uima.noNamespace") else f"{package}.{name}"


def _id_of(element: Element) -> int:
    return _whole_number(element.attributes.get(f"{_XMI} id", ""))


def _ids(value: str) -> Iterator[int]:
    return (_whole_number(one) for one in value.split())


def _whole_number(text: str) -> int:
    if not _IDS.fullmatch(text) or " " in text:
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
    structure = Structure(id_, text_of(record, "%TYPE"))
    for key, value in record.items():
        if key == "%ELEMENTS" and isinstance(value, list):
            _take_elements(structure, value)
        elif key.startswith("@"):
            ids = value if isinstance(value, list) else [value]
            pointers = (one for one in ids if isinstance(one, int) and not isinstance(one, bool))
            structure.pointers[key[1:]] = tuple(pointers)
        elif not key.startswith("%") and isinstance(value, _Shown):
            structure.values[key.lstrip("#^")] = _as_text(value)
        elif not key.startswith("%") and isinstance(value, list):
            structure.several[key] = [_as_text(one) for one in value if isinstance(one, _Shown)]
    return structure


def _take_elements(structure: Structure, elements: Sequence[JsonValue]) -> None:
    if structure.type == STRING_ARRAY or any(isinstance(one, str) for one in elements):
        structure.several[_ELEMENTS] = [one for one in elements if isinstance(one, str)]
    else:
        structure.pointers[_ELEMENTS] = [one for one in elements if isinstance(one, int)]


def _as_text(value: _Shown) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else f"{value}"


def _is_array(type_: str) -> bool:
    return type_ == STRUCTURE_ARRAY or type_.endswith("[]")
