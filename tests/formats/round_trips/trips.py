"""There and back: what a format makes of a project, and what the reader of the format makes of that."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from annotator.domain.loss import Loss
from annotator.domain.records import AnnotatedArticle
from annotator.formats.read_options import ReadOptions
from annotator.formats.writer import FolderWriter, WriteOptions, Writer
from tests.formats.round_trips.differences import Owner
from tests.formats.round_trips.generated_annotations import SCHEME
from tests.formats.tools.aids import Found, put, said, written, written_files

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


def suffix_of(writer: Writer) -> str:
    """What a path ends in that the format is written to; nothing for a folder."""
    return "" if isinstance(writer, FolderWriter) else writer.format.suffixes[0]


def contents_of(path: Path) -> Mapping[str, bytes]:
    """The bytes of a file, or of all files in a folder by their names there."""
    if path.is_file():
        return {"": path.read_bytes()}
    return {str(one.relative_to(path)): one.read_bytes() for one in sorted(path.rglob("*")) if one.is_file()}


def by_owner(
    writer: Writer,
    articles: Iterable[AnnotatedArticle],
    losses: Iterable[Loss],
    options: WriteOptions = OPTIONS,
) -> Mapping[Owner, Sequence[Loss]]:
    """Whose each loss is, which is found out by writing each annotation alone: that has to lose the same."""
    left = Counter(losses)
    found: dict[Owner, Sequence[Loss]] = {}
    for one in articles:
        if len(one.records) < 2:
            who = one.records[0].annotation.annotator.name if one.records else None
            found[one.article.id, who] = own = [
                loss for loss in left.elements() if loss.article == one.article.id
            ]
            left.subtract(own)
            continue
        for record in one.records:
            alone = AnnotatedArticle(article=one.article, records=(record,))
            found[one.article.id, record.annotation.annotator.name] = own = files_of(
                writer, [alone], options
            )[1]
            left.subtract(own)
    assert not any(left.values()), {loss: times for loss, times in left.items() if times}
    return found


def found_in(files: Mapping[str, bytes], folder: Path, options: ReadOptions | None = None) -> Found:
    """What the files give, whatever format they are taken for."""
    return Found([put(folder, files)], options or ReadOptions(scheme=SCHEME))
