"""From annotations of several people to SEESAW’s lists, with what of them has no place there."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pydantic import JsonValue

from annotator.domain.loss import Loss
from annotator.domain.records import StoredArticle
from annotator.domain.tokens import Offsets
from annotator.formats.seesaw_annotations import (
    AUTHOR_NAME,
    IDEOLOGY,
    LISTS,
    NOT_LISTED,
    NOWHERE,
    STANCES,
    UNLISTED_NAME,
)
from annotator.formats.seesaw_article import META
from annotator.formats.seesaw_lists import LAST, Saying, SeesawLists, Triplet
from annotator.formats.seesaw_sentences import Sentence
from annotator.formats.stance_places import mentions_by_entity, place_of
from annotator.formats.stored_json import JsonAnnotation, JsonEntity, JsonJudgement, JsonRef
from annotator.formats.unheld import asides_in_words, judgement_in_words, mention_in_words

_STANCE_ID = re.compile(r".*-([0-9]{1,9})(?:-[0-9]+)?")
_ENTITY_ID = re.compile(r"e([0-9]{1,9})")
_SPECIAL = {"author": AUTHOR_NAME, "unlisted": UNLISTED_NAME}


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
        self._parts = {task: part for part, task in tasks.items()}
        self._ids = [str(one.id) for one in sentences]
        self._placed = [(place, str(one.id)) for one in sentences if (place := one.place) is not None]
        self._lists = SeesawLists(meta)
        self.losses: list[Loss] = []

    def take_in(self, said: JsonAnnotation) -> None:
        """Adds what one annotator says; what has no place in such files is among the losses."""
        before = self._lists.number
        text = self._article.text
        mentions = (mention_in_words(text, one) for one in said["mentions"].values())
        self._lose(mentions, "mentions have no place")
        person = _Person(said, text, self._placed, self._lists)
        for judgement in said["judgements"].values():
            why = person.judge(judgement, self._parts.get(judgement["task"]))
            if why is None:
                bare: JsonJudgement = {**judgement, "anchor": None}
                self._lose(asides_in_words(bare), "answers are labels")
            else:
                self._lose((judgement_in_words(judgement),), why)
        person.list_entities()
        if self._lists.number == before:
            what = f"that {said['annotator']['name']} looked and found nothing"
            self._lose((what,), "such files name who says something")

    def file(self) -> dict[str, object]:
        """The parts of the file of annotations."""
        return self._lists.file(self._ids)

    def _lose(self, whats: Iterable[str], why: str) -> None:
        self.losses += (Loss(self._article.id, what, why) for what in whats)


class _Person:
    """One annotator’s work on its way into the lists."""

    def __init__(
        self, said: JsonAnnotation, text: str, placed: Sequence[tuple[Offsets, str]], lists: SeesawLists
    ) -> None:
        self._said = said
        self._name = said["annotator"]["name"]
        self._text = text
        self._placed = placed
        self._lists = lists
        self._by_entity = mentions_by_entity(said)
        self._saliences: dict[str, str] = {}
        self._times: Counter[tuple[str, str, str, str]] = Counter()
        meta = said.get("meta", {}).get(META)
        kept = meta if isinstance(meta, dict) else {}
        not_listed, nowhere = kept.get(NOT_LISTED), kept.get(NOWHERE)
        self._not_listed = not_listed if isinstance(not_listed, list) else []
        self._nowhere = nowhere if isinstance(nowhere, dict) else {}

    def judge(self, judgement: JsonJudgement, part: str | None) -> str | None:
        """Takes the answer into its part; else why it has no place."""
        label = judgement["label"]
        if part is None:
            return f"such files know no task {judgement['task']}"
        if label is None:
            return "it has no label"
        if part == STANCES:
            return self._stance(judgement, label)
        if judgement["holder"] is not None:
            return "such answers have no holder"
        if part == IDEOLOGY:
            return self._ideology(judgement["target"], label)
        return self._about_entity(judgement["target"], part, label)

    def list_entities(self) -> None:
        """The person’s own list; what they did not list though they speak of it stays away."""
        times: Counter[str] = Counter()
        for id_, entity in self._said["entities"].items():
            if id_ not in self._not_listed:
                name = entity["name"]
                saying = Saying(self._name, (entity["label"], self._saliences.get(id_)))
                self._lists.add_entity(name, times[name], _rank(_ENTITY_ID, id_), saying)
                times[name] += 1

    def _stance(self, judgement: JsonJudgement, label: str) -> str | None:
        subject, object_ = (self._called(judgement[end]) for end in ("holder", "target"))
        if subject is None or object_ is None:
            return "holders and targets are entities, the author or somebody not listed"
        sentence = self._sentence(judgement)
        if sentence is None:
            return "it stands in no sentence"
        key = sentence, subject, label, object_
        triplet = Triplet(subject, label, object_, self._times[key])
        self._times[key] += 1
        self._lists.add_stance(sentence, triplet, _rank(_STANCE_ID, judgement["id"]), Saying(self._name))
        return None

    def _ideology(self, target: JsonRef | None, label: str) -> str | None:
        if target is not None and target["kind"] != "article":
            return "it is not about the article"
        self._lists.add_ideology(Saying(self._name, (label,)))
        return None

    def _about_entity(self, target: JsonRef | None, part: str, label: str) -> str | None:
        entity = self._entity(target)
        if entity is None:
            return "it is not about an entity"
        id_ = entity["id"]
        if part == LISTS:
            if id_ in self._saliences:
                return "the entity has another one"
            if id_ in self._not_listed:
                return "the annotator did not list the entity"
            self._saliences[id_] = label
            return None
        name = self._called(target) or entity["name"]
        self._lists.add_answer(part, name, _rank(_ENTITY_ID, id_), Saying(self._name, (label,)))
        return None

    def _sentence(self, judgement: JsonJudgement) -> str | None:
        """The number of the sentence that the stance begins in, or of the next one, if it reaches that."""
        kept = self._nowhere.get(judgement["id"])
        if isinstance(kept, str) and judgement["anchor"] is None:
            return kept
        place = place_of(judgement, self._said, self._text, self._by_entity)
        if place is None:
            return None
        index = bisect_right(self._placed, place[0], key=lambda one: one[0][1])
        if index == len(self._placed) or self._placed[index][0][0] >= place[1]:
            return None
        return self._placed[index][1]

    def _entity(self, ref: JsonRef | None) -> JsonEntity | None:
        """The entity that the reference is, or whose mention it is."""
        if ref is None:
            return None
        id_ = ref["id"] or ""
        if ref["kind"] == "mention":
            mention = self._said["mentions"].get(id_)
            id_ = "" if mention is None else mention["entity"] or ""
        elif ref["kind"] != "entity":
            return None
        return self._said["entities"].get(id_)

    def _called(self, ref: JsonRef | None) -> str | None:
        """What the file calls whoever it is, spelled as in the answer where only spaces differ."""
        entity = self._entity(ref)
        if ref is None or entity is None:
            return _SPECIAL.get("" if ref is None else ref["kind"] or "")
        spelling = ref["name"] if ref["kind"] == "entity" else None
        is_spelling = spelling is not None and spelling.split() == entity["name"].split()
        return spelling if is_spelling else entity["name"]


def _rank(pattern: re.Pattern[str], id_: str) -> int:
    """The number in an id that came from such a file; ids of the program’s own stand behind."""
    match = pattern.fullmatch(id_)
    return LAST if match is None else int(match[1])
