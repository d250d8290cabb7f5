"""Reading GATE's JSON: a text and under each kind of entity the places it stands at, or whole documents."""

from collections.abc import Iterator, Mapping

from pydantic import JsonValue

from annotator.domain.bad_input import BadInput
from annotator.formats.all_formats import GATE_JSON
from annotator.formats.fields import find_fields
from annotator.formats.found_annotations import FoundAnnotation, FoundArticle, FoundMention, FoundSpan
from annotator.formats.gate_documents import SETS, document_article, is_document
from annotator.formats.json_values import (
    Record,
    Unreadable,
    as_offsets,
    int_of,
    list_of,
    object_of,
    objects_of,
    text_of,
)
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import RecordReader
from annotator.formats.records import FoundRecord

_TEXTS = ("text", "full_text")
_TOLD = frozenset(("entities", *_TEXTS))
_INDICES = "indices"
_ENDS = 2
_OF_TWITTER = frozenset(("hashtags", "urls", "user_mentions", "symbols", "media"))
"""What stands in every tweet, annotated or not."""


def recognises(record: Record) -> bool:
    """Whether it has a text and, by kind, entities some of which have indices, or sets of annotations."""
    if is_document(record):
        return True
    entities = record.get("entities")
    if not isinstance(entities, dict) or not any(isinstance(record.get(key), str) for key in _TEXTS):
        return False
    return any(
        isinstance(ones, list) and any(isinstance(one, dict) and _INDICES in one for one in ones)
        for kind, ones in entities.items()
        if kind not in _OF_TWITTER
    )


def read_gate_json(records: Iterator[FoundRecord], options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """The article of each record; features of entities stay with the annotation by the entity's id."""
    for record in records:
        try:
            is_set = SETS in record.values
            yield document_article(record, options) if is_set else _article(record, options)
        except Unreadable as unreadable:
            yield BadInput(file=record.file, where=record.where, reason=unreadable.reason)


def _article(record: FoundRecord, options: ReadOptions) -> FoundArticle:
    values = record.values
    text = text_of(values, next((key for key in _TEXTS if values.get(key)), _TEXTS[0]))
    rest = {key: value for key, value in values.items() if key not in _TOLD}
    fields = find_fields({**rest, "text": text}, options.named_columns)
    annotations = (_annotation(object_of(values, "entities")),) if values.get("entities") else ()
    return FoundArticle(
        record.file,
        record.where,
        text,
        annotations,
        fields={} if isinstance(fields, str) else fields.fields,
        meta=rest,
    )


def _annotation(entities: Record) -> FoundAnnotation:
    mentions: list[FoundMention] = []
    features: dict[str, JsonValue] = {}
    for label in entities:
        for one in objects_of(entities, label):
            id_ = f"m{len(mentions) + 1}"
            mentions.append(FoundMention(id_, FoundSpan((_offsets(one),)), label or "entity"))
            more = {key: value for key, value in one.items() if key != _INDICES}
            if more:
                features[id_] = more
    return FoundAnnotation(mentions=tuple(mentions), meta={"features": features} if features else {})


def _offsets(entity: Mapping[str, JsonValue]) -> tuple[int, int]:
    indices = list_of(entity, _INDICES)
    if len(indices) != _ENDS:
        raise Unreadable("“indices” are not a start and an end.")
    record = {"start": indices[0], "end": indices[1]}
    return as_offsets(int_of(record, "start"), int_of(record, "end"))


GATE_JSON_READER = RecordReader(GATE_JSON, recognises, read_gate_json)
