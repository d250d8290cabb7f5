"""Snapshots: what spares the loading of an annotation the replaying of its log."""

from sqlalchemy import and_, delete, update

from annotator.store.database import Database
from annotator.store.states import bulk_form, state_of
from annotator.store.tables import annotation, snapshot


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
