"""Where articles are read from: files, the files of folders, the members of archives."""

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from annotator.domain.bad_input import BadInput
from annotator.formats.encoding import NotText, find_encoding

LARGEST_WHOLE = 256 << 20
"""Bytes of a file that has to be read as one."""

_HEAD = 1 << 14
_CHUNK = 1 << 20
_NOBODYS = frozenset(("thumbs.db", "desktop.ini", "__macosx"))


class Surroundings:
    """The files that are read together, of one folder or archive, by the names users know them by."""

    def __init__(self, files: Mapping[str, "Source"] | None = None) -> None:
        self.files: Mapping[str, Source] = files or {}
        self.head: tuple[Source, bytes] | None = None
        """Of the file that was looked at last: every reader looks whether it is its own."""

    def find(self, file: str) -> "Source | None":
        return self.files.get(file)

    def near(self, file: str) -> "Iterator[Source]":
        """All of them, those of the file's own folder first, then those of the folders it is in."""
        folder = posixpath.dirname(file)

        def distance(other: str) -> tuple[int, str]:
            shared = posixpath.commonpath([folder, posixpath.dirname(other)]) if folder else ""
            return -len(shared), other

        for other in sorted(self.files, key=distance):
            yield self.files[other]


@dataclass
class Source:
    """Bytes with a name: `file` is what the user knows them by, `on_disk` what of the disk they take up."""

    file: str
    size: int
    on_disk: int
    open: Callable[[], IO[bytes]]
    around: Surroundings = field(default_factory=Surroundings)
    _stream: IO[bytes] | None = field(default=None, init=False)

    def beside(self, path: str) -> "Source | None":
        """The file at that path, seen from this one's folder, if it is read together with this one."""
        file = posixpath.normpath(posixpath.join(posixpath.dirname(self.file), path))
        return self.around.find(file)

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.file).suffix.lower()

    def head(self) -> bytes:
        """The first bytes of it."""
        looked_at = self.around.head
        if looked_at is not None and looked_at[0] is self:
            return looked_at[1]
        with self.open() as stream:
            head = stream.read(_HEAD)
        self.around.head = self, head
        return head

    def encoding(self, said: str | None) -> str:
        """The encoding that was said, or the one that is found; raises NotText if there is none."""
        return said or find_encoding(self.head(), self._chunks())

    def start(self) -> IO[bytes]:
        """The stream to read from; close it."""
        self._stream = self.open()
        return self._stream

    def whole(self) -> bytes:
        """All of it; raises NotText where that is too much."""
        self.check_size()
        with self.start() as stream:
            return stream.read()

    def check_size(self) -> None:
        """Raises NotText if it is too much to be read as one."""
        if self.size > LARGEST_WHOLE:
            raise NotText(f"It is larger than {LARGEST_WHOLE >> 20} MB, and cannot be read piece by piece.")

    def done(self) -> int:
        """How much of `on_disk` has been read."""
        if self._stream is None:
            return 0
        if self._stream.closed:
            return self.on_disk
        return self._stream.tell() * self.on_disk // max(self.size, 1)

    def _chunks(self) -> Iterator[bytes]:
        with self.open() as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk


class _Folder(Surroundings):
    """What lies beside a file that was named by itself, or beside a folder with these files."""

    def __init__(self, folder: Path, files: Mapping[str, Source] | None = None) -> None:
        super().__init__(files)
        self._folder = folder
        self._is_whole = files is not None

    def find(self, file: str) -> Source | None:
        if self._is_whole and not file.startswith("../"):
            return super().find(file)
        path = self._folder / file
        found = _source(path, file) if _is_near(file) and path.is_file() else None
        return found if isinstance(found, Source) else None

    def near(self, file: str) -> Iterator[Source]:
        if self._is_whole:
            yield from super().near(file)
            return
        for entry in sorted(self._folder.iterdir(), key=lambda entry: entry.name):
            if not is_hidden(entry.name) and entry.is_file() and (found := self.find(entry.name)):
                yield found


def _is_near(file: str) -> bool:
    """Whether the path stays in the folder, or leads to one that lies beside it and no further."""
    first, *others = PurePosixPath(file).parts
    return first != "/" and ".." not in others and (first != ".." or len(others) == 2)


def surrounded(found: Sequence[Source | BadInput], folder: Path | None = None) -> Sequence[Source | BadInput]:
    """The same files, each of which knows the others, and what lies beside the folder that they are of."""
    files = {one.file: one for one in found if isinstance(one, Source)}
    around = Surroundings(files) if folder is None else _Folder(folder, files)
    for one in around.files.values():
        one.around = around
    return found


def sources(paths: Sequence[Path]) -> Iterator[Sequence[Source | BadInput]]:
    """The files that are read together: each by itself, or those in a folder in order of their names."""
    for path in paths:
        if path.is_dir():
            yield surrounded(list(_sources_in(path, PurePosixPath())), path)
        else:
            source = _source(path, path.name)
            if isinstance(source, Source):
                source.around = _Folder(path.parent)
            yield (source,)


def total_bytes(paths: Sequence[Path]) -> int:
    """How many bytes on the disk there are to read."""
    return sum(
        source.on_disk for together in sources(paths) for source in together if isinstance(source, Source)
    )


def is_hidden(name: str) -> bool:
    """Whether the file or folder is the system's rather than the user's."""
    return name.startswith(".") or name.lower() in _NOBODYS


def _sources_in(folder: Path, inside: PurePosixPath) -> Iterator[Source | BadInput]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield BadInput(file=str(inside), where="", reason=f"The folder cannot be read: {error.strerror}.")
        return
    for entry in entries:
        if is_hidden(entry.name):
            continue
        # A linked folder may hold itself.
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _sources_in(entry, inside / entry.name)
        elif entry.is_file():
            yield _source(entry, str(inside / entry.name))


def _source(path: Path, file: str) -> Source | BadInput:
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return BadInput(file=str(path), where="", reason="There is no such file.")
    except OSError as error:
        return BadInput(file=str(path), where="", reason=f"It cannot be read: {error.strerror}.")
    return Source(file=file, size=size, on_disk=size, open=lambda: path.open("rb"))
