"""The project's scheme: every version that was ever used, the newest in force."""

import re
from collections.abc import Collection

from sqlalchemy import Connection, func, insert, select

from annotator.domain.scheme import Scheme
from annotator.store.tables import scheme


def newest_scheme(connection: Connection) -> Scheme | None:
    """The scheme in force; None if the making of the project was broken off."""
    content = connection.scalar(select(scheme.c.content).order_by(scheme.c.number.desc()).limit(1))
    return None if content is None else Scheme.model_validate_json(content)


def add_scheme(connection: Connection, new: Scheme, at: str) -> Scheme:
    """Puts the scheme in force; it gets another version if its own stands for another content already."""
    versions = connection.scalars(select(scheme.c.version).where(scheme.c.name == new.name)).all()
    stored = new.model_copy(update={"version": free_version(new.version, versions)})
    last = connection.scalar(select(func.max(scheme.c.number))) or 0
    row = {
        "number": last + 1,
        "name": stored.name,
        "version": stored.version,
        "content": stored.model_dump_json(),
        "at": at,
    }
    connection.execute(insert(scheme), row)
    return stored


def free_version(version: str, taken: Collection[str]) -> str:
    """The version itself, or the next that is not taken: after 1.9 comes 1.10, after “draft” “draft 2”."""
    while version in taken:
        counted = re.fullmatch(r"(.*?)([0-9]+)", version)
        version = f"{counted[1]}{int(counted[2]) + 1}" if counted else f"{version} 2"
    return version
