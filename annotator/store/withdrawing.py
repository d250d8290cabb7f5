"""Taking back annotations that were made from others and no longer follow from them."""

from collections.abc import Collection

from sqlalchemy import delete, select

from annotator.store.database import Database
from annotator.store.tables import annotation, snapshot, step

_AT_ONCE = 500


def withdraw_others(database: Database, annotator_name: str, kept: Collection[str]) -> int:
    """Removes what the annotator says about all articles but those of the ids, and says how many went."""
    with database.writing() as connection:
        found = select(annotation.c.article_id).where(annotation.c.annotator == annotator_name)
        gone = sorted(set(connection.scalars(found)).difference(kept))
        for first in range(0, len(gone), _AT_ONCE):
            ids = gone[first : first + _AT_ONCE]
            for one in (step, snapshot, annotation):
                connection.execute(
                    delete(one).where(one.c.annotator == annotator_name, one.c.article_id.in_(ids))
                )
    return len(gone)
