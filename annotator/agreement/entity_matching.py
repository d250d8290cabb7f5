"""Which entities of several annotators are the same one, by their mentions first and then by their names."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from annotator.agreement.alignment import length_of, shared_length
from annotator.agreement.assignment import heaviest_matching
from annotator.agreement.entity_names import SAME_LAST_NAME, NameKey, name_keys, name_weight
from annotator.agreement.reading import ReadEntity, Reading, ReadMention
from annotator.domain.tokens import Offsets

Weights = dict[tuple[int, int], float]
"""By row and number."""
_Marked = tuple[int, int, ReadMention, int]
"""Where a mention starts, which of all it is, the mention itself, and the number of its entity."""


def match_entities(readings: Sequence[Reading]) -> Mapping[tuple[str, str], int]:
    """The number of the common entity by annotator's name and entity id, for every entity of every reading.

    Two entities of one annotator never share a number. The readings are taken by annotator's name; each
    further one is assigned to the entities found so far so that what is shared weighs most: mentions with
    the same pieces (1 each) or overlapping ones (code points in both by those in either); for entities
    without a partner yet the knowledge-base id, the canonical name, the name, or the last name of one full
    name alone.
    """
    found = CommonEntities()
    numbers: dict[tuple[str, str], int] = {}
    for reading in sorted(readings, key=lambda reading: reading.annotator):
        found.take(reading)
        numbers.update(((reading.annotator, id_), number) for id_, number in found.newest.items())
    return numbers


class CommonEntities:
    """The entities of the readings taken so far, by their numbers."""

    def __init__(self) -> None:
        self.newest: dict[str, int] = {}
        """The numbers of the entities of the reading that was taken last."""
        self._to_keep: Sequence[ReadMention] = ()
        self._members: list[list[ReadEntity]] = []
        self._by_pieces: dict[tuple[Offsets, ...] | Offsets, list[int]] = {}
        self._mentions: list[_Marked] = []
        self._is_in_order = True
        self._longest = 0

    def take(self, reading: Reading) -> None:
        """Finds the numbers of the reading's entities."""
        entities = list(reading.entities.values())
        numbers: dict[int, int] = {}
        if self._members:
            rows = {id_: row for row, id_ in enumerate(reading.entities)}
            numbers = self.assign(entities, self.mention_weights(rows, reading.mentions))
        for row, entity in enumerate(entities):
            if row not in numbers:
                numbers[row] = len(self._members)
                self._members.append([])
            self._members[numbers[row]].append(entity)
        self.newest = {id_: numbers[row] for row, id_ in enumerate(reading.entities)}
        self._to_keep = reading.mentions

    def assign(self, entities: Sequence[ReadEntity], weights: Weights) -> dict[int, int]:
        """The number of each row that has a partner; a row is the place of one of the entities.

        The weights are of their mentions, as `mention_weights` gives them.
        """
        numbers = dict(_uncontested(weights))
        if len(numbers) < len(weights):
            contested = {
                (row, number): weight + self._name_weight(entities[row], number)
                for (row, number), weight in weights.items()
                if row not in numbers
            }
            numbers.update(heaviest_matching(contested))
        if len(numbers) < len(entities):
            numbers.update(heaviest_matching(self._name_weights(entities, numbers)))
        return numbers

    def mention_weights(self, row_of: Mapping[str, int], mentions: Sequence[ReadMention]) -> Weights:
        """What the mentions of each row, found by their entity, share with those of each number."""
        self._keep_last()
        weights: Weights = {}
        for mention in mentions:
            row = row_of.get(mention.entity or "")
            if row is None:
                continue
            same = self._by_pieces.get(mention.pieces or (mention.start, mention.end))
            if same is not None:
                for number in same:
                    weights[row, number] = weights.get((row, number), 0.0) + 1
            else:
                for number, share in self._overlapping(mention):
                    weights[row, number] = weights.get((row, number), 0.0) + share
        return weights

    def _overlapping(self, mention: ReadMention) -> Iterator[tuple[int, float]]:
        if not self._is_in_order:
            self._mentions.sort()
            self._is_in_order = True
        first = bisect_left(self._mentions, (mention.start - self._longest,))
        for start, _, other, number in islice(self._mentions, first, None):
            if start >= mention.end:
                return
            if shared := shared_length(mention, other):
                yield number, shared / (length_of(mention) + length_of(other) - shared)

    def _name_weights(self, entities: Sequence[ReadEntity], taken: Mapping[int, int]) -> Weights:
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

    def _keep_last(self) -> None:
        """Keeps the mentions of the reading that was taken last, put off until something is compared."""
        if not self._to_keep:
            return
        for mention in self._to_keep:
            number = self.newest.get(mention.entity or "")
            if number is None:
                continue
            start, end = mention.start, mention.end
            self._by_pieces.setdefault(mention.pieces or (start, end), []).append(number)
            self._mentions.append((start, len(self._mentions), mention, number))
            if end - start > self._longest:
                self._longest = end - start
        # Ordering is put off, since many articles have no mention that others have not just like it.
        self._to_keep, self._is_in_order = (), False


def _uncontested(weights: Mapping[tuple[int, int], float]) -> Iterator[tuple[int, int]]:
    """Those who share something with one another and with nobody else."""
    of_row = Counter(row for row, _ in weights)
    of_number = Counter(number for _, number in weights)
    return (pair for pair in weights if of_row[pair[0]] == 1 and of_number[pair[1]] == 1)
