"""Reading pages and drawings in tests as a browser would: by elements, never by comparing their source."""

import importlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, cast
from xml.etree import ElementTree


class Element(Protocol):
    """What tests use of an element of lxml."""

    attrib: Mapping[str, str]

    @property
    def tag(self) -> str: ...

    def xpath(self, path: str) -> "Sequence[Element]": ...

    def text_content(self) -> str: ...


def parsed(html: str) -> Element:
    """The page as a tree, mended the way browsers mend it."""
    parse = cast(Callable[[str], Element], importlib.import_module("lxml.html").document_fromstring)
    return parse(html)


def words(element: Element) -> str:
    """All its text on one line."""
    return " ".join(element.text_content().split())


def texts(element: Element, path: str) -> list[str]:
    """The text of each element at the path."""
    return [words(one) for one in element.xpath(path)]


def drawn(svg: str) -> ElementTree.Element:
    """The drawing as XML, which forgives nothing."""
    root = ElementTree.fromstring(svg)
    for one in root.iter():
        one.tag = one.tag.removeprefix("{http://www.w3.org/2000/svg}")
    return root


def all_text(drawing: ElementTree.Element) -> list[str]:
    """Every line of text of the drawing, as written."""
    return [one.text or "" for one in drawing.iter("text")]


def assert_stands_by_itself(html: str) -> None:
    """Nothing of the page runs, and nothing is fetched."""
    for one in parsed(html).xpath("//*"):
        assert one.tag not in {"script", "link", "iframe", "object", "embed", "img", "base", "form"}
        for key, value in one.attrib.items():
            assert not key.startswith("on"), key
            assert key not in {"src", "srcset", "action", "formaction", "xlink:href", "style"}, key
            assert key != "href" or value.startswith("#"), value
    assert not re.search(r"@import|url\(", "".join(texts(parsed(html), "//style")))
