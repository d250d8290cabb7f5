"""Several Prodigy tasks about one text as one annotation of each annotator, and apart again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar, cast

from pydantic import JsonValue

from annotator.domain.annotation import Ref, RefKind, Status
from annotator.formats.found_annotations import FoundAnnotation, FoundArticle, FoundJudgement, FoundSpan
from annotator.formats.prodigy_tasks import ACCEPT, RELATIONS, SPANS, place_of
from annotator.formats.stored_json import JsonAnnotation

_TASKS = "tasks"
"""In an annotation's meta: the tasks it was put together from, each with what it said and has beside that."""
_META, _MENTIONS, _REJECTED, _JUDGEMENTS = "meta", "mentions", "rejected", "judgements"
_Task = Mapping[str, JsonValue]
_Ids = Mapping[str, str]
_Said = TypeVar("_Said")


def joined(first: FoundArticle, second: FoundArticle) -> FoundArticle:
    """One article with what both tasks say, of each annotator in one annotation."""
    annotations = {(one.annotator, one.kind): one for one in first.annotations}
    for one in second.annotations:
        before = annotations.get((one.annotator, one.kind))
        annotations[one.annotator, one.kind] = one if before is None else _together(before, one)
    losses = tuple(dict.fromkeys((*first.losses, *second.losses)))
    return replace(first, annotations=tuple(annotations.values()), losses=losses)


def apart(said: JsonAnnotation) -> Iterator[JsonAnnotation]:
    """What each of the tasks said, as far as it is still said; what is new goes with the first accepted one.

    An annotation that was not put together is the only one.
    """
    tasks = said.get("meta", {}).get(_TASKS)
    if not isinstance(tasks, list):
        yield said
        return
    known = [cast(Mapping[str, Mapping[str, JsonValue] | Sequence[str]], task) for task in tasks]
    metas = [cast(Mapping[str, JsonValue], task[_META]) for task in known]
    taking = next((place for place, meta in enumerate(metas) if meta.get("answer") == ACCEPT), 0)
    for place, (task, meta) in enumerate(zip(known, metas, strict=True)):
        others = [other for other in known if other is not task] if place == taking else None
        mentions = _still(said["mentions"], task, others, _MENTIONS)
        rejected = _still(said["rejected"], task, others, _REJECTED)
        judgements = _still(said["judgements"], task, others, _JUDGEMENTS)
        was_about_spans = task[_MENTIONS] or task[_REJECTED]
        if was_about_spans and not (mentions or rejected or judgements):
            # What it asked about is not said any more.
            continue
        part = {**said, "meta": meta, "mentions": mentions, "rejected": rejected, "judgements": judgements}
        yield cast(JsonAnnotation, part)


def _still(
    everything: Mapping[str, _Said],
    task: Mapping[str, object],
    others: Sequence[Mapping[str, object]] | None,
    what: str,
) -> dict[str, _Said]:
    """What the task said and is still there; with what no task said, if the others are given."""
    own = cast(Sequence[str], task[what])
    if others is None:
        return {id_: everything[id_] for id_ in own if id_ in everything}
    elsewhere = {id_ for other in others for id_ in cast(Sequence[str], other[what])}.difference(own)
    return {id_: one for id_, one in everything.items() if id_ not in elsewhere}


def _together(first: FoundAnnotation, second: FoundAnnotation) -> FoundAnnotation:
    """What one annotator said in two tasks about the same text; what was said twice is there once."""
    mentions = {(one.span.pieces, one.label): one for one in first.mentions}
    ids: dict[str, str] = {}
    for one in second.mentions:
        known = mentions.setdefault((one.span.pieces, one.label), replace(one, id=f"m{len(mentions) + 1}"))
        ids[one.id] = known.id
    rejected = {place_of(one): one for one in (*first.rejected, *second.rejected)}
    numbers = {place: f"r{number}" for number, place in enumerate(sorted(rejected), 1)}
    judgements = {_answer(one): one for one in first.judgements}
    for judgement in second.judgements:
        holder, target = (_moved(ref, ids) for ref in (judgement.holder, judgement.target))
        moved = replace(judgement, id=f"j{len(judgements) + 1}", holder=holder, target=target)
        ids[judgement.id] = judgements.setdefault(_answer(moved), moved).id
    before = {one.id: numbers[place_of(one)] for one in first.rejected}
    ids |= {one.id: numbers[place_of(one)] for one in second.rejected}
    is_done = Status.DONE in (first.status, second.status)
    tasks: list[JsonValue] = [dict(_renamed(task, before)) for task in _tasks(first)]
    tasks += [dict(_renamed(task, ids)) for task in _tasks(second)]
    return replace(
        first,
        status=Status.DONE if is_done else first.status,
        mentions=tuple(mentions.values()),
        judgements=tuple(judgements.values()),
        rejected=tuple(replace(one, id=numbers[place]) for place, one in rejected.items()),
        updated=max(first.updated, second.updated),
        meta={_TASKS: tasks},
    )


def _answer(judgement: FoundJudgement) -> tuple[object, ...]:
    """What is the same in two tasks that ask the same."""
    return judgement.task, judgement.label, judgement.more_labels, judgement.holder, judgement.target


def _moved(ref: Ref | FoundSpan | None, ids: _Ids) -> Ref | FoundSpan | None:
    if isinstance(ref, Ref) and ref.kind is RefKind.MENTION and ref.id is not None:
        return ref.model_copy(update={"id": ids.get(ref.id, ref.id)})
    return ref


def _tasks(said: FoundAnnotation) -> Sequence[_Task]:
    known = said.meta.get(_TASKS)
    if isinstance(known, list):
        return [task for task in known if isinstance(task, dict)]
    return [
        {
            _META: dict(said.meta),
            _MENTIONS: [one.id for one in said.mentions],
            _REJECTED: [one.id for one in said.rejected],
            _JUDGEMENTS: [one.id for one in said.judgements],
        }
    ]


def _renamed(task: _Task, ids: _Ids) -> Iterator[tuple[str, JsonValue]]:
    """The task with the ids that its parts have in the annotation put together."""
    for key, value in task.items():
        if isinstance(value, list):
            yield key, [ids.get(id_, id_) for id_ in value if isinstance(id_, str)]
        elif isinstance(value, dict):
            yield key, {name: _renamed_keys(name, one, ids) for name, one in value.items()}


def _renamed_keys(name: str, value: JsonValue, ids: _Ids) -> JsonValue:
    if name not in (SPANS, RELATIONS) or not isinstance(value, dict):
        return value
    return {ids.get(id_, id_): one for id_, one in value.items()}
