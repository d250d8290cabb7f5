"""Annotations from outside on their way in: from files, and from models."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from annotator.domain.annotation import Annotation, Annotator, SchemeVersion, Status
from annotator.domain.records import AnnotationRecord, StoredAnnotation
from annotator.store.annotators import make_known
from annotator.store.database import Database
from annotator.store.tables import annotation, snapshot


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
