"""The lines of a WebAnno TSV file: which layers its columns hold, and its sentences with their rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from annotator.formats.json_values import Unreadable
from annotator.formats.layers import REFERENCE_RELATION, REFERENCE_TYPE
from annotator.formats.webanno_escapes import unescaped_text

FORMAT_LINE = re.compile(r"#\s*FORMAT=\s*WebAnno TSV (\d{1,3})(?:\.(\d{1,3}))?\S*\s*")
SPAN_LAYER, CHAIN_LAYER, RELATION_LAYER = "#T_SP=", "#T_CH=", "#T_RL="
TEXT_LINE = "#Text="
BASE_TYPE, SLOT = "BT_", "ROLE_"
_SENTENCE_ID = "#Sentence.id="
_ROW = re.compile(r"(\d+-\d+(?:\.\d+)?)\t(\d{1,9})-(\d{1,9})\t([^\t]*)(?:\t(.*))?", re.DOTALL)
_NOTHING = re.compile(r"[_\t]*")


class Cell(Enum):
    """What the cells of a column hold."""

    FEATURE = auto()
    PLACEHOLDER = auto()
    """Only that there is an annotation: the layer has no features."""
    SLOT_ROLES = auto()
    SLOT_TARGETS = auto()
    SOURCE = auto()
    """The unit from which a relation comes."""
    LINK_TYPE = auto()
    LINK_NUMBER = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column after the first three; `base` is the layer that a source or a slot's fillers are of."""

    layer: str
    kind: Cell
    feature: str = ""
    base: str = ""


class Row(NamedTuple):
    """A token, or for part of one a sub-token; it has no cells where nothing is annotated."""

    unit: str
    start: int
    end: int
    token: str
    cells: tuple[str, ...]
    line: int
    is_part: bool = False


@dataclass(slots=True)
class TsvSentence:
    """A sentence; `text` is None where the file has only its tokens."""

    lines: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    has_id: bool = False

    @property
    def text(self) -> str | None:
        return "\n".join(self.lines) if self.lines else None

    @property
    def tokens(self) -> list[Row]:
        return [row for row in self.rows if not row.is_part]


def is_older(beginning: str) -> bool:
    """Whether a file begins as in WebAnno TSV 2: layers in one line, then a sentence's number and text."""
    first, *others = beginning.split("\n", 3)
    return (
        first.startswith("# ")
        and "|" in first
        and [line.partition("=")[0] for line in others[:2]] == ["#id", "#text"]
    )


def columns_and_sentences(text: str) -> tuple[Sequence[Column], Iterator[TsvSentence]]:
    """What the file's columns are, and its sentences as they are asked for; raises Unreadable."""
    lines = text.replace("\r\n", "\n").split("\n")
    version = FORMAT_LINE.fullmatch(lines[0])
    if version is None or version[1] != "3":
        raise Unreadable("It is not in WebAnno TSV 3; export it again in that version.")
    columns: list[Column] = []
    for number, line in enumerate(lines[1:], 1):
        if line.startswith((SPAN_LAYER, CHAIN_LAYER, RELATION_LAYER)):
            columns += _columns(line)
        elif line.strip():
            return columns, _sentences(lines, number, len(columns), as_java=int(version[2] or 0) <= 1)
    return columns, iter(())


def _columns(line: str) -> Iterator[Column]:
    kind, _, rest = line.partition("=")
    layer, *features = [part for part in rest.strip().split("|") if part] or [""]
    if not layer:
        raise Unreadable(f"“{line.strip()}” names no layer.")
    if not features:
        yield Column(layer, Cell.PLACEHOLDER)
    before = ""
    for feature in features:
        if kind + "=" == CHAIN_LAYER:
            yield from _chain_column(layer, feature)
        elif kind + "=" == RELATION_LAYER and feature.startswith(BASE_TYPE):
            yield Column(layer, Cell.SOURCE, base=feature.removeprefix(BASE_TYPE))
        elif kind + "=" == SPAN_LAYER and feature.startswith(SLOT):
            before = feature.removeprefix(SLOT).partition(":")[2].rpartition("_")[0]
            yield Column(layer, Cell.SLOT_ROLES, before or feature)
        elif kind + "=" == SPAN_LAYER and before and "." in feature:
            yield Column(layer, Cell.SLOT_TARGETS, before, feature)
            before = ""
        else:
            yield Column(layer, Cell.FEATURE, feature)


def _chain_column(layer: str, feature: str) -> Iterator[Column]:
    kinds = {REFERENCE_TYPE: Cell.LINK_TYPE, REFERENCE_RELATION: Cell.LINK_NUMBER}
    if feature not in kinds:
        raise Unreadable(f"A chain has no feature “{feature}”.")
    yield Column(layer, kinds[feature], feature)


def _sentences(lines: Sequence[str], first: int, width: int, *, as_java: bool) -> Iterator[TsvSentence]:
    sentence = TsvSentence()
    known_cells: dict[str | None, tuple[str, ...]] = {}
    for number in range(first, len(lines)):
        line = lines[number]
        if line.startswith("#"):
            if sentence.rows:
                yield sentence
                sentence = TsvSentence()
            if line.startswith(TEXT_LINE):
                sentence.lines.append(unescaped_text(line.removeprefix(TEXT_LINE), as_java=as_java))
            sentence.has_id = sentence.has_id or line.startswith(_SENTENCE_ID)
        elif line and not line.isspace():
            sentence.rows.append(_row(number + 1, line, width, known_cells))
        elif sentence.rows:
            yield sentence
            sentence = TsvSentence()
    if sentence.rows or any(sentence.lines):
        yield sentence


def _row(number: int, line: str, width: int, known_cells: dict[str | None, tuple[str, ...]]) -> Row:
    """The row; most have the same cells as one before, which are known by what stands after the token."""
    match = _ROW.fullmatch(line)
    if match is None:
        raise Unreadable(f"Line {number} is no row: it has to begin with a token’s number and its offsets.")
    unit, start, end, token, rest = match.groups()
    cells = known_cells.get(rest)
    if cells is None:
        cells = known_cells[rest] = _cells(number, rest, width)
    return Row(unit, int(start), int(end), token, cells, number, "." in unit)


def _cells(number: int, rest: str | None, width: int) -> tuple[str, ...]:
    found = 0 if rest is None else rest.count("\t") + 1
    if found < width:
        raise Unreadable(f"Line {number} has {found} columns after the token, where {width} are named.")
    return () if rest is None or _NOTHING.fullmatch(rest) else tuple(rest.split("\t")[:width])
