"""Writing annotations to files: whole or not at all, in one of the formats of a table."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from annotator.domain.records import StoredAnnotation, StoredArticle
from annotator.domain.refused import Refused
from annotator.formats.export_row import row_line

_DATABASE = b"SQLite format 3\0"

Said = tuple[StoredArticle, StoredAnnotation | None]
"""An article and what one annotator says about it; None where nobody has annotated it."""


@dataclass(frozen=True)
class Loss:
    """Something of one article that the format cannot hold, and why."""

    article: str
    what: str
    why: str


@dataclass(frozen=True)
class Writer:
    """A format that can be written; `write` yields the losses of each row once it is written."""

    name: str
    title: str
    suffix: str
    cannot_hold: tuple[str, ...]
    write: Callable[[BinaryIO, Iterable[Said]], Iterator[tuple[Loss, ...]]]


def write_jsonl(stream: BinaryIO, said: Iterable[Said]) -> Iterator[tuple[Loss, ...]]:
    """Export rows, one a line; nothing is lost."""
    for article, annotation in said:
        stream.write(row_line(article, annotation))
        yield ()


WRITERS: Mapping[str, Writer] = {
    writer.name: writer
    for writer in (
        Writer(
            name="jsonl",
            title="Export rows (JSON Lines)",
            suffix=".jsonl",
            cannot_hold=(),
            write=write_jsonl,
        ),
    )
}


@contextmanager
def atomic_writer(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes take the file's place once all are on the disk; on any error it stays as it was.

    A pipe or a device is written to as it comes, for nothing can take its place. A database is refused: it
    would be somebody's project.
    """
    try:
        if _is_database(path):
            raise Refused(f"{path} belongs to a database, maybe a project; choose another name.")
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                yield stream
        else:
            # Through links, so that the file they lead to is replaced and not the link.
            with _replacing(path.resolve()) as stream:
                yield stream
    except OSError as error:
        raise Refused(f"{path} could not be written: {error.strerror}.") from error


def _is_database(path: Path) -> bool:
    """Whether the file is an SQLite database or one of the two that stand beside it while it is open."""
    whole = path.name.removesuffix("-wal").removesuffix("-shm")
    database = path.with_name(whole)
    if not database.is_file():
        return False
    with database.open("rb") as stream:
        return stream.read(len(_DATABASE)) == _DATABASE


@contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    half = target.with_name(f".{target.name}.{secrets.token_hex(4)}.half")
    try:
        with half.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, half)
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Makes the new name itself survive power loss, where folders can be synced (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
