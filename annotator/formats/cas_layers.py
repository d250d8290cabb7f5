"""From the structures of a CAS to layers of spans, relations and chains over its text."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from annotator.domain.article import SegmentKind
from annotator.domain.tokens import Offsets
from annotator.formats.cas import Cas, Structure
from annotator.formats.cas_types import (
    DEPENDENT,
    DIV,
    DIV_TYPE,
    DOCUMENT,
    FIRST,
    GOVERNOR,
    HEADING,
    NEXT,
    PARAGRAPH,
    SENTENCE,
    STRING,
    TOKEN,
)
from annotator.formats.counting import CODE_POINTS, UTF16, Counting
from annotator.formats.found_annotations import lost
from annotator.formats.layer_rules import BOOKKEEPING, is_of_mentions, label_features
from annotator.formats.layers import (
    NAMED_ENTITY,
    Division,
    DocumentLabel,
    LayerChain,
    Layered,
    LayerRelation,
    LayerSpan,
    Slot,
    short_name,
)
from annotator.formats.own_layers import is_own
from annotator.formats.utf16 import from_utf16, has_astral

DOCUMENT_META = "document"
"""The key of an article's meta for what the document is called elsewhere."""
_ENDS = ((GOVERNOR, DEPENDENT), ("governor", "dependent"), ("source", "target"))
_OF_PLACE = frozenset(("order", "xmiID"))
_A_FILE = re.compile(r".*\.[A-Za-z0-9]{2,5}")
_OWN_ID = re.compile(r"a-[0-9a-f]{16}")
_UNKNOWN_LANGUAGE = "x-unspecified"


def layers_in(cas: Cas) -> Layered:
    """The text with its layers."""
    return _Reading(cas).layered()


class _Reading:
    def __init__(self, cas: Cas) -> None:
        self._cas = cas
        self._counted_by_tokens = _counted(cas)
        self._place_of = _place_of(cas.text, self._counted_by_tokens.counting)
        self._in_chains: set[int] = set()
        self._counted: Counter[str] = Counter()
        self._fields: dict[str, str] = {}
        self._meta: dict[str, str] = {}
        self._tokens: list[Offsets] = []
        self._sentences: list[Offsets] = []
        self._divisions: list[Division] = []
        self._declared: dict[str, dict[str, None]] = defaultdict(dict)
        self._ancestors: dict[str, Sequence[str]] = {}

    def layered(self) -> Layered:
        cas = self._cas
        counting, is_proven, places = self._counted_by_tokens
        chains = [*self._chains()]
        spans: list[LayerSpan] = []
        relations: list[LayerRelation] = []
        on_document: list[DocumentLabel] = []
        for one in cas.structures.values():
            ends = _ends(one)
            if one.id in self._in_chains or (cas.members is not None and one.id not in cas.members):
                continue
            if ends is not None:
                relations.append(self._relation(one, *ends))
            elif one.id in places:
                self._tokens.append(places[one.id])
            elif one.place is not None:
                spans += self._span(one)
            else:
                on_document += self._on_document(one)
        return Layered(
            cas.text,
            spans=spans,
            relations=relations,
            chains=chains,
            on_document=on_document,
            sentences=[*self._lines()],
            divisions=[*_apart(self._divisions)],
            counting=counting,
            is_proven=is_proven,
            fields=self._fields,
            meta={DOCUMENT_META: dict(self._meta)} if self._meta else {},
            labels=label_features({layer: [*features] for layer, features in self._declared.items()}),
            ancestors=self._ancestors,
            losses=[
                lost(f"{number:,} of the layer {layer}", "it is no layer of mentions or answers")
                for layer, number in sorted(self._counted.items())
            ],
        )

    def _chains(self) -> Iterator[LayerChain]:
        """The chains; a link that leads back to one before ends its chain."""
        for head in self._cas.structures.values():
            first = self._cas.pointed_at(head, FIRST) if FIRST in head.pointers else ()
            if not first or head.place is not None:
                continue
            self._in_chains.add(head.id)
            links: list[Structure] = []
            link: Structure | None = first[0]
            while link is not None and link.id not in self._in_chains:
                self._in_chains.add(link.id)
                links.append(link)
                link = next(iter(self._cas.pointed_at(link, NEXT)), None)
            if links:
                yield LayerChain(links[0].type, [self._layer_span(one) for one in links])

    def _span(self, one: Structure) -> Iterator[LayerSpan]:
        if one.type in (TOKEN, SENTENCE):
            place = self._points(one)
            if place is not None:
                (self._tokens if one.type == TOKEN else self._sentences).append(place)
        elif one.type == DOCUMENT:
            self._read_document(one)
        elif short_name(one.type) in BOOKKEEPING:
            pass
        elif one.type in (DIV, PARAGRAPH, HEADING):
            self._divide(one)
        elif is_own(one.type) or is_of_mentions(one.type, self._known_ancestors(one.type)):
            yield self._layer_span(one)
        else:
            self._counted[one.type] += 1

    def _known_ancestors(self, type_: str) -> Sequence[str]:
        if type_ not in self._ancestors:
            self._ancestors[type_] = self._cas.types.ancestors(type_)
        return self._ancestors[type_]

    def _layer_span(self, one: Structure) -> LayerSpan:
        self._declare(one)
        features = {name: value for name, value in one.values.items() if name not in _OF_PLACE and value}
        several = {
            name: texts
            for name in dict.fromkeys((*one.several, *one.pointers))
            if name not in _OF_PLACE and (texts := self._cas.texts(one, name))
        }
        slots = [*self._slots(one)]
        start, end = one.place or (0, 0)
        return LayerSpan(one.id, one.type, start, end, features, several, slots)

    def _slots(self, one: Structure) -> Iterator[Slot]:
        """What fills the features of links to other spans, with or without a role."""
        for feature in one.pointers:
            if feature in _OF_PLACE or feature == NEXT:
                continue
            for pointed in self._cas.pointed_at(one, feature):
                filler = self._cas.pointed_at(pointed, "target")
                if filler:
                    yield Slot(feature, pointed.values.get("role"), filler[0].id)
                elif pointed.place is not None:
                    yield Slot(feature, None, pointed.id)

    def _declare(self, one: Structure) -> None:
        """Takes note of the features that a layer's label may stand in."""
        declared = self._declared[one.type]
        ranges = self._cas.types.features(one.type)
        if ranges and not declared:
            declared.update(dict.fromkeys(name for name, range_ in ranges.items() if self._is_text(range_)))
        elif not ranges:
            declared.update(dict.fromkeys(sorted(set(one.values) - _OF_PLACE)))

    def _is_text(self, range_: str) -> bool:
        """Whether it is text, or of a set of texts that somebody named."""
        return range_ == STRING or STRING in self._cas.types.ancestors(range_)

    def _relation(self, one: Structure, source: str, target: str) -> LayerRelation:
        self._declare(one)
        features = {name: value for name, value in one.values.items() if name not in _OF_PLACE and value}
        first, second = (self._cas.pointed_at(one, feature) for feature in (source, target))
        ids = [ends[0].id if ends else 0 for ends in (first, second)]
        base = first[0].type if first else NAMED_ENTITY
        return LayerRelation(one.type, ids[0], ids[1], features, base)

    def _on_document(self, one: Structure) -> Iterator[DocumentLabel]:
        name = short_name(one.type)
        if name in BOOKKEEPING or one.type.startswith("uima.cas.") or "target" in one.pointers:
            return
        if not is_of_mentions(one.type, self._known_ancestors(one.type)):
            self._counted[one.type] += 1
            return
        self._declare(one)
        features = {name: value for name, value in one.values.items() if name not in _OF_PLACE and value}
        if features:
            yield DocumentLabel(one.type, features)

    def _read_document(self, one: Structure) -> None:
        title, language = one.values.get("documentTitle"), one.values.get("language")
        if title and not _A_FILE.fullmatch(title.strip()) and title != one.values.get("documentId"):
            self._fields["title"] = title
        elif title:
            self._meta["documentTitle"] = title
        if language and language != _UNKNOWN_LANGUAGE:
            self._fields["language"] = language.lower()
        id_ = one.values.get("documentId")
        if id_ and not _OWN_ID.fullmatch(id_):
            self._meta["documentId"] = id_

    def _divide(self, one: Structure) -> None:
        kind = {HEADING: SegmentKind.SUBHEADING, PARAGRAPH: SegmentKind.PARAGRAPH}.get(one.type)
        said = one.values.get(DIV_TYPE, "")
        if said in set(SegmentKind):
            kind = SegmentKind(said)
        place = self._points(one)
        if kind is None or place is None:
            self._counted[one.type] += 1
        else:
            self._divisions.append(Division(kind, place))

    def _points(self, one: Structure) -> Offsets | None:
        """Where it stands in code points; None for no stretch of the text."""
        if one.place is None:
            return None
        start, end = map(self._place_of, one.place)
        return None if start is None or end is None or start >= end else (start, end)

    def _lines(self) -> Iterator[Sequence[Offsets]]:
        """The tokens of each sentence, or all of them together where there are no sentences."""
        tokens, starts = sorted(set(self._tokens)), sorted(start for start, _ in self._sentences)
        line: list[Offsets] = []
        number = 0
        for token in tokens:
            begins = False
            while number < len(starts) and starts[number] <= token[0]:
                number, begins = number + 1, True
            if begins and line:
                yield line
                line = []
            line.append(token)
        if line:
            yield line


class _Counted(NamedTuple):
    """How offsets count, whether tokens show it, and where these stand in code points, by their ids."""

    counting: Counting
    is_proven: bool
    places: Mapping[int, Offsets]


def _counted(cas: Cas) -> _Counted:
    """How tokens show that offsets count; UTF-16 units where there are none."""
    tokens = [one for one in cas.structures.values() if one.type == TOKEN]
    for counting in (UTF16, CODE_POINTS) if tokens else ():
        places = _places_of_words(cas.text, counting, [one.place or (0, 0) for one in tokens])
        if places is not None:
            return _Counted(counting, True, dict(zip((one.id for one in tokens), places, strict=True)))
    return _Counted(UTF16, False, {})


def _places_of_words(text: str, counting: Counting, offsets: Sequence[Offsets]) -> Sequence[Offsets] | None:
    """Where they are in code points, if each is something without white space at its edges."""
    if counting == UTF16 and has_astral(text):
        place_of = from_utf16(text)
        moved = [(place_of(start), place_of(end)) for start, end in offsets]
        offsets = [(start, end) for start, end in moved if start is not None and end is not None]
        if len(offsets) < len(moved):
            return None
    if any(end > len(text) for _, end in offsets):
        return None
    words = [text[start:end] for start, end in offsets]
    return offsets if all(words) and words == [word.strip() for word in words] else None


def _place_of(text: str, counting: Counting) -> Callable[[int], int | None]:
    if counting == UTF16:
        return from_utf16(text)
    return lambda offset: offset if offset <= len(text) else None


def _ends(one: Structure) -> tuple[str, str] | None:
    return next((pair for pair in _ENDS if one.pointers.keys() >= set(pair)), None) if one.pointers else None


def _apart(divisions: Collection[Division]) -> Iterator[Division]:
    """In order, those that do not overlap one before."""
    reached = 0
    for one in sorted(divisions, key=lambda division: division.span):
        if one.span[0] >= reached:
            yield one
            reached = one.span[1]
