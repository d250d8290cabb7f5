"""The export row `annotator/1`: what one annotator says about one article, as one line of JSON."""

import re
from collections.abc import Iterable

import orjson

from annotator.domain.records import StoredAnnotation, StoredArticle
from annotator.formats.stored_json import (
    JsonEntity,
    JsonJudgement,
    JsonMention,
    JsonRejected,
    JsonRuling,
    JsonSpan,
    said_by,
)

SCHEMA = "annotator/1"


_NOBODY = orjson.dumps(
    {
        "annotator": None,
        "annotator_kind": None,
        "status": "not_started",
        "scheme": None,
        "mentions": [],
        "rejected": [],
        "entities": [],
        "judgements": [],
        "provenance": {
            "created": None,
            "updated": None,
            "active_seconds": 0.0,
            "pipeline": None,
            "guidelines_version": None,
            "program_version": None,
        },
    }
)


def row_line(article: StoredArticle, annotation: StoredAnnotation | None) -> bytes:
    """The row in UTF-8 with its LF; an article nobody annotated gives a row whose annotator is null."""
    said = _NOBODY if annotation is None else _said(article.text, annotation)
    return b"%b,%b\n" % (_article_part(article)[:-1], said[1:])


def mention_order(start: int, end: int, label: str, id_: str) -> tuple[int, int, str, str]:
    """What mentions of a row are sorted by: start, then longest first."""
    return start, -end, label, id_


def natural_order(id_: str) -> tuple[list[str | tuple[int, str]], str]:
    """What ids are sorted by: e2 comes before e10."""
    pieces = re.split(r"([0-9]+)", id_)
    return [_by_size(piece) if index % 2 else piece for index, piece in enumerate(pieces)], id_


def _by_size(digits: str) -> tuple[int, str]:
    """What numbers of any length are sorted by; of more than 4,300 digits Python makes no number."""
    number = digits.lstrip("0")
    return len(number), number


def _article_part(article: StoredArticle) -> bytes:
    # The nested parts are JSON already and go in as they are.
    return orjson.dumps(
        {
            "schema": SCHEMA,
            "id": article.id,
            "text": article.text,
            "text_sha256": article.text_sha256,
            "title": article.title,
            "language": article.language,
            "direction": article.direction,
            "source": article.source,
            "url": article.url,
            "author": article.author,
            "published": article.published,
            "dateline": article.dateline,
            "meta": orjson.Fragment(article.meta),
            "segments": orjson.Fragment(article.segments),
            "origin": None if article.origin is None else orjson.Fragment(article.origin),
        }
    )


def _said(text: str, stored: StoredAnnotation) -> bytes:
    said = said_by(stored)
    progress = said["progress"]
    part: dict[str, object] = {
        "annotator": said["annotator"]["name"],
        "annotator_kind": said["annotator"]["kind"],
        "status": progress["status"],
        "scheme": said["scheme"],
        "mentions": _mentions(text, said["mentions"].values()),
        "rejected": _rejected(text, said["rejected"].values()),
        "entities": _entities(said["entities"].values()),
        "judgements": _judgements(text, said["judgements"].values()),
        "provenance": {
            "created": stored.created,
            "updated": stored.updated,
            "active_seconds": float(stored.active_seconds),
            "pipeline": progress["pipeline"],
            "guidelines_version": progress["guidelines_version"],
            "program_version": stored.program_version,
        },
    }
    if said.get("rulings"):
        part["rulings"] = _rulings(said["rulings"].values())
    if said.get("meta"):
        part["annotation_meta"] = said["meta"]
    if progress["flagged"]:
        part["flagged"] = True
    if progress["note"] is not None:
        part["note"] = progress["note"]
    return orjson.dumps(part)


def _mentions(text: str, mentions: Iterable[JsonMention]) -> list[dict[str, object]]:
    rows = []
    for mention in sorted(mentions, key=lambda m: mention_order(m["start"], m["end"], m["label"], m["id"])):
        start, end = mention["start"], mention["end"]
        row: dict[str, object] = {
            "id": mention["id"],
            "start": start,
            "end": end,
            "text": text[start:end],
            "label": mention["label"],
            "entity": mention["entity"],
            "origin": mention["origin"],
            "decision": mention["decision"],
        }
        if mention["fragments"]:
            row["fragments"] = mention["fragments"]
        # Stored by an earlier version there is none.
        if mention.get("distribution"):
            row["distribution"] = mention["distribution"]
        rows.append(row)
    return rows


def _rejected(text: str, proposals: Iterable[JsonRejected]) -> list[dict[str, object]]:
    return [
        {**_quoted(text, proposal), "label": proposal["label"]}
        for proposal in sorted(proposals, key=lambda p: (p["start"], p["end"], p["label"]))
    ]


def _entities(entities: Iterable[JsonEntity]) -> list[JsonEntity]:
    return sorted(entities, key=lambda entity: natural_order(entity["id"]))


def _rulings(rulings: Iterable[JsonRuling]) -> list[JsonRuling]:
    return sorted(rulings, key=lambda ruling: (ruling["start"], ruling["end"], ruling["id"]))


def _judgements(text: str, judgements: Iterable[JsonJudgement]) -> list[dict[str, object]]:
    return [
        _judgement(text, judgement)
        for judgement in sorted(judgements, key=lambda judgement: natural_order(judgement["id"]))
    ]


def _judgement(text: str, judgement: JsonJudgement) -> dict[str, object]:
    row: dict[str, object] = {
        "id": judgement["id"],
        "task": judgement["task"],
        "holder": judgement["holder"],
        "target": judgement["target"],
        "anchor": judgement["anchor"],
        "label": judgement["label"],
        "intensity": judgement["intensity"],
        "implicit": judgement["implicit"],
        "evidence": [_quoted(text, span) for span in judgement["evidence"]],
        "confidence": judgement["confidence"],
        "note": judgement["note"],
    }
    if judgement["outer_holders"]:
        row["outer_holders"] = judgement["outer_holders"]
    if judgement["more_labels"]:
        row["more_labels"] = judgement["more_labels"]
    if judgement["implied_label"] is not None:
        row["implied_label"] = judgement["implied_label"]
    if judgement["value"] is not None:
        row["value"] = judgement["value"]
    if judgement["distribution"]:
        row["distribution"] = judgement["distribution"]
    return row


def _quoted(text: str, span: JsonSpan) -> dict[str, object]:
    start, end = span["start"], span["end"]
    return {"start": start, "end": end, "text": text[start:end]}
