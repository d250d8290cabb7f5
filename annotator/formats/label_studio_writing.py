"""Writing Label Studio's JSON: a task an article, in it an annotation a person and a prediction a model."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import BinaryIO

import orjson
from pydantic import JsonValue

from annotator.domain.loss import Loss
from annotator.domain.records import StoredAnnotation, StoredArticle
from annotator.formats.all_formats import LABEL_STUDIO
from annotator.formats.found_annotations import NOBODY_NAMED
from annotator.formats.label_studio import EMPTY, ROWS, TASK
from annotator.formats.label_studio_row_writing import rows_of
from annotator.formats.label_studio_text import with_text
from annotator.formats.stored_json import JsonAnnotation, said_by
from annotator.formats.unheld import Part, judgement_in_words, unheld
from annotator.formats.writer import FileWriter, WriteOptions
from annotator.formats.written import Said, Written

Json = dict[str, JsonValue]
_FIELDS = ("title", "language", "source", "url", "author", "published", "dateline")
_HELD = frozenset(
    (
        *(Part.ANNOTATOR, Part.KIND, Part.STATUS, Part.PIECES, Part.ENTITIES, Part.IDENTITIES),
        Part.KB_IDS,
        *(Part.JUDGEMENTS, Part.ASIDES, Part.DECISIONS, Part.SHARES),
    )
)
_BEGUN = frozenset(("not_started", "in_progress"))
_COME_BACK = {"predictions": ("model",), "annotations": ("human", "model"), "drafts": ("human", "model")}
"""Who can have marked a mention first, by where it is written."""
_TEXT = "text"


def write_label_studio(stream: BinaryIO, said: Iterable[Said], options: WriteOptions) -> Iterator[Written]:
    """One list of tasks, each on a line of its own and written as soon as its annotations are over."""
    before = b"["
    for _, group in groupby(said, key=lambda one: one[0].id):
        together = list(group)
        article = together[0][0]
        losses: list[Loss] = []
        task = _task(article, [one for _, one in together if one is not None], options, losses)
        stream.write(b"%b\n%b" % (before, orjson.dumps(task)))
        before = b","
        yield Written(1, tuple(losses))
    stream.write(b"\n]\n" if before == b"," else b"[]\n")


def _task(
    article: StoredArticle, stored: Iterable[StoredAnnotation], options: WriteOptions, losses: list[Loss]
) -> Json:
    meta: Json = orjson.loads(article.meta)
    about = meta.pop(TASK, None)
    task: Json = dict(about) if isinstance(about, dict) else {}
    empty = task.pop(EMPTY, None)
    were_empty = empty if isinstance(empty, list) else []
    data = _data(article, meta, task, losses)
    works: dict[str, list[JsonValue]] = {"annotations": [], "predictions": [], "drafts": []}
    for one in stored:
        said = said_by(one)
        losses += unheld(article.id, article.text, said, _HELD)
        losses += (Loss(article.id, what, why) for what, why in _lost(said))
        kind = _kind(said)
        works[kind].append(_work(article.text, said, one, kind, options))
    kept: Json = {
        key: sorted(value, key=_number)
        for key, value in works.items()
        if value or key in ("annotations", *were_empty)
    }
    return {**task, "data": data, **kept}


def _number(work: JsonValue) -> tuple[bool, int]:
    """By the numbers they came with, before those that have none."""
    id_ = work.get("id") if isinstance(work, dict) else None
    return (False, id_) if isinstance(id_, int) else (True, 0)


def _data(article: StoredArticle, meta: Json, task: Json, losses: list[Loss]) -> Json:
    """The task's data as it came, or the article's fields and whatever else is known of it."""
    key = task.pop("text", None)
    original = task.pop("data", None)
    if isinstance(key, str):
        if original is not None:
            losses.append(
                Loss(article.id, f"what the task had in “{key}”", "offsets count in the article’s text")
            )
        # Offsets count in the article, whatever it was rebuilt from.
        return {**meta, _TEXT: article.text} if original is not None else with_text(meta, key, article.text)
    fields: Json = {name: value for name in _FIELDS if (value := getattr(article, name))}
    data: Json = {_TEXT: article.text, **fields}
    for name, value in meta.items():
        if name in data:
            losses.append(Loss(article.id, f"“{name}” of its meta", "the task's data has one of that name"))
        else:
            data[name] = value
    return data


def _kind(said: JsonAnnotation) -> str:
    if said["annotator"]["kind"] in ("model", "aggregate"):
        return "predictions"
    return "drafts" if said["progress"]["status"] in _BEGUN else "annotations"


def _work(
    text: str, said: JsonAnnotation, stored: StoredAnnotation, kind: str, options: WriteOptions
) -> Json:
    meta: Json = dict(said.get("meta") or {})
    kept = meta.pop(ROWS, None)
    result: list[JsonValue] = [*rows_of(text, said, kept if isinstance(kept, dict) else {}, options.scheme)]
    # By whom comes first, where it stands as well once it was read.
    work: Json = {**meta, **_by_whom(meta, said, kind), "result": result}
    if kind == "annotations":
        work["was_cancelled"] = said["progress"]["status"] == "skipped"
    if stored.created:
        work["created_at"] = stored.created
    if stored.updated:
        work["updated_at"] = stored.updated
    if stored.active_seconds:
        work["lead_time"] = stored.active_seconds
    return work


def _by_whom(meta: Json, said: JsonAnnotation, kind: str) -> Json:
    """By an e-mail address, as accounts are found by; gold is the ground truth and by nobody."""
    name = said["annotator"]["name"]
    if said["annotator"]["kind"] == "adjudicated":
        return {"ground_truth": True}
    if kind != "annotations":
        key = "model_version" if kind == "predictions" else "user"
        return {} if key in meta else {key: name}
    if {"completed_by", "created_username"} & meta.keys() or name == NOBODY_NAMED:
        return {}
    return {"completed_by": {"email": name}}


def _lost(said: JsonAnnotation) -> Iterator[tuple[str, str]]:
    """What comes back as something else."""
    name, kind, status = said["annotator"]["name"], said["annotator"]["kind"], said["progress"]["status"]
    if kind == "aggregate":
        yield f"that {name} is of the kind aggregate", "it is written as a prediction"
    if kind == "adjudicated" and name != "gold":
        yield f"the annotator’s name {name}", "the ground truth has no name"
    if _kind(said) == "predictions" and status != "done":
        yield f"that {name} is {status.replace('_', ' ')}", "a prediction is done"
    if status == "not_started":
        yield f"that {name} has not started", "it is written as a draft"
    moved = [
        one
        for one in said["mentions"].values()
        if one["decision"] != "accepted" or one["origin"] not in _COME_BACK[_kind(said)]
    ]
    if moved:
        number = f"{len(moved):,} mentions" if len(moved) > 1 else "a mention"
        yield f"who marked {number} first, and what became of proposals", "the format has no place for it"
    shares: Iterable[Mapping[str, float]] = (one.get("distribution", {}) for one in said["mentions"].values())
    if any(shares):
        yield "the shares of the labels of its mentions", "the format has no place for it"
    for one in said["judgements"].values():
        if one["outer_holders"]:
            yield f"the outer holders of {judgement_in_words(one)}", "the format has no place for it"


LABEL_STUDIO_WRITER = FileWriter(LABEL_STUDIO, write_label_studio)
