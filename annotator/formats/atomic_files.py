"""Files and folders that are written whole or not at all."""

import os
import secrets
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, Protocol

from annotator.domain.refused import Refused
from annotator.formats.writer import Folder

_DATABASE = b"SQLite format 3\0"
# So that the same content gives the same archive whenever it is written.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_ARCHIVE = ".zip"


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


class Files(Folder, Protocol):
    """A folder that also takes files as they are written, one after the other."""

    def opened(self, name: str) -> AbstractContextManager[IO[bytes]]: ...


@contextmanager
def atomic_folder(path: Path) -> Iterator[Files]:
    """A folder, or by its suffix a zip archive, that is at its place once all files are in it.

    A folder that is there already is refused unless it is empty: what else is in it is not the program's.
    """
    try:
        if path.suffix.lower() == _ARCHIVE:
            with atomic_writer(path) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                yield _Archive(archive)
        else:
            if path.exists() and not (path.is_dir() and not any(path.iterdir())):
                raise Refused(f"{path} is there already; choose another name, or empty the folder.")
            with _new_folder(path.resolve()) as half:
                yield _Directory(half)
    except OSError as error:
        raise Refused(f"{path} could not be written: {error.strerror}.") from error


class _Archive:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def put(self, name: str, content: bytes) -> None:
        self._archive.writestr(_member(name), content)

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        # How long it will be is not known yet, and room for long files has to be made beforehand.
        with self._archive.open(_member(name), "w", force_zip64=True) as stream:
            yield stream


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _NO_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


class _Directory:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, content: bytes) -> None:
        with self.opened(name) as stream:
            stream.write(content)

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        pure = PurePosixPath(name)
        assert not pure.is_absolute()
        assert ".." not in pure.parts
        path = self._folder / pure
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            yield stream


def _sync_files(folder: Path) -> None:
    """At the end, not one by one: what the first waits for brings most of the others to the disk as well."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as stream:
            os.fsync(stream.fileno())


@contextmanager
def _new_folder(target: Path) -> Iterator[Path]:
    half = target.with_name(f".{target.name}.{secrets.token_hex(4)}.half")
    half.mkdir()
    try:
        yield half
        _sync_files(half)
        if target.exists():
            target.rmdir()
        half.replace(target)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    _sync_folder(target.parent)
