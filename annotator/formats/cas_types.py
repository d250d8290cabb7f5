"""Type systems of UIMA: what a type is one of and which features it has, read and written as XML and JSON."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from annotator.formats.json_values import Record, as_object, text_or_none
from annotator.formats.plain_xml import elements_in

_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
_SEGMENTATION = f"{_DKPRO}segmentation.type."
TOKEN: Final = f"{_SEGMENTATION}Token"
SENTENCE: Final = f"{_SEGMENTATION}Sentence"
DIV: Final = f"{_SEGMENTATION}Div"
PARAGRAPH: Final = f"{_SEGMENTATION}Paragraph"
HEADING: Final = f"{_SEGMENTATION}Heading"
DIV_TYPE = "divType"
DOCUMENT: Final = f"{_DKPRO}metadata.type.DocumentMetaData"
GOVERNOR, DEPENDENT = "Governor", "Dependent"
FIRST, NEXT = "first", "next"
ANNOTATION, BASE, STRING = "uima.tcas.Annotation", "uima.cas.AnnotationBase", "uima.cas.String"
STRING_ARRAY, STRUCTURE_ARRAY = "uima.cas.StringArray", "uima.cas.FSArray"
_MOST_ANCESTORS = 100


@dataclass(frozen=True, slots=True)
class TypeDescription:
    """A type: what it is one of, and the ranges of its own features."""

    name: str
    supertype: str
    features: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Types:
    """Types by name; those that UIMA itself has are not among them."""

    by_name: Mapping[str, TypeDescription] = field(default_factory=dict)
    _features: dict[str, Mapping[str, str]] = field(default_factory=dict, compare=False)
    """As they were found."""

    def ancestors(self, name: str) -> Sequence[str]:
        """The types that a type is one of, the nearest first."""
        found: list[str] = []
        while name in self.by_name and len(found) < _MOST_ANCESTORS:
            name = self.by_name[name].supertype
            found.append(name)
        return found

    def features(self, name: str) -> Mapping[str, str]:
        """The ranges of a type's features, inherited ones as well."""
        if name not in self._features:
            found: dict[str, str] = {}
            for one in (name, *self.ancestors(name)):
                if one in self.by_name:
                    found = {**self.by_name[one].features, **found}
            self._features[name] = found
        return self._features[name]

    def with_types(self, other: "Types") -> "Types":
        """Both together; a type that both have has the features of both."""
        merged = dict(self.by_name)
        for name, description in other.by_name.items():
            known = merged.get(name)
            features = {**(known.features if known else {}), **description.features}
            merged[name] = TypeDescription(name, description.supertype, features)
        return Types(merged)


def types_in_xml(content: bytes) -> Types:
    """The types that a type system description declares; raises Unreadable for what is no XML."""
    found: dict[str, TypeDescription] = {}
    for element in elements_in(content, "typeDescription"):
        name, supertype = _text_of(element, "name"), _text_of(element, "supertypeName")
        features = {
            _text_of(one, "name"): _text_of(one, "rangeTypeName")
            for one in element.findall("{*}features/{*}featureDescription")
        }
        if name:
            found[name] = TypeDescription(name, supertype, features)
    return Types(found)


def _text_of(element: Element, name: str) -> str:
    """The text of the first child of that name; "" if there is none."""
    return (element.findtext(f"{{*}}{name}") or "").strip()


def types_in_json(declared: Record) -> Types:
    """The types that are declared under `%TYPES`; raises Unreadable."""
    found: dict[str, TypeDescription] = {}
    for name, value in declared.items():
        description = as_object(value, name)
        features = {
            feature: text_or_none(as_object(one, feature), "%RANGE") or STRING
            for feature, one in description.items()
            if not feature.startswith("%")
        }
        found[name] = TypeDescription(name, text_or_none(description, "%SUPER_TYPE") or "", features)
    return Types(found)


def chain_of(link: str) -> str:
    """The type of the chains that are made of such links."""
    return f"{link.removesuffix('Link')}Chain"


def type_system_of(types: Types) -> bytes:
    """The type system description, in XML."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">',
        "  <types>",
        *(line for name in sorted(types.by_name) for line in _as_xml(types.by_name[name])),
        "  </types>",
        "</typeSystemDescription>",
        "",
    ]
    return "\n".join(lines).encode()


def types_as_json(types: Types) -> dict[str, dict[str, object]]:
    """What stands under `%TYPES`."""
    return {
        name: {
            "%NAME": name,
            "%SUPER_TYPE": types.by_name[name].supertype,
            **{
                feature: {"%NAME": feature, "%RANGE": range_}
                for feature, range_ in sorted(types.by_name[name].features.items())
            },
        }
        for name in sorted(types.by_name)
    }


def _as_xml(description: TypeDescription) -> Iterator[str]:
    yield "    <typeDescription>"
    yield f"      <name>{escape(description.name)}</name>"
    yield "      <description/>"
    yield f"      <supertypeName>{escape(description.supertype)}</supertypeName>"
    if description.features:
        yield "      <features>"
        for feature, range_ in sorted(description.features.items()):
            yield "        <featureDescription>"
            yield f"          <name>{escape(feature)}</name>"
            yield "          <description/>"
            yield f"          <rangeTypeName>{escape(range_)}</rangeTypeName>"
            yield "        </featureDescription>"
        yield "      </features>"
    yield "    </typeDescription>"
