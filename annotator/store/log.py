"""The log of steps: each is one durable transaction together with what it changes in the lists."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import Connection, and_, bindparam, case, func, insert, not_, select, update

from annotator.agreement.gold_history import SETTLE
from annotator.domain.annotation import Annotator, SchemeVersion, Status
from annotator.domain.edits.mentions import START
from annotator.domain.log import How, LogEntry
from annotator.store.annotators import make_known
from annotator.store.database import Database
from annotator.store.failures import Conflict
from annotator.store.tables import annotation, step


@dataclass(frozen=True, slots=True)
class PendingStep:
    """A step that is not stored yet; `active_seconds` is the working time since the last one."""

    article_id: str
    annotator: Annotator
    entry: LogEntry
    active_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Making:
    """What an annotation is made with: a scheme, and a version of this program."""

    scheme: SchemeVersion
    program_version: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What a step changes in the lists: more or fewer mentions and judgements, another status or flag."""

    mentions: int
    judgements: int
    status: str | None
    flagged: bool | None


def effect_of(step_json: bytes) -> Effect:
    """Read from the JSON alone, since the step of a bulk action is large and its values are not needed."""
    more = {"mention": 0, "judgement": 0}
    status: str | None = None
    flagged: bool | None = None
    for change in orjson.loads(step_json)["changes"]:
        kind, before, after = change["kind"], change["before"], change["after"]
        if kind == "progress":
            status, flagged = after["status"], after["flagged"]
        elif kind in more:
            more[kind] += (after is not None) - (before is not None)
    return Effect(more["mention"], more["judgement"], status, flagged)


def save_steps(database: Database, steps: Sequence[PendingStep], making: Making) -> None:
    """Stores all of the steps or none; raises Conflict if one is not the next of its annotation."""
    with database.writing() as connection:
        for pending in steps:
            values = _after(pending, making)
            if _move_on(connection, values) or (
                pending.entry.revision == 1 and _begin(database, connection, pending, making, values)
            ):
                _add_to_log(connection, pending)
            elif not _is_stored(connection, pending):
                raise Conflict(pending.article_id, pending.annotator.name)


_SETTLING = f'{{"name":"{SETTLE} '
"""How the JSON of a step begins that settled in advance: told without parsing it."""
_LOG = (
    select(step.c.revision, step.c.at, step.c.taken_by, step.c.how, step.c.step)
    .where(
        step.c.article_id == bindparam("of_article"),
        step.c.annotator == bindparam("by_annotator"),
        step.c.revision > bindparam("after"),
    )
    .order_by(step.c.revision)
)


def log_of(connection: Connection, article_id: str, annotator: str, after: int = 0) -> tuple[LogEntry, ...]:
    """The steps taken after a revision, in order."""
    values = {"of_article": article_id, "by_annotator": annotator, "after": after}
    rows = connection.execute(_LOG, values).all()
    return tuple(LogEntry(revision, at, by, How(how), json.encode()) for revision, at, by, how, json in rows)


def last_changed(connection: Connection, annotator: str, besides: str | None) -> str | None:
    """The article, other than the one named, of the newest step that the annotator can still take back."""
    newest_first = (
        select(annotation.c.article_id)
        .where(annotation.c.annotator == annotator, annotation.c.revision > 0)
        .order_by(annotation.c.updated.desc(), annotation.c.article_id)
    )
    articles = connection.scalars(newest_first)
    return next((id_ for id_ in articles if id_ != besides and _can_undo(connection, id_, annotator)), None)


def add_time(
    database: Database, article_id: str, annotator: Annotator, seconds: float, at: str, making: Making
) -> None:
    """Adds working time, also to an annotation that no step has begun yet."""
    with database.writing() as connection:
        more = (
            update(annotation)
            .where(annotation.c.article_id == article_id, annotation.c.annotator == annotator.name)
            .values(active_seconds=annotation.c.active_seconds + seconds)
        )
        if connection.execute(more).rowcount == 0:
            make_known(database, connection, [annotator])
            new = unbegun(article_id, annotator.name, at, making) | {"active_seconds": seconds}
            connection.execute(insert(annotation), new)


def unbegun(article_id: str, annotator: str, at: str, making: Making) -> dict[str, object]:
    """The row of an annotation without a step."""
    return {
        "article_id": article_id,
        "annotator": annotator,
        "revision": 0,
        "snapshot_revision": None,
        "scheme_name": making.scheme.name,
        "scheme_version": making.scheme.version,
        "status": Status.NOT_STARTED.value,
        "flagged": 0,
        "mentions": 0,
        "judgements": 0,
        "created": at,
        "updated": at,
        "active_seconds": 0.0,
        "program_version": making.program_version,
    }


# Made once: making it takes longer than the disk does to store the step.
_MOVE_ON = (
    update(annotation)
    .where(
        annotation.c.article_id == bindparam("of_article"),
        annotation.c.annotator == bindparam("by_annotator"),
        annotation.c.revision == bindparam("new_revision") - 1,
    )
    .values(
        revision=bindparam("new_revision"),
        updated=bindparam("new_updated"),
        active_seconds=annotation.c.active_seconds + bindparam("more_seconds"),
        mentions=annotation.c.mentions + bindparam("more_mentions"),
        judgements=annotation.c.judgements + bindparam("more_judgements"),
        status=func.coalesce(bindparam("new_status"), annotation.c.status),
        flagged=func.coalesce(bindparam("new_flagged"), annotation.c.flagged),
        scheme_name=bindparam("new_scheme_name"),
        scheme_version=bindparam("new_scheme_version"),
        program_version=bindparam("new_program_version"),
    )
)


def _after(pending: PendingStep, making: Making) -> dict[str, object]:
    """What `_MOVE_ON` is told."""
    effect = effect_of(pending.entry.step)
    return {
        "of_article": pending.article_id,
        "by_annotator": pending.annotator.name,
        "new_revision": pending.entry.revision,
        "new_updated": pending.entry.at,
        "more_seconds": pending.active_seconds,
        "more_mentions": effect.mentions,
        "more_judgements": effect.judgements,
        "new_status": effect.status,
        "new_flagged": None if effect.flagged is None else int(effect.flagged),
        "new_scheme_name": making.scheme.name,
        "new_scheme_version": making.scheme.version,
        "new_program_version": making.program_version,
    }


def _move_on(connection: Connection, values: dict[str, object]) -> bool:
    """Takes the annotation's row to the revision after the step; False if it is not at the one before."""
    return connection.execute(_MOVE_ON, values).rowcount == 1


def _begin(
    database: Database,
    connection: Connection,
    pending: PendingStep,
    making: Making,
    values: dict[str, object],
) -> bool:
    """Makes the annotation of a first step; False if another window was first."""
    make_known(database, connection, [pending.annotator])
    new = unbegun(pending.article_id, pending.annotator.name, pending.entry.at, making)
    if connection.execute(database.insert_new(annotation), new).rowcount == 0:
        return False
    return _move_on(connection, values)


_ADD_TO_LOG = insert(step)


def _add_to_log(connection: Connection, pending: PendingStep) -> None:
    entry = pending.entry
    row = {
        "article_id": pending.article_id,
        "annotator": pending.annotator.name,
        "revision": entry.revision,
        "at": entry.at,
        "taken_by": entry.by,
        "how": entry.how.value,
        "step": entry.step.decode(),
    }
    connection.execute(_ADD_TO_LOG, row)


def _can_undo(connection: Connection, article_id: str, annotator: str) -> bool:
    """Whether a step of a person stands; what it begins with or was settled in advance is nobody's."""
    here = and_(
        step.c.article_id == article_id,
        step.c.annotator == annotator,
        not_(step.c.step.startswith(_SETTLING, autoescape=True)),
    )
    standing = connection.scalar(
        select(func.sum(case((step.c.how == How.UNDO.value, -1), else_=1))).where(here)
    )
    if standing != 1:
        return bool(standing)
    first = log_of(connection, article_id, annotator)[0]
    return first.parsed().name != START


def _is_stored(connection: Connection, pending: PendingStep) -> bool:
    """Whether this very step is in the log: a save whose answer was lost with the network is tried again."""
    stored = log_of(connection, pending.article_id, pending.annotator.name, pending.entry.revision - 1)
    return stored[:1] == (pending.entry,)
