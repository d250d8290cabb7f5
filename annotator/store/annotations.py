"""Annotations in and out: the newest snapshot, and the steps since then."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, delete, exists, func, select, update

from annotator.domain.annotation import Annotation, Annotator, AnnotatorKind, SchemeVersion, Status
from annotator.domain.log import LogEntry
from annotator.domain.records import AnnotationRecord, StoredAnnotation
from annotator.domain.steps import apply
from annotator.store.annotators import make_known
from annotator.store.database import Database
from annotator.store.log import log_of
from annotator.store.tables import annotation, annotator, article, snapshot

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


@dataclass(frozen=True, slots=True)
class NewAnnotation:
    """An annotation from outside, on its way in: its row, and its JSON as the snapshot of revision 0."""

    article_id: str
    annotator: Annotator
    scheme: SchemeVersion
    status: Status
    flagged: bool
    mentions: int
    judgements: int
    stored: StoredAnnotation

    @classmethod
    def of(cls, record: AnnotationRecord) -> "NewAnnotation":
        value = record.annotation
        return cls(
            article_id=value.article_id,
            annotator=value.annotator,
            scheme=value.scheme,
            status=value.progress.status,
            flagged=value.progress.flagged,
            mentions=len(value.mentions),
            judgements=len(value.judgements),
            stored=StoredAnnotation.of(record),
        )

    def value(self) -> Annotation:
        return Annotation.model_validate_json(self.stored.annotation)

    def moved_to(self, article_id: str) -> "NewAnnotation":
        """The same said about an article that the project knows by another id."""
        if article_id == self.article_id:
            return self
        json = self.value().model_copy(update={"article_id": article_id}).model_dump_json().encode()
        return replace(self, article_id=article_id, stored=replace(self.stored, annotation=json))


def state_of(connection: Connection, article_id: str, annotator_name: str) -> State | None:
    """The annotation's state; None if the annotator has not begun."""
    found = _STATES.where(annotation.c.article_id == article_id, annotation.c.annotator == annotator_name)
    row = connection.execute(found).mappings().first()
    return None if row is None else _state(row)


def states_of(connection: Connection, article_id: str) -> list[State]:
    """What there is on the article, by annotator's name."""
    found = _STATES.where(annotation.c.article_id == article_id).order_by(annotation.c.annotator)
    return [_state(row) for row in connection.execute(found).mappings()]


def newest_of_a_model(connection: Connection, article_id: str) -> State | None:
    found = (
        _STATES.where(annotation.c.article_id == article_id, annotator.c.kind == AnnotatorKind.MODEL.value)
        .order_by(annotation.c.updated.desc(), annotation.c.annotator)
        .limit(1)
    )
    row = connection.execute(found).mappings().first()
    return None if row is None else _state(row)


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


def without_suggestions(connection: Connection) -> Sequence[str]:
    """The ids of articles that no model has annotated, in import order."""
    suggested = select(annotation.c.article_id).join_from(
        annotation,
        annotator,
        and_(annotation.c.annotator == annotator.c.name, annotator.c.kind == AnnotatorKind.MODEL.value),
    )
    found = select(article.c.id).where(article.c.id.not_in(suggested)).order_by(article.c.number)
    return connection.scalars(found).all()


def states_between(
    connection: Connection,
    first_article: str,
    last_article: str,
    *,
    annotators: Collection[str] = (),
    only_done: bool = False,
) -> Iterator[State]:
    """The annotations of a stretch of articles by id, in order of article and annotator."""
    found = _STATES.where(
        annotation.c.article_id.between(first_article, last_article), *_only(annotators, only_done=only_done)
    )
    rows = connection.execute(found.order_by(annotation.c.article_id, annotation.c.annotator))
    return (_state(row) for row in rows.mappings())


def count_annotations(
    connection: Connection, *, annotators: Collection[str] = (), only_done: bool = False
) -> int:
    found = select(func.count()).select_from(annotation)
    return connection.scalar(found.where(_IS_BEGUN, *_only(annotators, only_done=only_done))) or 0


def count_unsaid(connection: Connection) -> int:
    """How many articles nobody has annotated."""
    said = exists().where(annotation.c.article_id == article.c.id, _IS_BEGUN)
    return connection.scalar(select(func.count()).select_from(article).where(~said)) or 0


def put(database: Database, new: Sequence[NewAnnotation]) -> None:
    """Stores annotations of articles that are there, in one transaction."""
    with database.writing() as connection:
        make_known(database, connection, [one.annotator for one in new])
        put_annotations(database, connection, new)


def put_annotations(database: Database, connection: Connection, new: Sequence[NewAnnotation]) -> None:
    """Stores annotations from outside; a model's takes the place of its last one, working time is kept."""
    if not new:
        return
    rows = database.insert(annotation)
    newer = {column.name: column for column in rows.excluded}
    worked = {"active_seconds": annotation.c.active_seconds + rows.excluded.active_seconds}
    connection.execute(
        rows.on_conflict_do_update(index_elements=["article_id", "annotator"], set_={**newer, **worked}),
        [_row(one) for one in new],
    )
    snapshots = database.insert(snapshot)
    connection.execute(
        snapshots.on_conflict_do_update(
            index_elements=["article_id", "annotator", "revision"],
            set_={"annotation": snapshots.excluded.annotation},
        ),
        [_snapshot_row(one) for one in new],
    )


def take_snapshot(database: Database, article_id: str, annotator_name: str) -> None:
    """Stores the annotation as it is now, so that the next loading replays no steps."""
    with database.reading() as connection:
        state = state_of(connection, article_id, annotator_name)
        if state is None or state.snapshot_revision == state.revision:
            return
        json = bulk_form(connection, state).annotation.decode()
    here = and_(snapshot.c.article_id == article_id, snapshot.c.annotator == annotator_name)
    with database.writing() as connection:
        key = {"article_id": article_id, "annotator": annotator_name, "revision": state.revision}
        connection.execute(database.insert_new(snapshot), key | {"annotation": json})
        # What came in from outside, revision 0, stays: it is where the log begins.
        connection.execute(delete(snapshot).where(here, snapshot.c.revision.between(1, state.revision - 1)))
        connection.execute(
            update(annotation)
            .where(annotation.c.article_id == article_id, annotation.c.annotator == annotator_name)
            .values(snapshot_revision=state.revision)
        )


def versions(connection: Connection, article_ids: Collection[str]) -> dict[Key, list[bytes]]:
    """The annotations of the articles as JSON: as they are now, and as they came in if from outside."""
    found: dict[Key, list[bytes]] = {}
    states = connection.execute(_STATES.where(annotation.c.article_id.in_(article_ids))).mappings()
    for state in [_state(row) for row in states]:
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


# Working time alone is no annotation yet.
_IS_BEGUN = (annotation.c.revision > 0) | annotation.c.snapshot_revision.is_not(None)
_STATES = (
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
    .where(_IS_BEGUN)
)


def _only(annotators: Collection[str], *, only_done: bool) -> Iterator[ColumnElement[bool]]:
    if annotators:
        yield annotation.c.annotator.in_(annotators)
    if only_done:
        yield annotation.c.status == Status.DONE.value


def _state(row: RowMapping) -> State:
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


def _row(new: NewAnnotation) -> dict[str, object]:
    return {
        "article_id": new.article_id,
        "annotator": new.annotator.name,
        "revision": 0,
        "snapshot_revision": 0,
        "scheme_name": new.scheme.name,
        "scheme_version": new.scheme.version,
        "status": new.status.value,
        "flagged": int(new.flagged),
        "mentions": new.mentions,
        "judgements": new.judgements,
        "created": new.stored.created,
        "updated": new.stored.updated,
        "active_seconds": new.stored.active_seconds,
        "program_version": new.stored.program_version,
    }


def _snapshot_row(new: NewAnnotation) -> dict[str, object]:
    return {
        "article_id": new.article_id,
        "annotator": new.annotator.name,
        "revision": 0,
        "annotation": new.stored.annotation.decode(),
    }
