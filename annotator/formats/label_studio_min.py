"""Label Studio's JSON_MIN: one record an annotation, the task's data and its answers side by side."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from pydantic import JsonValue

from annotator.formats.label_studio_rows import LABEL_TYPES
from annotator.formats.records import FoundRecord

_ALWAYS = frozenset(("annotation_id", "created_at", "lead_time"))
_OF_ANNOTATIONS = ("annotation_id", "created_at", "updated_at", "lead_time", "agreement")
_ANNOTATOR = "annotator"
_TEXT = "text"
_TYPES = (*LABEL_TYPES, "choices", "taxonomy", "rating")
_LONGEST_CHOICE = 50
_SENTENCE_ENDS = (".", "!", "?", "…", "。")


def is_minimal(record: Mapping[str, JsonValue]) -> bool:
    """Whether it has what every record of JSON_MIN has."""
    return record.keys() >= _ALWAYS and _ANNOTATOR in record


def as_tasks(records: Iterable[FoundRecord]) -> Iterator[FoundRecord]:
    """The records of JSON_MIN as tasks, those of one task that stand together as one; others as they are."""
    for task, group in groupby(records, key=_task_of):
        if task is None:
            yield from group
        else:
            yield _task(list(group))


def _task_of(record: FoundRecord) -> str | None:
    """What tells its task from others; None for what is no record of JSON_MIN."""
    values = record.values
    if not is_minimal(values) or isinstance(values.get("data"), dict):
        return None
    id_ = values.get("id")
    return f"task {id_}" if isinstance(id_, int | str) else record.where


def _task(records: list[FoundRecord]) -> FoundRecord:
    first = records[0].values
    data = {key: value for key, value in first.items() if not _is_said(first, key)}
    task: dict[str, JsonValue] = {
        "data": {key: value for key, value in data.items() if key != "id"},
        "annotations": [_annotation(record.values) for record in records],
    }
    if "id" in first:
        task["id"] = first["id"]
    return FoundRecord(records[0].file, records[0].where, task)


def _annotation(record: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    rows: list[JsonValue] = []
    for key in record:
        if _is_answer(record, key):
            rows += _rows(key, record[key])
    said = {key: record[key] for key in _OF_ANNOTATIONS if key in record and key != "annotation_id"}
    return {**said, "id": record["annotation_id"], "completed_by": record[_ANNOTATOR], "result": rows}


def _is_said(record: Mapping[str, JsonValue], key: str) -> bool:
    return key in (*_OF_ANNOTATIONS, _ANNOTATOR) or _is_answer(record, key)


def _is_answer(record: Mapping[str, JsonValue], key: str) -> bool:
    """Whether the key is the name of a control rather than of the data.

    What was said stands between the task's id and its annotator; regions are known by their shape.
    """
    if key in (*_OF_ANNOTATIONS, _ANNOTATOR, "id"):
        return False
    value = record[key]
    if isinstance(value, list) and value and all(_is_row(one) for one in value):
        return True
    return isinstance(value, str | list) and key in _between(record)


def _between(record: Mapping[str, JsonValue]) -> Sequence[str]:
    """The keys from the task's id to its annotator; none where the id is the data's own, before the text."""
    keys = list(record)
    if "id" not in record:
        return ()
    between = keys[keys.index("id") + 1 : keys.index(_ANNOTATOR)]
    return () if _TEXT in between else between


def _is_row(value: JsonValue) -> bool:
    return isinstance(value, dict) and any(type_ in value for type_ in _TYPES)


def _rows(control: str, value: JsonValue) -> Iterator[JsonValue]:
    """The rows as they were before they were told apart by their control alone."""
    for number, one in enumerate(value if isinstance(value, list) else [value], 1):
        row: dict[str, JsonValue] = {"from_name": control, "to_name": "text", "origin": "manual"}
        if isinstance(one, str):
            yield {**row, **_plain(one)}
        elif not isinstance(one, dict):
            yield {**row, "type": "other", "value": {"value": one}}
        elif (type_ := next((type_ for type_ in _TYPES if type_ in one), None)) is None:
            yield {**row, "type": "textarea" if isinstance(one.get("text"), list) else "other", "value": one}
        elif type_ in LABEL_TYPES:
            yield {"id": f"{control}-{number}", **row, "type": type_, "value": one}
        else:
            yield {**row, "type": type_, "value": one}


def _plain(said: str) -> dict[str, JsonValue]:
    """A choice or a text, which both are written as text alone; a sentence is none of a few answers."""
    is_choice = (
        len(said) <= _LONGEST_CHOICE and "\n" not in said and not said.rstrip().endswith(_SENTENCE_ENDS)
    )
    if is_choice:
        return {"type": "choices", "value": {"choices": [said]}}
    return {"type": "textarea", "value": {"text": [said]}}
