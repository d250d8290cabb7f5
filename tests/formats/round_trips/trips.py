"""There and back: what a format makes of a project, and what the reader of the format makes of that."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from annotator.domain.loss import Loss
from annotator.domain.records import AnnotatedArticle
from annotator.formats.read_options import ReadOptions
from annotator.formats.writer import FolderWriter, WriteOptions, Writer
from tests.formats.round_trips.generated_projects import SCHEME
from tests.formats.tools.aids import Found, said, written, written_files

OPTIONS = WriteOptions(SCHEME)


def files_of(
    writer: Writer, articles: Iterable[AnnotatedArticle], options: WriteOptions = OPTIONS
) -> tuple[Mapping[str, bytes], list[Loss]]:
    """The files by name and what was lost; a single file has the name of the format."""
    rows = said(*articles)
    if isinstance(writer, FolderWriter):
        return written_files(writer, rows, options)
    content, losses = written(writer, rows, options)
    return {f"{writer.format.name}{writer.format.suffixes[0]}": content}, losses


def found_in(files: Mapping[str, bytes], folder: Path, options: ReadOptions | None = None) -> Found:
    """What the files give, whatever format they are taken for."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return Found([folder], options or ReadOptions(scheme=SCHEME))
