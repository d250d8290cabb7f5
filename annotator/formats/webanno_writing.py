"""Writing WebAnno TSV 3.3: a token a row, a column for each feature of each layer, UTF-16 offsets."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from annotator.domain.loss import Loss
from annotator.formats.all_formats import WEBANNO_TSV
from annotator.formats.cas_types import type_system_of, types_of
from annotator.formats.layer_files import LayerFile, layer_files
from annotator.formats.layers import (
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
from annotator.formats.utf16 import utf16_of
from annotator.formats.webanno_escapes import escaped_text, escaped_value
from annotator.formats.webanno_lines import BASE_TYPE, CHAIN_LAYER, RELATION_LAYER, SPAN_LAYER, TEXT_LINE
from annotator.formats.webanno_tsv import NO_VALUE, NOTHING
from annotator.formats.webanno_units import Place, Units, units_of
from annotator.formats.writer import Folder, FolderWriter, WriteOptions
from annotator.formats.written import Said, Written


def write_webanno(folder: Folder, said: Iterable[Said], options: WriteOptions) -> Iterator[Written]:
    """A folder for each article, in it a file for each annotator; layers are declared in TypeSystem.xml."""
    types = types_of(())
    for file in layer_files(said, options.scheme):
        losses = [*file.losses]
        if file.lines:
            folder.put(f"{file.name}.tsv", _Document(file, losses).content())
            types = types.with_types(types_of((file.layered,)))
        else:
            losses.append(Loss(file.article.id, "the article", "it has no words"))
        yield Written(1 if file.lines else 0, tuple(losses))
    folder.put(TYPE_SYSTEM, type_system_of(types))


class _Document:
    """One file in the making."""

    def __init__(self, file: LayerFile, losses: list[Loss]) -> None:
        self._text = file.article.text
        self._article_id = file.article.id
        self._lines = file.lines
        self._losses = losses
        self._layered = _with_bases(file.layered)
        self._units: Units = units_of(self._layered, [token for line in file.lines for token in line])
        self._count = utf16_of(self._text)
        self._relations: dict[tuple[Place, str], list[LayerRelation]] = defaultdict(list)
        self._unit_id: dict[Place, str] = {}
        self._span_layers = _features_of(self._layered.spans)
        self._chain_layers = sorted({chain.layer for chain in self._layered.chains})
        self._relation_layers = _features_of(self._layered.relations)
        self._width = (
            sum(max(len(features), 1) for features in self._span_layers.values())
            + 2 * len(self._chain_layers)
            + sum(len(features) + 1 for features in self._relation_layers.values())
        )
        self._annotated = {place for place, _ in (*self._units.at, *self._units.links_at)}

    def content(self) -> bytes:
        self._name_losses()
        parts = self._units.parts_of_tokens()
        self._name_units(parts)
        self._place_relations()
        rows = [*self._header()]
        number = 0
        for line, words in zip(self._sentence_lines(), self._lines, strict=True):
            rows.append("")
            rows += (f"{TEXT_LINE}{escaped_text(one)}" for one in line)
            for start, end in words:
                rows.append(self._row((number, start, end)))
                rows += map(self._row, parts.get(number, ()))
                number += 1
        return "\n".join((*rows, "")).encode()

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

    def _row(self, place: Place) -> str:
        _, start, end = place
        words = self._text[start:end]
        if "\n" in words or "\t" in words or "\r" in words:
            words = escaped_text(words)
        cells = self._cells(place) if place in self._annotated else [NOTHING] * self._width
        count = self._count
        return "\t".join((self._unit_id[place], f"{count(start)}-{count(end)}", words, *cells, ""))

    def _cells(self, place: Place) -> Iterator[str]:
        for layer, features in self._span_layers.items():
            spans = self._units.at.get((place, layer), ())
            for feature in features or ("",):
                yield self._stacked(f"{_value(span, feature)}{self._number(span.id)}" for span in spans)
        for layer in self._chain_layers:
            links = self._units.links_at.get((place, layer), ())
            yield self._stacked(
                f"{_value(link, REFERENCE_RELATION)}->{chain}-{number}" for chain, number, link in links
            )
            yield self._stacked(f"{_value(link, REFERENCE_TYPE)}[{chain}]" for chain, _, link in links)
        for layer, features in self._relation_layers.items():
            relations = self._relations.get((place, layer), ())
            for feature in features:
                yield self._stacked(_value(relation, feature) for relation in relations)
            yield self._stacked(self._source(relation) for relation in relations)

    def _stacked(self, values: Iterable[str]) -> str:
        return "|".join(values) or NOTHING

    def _number(self, span_id: int) -> str:
        number = self._units.numbers.get(span_id)
        return "" if number is None else f"[{number}]"

    def _source(self, relation: LayerRelation) -> str:
        unit = self._unit_id[self._units.of_span[relation.source][0]]
        numbers = [self._units.numbers.get(end, 0) for end in (relation.source, relation.target)]
        return f"{unit}[{numbers[0]}_{numbers[1]}]" if any(numbers) else unit

    def _place_relations(self) -> None:
        of_span = self._units.of_span
        for relation in self._layered.relations:
            # What has no rows was named already.
            if of_span.get(relation.source) and of_span.get(relation.target):
                self._relations[of_span[relation.target][0], relation.layer].append(relation)
            else:
                label = relation.features.get("label", relation.layer)
                self._lose(f"the relation {label}", "one of its ends has no words")

    def _name_units(self, parts: Mapping[int, Sequence[Place]]) -> None:
        number = 0
        for line, words in enumerate(self._lines, 1):
            for token, (start, end) in enumerate(words, 1):
                self._unit_id[number, start, end] = f"{line}-{token}"
                for part, place in enumerate(parts.get(number, ()), 1):
                    self._unit_id[place] = f"{line}-{token}.{part}"
                number += 1

    def _name_losses(self) -> None:
        for span in self._units.without_rows:
            self._lose(self._in_words(span), "it marks nothing but white space, for which there are no rows")
        for span in self._units.trimmed:
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
        layered, relations=[replace(relation, base=bases[relation.layer]) for relation in layered.relations]
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
