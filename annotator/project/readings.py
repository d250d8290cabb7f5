"""Reading a project for comparison: stored JSON becomes readings without a detour by the domain's values."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypedDict

import orjson

from annotator.agreement.reading import ReadArticle, ReadEntity, Reading, ReadJudgement, ReadMention, ReadRef
from annotator.agreement.table import LeftOut
from annotator.agreement.wish import Extent, ReadingChoice
from annotator.domain.annotation import Status
from annotator.domain.refused import Refused
from annotator.store import readings as lean
from annotator.store.annotators import annotators
from annotator.store.database import Database


@dataclass(frozen=True, slots=True)
class ProjectReadings:
    """What a choice of readings comes to; all of it as the project stood at one moment."""

    extent: Extent
    left_out: tuple[LeftOut, ...]
    """The annotations that do not count, and why."""
    articles: Iterator[ReadArticle]
    """Every article that anybody chosen has read, by id; a few at a time are in memory."""


@contextmanager
def project_readings(database: Database, choice: ReadingChoice) -> Iterator[ProjectReadings]:
    """The readings, good while the `with` lasts; refused if somebody named has not annotated here."""
    with database.reading() as connection:
        unknown = sorted(set(choice.annotators) - {one.name for one in annotators(connection)})
        if unknown:
            raise Refused(f"Nobody called {' or '.join(unknown)} has annotated in this project.")
        work = lean.work_by_article(connection, choice)
        yield ProjectReadings(
            extent=lean.extent(connection, choice),
            left_out=_left_out(lean.unfinished(connection, choice)),
            articles=(_read_article(one) for one in work),
        )


def reading_of(annotator: str, stored: str | bytes, updated: str) -> Reading:
    """The reading in the JSON of an annotation: the same as `Reading.of` its value, much sooner."""
    read: _Annotation = orjson.loads(stored)
    mentions = [
        ReadMention(
            mention["id"],
            mention["start"],
            mention["end"],
            mention["label"],
            mention["entity"],
            _spans(mention["fragments"]) if mention["fragments"] else (),
        )
        for mention in read["mentions"].values()
    ]
    mentions.sort(key=_in_order_of_reading)
    return Reading(
        annotator,
        tuple(mentions),
        {
            one["id"]: ReadEntity(one["id"], one["name"], one["label"], one["canonical"], one["kb_id"])
            for one in read["entities"].values()
        },
        tuple(map(_judgement, read["judgements"].values())),
        updated,
    )


_WHY_NOT = {
    Status.NOT_STARTED: "begun but neither in progress nor done",
    Status.IN_PROGRESS: "in progress, not done",
    Status.SKIPPED: "skipped",
}


def _left_out(unfinished: Mapping[Status, int]) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(unfinished[status], "annotations", why)
        for status, why in _WHY_NOT.items()
        if status in unfinished
    )


def _read_article(work: lean.ArticleWork) -> ReadArticle:
    return ReadArticle(work.article_id, work.length, tuple(reading_of(*said) for said in work.said))


def _in_order_of_reading(mention: ReadMention) -> tuple[int, int, str, str]:
    return mention.start, -mention.end, mention.label, mention.id


def _judgement(judgement: "_Judgement") -> ReadJudgement:
    holder, target, anchor = judgement["holder"], judgement["target"], judgement["anchor"]
    label, evidence = judgement["label"], judgement["evidence"]
    return ReadJudgement(
        judgement["id"],
        judgement["task"],
        _ref(holder) if holder else None,
        _ref(target) if target else None,
        _ref(anchor) if anchor else None,
        () if label is None else (label, *judgement["more_labels"]),
        tuple([(span["start"], span["end"]) for span in evidence]) if evidence else (),
    )


def _ref(ref: "_Ref") -> ReadRef:
    return ReadRef(ref["kind"], ref["id"], ref["name"])


def _spans(spans: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in spans)


class _Mention(TypedDict):
    id: str
    start: int
    end: int
    label: str
    entity: str | None
    fragments: list[list[int]]


class _Entity(TypedDict):
    id: str
    name: str
    label: str
    canonical: str | None
    kb_id: str | None


class _Ref(TypedDict):
    kind: str
    id: str | None
    name: str | None


class _Span(TypedDict):
    start: int
    end: int


class _Judgement(TypedDict):
    id: str
    task: str
    holder: _Ref | None
    target: _Ref | None
    anchor: _Ref | None
    label: str | None
    more_labels: list[str]
    evidence: list[_Span]


class _Annotation(TypedDict):
    """As much of a stored annotation as comparisons take."""

    mentions: dict[str, _Mention]
    entities: dict[str, _Entity]
    judgements: dict[str, _Judgement]
