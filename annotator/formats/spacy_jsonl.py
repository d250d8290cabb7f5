"""Reading the training data that spaCy's users write by hand: a text, and its entities as lists."""

from collections.abc import Iterator
from typing import TypeGuard

from pydantic import JsonValue

from annotator.domain.bad_input import BadInput
from annotator.formats.all_formats import SPACY_JSONL
from annotator.formats.category_tasks import CATEGORY
from annotator.formats.fields import find_fields
from annotator.formats.found_annotations import (
    FoundAnnotation,
    FoundArticle,
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
    object_or_empty,
    offsets_of,
    text_of,
)
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import RecordReader
from annotator.formats.records import FoundRecord

_TOLD = frozenset(("text", "entities", "meta"))
_SPAN_LENGTH = 3


def recognises(record: Record) -> bool:
    """Whether it has a text and entities as lists of start, end and label, or as objects with these keys."""
    entities = record.get("entities")
    if not isinstance(record.get("text"), str) or not isinstance(entities, list) or not entities:
        return False
    return all(_is_list(one) or _is_object(one) for one in entities)


def _is_list(value: JsonValue) -> TypeGuard[list[JsonValue]]:
    if not isinstance(value, list) or len(value) < _SPAN_LENGTH:
        return False
    return isinstance(value[0], int) and isinstance(value[1], int) and isinstance(value[2], str)


def _is_object(value: JsonValue) -> bool:
    return isinstance(value, dict) and {"start", "end", "label"} <= value.keys()


def read_spacy_jsonl(
    records: Iterator[FoundRecord], options: ReadOptions
) -> Iterator[FoundArticle | BadInput]:
    """The article of each record; entities that are there and empty say that it has been looked at."""
    for record in records:
        try:
            yield _article(record, options)
        except Unreadable as unreadable:
            yield BadInput(file=record.file, where=record.where, reason=unreadable.reason)


def _article(record: FoundRecord, options: ReadOptions) -> FoundArticle:
    values = record.values
    text = text_of(values, "text")
    rest = {key: value for key, value in values.items() if key not in _TOLD}
    if "meta" in values:
        rest |= object_or_empty(values, "meta")
    fields = find_fields({**rest, "text": text}, options.named_columns)
    annotations = (
        (FoundAnnotation(mentions=tuple(_mentions(values))),) if values.get("entities") is not None else ()
    )
    cats = values.get("cats")
    return FoundArticle(
        record.file,
        record.where,
        text,
        annotations,
        fields={} if isinstance(fields, str) else fields.fields,
        meta=rest,
        losses=(lost(CATEGORY, "labels of whole texts have no annotator in such files"),) if cats else (),
    )


def _mentions(values: Record) -> Iterator[FoundMention]:
    for number, value in enumerate(list_of(values, "entities"), 1):
        if _is_list(value):
            record: Record = dict(zip(("start", "end", "label"), value, strict=False))
            offsets = as_offsets(int_of(record, "start"), int_of(record, "end"))
        else:
            record = as_object(value, f"entity {number}")
            offsets = offsets_of(record)
        quote = record.get("text")
        span = FoundSpan((offsets,), quote if isinstance(quote, str) else None)
        yield FoundMention(f"m{number}", span, text_of(record, "label"))


SPACY_JSONL_READER = RecordReader(SPACY_JSONL, recognises, read_spacy_jsonl)
