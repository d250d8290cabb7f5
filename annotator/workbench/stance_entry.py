"""A stance in the making: holder, label and target, one or two keys each, over a stretch of evidence.

A value and pure functions: the window shows `choices(entry, ...)` and passes on what is typed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.domain.annotation import (
    AUTHOR,
    GENERAL,
    NOBODY,
    UNLISTED,
    Annotation,
    Judgement,
    Ref,
    RefKind,
    Span,
    segment_ref,
)
from annotator.domain.names import normal_name
from annotator.domain.ranking import most_mentioned
from annotator.domain.scheme import EvidenceRule, Scheme, Task
from annotator.domain.tokens import Offsets

DIGITS = "1234567890"
_FIXED = (
    (RefKind.AUTHOR, AUTHOR, "@"),
    (RefKind.UNLISTED, UNLISTED, "?"),
    (RefKind.GENERAL, GENERAL, "*"),
    (RefKind.NONE, NOBODY, "-"),
)


class Field(StrEnum):
    HOLDER = "holder"
    LABEL = "label"
    TARGET = "target"


_ORDER = (Field.HOLDER, Field.LABEL, Field.TARGET)


@dataclass(frozen=True)
class StanceEntry:
    """What was chosen so far, which field is asked for, and what was typed into it."""

    task: Task
    sentence: Offsets | None
    evidence: Offsets | None
    holder: Ref | None = None
    label: str | None = None
    target: Ref | None = None
    field: Field = Field.HOLDER
    typed: str = ""
    near: str | None = None
    """The entity of the mention it was begun at: the likeliest holder."""
    editing: str | None = None
    """The id of the judgement that is being changed, if it is not a new one."""

    @property
    def is_complete(self) -> bool:
        return self.holder is not None and self.label is not None and self.target is not None

    def judgement(self) -> Judgement:
        """What the entry says, under the id of the judgement it changes or none yet."""
        evidence: tuple[Span, ...] = ()
        if self.evidence is not None and self.task.evidence is not EvidenceRule.NONE:
            evidence = (Span(start=self.evidence[0], end=self.evidence[1]),)
        anchor = segment_ref(*self.sentence) if self.task.anchored and self.sentence else None
        return Judgement(
            id=self.editing or "new",
            task=self.task.name,
            holder=self.holder,
            target=self.target,
            anchor=anchor,
            label=self.label,
            evidence=evidence,
        )


@dataclass(frozen=True)
class Choice:
    """One thing a field can be: the key that picks it, how it reads, and the value it gives."""

    key: str
    title: str
    detail: str
    ref: Ref | None = None
    label: str | None = None


def choices(entry: StanceEntry, annotation: Annotation, scheme: Scheme) -> tuple[Choice, ...]:
    """What the asked field can be, likeliest first, filtered by what was typed."""
    if entry.field is Field.LABEL:
        return _label_choices(entry)
    refs = _refs(entry, annotation, scheme)
    typed = normal_name(entry.typed)
    if typed:
        refs = [(ref, detail, key) for ref, detail, key in refs if _fits(typed, ref.name or "")]
        refs.sort(key=lambda row: not normal_name(row[0].name or "").startswith(typed))
    digits = iter(DIGITS)
    found = [
        Choice(fixed_key if fixed_key and not typed else next(digits, ""), ref.name or "", detail, ref=ref)
        for ref, detail, fixed_key in refs
    ]
    if typed and entry.field is Field.TARGET and RefKind.TOPIC in entry.task.targets:
        name = entry.typed.strip()
        if all(normal_name(choice.title) != typed for choice in found):
            found.append(Choice("", name, "new topic", ref=Ref(kind=RefKind.TOPIC, name=name)))
    return tuple(found)


def pick(entry: StanceEntry, choice: Choice) -> StanceEntry:
    """The entry with the asked field filled, asking for the next empty one."""
    match entry.field:
        case Field.HOLDER:
            entry = replace(entry, holder=choice.ref, typed="")
        case Field.LABEL:
            entry = replace(entry, label=choice.label, typed="")
        case Field.TARGET:
            entry = replace(entry, target=choice.ref, typed="")
    empty = (field for field in _ORDER if getattr(entry, field) is None)
    return replace(entry, field=next(empty, Field.TARGET))


def back(entry: StanceEntry) -> StanceEntry:
    """The entry with the last typed letter, or the last filled field, taken back."""
    if entry.typed:
        return replace(entry, typed=entry.typed[:-1])
    field = _ORDER[max(0, _ORDER.index(entry.field) - 1)]
    match field:
        case Field.HOLDER:
            return replace(entry, field=field, holder=None)
        case Field.LABEL:
            return replace(entry, field=field, label=None)
        case Field.TARGET:
            return replace(entry, field=field, target=None)


def press(entry: StanceEntry, key: str, annotation: Annotation, scheme: Scheme) -> StanceEntry:
    """The entry after one printable key: it picks the choice of that key, or narrows the list by a letter."""
    offered = choices(entry, annotation, scheme)
    chosen = next((choice for choice in offered if choice.key and choice.key.lower() == key.lower()), None)
    if chosen is not None:
        return pick(entry, chosen)
    return replace(entry, typed=entry.typed + key)


def _label_choices(entry: StanceEntry) -> tuple[Choice, ...]:
    typed = entry.typed.strip().lower()
    labels = [label for label in entry.task.labels if (label.title or label.name).lower().startswith(typed)]
    digits = iter(DIGITS)
    return tuple(
        Choice(label.key or next(digits, ""), label.title or label.name, label.verb, label=label.name)
        for label in labels
    )


def _refs(entry: StanceEntry, annotation: Annotation, scheme: Scheme) -> list[tuple[Ref, str, str]]:
    """Reference, what stands beside it, and its own key; those in the sentence first, then by mentions."""
    kinds = entry.task.holders if entry.field is Field.HOLDER else entry.task.targets
    other = entry.target if entry.field is Field.HOLDER else entry.holder
    rows: list[tuple[Ref, str, str]] = []
    if RefKind.ENTITY in kinds:
        for entity_id in _ranked(entry, annotation, scheme.value_labels):
            if other and other.kind is RefKind.ENTITY and other.id == entity_id:
                continue
            entity = annotation.entities[entity_id]
            number = len(annotation.mentions_of.get(entity_id, ()))
            ref = Ref(kind=RefKind.ENTITY, id=entity_id, name=entity.name)
            rows.append((ref, f"{entity.label}  {number}", ""))
    rows += [(ref, "", key) for kind, ref, key in _FIXED if kind in kinds]
    if RefKind.TOPIC in kinds or RefKind.CLAIM in kinds:
        rows += [
            (Ref(kind=topic.kind, id=topic.id, name=topic.name), topic.kind.value, "")
            for topic in scheme.topics
            if topic.kind in kinds
        ]
        rows += _typed_before(annotation, {topic.name for topic in scheme.topics}, kinds)
    return rows


def _typed_before(
    annotation: Annotation, known: set[str], kinds: Iterable[RefKind]
) -> list[tuple[Ref, str, str]]:
    """Topics of this article that are not in the scheme."""
    free = {
        ref.name: ref
        for judgement in annotation.judgements.values()
        for ref in judgement.refs()
        if ref.kind in (RefKind.TOPIC, RefKind.CLAIM) and ref.kind in kinds and ref.id is None
    }
    return [(ref, ref.kind.value, "") for name, ref in free.items() if name not in known]


def _ranked(entry: StanceEntry, annotation: Annotation, values: frozenset[str]) -> list[str]:
    """Entity ids: where it was begun, those named in the sentence in reading order, the most mentioned.

    Dates, numbers and amounts come last, wherever they stand.
    """
    near: dict[str, None] = {entry.near: None} if entry.near else {}
    if entry.sentence is not None:
        start, end = entry.sentence
        for mention in annotation.ordered_mentions:
            if mention.entity and mention.start < end and start < mention.end:
                near[mention.entity] = None
    places = {id_: place for place, id_ in enumerate(near)}
    ranked = most_mentioned(annotation, values)
    ranked_near = sorted(ranked, key=lambda e: (e.label in values, places.get(e.id, len(places))))
    return [entity.id for entity in ranked_near]


def _fits(typed: str, name: str) -> bool:
    """Whether some word of the name begins with what was typed."""
    name = normal_name(name)
    return name.startswith(typed) or f" {typed}" in name
