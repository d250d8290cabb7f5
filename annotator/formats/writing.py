"""Writing annotations to files: whole or not at all, in one of the formats of a table."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from annotator.domain.refused import Refused
from annotator.domain.scheme import Scheme
from annotator.formats.export_row import row_line
from annotator.formats.lewidi import write_lewidi
from annotator.formats.soft_labels import write_soft_labels
from annotator.formats.written import Said, Written

_DATABASE = b"SQLite format 3\0"


@dataclass(frozen=True)
class Writer:
    """A format that can be written; `write` takes rows by article, and yields as the file grows."""

    name: str
    title: str
    suffix: str
    cannot_hold: tuple[str, ...]
    write: Callable[[BinaryIO, Iterable[Said], Scheme], Iterator[Written]]
    is_of_people: bool = False
    """Made of what several people say about an article; what was made of that itself has no vote in it."""


def write_jsonl(stream: BinaryIO, said: Iterable[Said], _scheme: Scheme) -> Iterator[Written]:
    """Export rows, one a line; nothing is lost."""
    for article, annotation in said:
        stream.write(row_line(article, annotation))
        yield Written()


_NOT_IN_SOFT_LABELS = (
    "work that is not done",
    "which mentions are one entity",
    "what stands beside a label: intensity, confidence, notes, those who report the holder",
)

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
        Writer(
            name="soft-labels",
            title="Soft labels (JSON Lines)",
            suffix=".jsonl",
            cannot_hold=_NOT_IN_SOFT_LABELS,
            write=write_soft_labels,
            is_of_people=True,
        ),
        Writer(
            name="lewidi",
            title="LeWiDi (JSON)",
            suffix=".json",
            cannot_hold=("mentions", *_NOT_IN_SOFT_LABELS),
            write=write_lewidi,
            is_of_people=True,
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
