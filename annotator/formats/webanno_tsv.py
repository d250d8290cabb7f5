"""Reading WebAnno TSV 3: a token a row, a column for each feature of each layer."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.domain.tokens import Offsets
from annotator.formats.all_formats import WEBANNO_TSV
from annotator.formats.encoding import decode, peek
from annotator.formats.found_annotations import FoundArticle, lost
from annotator.formats.json_values import Unreadable
from annotator.formats.layer_articles import layered_article
from annotator.formats.layer_rules import label_feature
from annotator.formats.layers import (
    LayerChain,
    Layered,
    LayerRelation,
    LayerSpan,
    Slot,
)
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import FileReader
from annotator.formats.sources import Source
from annotator.formats.type_system_files import claims_type_system
from annotator.formats.webanno_escapes import parts_of, unescaped_value
from annotator.formats.webanno_lines import (
    FORMAT_LINE,
    Cell,
    Column,
    Row,
    TsvSentence,
    columns_and_sentences,
    is_older,
)
from annotator.formats.webanno_text import rebuilt

NOTHING, NO_VALUE = "_", "*"
"""No annotation here; an annotation without a value."""
_STACKED, _SLOTS = "|", ";"
_NUMBERED = re.compile(r"(.*)\[(\d{1,9})(?:_(\d{1,9}))?\]", re.DOTALL)
_LINK = re.compile(r"(.*)->(\d{1,9})-(\d{1,9})", re.DOTALL)


def recognises(source: Source) -> bool:
    """Whether it says that it is one, of any version."""
    beginning = peek(source.head()).lstrip()
    return FORMAT_LINE.match(beginning) is not None or is_older(beginning)


def read_webanno(source: Source, options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """The article, or why it cannot be read; raises NotText for what is no text."""
    text = decode(source.whole(), options.encoding or "utf-8")
    try:
        yield layered_article(source, webanno_layers(text.lstrip()), options)
    except Unreadable as wrong:
        yield BadInput(file=source.file, where="", reason=wrong.reason)


def webanno_layers(text: str) -> Layered:
    """The text and its layers; raises Unreadable."""
    columns, sentences = columns_and_sentences(text)
    return _Reading(columns, list(sentences)).layered()


_Values = Sequence[tuple[Column, str]]
"""Cells with their columns, or what of them is of one annotation."""


class _LayerCells(NamedTuple):
    """What stands in a row of one layer."""

    layer: str
    kind: Cell
    """Whether it is of relations (a source), of chains (a type of links) or of spans (a feature)."""
    cells: _Values
    stacked: Sequence[tuple[int, _Values]]
    """Of spans, each with its number."""


@dataclass(slots=True)
class _Span:
    """An annotation in the making, over as many units as it has."""

    id: int
    layer: str
    start: int
    end: int
    last: int
    """The number of the last token that it touches."""
    number: int = 0
    """By which it is told from others; 0 if it needs none."""
    features: dict[str, str] = field(default_factory=dict)
    roles: Mapping[str, Sequence[str | None]] = field(default_factory=dict)
    fillers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)
    said_by: _Values = ()
    """What told it last, for over several units it is mostly told alike."""


@dataclass(slots=True)
class _Unit:
    """What is annotated at one token or part of it, by layer."""

    span: Offsets
    spans: dict[str, list[_Span]] = field(default_factory=lambda: defaultdict(list))


class _Reading:
    def __init__(self, columns: Sequence[Column], sentences: Sequence[TsvSentence]) -> None:
        self._columns = columns
        self._sentences = sentences
        self._text = rebuilt(sentences)
        self._units: dict[str, _Unit] = {}
        self._spans: list[_Span] = []
        self._numbered: dict[tuple[str, int], _Span] = {}
        self._links: dict[tuple[str, int, int], _Span] = {}
        self._relations: list[tuple[str, str, list[dict[str, str]], str, Sequence[str]]] = []
        self._losses: list[Loss] = []
        self._in_cells: dict[Sequence[str], Sequence[_LayerCells]] = {}
        """What stands in the cells of a row, for most stand in several rows."""

    def layered(self) -> Layered:
        of_layer = _by_layer(self._columns)
        token = 0
        for sentence, places in zip(self._sentences, self._text.places, strict=True):
            for row, place in zip(sentence.rows, places, strict=True):
                token += not row.is_part
                if row.cells:
                    self._take_row(row, place, of_layer, token)
        self._count_ids()
        return Layered(
            self._text.text,
            spans=[self._layer_span(span) for span in self._spans],
            relations=[*self._layer_relations()],
            chains=[*self._chains()],
            sentences=[
                [place for row, place in zip(one.rows, places, strict=True) if not row.is_part]
                for one, places in zip(self._sentences, self._text.places, strict=True)
            ],
            file_countings=self._text.countings,
            is_proven=True,
            labels=_labels(self._columns),
            losses=(*self._text.losses, *self._losses),
        )

    def _take_row(
        self, row: Row, place: Offsets, of_layer: Sequence[tuple[int, Sequence[Column]]], token: int
    ) -> None:
        self._units[row.unit] = unit = _Unit(place)
        if row.cells not in self._in_cells:
            self._in_cells[row.cells] = [*_layer_cells(row.cells, of_layer)]
        for there in self._in_cells[row.cells]:
            match there.kind:
                case Cell.SOURCE:
                    self._take_relations(row.unit, there)
                case Cell.LINK_TYPE:
                    self._take_links(unit, there, token)
                case _:
                    self._take_spans(unit, there, token)

    def _count_ids(self) -> None:
        number = sum(sentence.has_id for sentence in self._sentences)
        if number:
            self._losses.append(lost(f"the ids of {number:,} sentences", "sentences have none here"))

    def _take_spans(self, unit: _Unit, there: _LayerCells, token: int) -> None:
        for number, values in there.stacked:
            span = self._span(unit, there.layer, number, token)
            if span.said_by is not values:
                span.said_by = values
                for column, value in values:
                    _fill(span, column, value)

    def _span(self, unit: _Unit, layer: str, number: int, token: int) -> _Span:
        """The annotation of that number, if the token before had it; or a new one."""
        start, end = unit.span
        span = self._numbered.get((layer, number)) if number else None
        if span is not None and token - span.last <= 1:
            span.start, span.end, span.last = min(span.start, start), max(span.end, end), token
        else:
            span = _Span(len(self._spans) + 1, layer, start, end, token, number)
            self._spans.append(span)
            if number:
                self._numbered[layer, number] = span
        unit.spans[layer].append(span)
        return span

    def _take_links(self, unit: _Unit, there: _LayerCells, token: int) -> None:
        layer = there.layer
        types: Sequence[str] = ()
        numbers: Sequence[str] = ()
        for column, cell in there.cells:
            if column.kind is Cell.LINK_TYPE:
                types = _stacked(cell)
            else:
                numbers = _stacked(cell)
        for index in range(max(len(types), len(numbers))):
            kind = types[index] if index < len(types) else NO_VALUE
            link = _LINK.fullmatch(numbers[index]) if index < len(numbers) else None
            chain = int(link[2]) if link else _number_of(kind)
            place = int(link[3]) if link else -token
            before = self._links.get((layer, chain, place))
            if before is None:
                before = _Span(0, layer, *unit.span, token, chain)
                self._links[layer, chain, place] = before
            before.end = max(before.end, unit.span[1])
            value = _without_number(kind)
            if value != NO_VALUE:
                before.features.setdefault("referenceType", unescaped_value(value))
            if link and link[1] != NO_VALUE:
                before.features.setdefault("referenceRelation", unescaped_value(link[1]))

    def _take_relations(self, id_: str, there: _LayerCells) -> None:
        sources: Sequence[str] = ()
        base = ""
        stacks: list[dict[str, str]] = []
        for column, cell in there.cells:
            if column.kind is Cell.SOURCE:
                sources, base = _stacked(cell), column.base
            elif column.kind is Cell.FEATURE:
                for index, value in enumerate(_stacked(cell)):
                    while len(stacks) <= index:
                        stacks.append({})
                    if _without_number(value) != NO_VALUE:
                        stacks[index][column.feature] = unescaped_value(_without_number(value))
        self._relations.append((id_, there.layer, stacks, base, sources))

    def _layer_relations(self) -> Iterator[LayerRelation]:
        for id_, layer, stacks, base, sources in self._relations:
            for index, cell in enumerate(sources):
                match = _NUMBERED.fullmatch(cell)
                unit, first, second = (match[1], match[2], match[3]) if match else (cell, "0", "0")
                source = self._resolved(base, unit, int(first))
                target = self._resolved(base, id_, int(second or 0))
                features = stacks[index] if index < len(stacks) else {}
                yield LayerRelation(
                    layer, source.id if source else 0, target.id if target else 0, features, base
                )

    def _resolved(self, layer: str, id_: str, number: int) -> _Span | None:
        """The annotation at that unit, by its number if it has one."""
        unit = self._units.get(id_)
        if unit is None:
            return None
        spans = unit.spans.get(layer, ())
        if not number:
            return next(iter(spans), None)
        everything = (span for of_layer in (spans, *unit.spans.values()) for span in of_layer)
        return next((span for span in everything if span.number == number), None)

    def _chains(self) -> Iterator[LayerChain]:
        chains: dict[tuple[str, int], list[tuple[int, _Span]]] = defaultdict(list)
        for (layer, chain, place), link in self._links.items():
            chains[layer, chain].append((abs(place), link))
        for (layer, _), links in sorted(chains.items(), key=lambda one: (one[0][0], one[0][1])):
            in_order = [link for _, link in sorted(links, key=lambda one: one[0])]
            yield LayerChain(layer, [self._layer_span(link) for link in in_order])

    def _layer_span(self, span: _Span) -> LayerSpan:
        return LayerSpan(span.id, span.layer, span.start, span.end, span.features, slots=[*self._slots(span)])

    def _slots(self, span: _Span) -> Iterator[Slot]:
        for feature, cells in span.fillers.items():
            roles = span.roles.get(feature, ())
            for index, cell in enumerate(cells):
                match = _NUMBERED.fullmatch(cell)
                unit, number = (match[1], int(match[2])) if match else (cell, 0)
                filler = self._resolved(span.bases.get(feature, ""), unit, number)
                role = roles[index] if index < len(roles) else None
                yield Slot(feature, role, filler.id if filler else 0)


def _fill(span: _Span, column: Column, cell: str) -> None:
    """Puts what one cell says into the annotation; where it goes on over several units, the first says it."""
    value = _without_number(cell)
    if column.kind is Cell.FEATURE:
        if value not in (NO_VALUE, NOTHING):
            span.features.setdefault(column.feature, unescaped_value(value))
    elif column.kind is Cell.SLOT_ROLES and column.feature not in span.roles:
        roles = [] if value in (NOTHING, "") else [*parts_of(value, _SLOTS)]
        said = [None if role == NO_VALUE else unescaped_value(role) for role in roles]
        span.roles = {**span.roles, column.feature: said}
    elif column.kind is Cell.SLOT_TARGETS and column.feature not in span.fillers:
        fillers = [one for one in parts_of(cell, _SLOTS) if one not in (NO_VALUE, NOTHING, "")]
        span.fillers = {**span.fillers, column.feature: fillers}
        span.bases = {**span.bases, column.feature: column.base}


def _layer_cells(
    cells: Sequence[str], of_layer: Sequence[tuple[int, Sequence[Column]]]
) -> Iterator[_LayerCells]:
    """What stands in the cells of a row, by layer, of the layers of which there is anything."""
    for first, columns in of_layer:
        own = cells[first : first + len(columns)]
        if own.count(NOTHING) + own.count("") == len(own):
            continue
        layer, pairs = columns[0].layer, [*zip(columns, own, strict=True)]
        kinds = {column.kind for column in columns}
        if Cell.SOURCE in kinds:
            yield _LayerCells(layer, Cell.SOURCE, pairs, ())
        elif kinds & {Cell.LINK_TYPE, Cell.LINK_NUMBER}:
            yield _LayerCells(layer, Cell.LINK_TYPE, pairs, ())
        else:
            yield _LayerCells(layer, Cell.FEATURE, pairs, [*_stacked_spans(pairs)])


def _stacked_spans(cells: _Values) -> Iterator[tuple[int, _Values]]:
    stacks = [(column, _stacked(cell)) for column, cell in cells]
    for index in range(max(len(stack) for _, stack in stacks)):
        values = [(column, stack[index]) for column, stack in stacks if index < len(stack)]
        # The numbers in a cell of fillers are theirs.
        hosts = [value for column, value in values if column.kind is not Cell.SLOT_TARGETS]
        yield next(filter(None, map(_number_of, hosts)), 0), values


def _by_layer(columns: Sequence[Column]) -> Sequence[tuple[int, Sequence[Column]]]:
    """The columns of each layer, which stand together, with the number of the first."""
    numbered = groupby(enumerate(columns), key=lambda one: one[1].layer)
    together = [[*group] for _, group in numbered]
    return [(group[0][0], [column for _, column in group]) for group in together]


def _stacked(cell: str) -> Sequence[str]:
    """The values of annotations at one place, none if there is no annotation."""
    return () if cell in (NOTHING, "") else tuple(parts_of(cell, _STACKED))


def _number_of(cell: str) -> int:
    match = _NUMBERED.fullmatch(cell)
    return int(match[2]) if match and match[3] is None and not _is_escaped(match[1]) else 0


def _without_number(cell: str) -> str:
    match = _NUMBERED.fullmatch(cell)
    return match[1] if match and not _is_escaped(match[1]) else cell


def _is_escaped(before: str) -> bool:
    """Whether what follows is escaped by a backslash that is not escaped itself."""
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _labels(columns: Sequence[Column]) -> Mapping[str, str | None]:
    features: dict[str, list[str]] = defaultdict(list)
    for column in columns:
        features[column.layer] += [column.feature] if column.kind is Cell.FEATURE else []
    return {layer: label_feature(names) for layer, names in features.items()}


WEBANNO_READER = FileReader(WEBANNO_TSV, recognises, read_webanno, claims_type_system)
