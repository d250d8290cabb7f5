"""Reading archives: each member of a zip as the file it is, unpacked as it is read."""

import lzma
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import IO

from annotator.domain.bad_input import BadInput
from annotator.formats.sources import Source, is_hidden, surrounded

_MOST_TIMES_PACKED_SIZE = 200
_ALWAYS_ACCEPTED = 64 << 20
_ENCRYPTED = 0x1
_NAMELESS = "(no name)"
_UPWARDS = ".."
DAMAGED = (EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError)
"""What is raised where an archive or a member of one is damaged, or packed in an unknown way."""
ARCHIVE_IN_ARCHIVE = "It is an archive in an archive; unpack it first."
_DOCUMENTS = frozenset(("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"))


@contextmanager
def opened(source: Source) -> Iterator[Sequence[Source | BadInput]]:
    """The files in the archive, in order of their names; they can be read until it is closed.

    Raises zipfile.BadZipFile if it is no archive or a broken one.
    """
    with source.start() as stream, zipfile.ZipFile(stream) as archive:
        yield surrounded(list(_members(source, archive)))


def _members(source: Source, archive: zipfile.ZipFile) -> Iterator[Source | BadInput]:
    infos = sorted(archive.infolist(), key=lambda info: info.filename)
    if _DOCUMENTS & {info.filename for info in infos}:
        reason = "It is a packed document, not an archive of articles; save it as plain text or HTML first."
        yield BadInput(file=source.file, where="", reason=reason)
        return
    for info in infos:
        # Not info.is_dir(), which fails on a member without a name.
        parts = info.filename.split("/")
        if info.filename.endswith("/") or any(is_hidden(part) and part != _UPWARDS for part in parts):
            continue
        file = f"{source.file}/{info.filename or _NAMELESS}"
        # WebAnno's old archives have paths that begin with a slash, and mean it no harm.
        fault = "Its path leads out of the archive." if _UPWARDS in parts else _fault(info)
        if fault:
            yield BadInput(file=file, where="", reason=fault)
        else:
            yield Source(file, info.file_size, info.compress_size, partial(_open, archive, info))


def _fault(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & _ENCRYPTED:
        return "It is locked with a password; unpack it first."
    unpacked_times = info.file_size / max(info.compress_size, 1)
    if info.file_size > _ALWAYS_ACCEPTED and unpacked_times > _MOST_TIMES_PACKED_SIZE:
        return f"It unpacks to {unpacked_times:,.0f} times its size, which no text does."
    return None


def _open(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    return archive.open(info)
