"""Everything that was said about one article, made ready once so that each decision on it is quick."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from annotator.agreement.alike import alike
from annotator.agreement.conflict import Item, Variant
from annotator.agreement.entity_matching import match_entities
from annotator.agreement.entity_partners import EntityPartners
from annotator.agreement.mention_places import MentionPlaces
from annotator.agreement.reading import Reading
from annotator.agreement.table import Layer
from annotator.domain.annotation import Annotation, Judgement, Mention
from annotator.domain.article import Article


class Said(NamedTuple):
    """Something that was said: a mention, an entity or a judgement, by annotator's name and its id there."""

    annotator: str
    id: str


class EverythingSaid:
    """The annotations of one article by annotator's name, and their items; what follows is worked out once.

    Nothing of it depends on gold, so that it serves every decision until somebody changes their answer.
    """

    def __init__(
        self, article: Article, annotations: Mapping[str, Annotation], items: Sequence[Item]
    ) -> None:
        self.article = article
        self.annotations = annotations
        self.items = items

    def prepare(self) -> None:
        """Works out now, on a thread that has the time, what decisions will want."""
        _ = self.same, self.grouped_by, self.partners, self.ids, self.places, self.alike
        for annotation in self.annotations.values():
            _ = annotation.mentions_of

    @cached_property
    def ids(self) -> frozenset[str]:
        """Of the items."""
        return frozenset(item.id for item in self.items)

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        return {name: Reading.of(annotation) for name, annotation in self.annotations.items()}

    @cached_property
    def numbers(self) -> Mapping[tuple[str, str], int]:
        """The number of the common entity, by annotator's name and entity id."""
        return match_entities(list(self.readings.values()))

    @cached_property
    def same(self) -> Mapping[int, Sequence[Said]]:
        """Everybody's entities that are one, by the number of the common entity."""
        found: dict[int, list[Said]] = {}
        for said, number in sorted(self.numbers.items()):
            found.setdefault(number, []).append(Said(*said))
        return found

    @cached_property
    def grouped_by(self) -> Mapping[Said, Item]:
        """By entity, the item that asks whether its mentions are one."""
        return {
            said: item
            for item in self.items
            if item.layer is Layer.ENTITIES
            for variant in item.variants
            for said in everything(variant)
        }

    @cached_property
    def alike(self) -> Mapping[str, Sequence[Item]]:
        """By the id of each conflict, those that ask the same, itself among them."""
        return alike(self.items, self.article.text, self.annotations)

    @cached_property
    def partners(self) -> Mapping[str, EntityPartners]:
        """What finds everybody's entities in gold, by annotator's name."""
        return {name: EntityPartners(reading) for name, reading in self.readings.items()}

    @cached_property
    def places(self) -> Mapping[str, MentionPlaces]:
        """Where everybody's mentions lie, by annotator's name."""
        return {name: MentionPlaces(one.ordered_mentions) for name, one in self.annotations.items()}

    def mention(self, said: Said) -> Mention:
        return self.annotations[said.annotator].mentions[said.id]

    def judgement(self, said: Said) -> Judgement:
        return self.annotations[said.annotator].judgements[said.id]


def everything(variant: Variant) -> list[Said]:
    """What the variant is in the annotations of those who gave it."""
    return [
        Said(annotator, id_)
        for annotator, ids in zip(variant.annotators, variant.items, strict=True)
        for id_ in ids
    ]
