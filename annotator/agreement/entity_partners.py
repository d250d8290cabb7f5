"""Finds the entities of one reading again and again in an annotation that changes a little each time."""

from collections.abc import Iterable, Mapping, Sequence

from annotator.agreement.entity_matching import CommonEntities, Weights
from annotator.agreement.reading import ReadEntity, Reading, ReadMention
from annotator.domain.annotation import Mention
from annotator.domain.tokens import Offsets


class EntityPartners:
    """One reading's entities; what a place of the text weighs for each is worked out once and kept."""

    def __init__(self, reading: Reading) -> None:
        self._ids = tuple(reading.entities)
        self._found = CommonEntities()
        self._found.take(reading)
        self._shares: dict[tuple[Offsets, ...] | Offsets, Sequence[tuple[int, float]]] = {}

    def among(self, entities: Sequence[ReadEntity], mentions: Iterable[Mention]) -> Mapping[str, str]:
        """Which of the entities, whose mentions are given, is the partner, by the id in this reading.

        They are matched as `match_entities` does two readings, this one first; some have no partner.
        """
        numbers = self._found.assign(entities, self._weights(entities, mentions))
        return {self._ids[number]: entities[row].id for row, number in numbers.items()}

    def _weights(self, entities: Sequence[ReadEntity], mentions: Iterable[Mention]) -> Weights:
        row_of = {entity.id: row for row, entity in enumerate(entities)}
        weights: Weights = {}
        for mention in mentions:
            row = row_of.get(mention.entity or "")
            if row is None:
                continue
            place = mention.fragments or (mention.start, mention.end)
            shares = self._shares.get(place)
            if shares is None:
                shares = self._shares[place] = self._shares_at(mention)
            for number, share in shares:
                weights[row, number] = weights.get((row, number), 0.0) + share
        return weights

    def _shares_at(self, mention: Mention) -> Sequence[tuple[int, float]]:
        alone = ReadMention("", mention.start, mention.end, "", "", mention.fragments)
        weights = self._found.mention_weights({"": 0}, (alone,))
        return [(number, share) for (_, number), share in weights.items()]
