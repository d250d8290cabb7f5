"""The items that Potato's annotations are of: texts in a data file near them, found by their ids."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from pydantic import JsonValue

from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.formats.counting import UTF16
from annotator.formats.csv_articles import read_csv
from annotator.formats.detection import CSV, JSON, JSONL, TSV, detect
from annotator.formats.encoding import NotText
from annotator.formats.fields import find_fields, layout_of
from annotator.formats.found_annotations import FoundAnnotation, FoundArticle
from annotator.formats.json_articles import read_json, read_jsonl
from annotator.formats.read_options import ReadOptions
from annotator.formats.records import FoundRecord
from annotator.formats.sources import Source

_READERS = {JSON: read_json, JSONL: read_jsonl, CSV: read_csv, TSV: read_csv}
DATA_SUFFIXES = frozenset((".json", ".jsonl", ".ndjson", ".csv", ".tsv"))
_ID_KEYS = ("id", "instance_id", "item_id", "ID", "Id", "_id", "uid", "doc_id", "document_id", "key")
_OWN = frozenset(
    (
        *("user_state.json", "annotated_instances.jsonl", "annotations.jsonl", "annotations.csv"),
        *("annotations.tsv", "annotation_order.txt", "assigned_user_data.json", "phase_responses.jsonl"),
        *("phase_responses.csv", "phase_responses.tsv", "annotation_changes.csv", "annotation_changes.tsv"),
        *("task_assignment.json", "user_config.json", "annotated_instances.tsv", "annotated_instances.csv"),
    )
)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a data file: all its fields, and under which of them its text stands."""

    values: Mapping[str, JsonValue]
    text_key: str | None

    def text(self, field: str | None = None) -> str | None:
        """The text in the field, or in the one that usually holds it."""
        value = self.values.get(field if field is not None and field in self.values else self.text_key or "")
        return value if isinstance(value, str) else None

    def article(
        self,
        file: str,
        where: str,
        text: str,
        annotations: tuple[FoundAnnotation, ...] = (),
        losses: tuple[Loss, ...] = (),
    ) -> FoundArticle:
        """The article with that text of the item, with the item's other fields."""
        rest = {key: value for key, value in self.values.items() if value is not text}
        named = {"text": text, **{key: value for key, value in rest.items() if key != "text"}}
        found = find_fields(named, frozenset())
        fields = {} if isinstance(found, str) else found.fields
        return FoundArticle(file, where, text, annotations, UTF16, fields, rest, losses=losses)


def is_own(file: str) -> bool:
    """Whether the file has the name of one that Potato writes."""
    return PurePosixPath(file).name in _OWN


def items_near(source: Source, wanted: Collection[str], options: ReadOptions) -> Mapping[str, Item]:
    """The wanted items by their ids, out of the files read together with this one or beside it."""
    found: dict[str, Item] = {}
    for file in source.around.near(source.file):
        if file.file == source.file or is_own(file.file) or file.suffix not in DATA_SUFFIXES:
            continue
        for record in _records(file, options):
            if isinstance(record, BadInput):
                # It is told where the file itself is read.
                continue
            id_ = None if _is_answer(record.values) else _id(record.values)
            if id_ is not None and id_ in wanted and _is_better(found.get(id_)):
                found[id_] = text_of_item(record.values, options)
        if len(found) == len(wanted):
            break
    return found


def others_in(file: Source, but: Collection[str], options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """The items of a data file that nobody has annotated; what is no item is refused."""
    for record in _records(file, options):
        if isinstance(record, BadInput):
            yield record
            continue
        id_, item = _id(record.values), text_of_item(record.values, options)
        text = item.text()
        if id_ is None or text is None:
            reason = "It has no id that annotations could name, or no text."
            yield BadInput(file=record.file, where=record.where, reason=reason)
        elif id_ not in but:
            yield item.article(record.file, record.where, text)


def _is_answer(values: Mapping[str, JsonValue]) -> bool:
    """Whether it is what somebody said about an item, of another export that lies beside."""
    return "instance_id" in values and ("user_id" in values or "user" in values)


def _is_better(found: Item | None) -> bool:
    return found is None or found.text() is None


def _records(file: Source, options: ReadOptions) -> Iterator[FoundRecord | BadInput]:
    """Those of the file; the file itself where it cannot be read."""
    try:
        reader = _READERS.get(detect(file))
        if reader is not None:
            yield from reader(file, options)
    except (NotText, OSError, UnicodeDecodeError) as error:
        yield BadInput(file=file.file, where="", reason=f"It cannot be read: {error}")


def _id(values: Mapping[str, JsonValue]) -> str | None:
    for key in _ID_KEYS:
        value = values.get(key)
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            return str(value)
    return None


def _text_key(values: Mapping[str, JsonValue], options: ReadOptions) -> str | None:
    """The key that usually holds the text, or else the longest that there is."""
    keys = layout_of(tuple(values), options.named_columns).texts
    texts = {key: value for key, value in values.items() if isinstance(value, str) and key not in _ID_KEYS}
    return next(
        (key for key in keys if key in texts), max(texts, key=lambda key: len(texts[key]), default=None)
    )


def text_of_item(values: Mapping[str, JsonValue], options: ReadOptions) -> Item:
    """The item that a record holds itself."""
    return Item(values, _text_key(values, options))


def refused(source: Source, where: str, id_: str, *, is_found: bool) -> BadInput:
    """Why there is no text for the item."""
    reason = (
        f"The item “{id_}” has no text in its data file."
        if is_found
        else f"No file beside it holds the item “{id_}” with its text; put the data file there."
    )
    return BadInput(file=source.file, where=where, reason=reason)
