"""From annotations of several people to SEESAW’s lists by entity and sentence, each with who says it."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pydantic import JsonValue

from annotator.domain.loss import Loss
from annotator.domain.records import StoredArticle
from annotator.domain.tokens import Offsets
from annotator.formats.seesaw_annotations import (
    ABSENT,
    AUTHOR_NAME,
    IDEOLOGIES,
    IDEOLOGY,
    LISTS,
    NOBODY,
    NOT_LISTED,
    NOWHERE,
    ORDER,
    ORDERS,
    SECTIONS,
    SENTIMENTS,
    STANCES,
    UNLISTED_NAME,
)
from annotator.formats.seesaw_article import META
from annotator.formats.seesaw_sentences import Sentence
from annotator.formats.stance_places import mentions_by_entity, place_of
from annotator.formats.stored_json import JsonAnnotation, JsonJudgement, JsonRef
from annotator.formats.unheld import asides_in_words, judgement_in_words, mention_in_words

_STANCE_ID = re.compile(r".*-([0-9]{1,9})(?:-[0-9]+)?")
_ENTITY_ID = re.compile(r"e([0-9]{1,9})")
_LAST = 1 << 40
_SPECIAL = {"author": AUTHOR_NAME, "unlisted": UNLISTED_NAME}


class _Said(NamedTuple):
    annotator: str
    values: tuple[str | None, ...] = ()


@dataclass
class _Entry:
    """A line that several people may have said, where it stands in its list, and who says it."""

    rank: int
    said: list[_Said] = field(default_factory=list)


class _Triplet(NamedTuple):
    subject: str
    sentiment: str
    object: str
    number: int
    """Which one it is of an annotator’s equal ones, from 0."""


class Merging:
    """One article’s annotations, taken in one by one and given back as one file of annotations."""

    def __init__(
        self,
        article: StoredArticle,
        sentences: Sequence[Sentence],
        meta: Mapping[str, JsonValue],
        tasks: Mapping[str, str],
    ) -> None:
        self._article = article
        self._meta = meta
        self._parts = {task: part for part, task in tasks.items()}
        self._ids = [str(one.id) for one in sentences]
        self._placed = [(place, str(one.id)) for one in sentences if (place := one.place) is not None]
        self._entities: dict[tuple[str, int], _Entry] = {}
        self._stances: dict[str, dict[_Triplet, _Entry]] = {}
        self._answers: dict[str, dict[str, _Entry]] = {SENTIMENTS: {}, IDEOLOGIES: {}}
        self._ideology = _Entry(0)
        self.losses: list[Loss] = []

    def take_in(self, said: JsonAnnotation) -> None:
        """Adds what one annotator says; what has no place in such files is among the losses."""
        before = self._weight()
        name, text = said["annotator"]["name"], self._article.text
        self._lose(
            (mention_in_words(text, one) for one in said["mentions"].values()), "mentions have no place"
        )
        saliences: dict[str, str] = {}
        locate = self._locator(said)
        numbers: Counter[tuple[str, str, str, str]] = Counter()
        for judgement in said["judgements"].values():
            why = self._take_judgement(judgement, said, saliences, numbers, locate)
            if why is None:
                bare: JsonJudgement = {**judgement, "anchor": None}
                self._lose(asides_in_words(bare), "answers are labels")
            else:
                self._lose((judgement_in_words(judgement),), why)
        self._take_entities(said, saliences)
        if self._weight() == before:
            self._lose((f"that {name} looked and found nothing",), "such files name who says something")

    def file(self) -> dict[str, object]:
        """The parts of the file of annotations; those that the file lacked and that are empty stay away."""
        parts: dict[str, object] = {
            LISTS: list(self._entity_lists()),
            STANCES: self._sentences(),
            SENTIMENTS: self._answers_by_entity(SENTIMENTS),
            IDEOLOGIES: self._answers_by_entity(IDEOLOGIES),
            IDEOLOGY: [
                {"ideology": label, "annotator": one.annotator}
                for one in self._sorted(self._ideology.said, IDEOLOGY, "")
                for label in one.values
            ],
        }
        absent = self._meta.get(ABSENT)
        absent = absent if isinstance(absent, list) else []
        return {part: parts[part] for part in SECTIONS if parts[part] or part not in absent}

    def _weight(self) -> int:
        answers = (len(entry.said) for part in self._answers.values() for entry in part.values())
        stances = (len(entry.said) for part in self._stances.values() for entry in part.values())
        listed = (len(entry.said) for entry in self._entities.values())
        return sum(answers) + sum(stances) + sum(listed) + len(self._ideology.said)

    def _lose(self, whats: Iterator[str] | Sequence[str], why: str) -> None:
        self.losses += (Loss(self._article.id, what, why) for what in whats)

    # Taking in

    def _take_judgement(
        self,
        judgement: JsonJudgement,
        said: JsonAnnotation,
        saliences: dict[str, str],
        numbers: Counter[tuple[str, str, str, str]],
        locate: Callable[[JsonJudgement], str | None],
    ) -> str | None:
        """Takes the answer in; else why there is no place for it."""
        part, label = self._parts.get(judgement["task"]), judgement["label"]
        annotator = said["annotator"]["name"]
        if part is None:
            return f"such files know no task {judgement['task']}"
        if label is None:
            return "it has no label"
        if part == STANCES:
            return self._take_stance(judgement, label, said, numbers, locate)
        target = judgement["target"]
        if judgement["holder"] is not None:
            return "such answers have no holder"
        if part == IDEOLOGY:
            if target is not None and target["kind"] != "article":
                return "it is not about the article"
            self._ideology.said.append(_Said(annotator, (label,)))
            return None
        entity = (
            None if target is None or target["kind"] != "entity" else said["entities"].get(target["id"] or "")
        )
        if entity is None:
            return "it is not about an entity"
        if part == LISTS:
            if entity["id"] in saliences:
                return "the entity has another one"
            if entity["id"] in _kept_of(said, NOT_LISTED):
                return "the annotator did not list the entity"
            saliences[entity["id"]] = label
            return None
        entries = self._answers[part]
        entry = entries.setdefault(
            _name(target, said) or entity["name"], _Entry(_number(_ENTITY_ID, entity["id"]))
        )
        entry.said.append(_Said(annotator, (label,)))
        return None

    def _take_stance(
        self,
        judgement: JsonJudgement,
        label: str,
        said: JsonAnnotation,
        numbers: Counter[tuple[str, str, str, str]],
        locate: Callable[[JsonJudgement], str | None],
    ) -> str | None:
        subject, object_ = (_name(judgement[end], said) for end in ("holder", "target"))
        if subject is None or object_ is None:
            return "holders and targets are entities, the author or somebody not listed"
        sentence = locate(judgement)
        if sentence is None:
            return "it stands in no sentence"
        key = sentence, subject, label, object_
        triplet = _Triplet(subject, label, object_, numbers[key])
        numbers[key] += 1
        entries = self._stances.setdefault(sentence, {})
        rank = _number(_STANCE_ID, judgement["id"])
        entry = entries.setdefault(triplet, _Entry(rank))
        entry.rank = min(entry.rank, rank)
        entry.said.append(_Said(said["annotator"]["name"]))
        return None

    def _take_entities(self, said: JsonAnnotation, saliences: Mapping[str, str]) -> None:
        not_listed = _kept_of(said, NOT_LISTED)
        times: Counter[str] = Counter()
        for id_, entity in said["entities"].items():
            if id_ in not_listed:
                continue
            key = entity["name"], times[entity["name"]]
            times[entity["name"]] += 1
            rank = _number(_ENTITY_ID, id_)
            entry = self._entities.setdefault(key, _Entry(rank))
            entry.rank = min(entry.rank, rank)
            entry.said.append(_Said(said["annotator"]["name"], (entity["label"], saliences.get(id_))))

    def _locator(self, said: JsonAnnotation) -> Callable[[JsonJudgement], str | None]:
        """What gives the number of the sentence that a stance stands in."""
        by_entity = mentions_by_entity(said)
        nowhere = said.get("meta", {}).get(META)
        nowhere = nowhere.get(NOWHERE) if isinstance(nowhere, dict) else None
        text = self._article.text

        def locate(judgement: JsonJudgement) -> str | None:
            kept = nowhere.get(judgement["id"]) if isinstance(nowhere, dict) else None
            if isinstance(kept, str) and judgement["anchor"] is None:
                return kept
            place = place_of(judgement, said, text, by_entity)
            return None if place is None else self._sentence_at(place)

        return locate

    def _sentence_at(self, place: Offsets) -> str | None:
        """The sentence that the place begins in, or the next one, if the place reaches it."""
        index = bisect_right(self._placed, place[0], key=lambda one: one[0][1])
        if index == len(self._placed) or self._placed[index][0][0] >= place[1]:
            return None
        return self._placed[index][1]

    # Giving back

    def _entity_lists(self) -> Iterator[list[object]]:
        for (name, _), entry in sorted(self._entities.items(), key=lambda one: one[1].rank):
            said = self._sorted(entry.said, LISTS, name)
            yield [
                name,
                [one.values[0] for one in said],
                [one.values[1] for one in said],
                [one.annotator for one in said],
            ]

    def _sentences(self) -> dict[str, object]:
        ranks = {id_: rank for rank, id_ in enumerate(self._ids)}
        found: dict[str, object] = {}
        for sentence in sorted(self._stances, key=lambda id_: (ranks.get(id_, _LAST), id_)):
            entries = sorted(self._stances[sentence].items(), key=lambda one: one[1].rank)
            found[sentence] = [
                {
                    "id": number,
                    "subject": triplet.subject,
                    "sentiment": triplet.sentiment,
                    "object": triplet.object,
                    "annotators": [
                        one.annotator for one in self._sorted(entry.said, STANCES, f"{sentence}-{number}")
                    ],
                }
                for number, (triplet, entry) in zip(_ids(entries), entries, strict=True)
            ]
        return {**found, **self._nobody(STANCES)}

    def _answers_by_entity(self, part: str) -> dict[str, object]:
        entries = sorted(self._answers[part].items(), key=lambda one: one[1].rank)
        found: dict[str, object] = {
            name: [[*one.values, one.annotator] for one in self._sorted(entry.said, part, name)]
            for name, entry in entries
        }
        return {**found, **self._nobody(part)}

    def _nobody(self, part: str) -> dict[str, object]:
        empty = self._meta.get(NOBODY)
        keys = empty.get(part) if isinstance(empty, dict) else None
        return {key: [] for key in keys if isinstance(key, str)} if isinstance(keys, list) else {}

    def _sorted(self, said: Sequence[_Said], part: str, key: str) -> list[_Said]:
        """By the order of people that the file had at that place, or else in all."""
        orders = self._meta.get(ORDERS)
        order = orders.get(f"{part}/{key}") if isinstance(orders, dict) else None
        everybody = self._meta.get(ORDER)
        ranks: dict[JsonValue, int] = {}
        for names in (order, everybody):
            for name in names if isinstance(names, list) else ():
                if isinstance(name, str):
                    ranks.setdefault(name, len(ranks))
        return sorted(said, key=lambda one: (ranks.get(one.annotator, _LAST), one.annotator))


def _ids(entries: Sequence[tuple[_Triplet, _Entry]]) -> list[int]:
    """The numbers the file gave, those of new stances behind them."""
    numbers: list[int] = []
    for _, entry in entries:
        after = numbers[-1] + 1 if numbers else 0
        numbers.append(entry.rank if after <= entry.rank < _LAST else after)
    return numbers


def _kept_of(said: JsonAnnotation, key: str) -> Sequence[JsonValue]:
    meta = said.get("meta", {}).get(META)
    kept = meta.get(key) if isinstance(meta, dict) else None
    return kept if isinstance(kept, list) else ()


def _number(pattern: re.Pattern[str], id_: str) -> int:
    """The number in an id that came from such a file; ids of the program’s own stand behind."""
    match = pattern.fullmatch(id_)
    return _LAST if match is None else int(match[1])


def _name(ref: JsonRef | None, said: JsonAnnotation) -> str | None:
    """What the file calls whoever it is; in the spelling of the stance where that differs in spaces alone."""
    if ref is None:
        return None
    kind, id_ = ref["kind"] or "", ref["id"] or ""
    if kind == "mention":
        mention = said["mentions"].get(id_)
        id_ = "" if mention is None else mention["entity"] or ""
    elif kind != "entity":
        return _SPECIAL.get(kind)
    entity = said["entities"].get(id_)
    if entity is None:
        return None
    spelling = ref["name"] if kind == "entity" else None
    is_spelling = spelling is not None and spelling.split() == entity["name"].split()
    return spelling if is_spelling else entity["name"]
