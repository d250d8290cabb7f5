"""SEESAW’s lists by entity and sentence, filled with who says what, and in the order their file had."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pydantic import JsonValue

from annotator.formats.seesaw_annotations import (
    ABSENT,
    IDEOLOGIES,
    IDEOLOGY,
    LISTS,
    NOBODY,
    ORDER,
    ORDERS,
    SECTIONS,
    SENTIMENTS,
    STANCES,
)

LAST = 1 << 40
"""The rank of what did not come from such a file."""


class Saying(NamedTuple):
    annotator: str
    values: tuple[str | None, ...] = ()


@dataclass
class Entry:
    """A line that several people may have said, where it stands in its list, and who says it."""

    rank: int
    said: list[Saying] = field(default_factory=list)


class Triplet(NamedTuple):
    subject: str
    sentiment: str
    object: str
    number: int
    """Which one it is of an annotator’s equal ones, from 0."""


class SeesawLists:
    """The lists of one file; `meta` is what the article kept of the file it came from."""

    def __init__(self, meta: Mapping[str, JsonValue]) -> None:
        self._meta = meta
        self._entities: dict[tuple[str, int], Entry] = {}
        self._stances: dict[str, dict[Triplet, Entry]] = {}
        self._answers: dict[str, dict[str, Entry]] = {SENTIMENTS: {}, IDEOLOGIES: {}}
        self._ideology: list[Saying] = []
        self.number = 0
        """How many sayings there are."""

    def add_entity(self, name: str, number: int, rank: int, saying: Saying) -> None:
        """`number` tells entities of one name and one annotator apart, from 0."""
        self._say(self._entities.setdefault((name, number), Entry(rank)), rank, saying)

    def add_stance(self, sentence: str, triplet: Triplet, rank: int, saying: Saying) -> None:
        entries = self._stances.setdefault(sentence, {})
        self._say(entries.setdefault(triplet, Entry(rank)), rank, saying)

    def add_answer(self, part: str, name: str, rank: int, saying: Saying) -> None:
        """An answer about the entity of that name."""
        self._say(self._answers[part].setdefault(name, Entry(rank)), rank, saying)

    def add_ideology(self, saying: Saying) -> None:
        self._ideology.append(saying)
        self.number += 1

    def file(self, sentence_ids: Sequence[str]) -> dict[str, object]:
        """The parts of the file; those that it lacked and that are empty stay away."""
        parts: dict[str, object] = {
            LISTS: list(self._entity_lists()),
            STANCES: self._sentences(sentence_ids),
            **{part: self._answers_by_entity(part) for part in self._answers},
            IDEOLOGY: [
                {"ideology": label, "annotator": one.annotator}
                for one in self._sorted(self._ideology, IDEOLOGY, "")
                for label in one.values
            ],
        }
        absent = self._meta.get(ABSENT)
        absent = absent if isinstance(absent, list) else []
        return {part: parts[part] for part in SECTIONS if parts[part] or part not in absent}

    def _say(self, entry: Entry, rank: int, saying: Saying) -> None:
        entry.rank = min(entry.rank, rank)
        entry.said.append(saying)
        self.number += 1

    def _entity_lists(self) -> Iterator[list[object]]:
        for (name, _), entry in sorted(self._entities.items(), key=lambda one: one[1].rank):
            said = self._sorted(entry.said, LISTS, name)
            types, saliences = ([one.values[place] for one in said] for place in (0, 1))
            yield [name, types, saliences, [one.annotator for one in said]]

    def _sentences(self, ids: Sequence[str]) -> dict[str, object]:
        ranks = {id_: rank for rank, id_ in enumerate(ids)}
        found: dict[str, object] = {}
        for sentence in sorted(self._stances, key=lambda id_: (ranks.get(id_, LAST), id_)):
            entries = sorted(self._stances[sentence].items(), key=lambda one: one[1].rank)
            numbers = _numbers([entry for _, entry in entries])
            found[sentence] = [
                self._stance(sentence, number, triplet, entry)
                for number, (triplet, entry) in zip(numbers, entries, strict=True)
            ]
        return {**found, **self._nobody(STANCES)}

    def _stance(self, sentence: str, number: int, triplet: Triplet, entry: Entry) -> dict[str, object]:
        said = self._sorted(entry.said, STANCES, f"{sentence}-{number}")
        return {
            "id": number,
            "subject": triplet.subject,
            "sentiment": triplet.sentiment,
            "object": triplet.object,
            "annotators": [one.annotator for one in said],
        }

    def _answers_by_entity(self, part: str) -> dict[str, object]:
        entries = sorted(self._answers[part].items(), key=lambda one: one[1].rank)
        found: dict[str, object] = {
            name: [[*one.values, one.annotator] for one in self._sorted(entry.said, part, name)]
            for name, entry in entries
        }
        return {**found, **self._nobody(part)}

    def _nobody(self, part: str) -> dict[str, object]:
        """The keys under which the file had nothing."""
        empty = self._meta.get(NOBODY)
        keys = empty.get(part) if isinstance(empty, dict) else None
        filled = self._stances if part == STANCES else self._answers[part]
        if not isinstance(keys, list):
            return {}
        return {key: [] for key in keys if isinstance(key, str) and key not in filled}

    def _sorted(self, said: Sequence[Saying], part: str, key: str) -> list[Saying]:
        """By the order of people that the file had at that place, or else in all."""
        orders = self._meta.get(ORDERS)
        order = orders.get(f"{part}/{key}") if isinstance(orders, dict) else None
        ranks: dict[str, int] = {}
        for names in (order, self._meta.get(ORDER)):
            for name in names if isinstance(names, list) else ():
                if isinstance(name, str):
                    ranks.setdefault(name, len(ranks))
        return sorted(said, key=lambda one: (ranks.get(one.annotator, LAST), one.annotator))


def _numbers(entries: Sequence[Entry]) -> list[int]:
    """The numbers the file gave; new stances have those behind them."""
    numbers: list[int] = []
    for entry in entries:
        after = numbers[-1] + 1 if numbers else 0
        numbers.append(entry.rank if after <= entry.rank < LAST else after)
    return numbers
