"""What several people say of a SEESAW article: from lists by entity and sentence to an annotation of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue

from annotator.domain.annotation import ARTICLE, AUTHOR, UNLISTED, Ref, RefKind, segment_ref
from annotator.domain.loss import Loss
from annotator.domain.scheme import About, Scheme
from annotator.domain.tokens import Offsets
from annotator.formats.found_annotations import FoundAnnotation, FoundEntity, FoundJudgement, lost
from annotator.formats.json_values import (
    Record,
    Unreadable,
    as_object,
    as_text,
    id_of,
    list_of,
    list_or_empty,
    object_or_empty,
    objects_or_empty,
    text_of,
    texts_of,
)
from annotator.formats.seesaw_article import META, TITLE
from annotator.formats.sentence_records import task_named

LISTS, STANCES = "entity lists", "sentence-level stances"
SENTIMENTS, IDEOLOGIES, IDEOLOGY = "entity sentiments", "entity ideologies", "article ideology"
SECTIONS = (LISTS, STANCES, SENTIMENTS, IDEOLOGIES, IDEOLOGY)
STANCE, SALIENCE = "stance", "salience"
TASKS: Mapping[str, tuple[str, About]] = {
    STANCES: (STANCE, About.PAIR),
    LISTS: (SALIENCE, About.ENTITY),
    SENTIMENTS: ("sentiment", About.ENTITY),
    IDEOLOGIES: ("ideology", About.ENTITY),
    IDEOLOGY: ("article_ideology", About.ARTICLE),
}
"""The task that each part of a file answers."""
AUTHOR_NAME, UNLISTED_NAME = "None", "Not in the list"
WITHOUT_TYPE = "Others"

ORDER, ORDERS, NOBODY, ABSENT = "annotators", "orders", "nobody", "absent"
"""Keys of the article’s meta: who comes first, where that differs, empty lists, parts that the file lacks."""
NOT_LISTED, NOWHERE = "not_listed", "sentences"
"""Keys of an annotation’s meta: entities that its annotator did not list; the sentences of stances that
have none in the text."""
_PARTS_OF_ENTITY = 4


@dataclass
class _Person:
    """What one annotator says, as it is found."""

    name: str
    entities: dict[str, FoundEntity] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)
    judgements: dict[str, FoundJudgement] = field(default_factory=dict)
    not_listed: list[JsonValue] = field(default_factory=list)
    nowhere: dict[str, JsonValue] = field(default_factory=dict)

    def take_in(self, entity: FoundEntity, *, is_listed: bool) -> None:
        if entity.id not in self.entities:
            self.entities[entity.id] = entity
            self.by_name.setdefault(entity.name, entity.id)
            self.by_name.setdefault(_plain(entity.name), entity.id)
            if not is_listed:
                self.not_listed.append(entity.id)

    def judge(self, judgement: FoundJudgement) -> None:
        self.judgements[judgement.id] = judgement

    def free_id(self, wanted: str) -> str:
        """The id, with a number behind it where it is taken."""
        id_, number = wanted, 1
        while id_ in self.judgements:
            number += 1
            id_ = f"{wanted}-{number}"
        return id_

    def annotation(self) -> FoundAnnotation:
        meta: dict[str, JsonValue] = {}
        if self.not_listed:
            meta[NOT_LISTED] = self.not_listed
        if self.nowhere:
            meta[NOWHERE] = self.nowhere
        return FoundAnnotation(
            self.name,
            entities=tuple(self.entities.values()),
            judgements=tuple(self.judgements.values()),
            meta={META: meta} if meta else {},
        )


class SeesawReading:
    """The file of annotations on its way to annotations; `meta` and `losses` are the article’s.

    Raises Unreadable for what is no such file.
    """

    def __init__(self, values: Record, places: Mapping[str, Offsets], scheme: Scheme | None) -> None:
        self._values = values
        self._places = places
        self._tasks = {part: task_named(name, about, scheme) for part, (name, about) in TASKS.items()}
        self._people: dict[str, _Person] = {}
        self._listed: dict[str, FoundEntity] = {}
        self._numbers = 0
        self._orders: dict[str, JsonValue] = {}
        self._nobody: dict[str, JsonValue] = {}
        self.losses: list[Loss] = []
        self._read_lists()
        self._read_stances()
        for part in (SENTIMENTS, IDEOLOGIES):
            self._read_answers(part)
        self._read_ideology()

    def annotations(self) -> tuple[FoundAnnotation, ...]:
        """Each person’s, in the order in which they first speak."""
        return tuple(person.annotation() for person in self._people.values())

    @property
    def meta(self) -> dict[str, JsonValue]:
        """What the file needs back and no single annotation holds."""
        meta: dict[str, JsonValue] = {ORDER: list(self._people)}
        if orders := self._differing_orders():
            meta[ORDERS] = orders
        if self._nobody:
            meta[NOBODY] = self._nobody
        if absent := [part for part in (TITLE, *SECTIONS) if part not in self._values]:
            meta[ABSENT] = list(absent)
        return meta

    def _read_lists(self) -> None:
        for number, item in enumerate(list_or_empty(self._values, LISTS), 1):
            name, types, saliences, annotators = _entity(item, f"{LISTS}: {number}")
            self._numbers = number
            id_ = f"e{number}"
            if not annotators:
                self.losses.append(lost(f"the entity {name}", "nobody lists it"))
            for person, type_, salience in zip(
                self._spoken(annotators, LISTS, name), types, saliences, strict=True
            ):
                if person is None:
                    continue
                if not type_:
                    self.losses.append(lost(f"that {name} has no type", "entities have one"))
                entity = FoundEntity(id_, name, type_ or WITHOUT_TYPE)
                self._listed.setdefault(name, entity)
                self._listed.setdefault(_plain(name), entity)
                person.take_in(entity, is_listed=True)
                if salience is not None:
                    self._judge_entity(person, LISTS, id_, salience)

    def _read_stances(self) -> None:
        for sentence, stances in self._lists_in(STANCES):
            for number, value in enumerate(stances):
                stance = as_object(value, f"{STANCES}: {sentence}: {number}")
                id_ = id_of(stance, "id") if "id" in stance else str(number)
                annotators = texts_of(stance, "annotators")
                for key in sorted(stance.keys() - {"id", "subject", "sentiment", "object", "annotators"}):
                    what = f"“{key}” of stance {id_} in sentence {sentence}"
                    self.losses.append(lost(what, "stances have no place for it"))
                if not annotators:
                    what = f"stance {id_} in sentence {sentence}"
                    self.losses.append(lost(what, "nobody says it"))
                for person in self._spoken(annotators, STANCES, f"{sentence}-{id_}"):
                    if person is not None:
                        self._take_stance(person, sentence, id_, stance)

    def _take_stance(self, person: _Person, sentence: str, id_: str, stance: Record) -> None:
        place = self._places.get(sentence, (0, 0))
        free = person.free_id(f"{sentence}-{id_}")
        is_somewhere = place[0] < place[1]
        if not is_somewhere:
            person.nowhere[free] = sentence
        person.judge(
            FoundJudgement(
                free,
                self._tasks[STANCES],
                text_of(stance, "sentiment"),
                holder=self._ref(person, stance, "subject"),
                target=self._ref(person, stance, "object"),
                anchor=segment_ref(*place) if is_somewhere else None,
            )
        )

    def _read_answers(self, part: str) -> None:
        for name, answers in self._lists_in(part):
            pairs = [_pair(value, f"{part}: {name}: {number}") for number, value in enumerate(answers, 1)]
            people = self._spoken([annotator for _, annotator in pairs], part, name)
            for person, (label, _) in zip(people, pairs, strict=True):
                if person is not None:
                    self._judge_entity(person, part, self._entity_id(person, name), label, name)

    def _read_ideology(self) -> None:
        answers = objects_or_empty(self._values, IDEOLOGY)
        people = self._spoken([text_of(answer, "annotator") for answer in answers], IDEOLOGY, "")
        for person, answer in zip(people, answers, strict=True):
            if person is not None:
                task, label = self._tasks[IDEOLOGY], text_of(answer, "ideology")
                person.judge(FoundJudgement(person.free_id(task), task, label, target=ARTICLE))
            for key in sorted(answer.keys() - {"annotator", "ideology"}):
                self.losses.append(lost(f"“{key}” of the {IDEOLOGY}", "answers have no place for it"))

    def _judge_entity(
        self, person: _Person, part: str, entity: str, label: str, name: str | None = None
    ) -> None:
        task = self._tasks[part]
        target = Ref(kind=RefKind.ENTITY, id=entity, name=name)
        person.judge(FoundJudgement(person.free_id(f"{entity}.{task}"), task, label, target=target))

    def _lists_in(self, part: str) -> Iterator[tuple[str, Sequence[JsonValue]]]:
        """The lists of a part by their keys; those with nothing in them go to the article’s meta."""
        record = object_or_empty(self._values, part)
        empty: list[JsonValue] = []
        for key in record:
            values = list_of(record, key)
            if values:
                yield key, values
            else:
                empty.append(key)
        if empty:
            self._nobody[part] = empty

    def _spoken(self, names: Sequence[str], part: str, key: str) -> list[_Person | None]:
        """The people of these names, met now if not before; None where one is named again."""
        if len(names) > 1:
            self._orders[f"{part}/{key}"] = list(dict.fromkeys(names))
        people: list[_Person | None] = []
        met: set[str] = set()
        for name in names:
            if not name:
                raise Unreadable(f"An annotator under “{part}” has no name.")
            if name in met:
                self.losses.append(lost(f"{key}: {name} once more", f"{name} says it before"))
                people.append(None)
            else:
                met.add(name)
                people.append(self._people.setdefault(name, _Person(name)))
        return people

    def _differing_orders(self) -> dict[str, JsonValue]:
        """Where people do not stand in the order in which they first speak."""
        ranks = {name: rank for rank, name in enumerate(self._people)}
        return {
            place: names
            for place, names in self._orders.items()
            if isinstance(names, list) and names != sorted(names, key=lambda name: ranks[str(name)])
        }

    def _ref(self, person: _Person, stance: Record, key: str) -> Ref:
        if stance.get(key) is None or stance[key] == AUTHOR_NAME:
            return AUTHOR
        name = text_of(stance, key)
        if name == UNLISTED_NAME:
            return UNLISTED
        # The name as it stands there, which may differ from the list’s in white space.
        return Ref(kind=RefKind.ENTITY, id=self._entity_id(person, name), name=name)

    def _entity_id(self, person: _Person, name: str) -> str:
        """The person’s entity of that name; one that they did not list is taken in all the same."""
        if not name:
            raise Unreadable("It has an entity without a name.")
        for spelling in (name, _plain(name)):
            if spelling in person.by_name:
                return person.by_name[spelling]
        entity = self._listed.get(name) or self._listed.get(_plain(name))
        if entity is None:
            self._numbers += 1
            entity = FoundEntity(f"e{self._numbers}", name, WITHOUT_TYPE)
            self._listed[name] = entity
            self._listed.setdefault(_plain(name), entity)
        person.take_in(entity, is_listed=False)
        return entity.id


def _plain(name: str) -> str:
    return " ".join(name.split())


def _entity(
    item: JsonValue, where: str
) -> tuple[str, Sequence[str | None], Sequence[str | None], Sequence[str]]:
    """Name, types, saliences and annotators; the last three side by side."""
    if not isinstance(item, list) or len(item) != _PARTS_OF_ENTITY:
        raise Unreadable(f"“{where}” is no list of name, types, saliences and annotators.")
    record = dict(zip(("name", "types", "saliences", "annotators"), item, strict=True))
    name, annotators = text_of(record, "name"), texts_of(record, "annotators")
    types, saliences = _texts_or_nulls(record, "types"), _texts_or_nulls(record, "saliences")
    if not name:
        raise Unreadable(f"“{where}” has no name.")
    if not len(types) == len(saliences) == len(annotators):
        raise Unreadable(f"“{where}” has lists of different lengths.")
    return name, types, saliences, annotators


def _texts_or_nulls(record: Record, key: str) -> Sequence[str | None]:
    return [None if value is None else as_text(value, key) for value in list_of(record, key)]


def _pair(value: JsonValue, where: str) -> tuple[str, str]:
    """The label and the annotator."""
    if not isinstance(value, list) or len(value) != len(("label", "annotator")):
        raise Unreadable(f"“{where}” is no pair of label and annotator.")
    return as_text(value[0], where), as_text(value[1], where)
