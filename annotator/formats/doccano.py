"""Reading doccano: spans with or without relations, labels of whole texts, and its old form."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from pydantic import JsonValue

from annotator.domain.annotation import ARTICLE, Ref, RefKind
from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.domain.tokens import Offsets
from annotator.formats.all_formats import DOCCANO
from annotator.formats.category_tasks import category_task_of
from annotator.formats.counting import UTF16
from annotator.formats.fields import find_fields
from annotator.formats.found_annotations import (
    NOBODY_NAMED,
    FoundAnnotation,
    FoundArticle,
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
    as_text,
    id_of,
    id_or_none,
    int_of,
    list_or_empty,
    objects_or_empty,
    offsets_of,
    text_of,
)
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import RecordReader
from annotator.formats.records import FoundRecord
from annotator.formats.relation_tasks import task_of

ANNOTATOR = "annotator"
"""The key under which the program itself writes whose work a row is; doccano keeps it as meta."""
FORM = "doccano"
"""Where the annotation remembers its record: which keys there were and how, so that all goes back there."""
KEYS, SHAPE, COMMENTS, MORE = "keys", "shape", "comments", "more"
"""In it: the keys; what labels were; comments of which the note was made; what else mentions had."""
LISTS, OBJECTS, ONE = "lists", "objects", "one"
"""Shapes: spans in lists, spans as objects with ids, one label of the text by itself."""
LABELS = ("label", "labels")
_TEXTS = ("text", "data")
_HELD = (*LABELS, "entities", "relations", "cats", "Comments")
_TOLD = frozenset((*_TEXTS, *_HELD, "annotations", ANNOTATOR))
_MARKS = ("Comments", "comments", "annotation_approver")
"""Keys that doccano writes beside labels, whether there are any labels or not."""
_EVERYBODY = "all"
_SPAN_LENGTH = 3
_LONGEST_LABEL = 100
"""Characters that doccano allows a label; a longer one is a text that somebody wrote."""
_OF_SPAN = frozenset(("id", "label", "start_offset", "end_offset"))
_OF_OLD_SPAN = frozenset(("label", "start_offset", "end_offset", "user"))


def recognises(record: Record) -> bool:
    """Whether the record has spans as doccano writes them, or its labels of a whole text."""
    if not any(isinstance(record.get(key), str) for key in _TEXTS) or "soft_label" in record:
        return False
    if any(_holds_spans(record.get(key)) or _holds_texts(record.get(key)) for key in LABELS):
        return True
    if _holds_texts(record.get("cats")) and "entities" not in record:
        return True
    if _holds_offsets(record.get("entities")) or _is_old(record.get("annotations")):
        return True
    if isinstance(record.get("entities"), list):
        return isinstance(record.get("cats"), list) or record["entities"] == record.get("relations") == []
    return any(record.get(key) == [] for key in LABELS) and any(mark in record for mark in _MARKS)


def _holds_spans(value: JsonValue | None) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_span(one) for one in value)


def _is_span(value: JsonValue) -> bool:
    if not isinstance(value, list) or len(value) != _SPAN_LENGTH:
        return False
    return isinstance(value[0], int) and isinstance(value[1], int) and isinstance(value[2], str | None)


def _holds_texts(value: JsonValue | None) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)


def _holds_offsets(value: JsonValue | None) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, dict) and "start_offset" in one and "label" in one for one in value)
    )


def _is_old(value: JsonValue | None) -> bool:
    """Whether these are annotations of the old form: spans, or labels of the whole text, with their users."""
    return _holds_offsets(value) or (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, dict) and "user" in one and "label" in one for one in value)
    )


def read_doccano(records: Iterator[FoundRecord], options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """The article of each record; one without any key for labels has been annotated by nobody."""
    for record in records:
        try:
            yield _Reading(record, options).article()
        except Unreadable as unreadable:
            yield BadInput(file=record.file, where=record.where, reason=unreadable.reason)


def note_of(comments: Sequence[JsonValue]) -> str | None:
    """The note on the article that the comments make: one a line."""
    said = [
        text_of(comment, "comment") if isinstance(comment, dict) else as_text(comment, "Comments")
        for comment in comments
    ]
    return "\n".join(said) or None


class _Reading:
    """One record on its way to an article."""

    def __init__(self, record: FoundRecord, options: ReadOptions) -> None:
        self._record = record
        self._values = record.values
        self._options = options
        self._losses: list[Loss] = []

    def article(self) -> FoundArticle:
        text = text_of(self._values, next((key for key in _TEXTS if self._values.get(key)), _TEXTS[0]))
        rest = {key: value for key, value in self._values.items() if key not in _TOLD}
        fields = find_fields({"text": text, **rest}, self._options.named_columns)
        return FoundArticle(
            self._record.file,
            self._record.where,
            text,
            tuple(self._annotations()),
            UTF16,
            fields={} if isinstance(fields, str) else fields.fields,
            meta=rest,
            losses=tuple(self._losses),
        )

    def _annotations(self) -> Iterator[FoundAnnotation]:
        values = self._values
        if _is_old(values.get("annotations")):
            yield from self._old_annotations(objects_or_empty(values, "annotations"))
        elif any(key in values for key in (*LABELS, "entities", "cats")):
            mentions, ids = self._mentions()
            yield FoundAnnotation(
                self._annotator(),
                mentions=mentions,
                judgements=(*self._relations(ids), *self._categories()),
                note=self._note(),
                meta={FORM: self._form()},
            )

    def _form(self) -> dict[str, JsonValue]:
        """What of the record tells how it is to be written again."""
        values = self._values
        form: dict[str, JsonValue] = {KEYS: [key for key in _HELD if key in values]}
        spans = self._spans()
        if any(isinstance(values.get(key), str) for key in LABELS):
            form[SHAPE] = ONE
        elif spans:
            form[SHAPE] = LISTS if isinstance(spans[0], list) else OBJECTS
        if values.get("Comments"):
            form[COMMENTS] = values["Comments"]
        return form

    def _annotator(self) -> str:
        """Who is named; else whose export it is: in its archive each member’s file has the member’s name."""
        named = id_or_none(self._values, ANNOTATOR)
        if named is not None:
            return named
        path = PurePosixPath(self._record.file)
        is_members = path.parent.suffix.lower() == ".zip" and path.stem != _EVERYBODY
        return path.stem if is_members else NOBODY_NAMED

    def _mentions(self) -> tuple[tuple[FoundMention, ...], set[str]]:
        found: list[FoundMention] = []
        ids: set[str] = set()
        for number, value in enumerate(self._spans(), 1):
            mention = (
                _of_list(value, f"m{number}") if isinstance(value, list) else self._entity(value, number)
            )
            if mention is None:
                what = f"the span at {_place_of(value)}"
                self._losses.append(lost(what, "it has no label, and a mention has one"))
                continue
            if mention.id in ids:
                raise Unreadable(f"Two of its entities have the id {mention.id}.")
            ids.add(mention.id)
            found.append(mention)
        return tuple(found), ids

    def _entity(self, value: JsonValue, number: int) -> FoundMention | None:
        """The mention of a span with a name; None where it has no label."""
        span = as_object(value, f"entity {number}")
        offsets = offsets_of(span, "start_offset", "end_offset")
        self._losses += (
            lost(f"“{key}” of entity {number}", "doccano has no such key") for key in span.keys() - _OF_SPAN
        )
        if span.get("label") in (None, ""):
            return None
        id_ = id_or_none(span, "id") or f"m{number}"
        return FoundMention(id_, FoundSpan((offsets,)), text_of(span, "label"))

    def _spans(self) -> Sequence[JsonValue]:
        for key in ("entities", *LABELS):
            value = self._values.get(key)
            if isinstance(value, list) and value and not _holds_texts(value):
                return value
            if value is not None and not isinstance(value, list | str):
                raise Unreadable(f"“{key}” is not a list of spans.")
        return ()

    def _relations(self, ids: set[str]) -> Iterator[FoundJudgement]:
        taken: set[str] = set()
        for number, relation in enumerate(objects_or_empty(self._values, "relations"), 1):
            task, label = task_of(text_of(relation, "type"), self._options.scheme)
            ends = [id_of(relation, key) for key in ("from_id", "to_id")]
            missing = [end for end in ends if end not in ids]
            if missing and self._is_unlabelled(missing[0]):
                self._losses.append(lost(f"the relation {label}", "one of its spans has no label"))
                continue
            if missing:
                raise Unreadable(f"A relation of it leads to the entity {missing[0]}, which is not there.")
            id_ = id_or_none(relation, "id") or f"j{number}"
            id_ = f"j{number}" if id_ in taken else id_
            taken.add(id_)
            holder, target = (Ref(kind=RefKind.MENTION, id=end) for end in ends)
            yield FoundJudgement(id_, task, label, holder, target)

    def _is_unlabelled(self, id_: str) -> bool:
        """Whether there is such an entity, which was left out for want of a label."""
        return any(isinstance(span, dict) and id_or_none(span, "id") == id_ for span in self._spans())

    def _categories(self) -> Iterator[FoundJudgement]:
        labels = list_or_empty(self._values, "cats")
        for key in LABELS:
            value = self._values.get(key)
            if isinstance(value, str):
                labels = (*labels, value)
            elif _holds_texts(value):
                labels = (*labels, *list_or_empty(self._values, key))
        yield from self._of_text([as_text(label, "label") for label in labels])

    def _of_text(self, labels: Sequence[str]) -> Iterator[FoundJudgement]:
        self._losses += (
            lost(f"the text “{label}”", "no task takes free text")
            for label in labels
            if len(label) > _LONGEST_LABEL
        )
        named = [label for label in labels if label and len(label) <= _LONGEST_LABEL]
        if named:
            task = category_task_of(named, self._options.scheme)
            yield FoundJudgement("c1", task, named[0], target=ARTICLE, more_labels=tuple(named[1:]))

    def _note(self) -> str | None:
        return note_of(list_or_empty(self._values, "Comments"))

    def _old_annotations(self, annotations: Sequence[Record]) -> Iterator[FoundAnnotation]:
        """Spans of several users; what their labels are called stands elsewhere, if they are numbers."""
        by_user: dict[str | None, list[Record]] = {}
        for one in annotations:
            by_user.setdefault(id_or_none(one, "user"), []).append(one)
        for user, said in by_user.items():
            spans = [one for one in said if "start_offset" in one and one.get("label") is not None]
            self._losses += (
                lost(f"the span at {_place_of(dict(one))}", "it has no label, and a mention has one")
                for one in said
                if "start_offset" in one and one.get("label") is None
            )
            more: dict[str, JsonValue] = {
                f"m{number}": {key: value for key, value in one.items() if key not in _OF_OLD_SPAN}
                for number, one in enumerate(spans, 1)
                if one.keys() - _OF_OLD_SPAN
            }
            yield FoundAnnotation(
                NOBODY_NAMED if user is None else f"user {user}",
                mentions=tuple(
                    FoundMention(f"m{number}", FoundSpan((_old_offsets(one),)), self._old_label(one))
                    for number, one in enumerate(spans, 1)
                ),
                judgements=tuple(
                    self._of_text([self._old_label(one) for one in said if "start_offset" not in one])
                ),
                meta={FORM: {MORE: more}} if more else {},
            )

    def _old_label(self, annotation: Record) -> str:
        label = annotation.get("label")
        if isinstance(label, str) and label:
            return label
        named = f"label {int_of(annotation, 'label')}"
        loss = lost(f"the name of {named}", "such files give the number of a label alone")
        if loss not in self._losses:
            self._losses.append(loss)
        return named


def _old_offsets(annotation: Record) -> Offsets:
    return offsets_of(annotation, "start_offset", "end_offset")


def _of_list(value: list[JsonValue], id_: str) -> FoundMention | None:
    """The mention of a span in a list; None where it has no label."""
    if len(value) < _SPAN_LENGTH:
        raise Unreadable("A span of it is not a list of start, end and label.")
    record = dict(zip(("start", "end", "label"), value, strict=False))
    offsets = as_offsets(int_of(record, "start"), int_of(record, "end"))
    if record["label"] in (None, ""):
        return None
    return FoundMention(id_, FoundSpan((offsets,)), text_of(record, "label"))


def _place_of(span: JsonValue) -> str:
    first, last = (
        (span[0], span[1])
        if isinstance(span, list)
        else (as_object(span, "entity").get("start_offset"), as_object(span, "entity").get("end_offset"))
    )
    return f"{first}-{last}"


DOCCANO_READER = RecordReader(DOCCANO, recognises, read_doccano)
