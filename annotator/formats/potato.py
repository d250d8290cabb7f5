"""Reading what Potato writes: exported annotations, the live state of users, adjudicated items."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath

import orjson
from pydantic import JsonValue

from annotator.domain.annotation import GOLD, AnnotatorKind, Status
from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.formats.all_formats import POTATO
from annotator.formats.encoding import decode, peek
from annotator.formats.found_annotations import NOBODY_NAMED, FoundAnnotation, FoundArticle, lost
from annotator.formats.json_articles import read_json, read_jsonl
from annotator.formats.json_values import (
    Record,
    Unreadable,
    id_of,
    id_or_none,
    object_or_empty,
    text_or_none,
)
from annotator.formats.potato_answers import answers_of, links_in, spans_in
from annotator.formats.potato_items import (
    DATA_SUFFIXES,
    Item,
    is_own,
    items_near,
    others_in,
    refused,
    text_of_item,
)
from annotator.formats.potato_tables import SUFFIXES as TABLES
from annotator.formats.potato_tables import is_table, read_table
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import FileReader
from annotator.formats.records import FoundRecord
from annotator.formats.sources import Source

_EXPORTED = re.compile(
    r'"instance_id"\s*:[^{}\[\]]{0,4000}?"(?:user_id|labels|source|item_data)"\s*:', re.DOTALL
)
_LIVE = '"instance_id_to_label_to_value"'
_EARLY = re.compile(r'"(?:label|span)_annotations"\s*:')
_AT_ONCE = 1000
"""Annotations whose texts are looked for together."""
_OF_MACHINES = frozenset(("machine", "model", "llm", "ai", "automatic"))
_READ = frozenset(("instance_id", "user_id", "labels", "spans", "links", "item_data", "annotator_origin"))
_DATA_FOLDERS = frozenset(("data", "data_files"))
_STATE = "user_state.json"
_EARLY_EXPORT = "annotated_instances.jsonl"


@dataclass(frozen=True, slots=True)
class _Said:
    """What one annotator said about one item, wherever it stands."""

    where: str
    instance: str
    annotation: FoundAnnotation
    labels: JsonValue
    spans: JsonValue
    links: JsonValue
    item: Mapping[str, JsonValue] | None = None


def recognises(source: Source) -> bool:
    """Whether its beginning holds the names that Potato gives to what it writes, or to the columns of it."""
    if source.suffix in TABLES:
        return is_table(source)
    head = peek(source.head())
    if source.suffix not in (".json", ".jsonl", ".ndjson", ""):
        return False
    return bool(
        _LIVE in head or _EXPORTED.search(head) or (_EARLY.search(head) and '"displayed_text"' in head)
    )


def read(source: Source, options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """The items with what each annotator said; their texts are looked for in the files beside it."""
    is_live = PurePosixPath(source.file).name == _STATE
    said = _live(source) if is_live else _exported(source, options)
    while together := list(islice(said, _AT_ONCE)):
        ids = {one.instance for one in together if isinstance(one, _Said) and not _has_text(one, options)}
        items = items_near(source, ids, options) if ids else {}
        for one in together:
            yield one if isinstance(one, BadInput) else _article(source, one, items, options)
    if is_live:
        yield from _not_annotated(source, options)


def _not_annotated(source: Source, options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """The items of the claimed data files that no user has annotated, with the first user's."""
    files = source.around.files
    states = [file for file in files if _name(file) == _STATE]
    claiming = [state for state in states if set(claims(state, files)) & set(claims(source.file, files))]
    if not claiming or source.file != min(claiming):
        return
    annotated = {one.instance for state in claiming for one in _live(files[state]) if isinstance(one, _Said)}
    for file in sorted(claims(source.file, files)):
        if not is_own(file) and files[file].suffix in DATA_SUFFIXES:
            yield from others_in(files[file], annotated, options)


def claims(file: str, files: Collection[str]) -> Collection[str]:
    """For the live state of a user, all that Potato wrote beside it and the data files of its project.

    For the answers of a user as early versions wrote them, the table that repeats those of all users.
    """
    path = PurePosixPath(file)
    if path.name == _EARLY_EXPORT:
        # The same in a table for all users, beside their folders.
        tables = {str(path.parent.parent / f"{path.stem}{suffix}") for suffix in TABLES}
        return [one for one in files if one in tables]
    # Other names are anybody's, and nothing may be taken along for them.
    if path.name != _STATE:
        return ()
    # annotation_output/<user>/user_state.json
    project = PurePosixPath(file).parent.parent.parent
    return [one for one in files if one != file and _belongs(PurePosixPath(one), project)]


def _belongs(path: PurePosixPath, project: PurePosixPath) -> bool:
    if not path.is_relative_to(project) or path.name == _STATE:
        return False
    if is_own(str(path)):
        return True
    inside = path.relative_to(project)
    is_data = path.suffix.lower() in DATA_SUFFIXES and (
        len(inside.parts) == 1 or inside.parts[0] in _DATA_FOLDERS
    )
    return is_data or (len(inside.parts) == 1 and path.suffix.lower() in (".yaml", ".yml"))


def _name(file: str) -> str:
    return PurePosixPath(file).name


def _has_text(said: _Said, options: ReadOptions) -> bool:
    return said.item is not None and text_of_item(said.item, options).text() is not None


def _exported(source: Source, options: ReadOptions) -> Iterator[_Said | BadInput]:
    """From records, one an annotator and item."""
    head = peek(source.head()).lstrip()
    if not head.startswith("[") and _LIVE in head:
        yield from _live(source)
        return
    user = PurePosixPath(source.file).parent.name
    reader = read_table if source.suffix in TABLES else read_json if head.startswith("[") else read_jsonl
    for record in reader(source, options):
        if isinstance(record, BadInput):
            yield record
            continue
        try:
            yield _of_record(record, user)
        except Unreadable as unreadable:
            yield BadInput(file=record.file, where=record.where, reason=unreadable.reason)


def _of_record(record: FoundRecord, user: str) -> _Said:
    values = record.values
    if "displayed_text" in values:
        return _of_early_record(record, user)
    meta = {key: value for key, value in values.items() if key not in _READ}
    meta["instance_id"] = values.get("instance_id")
    item = values.get("item_data")
    if "user_id" in values:
        origin = object_or_empty(values, "annotator_origin")
        if origin:
            meta["annotator_origin"] = dict(origin)
        is_machine = any(isinstance(one, str) and one.lower() in _OF_MACHINES for one in origin.values())
        annotation = FoundAnnotation(
            annotator=id_or_none(values, "user_id") or NOBODY_NAMED,
            kind=AnnotatorKind.MODEL if is_machine else AnnotatorKind.HUMAN,
            meta=meta,
        )
    else:
        is_open = values.get("source") == "unresolved"
        annotation = FoundAnnotation(
            annotator=GOLD.name,
            kind=GOLD.kind,
            status=Status.IN_PROGRESS if is_open else Status.DONE,
            meta=meta,
        )
    return _Said(
        where=record.where,
        instance=id_of(values, "instance_id"),
        annotation=annotation,
        labels=values.get("labels"),
        spans=values.get("spans"),
        links=values.get("links"),
        item=item if isinstance(item, dict) else None,
    )


def _of_early_record(record: FoundRecord, user: str) -> _Said:
    """Of versions that wrote what was shown beside what was said, in a folder for each user."""
    values = record.values
    shown = text_or_none(values, "displayed_text")
    read_ = ("id", "user", "displayed_text", "label_annotations", "span_annotations")
    meta = {key: value for key, value in values.items() if key not in read_}
    return _Said(
        where=record.where,
        instance=id_of(values, "id"),
        annotation=FoundAnnotation(
            annotator=id_or_none(values, "user") or user or NOBODY_NAMED,
            meta={"instance_id": values.get("id"), **meta},
        ),
        labels=values.get("label_annotations"),
        spans=values.get("span_annotations"),
        links=None,
        item=None if shown is None else {"text": shown},
    )


def _live(source: Source) -> Iterator[_Said | BadInput]:
    """From the state of one user."""
    try:
        state = orjson.loads(decode(source.whole()))
    except orjson.JSONDecodeError as error:
        yield BadInput(
            file=source.file, where=f"line {error.lineno}", reason=f"It is not valid JSON: {error.msg}."
        )
        return
    try:
        if not isinstance(state, dict):
            raise Unreadable("It is not the state of a user.")
        labels, spans, links = (
            object_or_empty(state, f"instance_id_to_{what}_to_value") for what in ("label", "span", "link")
        )
        user = id_or_none(state, "user_id") or PurePosixPath(source.file).parent.name or NOBODY_NAMED
    except Unreadable as unreadable:
        yield BadInput(file=source.file, where="", reason=unreadable.reason)
        return
    for instance in dict.fromkeys((*labels, *spans, *links)):
        yield _Said(
            where=f"item {instance}",
            instance=instance,
            annotation=FoundAnnotation(annotator=user, meta={"instance_id": instance}),
            labels=labels.get(instance),
            spans=spans.get(instance),
            links=links.get(instance),
        )


def _article(
    source: Source, said: _Said, items: Mapping[str, Item], options: ReadOptions
) -> FoundArticle | BadInput:
    item = text_of_item(said.item, options) if said.item is not None and _has_text(said, options) else None
    item = item or items.get(said.instance)
    try:
        spans = spans_in(said.spans)
        field = _field(spans)
        text = None if item is None else item.text(field)
        if item is None or text is None:
            return refused(source, said.where, said.instance, is_found=item is not None)
        losses: list[Loss] = []
        here = _in_field(spans, field, losses)
        answers = answers_of(said.labels, here, links_in(said.links), text, options.scheme)
    except Unreadable as unreadable:
        return BadInput(file=source.file, where=said.where, reason=unreadable.reason)
    annotation = FoundAnnotation(
        annotator=said.annotation.annotator,
        kind=said.annotation.kind,
        status=said.annotation.status,
        mentions=tuple(answers.mentions),
        entities=tuple(answers.entities.values()),
        judgements=tuple(answers.judgements),
        meta={**said.annotation.meta, **answers.kept},
    )
    return item.article(source.file, said.where, text, (annotation,), (*losses, *answers.losses))


def _field(spans: Sequence[Record]) -> str | None:
    """The field of the item that the spans are in, where that is said."""
    return next((field for span in spans if (field := text_or_none(span, "target_field"))), None)


def _in_field(spans: Sequence[Record], field: str | None, losses: list[Loss]) -> Sequence[Record]:
    here = []
    for span in spans:
        if text_or_none(span, "target_field") in (None, "", field):
            here.append(span)
        else:
            what = id_or_none(span, "name") or "a span"
            losses.append(
                lost(f"{what} in “{span.get('target_field')}”", "it stands in another text of the item")
            )
    return here


POTATO_READER = FileReader(POTATO, recognises, read, claims)
