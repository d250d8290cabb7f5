"""Writing a project's annotations to a file, as a job."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from annotator.domain.annotation import Annotator, AnnotatorKind
from annotator.domain.loss import Loss
from annotator.domain.refused import Refused
from annotator.domain.scheme import Scheme
from annotator.formats.atomic_files import atomic_folder, atomic_writer
from annotator.formats.writer import FileWriter, WriteOptions, Writer
from annotator.formats.writing import WRITERS
from annotator.formats.written import Said, Written
from annotator.project.jobs import ExportResult, Job, Progress
from annotator.project.who import Who, refuse_contradictions
from annotator.store.annotators import annotators as everybody
from annotator.store.database import Database
from annotator.store.rows import Choice, count_rows, rows

_ROWS_A_STEP = 200


@dataclass(frozen=True, slots=True)
class ExportWish:
    """In which format, and whose work; no annotators means all of those that `who` names."""

    writer: Writer
    annotators: Collection[str] = ()
    who: Who = Who.EVERYONE
    only_done: bool = False


def export(database: Database, out: Path, scheme: Scheme, wish: ExportWish) -> Job[ExportResult]:
    """Writes the rows of the format; nothing takes the file's place until all are written."""
    losses: list[Loss] = []
    written = 0
    with database.reading() as connection, _written(out, wish.writer) as write:
        known = everybody(connection)
        refuse_contradictions(wish.who, wish.annotators, known)
        choice = _choice(wish, known)
        total, read = count_rows(connection, choice), _Counted(rows(connection, choice))
        told = 0
        for piece in write(read, WriteOptions(scheme)):
            written += piece.rows
            losses += piece.losses
            if read.count - told >= _ROWS_A_STEP:
                told = read.count
                yield Progress(read.count, total, "rows")
    return ExportResult(written, tuple(losses))


def writer_named(format_name: str) -> Writer:
    """The writer of a format; refused if there is none."""
    try:
        return WRITERS[format_name]
    except KeyError:
        raise Refused(f"There is no format {format_name} to write; there is {', '.join(WRITERS)}.") from None


_Write = Callable[[Iterable[Said], WriteOptions], Iterator[Written]]


@contextmanager
def _written(out: Path, writer: Writer) -> Iterator[_Write]:
    """What writes to the file or the folder, which is there when all is written."""
    if isinstance(writer, FileWriter):
        with atomic_writer(out) as stream:
            yield partial(writer.write, stream)
    else:
        with atomic_folder(out) as folder:
            yield partial(writer.write, folder)


class _Counted:
    """Rows on their way to the writer, and how many have gone by."""

    def __init__(self, said: Iterable[Said]) -> None:
        self._said = said
        self.count = 0

    def __iter__(self) -> Iterator[Said]:
        for one in self._said:
            self.count += 1
            yield one


def _choice(wish: ExportWish, known: Iterable[Annotator]) -> Choice:
    if not wish.writer.format.is_of_people:
        return Choice(wish.annotators, wish.who.kinds, wish.only_done)
    if wish.who in (Who.GOLD, Who.AGGREGATES):
        raise Refused(
            f"{wish.writer.format.title} are made of what people said, where {wish.who} has no vote; "
            "leave that choice out, or choose another format."
        )
    # Whether several answers are right stands in adjudicated work, which goes along without a vote.
    gold = [one.name for one in known if one.kind is AnnotatorKind.ADJUDICATED]
    named = [*wish.annotators, *gold] if wish.annotators else ()
    return Choice(named, (AnnotatorKind.HUMAN, AnnotatorKind.ADJUDICATED))
