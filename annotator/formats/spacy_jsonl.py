"""Reading the training data that spaCy's users write by hand: a text, and its annotations beside it."""

from collections.abc import Iterator

from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.formats.all_formats import SPACY_JSONL
from annotator.formats.fields import find_fields
from annotator.formats.found_annotations import FoundArticle
from annotator.formats.json_values import Record, Unreadable, object_or_empty, text_of
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import RecordReader
from annotator.formats.records import FoundRecord
from annotator.formats.spacy_annotations import KEYS, annotation_of, holds_annotations

_TOLD = frozenset(("text", "meta", *KEYS))


def recognises(record: Record) -> bool:
    """Whether it has a text, and entities, spans by group or categories with scores beside it."""
    return isinstance(record.get("text"), str) and holds_annotations(record)


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
    losses: list[Loss] = []
    annotation = annotation_of(values, text, options.scheme, losses)
    return FoundArticle(
        record.file,
        record.where,
        text,
        () if annotation is None else (annotation,),
        fields={} if isinstance(fields, str) else fields.fields,
        meta=rest,
        losses=tuple(losses),
    )


SPACY_JSONL_READER = RecordReader(SPACY_JSONL, recognises, read_spacy_jsonl)
