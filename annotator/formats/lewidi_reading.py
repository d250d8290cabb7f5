"""Reading LeWiDi: texts with everybody's labels, from the shared tasks on learning with disagreements."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby, islice

from pydantic import JsonValue

from annotator.domain.annotation import ARTICLE, AnnotatorKind
from annotator.domain.bad_input import BadInput
from annotator.formats.all_formats import LEWIDI
from annotator.formats.fields import find_fields
from annotator.formats.found_annotations import FoundAnnotation, FoundArticle, FoundJudgement
from annotator.formats.json_values import Record, Unreadable
from annotator.formats.lewidi_items import (
    ITEMS,
    TEXT,
    answers_of_item,
    is_item,
    is_of_other_labels,
    merged_of,
    notes_of_item,
    parts_of,
    task_of_item,
    text_of_item,
)
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import RecordReader
from annotator.formats.records import FoundRecord

MERGED = "soft label"
"""Whose judgement the soft and the hard label are: nobody's, but made of everybody's."""
_LOOKED_AT = 100
_Who = tuple[str, AnnotatorKind]
_ANNOTATOR = re.compile(r"[Aa]nn(?:otator)?_?\d+")


def recognises(record: Mapping[str, JsonValue]) -> bool:
    """Whether it is an item, or all items of a file by their ids, or tells of the annotators of such."""
    if is_item(record):
        return True
    first = list(islice(record.items(), _LOOKED_AT))
    items = sum(is_item(value) for _, value in first)
    return bool(first) and (items * 2 > len(first) or _is_of_annotators(first))


def read(records: Iterator[FoundRecord], _options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """The texts with an annotation of each annotator, and one of nobody with the soft and the hard label."""
    items = chain.from_iterable(map(_items, records))
    first = list(islice(items, _LOOKED_AT))
    is_other = _are_of_other_labels(first)
    for (_, _), group in groupby(chain(first, items), key=_text_and_place):
        together = list(group)
        for one in together:
            if isinstance(one, BadInput):
                yield one
        yield from _articles([one for one in together if isinstance(one, FoundRecord)], is_other=is_other)


def _is_of_annotators(items: Sequence[tuple[str, JsonValue]]) -> bool:
    return all(_ANNOTATOR.fullmatch(name) and isinstance(about, dict) for name, about in items)


def _items(record: FoundRecord) -> Iterator[FoundRecord | BadInput]:
    """The items of a file, whose ids are their keys."""
    if is_item(record.values):
        yield record
        return
    if _is_of_annotators(list(record.values.items())[:_LOOKED_AT]) and record.values:
        reason = "It tells of annotators and holds no text; read it beside the items, not as articles."
        yield BadInput(file=record.file, where=record.where, reason=reason)
        return
    for id_, item in record.values.items():
        where = f"item {id_}"
        if isinstance(item, dict) and is_item(item):
            yield FoundRecord(record.file, where, {"id": id_, **item})
        else:
            reason = "It is no item with a text, annotators and annotations."
            yield BadInput(file=record.file, where=where, reason=reason)


def _are_of_other_labels(items: Sequence[FoundRecord | BadInput]) -> bool:
    """Whether most soft labels of a file are of other labels than annotators gave, as of merged scales."""
    told = [_tell(item.values) for item in items if isinstance(item, FoundRecord)]
    return told.count(True) > told.count(False)


def _tell(item: Record) -> bool | None:
    try:
        return is_of_other_labels(item)
    except Unreadable:
        return None


def _text_and_place(one: FoundRecord | BadInput) -> tuple[str, str]:
    """Items with the same text are about one article; what cannot be read stands by itself."""
    if isinstance(one, FoundRecord):
        try:
            return text_of_item(one.values), ""
        except Unreadable:
            pass
    return "", one.where


def _articles(records: Sequence[FoundRecord], *, is_other: bool) -> Iterator[FoundArticle | BadInput]:
    """The article that the items are about, without those of them that cannot be read."""
    said: dict[_Who, list[FoundJudgement]] = {}
    kept: list[FoundRecord] = []
    for record in records:
        try:
            judgements = list(_judgements(record.values, is_other=is_other))
        except Unreadable as unreadable:
            yield BadInput(file=record.file, where=record.where, reason=unreadable.reason)
            continue
        kept.append(record)
        for who, judgement in judgements:
            of_them = said.setdefault(who, [])
            of_them.append(replace(judgement, id=f"j{len(of_them) + 1}"))
    if kept:
        yield _article(kept, said)


def _judgements(item: Record, *, is_other: bool) -> Iterator[tuple[_Who, FoundJudgement]]:
    """What each annotator answered, and what was made of it."""
    task, notes = task_of_item(item), notes_of_item(item)
    # It would be refused later, and for the whole article.
    text_of_item(item)
    for name, labels in answers_of_item(item).items():
        said = FoundJudgement("", task, labels[0], target=ARTICLE, more_labels=tuple(labels[1:]))
        yield (name, AnnotatorKind.HUMAN), replace(said, note=notes.get(name))
    merged = merged_of(item)
    if merged is not None:
        first, *more = merged.labels or (None,)
        yield (
            (MERGED, AnnotatorKind.AGGREGATE),
            FoundJudgement(
                id="",
                task=f"{task} ({MERGED})" if is_other else task,
                label=first,
                more_labels=tuple(filter(None, more)),
                target=ARTICLE,
                distribution=merged.shares,
            ),
        )


def _article(records: Sequence[FoundRecord], said: Mapping[_Who, Sequence[FoundJudgement]]) -> FoundArticle:
    first = records[0]
    text = text_of_item(first.values)
    language = first.values.get("lang")
    found = find_fields({"text": text, "language": language}, frozenset())
    items: list[JsonValue] = [
        {
            key: value
            for key, value in record.values.items()
            if key != TEXT or parts_of(record.values) is not None
        }
        for record in records
    ]
    return FoundArticle(
        file=first.file,
        where=first.where,
        text=text,
        annotations=tuple(
            FoundAnnotation(annotator=name, kind=kind, judgements=tuple(judgements))
            for (name, kind), judgements in said.items()
        ),
        fields={} if isinstance(found, str) else found.fields,
        meta={ITEMS: items},
    )


LEWIDI_READER = RecordReader(LEWIDI, recognises, read)
