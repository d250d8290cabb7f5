"""Reading Label Studio's JSON: tasks, each with a text and what people and models say about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import JsonValue

from annotator.domain.annotation import GOLD, AnnotatorKind, Status
from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.formats.all_formats import LABEL_STUDIO
from annotator.formats.fields import find_fields
from annotator.formats.found_annotations import NOBODY_NAMED, FoundAnnotation, FoundArticle, lost
from annotator.formats.json_values import (
    Record,
    Unreadable,
    flag_of,
    id_or_none,
    list_or_empty,
    object_of,
    objects_or_empty,
    text_or_none,
)
from annotator.formats.label_studio_contents import contents_of
from annotator.formats.label_studio_min import as_tasks, is_minimal
from annotator.formats.label_studio_text import TaskText, text_of_task, without_text
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import RecordReader
from annotator.formats.records import FoundRecord

TASK = "label_studio"
"""Under this key of an article's meta stands what its task has beside its data."""
ROWS = "rows"
"""Under this key of an annotation's meta stands what is kept of the rows it was read from."""
EMPTY = "empty"
"""Under this key of what a task has beside its data stand its lists that had nothing in them."""
MODEL = "model"
"""A prediction's model where it has no version."""
_DONE_BY_PEOPLE = ("annotations", "completions")
_KINDS = (*_DONE_BY_PEOPLE, "predictions", "drafts")
_OF_TASKS = frozenset(
    (
        *("id", "data", "meta", "project", "inner_id", "file_upload", "created_at", "updated_at", "overlap"),
        *("is_labeled", "updated_by", "total_annotations", "cancelled_annotations", "total_predictions"),
    )
)
# What of an annotation is read, so that it need not be kept beside it.
_READ = frozenset(("result", "created_at", "updated_at", "lead_time", "was_cancelled"))


def recognises(record: Mapping[str, JsonValue]) -> bool:
    """Whether it is a task, or an annotation of JSON_MIN or of a storage, as Label Studio exports them."""
    task = record.get("task")
    if isinstance(task, dict) and isinstance(record.get("result"), list):
        return isinstance(task.get("data"), dict)
    if isinstance(record.get("data"), dict):
        return any(isinstance(record.get(kind), list) for kind in _KINDS) or set(record) <= _OF_TASKS
    return is_minimal(record)


def read(records: Iterator[FoundRecord], options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """The tasks' texts with everybody's annotations; a task about anything but a text is refused."""
    for record in as_tasks(records):
        try:
            yield _article(record, options)
        except Unreadable as unreadable:
            yield BadInput(file=record.file, where=record.where, reason=unreadable.reason)


@dataclass(frozen=True)
class _Work:
    """What one annotator, or a model, did with the task."""

    said: Record
    kind: str
    rows: Sequence[Record]


def _article(record: FoundRecord, options: ReadOptions) -> FoundArticle:
    task = _task(record.values)
    losses: list[Loss] = []
    works = list(_works(task, losses))
    data = object_of(task, "data")
    text = text_of_task(data, [row for work in works for row in work.rows], options)
    rest = without_text(data, text)
    about: dict[str, JsonValue] = {key: value for key, value in task.items() if key not in (*_KINDS, "data")}
    about["text"] = text.key
    if empty := [kind for kind in _KINDS[2:] if task.get(kind) == []]:
        about[EMPTY] = [*empty]
    if text.rebuilt:
        about["data"] = dict(data)
        rest = _without_text_key(rest, text.key)
    if text.is_page:
        losses.append(lost(f"the tags of the web page in “{text.key}”", "an article is plain text"))
    found = find_fields({"text": text.text, **{k: v for k, v in rest.items() if k != "text"}}, frozenset())
    annotations = tuple(_named_apart((_annotation(work, text, options, losses) for work in works), losses))
    return FoundArticle(
        file=record.file,
        where=record.where,
        text=text.text,
        annotations=annotations,
        fields={} if isinstance(found, str) else found.fields,
        meta={**rest, TASK: about},
        losses=tuple(losses),
    )


def _without_text_key(data: Record, key: str) -> dict[str, JsonValue]:
    return {one: value for one, value in data.items() if one != key}


def _task(values: Record) -> Record:
    """The task; of an annotation that holds its task, the task that holds the annotation."""
    task = values.get("task")
    if "data" in values or not isinstance(task, dict):
        return values
    said = {key: value for key, value in values.items() if key != "task"}
    return {**task, "annotations": [said]}


def _works(task: Record, losses: list[Loss]) -> Iterator[_Work]:
    for kind in _KINDS:
        for said in list_or_empty(task, kind):
            # Exports may be told to give numbers in place of drafts and predictions.
            if isinstance(said, int | str):
                losses.append(lost(f"{kind.removesuffix('s')} {said}", "only its number is in the file"))
            elif isinstance(said, dict):
                yield _Work(said, kind, [_row(row) for row in objects_or_empty(said, "result")])
            else:
                raise Unreadable(f"One of its {kind} is not an object with keys and values.")


def _row(row: Record) -> Record:
    """The row, whose names are texts where it has any."""
    for key in ("type", "from_name", "to_name"):
        text_or_none(row, key)
    return row


def _annotation(
    work: _Work, text: TaskText, options: ReadOptions, losses: list[Loss]
) -> tuple[FoundAnnotation, str]:
    """The annotation, and what tells it from another one by the same annotator."""
    said = work.said
    is_predicted = work.kind == "predictions"
    contents = contents_of(work.rows, text, options.scheme, is_predicted=is_predicted)
    losses += contents.losses
    name, kind = _annotator(work)
    meta = {key: value for key, value in said.items() if key not in _READ}
    if contents.rows:
        meta[ROWS] = contents.rows
    created, updated = (_time(said, key) for key in ("created_at", "updated_at"))
    annotation = FoundAnnotation(
        annotator=name,
        kind=kind,
        status=_status(work),
        mentions=tuple(contents.mentions),
        entities=tuple(contents.entities),
        judgements=tuple(contents.judgements),
        meta=meta,
        created=created,
        updated=updated,
        active_seconds=_seconds(said),
    )
    return annotation, "draft" if work.kind == "drafts" else ""


def _status(work: _Work) -> Status:
    if work.kind == "drafts":
        return Status.IN_PROGRESS
    skipped = flag_of(work.said, "was_cancelled") or flag_of(work.said, "skipped")
    return Status.SKIPPED if skipped else Status.DONE


def _annotator(work: _Work) -> tuple[str, AnnotatorKind]:
    said = work.said
    if work.kind == "predictions":
        return id_or_none(said, "model_version") or MODEL, AnnotatorKind.MODEL
    for key in ("completed_by", "user"):
        by = said.get(key)
        name = _person(by) if isinstance(by, dict) else id_or_none(said, key)
        if name and not (name.isdigit() and _username(said)):
            return name, AnnotatorKind.HUMAN
    if name := _username(said):
        return name, AnnotatorKind.HUMAN
    if flag_of(said, "ground_truth") or flag_of(said, "honeypot"):
        return GOLD.name, GOLD.kind
    return NOBODY_NAMED, AnnotatorKind.HUMAN


def _person(by: Record) -> str | None:
    """The one name of an account that it has, its address before others."""
    full = " ".join(filter(None, (text_or_none(by, "first_name"), text_or_none(by, "last_name"))))
    return text_or_none(by, "email") or text_or_none(by, "username") or full or id_or_none(by, "id")


def _username(said: Record) -> str | None:
    """Of “ mira@varon.example, 1” the name before the number."""
    name = (text_or_none(said, "created_username") or "").strip()
    before, comma, number = name.rpartition(", ")
    return (before if comma and number.isdigit() else name) or None


def _time(said: Record, key: str) -> str:
    time = said.get(key)
    return time if isinstance(time, str) else ""


def _seconds(said: Record) -> float:
    seconds = said.get("lead_time")
    is_number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    return float(seconds) if is_number and isinstance(seconds, int | float) and 0 <= seconds < 1e9 else 0.0


def _named_apart(
    made: Iterator[tuple[FoundAnnotation, str]], losses: list[Loss]
) -> Iterator[FoundAnnotation]:
    """An annotator has one annotation of an article: further ones are by a name with a number.

    What somebody finished goes before what the same person skipped or began.
    """
    works = list(made)
    names: dict[int, str] = {}
    taken: set[tuple[str, AnnotatorKind]] = set()
    for place in sorted(range(len(works)), key=lambda place: works[place][0].status is not Status.DONE):
        annotation, what = works[place]
        name, number = annotation.annotator, 1
        while (name, annotation.kind) in taken:
            number += 1
            name = f"{annotation.annotator} ({what if what and number == 2 else number})"
        taken.add((name, annotation.kind))
        names[place] = name
        if name != annotation.annotator:
            said = f"that the annotation of {name} is also by {annotation.annotator}"
            losses.append(lost(said, "an annotator has one annotation of an article"))
    for place, (annotation, _) in enumerate(works):
        yield replace(annotation, annotator=names[place])


LABEL_STUDIO_READER = RecordReader(LABEL_STUDIO, recognises, read)
