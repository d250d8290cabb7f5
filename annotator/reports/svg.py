"""Elements of a drawing in SVG: real text, a title and a description to be read aloud, and no scripts."""

import hashlib
from collections.abc import Iterable, Iterator
from textwrap import wrap
from unicodedata import east_asian_width
from xml.etree.ElementTree import Element, tostring

from annotator.reports.printable import printable, shortened

WIDTH = 680.0
INK = "#1f1e1b"
MUTED = "#5d5a53"
GRID = "#d9d6cd"
MARK = "#0b57c4"
PAGE = "#fffefb"
# Where text on a cell of the mark's colour has to turn from dark to light to keep the most contrast it can:
# by how much of the colour covers the page, in the light and in the dark look.
TURNS_LIGHT = 0.82
TURNS_DARK = 0.605
_HEADING_LINE = 18.0
_TITLE_SIZE = 13.5
_TITLE_LETTER = 7.8
_TITLE_LETTERS = 200
_NAMESPACE = "http://www.w3.org/2000/svg"


def element(name: str, *inside: Element | str, **attributes: str | float) -> Element:
    """An element of a drawing; in the names of attributes `_` stands for `-`, and `class_` is `class`."""
    made = Element(name, {_named(key): _written(value) for key, value in attributes.items()})
    for one in inside:
        if isinstance(one, str):
            made.text = printable(one)
        else:
            made.append(one)
    return made


def text(
    said: str, x: float, y: float, *, anchor: str = "start", kind: str = "ink", size: float = 12
) -> Element:
    """A line of text; `kind` is "ink" or "muted"."""
    fill = MUTED if kind == "muted" else INK
    return element(
        "text",
        said,
        x=x,
        y=y,
        text_anchor=anchor,
        class_=kind,
        fill=fill,
        font_size=size,
        unicode_bidi="isolate",
    )


def name(said: str, x: float, y: float, *, letters: int, anchor: str = "end", **more: str | float) -> Element:
    """A name as a line of text, cut to so many letters; the whole of it is shown on pointing at it."""
    made = text(shortened(said, letters), x, y, anchor=anchor)
    for key, value in more.items():
        made.set(_named(key), _written(value))
    made.append(element("title", said))
    return made


def line(x1: float, y1: float, x2: float, y2: float, *, kind: str, width: float = 1) -> Element:
    """A straight line; `kind` is "mark", "grid" or "muted"."""
    stroke = {"mark": MARK, "muted": MUTED}.get(kind, GRID)
    return element(
        "line", x1=x1, y1=y1, x2=x2, y2=y2, class_=f"line-{kind}", stroke=stroke, stroke_width=width
    )


def drawing(title: str, description: str, width: float, height: float, inside: Iterable[Element]) -> str:
    """The whole drawing, as wide as it is given room for and no wider than it was drawn."""
    # Several drawings stand in one page, where ids must differ; equal ones are told by the same words.
    key = "d" + hashlib.sha256(f"{title}\n{description}".encode("utf-8", "replace")).hexdigest()[:10]
    heading = [*_heading(title, width)]
    top = _HEADING_LINE * len(heading) + 12
    made = element(
        "svg",
        element("title", title, id=f"{key}-title"),
        element("desc", description, id=f"{key}-description"),
        *heading,
        element("g", *inside, transform=f"translate(0 {top:g})"),
        xmlns=_NAMESPACE,
        viewBox=f"0 0 {width:g} {height + top:g}",
        width=width,
        height=height + top,
        role="img",
        aria_labelledby=f"{key}-title {key}-description",
        font_family="system-ui, 'Segoe UI', 'Noto Sans', sans-serif",
        class_="drawing",
    )
    return tostring(made, encoding="unicode")


def _heading(title: str, width: float) -> Iterator[Element]:
    """The title above the drawing, in as many lines as it takes."""
    whole = shortened(title, _TITLE_LETTERS)
    for number, words in enumerate(wrap(whole, int(width / _TITLE_LETTER)) or [whole]):
        made = text(words, 0, 14 + _HEADING_LINE * number, size=_TITLE_SIZE)
        made.set("font-weight", "600")
        yield made


def ornament(width: float, height: float, inside: Iterable[Element]) -> str:
    """A small drawing that shows what is said beside it anyway, and so is not read aloud."""
    made = element(
        "svg",
        *inside,
        xmlns=_NAMESPACE,
        viewBox=f"0 0 {width:g} {height:g}",
        width=width,
        height=height,
        aria_hidden="true",
    )
    return tostring(made, encoding="unicode")


def room_for(names: Iterable[str], *, letters: int) -> float:
    """About how wide the longest of the names is, cut to so many letters."""
    return max((width_of(shortened(one, letters)) for one in names), default=0.0) + 8


def width_of(said: str) -> float:
    """About how wide a line of text is, rather more than less."""
    return sum(_letter(one) for one in said)


def _letter(one: str) -> float:
    if east_asian_width(one) in "WF":
        return 12.5
    return 8.6 if one.isupper() or one in "_mw@%—" else 6.9


def _named(key: str) -> str:
    return key.rstrip("_") if key == "class_" else key.replace("_", "-")


def _written(value: str | float) -> str:
    return printable(value) if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
