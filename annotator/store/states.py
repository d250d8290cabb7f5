"""Annotations as they lie in the database: the newest snapshot, and the steps since then."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, and_, select

from annotator.domain.annotation import Annotation, Annotator, AnnotatorKind, SchemeVersion
from annotator.domain.log import LogEntry
from annotator.domain.records import AnnotationRecord, StoredAnnotation
from annotator.domain.steps import apply
from annotator.store.log import log_of
from annotator.store.tables import annotation, annotator, snapshot

Key = tuple[str, str]
"""An annotation by article id and annotator's name."""


@dataclass(frozen=True, slots=True)
class State:
    """An annotation as it lies in the database: a snapshot, if there is one, and what is said about it."""

    article_id: str
    annotator: Annotator
    scheme: SchemeVersion
    revision: int
    snapshot_revision: int | None
    snapshot: str | None
    created: str
    updated: str
    active_seconds: float
    program_version: str

    def annotation(self, log: Sequence[LogEntry]) -> Annotation:
        """The snapshot with those steps of the log taken that came after it."""
        reached = self._from_snapshot()
        for entry in log:
            if entry.revision > (self.snapshot_revision or 0):
                reached = apply(reached, entry.parsed())
        return reached

    def record(self, log: Sequence[LogEntry]) -> AnnotationRecord:
        return AnnotationRecord.model_construct(
            annotation=self.annotation(log),
            created=self.created,
            updated=self.updated,
            active_seconds=self.active_seconds,
            program_version=self.program_version,
            revision=self.revision,
        )

    def _from_snapshot(self) -> Annotation:
        if self.snapshot is None:
            return Annotation(article_id=self.article_id, annotator=self.annotator, scheme=self.scheme)
        value = Annotation.model_validate_json(self.snapshot)
        # Steps taken since then may have been taken under a newer scheme.
        return value if value.scheme == self.scheme else value.model_copy(update={"scheme": self.scheme})


# Working time alone is no annotation yet.
IS_BEGUN = (annotation.c.revision > 0) | annotation.c.snapshot_revision.is_not(None)
STATES = (
    select(
        annotation.c.article_id,
        annotation.c.annotator,
        annotator.c.kind,
        annotation.c.scheme_name,
        annotation.c.scheme_version,
        annotation.c.revision,
        annotation.c.snapshot_revision,
        snapshot.c.annotation,
        annotation.c.created,
        annotation.c.updated,
        annotation.c.active_seconds,
        annotation.c.program_version,
    )
    .join_from(annotation, annotator, annotation.c.annotator == annotator.c.name)
    .outerjoin(
        snapshot,
        and_(
            snapshot.c.article_id == annotation.c.article_id,
            snapshot.c.annotator == annotation.c.annotator,
            snapshot.c.revision == annotation.c.snapshot_revision,
        ),
    )
    .where(IS_BEGUN)
)
"""Of every annotation that is begun; `state_in` reads a row."""


def state_in(row: RowMapping) -> State:
    return State(
        article_id=row["article_id"],
        annotator=Annotator(name=row["annotator"], kind=AnnotatorKind(row["kind"])),
        scheme=SchemeVersion(name=row["scheme_name"], version=row["scheme_version"]),
        revision=row["revision"],
        snapshot_revision=row["snapshot_revision"],
        snapshot=row["annotation"],
        created=row["created"],
        updated=row["updated"],
        active_seconds=row["active_seconds"],
        program_version=row["program_version"],
    )


def state_of(connection: Connection, article_id: str, annotator_name: str) -> State | None:
    """The annotation's state; None if the annotator has not begun."""
    found = STATES.where(annotation.c.article_id == article_id, annotation.c.annotator == annotator_name)
    row = connection.execute(found).mappings().first()
    return None if row is None else state_in(row)


def states_of(connection: Connection, article_id: str) -> list[State]:
    """What there is on the article, by annotator's name."""
    found = STATES.where(annotation.c.article_id == article_id).order_by(annotation.c.annotator)
    return [state_in(row) for row in connection.execute(found).mappings()]


def revision_of(connection: Connection, article_id: str, annotator_name: str) -> int:
    """How many steps are stored; 0 if the annotator has not begun."""
    found = select(annotation.c.revision).where(
        annotation.c.article_id == article_id, annotation.c.annotator == annotator_name
    )
    return connection.scalar(found) or 0


def read_record(connection: Connection, state: State) -> AnnotationRecord:
    """The annotation as it is now."""
    return state.record(_log_since_snapshot(connection, state))


def bulk_form(connection: Connection, state: State) -> StoredAnnotation:
    """The annotation as it is now, as JSON; it is only parsed if its snapshot is behind."""
    if state.snapshot is not None and state.snapshot_revision == state.revision:
        json = state.snapshot.encode()
    else:
        json = state.annotation(_log_since_snapshot(connection, state)).model_dump_json().encode()
    return StoredAnnotation(
        annotation=json,
        created=state.created,
        updated=state.updated,
        active_seconds=state.active_seconds,
        program_version=state.program_version,
        revision=state.revision,
    )


def versions(connection: Connection, article_ids: Collection[str]) -> dict[Key, list[bytes]]:
    """The annotations of the articles as JSON: as they are now, and as they came in if from outside."""
    found: dict[Key, list[bytes]] = {}
    states = connection.execute(STATES.where(annotation.c.article_id.in_(article_ids))).mappings()
    for state in [state_in(row) for row in states]:
        found[state.article_id, state.annotator.name] = [bulk_form(connection, state).annotation]
    came_in = select(snapshot.c.article_id, snapshot.c.annotator, snapshot.c.annotation).where(
        snapshot.c.article_id.in_(article_ids), snapshot.c.revision == 0
    )
    for article_id, annotator_name, json in connection.execute(came_in):
        found[article_id, annotator_name].append(json.encode())
    return found


def _log_since_snapshot(connection: Connection, state: State) -> Sequence[LogEntry]:
    if state.snapshot_revision == state.revision:
        return ()
    return log_of(connection, state.article_id, state.annotator.name, state.snapshot_revision or 0)
