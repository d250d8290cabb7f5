"""What spaCy's training annotations say of a text: entities, spans, links, categories, in any file."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

import orjson
from pydantic import JsonValue

from annotator.domain.annotation import ARTICLE
from annotator.domain.loss import Loss
from annotator.domain.scheme import Scheme
from annotator.domain.tokens import Offsets
from annotator.formats.category_tasks import category_task_of
from annotator.formats.found_annotations import (
    FoundAnnotation,
    FoundEntity,
    FoundJudgement,
    FoundMention,
    FoundSpan,
    lost,
)
from annotator.formats.json_values import (
    Record,
    Unreadable,
    as_object,
    as_offsets,
    int_of,
    list_of,
    list_or_empty,
    number_of,
    object_of,
    object_or_empty,
    offsets_of,
    text_of,
)

ENTITIES, SPANS, LINKS, CATEGORIES = "entities", "spans", "links", "cats"
KEYS = frozenset((ENTITIES, SPANS, LINKS, CATEGORIES))
LIKELY = 0.5
"""From which score on a category or a link is taken to hold."""
_OF_TOKENS: Mapping[str, str] = {
    "tags": "part-of-speech tags",
    "pos": "part-of-speech tags",
    "deps": "the parse",
    "heads": "the parse",
    "lemmas": "the lemmas",
    "morphs": "the morphology",
    "words": "the tokens",
    "spaces": "the tokens",
    "sent_starts": "where sentences start",
}
KNOWN = KEYS | frozenset(_OF_TOKENS)
_SPAN_LENGTH = 3
_WITH_KB_ID = 4


def holds_annotations(values: Mapping[str, JsonValue]) -> bool:
    """Whether one of the keys has what spaCy has there, and is not empty."""
    entities, spans, cats = values.get(ENTITIES), values.get(SPANS), values.get(CATEGORIES)
    if isinstance(entities, list) and entities:
        return all(_is_list(one) or _is_object(one) for one in entities)
    if isinstance(spans, dict) and spans:
        return all(isinstance(group, list) and all(map(_is_list, group)) for group in spans.values())
    return (
        isinstance(cats, dict) and bool(cats) and all(isinstance(one, int | float) for one in cats.values())
    )


def annotation_of(
    values: Record, text: str, scheme: Scheme | None, losses: list[Loss]
) -> FoundAnnotation | None:
    """What is said; None where none of the keys is there, so that nobody has looked at the text."""
    losses += (
        lost(what, "the program keeps names and stances alone")
        for what in dict.fromkeys(what for key, what in _OF_TOKENS.items() if values.get(key))
    )
    if all(values.get(key) is None for key in KEYS):
        return None
    mentions: dict[tuple[Offsets, str], FoundMention] = {}
    entities: dict[str, FoundEntity] = {}
    links = dict(_links(values, losses))
    for number, value in enumerate(_spans(values), 1):
        offsets, label, kb_id, quote = _span(value, number, losses)
        kb_id = kb_id or links.get(offsets)
        known = mentions.get((offsets, label))
        # Entities stand again among the spans of a group, and may be linked there alone.
        if known is None or known.entity is None:
            id_ = f"m{len(mentions) + 1}" if known is None else known.id
            mentions[offsets, label] = FoundMention(id_, FoundSpan((offsets,), quote), label, kb_id)
        if kb_id is not None and kb_id not in entities:
            name = " ".join((quote or text[slice(*offsets)]).split()) or kb_id
            entities[kb_id] = FoundEntity(kb_id, name, label, kb_id=kb_id)
    cats = object_or_empty(values, CATEGORIES)
    return FoundAnnotation(
        mentions=tuple(mentions.values()),
        entities=tuple(entities.values()),
        judgements=tuple(judged_categories({name: _score(cats, name) for name in cats}, scheme)),
        meta={key: dict(object_of(values, key)) for key in (CATEGORIES, LINKS) if values.get(key)},
    )


def judged_categories(scores: Mapping[str, float], scheme: Scheme | None) -> Iterator[FoundJudgement]:
    """The likely categories as one answer about the text; none where none of them is likely."""
    chosen = sorted(label for label, score in scores.items() if score >= LIKELY)
    if chosen:
        task = category_task_of(list(scores), scheme)
        yield FoundJudgement("c1", task, chosen[0], target=ARTICLE, more_labels=tuple(chosen[1:]))


def _score(cats: Record, name: str) -> float:
    value = cats[name]
    return float(value) if isinstance(value, bool) else number_of(cats, name)


def _spans(values: Record) -> Sequence[JsonValue]:
    """The entities, and the spans of all groups."""
    groups = object_or_empty(values, SPANS)
    spans = [span for group in groups for span in list_of(groups, group)]
    return [*list_or_empty(values, ENTITIES), *spans]


def _is_list(value: JsonValue) -> TypeGuard[list[JsonValue]]:
    if not isinstance(value, list) or len(value) < _SPAN_LENGTH:
        return False
    return isinstance(value[0], int) and isinstance(value[1], int) and isinstance(value[2], str)


def _is_object(value: JsonValue) -> bool:
    return isinstance(value, dict) and {"start", "end", "label"} <= value.keys()


def _span(value: JsonValue, number: int, losses: list[Loss]) -> tuple[Offsets, str, str | None, str | None]:
    """Where it stands, its label, its knowledge-base id and its words, as far as these are there."""
    if not isinstance(value, list):
        record = as_object(value, f"entity {number}")
        quote, kb_id = record.get("text"), record.get("kb_id")
        said = kb_id if isinstance(kb_id, str) and kb_id else None
        return offsets_of(record), text_of(record, "label"), said, quote if isinstance(quote, str) else None
    if len(value) < _SPAN_LENGTH:
        raise Unreadable(f"Entity {number} is not a list of start, end and label.")
    record = dict(zip(("start", "end", "label"), value, strict=False))
    offsets, label = as_offsets(int_of(record, "start"), int_of(record, "end")), text_of(record, "label")
    rest = value[_SPAN_LENGTH:]
    kb_id = rest[0] if rest and isinstance(rest[0], str) else None
    if len(value) > _WITH_KB_ID or (rest and kb_id is None and rest[0] is not None):
        losses.append(lost(f"what stands behind {label} at {offsets[0]}", "it is no knowledge-base id"))
    return offsets, label, kb_id or None, None


def _links(values: Record, losses: list[Loss]) -> Iterator[tuple[Offsets, str]]:
    """The likeliest knowledge-base id of each span, by where that stands."""
    links = object_or_empty(values, LINKS)
    for place in links:
        scores = object_or_empty(links, place)
        kb_id = max(scores, key=lambda one: number_of(scores, one), default=None)
        if kb_id is not None and number_of(scores, kb_id) >= LIKELY:
            yield _place(place), kb_id
        others = [one for one in scores if one != kb_id and number_of(scores, one) >= LIKELY]
        if others:
            losses.append(lost(f"{', '.join(others)} at {place}", "a mention is of one entity"))


def _place(said: str) -> Offsets:
    """The offsets, which are text where they are a key: “(0, 12)”."""
    try:
        start, end = orjson.loads(f"[{said.strip('()[] ')}]")
    except (orjson.JSONDecodeError, TypeError, ValueError):
        raise Unreadable(f"“{said[:40]}” in “{LINKS}” is no start and end.") from None
    record = {"start": start, "end": end}
    return offsets_of(record)
