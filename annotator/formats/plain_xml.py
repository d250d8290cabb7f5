"""Reading XML that nobody has to trust: no entities, no document types, nothing from outside."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from annotator.formats.json_values import Unreadable

_DEEPEST = 64
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


class Builder:
    """Puts together each element of the wanted names; names may have their namespaces."""

    def __init__(self, wanted: Callable[[str, int], bool], *, with_namespaces: bool) -> None:
        self._wanted = wanted
        self._with_namespaces = with_namespaces
        self._open: list[Element] = []
        self._depth = 0
        self.found: list[Element] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Unreadable(f"Its elements are more than {_DEEPEST} deep.")
        if not self._with_namespaces:
            name = _local(name)
        if not self._open and not self._wanted(name, self._depth):
            return
        if not self._with_namespaces:
            attributes = {_local(key): value for key, value in attributes.items()}
        element = Element(name, attributes)
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
    builder = Builder(lambda name, _: name in names, with_namespaces=False)
    _parse(content, builder)
    return builder.found


def structures_in(content: bytes) -> Sequence[Element]:
    """The elements directly below the outermost, with names as namespace, space, name; raises Unreadable."""
    builder = Builder(lambda _, depth: depth == 2, with_namespaces=True)
    _parse(content, builder)
    return builder.found


def without_stand_ins(text: str) -> str:
    """The text of a file in XML 1.1 with its control characters."""
    return text.translate(_STANDING_IN)


def is_newer(content: bytes) -> bool:
    """Whether it says that it is XML 1.1."""
    return _NEWER.match(content) is not None


def _parse(content: bytes, builder: Builder) -> None:
    if is_newer(content):
        content = _NEWER.sub(lambda match: match[0].replace(b"1.1", b"1.0"), content, count=1)
        content = _CONTROL.sub(_stand_in, content)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = _refuse_document_type
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
