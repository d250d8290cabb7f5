"""Where an export goes: one file, the files of a folder or an archive, or nowhere, which only counts."""

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import IO, BinaryIO, Protocol

from annotator.domain.data_set import DataFile
from annotator.formats.atomic_files import Files, atomic_folder, atomic_writer
from annotator.formats.writer import FileWriter, Folder, FolderWriter, WriteOptions, Writer
from annotator.formats.written import Said, Written

Write = Callable[[Iterable[Said], WriteOptions], Iterator[Written]]


class Place(Protocol):
    """Takes one part after the other, or all there is as the part None, and knows what it has taken."""

    files: list[DataFile]

    def part(self, name: str | None) -> AbstractContextManager[Write]: ...

    def put(self, name: str, content: bytes) -> None:
        """A file of its own beside the parts."""
        ...


@contextmanager
def place_for(out: Path, writer: Writer, *, in_parts: bool, is_dry: bool) -> Iterator[Place]:
    """A place that is filled when the `with` is left without an error, and as it was otherwise."""
    if is_dry:
        yield _Nowhere(writer)
    elif in_parts or isinstance(writer, FolderWriter):
        with atomic_folder(out) as folder:
            yield _InFolder(writer, folder)
    else:
        with atomic_writer(out) as stream:
            yield _InFile(writer, stream, out.name)


class _Hashing(io.RawIOBase):
    """Bytes on their way to another stream, or to nowhere, counted and hashed."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        self._stream = stream
        self._hash = hashlib.sha256()
        self.bytes = 0

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        assert isinstance(content, bytes | bytearray | memoryview)
        if self._stream is not None:
            self._stream.write(content)
        self._hash.update(content)
        self.bytes += memoryview(content).nbytes
        return memoryview(content).nbytes

    def file(self, name: str, part: str | None) -> DataFile:
        return DataFile(name, part, self.bytes, self._hash.hexdigest())


@contextmanager
def _hashed(
    stream: IO[bytes] | None, files: list[DataFile], name: str, part: str | None
) -> Iterator[BinaryIO]:
    """The stream, whose file is among the files when the `with` is left."""
    hashing = _Hashing(stream)
    buffered = io.BufferedWriter(hashing, 1 << 16)
    yield buffered
    buffered.flush()
    files.append(hashing.file(name, part))


class _InFile:
    def __init__(self, writer: FileWriter, stream: BinaryIO, name: str) -> None:
        self.files: list[DataFile] = []
        self._writer = writer
        self._stream = stream
        self._name = name

    @contextmanager
    def part(self, name: str | None) -> Iterator[Write]:
        with _hashed(self._stream, self.files, self._name, name) as stream:
            yield partial(self._writer.write, stream)

    def put(self, name: str, content: bytes) -> None:
        raise AssertionError(f"{name} has no place beside a file")


class _InFolder:
    def __init__(self, writer: Writer, folder: Files) -> None:
        self.files: list[DataFile] = []
        self._writer = writer
        self._folder = folder

    @contextmanager
    def part(self, name: str | None) -> Iterator[Write]:
        if isinstance(self._writer, FolderWriter):
            yield partial(self._writer.write, _PartFolder(self._folder, self.files, name))
            return
        file = f"{name}{self._writer.format.suffixes[0]}"
        with self._folder.opened(file) as inner, _hashed(inner, self.files, file, name) as stream:
            yield partial(self._writer.write, stream)

    def put(self, name: str, content: bytes) -> None:
        _PartFolder(self._folder, self.files, None).put(name, content)


class _PartFolder:
    """The folder of one part within the folder of all; of no part it is that folder itself."""

    def __init__(self, folder: Folder, files: list[DataFile], part: str | None) -> None:
        self._folder = folder
        self._files = files
        self._part = part

    def put(self, name: str, content: bytes) -> None:
        whole = name if self._part is None else f"{self._part}/{name}"
        self._folder.put(whole, content)
        digest = hashlib.sha256(content).hexdigest()
        self._files.append(DataFile(whole, self._part, len(content), digest))


class _Nowhere:
    def __init__(self, writer: Writer) -> None:
        self.files: list[DataFile] = []
        self._writer = writer

    @contextmanager
    def part(self, name: str | None) -> Iterator[Write]:
        if isinstance(self._writer, FolderWriter):
            yield partial(self._writer.write, _Discarding())
        else:
            with _hashed(None, [], "", name) as stream:
                yield partial(self._writer.write, stream)

    def put(self, name: str, content: bytes) -> None:
        """Is forgotten."""


class _Discarding:
    def put(self, name: str, content: bytes) -> None:
        """Is forgotten."""
