"""What stands in which row of WebAnno TSV: the tokens, and the parts of tokens, that annotations cover."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from annotator.domain.tokens import Offsets
from annotator.formats.layers import LayerChain, Layered, LayerSpan

Place = tuple[int, int, int]
"""A row: the number of its token, and the offsets of the part of it that is meant."""
Link = tuple[int, int, LayerSpan]
"""A link with the numbers of its chain and of itself in that, from 1."""


@dataclass(slots=True)
class Units:
    """The rows that each annotation covers, what stands in each row, and the numbers that tell it apart."""

    tokens: Sequence[Place]
    """The rows of whole tokens, by number."""
    starts: Sequence[int]
    ends: Sequence[int]
    """Of the tokens."""
    of_span: dict[int, Sequence[Place]] = field(default_factory=dict)
    at: dict[Place, list[LayerSpan]] = field(default_factory=lambda: defaultdict(list))
    links_at: dict[Place, list[Link]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[int, int] = field(default_factory=dict)
    without_rows: list[LayerSpan] = field(default_factory=list)
    trimmed: list[LayerSpan] = field(default_factory=list)

    @property
    def places(self) -> Set[Place]:
        """The rows in which anything stands."""
        return self.at.keys() | self.links_at.keys()

    def parts_of_tokens(self) -> dict[int, list[Place]]:
        """The rows for parts of tokens, by token, in order."""
        parts: dict[int, list[Place]] = defaultdict(list)
        for place in self.places:
            if place != self.tokens[place[0]]:
                parts[place[0]].append(place)
        return {token: sorted(places, key=lambda one: (one[1], -one[2])) for token, places in parts.items()}


def units_of(layered: Layered, tokens: Sequence[Offsets]) -> Units:
    """Where the annotations stand; those outside of all tokens stand nowhere."""
    starts, ends = zip(*tokens, strict=True)
    units = Units([*zip(range(len(tokens)), starts, ends, strict=True)], starts, ends)
    for span in layered.spans:
        places = _places(units, span)
        units.of_span[span.id] = places
        for place in places:
            units.at[place].append(span)
        if not places:
            units.without_rows.append(span)
        elif (places[0][1], places[-1][2]) != (span.start, span.end):
            units.trimmed.append(span)
    for number, chain in enumerate(layered.chains, 1):
        _place_links(units, chain, number)
    _number(units, layered)
    return units


def _place_links(units: Units, chain: LayerChain, number: int) -> None:
    index = 0
    for link in chain.links:
        places = _places(units, link)
        index += bool(places)
        for place in places:
            units.links_at[place].append((number, index, link))


def _places(units: Units, span: LayerSpan) -> Sequence[Place]:
    first = bisect_right(units.ends, span.start)
    places = [*units.tokens[first : bisect_left(units.starts, span.end, first)]]
    if places:
        number, start, end = places[0]
        places[0] = number, max(start, span.start), end
        number, start, end = places[-1]
        places[-1] = number, start, min(end, span.end)
    return places


def _number(units: Units, layered: Layered) -> None:
    """Numbers what stands in several rows, beside another of its layer, or is of no expected layer."""
    unexpected = set(_unexpected(layered))
    for span in _in_order(units, layered.spans):
        places = units.of_span[span.id]
        is_alone = len(places) == 1 and sum(one.layer == span.layer for one in units.at[places[0]]) == 1
        if not is_alone or span.id in unexpected:
            units.numbers[span.id] = len(units.numbers) + 1


def _unexpected(layered: Layered) -> Iterator[int]:
    layer_of = {span.id: span.layer for span in layered.spans}
    for relation in layered.relations:
        for end in (relation.source, relation.target):
            if layer_of.get(end) != relation.base:
                yield end


def _in_order(units: Units, spans: Iterable[LayerSpan]) -> Iterable[LayerSpan]:
    placed = [span for span in spans if units.of_span[span.id]]
    return sorted(placed, key=lambda span: (units.of_span[span.id][0], span.id))
