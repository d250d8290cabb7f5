"""Writing WebAnno TSV 3.3: a token a row, a column for each feature of each layer, UTF-16 offsets."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from annotator.domain.loss import Loss
from annotator.formats.all_formats import WEBANNO_TSV
from annotator.formats.article_tokens import COLUMNS
from annotator.formats.cas_types import type_system_of
from annotator.formats.layer_files import LayerFile, layer_files
from annotator.formats.layer_types import TypeCollection
from annotator.formats.layers import (
    ENTITY_LAYER,
    JUDGEMENT_LAYER,
    PROGRESS_LAYER,
    REFERENCE_RELATION,
    REFERENCE_TYPE,
    VALUE,
    Layered,
    LayerRelation,
    LayerSpan,
    short_name,
)
from annotator.formats.type_system_files import TYPE_SYSTEM
from annotator.formats.unheld import quoted
from annotator.formats.utf16 import has_astral, utf16_of
from annotator.formats.webanno_escapes import escaped_text, escaped_value
from annotator.formats.webanno_lines import BASE_TYPE, CHAIN_LAYER, RELATION_LAYER, SPAN_LAYER, TEXT_LINE
from annotator.formats.webanno_tsv import NO_VALUE, NOTHING
from annotator.formats.webanno_units import Link, Place, Units, units_of
from annotator.formats.writer import Folder, FolderWriter, WriteOptions
from annotator.formats.written import Said, Written

_ABOUT_MENTIONS = (ENTITY_LAYER, JUDGEMENT_LAYER, PROGRESS_LAYER)
"""Layers of the program’s own whose annotations stand where a mention does, which is found all the same."""


def write_webanno(folder: Folder, said: Iterable[Said], options: WriteOptions) -> Iterator[Written]:
    """A folder for each article, in it a file for each annotator; layers are declared in TypeSystem.xml."""
    types = TypeCollection()
    for file in layer_files(said, options.scheme):
        losses = [*file.losses]
        if file.lines:
            folder.put(f"{file.name}.tsv", _Document(file, losses).content())
            types.of(file.layered)
        else:
            losses.append(Loss(file.article.id, "the article", "it has no words"))
        yield Written(1 if file.lines else 0, tuple(losses))
    folder.put(TYPE_SYSTEM, type_system_of(types.all))


class _Document:
    """One file in the making."""

    def __init__(self, file: LayerFile, losses: list[Loss]) -> None:
        self._text = file.article.text
        self._article_id = file.article.id
        self._lines = file.lines
        self._losses = losses
        self._layered = _with_bases(file.layered)
        self._units: Units = units_of(self._layered, [token for line in file.lines for token in line])
        self._parts = self._units.parts_of_tokens()
        self._firsts = [0, *accumulate(map(len, file.lines))]
        """The numbers of the first token of each line, and of one after the last."""
        self._count = utf16_of(self._text)
        # Tokens of a file may have white space in them, those of the program have none.
        self._is_plain = not has_astral(self._text) and COLUMNS.encode() not in file.article.meta
        self._relations: dict[Place, list[LayerRelation]] = defaultdict(list)
        self._span_layers = _features_of(self._layered.spans)
        self._chain_layers = sorted({chain.layer for chain in self._layered.chains})
        self._relation_layers = _features_of(self._layered.relations)
        self._known_cells: dict[tuple[int, ...], str] = {}
        """The cells of rows, by the numbers of what stands in them."""

    def content(self) -> bytes:
        """The file's content; what it cannot hold is added to the losses."""
        self._name_losses()
        self._place_relations()
        after_words = self._after_words()
        rows = [*self._header()]
        for line, text in enumerate(self._sentence_lines()):
            rows.append("")
            rows += (f"{TEXT_LINE}{escaped_text(one)}" for one in text)
            rows += self._rows(line, after_words[self._firsts[line] : self._firsts[line + 1]])
        return "\n".join((*rows, "")).encode()

    def _rows(self, line: int, after_words: Sequence[str]) -> list[str]:
        """The rows of a sentence, with what stands in each after the words."""
        text, count, sentence = self._text, self._count, line + 1
        tokens = zip(self._lines[line], after_words, strict=True)
        if self._is_plain:
            return [
                f"{sentence}-{token}\t{start}-{end}\t{text[start:end]}{after}"
                for token, ((start, end), after) in enumerate(tokens, 1)
            ]
        return [
            f"{sentence}-{token}\t{count(start)}-{count(end)}\t{self._words(start, end)}{after}"
            for token, ((start, end), after) in enumerate(tokens, 1)
        ]

    def _after_words(self) -> Sequence[str]:
        """What stands in the row of each token after its words; with it the rows of parts of the token."""
        after = [self._cells((), (), ())] * len(self._units.tokens)
        for place in self._units.places:
            after[place[0]] = self._cells_at(place)
        for number, parts in self._parts.items():
            whole = self._units.tokens[number]
            after[number] = "\n".join((self._cells_at(whole), *map(self._part_row, parts)))
        return after

    def _part_row(self, place: Place) -> str:
        _, start, end = place
        offsets = f"{self._count(start)}-{self._count(end)}"
        return f"{self._unit_id(place)}\t{offsets}\t{self._words(start, end)}{self._cells_at(place)}"

    def _unit_id(self, place: Place) -> str:
        number = place[0]
        line = bisect_right(self._firsts, number)
        unit = f"{line}-{number - self._firsts[line - 1] + 1}"
        if place == self._units.tokens[number]:
            return unit
        return f"{unit}.{self._parts[number].index(place) + 1}"

    def _words(self, start: int, end: int) -> str:
        """The words as they stand in a row, for tokens of a file may have anything in them."""
        words = self._text[start:end]
        return escaped_text(words) if "\n" in words or "\t" in words or "\r" in words else words

    def _header(self) -> Iterator[str]:
        yield "#FORMAT=WebAnno TSV 3.3"
        for layer, features in self._span_layers.items():
            yield f"{SPAN_LAYER}{layer}|{'|'.join(features)}"
        for layer in self._chain_layers:
            yield f"{CHAIN_LAYER}{layer}|{REFERENCE_RELATION}|{REFERENCE_TYPE}"
        for layer, features in self._relation_layers.items():
            base = next(one.base for one in self._layered.relations if one.layer == layer)
            yield f"{RELATION_LAYER}{'|'.join((layer, *features, BASE_TYPE + base))}"
        yield ""

    def _sentence_lines(self) -> Iterator[Sequence[str]]:
        """Each sentence, with what follows it where readers would not put that there by themselves."""
        reached = self._lines[0][0][0]
        if self._text[:reached].strip(" "):
            self._lose("the white space before the text", "spaces stand in its place")
        for words, following in zip(self._lines, [*self._lines[1:], None], strict=True):
            start, end = words[0][0], words[-1][1]
            until = len(self._text) if following is None else following[0][0]
            gap = self._text[end:until]
            is_usual = not gap or (following is not None and gap == "\n" + " " * (len(gap) - 1))
            yield self._text[start : end if is_usual else until].split("\n")

    def _cells_at(self, place: Place) -> str:
        """The cells of a row; the same for rows in which the same stands."""
        spans, links = self._units.at.get(place, ()), self._units.links_at.get(place, ())
        relations = self._relations.get(place, ())
        if relations:
            return self._cells(spans, links, relations)
        key = (*[span.id for span in spans], *[-number for link in links for number in link[:2]])
        if key not in self._known_cells:
            self._known_cells[key] = self._cells(spans, links, ())
        return self._known_cells[key]

    def _cells(
        self,
        spans: Sequence[LayerSpan],
        links: Sequence[Link],
        relations: Sequence[LayerRelation],
    ) -> str:
        cells = [""]
        for layer, features in self._span_layers.items():
            cells += self._span_cells([one for one in spans if one.layer == layer], features)
        for layer in self._chain_layers:
            cells += self._link_cells([one for one in links if one[2].layer == layer])
        for layer, features in self._relation_layers.items():
            cells += self._relation_cells([one for one in relations if one.layer == layer], features)
        return "\t".join((*cells, ""))

    def _span_cells(self, spans: Sequence[LayerSpan], features: Sequence[str]) -> Sequence[str]:
        if not spans:
            return [NOTHING] * (len(features) or 1)
        numbers = [self._number(span.id) for span in spans]
        return [
            "|".join(
                [f"{_value(span, feature)}{number}" for span, number in zip(spans, numbers, strict=True)]
            )
            for feature in features or ("",)
        ]

    def _link_cells(self, links: Sequence[Link]) -> Sequence[str]:
        if not links:
            return [NOTHING] * 2
        return [
            "|".join(
                f"{_value(link, REFERENCE_RELATION)}->{chain}-{number}" for chain, number, link in links
            ),
            "|".join(f"{_value(link, REFERENCE_TYPE)}[{chain}]" for chain, _, link in links),
        ]

    def _relation_cells(self, relations: Sequence[LayerRelation], features: Sequence[str]) -> Sequence[str]:
        if not relations:
            return [NOTHING] * (len(features) + 1)
        values = ("|".join(_value(relation, feature) for relation in relations) for feature in features)
        return [*values, "|".join(map(self._source, relations))]

    def _number(self, span_id: int) -> str:
        number = self._units.numbers.get(span_id)
        return "" if number is None else f"[{number}]"

    def _source(self, relation: LayerRelation) -> str:
        unit = self._unit_id(self._units.of_span[relation.source][0])
        numbers = [self._units.numbers.get(end, 0) for end in (relation.source, relation.target)]
        return f"{unit}[{numbers[0]}_{numbers[1]}]" if any(numbers) else unit

    def _place_relations(self) -> None:
        of_span = self._units.of_span
        for relation in self._layered.relations:
            # What has no rows was named already.
            if of_span.get(relation.source) and of_span.get(relation.target):
                self._relations[of_span[relation.target][0]].append(relation)
            else:
                label = relation.features.get("label", relation.layer)
                self._lose(f"the relation {label}", "one of its ends has no words")

    def _name_losses(self) -> None:
        for span in self._units.without_rows:
            self._lose(self._in_words(span), "it marks nothing but white space, for which there are no rows")
        for span in self._units.trimmed:
            if span.layer in _ABOUT_MENTIONS:
                continue
            why = "white space at its edges has no rows"
            self._lose(f"the edges of {self._in_words(span)}", why)

    def _in_words(self, span: LayerSpan) -> str:
        label = span.features.get(VALUE) or span.features.get("label") or short_name(span.layer)
        return f"{quoted(self._text, {'start': span.start, 'end': span.end})} ({label})"

    def _lose(self, what: str, why: str) -> None:
        self._losses.append(Loss(self._article_id, what, why))


def _with_bases(layered: Layered) -> Layered:
    """Each layer of relations with one base, as the format has it: that of the first."""
    layer_of = {span.id: span.layer for span in layered.spans}
    bases: dict[str, str] = {}
    for relation in layered.relations:
        bases.setdefault(relation.layer, layer_of.get(relation.source, relation.base))
    return replace(
        layered, relations=[relation._replace(base=bases[relation.layer]) for relation in layered.relations]
    )


def _features_of(annotations: Iterable[LayerSpan | LayerRelation]) -> Mapping[str, Sequence[str]]:
    """The features of each layer that have a value somewhere, all in order of names."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in annotations:
        found[one.layer].update(one.features)
    return {layer: sorted(features) for layer, features in sorted(found.items())}


def _value(annotation: LayerSpan | LayerRelation, feature: str) -> str:
    value = annotation.features.get(feature)
    return escaped_value(value) if value else NO_VALUE


WEBANNO_WRITER = FolderWriter(WEBANNO_TSV, write_webanno)
