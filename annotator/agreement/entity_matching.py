"""Which entities of several annotators are the same one, by their mentions first and then by their names."""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from annotator.agreement.alignment import pieces_of, shared_length
from annotator.agreement.assignment import heaviest_matching
from annotator.agreement.entity_names import SAME_LAST_NAME, NameKey, name_keys, name_weight
from annotator.agreement.reading import ReadEntity, Reading, ReadMention
from annotator.domain.tokens import Offsets

_Weights = dict[tuple[int, int], float]
_Marked = tuple[ReadMention, int]
"""A mention, and the row or number of its entity."""


def match_entities(readings: Sequence[Reading]) -> Mapping[tuple[str, str], int]:
    """The number of the common entity by annotator's name and entity id, for every entity of every reading.

    Two entities of one annotator never share a number. The readings are taken by annotator's name; each
    further one is assigned to the entities found so far so that what is shared weighs most: mentions with
    the same pieces (1 each) or overlapping ones (code points in both by those in either); for entities
    without a partner yet the knowledge-base id, the canonical name, the name, or the last name of one full
    name alone.
    """
    found = _CommonEntities()
    return {
        (reading.annotator, id_): number
        for reading in sorted(readings, key=lambda reading: reading.annotator)
        for id_, number in found.take(reading).items()
    }


class _CommonEntities:
    """The entities of the readings taken so far, by their numbers."""

    def __init__(self) -> None:
        self._members: list[list[ReadEntity]] = []
        self._by_pieces: dict[tuple[Offsets, ...], list[int]] = defaultdict(list)
        self._by_start: list[_Marked] = []
        self._longest = 0

    def take(self, reading: Reading) -> dict[str, int]:
        """The number of each entity of the reading."""
        entities = list(reading.entities.values())
        row_of = {id_: row for row, id_ in enumerate(reading.entities)}
        marked = [(m, row_of[m.entity]) for m in reading.mentions if m.entity in row_of]
        numbers = self._assign(entities, marked) if self._members else {}
        for row, entity in enumerate(entities):
            if row not in numbers:
                numbers[row] = len(self._members)
                self._members.append([])
            self._members[numbers[row]].append(entity)
        for mention, row in marked:
            self._keep(mention, numbers[row])
        return {id_: numbers[row] for id_, row in row_of.items()}

    def _assign(self, entities: Sequence[ReadEntity], marked: Iterable[_Marked]) -> dict[int, int]:
        """The number of each row that has a partner."""
        weights = self._mention_weights(marked)
        numbers = dict(_uncontested(weights))
        contested = {
            (row, number): weight + self._name_weight(entities[row], number)
            for (row, number), weight in weights.items()
            if row not in numbers
        }
        numbers.update(heaviest_matching(contested))
        if len(numbers) < len(entities):
            numbers.update(heaviest_matching(self._name_weights(entities, numbers)))
        return numbers

    def _mention_weights(self, marked: Iterable[_Marked]) -> _Weights:
        weights: _Weights = defaultdict(float)
        for mention, row in marked:
            if same := self._by_pieces.get(pieces_of(mention)):
                for number in same:
                    weights[row, number] += 1
            else:
                for number, share in self._overlapping(mention):
                    weights[row, number] += share
        return weights

    def _overlapping(self, mention: ReadMention) -> Iterator[tuple[int, float]]:
        first = bisect_left(self._by_start, mention.start - self._longest, key=_start)
        for other, number in islice(self._by_start, first, None):
            if other.start >= mention.end:
                return
            if shared := shared_length(mention, other):
                yield number, shared / (_length(mention) + _length(other) - shared)

    def _name_weights(self, entities: Sequence[ReadEntity], taken: Mapping[int, int]) -> _Weights:
        """Of those without a partner; a last name counts only where one full name alone has it."""
        by_key, held = self._numbers_by_name(), set(taken.values())
        weights = {
            (row, number): weight
            for row, entity in enumerate(entities)
            if row not in taken
            for number in sorted({number for key in name_keys(entity) for number in by_key.get(key, ())})
            if number not in held and (weight := self._name_weight(entity, number))
        }
        by_last = {pair: weight for pair, weight in weights.items() if weight == SAME_LAST_NAME}
        unique = set(_uncontested(by_last))
        return {pair: weight for pair, weight in weights.items() if pair not in by_last or pair in unique}

    def _name_weight(self, entity: ReadEntity, number: int) -> float:
        return max(name_weight(entity, other) for other in self._members[number])

    def _numbers_by_name(self) -> Mapping[NameKey, set[int]]:
        # Made anew each time: names are asked for only where mentions leave something open.
        by_key: dict[NameKey, set[int]] = defaultdict(set)
        for number, members in enumerate(self._members):
            for key in (key for member in members for key in name_keys(member)):
                by_key[key].add(number)
        return by_key

    def _keep(self, mention: ReadMention, number: int) -> None:
        self._by_pieces[pieces_of(mention)].append(number)
        insort(self._by_start, (mention, number), key=_start)
        self._longest = max(self._longest, mention.end - mention.start)


def _uncontested(weights: Mapping[tuple[int, int], float]) -> Iterator[tuple[int, int]]:
    """Those who share something with one another and with nobody else."""
    of_row = Counter(row for row, _ in weights)
    of_number = Counter(number for _, number in weights)
    return (pair for pair in weights if of_row[pair[0]] == 1 and of_number[pair[1]] == 1)


def _start(marked: _Marked) -> int:
    return marked[0].start


def _length(mention: ReadMention) -> int:
    return sum(end - start for start, end in pieces_of(mention))
