"""Who annotates in this project."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from annotator.domain.annotation import Annotator, AnnotatorKind
from annotator.domain.refused import Refused
from annotator.store.database import Database
from annotator.store.tables import annotator


def annotators(connection: Connection) -> tuple[Annotator, ...]:
    """Everybody, by name."""
    rows = connection.execute(select(annotator).order_by(annotator.c.name))
    return tuple(Annotator(name=row.name, kind=AnnotatorKind(row.kind)) for row in rows)


def make_known(database: Database, connection: Connection, people: Collection[Annotator]) -> None:
    """Adds those who are new; refused if a name belongs to another kind of annotator."""
    kind_by_name = {new.name: new.kind for new in people}
    if not kind_by_name:
        return
    rows = [{"name": name, "kind": kind.value} for name, kind in kind_by_name.items()]
    connection.execute(database.insert_new(annotator), rows)
    for row in connection.execute(select(annotator).where(annotator.c.name.in_(kind_by_name))):
        if row.kind != kind_by_name[row.name]:
            raise Refused(f"{other_kind(row.name, AnnotatorKind(row.kind))}; choose another one.")


def other_kind(name: str, kind: AnnotatorKind) -> str:
    """Why a name cannot be used once more."""
    return f"“{name}” is the name of {_KINDS[kind]} in this project already"


_KINDS = {
    AnnotatorKind.HUMAN: "a person",
    AnnotatorKind.MODEL: "a model",
    AnnotatorKind.ADJUDICATED: "adjudicated work",
    AnnotatorKind.AGGREGATE: "an aggregate",
}
