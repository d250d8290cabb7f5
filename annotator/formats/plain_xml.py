"""Reading XML that nobody has to trust: no entities, no document types, nothing from outside."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from annotator.formats.json_values import Unreadable

_DEEPEST = 64
_TOO_DEEP = f"Its elements are more than {_DEEPEST} deep."
_NEWER = re.compile(rb"""^\s*<\?xml[^>]*?version\s*=\s*["']1\.1["']""")
_CONTROL = re.compile(rb"&#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}));")
# Characters nobody uses stand for those that XML 1.0 cannot hold at all, until the text is read.
_STAND_IN = 0xF700
_STANDING_IN = {_STAND_IN + code: code for code in range(0x20)}


@dataclass(slots=True)
class Element:
    """An element with what is in it; names without their namespaces."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def text_of(self, name: str) -> str:
        """The text of the first child of that name; "" if there is none."""
        return next((child.text.strip() for child in self.children if child.name == name), "")

    def all(self, *path: str) -> Sequence["Element"]:
        """The elements at the path below this one."""
        found: list[Element] = [self]
        for name in path:
            found = [child for one in found for child in one.children if child.name == name]
        return found


class _Builder:
    """Puts together each element of the wanted names."""

    def __init__(self, wanted: Collection[str]) -> None:
        self._wanted = wanted
        self._open: list[Element] = []
        self._depth = 0
        self.found: list[Element] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Unreadable(_TOO_DEEP)
        name = _local(name)
        if not self._open and name not in self._wanted:
            return
        element = Element(name, {_local(key): value for key, value in attributes.items()})
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.found.append(element)
        self._open.append(element)

    def end(self, _name: str) -> None:
        self._depth -= 1
        if self._open:
            self._open.pop()

    def text(self, text: str) -> None:
        if self._open:
            self._open[-1].text += text


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def elements_in(content: bytes, names: Collection[str]) -> Sequence[Element]:
    """The outermost elements of these names; raises Unreadable for what is no XML, or not safe."""
    parser = _safe_parser()
    builder = _Builder(names)
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    _parse(parser, _in_xml_1_0(content))
    return builder.found


def structures_in(content: bytes) -> Sequence[ElementTree.Element]:
    """The elements directly below the outermost, with names as `{namespace}name`; raises Unreadable.

    There are very many, which the standard library's tree takes in at once; that it has no document type, and
    so no entities, is seen before.
    """
    content = _in_xml_1_0(content)
    _parse(_safe_parser(), content)
    # Proven to be plain XML a line above.
    found = [*ElementTree.fromstring(content)]
    for element in found:
        if len(element) and _is_deep(element):
            raise Unreadable(_TOO_DEEP)
    return found


def _is_deep(element: ElementTree.Element) -> bool:
    level, depth = [element], 2
    while level and depth <= _DEEPEST:
        level, depth = [child for one in level for child in one], depth + 1
    return bool(level)


def without_stand_ins(text: str) -> str:
    """The text of a file in XML 1.1 with its control characters."""
    return text.translate(_STANDING_IN)


def is_newer(content: bytes) -> bool:
    """Whether it says that it is XML 1.1."""
    return _NEWER.match(content) is not None


def _in_xml_1_0(content: bytes) -> bytes:
    """The content, with stand-ins where XML 1.1 has control characters."""
    if not is_newer(content):
        return content
    content = _NEWER.sub(lambda match: match[0].replace(b"1.1", b"1.0"), content, count=1)
    return _CONTROL.sub(_stand_in, content)


def _safe_parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_document_type
    return parser


def _parse(parser: expat.XMLParserType, content: bytes) -> None:
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        reason = expat.errors.messages.get(error.code, "it cannot be read")
        raise Unreadable(f"It is no XML from line {error.lineno} on: {reason}.") from None
    except (ValueError, LookupError):
        raise Unreadable("It is in an encoding that XML is not read in.") from None


def _refuse_document_type(_name: str, _system: str | None, _public: str | None, _has_subset: bool) -> None:
    """Entities are declared in document types, and no tool's file has one."""
    raise Unreadable("It declares a document type, which may hide anything; nothing of it was read.")


def _stand_in(match: re.Match[bytes]) -> bytes:
    code = int(match[1], 16) if match[1] else int(match[2])
    is_control = code < 0x20 and code not in (0x9, 0xA, 0xD)
    return b"&#%d;" % (_STAND_IN + code) if is_control else match[0]
