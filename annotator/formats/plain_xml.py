"""Reading XML that nobody has to trust: no entities, no document types, nothing from outside."""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, fromstring
from xml.parsers import expat

from annotator.formats.json_values import Unreadable

_DEEPEST = 64
_NEWER = re.compile(rb"""^\s*<\?xml[^>]*?version\s*=\s*["']1\.1["']""")
_CONTROL = re.compile(rb"&#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}));")
# Characters nobody uses stand for those that XML 1.0 cannot hold at all, until the text is read.
_STAND_IN = 0xF700
_STANDING_IN = {_STAND_IN + code: code for code in range(0x20)}


def elements_in(content: bytes, name: str) -> Sequence[Element]:
    """All elements of that name, in whatever namespace; raises Unreadable for what is no XML, or not safe."""
    return _tree(content).findall(f".//{{*}}{name}")


def structures_in(content: bytes) -> Sequence[Element]:
    """The elements directly below the outermost, with names as `{namespace}name`; raises Unreadable."""
    return [*_tree(content)]


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


def _tree(content: bytes) -> Element:
    """The outermost element, built once it is seen that there is no document type, and so no entities."""
    content = _in_xml_1_0(content)
    # It looks at namespaces as the tree does, so that what it finds well-formed is so there.
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        parser.Parse(content, True)
        root = fromstring(content)
    except expat.ExpatError as error:
        reason = expat.errors.messages.get(error.code, "it cannot be read")
        raise Unreadable(f"It is no XML from line {error.lineno} on: {reason}.") from None
    except (ValueError, LookupError):
        raise Unreadable("It is in an encoding that XML is not read in.") from None
    if _is_deep(root):
        raise Unreadable(f"Its elements are more than {_DEEPEST} deep.")
    return root


def _is_deep(root: Element) -> bool:
    level, depth = [root], 1
    while level and depth <= _DEEPEST:
        level, depth = [child for one in level for child in one], depth + 1
    return bool(level)


def _refuse_document_type(_name: str, _system: str | None, _public: str | None, _has_subset: bool) -> None:
    """Entities are declared in document types, and no tool's file has one."""
    raise Unreadable("It declares a document type, which may hide anything; nothing of it was read.")


def _stand_in(match: re.Match[bytes]) -> bytes:
    code = int(match[1], 16) if match[1] else int(match[2])
    is_control = code < 0x20 and code not in (0x9, 0xA, 0xD)
    return b"&#%d;" % (_STAND_IN + code) if is_control else match[0]
