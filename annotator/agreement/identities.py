"""Who and what judgements of several annotators point at: whether it is the same, and how it reads."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property

from annotator.agreement.entity_matching import match_entities
from annotator.agreement.mention_items import Thing
from annotator.agreement.reading import Reading, ReadMention, ReadRef
from annotator.domain.annotation import ARTICLE, AUTHOR, GENERAL, NOBODY, UNLISTED, RefKind
from annotator.domain.names import normal_name
from annotator.domain.scheme import Scheme
from annotator.domain.tokens import Offsets

_NAMED = frozenset({RefKind.TOPIC.value, RefKind.CLAIM.value, RefKind.UNLISTED.value})
"""Without an id their names tell them apart."""
_WORDS = {ref.kind.value: ref.name for ref in (AUTHOR, UNLISTED, GENERAL, NOBODY, ARTICLE)}


class Identities:
    """Of one article: the entities that match, the mentions that are aligned, and the scheme's topics."""

    def __init__(self, readings: Sequence[Reading], things: Sequence[Thing], scheme: Scheme) -> None:
        self._readings = {reading.annotator: reading for reading in readings}
        self._things = things
        self._entities: Mapping[tuple[str, str], int] | None = None
        self._places: dict[tuple[str, str], int] = {}
        self._scheme = scheme

    def entity(self, annotator: str, entity_id: str) -> int | None:
        """The number of the common entity; None if the annotator has no such entity."""
        if self._entities is None:
            self._entities = match_entities(list(self._readings.values()))
        return self._entities.get((annotator, entity_id))

    def thing(self, annotator: str, mention_id: str) -> int | None:
        """Which of the things the mention is; None if the annotator has no such mention."""
        if not self._places:
            self._places = {
                (name, mention.id): place
                for place, thing in enumerate(self._things)
                for name, mentions in thing.items()
                for mention in mentions
            }
        return self._places.get((annotator, mention_id))

    def key(self, annotator: str, ref: ReadRef | None) -> Hashable:
        """Equal for two refs exactly if they point at the same."""
        if ref is None:
            return None
        number: int | None = None
        if ref.id is not None and ref.kind == RefKind.ENTITY:
            number = self.entity(annotator, ref.id)
        elif ref.id is not None and ref.kind == RefKind.MENTION:
            number = self.thing(annotator, ref.id)
        if number is not None:
            return ref.kind, number
        if ref.kind in (RefKind.ENTITY, RefKind.MENTION):
            # It points at nothing, so that it is nobody else's.
            return ref.kind, annotator, ref.id, ref.name
        return (ref.kind, *self._named(ref))

    @staticmethod
    def content(ref: ReadRef | None) -> str:
        """What the ref says in the annotator's own terms, whatever others and the scheme say."""
        if ref is None:
            return ""
        return " ".join((ref.kind, ref.id or "", normal_name(ref.name or "") if _is_named(ref) else ""))

    def words(self, annotator: str, ref: ReadRef | None) -> str:
        """How it reads, without the article's text."""
        if ref is None:
            return "nobody"
        if ref.kind == RefKind.ENTITY:
            entity = self._readings[annotator].entities.get(ref.id or "")
            return entity.name if entity else ref.name or ref.id or "an entity"
        if ref.kind == RefKind.SEGMENT:
            return ref.id or "a segment"
        return ref.name or self._topics.get(ref.id or "") or ref.id or _WORDS.get(ref.kind) or ref.kind

    def place(self, annotator: str, refs: Iterable[ReadRef | None]) -> Offsets | None:
        """Where the first of the refs that stands in the text does: its first mention, or the segment."""
        for ref in refs:
            found = None if ref is None or ref.id is None else self._place(annotator, ref)
            if found is not None:
                return found
        return None

    def _place(self, annotator: str, ref: ReadRef) -> Offsets | None:
        if ref.kind == RefKind.SEGMENT:
            start, _, end = (ref.id or "").partition("-")
            return (int(start), int(end)) if start.isdecimal() and end.isdecimal() else None
        mentions = self._readings[annotator].mentions
        first: ReadMention | None = None
        if ref.kind == RefKind.ENTITY:
            first = next((mention for mention in mentions if mention.entity == ref.id), None)
        elif ref.kind == RefKind.MENTION:
            first = next((mention for mention in mentions if mention.id == ref.id), None)
        return (first.start, first.end) if first else None

    @cached_property
    def _topics(self) -> Mapping[str, str]:
        return {topic.id: topic.name for topic in self._scheme.topics}

    @cached_property
    def _topic_of(self) -> Mapping[str, str]:
        return {normal_name(topic.name): topic.id for topic in self._scheme.topics}

    def _named(self, ref: ReadRef) -> tuple[str, ...]:
        if not _is_named(ref):
            return (ref.id or "",)
        name = normal_name(ref.name or "")
        # A topic typed by hand may be one that the scheme has, too.
        known = self._topic_of.get(name) if ref.kind != RefKind.UNLISTED else None
        return (known,) if known else ("", name)


def _is_named(ref: ReadRef) -> bool:
    return ref.id is None and ref.kind in _NAMED
