"""Potato's exports as tables: each row as the record that it would be in Potato's JSON."""

from collections.abc import Iterator, Mapping, Sequence

import orjson
from pydantic import JsonValue

from annotator.domain.bad_input import BadInput
from annotator.formats.json_values import Unreadable
from annotator.formats.read_options import ReadOptions
from annotator.formats.records import FoundRecord
from annotator.formats.sources import Source
from annotator.formats.tab_rows import TAB, first_rows, table_rows

SUFFIXES = (".csv", ".tsv")
_WHO = ("instance_id", "user_id")
_WHO_EARLY = ("user", "instance_id", "displayed_text")
_COMMA = ","
_OF_LABEL, _OF_LABEL_EARLY = ".", ":::"
_SPANS = "_spans"
_ROOMS = ("_room_id", "_room")
_ORIGIN, _ORIGIN_IN_FULL = "annotator_origin", "annotator_origin_detail"
_BESIDE = frozenset((_ORIGIN, _ORIGIN_IN_FULL, "engine_request", "engine_purpose"))

_Cells = Mapping[str, str]


def is_table(source: Source) -> bool:
    """Whether its first row names who answered which item, as Potato’s tables do."""
    return source.suffix in SUFFIXES and _delimiter(source) is not None


def read_table(source: Source, options: ReadOptions) -> Iterator[FoundRecord | BadInput]:
    """The record of each row; rows are numbered as a spreadsheet shows them, the names being row 1."""
    names: Sequence[str] = ()
    for number, row in table_rows(source, options, _delimiter(source) or _COMMA):
        where = f"row {number}"
        if isinstance(row, str):
            yield BadInput(file=source.file, where=where, reason=row)
        elif not names:
            names = [name.removeprefix("\ufeff").strip() for name in row]
        elif len(row) > len(names):
            reason = f"It has {len(row)} cells, but there are {len(names)} columns."
            yield BadInput(file=source.file, where=where, reason=reason)
        else:
            cells = {name: cell for name, cell in zip(names, row, strict=False) if cell}
            try:
                values = _early(cells) if set(_WHO_EARLY) <= set(names) else _record(cells)
            except Unreadable as wrong:
                yield BadInput(file=source.file, where=where, reason=wrong.reason)
            else:
                yield FoundRecord(source.file, where, values)


def _delimiter(source: Source) -> str | None:
    """What divides the columns; None where they are not called as Potato calls them."""
    for delimiter in (TAB, _COMMA):
        rows = first_rows(source, delimiter)
        names = {name.removeprefix("\ufeff").strip() for name in rows[0]} if rows else set()
        if names.issuperset(_WHO_EARLY) or (names.issuperset(_WHO) and _is_answered(names)):
            return delimiter
    return None


def _is_answered(names: set[str]) -> bool:
    """Whether there are answers, and not the changes or the responses to pages of a study."""
    return any(_OF_LABEL in name for name in names) and not names & {"phase", "page", "action"}


def _record(cells: _Cells) -> dict[str, JsonValue]:
    labels: dict[str, dict[str, JsonValue]] = {}
    spans: dict[str, JsonValue] = {}
    plain: dict[str, JsonValue] = {}
    beside: dict[str, JsonValue] = {}
    for column, cell in cells.items():
        schema, dot, label = column.partition(_OF_LABEL)
        if column in _WHO:
            continue
        if column in _BESIDE or label in _ROOMS:
            beside[column] = cell
        elif not dot:
            plain[schema] = cell
        elif label == _SPANS:
            spans[schema] = _loaded(column, cell)
        else:
            labels.setdefault(schema, {})[label] = cell
    # Where a schema has columns for its labels, its own one repeats what became of several.
    beside |= {schema: cell for schema, cell in plain.items() if schema in labels}
    answers: dict[str, JsonValue] = {**plain, **labels}
    return {
        **{who: cells.get(who) for who in _WHO},
        "labels": answers,
        "spans": spans,
        **_with_origin(beside),
    }


def _with_origin(beside: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The kind of annotator as the object that it is in JSON."""
    rest = {key: cell for key, cell in beside.items() if key not in (_ORIGIN, _ORIGIN_IN_FULL)}
    if _ORIGIN not in beside:
        return rest
    whole = beside.get(_ORIGIN_IN_FULL)
    known = _loaded(_ORIGIN_IN_FULL, whole) if isinstance(whole, str) else None
    return {**rest, _ORIGIN: known if isinstance(known, dict) else {"kind": beside[_ORIGIN]}}


def _early(cells: _Cells) -> dict[str, JsonValue]:
    """Of versions that wrote what was shown beside what was said."""
    labels: dict[str, dict[str, JsonValue]] = {}
    beside: dict[str, JsonValue] = {}
    for column, cell in cells.items():
        schema, divided, label = column.partition(_OF_LABEL_EARLY)
        if divided:
            labels.setdefault(schema, {})[label] = cell
        elif column not in _WHO_EARLY:
            beside[column] = cell
    return {
        "id": cells.get("instance_id"),
        "user": cells.get("user"),
        "displayed_text": cells.get("displayed_text"),
        "label_annotations": {**labels},
        **beside,
    }


def _loaded(column: str, cell: str) -> JsonValue:
    try:
        value: JsonValue = orjson.loads(cell)
    except orjson.JSONDecodeError as error:
        raise Unreadable(f"“{column}” is not valid JSON: {error.msg} (character {error.colno}).") from None
    return value
