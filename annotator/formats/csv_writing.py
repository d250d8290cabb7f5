"""Writing a table for spreadsheets: a row for everything that somebody says, told apart by its kind."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

import orjson

from annotator.domain.records import StoredArticle
from annotator.formats.all_formats import CSV
from annotator.formats.stance_places import segment_of
from annotator.formats.stored_json import (
    JsonAnnotation,
    JsonEntity,
    JsonJudgement,
    JsonMention,
    JsonRef,
    JsonSpan,
    said_by,
)
from annotator.formats.token_rows import in_order
from annotator.formats.unheld import Part, unheld
from annotator.formats.writer import FileWriter, WriteOptions
from annotator.formats.written import Said, Written

COLUMNS: Mapping[str, str] = {
    "kind": "What the row is: article, annotation, entity, mention, judgement or rejected.",
    "article_id": "The article’s id.",
    "title": "The article’s title.",
    "source": "The article’s source.",
    "published": "When it was published.",
    "url": "Its web address.",
    "annotator": "Whose work it is; empty where nobody has annotated the article.",
    "annotator_kind": "human, model, adjudicated or aggregate.",
    "status": "Of an annotation: in_progress, done or skipped.",
    "id": "The id of the entity, mention, judgement or rejected proposal.",
    "task": "The task that a judgement answers.",
    "label": "The entity label, or the answer.",
    "more_labels": "Further answers, a list in JSON.",
    "start": "Where it begins, in code points of the article’s text.",
    "end": "Where it ends, exclusive.",
    "pieces": "Of a mention with gaps: its pieces, “0-4;9-12”.",
    "quote": "The words between start and end.",
    "entity": "The id of the mention’s entity.",
    "entity_name": "What the entity is called.",
    "canonical": "The entity’s canonical name.",
    "kb_id": "The entity’s id in a knowledge base.",
    "attributes": "The entity’s attributes, an object in JSON.",
    "holder_kind": "Who holds a stance: author, unlisted, general, none, entity, mention and so on.",
    "holder": "The holder by name.",
    "holder_id": "The holder’s id.",
    "target_kind": "What an answer is about: entity, mention, topic, claim, article, segment and so on.",
    "target": "The target by name.",
    "target_id": "The target’s id.",
    "outer_holders": "Who reports the holder, outermost first, a list in JSON.",
    "anchor": "The sentence or mention that an answer belongs to: offsets, or the mention’s id.",
    "anchor_quote": "The words of the anchor.",
    "evidence": "Where the evidence stands, “0-4;9-12”.",
    "evidence_quotes": "The words of the evidence, parted by an ellipsis.",
    "intensity": "How strong the answer is.",
    "value": "Its place on the scale.",
    "confidence": "How sure the annotator is.",
    "implicit": "true where it is meant and not said.",
    "implied_label": "The side that is meant.",
    "distribution": "Of aggregates: the shares of labels, an object in JSON.",
    "origin": "Who marked the mention first: model, human, propagated or imported.",
    "decision": "What became of it: untouched, accepted, relabelled, resized or added.",
    "flagged": "true where the article is flagged.",
    "note": "The note on the article or the judgement.",
}
"""Each column with what stands in it."""

_PLACES = {column: place for place, column in enumerate(COLUMNS)}
_HOLDS = frozenset(Part) - {Part.RULINGS}
# Spreadsheets take what begins so for a formula, the last four where wide letters are usual.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARK = "'"
_DEFUSED = (*_FORMULA, _MARK)
_BETWEEN_QUOTES = " … "
_BOM = b"\xef\xbb\xbf"

_Cell = str | float | None
_Row = Mapping[str, _Cell]


def write_csv(stream: BinaryIO, said: Iterable[Said], _options: WriteOptions) -> Iterator[Written]:
    """RFC 4180 in UTF-8 with a byte-order mark, without which Excel takes it for something else.

    Text that a spreadsheet would take for a formula gets an apostrophe in front, and so does text that begins
    with one: whoever takes one leading apostrophe away has all cells as they were.
    """
    stream.write(_BOM + _lines([tuple(COLUMNS)]))
    for article, stored in said:
        common = _of_article(article)
        if stored is None:
            stream.write(_lines([_cells(common, {"kind": "article"})]))
            yield Written()
            continue
        annotation = said_by(stored)
        whose = _whose(annotation)
        rows = [_cells(common, whose, row) for row in _rows(article.text, annotation)]
        stream.write(_lines(rows))
        losses = unheld(article.id, article.text, annotation, _HOLDS)
        yield Written(len(rows), tuple(losses))


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\r\n").writerows(rows)
    return lines.getvalue().encode()


def _cells(*parts: _Row) -> list[str]:
    """The row that the parts are together, empty where none says anything."""
    cells = [""] * len(_PLACES)
    for part in parts:
        for column, value in part.items():
            cells[_PLACES[column]] = _cell(value)
    return cells


def _cell(value: _Cell) -> str:
    """The cell’s text; numbers are no formulas, whatever their sign."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else ""
    if not isinstance(value, str):
        return repr(value)
    return _MARK + value if value.startswith(_DEFUSED) else value


def _of_article(article: StoredArticle) -> _Row:
    return {
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "published": article.published,
        "url": article.url,
    }


def _whose(said: JsonAnnotation) -> _Row:
    return {"annotator": said["annotator"]["name"], "annotator_kind": said["annotator"]["kind"]}


def _rows(text: str, said: JsonAnnotation) -> Iterator[_Row]:
    progress = said["progress"]
    yield {
        "kind": "annotation",
        "status": progress["status"],
        "flagged": progress["flagged"],
        "note": progress["note"],
    }
    yield from map(_entity, said["entities"].values())
    for mention in in_order(said["mentions"].values()):
        yield _mention(text, said, mention)
    for judgement in said["judgements"].values():
        yield _judgement(text, said, judgement)
    for id_, proposal in said["rejected"].items():
        yield {"kind": "rejected", "id": id_, "label": proposal["label"], **_span(text, proposal)}


def _entity(entity: JsonEntity) -> _Row:
    return {
        "kind": "entity",
        "id": entity["id"],
        "label": entity["label"],
        "entity_name": entity["name"],
        "canonical": entity["canonical"],
        "kb_id": entity["kb_id"],
        "attributes": _json(entity["attributes"]),
    }


def _mention(text: str, said: JsonAnnotation, mention: JsonMention) -> _Row:
    entity = said["entities"].get(mention["entity"] or "")
    return {
        "kind": "mention",
        "id": mention["id"],
        "label": mention["label"],
        **_span(text, mention),
        "pieces": ";".join(f"{start}-{end}" for start, end in mention["fragments"]),
        "entity": mention["entity"],
        "entity_name": None if entity is None else entity["name"],
        "origin": mention["origin"],
        "decision": mention["decision"],
        "distribution": _json(mention.get("distribution", {})),
    }


def _judgement(text: str, said: JsonAnnotation, judgement: JsonJudgement) -> _Row:
    anchor, evidence = judgement["anchor"], judgement["evidence"]
    return {
        "kind": "judgement",
        "id": judgement["id"],
        "task": judgement["task"],
        "label": judgement["label"],
        "more_labels": _json(judgement["more_labels"]),
        **_ref("holder", text, said, judgement["holder"]),
        **_ref("target", text, said, judgement["target"]),
        "outer_holders": _json(judgement["outer_holders"]),
        "anchor": None if anchor is None else anchor["id"] or anchor["kind"],
        "anchor_quote": _name(text, said, anchor),
        "evidence": ";".join(f"{span['start']}-{span['end']}" for span in evidence),
        "evidence_quotes": _BETWEEN_QUOTES.join(text[span["start"] : span["end"]] for span in evidence),
        "intensity": judgement["intensity"],
        "value": judgement["value"],
        "confidence": judgement["confidence"],
        "implicit": judgement["implicit"],
        "implied_label": judgement["implied_label"],
        "distribution": _json(judgement["distribution"]),
        "note": judgement["note"],
    }


def _span(text: str, span: JsonSpan) -> _Row:
    return {"start": span["start"], "end": span["end"], "quote": text[span["start"] : span["end"]]}


def _ref(place: str, text: str, said: JsonAnnotation, ref: JsonRef | None) -> _Row:
    if ref is None:
        return {}
    return {f"{place}_kind": ref["kind"], place: _name(text, said, ref), f"{place}_id": ref["id"]}


def _name(text: str, said: JsonAnnotation, ref: JsonRef | None) -> str | None:
    """What it is called: entities by their names of today, mentions and sentences by their words."""
    if ref is None:
        return None
    id_ = ref["id"] or ""
    if ref["kind"] == "entity" and id_ in said["entities"]:
        return said["entities"][id_]["name"]
    if ref["kind"] == "mention" and id_ in said["mentions"]:
        mention = said["mentions"][id_]
        return text[mention["start"] : mention["end"]]
    place = segment_of(ref, text)
    return ref["name"] if place is None else text[slice(*place)]


def _json(value: object) -> str | None:
    return orjson.dumps(value).decode() if value else None


CSV_WRITER = FileWriter(CSV, write_csv)
